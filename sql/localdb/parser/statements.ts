// Statements: which one begins at a token, and lists of them with or without semicolons.

import type { Statement } from './ast/index.ts';
import { parseCheckpoint, parseDbcc, parseInsertBulk, parseKill, parseReconfigure, parseUse } from './administration.ts';
import {
  parseBegin,
  parseBreakOrContinue,
  parseGoto,
  parseIf,
  parseLabel,
  parsePrint,
  parseRaisError,
  parseReturn,
  parseThrow,
  parseWaitFor,
  parseWhile,
} from './control-flow.ts';
import { parseAlter, parseCreate } from './create.ts';
import { parseClose, parseDeallocate, parseFetch, parseOpen } from './cursors.ts';
import { parseDml, parseTruncate } from './dml.ts';
import { parseDrop } from './drop.ts';
import { parseExecute, parseProcedureCall } from './execute.ts';
import { parseUpdateStatistics } from './indexes.ts';
import { KEYWORD } from './lexer.ts';
import { parseToggleTrigger } from './objects.ts';
import { parseExecuteAs, parsePermission, parseRevert } from './security.ts';
import { parseCommonTables, parseQueryStatement } from './select.ts';
import type { TokenStream } from './token-stream.ts';
import { parseCommit, parseRollback, parseSave } from './transactions.ts';
import { parseDeclare, parseSet } from './variables.ts';

type Parse = (p: TokenStream) => Statement;

const parseDmlStatement: Parse = (p) => parseDml(p, [], p.pos);
const parseExec: Parse = (p) =>
  p.peek(1) === 'AS' && (p.peek(2) === 'USER' || p.peek(2) === 'LOGIN' || p.peek(2) === 'CALLER') ? parseExecuteAs(p) : parseExecute(p);
const refuse =
  (construct: string): Parse =>
  (p) => {
    throw p.notSupported(construct);
  };

/** WITH common tables in front of SELECT or a data modification. */
const parseWith: Parse = (p) => {
  const first = p.pos;
  const commonTables = parseCommonTables(p);
  return p.at('SELECT') || p.at('(') ? parseQueryStatement(p, 'statement', commonTables, first) : parseDml(p, commonTables, first);
};

// The modules of a recursive grammar import one another, so each entry looks its function up when it is called.
const STATEMENTS: ReadonlyMap<string, Parse> = new Map<string, Parse>([
  ['SELECT', (p) => parseQueryStatement(p, 'statement')],
  ['WITH', parseWith],
  ['INSERT', (p) => (p.peek(1) === 'BULK' ? parseInsertBulk(p) : parseDmlStatement(p))],
  ['UPDATE', (p) => (p.peek(1) === 'STATISTICS' ? parseUpdateStatistics(p) : parseDmlStatement(p))],
  ['DELETE', parseDmlStatement],
  ['MERGE', parseDmlStatement],
  ['TRUNCATE', (p) => parseTruncate(p)],
  ['DECLARE', (p) => parseDeclare(p)],
  ['SET', (p) => parseSet(p)],
  ['BEGIN', (p) => parseBegin(p)],
  ['IF', (p) => parseIf(p)],
  ['WHILE', (p) => parseWhile(p)],
  ['BREAK', (p) => parseBreakOrContinue(p)],
  ['CONTINUE', (p) => parseBreakOrContinue(p)],
  ['RETURN', (p) => parseReturn(p)],
  ['GOTO', (p) => parseGoto(p)],
  ['PRINT', (p) => parsePrint(p)],
  ['RAISERROR', (p) => parseRaisError(p)],
  ['WAITFOR', (p) => parseWaitFor(p)],
  ['EXEC', parseExec],
  ['EXECUTE', parseExec],
  ['COMMIT', (p) => parseCommit(p)],
  ['ROLLBACK', (p) => parseRollback(p)],
  ['SAVE', (p) => parseSave(p)],
  ['OPEN', (p) => parseOpen(p)],
  ['FETCH', (p) => parseFetch(p)],
  ['CLOSE', (p) => parseClose(p)],
  ['DEALLOCATE', (p) => parseDeallocate(p)],
  ['CREATE', (p) => parseCreate(p)],
  ['ALTER', (p) => parseAlter(p)],
  ['DROP', (p) => parseDrop(p)],
  ['USE', (p) => parseUse(p)],
  ['CHECKPOINT', (p) => parseCheckpoint(p)],
  ['KILL', (p) => parseKill(p)],
  ['RECONFIGURE', (p) => parseReconfigure(p)],
  ['DBCC', (p) => parseDbcc(p)],
  ['GRANT', (p) => parsePermission(p)],
  ['DENY', (p) => parsePermission(p)],
  ['REVOKE', (p) => parsePermission(p)],
  ['REVERT', (p) => parseRevert(p)],
  ['BACKUP', refuse('BACKUP')],
  ['RESTORE', refuse('RESTORE')],
  ['BULK', refuse('BULK INSERT')],
  ['SHUTDOWN', refuse('SHUTDOWN')],
  ['SETUSER', refuse('SETUSER')],
  ['READTEXT', refuse('READTEXT')],
  ['WRITETEXT', refuse('WRITETEXT')],
  ['UPDATETEXT', refuse('UPDATETEXT')],
]);

/** Whether a keyword that begins a statement stands here (not WITH, which also continues statements). */
export const isStatementStart = (p: TokenStream): boolean => p.kind === KEYWORD && !p.at('WITH') && STATEMENTS.has(p.word);

/** Statements up to END or the end of the text. */
export const parseStatements = (p: TokenStream): Statement[] => {
  const statements: Statement[] = [];
  const isBatch = p.pos === p.firstStatement;
  for (;;) {
    while (p.accept(';'));
    if (p.isEnd || p.at('END')) return statements;
    const isFirst = statements.length === 0;
    const before = p.words[p.pos - 1];
    if (!isFirst && before !== ';' && before !== ':') requireOwnStart(p);
    if (isBatch && isFirst) p.firstStatement = p.pos;
    statements.push(parseStatement(p));
  }
};

/** Statements that may only follow a semicolon. */
const requireOwnStart = (p: TokenStream): void => {
  if (p.at('WITH')) throw p.error(319);
  if (p.at('THROW') && p.isIdentifier() && p.peek(1) !== ':') throw p.unexpected();
};

/** One statement, its semicolon left alone. */
export const parseStatement = (p: TokenStream): Statement => {
  const { word } = p;
  if (p.kind === KEYWORD) {
    const parse = STATEMENTS.get(word);
    if (parse === undefined) throw p.unexpected();
    return parse(p);
  }
  if (word === '(') return parseQueryStatement(p, 'statement');
  if (p.isIdentifier()) {
    if (p.peek(1) === ':') return parseLabel(p);
    if (word === 'THROW') return parseThrow(p);
    if ((word === 'ENABLE' || word === 'DISABLE') && p.peek(1) === 'TRIGGER') return parseToggleTrigger(p);
    if (REFUSED.has(word)) refuseBroker(p);
    if (p.pos === p.firstStatement) return parseProcedureCall(p, p.pos);
  }
  throw p.unexpected();
};

const REFUSED = new Set(['RECEIVE', 'SEND', 'GET', 'MOVE']);
const refuseBroker = (p: TokenStream): void => {
  if (p.peek(1) === 'CONVERSATION' || (p.at('SEND') && p.peek(1) === 'ON') || (p.at('RECEIVE') && p.peek(1) === 'TOP')) {
    throw p.notSupported(`Service Broker (${p.word})`);
  }
};
