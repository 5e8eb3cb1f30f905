// EXEC: procedures, system procedures, functions and dynamic SQL; WITH RESULT SETS; INSERT ... EXEC.

import type { SqlFunction } from '../../catalog/model.ts';
import { splitMultipartName } from '../../parser/parse.ts';
import type { Execute, ExecuteString, ResultSetColumn } from '../../parser/ast/index.ts';
import { converter } from '../../types/convert.ts';
import { SqlError, sqlError } from '../../types/errors.ts';
import { intType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import type { OutputColumn, ResponseSink } from '../client.ts';
import { runText } from '../dynamic-sql.ts';
import { withOrigin } from '../errors-at-run.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { callProcedure } from '../procedures.ts';
import type { GivenArgument } from '../procedures.ts';
import { resolveType } from '../resolve-type-name.ts';
import { Scope } from '../scope.ts';
import { accessTo, requireExecute } from '../security/needs.ts';
import { makePlan, openFrame } from '../statement-plan.ts';
import { runTextProcedure } from '../text-procedures.ts';
import { runSystemProcedure } from '../system-procedures/index.ts';
import { compileUserFunction } from '../user-functions.ts';
import { convertScalar } from '../scalar.ts';
import { compileArgumentPlan, evaluateArguments } from './execute-arguments.ts';

export function* runExecute(s: Execute | ExecuteString, module: CompiledModule, call: CallFrame): Running<Flow> {
  const { sink } = call;
  const sets = s.resultSets;
  const shaping = sets && sets !== 'undefined' ? shapingSink(sink, sets, module) : undefined;
  if (shaping) call.sink = shaping.sink;
  try {
    yield* execute(s, module, call);
  } finally {
    call.sink = sink;
  }
  shaping?.finish();
  return undefined;
}

function* execute(s: Execute | ExecuteString, module: CompiledModule, call: CallFrame): Running<void> {
  const plan = module.plan(s, call, (m) => compileArgumentPlan(s, m));
  if (s.kind === 'executeString') {
    const text = plan.text?.(openFrame(plan, call)) ?? '';
    yield* runText(String(text), call);
    return;
  }
  const name =
    'variable' in s.procedure
      ? splitMultipartName(String(call.variables[module.variables.scalar(s.procedure.variable).slot] ?? ''))
      : s.procedure;
  const given = evaluateArguments(plan, call);
  const status = yield* executeNamed(name, given, s, module, call);
  if (s.resultVariable !== undefined && status !== undefined) {
    const target = module.variables.scalar(s.resultVariable);
    call.variables[target.slot] = converter(intType, target.type)(status, call.session);
  }
}

function* executeNamed(
  name: readonly string[],
  given: readonly GivenArgument[],
  s: Execute,
  module: CompiledModule,
  call: CallFrame,
): Running<number | undefined> {
  const last = name[name.length - 1] ?? '';
  const { session } = call;
  if (name.length > 4 || (name.length === 4 && name[0] !== '')) throw sqlError(7202, name[0] ?? '');
  if (last.startsWith('#')) {
    const own = session.temporaryProcedures.get(last.toLowerCase());
    if (!own) throw sqlError(2812, name.join('.'));
    if (call.isFunction) throw sqlError(557);
    return yield* callProcedure(own.database, own.definition, given, call);
  }
  const database = module.name === '' ? session.database : module.database;
  const found = session.server.catalog.resolve(database, module.defaultSchema, name);
  if (found?.kind === 'object' && found.object.kind === 'function' && found.object.returnType)
    return executeFunction(name, found.object, s, module, call);
  if (call.isFunction) throw sqlError(557);
  if (found?.kind === 'object') {
    const { object } = found;
    if (object.kind !== 'procedure') throw sqlError(2809, object.name, object.name, OBJECT_WORDS[object.kind] ?? object.kind);
    requireExecute(module.home, found.database, object, session);
    return yield* callProcedure(found.database, object, given, call);
  }
  if (/^(sp|xp)_/i.test(last)) {
    const running = runTextProcedure(last, given, call);
    if (running) return yield* inDatabase(name, running, call);
    const system = runSystemProcedure(last, given, module, call);
    if (system) {
      const status = yield* system;
      session.errorNumber = 0;
      return status;
    }
  }
  throw sqlError(2812, name.join('.'));
}

/** database.sys.sp_executesql runs its text in that database. */
function* inDatabase(name: readonly string[], running: Running<number>, call: CallFrame): Running<number> {
  const { session } = call;
  const saved = session.database;
  const written = name.length > 2 ? name[name.length - 3] : undefined;
  if (written) {
    const database = session.server.catalog.database(written);
    if (!database) throw sqlError(2812, name.join('.'));
    accessTo(database, session);
    session.database = database;
  }
  try {
    return yield* running;
  } finally {
    session.database = saved;
  }
}

const OBJECT_WORDS: Readonly<Record<string, string>> = { function: 'table valued function', sequence: 'sequence object' };

/** EXEC @r = dbo.function arguments: the variable gets the function's value, whatever its type; there is no status. */
const executeFunction = (
  name: readonly string[],
  definition: SqlFunction,
  s: Execute,
  module: CompiledModule,
  call: CallFrame,
): undefined => {
  const target = s.resultVariable === undefined ? undefined : module.variables.scalar(s.resultVariable);
  const plan = makePlan(module, 'EXECUTE', (context) => {
    const span = { start: s.start, end: s.end, line: s.line };
    const given = definition.parameters.map(
      (p, i) =>
        (s.arguments.find((a) => a.name?.toLowerCase() === p.name.toLowerCase()) ?? s.arguments[i])?.value ?? {
          ...span,
          kind: 'default' as const,
        },
    );
    if (s.arguments.length > given.length) throw sqlError(8144, name.join('.'));
    const value = compileUserFunction({ ...span, kind: 'call', name, arguments: given }, new Scope(context));
    return { evaluate: (target ? convertScalar(value, target.type) : value).evaluate };
  });
  const value = plan.evaluate(openFrame(plan, call));
  if (target) call.variables[target.slot] = value;
};

// -- INSERT ... EXEC

/** Runs EXEC with its rows given to `add` instead of the client. Throws 8164 when nested. */
export function* executeInto(
  call: CallFrame,
  s: Execute | ExecuteString,
  module: CompiledModule,
  add: (values: readonly Value[], types: readonly SqlType[]) => void,
): Running<void> {
  const { session, sink } = call;
  if (session.insertExecDepth > 0) throw sqlError(8164);
  const savedCount = session.insertExecTransactionCount;
  const { transaction } = session;
  // The procedure runs inside the INSERT's transaction, and sees that.
  const isImplicit = session.transactionCount === 0;
  if (isImplicit) session.transactionCount = 1;
  session.insertExecDepth++;
  session.insertExecTransactionCount = session.transactionCount;
  let types: readonly SqlType[] = [];
  call.sink = {
    ...messagesOnly(sink),
    columns: (columns) => {
      types = columns.map((c) => c.type);
    },
    row: (values) => collect(values),
  };
  const collect = (values: readonly Value[]): void => {
    try {
      add(values.slice(), types);
    } catch (error) {
      throw error instanceof SqlError && error.number === 213 ? withOrigin(error, { endsBatch: true }) : error;
    }
  };
  try {
    yield* runExecute(s, module, call);
    if (session.isDoomed) throw sqlError(3930);
  } finally {
    call.sink = sink;
    session.insertExecDepth--;
    session.insertExecTransactionCount = savedCount;
    if (isImplicit && session.transaction === transaction && session.transactionCount === 1) session.transactionCount = 0;
  }
}

/** A sink that passes messages on and swallows results. */
const messagesOnly = (sink: ResponseSink): ResponseSink => ({
  columns: () => {},
  row: () => {},
  done: () => {},
  error: (e) => sink.error(e),
  info: (m) => sink.info(m),
  returnStatus: () => {},
  returnValue: () => {},
  environment: (c) => sink.environment(c),
  drained: () => sink.drained(),
});

// -- WITH RESULT SETS

/** Gives the result sets the declared names and types. Throws 11535 to 11538 and 11553 when they do not fit. */
const shapingSink = (
  sink: ResponseSink,
  sets: 'none' | readonly (readonly ResultSetColumn[])[],
  module: CompiledModule,
): { sink: ResponseSink; finish: () => void } => {
  const wanted =
    sets === 'none' ? [] : sets.map((set) => set.map((c, i) => ({ ...c, resolved: resolveType(c.type, module, { ordinal: i + 1 }) })));
  let at = -1;
  let converters: (((v: NonNullable<Value>) => Value) | undefined)[] = [];
  const session = module.call?.session;
  const shaped: ResponseSink = {
    ...messagesOnly(sink),
    done: (token, count, isError, command) => sink.done(token, count, isError, command),
    columns: (columns) => {
      at++;
      const set = wanted[at];
      if (!set) throw endingBatch(sqlError(11535, wanted.length));
      if (set.length !== columns.length) throw endingBatch(sqlError(11537, set.length, at + 1, columns.length));
      converters = columns.map((c, i) => {
        const target = set[i]?.resolved;
        if (!target) return undefined;
        const convert = converter(c.type, target);
        return (v) => convert(v, session ?? CONVERSION);
      });
      sink.columns(
        set.map(
          (c, i): OutputColumn => ({
            name: c.name,
            type: c.resolved,
            isNullable: c.nullable ?? true,
            ...(columns[i]?.collation ? { collation: columns[i].collation } : {}),
          }),
        ),
      );
    },
    row: (values) =>
      sink.row(
        values.map((v, i) => {
          if (v === null) {
            if (wanted[at]?.[i]?.nullable === false) throw endingBatch(sqlError(11553, i + 1, at + 1));
            return null;
          }
          const convert = converters[i];
          return convert ? convert(v) : v;
        }),
      ),
  };
  return {
    sink: shaped,
    finish: () => {
      if (at + 1 < wanted.length) throw sqlError(11536, wanted.length, at + 1);
    },
  };
};
/** The procedure must not go on after a set that its caller refuses. */
const endingBatch = (error: SqlError): SqlError => withOrigin(error, { isThrown: true });
const CONVERSION = { dateFormat: 'mdy', language: 'us_english' } as const;
