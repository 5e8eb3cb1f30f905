// SET of session options. Options whose other value would change what statements mean, and that this server does not have,
// are refused by name; those without effect here are kept, so that SESSIONPROPERTY and @@OPTIONS tell them.

import type { Expression, SetOption, Statement } from '../../parser/ast/index.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import { intType, nvarcharType, varbinaryType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import type { IsolationLevel } from '../client.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { convertScalar } from '../scalar.ts';
import type { SessionOptions } from '../session.ts';
import { findLanguage, OTHER_LANGUAGES } from '../session/languages.ts';
import { evaluateAll } from '../statement-values.ts';
import { setIdentityInsert } from './identity-insert.ts';

type Switch = { readonly [K in keyof SessionOptions]: SessionOptions[K] extends boolean ? K : never }[keyof SessionOptions];

/** Options that are switches of SessionOptions. */
const SWITCHES: Readonly<Record<string, Switch>> = {
  NOCOUNT: 'noCount',
  XACT_ABORT: 'xactAbort',
  ANSI_NULLS: 'ansiNulls',
  QUOTED_IDENTIFIER: 'quotedIdentifier',
  CONCAT_NULL_YIELDS_NULL: 'concatNullYieldsNull',
  ARITHABORT: 'arithAbort',
  ANSI_WARNINGS: 'ansiWarnings',
  NOEXEC: 'noExec',
  PARSEONLY: 'parseOnly',
  FMTONLY: 'fmtOnly',
  IMPLICIT_TRANSACTIONS: 'implicitTransactions',
  CURSOR_CLOSE_ON_COMMIT: 'cursorCloseOnCommit',
};

/** Values that would change what statements mean. */
const REFUSED: ReadonlySet<string> = new Set([
  'ANSI_DEFAULTS OFF',
  'ANSI_NULL_DFLT_ON OFF',
  'ANSI_NULL_DFLT_OFF ON',
  'NUMERIC_ROUNDABORT ON',
  'SHOWPLAN_ALL ON',
  'SHOWPLAN_TEXT ON',
  'SHOWPLAN_XML ON',
  'STATISTICS XML ON',
]);

const ISOLATION: Readonly<Record<string, IsolationLevel>> = {
  'READ UNCOMMITTED': 'readUncommitted',
  'READ COMMITTED': 'readCommitted',
  'REPEATABLE READ': 'repeatableRead',
  SERIALIZABLE: 'serializable',
};

export function* runSetOption(s: SetOption, module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session } = call;
  for (const name of s.names) {
    if (name === 'IDENTITY_INSERT') setIdentityInsert(s.table ?? [], s.value === 'ON', module, call);
    else if (name === 'TRANSACTION ISOLATION LEVEL') setIsolation(String(s.value), call);
    else if (typeof s.value === 'string') setSwitch(name, s.value, session.options);
    else yield* setValue(s, name, s.value, module, call);
  }
  session.rowCount = 0;
  return undefined;
}

/** SET PARSEONLY works when it is parsed: for the whole batch that it stands in, and those after it. */
export const applyParseOnly = (statements: readonly Statement[], options: SessionOptions): void => {
  for (const s of statements) if (s.kind === 'setOption' && s.names.includes('PARSEONLY')) options.parseOnly = s.value === 'ON';
};

const setIsolation = (level: string, { session }: CallFrame): void => {
  const isolation = ISOLATION[level];
  if (!isolation) throw sqlError(3952, session.database.name);
  session.options.isolation = isolation;
};

const setSwitch = (name: string, value: string, options: SessionOptions): void => {
  if (REFUSED.has(`${name} ${value}`)) throw notSupported(`SET ${name} ${value}`);
  if (name === 'ANSI_DEFAULTS') {
    options.implicitTransactions = true;
    options.ansiWarnings = true;
    options.quotedIdentifier = true;
    return;
  }
  const key = SWITCHES[name];
  if (key) options[key] = value === 'ON';
  else options.others.set(name, value);
};

const VALUE_TYPES: Readonly<Record<string, SqlType>> = {
  DATEFORMAT: nvarcharType(128),
  LANGUAGE: nvarcharType(128),
  FIPS_FLAGGER: nvarcharType(128),
  CONTEXT_INFO: varbinaryType(128),
};

function* setValue(s: SetOption, name: string, expression: Expression, module: CompiledModule, call: CallFrame): Running<void> {
  const isWord = name === 'DEADLOCK_PRIORITY' && expression.kind === 'literal' && expression.type === 'string';
  const type = isWord ? nvarcharType(20) : (VALUE_TYPES[name] ?? intType);
  const [given] = yield* evaluateAll(s, [expression], module, call, 'SET', (scalar) => convertScalar(scalar, type));
  const value = given?.value ?? null;
  const { session } = call;
  const { options } = session;
  switch (name) {
    case 'ROWCOUNT':
      options.rowCount = Math.max(0, Number(value ?? 0));
      return;
    case 'LOCK_TIMEOUT':
      options.lockTimeout = Math.max(-1, Number(value ?? -1));
      return;
    case 'TEXTSIZE':
      options.textSize = textSize(Number(value ?? 0));
      return;
    case 'DEADLOCK_PRIORITY':
      options.deadlockPriority = isWord ? priorityOf(String(value)) : Math.min(10, Math.max(-10, Number(value ?? 0)));
      return;
    case 'DATEFIRST': {
      const day = Number(value ?? 0);
      if (day < 1 || day > 7) throw sqlError(2742, day);
      options.dateFirst = day;
      return;
    }
    case 'DATEFORMAT':
      options.dateFormat = dateFormat(value);
      return;
    case 'LANGUAGE':
      setLanguage(String(value ?? ''), call);
      return;
    case 'CONTEXT_INFO':
      session.contextInfo = value instanceof Uint8Array ? padded(value) : null;
      return;
    default:
      options.others.set(name, String(value ?? ''));
  }
}

const DEFAULT_TEXT_SIZE = 4096;
const MOST_TEXT = 2147483647;
const textSize = (size: number): number => (size < 0 ? MOST_TEXT : size === 0 ? DEFAULT_TEXT_SIZE : size);

const PRIORITIES: Readonly<Record<string, number>> = { low: -5, normal: 0, high: 5 };
const priorityOf = (word: string): number => {
  const priority = PRIORITIES[word.toLowerCase()];
  if (priority === undefined) throw sqlError(155, word, 'SET DEADLOCK_PRIORITY');
  return priority;
};

const FORMATS = ['mdy', 'dmy', 'ymd', 'ydm', 'myd', 'dym'] as const;
const dateFormat = (value: Value): SessionOptions['dateFormat'] => {
  const wanted = String(value ?? '')
    .trim()
    .toLowerCase();
  const found = FORMATS.find((f) => f === wanted);
  if (!found) throw sqlError(2741, String(value ?? ''));
  return found;
};

const CONTEXT_LENGTH = 128;
const padded = (bytes: Uint8Array): Uint8Array => {
  const result = new Uint8Array(CONTEXT_LENGTH);
  result.set(bytes.subarray(0, CONTEXT_LENGTH));
  return result;
};

/** Also sets the language's date format and first day of the week, and tells the client. */
const setLanguage = (name: string, { session, sink }: CallFrame): void => {
  const { options } = session;
  const language = findLanguage(name);
  if (!language) {
    if (OTHER_LANGUAGES.has(name.trim().toLowerCase())) throw notSupported(`SET LANGUAGE ${name}`);
    throw sqlError(2740, name);
  }
  const old = findLanguage(options.language)?.name ?? options.language;
  options.language = language.key;
  options.dateFormat = language.dateFormat;
  options.dateFirst = language.dateFirst;
  sink.environment({ kind: 'language', value: language.name, old });
  sink.info({ number: 5703, severity: 0, state: 1, text: `Changed language setting to ${language.name}.`, line: 1, procedure: '' });
};
