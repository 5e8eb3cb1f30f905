// ALTER DATABASE ... SET: options that are kept and shown by sys.databases, options accepted without effect because what
// they tune is not here, and a refusal of everything else.

import type { DatabaseOptions } from '../../catalog/database-header.ts';
import { notSupported, sqlError } from '../../types/errors.ts';

export interface DatabaseChanges {
  readonly options: Partial<DatabaseOptions>;
  readonly flags: Readonly<Record<string, boolean>>;
}

/** Flags that are kept. */
const FLAGS: ReadonlySet<string> = new Set([
  'ANSI_NULL_DEFAULT',
  'ANSI_NULLS',
  'ANSI_PADDING',
  'ANSI_WARNINGS',
  'ARITHABORT',
  'CONCAT_NULL_YIELDS_NULL',
  'NUMERIC_ROUNDABORT',
  'QUOTED_IDENTIFIER',
  'AUTO_CLOSE',
  'AUTO_SHRINK',
  'AUTO_CREATE_STATISTICS',
  'AUTO_UPDATE_STATISTICS',
  'AUTO_UPDATE_STATISTICS_ASYNC',
  'CURSOR_CLOSE_ON_COMMIT',
  'DB_CHAINING',
  'TRUSTWORTHY',
  'HONOR_BROKER_PRIORITY',
  'DATE_CORRELATION_OPTIMIZATION',
  'RECURSIVE_TRIGGERS',
  'MIXED_PAGE_ALLOCATION',
  'QUERY_STORE',
]);

/** First words of options that tune what an embedded server does not have. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  'CURSOR_DEFAULT',
  'PARAMETERIZATION',
  'PAGE_VERIFY',
  'DELAYED_DURABILITY',
  'TARGET_RECOVERY_TIME',
  'DISABLE_BROKER',
  'ENABLE_BROKER',
  'NEW_BROKER',
  'ERROR_BROKER_CONVERSATIONS',
  'ACCELERATED_DATABASE_RECOVERY',
  'ONLINE',
  'MULTI_USER',
]);

/** `text`: the words after the name, in upper case, SET included. */
export const databaseChanges = (text: string, line: number): DatabaseChanges => {
  const scoped = /^(SCOPED )?CONFIGURATION /.test(text) || /^SCOPED /.test(text);
  if (scoped) return { options: {}, flags: {} };
  if (!text.startsWith('SET ')) throw notSupported(`ALTER DATABASE ... ${text.split(' ').slice(0, 2).join(' ')}`, line);
  const body = text
    .slice(4)
    .replace(/ WITH (ROLLBACK (IMMEDIATE|AFTER \d+( SECONDS)?)|NO_WAIT)\s*;?$/, '')
    .replace(/;$/, '');
  let options: Partial<DatabaseOptions> = {};
  const flags: Record<string, boolean> = {};
  for (const item of splitItems(body)) {
    const [word = '', value = ''] = item.replace(/\s*=\s*/g, ' ').split(' ');
    const isOn = value === 'ON';
    if (FLAGS.has(word) && (isOn || value === 'OFF' || word === 'QUERY_STORE')) flags[word] = isOn;
    else if (optionOf(word, value)) options = { ...options, ...optionOf(word, value) };
    else if (!WITHOUT_EFFECT.has(word)) throw notSupported(`ALTER DATABASE ... SET ${word}`, line);
  }
  return { options, flags };
};

/** Parts between commas outside parentheses. */
const splitItems = (text: string): string[] =>
  text
    .split(/,(?![^(]*\))/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

const optionOf = (word: string, value: string): Partial<DatabaseOptions> | undefined => {
  switch (word) {
    case 'RECOVERY':
      return value === 'FULL' || value === 'BULK_LOGGED' || value === 'SIMPLE' ? { recoveryModel: value } : undefined;
    case 'SINGLE_USER':
    case 'MULTI_USER':
    case 'RESTRICTED_USER':
      return { access: word };
    case 'READ_COMMITTED_SNAPSHOT':
      return { isReadCommittedSnapshotOn: value === 'ON' };
    case 'ALLOW_SNAPSHOT_ISOLATION':
      return { allowsSnapshotIsolation: value === 'ON' };
    case 'READ_ONLY':
      return undefined;
    case 'READ_WRITE':
      return { isReadOnly: false };
    case 'COMPATIBILITY_LEVEL': {
      const level = Number(value);
      if (!LEVELS.has(level)) throw sqlError(15048);
      return { compatibilityLevel: level };
    }
    default:
      return undefined;
  }
};
const LEVELS: ReadonlySet<number> = new Set([100, 110, 120, 130, 140, 150, 160]);
