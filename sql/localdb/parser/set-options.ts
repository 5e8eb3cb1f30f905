// SET of session options.

import type { Expression, SetOption } from './ast/index.ts';
import { parseSimpleValue } from './expressions.ts';
import { KEYWORD, WORD } from './lexer.ts';
import { parseObjectName } from './names.ts';
import type { TokenStream } from './token-stream.ts';

const SWITCHES = new Set([
  'ANSI_DEFAULTS',
  'ANSI_NULL_DFLT_OFF',
  'ANSI_NULL_DFLT_ON',
  'ANSI_NULLS',
  'ANSI_PADDING',
  'ANSI_WARNINGS',
  'ARITHABORT',
  'ARITHIGNORE',
  'CONCAT_NULL_YIELDS_NULL',
  'CURSOR_CLOSE_ON_COMMIT',
  'DISABLE_DEF_CNST_CHK',
  'FMTONLY',
  'FORCEPLAN',
  'IMPLICIT_TRANSACTIONS',
  'NOCOUNT',
  'NOEXEC',
  'NUMERIC_ROUNDABORT',
  'PARSEONLY',
  'QUOTED_IDENTIFIER',
  'REMOTE_PROC_TRANSACTIONS',
  'SHOWPLAN_ALL',
  'SHOWPLAN_TEXT',
  'SHOWPLAN_XML',
  'XACT_ABORT',
  'NO_BROWSETABLE',
]);
const VALUES = new Set([
  'ROWCOUNT',
  'TEXTSIZE',
  'DATEFIRST',
  'DATEFORMAT',
  'LANGUAGE',
  'LOCK_TIMEOUT',
  'DEADLOCK_PRIORITY',
  'CONTEXT_INFO',
  'QUERY_GOVERNOR_COST_LIMIT',
  'FIPS_FLAGGER',
]);
const ISOLATION_LEVELS = ['READ UNCOMMITTED', 'READ COMMITTED', 'REPEATABLE READ', 'SNAPSHOT', 'SERIALIZABLE'];

/** SET option value */
export const parseSetOption = (p: TokenStream): SetOption => {
  const first = p.pos++;
  const { word } = p;
  if (word === 'TRANSACTION' || word === 'TRAN') return parseIsolationLevel(p, first);
  if (word === 'IDENTITY_INSERT') {
    p.pos++;
    const table = parseObjectName(p);
    const value = parseOnOff(p);
    return { ...p.since(first), kind: 'setOption', names: ['IDENTITY_INSERT'], value, table };
  }
  if (word === 'STATISTICS') {
    p.pos++;
    const names: string[] = [];
    do {
      if (!['IO', 'TIME', 'XML', 'PROFILE'].includes(p.word)) throw p.unexpected();
      names.push(`STATISTICS ${p.word}`);
      p.pos++;
    } while (p.accept(','));
    const value = parseOnOff(p);
    return { ...p.since(first), kind: 'setOption', names, value };
  }
  if (word === 'OFFSETS') throw p.notSupported('SET OFFSETS');
  if (VALUES.has(word)) {
    p.pos++;
    const value = parseOptionValue(p);
    return { ...p.since(first), kind: 'setOption', names: [word], value };
  }
  return parseSwitches(p, first);
};

const parseSwitches = (p: TokenStream, first: number): SetOption => {
  const names: string[] = [];
  do {
    const { word } = p;
    if (!SWITCHES.has(word)) {
      throw p.isIdentifier() ? p.errorText(195, 15, `'${p.value()}' is not a recognized SET option.`) : p.unexpected();
    }
    names.push(word);
    p.pos++;
  } while (p.accept(','));
  const value = parseOnOff(p);
  // The one option that the parser itself obeys, from here on.
  if (names.includes('QUOTED_IDENTIFIER') && p.scope.kind === 'batch') p.quotedIdentifier = value === 'ON';
  return { ...p.since(first), kind: 'setOption', names, value };
};

const parseOnOff = (p: TokenStream): string => {
  const value = p.acceptAny('ON', 'OFF');
  if (value === undefined) throw p.unexpected();
  return value;
};

/** A constant or variable; a bare word (SET LANGUAGE Russian, SET DATEFORMAT dmy) is a string. */
const parseOptionValue = (p: TokenStream): string | Expression => {
  if (p.at('ON') || p.at('OFF')) return parseOnOff(p);
  const first = p.pos;
  if (!p.isIdentifier()) return parseSimpleValue(p);
  const text = p.identifier();
  return { ...p.since(first), kind: 'literal', type: 'string', text, national: true };
};

const parseIsolationLevel = (p: TokenStream, first: number): SetOption => {
  p.pos++;
  p.expectPair('ISOLATION', 'LEVEL');
  let value = p.word;
  const isWord = p.kind === WORD || p.kind === KEYWORD;
  if (isWord && (value === 'READ' || value === 'REPEATABLE')) {
    p.pos++;
    value += ` ${p.word}`;
  }
  if (!ISOLATION_LEVELS.includes(value)) throw p.unexpected();
  p.pos++;
  return { ...p.since(first), kind: 'setOption', names: ['TRANSACTION ISOLATION LEVEL'], value };
};
