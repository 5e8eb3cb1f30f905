// The head of a T-SQL module: what it makes and under which name, and the text as it is sent to the server: `CREATE OR ALTER` with the
// schema named, on the same lines as written.

import { quoteName } from './names.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

export type ModuleWord = 'PROCEDURE' | 'FUNCTION' | 'VIEW' | 'TRIGGER';

export interface ModuleHead {
  readonly word: ModuleWord;
  readonly schema: string;
  readonly name: string;
  /** `CREATE OR ALTER …` as one batch. */
  readonly text: string;
}

/** The text is not one CREATE or ALTER of a module. `line` is where that shows. */
export class NoModule extends Error {
  readonly line: number;
  readonly reason: 'noModule' | 'severalBatches' | 'databaseTrigger' | 'noName';

  constructor(reason: NoModule['reason'], line: number) {
    super(`line ${line}: ${reason}`);
    this.name = 'NoModule';
    this.reason = reason;
    this.line = line;
  }
}

const WORDS: Readonly<Record<string, ModuleWord>> = {
  PROC: 'PROCEDURE',
  PROCEDURE: 'PROCEDURE',
  FUNCTION: 'FUNCTION',
  VIEW: 'VIEW',
  TRIGGER: 'TRIGGER',
};

/** Reads the head; a GO line at the end is dropped. `as` gives it another name. Throws NoModule. */
export function readModule(sql: string, as?: { schema: string; name: string }): ModuleHead {
  const code = sql.replaceAll('\r\n', '\n').replace(/(?:^|\n)[ \t]*GO[ \t]*;?\s*$/i, '\n');
  const inner = innerGo(code);
  if (inner !== undefined) throw new NoModule('severalBatches', inner);
  const tokens = tokensOf(code);
  const verb = tokens[0];
  if (verb === undefined || (verb.value !== 'CREATE' && verb.value !== 'ALTER')) throw new NoModule('noModule', verb?.line ?? 1);
  const isCreateOrAlter = verb.value === 'CREATE' && tokens[1]?.value === 'OR' && tokens[2]?.value === 'ALTER';
  const place = isCreateOrAlter ? 3 : 1;
  const word = WORDS[tokens[place]?.value ?? ''];
  if (word === undefined) throw new NoModule('noModule', tokens[place]?.line ?? verb.line);
  const found = nameAt(tokens, place + 1);
  if (found === undefined) throw new NoModule('noName', verb.line);
  const after = tokens.slice(found.next, found.next + 2).map(({ value }) => value);
  if (word === 'TRIGGER' && after[0] === 'ON' && (after[1] === 'DATABASE' || after[1] === 'ALL'))
    throw new NoModule('databaseTrigger', verb.line);
  const { schema, name } = as ?? { schema: found.schema ?? 'dbo', name: found.name };
  const isNamed = as === undefined && found.schema !== undefined;
  const fullName = isNamed ? code.slice(found.start, found.end) : `${schema}.${quoteName(name)}`;
  const head = isCreateOrAlter ? code.slice(0, found.start) : changedVerb(code, { verb, end: found.start });
  return { word, schema, name, text: head + fullName + code.slice(found.end) };
}

/** How a stored definition is shown: as the text that would make it again. The server keeps `CREATE` alone, and after a renaming the old name. */
export function shownDefinition(definition: string, as?: { schema: string; name: string }): string {
  try {
    const head = readModule(definition);
    const isRenamed =
      as !== undefined && (head.name.toLowerCase() !== as.name.toLowerCase() || head.schema.toLowerCase() !== as.schema.toLowerCase());
    return tidy((isRenamed ? readModule(definition, as) : head).text);
  } catch (error) {
    if (error instanceof NoModule) return tidy(definition);
    throw error;
  }
}

/** SQL Server blanks `OR ALTER` out instead of removing it. */
function tidy(text: string): string {
  return text
    .replace(/^(\s*(?:--.*\n\s*)*)CREATE OR ALTER {2,}/i, '$1CREATE OR ALTER ')
    .trimEnd()
    .concat('\n');
}

function changedVerb(code: string, { verb, end }: { verb: Token; end: number }): string {
  return `${code.slice(0, verb.start)}CREATE OR ALTER${code.slice(verb.end, end)}`;
}

interface FoundName {
  readonly schema: string | undefined;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Index of the token after it. */
  readonly next: number;
}

function nameAt(tokens: readonly Token[], index: number): FoundName | undefined {
  const isName = (token: Token | undefined): token is Token => token?.kind === 'name' || token?.kind === 'word';
  const first = tokens[index];
  if (!isName(first)) return undefined;
  const plain = (token: Token): string => (token.kind === 'word' ? token.text : token.value);
  const second = tokens[index + 2];
  if (tokens[index + 1]?.text === '.' && isName(second))
    return { schema: plain(first), name: plain(second), start: first.start, end: second.end, next: index + 3 };
  return { schema: undefined, name: plain(first), start: first.start, end: first.end, next: index + 1 };
}

/** The line of a GO that is no comment or text. */
function innerGo(code: string): number | undefined {
  const lines = code.split('\n');
  const found = tokensOf(code).find(
    (token) => token.value === 'GO' && token.kind === 'word' && lines[token.line - 1]?.trim().toUpperCase() === 'GO',
  );
  return found?.line;
}
