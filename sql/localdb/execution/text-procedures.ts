// sp_executesql, sp_prepare, sp_execute, sp_prepexec and sp_unprepare: the system procedures that run text.

import { sqlError } from '../types/errors.ts';
import { intType, isString } from '../types/sql-type.ts';
import { compileText, runTextWithParameters } from './dynamic-sql.ts';
import type { CallFrame, Running } from './frame.ts';
import type { GivenArgument } from './procedures.ts';

/** The running procedure, or undefined when the name is none of these. */
export const runTextProcedure = (name: string, given: readonly GivenArgument[], call: CallFrame): Running<number> | undefined => {
  switch (name.toLowerCase()) {
    case 'sp_executesql':
      return executeSql(given, call);
    case 'sp_prepare':
      return prepare(given, call);
    case 'sp_prepexec':
      return prepareAndExecute(given, call);
    case 'sp_execute':
      return executePrepared(given, call);
    case 'sp_unprepare':
      return unprepare(given, call);
    default:
      return undefined;
  }
};

/** A text argument by position or name; must be Unicode in SQL Server, which says 214 otherwise. */
const textArgument = (given: readonly GivenArgument[], index: number, name: string, label: string): string => {
  const g =
    given.find((x) => x.name.toLowerCase() === name) ??
    (given[index]?.name === '' || given[index]?.name.toLowerCase() === name ? given[index] : undefined);
  if (!g) return '';
  if (g.value !== null && (!isString(g.type) || g.type.name === 'varchar' || g.type.name === 'char' || g.type.name === 'text'))
    throw sqlError(214, label, 'ntext/nchar/nvarchar');
  return g.value === null ? '' : String(g.value);
};

function* executeSql(given: readonly GivenArgument[], call: CallFrame): Running<number> {
  if (given.length === 0) throw sqlError(201, 'sp_executesql', '@statement');
  const text = textArgument(given, 0, '@stmt', '@statement') || textArgument(given, 0, '@statement', '@statement');
  const declaration = given.length > 1 ? textArgument(given, 1, '@params', '@params') : '';
  // sp_executesql is a call of its own around the text's.
  call.session.nestLevel++;
  try {
    return yield* runTextWithParameters(text, declaration, given.slice(2), call);
  } finally {
    call.session.nestLevel--;
  }
}

const newHandle = (call: CallFrame, declaration: string, text: string): number => {
  const { session } = call;
  const handle = session.nextHandle++;
  session.prepared.set(handle, { text, declaration });
  return handle;
};

// sp_prepare @handle OUTPUT, @params, @stmt, @options
// biome-ignore lint/correctness/useYield: a procedure like the others
function* prepare(given: readonly GivenArgument[], call: CallFrame): Running<number> {
  const declaration = String(given[1]?.value ?? '');
  const text = String(given[2]?.value ?? '');
  compileText(call.session, text, declaration);
  given[0]?.assign?.(newHandle(call, declaration, text), intType);
  return 0;
}

// sp_prepexec @handle OUTPUT, @params, @stmt, values...
function* prepareAndExecute(given: readonly GivenArgument[], call: CallFrame): Running<number> {
  const declaration = String(given[1]?.value ?? '');
  const text = String(given[2]?.value ?? '');
  given[0]?.assign?.(newHandle(call, declaration, text), intType);
  return yield* runTextWithParameters(text, declaration, given.slice(3), call);
}

const preparedOf = (given: readonly GivenArgument[], call: CallFrame): { text: string; declaration: string } => {
  const handle = Number(given[0]?.value ?? 0);
  const found = call.session.prepared.get(handle);
  if (!found) throw sqlError(8179, handle);
  return found;
};

function* executePrepared(given: readonly GivenArgument[], call: CallFrame): Running<number> {
  const { text, declaration } = preparedOf(given, call);
  return yield* runTextWithParameters(text, declaration, given.slice(1), call);
}

// biome-ignore lint/correctness/useYield: a procedure like the others
function* unprepare(given: readonly GivenArgument[], call: CallFrame): Running<number> {
  preparedOf(given, call);
  call.session.prepared.delete(Number(given[0]?.value ?? 0));
  return 0;
}
