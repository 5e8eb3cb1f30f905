// Rules about a function's body that need no catalogue: no side effects (443), no rows for the client (444), no temporary
// tables (2772), and a RETURN at the end (455). Whoever creates functions asks for them.

import type { ErrorNumber, SqlError } from '../types/errors.ts';
import { sqlError } from '../types/errors.ts';
import type { CreateFunction, DmlStatement, Statement, TableSource } from './ast/index.ts';

/** The first breach of the rules in the function's body, located; undefined if there is none. */
export const checkFunctionBody = (statement: CreateFunction): SqlError | undefined => {
  const procedure = statement.name[statement.name.length - 1] ?? '';
  const error = (number: ErrorNumber, line: number, ...values: readonly string[]): SqlError => {
    const e = sqlError(number, ...values);
    e.line = line;
    e.procedure = procedure;
    e.isLocated = true;
    return e;
  };
  const { returns } = statement;
  if (returns.kind === 'inline') return checkExpressions(returns.query, error);
  for (const s of allStatements(returns.body)) {
    const found = checkStatement(s, error);
    if (found) return found;
  }
  const inside = checkExpressions(returns.body, error);
  if (inside) return inside;
  if (endsWithReturn(returns.body)) return undefined;
  return error(455, returns.body.at(-1)?.line ?? statement.line);
};

type MakeError = (number: ErrorNumber, line: number, ...values: readonly string[]) => SqlError;

/** The statements with those inside blocks, branches and loops, in written order. */
function* allStatements(statements: readonly Statement[]): Generator<Statement> {
  const pending = [...statements].reverse();
  for (let s = pending.pop(); s !== undefined; s = pending.pop()) {
    yield s;
    if (s.kind === 'block') pending.push(...[...s.statements].reverse());
    else if (s.kind === 'while') pending.push(s.body);
    else if (s.kind === 'if') {
      if (s.otherwise) pending.push(s.otherwise);
      pending.push(s.then);
    }
  }
}

// Statements that no function may contain, by the operator that the message names.
const SIDE_EFFECTS: Readonly<Partial<Record<Statement['kind'], string>>> = {
  print: 'PRINT',
  raiserror: 'RAISERROR',
  throw: 'THROW',
  tryCatch: 'BEGIN TRY',
  waitFor: 'WAITFOR',
  executeString: 'EXECUTE STRING',
  beginTransaction: 'BEGIN TRANSACTION',
  commit: 'COMMIT TRANSACTION',
  rollback: 'ROLLBACK TRANSACTION',
  saveTransaction: 'SAVEPOINT',
  truncate: 'TRUNCATE TABLE',
  setOption: 'SET ON/OFF',
  createTable: 'CREATE TABLE',
  alterTable: 'ALTER TABLE',
  createIndex: 'CREATE INDEX',
  alterIndex: 'ALTER INDEX',
  dropIndex: 'DROP INDEX',
  drop: 'DROP OBJECT',
  createType: 'CREATE TYPE',
  createSequence: 'CREATE SEQUENCE',
  alterSequence: 'ALTER SEQUENCE',
  createSynonym: 'CREATE SYNONYM',
  createDatabase: 'CREATE DATABASE',
  alterDatabase: 'ALTER DATABASE',
  alterSchema: 'ALTER SCHEMA',
  toggleTrigger: 'ENABLE/DISABLE TRIGGER',
  updateStatistics: 'UPDATE STATISTICS',
  createStatistics: 'CREATE STATISTICS',
  dbcc: 'DBCC',
  kill: 'KILL',
  checkpoint: 'CHECKPOINT',
  reconfigure: 'RECONFIGURE',
  security: 'GRANT',
  insertBulk: 'INSERT BULK',
};

const checkStatement = (s: Statement, error: MakeError): SqlError | undefined => {
  const operator = SIDE_EFFECTS[s.kind];
  if (operator !== undefined) return error(443, s.line, operator);
  switch (s.kind) {
    case 'select': {
      const { query } = s;
      const isAssignment = query.kind === 'query' && query.items.every((i) => i.kind === 'assignment');
      if (query.kind === 'query' && query.into) return error(443, s.line, 'SELECT INTO');
      return isAssignment ? undefined : error(444, s.line);
    }
    case 'insert':
      if (s.source.kind === 'execute') return error(443, s.line, 'INSERT EXEC');
      return checkTarget(s, [], error);
    case 'update':
    case 'delete':
      return checkTarget(s, s.from, error);
    case 'merge':
      return checkTarget(s, [], error);
    case 'fetch':
      return s.into ? undefined : error(444, s.line);
    default:
      return undefined;
  }
};

/** Only table variables may change, named themselves or by their alias, and OUTPUT must not reach the client. */
const checkTarget = (s: DmlStatement, from: readonly TableSource[], error: MakeError): SqlError | undefined => {
  const alias = s.target.name.length === 1 ? s.target.name[0]?.toLowerCase() : undefined;
  const isVariable = s.target.kind === 'variable' || from.some((t) => hasVariableNamed(t, alias));
  if (!isVariable) return error(443, s.line, s.kind.toUpperCase());
  return s.output?.items ? error(444, s.line) : undefined;
};

const hasVariableNamed = (t: TableSource, alias: string | undefined): boolean =>
  t.kind === 'join'
    ? hasVariableNamed(t.left, alias) || hasVariableNamed(t.right, alias)
    : t.kind === 'tableVariable' && t.alias?.toLowerCase() === alias;

const RANDOM = new Set(['newid', 'newsequentialid', 'rand']);

/** Walks every node below: functions that change with each call, and temporary tables. */
const checkExpressions = (root: unknown, error: MakeError): SqlError | undefined => {
  const pending: unknown[] = [root];
  for (let node = pending.pop(); node !== undefined || pending.length > 0; node = pending.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    const { kind, name, line } = node as { kind?: unknown; name?: unknown; line?: number };
    const only = Array.isArray(name) && typeof name[0] === 'string' ? name[0].toLowerCase() : '';
    if (kind === 'call' && RANDOM.has(only)) return error(443, line ?? 0, only);
    if ((kind === 'table' || kind === 'name') && (name as readonly string[]).at(-1)?.startsWith('#')) return error(2772, line ?? 0);
    for (const value of Object.values(node)) if (typeof value === 'object') pending.push(value);
  }
  return undefined;
};

const endsWithReturn = (body: readonly Statement[]): boolean => {
  const last = body.at(-1);
  return last?.kind === 'return' || (last?.kind === 'block' && endsWithReturn(last.statements));
};
