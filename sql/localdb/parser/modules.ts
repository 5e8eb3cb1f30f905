// Procedures, functions, views and triggers. A module is the whole batch: it must be the first statement, and its body
// keeps the batch's line numbers.

import type {
  CreateFunction,
  CreateProcedure,
  CreateTrigger,
  CreateView,
  ModuleAction,
  MultipartName,
  ParameterDefinition,
  SelectStatement,
  Statement,
  TableDefinition,
} from './ast/index.ts';
import { checkJumps } from './control-flow.ts';
import { parseTableDefinition } from './create-table.ts';
import { parseSimpleValue } from './expressions.ts';
import { INT, VARIABLE, WORD } from './lexer.ts';
import { parseColumnList, parseObjectName } from './names.ts';
import type { ScopeKind } from './scope.ts';
import { newScope } from './scope.ts';
import { parseSelectStatement } from './select.ts';
import { parseStatements } from './statements.ts';
import type { TokenStream } from './token-stream.ts';
import { parseType } from './type-references.ts';
import { declareName } from './variables.ts';

type Module = CreateView | CreateProcedure | CreateFunction | CreateTrigger;
interface Head {
  readonly action: ModuleAction;
  readonly first: number;
}

/** The module whose keyword is the current token; `first` is the token of CREATE or ALTER. */
export const parseModule = (p: TokenStream, head: Head): Module => {
  const word = p.word === 'PROC' ? 'PROCEDURE' : p.word;
  requireFirstStatement(p, head, word);
  p.pos++;
  if (word === 'TRIGGER') return parseTrigger(p, head);
  const name = parseObjectName(p);
  p.procedure = name[name.length - 1] ?? '';
  if (word === 'VIEW') return parseView(p, head, name);
  return word === 'FUNCTION' ? parseFunction(p, head, name) : parseProcedure(p, head, name);
};

/** Error 111 behind other statements; inside a block or module the word cannot stand at all. */
export const requireFirstStatement = (p: TokenStream, head: Head, word: string): void => {
  if (head.first === p.firstStatement) return;
  if (p.depth > 0 || p.scope.kind !== 'batch') throw p.unexpected();
  const what = word === 'PROCEDURE' ? 'CREATE/ALTER PROCEDURE' : `${head.action === 'alter' ? 'ALTER' : 'CREATE'} ${word}`;
  p.defer(p.error(111, head.first, what));
};

const withScope = <T>(p: TokenStream, kind: ScopeKind, parse: () => T): T => {
  const outer = p.scope;
  p.scope = newScope(kind);
  const result = parse();
  checkJumps(p);
  p.scope = outer;
  return result;
};

/** The statements to the end of the batch. */
const parseBody = (p: TokenStream): Statement[] => {
  const statements = parseStatements(p);
  if (statements.length === 0 || !p.isEnd) throw p.unexpected();
  return statements;
};

// -- parameters and options

/** @a type [= default] [OUTPUT] [READONLY], ...: none if no variable stands here. */
export const parseParameters = (p: TokenStream): ParameterDefinition[] => {
  const parameters: ParameterDefinition[] = [];
  if (p.kind === VARIABLE)
    do parameters.push(parseParameter(p));
    while (p.accept(','));
  return parameters;
};

const parseParameter = (p: TokenStream): ParameterDefinition => {
  const first = p.pos;
  const name = declareName(p);
  p.accept('AS');
  const type = p.accept('CURSOR') ? 'cursor' : parseType(p);
  if (type === 'cursor') p.expect('VARYING');
  const nullable = p.accept('NULL') ? true : p.acceptPair('NOT', 'NULL') ? false : undefined;
  const value = p.accept('=') ? parseDefault(p) : undefined;
  const output = p.accept('OUTPUT') || p.accept('OUT');
  const readOnly = p.accept('READONLY');
  return { ...p.since(first), name, type, default: value, output, readOnly, nullable };
};

/** A constant; a bare word is a string. */
const parseDefault = (p: TokenStream): ParameterDefinition['default'] => {
  if (p.kind !== WORD) return parseSimpleValue(p);
  const first = p.pos++;
  return { ...p.since(first), kind: 'literal', type: 'string', text: p.raw(first), national: true };
};

const PLAIN_OPTIONS = new Set(['RECOMPILE', 'ENCRYPTION', 'SCHEMABINDING', 'VIEW_METADATA']);

/** WITH option, ... */
const parseModuleOptions = (p: TokenStream): string[] => {
  const options: string[] = [];
  if (!p.accept('WITH')) return options;
  do {
    const { word } = p;
    if (PLAIN_OPTIONS.has(word)) {
      p.pos++;
      options.push(word);
    } else if (word === 'EXECUTE' || word === 'EXEC') {
      p.pos++;
      p.expect('AS');
      if (p.isString()) options.push(`EXECUTE AS '${p.string()}'`);
      else {
        const as = p.acceptAny('CALLER', 'SELF', 'OWNER');
        if (as === undefined) throw p.unexpected();
        options.push(`EXECUTE AS ${as}`);
      }
    } else if (word === 'RETURNS' || word === 'CALLED') {
      p.pos++;
      if (word === 'RETURNS') p.expect('NULL');
      p.expectPair('ON', 'NULL');
      p.expect('INPUT');
      options.push(word === 'RETURNS' ? 'RETURNS NULL ON NULL INPUT' : 'CALLED ON NULL INPUT');
    } else if (word === 'INLINE') {
      p.pos++;
      p.expect('=');
      const value = p.acceptAny('ON', 'OFF');
      if (value === undefined) throw p.unexpected();
      options.push(`INLINE = ${value}`);
    } else if (word === 'NATIVE_COMPILATION') throw p.notSupported('A natively compiled module');
    else throw p.unexpected();
  } while (p.accept(','));
  return options;
};

// -- the four kinds

const parseProcedure = (p: TokenStream, { action, first }: Head, name: MultipartName): CreateProcedure =>
  withScope(p, 'procedure', () => {
    if (p.at(';') && p.kinds[p.pos + 1] === INT) throw p.notSupported('A numbered procedure');
    const inParentheses = p.accept('(');
    const parameters = parseParameters(p);
    if (inParentheses) p.expect(')');
    const options = parseModuleOptions(p);
    if (p.at('FOR') && p.peek(1) === 'REPLICATION') throw p.notSupported('A procedure FOR REPLICATION');
    p.expect('AS');
    refuseExternal(p);
    // A procedure may be empty: scripts make a stub with CREATE PROCEDURE p AS and alter it afterwards.
    const body = p.isEnd ? [] : parseBody(p);
    return { ...p.since(first), kind: 'createProcedure', action, name, options, parameters, body };
  });

const refuseExternal = (p: TokenStream): void => {
  if (p.at('EXTERNAL') && p.peek(1) === 'NAME') throw p.notSupported('A CLR module (EXTERNAL NAME)');
};

const parseFunction = (p: TokenStream, { action, first }: Head, name: MultipartName): CreateFunction => {
  const outer = p.scope;
  p.scope = newScope('scalarFunction');
  p.expect('(');
  const parameters = parseParameters(p);
  p.expect(')');
  p.expect('RETURNS');
  const { returns, options } = parseReturns(p);
  while (p.accept(';'));
  if (!p.isEnd) throw p.unexpected();
  checkJumps(p);
  p.scope = outer;
  return { ...p.since(first), kind: 'createFunction', action, name, options, parameters, returns };
};

const parseReturns = (p: TokenStream): Pick<CreateFunction, 'returns' | 'options'> => {
  if (p.kind === VARIABLE) {
    const variable = declareName(p);
    p.expect('TABLE');
    const definition: TableDefinition = parseTableDefinition(p);
    const options = parseFunctionOptions(p);
    const body = parseFunctionBody(p, 'tableFunction');
    return { options, returns: { kind: 'table', variable, definition, body } };
  }
  if (p.accept('TABLE')) {
    const options = parseFunctionOptions(p);
    while (p.accept(';'));
    p.expect('RETURN');
    const query = parseInlineQuery(p);
    return { options, returns: { kind: 'inline', query } };
  }
  const type = parseType(p);
  const options = parseFunctionOptions(p);
  const body = parseFunctionBody(p, 'scalarFunction');
  return { options, returns: { kind: 'scalar', type, body } };
};

const parseFunctionOptions = (p: TokenStream): string[] => {
  const options = parseModuleOptions(p);
  p.accept('AS');
  refuseExternal(p);
  return options;
};

/** BEGIN statements END; the scope keeps the parameters but now knows what RETURN may have. */
const parseFunctionBody = (p: TokenStream, kind: ScopeKind): Statement[] => {
  p.scope = { ...p.scope, kind };
  p.expect('BEGIN');
  p.enter();
  while (p.accept(';'));
  const body = parseStatements(p);
  p.expect('END');
  p.leave();
  return body;
};

/** The query behind RETURN, in parentheses or not; inside them it may begin with WITH. */
const parseInlineQuery = (p: TokenStream): SelectStatement => {
  if (p.at('(') && p.peek(1) === 'WITH') {
    p.pos++;
    const query = parseSelectStatement(p, 'inlineFunction');
    p.expect(')');
    return query;
  }
  if (!p.at('(') || p.peek(1) !== 'SELECT') return parseSelectStatement(p, 'inlineFunction');
  // RETURN (SELECT ... ORDER BY ...): ORDER BY belongs inside, unlike in a parenthesised operand of UNION.
  const first = p.pos++;
  const query = parseSelectStatement(p, 'inlineFunction');
  p.expect(')');
  if (!p.at('UNION') && !p.at('EXCEPT') && !p.at('INTERSECT')) return query;
  p.pos = first;
  return parseSelectStatement(p, 'inlineFunction');
};

const parseView = (p: TokenStream, { action, first }: Head, name: MultipartName): CreateView =>
  withScope(p, 'procedure', () => {
    const columns = p.at('(') ? parseColumnList(p) : undefined;
    const options = parseModuleOptions(p);
    p.expect('AS');
    const query = parseSelectStatement(p, 'view');
    const withCheckOption = p.at('WITH') && p.peek(1) === 'CHECK';
    if (withCheckOption) {
      p.pos += 2;
      p.expect('OPTION');
    }
    const span = p.since(first);
    while (p.accept(';'));
    if (!p.isEnd) throw p.unexpected();
    return { kind: 'createView', ...span, action, name, options, columns, query, withCheckOption };
  });

const EVENTS = { INSERT: 'insert', UPDATE: 'update', DELETE: 'delete' } as const;

const parseTrigger = (p: TokenStream, { action, first }: Head): CreateTrigger =>
  withScope(p, 'trigger', () => {
    const name = parseObjectName(p);
    p.procedure = name[name.length - 1] ?? '';
    p.expect('ON');
    if (p.at('DATABASE') || (p.at('ALL') && p.peek(1) === 'SERVER')) throw p.notSupported('A DDL or logon trigger');
    const table = parseObjectName(p);
    const options = parseModuleOptions(p);
    const timing = p.acceptPair('INSTEAD', 'OF') ? 'insteadOf' : 'after';
    if (timing === 'after' && p.acceptAny('FOR', 'AFTER') === undefined) throw p.unexpected();
    const events: ('insert' | 'update' | 'delete')[] = [];
    do {
      const event = p.acceptAny('INSERT', 'UPDATE', 'DELETE') as keyof typeof EVENTS | undefined;
      if (event === undefined) throw p.unexpected();
      if (!events.includes(EVENTS[event])) events.push(EVENTS[event]);
    } while (p.accept(','));
    if (p.at('WITH') && p.peek(1) === 'APPEND') throw p.notSupported('WITH APPEND');
    if (p.at('NOT') && p.peek(1) === 'FOR') {
      p.pos += 2;
      p.expect('REPLICATION');
    }
    p.expect('AS');
    refuseExternal(p);
    const body = parseBody(p);
    return { ...p.since(first), kind: 'createTrigger', action, name, options, table, timing, events, body };
  });
