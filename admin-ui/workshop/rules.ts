// What the workshop warns of before a module is saved: rules over its tokens and the catalogue, each with the line it means. They know no
// grammar and rather keep silent than warn of what may be right. The setting `workshopRules` says for each `off`, `warning` or `error`;
// a comment `-- allow: rule` takes one out in its place.

import { NoModule, readModule } from './module-head.ts';
import type { ModuleWord } from './module-head.ts';
import { allowances } from './rule-comments.ts';
import { tokensOf } from './tokens.ts';
import type { Token } from './tokens.ts';

const ruleNames = ['username', 'dynamicSql', 'noCount', 'xactAbort', 'tryCatch', 'nvarcharColumn', 'selectStar'] as const;
export type RuleName = (typeof ruleNames)[number];
export type RuleLevel = 'off' | 'warning' | 'error';
export type RuleLevels = Readonly<Partial<Record<RuleName, RuleLevel>>>;

export interface RuleFinding {
  readonly rule: RuleName;
  readonly level: 'warning' | 'error';
  /** From 1. */
  readonly line: number;
  readonly params: Readonly<Record<string, string>>;
}

/** Types of columns by name, by `schema.name` of table or view; all in lower case. */
export type KnownTables = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Findings in the order of lines; none for a text that is no module. */
export function checkModule(sql: string, { tables, levels = {} }: { tables: KnownTables; levels?: RuleLevels }): RuleFinding[] {
  const module = moduleOf(sql, tables);
  if (module === undefined) return [];
  const isAllowed = allowances(tokensOf(sql, { withComments: true }));
  return ruleNames
    .flatMap((rule) => {
      const level = levels[rule] ?? 'warning';
      if (level === 'off') return [];
      const found = rules[rule](module).filter(({ line }) => !isAllowed(rule, line));
      return found.map(({ line, name = '' }): RuleFinding => ({ rule, level, line, params: { name } }));
    })
    .sort((a, b) => a.line - b.line);
}

/** The setting's value, `{"selectStar": "off"}`; what it does not name or misspells warns. */
export function readLevels(setting: string | null): RuleLevels {
  let value: unknown;
  try {
    value = JSON.parse(setting ?? '{}');
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      ([name, level]) => ruleNames.some((rule) => rule === name) && (level === 'off' || level === 'warning' || level === 'error'),
    ),
  );
}

interface Module {
  readonly word: ModuleWord;
  readonly headLine: number;
  readonly tokens: readonly Token[];
  /** Those after the head's AS. */
  readonly body: readonly Token[];
  readonly tables: KnownTables;
  readonly uses: readonly TableUse[];
  readonly changes: readonly Token[];
}

interface TableUse {
  /** `schema.name` in lower case. */
  readonly key: string;
  readonly alias: string;
  readonly token: Token;
}

interface Found {
  readonly line: number;
  readonly name?: string;
}

function moduleOf(sql: string, tables: KnownTables): Module | undefined {
  try {
    const { word } = readModule(sql);
    const tokens = tokensOf(sql);
    const start = bodyStart(tokens);
    const body = tokens.slice(start);
    return { word, headLine: tokens[0]?.line ?? 1, tokens, body, tables, uses: usesOf(body, tables), changes: changesOf(body) };
  } catch (error) {
    if (error instanceof NoModule) return undefined;
    throw error;
  }
}

/** The first AS outside parentheses that no type or alias can follow. */
function bodyStart(tokens: readonly Token[]): number {
  let depth = 0;
  for (const [index, { text, kind, value }] of tokens.entries()) {
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    // `@x AS int` in a list of parameters is the other use of the word.
    if (depth === 0 && kind === 'word' && value === 'AS' && tokens[index - 1]?.kind !== 'variable') return index + 1;
  }
  return tokens.length;
}

const rules: Readonly<Record<RuleName, (module: Module) => readonly Found[]>> = {
  username({ word, body, uses }) {
    if (word !== 'PROCEDURE') return [];
    const isRestricted = body.some(
      ({ kind, value }) => (kind === 'variable' && value.toLowerCase() === '@username') || value === 'SESSION_CONTEXT',
    );
    const [first] = uses.filter(({ key }) => !key.startsWith('platform.') && !key.startsWith('sys.'));
    return isRestricted || first === undefined ? [] : [{ line: first.token.line, name: first.key }];
  },
  dynamicSql({ body }) {
    return body.flatMap((token, index): Found[] => {
      if (token.kind !== 'word') return [];
      if ((token.value === 'EXEC' || token.value === 'EXECUTE') && body[index + 1]?.text === '(') {
        return inside(body, index + 1).some(({ kind }) => kind === 'variable') ? [{ line: token.line }] : [];
      }
      if (token.value !== 'SP_EXECUTESQL') return [];
      // `sp_executesql @stmt = @sql` names the parameter.
      const statement = body[index + 2]?.text === '=' ? body[index + 3] : body[index + 1];
      return statement?.kind === 'variable' && isConcatenated(body, statement.value) ? [{ line: token.line }] : [];
    });
  },
  noCount({ word, body, headLine }) {
    return (word === 'PROCEDURE' || word === 'TRIGGER') && !isSetOn(body, 'NOCOUNT') ? [{ line: headLine }] : [];
  },
  xactAbort({ word, body, changes }) {
    const [first] = changes;
    return word === 'PROCEDURE' && first !== undefined && !isSetOn(body, 'XACT_ABORT') ? [{ line: first.line }] : [];
  },
  tryCatch({ word, body, changes }) {
    if (word !== 'PROCEDURE' || hasWords(body, ['BEGIN', 'TRY'])) return [];
    const begin = body.find(({ value }, index) => value === 'BEGIN' && /^TRAN(?:SACTION)?$/.test(body[index + 1]?.value ?? ''));
    const at = begin ?? changes[1];
    return at === undefined ? [] : [{ line: at.line }];
  },
  nvarcharColumn(module) {
    const { tokens, body } = module;
    const wide = wideVariables(tokens);
    return body.flatMap((token, index): Found[] => {
      if (token.text !== '=' && token.value !== 'LIKE' && token.value !== 'IN') return [];
      // SET a = @b and SELECT @a = … assign.
      if (token.text === '=' && isAssignment(body, index)) return [];
      const left = operandAt(module, wide, { end: index - 1 });
      const right = operandAt(module, wide, { start: token.value === 'IN' ? index + 2 : index + 1 });
      const column = [left, right].find((side) => side?.isNarrowColumn === true);
      const value = [left, right].find((side) => side?.isWide === true);
      return column === undefined || value === undefined ? [] : [{ line: token.line, name: `${column.text} = ${value.text}` }];
    });
  },
  selectStar({ body }) {
    return body.flatMap((token, index): Found[] => {
      if (token.text !== '*') return [];
      const before = body[index - 1];
      const isQualified = before?.text === '.';
      const start = isQualified ? body[index - 3] : before;
      const isList =
        start?.value === 'SELECT' ||
        start?.value === 'DISTINCT' ||
        start?.value === 'ALL' ||
        (start?.text === ',' && isQualified) ||
        isTop(body, index);
      return isList && !isInExists(body, index) ? [{ line: token.line }] : [];
    });
  },
};

const SOURCE_WORDS: ReadonlySet<string> = new Set(['FROM', 'JOIN', 'INTO', 'UPDATE', 'MERGE', 'USING', 'DELETE', 'INSERT']);
const NO_ALIAS: ReadonlySet<string> = new Set(
  'ON WHERE INNER LEFT RIGHT FULL CROSS OUTER JOIN SET VALUES SELECT GROUP ORDER HAVING UNION WITH USING WHEN OUTPUT OPTION FOR AS'.split(
    ' ',
  ),
);

/** Tables and views of the catalogue that the statements read or change, with their aliases. */
function usesOf(body: readonly Token[], tables: KnownTables): TableUse[] {
  const uses: TableUse[] = [];
  for (const [index, token] of body.entries()) {
    if (token.kind !== 'word' || !SOURCE_WORDS.has(token.value)) continue;
    const first = body[index + 1];
    if (first === undefined || (first.kind !== 'word' && first.kind !== 'name')) continue;
    const isQualified = body[index + 2]?.text === '.';
    const last = isQualified ? body[index + 3] : first;
    if (last === undefined) continue;
    const key = `${isQualified ? plain(first) : 'dbo'}.${plain(last)}`;
    if (!tables.has(key)) continue;
    const next = index + (isQualified ? 4 : 2);
    const named = body[next]?.value === 'AS' ? body[next + 1] : body[next];
    const isAlias = named !== undefined && (named.kind === 'name' || (named.kind === 'word' && !NO_ALIAS.has(named.value)));
    uses.push({ key, alias: isAlias ? plain(named) : plain(last), token: first });
  }
  return uses;
}

/** Statements that change tables, not variables or temporary tables; the branches of a MERGE are a part of it. */
function changesOf(body: readonly Token[]): Token[] {
  return body.filter((token, index) => {
    if (token.kind !== 'word' || !['INSERT', 'UPDATE', 'DELETE', 'MERGE'].includes(token.value)) return false;
    const before = body[index - 1]?.value;
    if (before === 'THEN' || before === 'ON' || before === 'FOR' || before === 'AFTER' || before === ',') return false;
    let next = body[index + 1];
    if (next?.value === 'INTO' || next?.value === 'FROM') next = body[index + 2];
    if (next?.value === 'TOP') return true;
    return next !== undefined && (next.kind === 'name' || (next.kind === 'word' && next.value !== 'SET' && !next.text.startsWith('#')));
  });
}

function hasWords(tokens: readonly Token[], words: readonly string[]): boolean {
  return tokens.some((_, index) => words.every((word, offset) => tokens[index + offset]?.value === word));
}

/** `SET NOCOUNT ON` or `SET NOCOUNT, XACT_ABORT ON`. */
function isSetOn(tokens: readonly Token[], option: string): boolean {
  return tokens.some(({ value }, index) => {
    if (value !== 'SET') return false;
    const end = tokens.findIndex((token, at) => at > index && (token.value === 'ON' || token.value === 'OFF' || token.text === ';'));
    return tokens[end]?.value === 'ON' && tokens.slice(index + 1, end).some((token) => token.value === option);
  });
}

/** Tokens between the parenthesis at the index and its partner. */
function inside(tokens: readonly Token[], index: number): readonly Token[] {
  let depth = 0;
  for (let at = index; at < tokens.length; at++) {
    if (tokens[at]?.text === '(') depth += 1;
    if (tokens[at]?.text === ')') depth -= 1;
    if (depth === 0) return tokens.slice(index + 1, at);
  }
  return tokens.slice(index + 1);
}

/** Whether a variable is put together with another one's value that QUOTENAME does not make harmless. */
function isConcatenated(body: readonly Token[], variable: string): boolean {
  return body.some((token, index) => {
    if (token.kind !== 'variable' || token.value.toLowerCase() !== variable.toLowerCase()) return false;
    const sign = body.slice(index + 1, index + 8).findIndex(({ text }) => text === '=');
    if (sign < 0 || body.slice(index + 1, index + 1 + sign).some(({ text, kind }) => text === ';' || text === ',' || kind === 'variable'))
      return false;
    const rest = body.slice(index + 2 + sign);
    const end = rest.findIndex(
      ({ text, kind, value }) => text === ';' || (kind === 'word' && ['EXEC', 'EXECUTE', 'SET', 'DECLARE', 'IF'].includes(value)),
    );
    const value = end < 0 ? rest : rest.slice(0, end);
    const isJoined = body[index + 1]?.text === '+' || value.some(({ text, value: word }) => text === '+' || word === 'CONCAT');
    return (
      isJoined &&
      value.some(
        (part, at) =>
          part.kind === 'variable' && part.value.toLowerCase() !== variable.toLowerCase() && value[at - 2]?.value !== 'QUOTENAME',
      )
    );
  });
}

/** Parameters and variables of the types nvarchar and nchar. */
function wideVariables(tokens: readonly Token[]): ReadonlySet<string> {
  const wide = new Set<string>();
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'variable') continue;
    const type = tokens[index + 1]?.value === 'AS' ? tokens[index + 2] : tokens[index + 1];
    if (type?.kind === 'word' && (type.value === 'NVARCHAR' || type.value === 'NCHAR')) wide.add(token.value.toLowerCase());
  }
  return wide;
}

/** Whether the `=` stands in the SET of an UPDATE or gives a variable its value. */
function isAssignment(body: readonly Token[], index: number): boolean {
  for (let at = index - 1, depth = 0; at >= 0; at--) {
    const { text, value, kind } = body[at] ?? { text: '', value: '', kind: 'mark' };
    if (text === ')') depth += 1;
    if (text === '(') depth -= 1;
    if (depth < 0) return false;
    if (depth > 0 || kind !== 'word') continue;
    if (['WHERE', 'ON', 'AND', 'OR', 'WHEN', 'IF', 'HAVING', 'THEN'].includes(value)) return false;
    if (['SET', 'SELECT', 'DECLARE', 'EXEC', 'EXECUTE'].includes(value)) return true;
  }
  return true;
}

interface Operand {
  readonly text: string;
  readonly isNarrowColumn: boolean;
  readonly isWide: boolean;
}

/** A variable, a text or a column that ends before an operator or starts after it. */
function operandAt(
  { body, tables, uses }: Module,
  wide: ReadonlySet<string>,
  { start, end = 0 }: { start?: number; end?: number },
): Operand | undefined {
  const token = body[start ?? end];
  if (token?.kind === 'variable') return { text: token.text, isNarrowColumn: false, isWide: wide.has(token.value.toLowerCase()) };
  if (token?.kind === 'text') return { text: token.text.slice(0, 40), isNarrowColumn: false, isWide: /^n/i.test(token.text) };
  const isQualified = body[start === undefined ? end - 1 : start + 1]?.text === '.';
  const [owner, column] =
    start === undefined
      ? [isQualified ? body[end - 2] : undefined, token]
      : [isQualified ? token : undefined, isQualified ? body[start + 2] : token];
  if (column === undefined || (column.kind !== 'word' && column.kind !== 'name')) return undefined;
  const name = plain(column);
  const sources = uses.filter(({ alias }) => !isQualified || (owner !== undefined && alias === plain(owner)));
  const types = sources.map(({ key }) => tables.get(key)?.get(name) ?? '');
  return {
    text: name,
    isNarrowColumn: types.some((type) => /^(?:var)?char\(/.test(type)),
    isWide: types.some((type) => /^n(?:var)?char\(/.test(type)),
  };
}

/** `SELECT TOP (10) *`. */
function isTop(body: readonly Token[], index: number): boolean {
  let at = index - 1;
  if (body[at]?.text === ')') {
    while (at > 0 && body[at]?.text !== '(') at -= 1;
    return body[at - 1]?.value === 'TOP';
  }
  return body[at]?.kind === 'number' && body[at - 1]?.value === 'TOP';
}

/** `EXISTS (SELECT * …)` reads no column. */
function isInExists(body: readonly Token[], index: number): boolean {
  for (let at = index - 1, depth = 0; at >= 0; at--) {
    const text = body[at]?.text;
    if (text === ')') depth += 1;
    if (text === '(') depth -= 1;
    if (depth < 0) return body[at - 1]?.value === 'EXISTS';
  }
  return false;
}

function plain({ kind, text, value }: Token): string {
  return (kind === 'name' ? value : text).toLowerCase();
}
