// T-SQL cut into words, names, texts and marks with their places. No grammar: enough to read a module's head, to warn by rules and to
// find names, on code that may not be finished.

export type TokenKind = 'word' | 'name' | 'variable' | 'text' | 'number' | 'comment' | 'mark';

export interface Token {
  readonly kind: TokenKind;
  /** As written. */
  readonly text: string;
  /** Upper case for words, without quotes for names and texts, as written otherwise. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly line: number;
}

/** All tokens in order; what does not end (a text, a comment) ends with the code. */
export function tokensOf(sql: string, { withComments = false }: { withComments?: boolean } = {}): Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  while (at < sql.length) {
    const start = at;
    const kind = kindAt(sql, at);
    if (kind === undefined) {
      if (sql[at] === '\n') line += 1;
      at += 1;
      continue;
    }
    at = Math.max(start + 1, endOf(sql, { kind, start }));
    const text = sql.slice(start, at);
    if (kind !== 'comment' || withComments) tokens.push({ kind, text, value: plainValue(kind, text), start, end: at, line });
    for (const letter of text) if (letter === '\n') line += 1;
  }
  return tokens;
}

const WORD = /[\p{L}_#@$][\p{L}\p{N}_#@$]*/uy;
const NUMBER = /(?:0x[\da-f]*|\d+(?:\.\d*)?(?:e[+-]?\d+)?)/iy;

function kindAt(sql: string, at: number): TokenKind | undefined {
  const letter = sql[at] ?? '';
  if (/\s/.test(letter)) return undefined;
  const pair = sql.slice(at, at + 2);
  if (pair === '--' || pair === '/*') return 'comment';
  if (letter === "'" || /^n'$/i.test(pair)) return 'text';
  if (letter === '[' || letter === '"') return 'name';
  if (letter === '@') return 'variable';
  if (/\d/.test(letter)) return 'number';
  return /[\p{L}_#$]/u.test(letter) ? 'word' : 'mark';
}

function endOf(sql: string, { kind, start }: { kind: TokenKind; start: number }): number {
  switch (kind) {
    case 'comment':
      return sql[start] === '-' ? before(sql, '\n', start) : endOfComment(sql, start);
    case 'text':
      return endOfQuoted(sql, { start: sql[start] === "'" ? start : start + 1, close: "'" });
    case 'name':
      return endOfQuoted(sql, { start, close: sql[start] === '[' ? ']' : '"' });
    case 'number':
      return matchEnd(NUMBER, sql, start);
    case 'mark':
      return start + 1;
    default:
      return matchEnd(WORD, sql, start);
  }
}

function matchEnd(pattern: RegExp, sql: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(sql) ? pattern.lastIndex : start + 1;
}

function before(sql: string, what: string, start: number): number {
  const found = sql.indexOf(what, start);
  return found < 0 ? sql.length : found;
}

/** Comments of T-SQL stand inside each other. */
function endOfComment(sql: string, start: number): number {
  let depth = 0;
  for (let at = start; at < sql.length; at++) {
    const pair = sql.slice(at, at + 2);
    if (pair === '/*') depth += 1;
    else if (pair === '*/') depth -= 1;
    else continue;
    at += 1;
    if (depth === 0) return at + 1;
  }
  return sql.length;
}

function endOfQuoted(sql: string, { start, close }: { start: number; close: string }): number {
  for (let at = start + 1; at < sql.length; at++) {
    if (sql[at] !== close) continue;
    if (sql[at + 1] !== close) return at + 1;
    at += 1;
  }
  return sql.length;
}

function plainValue(kind: TokenKind, text: string): string {
  if (kind === 'word') return text.toUpperCase();
  if (kind === 'name') return text.startsWith('[') ? text.slice(1, -1).replaceAll(']]', ']') : text.slice(1, -1).replaceAll('""', '"');
  if (kind === 'text') return text.replace(/^n/i, '').slice(1, -1).replaceAll("''", "'");
  return text;
}
