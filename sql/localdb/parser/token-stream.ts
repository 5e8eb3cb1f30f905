// The parser's place in the tokens: looking at, taking and expecting tokens, spans of nodes, and the errors that SQL
// Server reports where a token does not fit.

import type { ErrorNumber } from '../types/errors.ts';
import { notSupported, sqlError, SqlError } from '../types/errors.ts';
import type { Span } from './ast/index.ts';
import type { Tokens } from './lexer.ts';
import { BRACKETED, DOUBLE_QUOTED, END, KEYWORD, NATIONAL_STRING, STRING, stringCharacters, tokenize, halveQuotes, WORD } from './lexer.ts';
import type { Scope } from './scope.ts';
import { newScope } from './scope.ts';

/** Levels of parentheses, CASE, calls, subqueries and blocks inside one another. */
export const MAX_DEPTH = 200;
/** Terms of one chain of operators (a + b + ...), set operations or ELSE IFs. */
export const MAX_CHAIN = 10_000;
const LONGEST_SHOWN = 128;

export class TokenStream {
  readonly source: string;
  readonly tokens: Tokens;
  readonly kinds: Uint8Array;
  readonly words: readonly string[];
  pos = 0;
  depth = 0;
  quotedIdentifier: boolean;
  scope: Scope = newScope('batch');
  /** Name of the module being parsed: errors carry it. */
  procedure = '';
  /** The token at which the first statement of the batch begins: a module or a bare procedure name may stand there. */
  firstStatement = -1;
  /** First breach of a rule that is checked after the grammar. */
  deferred: SqlError | undefined;

  constructor(source: string, quotedIdentifier: boolean) {
    this.source = source;
    this.tokens = tokenize(source);
    this.kinds = this.tokens.kinds;
    this.words = this.tokens.words;
    this.quotedIdentifier = quotedIdentifier;
  }

  /** The current token's word: upper-case text of a keyword or name, or a symbol. */
  get word(): string {
    return this.words[this.pos] as string;
  }
  get kind(): number {
    return this.kinds[this.pos] as number;
  }
  at(word: string): boolean {
    return this.words[this.pos] === word;
  }
  atPair(first: string, second: string): boolean {
    return this.words[this.pos] === first && this.words[this.pos + 1] === second;
  }
  /** The word `ahead` tokens on; '' behind the end. */
  peek(ahead: number): string {
    return this.words[this.pos + ahead] ?? '';
  }
  get isEnd(): boolean {
    return this.kinds[this.pos] === END;
  }

  next(): void {
    if (this.kinds[this.pos] !== END) this.pos++;
  }
  accept(word: string): boolean {
    if (this.words[this.pos] !== word) return false;
    this.pos++;
    return true;
  }
  acceptPair(first: string, second: string): boolean {
    if (!this.atPair(first, second)) return false;
    this.pos += 2;
    return true;
  }
  /** Takes one of the words, if it is there. */
  acceptAny(...words: readonly string[]): string | undefined {
    const found = words.find((w) => w === this.words[this.pos]);
    if (found !== undefined) this.pos++;
    return found;
  }
  expect(word: string): void {
    if (!this.accept(word)) throw this.unexpected();
  }
  expectPair(first: string, second: string): void {
    this.expect(first);
    this.expect(second);
  }

  isIdentifier(ahead = 0): boolean {
    const kind = this.kinds[this.pos + ahead];
    return kind === WORD || kind === BRACKETED || (kind === DOUBLE_QUOTED && this.quotedIdentifier);
  }
  isString(ahead = 0): boolean {
    const kind = this.kinds[this.pos + ahead];
    return kind === STRING || kind === NATIONAL_STRING || (kind === DOUBLE_QUOTED && !this.quotedIdentifier);
  }
  /** The token as written. */
  raw(index = this.pos): string {
    return this.source.slice(this.tokens.starts[index], this.tokens.ends[index]);
  }
  /** The name or string of the token, quotes taken off. */
  value(index = this.pos): string {
    const raw = this.raw(index);
    switch (this.kinds[index]) {
      case BRACKETED:
        return halveQuotes(raw.slice(1, -1), ']');
      case DOUBLE_QUOTED:
        return this.quotedIdentifier ? halveQuotes(raw.slice(1, -1), '"') : stringCharacters(raw.slice(1, -1), '"');
      case STRING:
        return stringCharacters(raw.slice(1, -1), "'");
      case NATIONAL_STRING:
        return stringCharacters(raw.slice(2, -1), "'");
      default:
        return raw;
    }
  }
  /** Takes an identifier. */
  identifier(): string {
    if (!this.isIdentifier()) throw this.unexpected();
    const name = this.value();
    if (name === '') throw this.error(1038);
    if (name.length > 128) throw this.error(103, this.pos, name.slice(0, 128));
    this.pos++;
    return name;
  }
  /** Takes a string constant. */
  string(): string {
    if (!this.isString()) throw this.unexpected();
    return this.value(this.pos++);
  }

  line(index = this.pos): number {
    return this.tokens.lines[index] as number;
  }
  /** The span from the token at `first` to the last token taken. */
  since(first: number): Span {
    const { starts, ends, lines } = this.tokens;
    const last = this.pos > first ? this.pos - 1 : first;
    return { start: starts[first] as number, end: ends[last] as number, line: lines[first] as number };
  }
  /** The text from the token at `first` to the last token taken. */
  textSince(first: number): string {
    return this.pos > first ? this.source.slice(this.tokens.starts[first], this.tokens.ends[this.pos - 1]) : '';
  }

  /** One level further in: nesting that would exhaust the stack is an error. */
  enter(): void {
    if (++this.depth > MAX_DEPTH) throw this.error(191);
  }
  leave(): void {
    this.depth--;
  }
  /** Guards the length of a chain of operators. */
  checkChain(terms: number): void {
    if (terms > MAX_CHAIN) throw this.error(191);
  }

  error(number: ErrorNumber, index = this.pos, ...values: readonly (string | number)[]): SqlError {
    return this.located(sqlError(number, ...values), index);
  }
  /** An error of a number whose text has a variable noun. */
  errorText(number: number, severity: number, text: string, index = this.pos): SqlError {
    return this.located(new SqlError(number, severity, 1, text), index);
  }
  notSupported(construct: string, index = this.pos): SqlError {
    return this.located(notSupported(construct), index);
  }
  private located(error: SqlError, index: number): SqlError {
    error.line = this.line(Math.min(index, this.tokens.count - 1));
    error.procedure = this.procedure;
    error.isLocated = true;
    return error;
  }
  defer(error: SqlError): void {
    this.deferred ??= error;
  }

  /** How the messages show a token: names and strings without quotes; the last token stands for the end of the text. */
  shown(index = this.pos): string {
    const at = this.kinds[index] === END && index > 0 ? index - 1 : index;
    return this.value(at).slice(0, LONGEST_SHOWN);
  }
  /** The syntax error that SQL Server reports at a token. */
  unexpected(index = this.pos): SqlError {
    if (this.kinds[index] === END) return this.tokens.error ?? this.error(102, Math.max(index - 1, 0), this.shown(index));
    if (this.kinds[index] !== KEYWORD) return this.error(102, index, this.shown(index));
    return this.words[index] === 'WITH' ? this.error(319, index) : this.error(156, index, this.raw(index));
  }
}
