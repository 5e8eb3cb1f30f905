// Indexes and statistics: CREATE, ALTER and DROP INDEX, and the storage clauses (WITH (...), ON filegroup) that tables and
// constraints share with them. Storage has no effect here; what would change behaviour is refused.

import type { AlterIndex, CreateIndex, CreateStatistics, DropIndex, IndexColumn, UpdateStatistics } from './ast/index.ts';
import { KEYWORD, WORD } from './lexer.ts';
import { parseColumnList, parseObjectName } from './names.ts';
import { parseCondition } from './predicates.ts';
import { skipParentheses } from './query-options.ts';
import type { TokenStream } from './token-stream.ts';

/** (a ASC, b DESC) */
export const parseIndexColumns = (p: TokenStream): IndexColumn[] => {
  const columns: IndexColumn[] = [];
  p.expect('(');
  do {
    const name = p.identifier();
    const descending = p.acceptAny('ASC', 'DESC') === 'DESC';
    columns.push({ name, descending });
  } while (p.accept(','));
  p.expect(')');
  return columns;
};

const OPTIONS = new Set([
  'PAD_INDEX',
  'FILLFACTOR',
  'SORT_IN_TEMPDB',
  'IGNORE_DUP_KEY',
  'STATISTICS_NORECOMPUTE',
  'STATISTICS_INCREMENTAL',
  'DROP_EXISTING',
  'ONLINE',
  'RESUMABLE',
  'MAX_DURATION',
  'ALLOW_ROW_LOCKS',
  'ALLOW_PAGE_LOCKS',
  'OPTIMIZE_FOR_SEQUENTIAL_KEY',
  'MAXDOP',
  'DATA_COMPRESSION',
  'XML_COMPRESSION',
  'COMPRESSION_DELAY',
  'LOB_COMPACTION',
  'WAIT_AT_LOW_PRIORITY',
  'LOCK_ESCALATION',
]);
const REFUSED: Readonly<Record<string, string>> = {
  SYSTEM_VERSIONING: 'A temporal table (SYSTEM_VERSIONING)',
  MEMORY_OPTIMIZED: 'A memory-optimised table (MEMORY_OPTIMIZED)',
  LEDGER: 'A ledger table (LEDGER)',
  BUCKET_COUNT: 'A hash index (BUCKET_COUNT)',
  DATA_DELETION: 'DATA_DELETION',
  REMOTE_DATA_ARCHIVE: 'Stretch Database (REMOTE_DATA_ARCHIVE)',
  FILETABLE_DIRECTORY: 'A FileTable',
};

/** Storage clauses in any order: WITH (option = value, ...), ON filegroup, TEXTIMAGE_ON filegroup; the options in upper case. */
export const parseStorage = (p: TokenStream): Map<string, string> => {
  const options = new Map<string, string>();
  for (;;) {
    if (p.at('WITH') && (p.peek(1) === '(' || p.peek(1) === 'FILLFACTOR' || OPTIONS.has(p.peek(1)))) parseIndexOptions(p, options);
    else if (p.at('ON') && (p.isIdentifier(1) || p.isString(1))) parseFilegroup(p);
    else if (p.at('TEXTIMAGE_ON')) parseFilegroup(p);
    else if (p.at('FILESTREAM_ON')) throw p.notSupported('FILESTREAM');
    else return options;
  }
};

const parseFilegroup = (p: TokenStream): void => {
  p.pos++;
  if (p.isString()) p.string();
  else p.identifier();
  if (p.at('(')) throw p.notSupported('Partitioning (ON partition_scheme (column))');
};

/** WITH (a = b, ...), and the old WITH a = b, c. */
const parseIndexOptions = (p: TokenStream, options: Map<string, string>): void => {
  p.expect('WITH');
  const inParentheses = p.accept('(');
  do {
    const name = p.word;
    const refused = REFUSED[name];
    if (refused !== undefined) throw p.notSupported(refused);
    if (!OPTIONS.has(name)) throw p.unexpected();
    p.pos++;
    let value = 'ON';
    if (p.accept('=')) {
      value = p.word || p.raw();
      if (p.isEnd || p.at(')') || p.at(',')) throw p.unexpected();
      p.pos++;
    }
    if (p.at('MINUTES')) p.pos++;
    if (p.at('ON') && p.peek(1) === 'PARTITIONS') throw p.notSupported('Partitioning (ON PARTITIONS)');
    if (inParentheses && p.at('(')) skipParentheses(p);
    options.set(name, value);
  } while (p.accept(','));
  if (inParentheses) p.expect(')');
};

/** Whether CREATE is followed by the words of an index. */
export const startsIndex = (word: string): boolean =>
  word === 'INDEX' || word === 'UNIQUE' || word === 'CLUSTERED' || word === 'NONCLUSTERED' || word === 'COLUMNSTORE' || word === 'SPATIAL';

/** CREATE [UNIQUE] [CLUSTERED | NONCLUSTERED] [COLUMNSTORE] INDEX name ON table (columns) ...: CREATE has been taken. */
export const parseCreateIndex = (p: TokenStream, first: number): CreateIndex => {
  if (p.at('SPATIAL')) throw p.notSupported('A spatial index');
  const unique = p.accept('UNIQUE');
  const clustered = p.accept('CLUSTERED');
  if (!clustered) p.accept('NONCLUSTERED');
  const special = p.accept('COLUMNSTORE') ? 'columnstore' : undefined;
  p.expect('INDEX');
  const name = p.identifier();
  p.expect('ON');
  const table = parseObjectName(p);
  const columns = special && !p.at('(') ? [] : parseIndexColumns(p);
  const include = p.accept('INCLUDE') ? parseColumnList(p) : [];
  const where = p.accept('WHERE') ? parseCondition(p) : undefined;
  const options = parseStorage(p);
  return {
    kind: 'createIndex',
    ...p.since(first),
    name,
    table,
    unique,
    clustered,
    special,
    columns,
    include,
    where,
    ignoreDuplicateKey: options.get('IGNORE_DUP_KEY') === 'ON',
    dropExisting: options.get('DROP_EXISTING') === 'ON',
  };
};

const ACTIONS = { REBUILD: 'rebuild', REORGANIZE: 'reorganize', DISABLE: 'disable', SET: 'set' } as const;

/** ALTER INDEX name | ALL ON table action: ALTER INDEX has been taken. */
export const parseAlterIndex = (p: TokenStream, first: number): AlterIndex => {
  const name = p.accept('ALL') ? 'ALL' : p.identifier();
  p.expect('ON');
  const table = parseObjectName(p);
  const word = p.acceptAny('REBUILD', 'REORGANIZE', 'DISABLE', 'SET') as keyof typeof ACTIONS | undefined;
  if (word === undefined) throw p.isIdentifier() ? p.notSupported(`ALTER INDEX ... ${p.word}`) : p.unexpected();
  if (p.accept('PARTITION')) {
    p.expect('=');
    if (!p.accept('ALL')) throw p.notSupported('Partitioning (ALTER INDEX ... PARTITION = number)');
  }
  if (word === 'SET') {
    if (p.peek(1) === 'IGNORE_DUP_KEY') throw p.notSupported('ALTER INDEX ... SET (IGNORE_DUP_KEY)');
    skipParentheses(p);
  } else parseStorage(p);
  return { ...p.since(first), kind: 'alterIndex', name, table, action: ACTIONS[word] };
};

/** DROP INDEX [IF EXISTS] name ON table, ... | table.name: DROP INDEX has been taken. */
export const parseDropIndex = (p: TokenStream, first: number): DropIndex => {
  const ifExists = p.acceptPair('IF', 'EXISTS');
  const items: { name: string; table: readonly string[] }[] = [];
  do {
    const name = parseObjectName(p);
    if (p.accept('ON')) {
      items.push({ name: name[name.length - 1] ?? '', table: parseObjectName(p) });
      if (p.at('WITH') && p.peek(1) === '(') {
        p.pos++;
        skipParentheses(p);
      }
    } else if (name.length > 1) items.push({ name: name[name.length - 1] ?? '', table: name.slice(0, -1) });
    else throw p.unexpected();
  } while (p.accept(','));
  return { ...p.since(first), kind: 'dropIndex', ifExists, items };
};

/** CREATE STATISTICS name ON table (columns) ...: CREATE STATISTICS has been taken. */
export const parseCreateStatistics = (p: TokenStream, first: number): CreateStatistics => {
  const name = p.identifier();
  p.expect('ON');
  const table = parseObjectName(p);
  const columns = parseColumnList(p);
  if (p.accept('WHERE')) parseCondition(p);
  skipStatisticsOptions(p);
  return { ...p.since(first), kind: 'createStatistics', name, table, columns };
};

/** UPDATE STATISTICS table [index | (statistics, ...)] [WITH ...] */
export const parseUpdateStatistics = (p: TokenStream): UpdateStatistics => {
  const first = p.pos;
  p.expectPair('UPDATE', 'STATISTICS');
  const table = parseObjectName(p);
  if (p.at('(')) parseColumnList(p);
  else if (p.isIdentifier() && p.peek(1) !== ':') p.identifier();
  skipStatisticsOptions(p);
  return { ...p.since(first), kind: 'updateStatistics', table };
};

const STATISTICS_OPTIONS = new Set([
  'FULLSCAN',
  'SAMPLE',
  'RESAMPLE',
  'NORECOMPUTE',
  'ALL',
  'COLUMNS',
  'INDEX',
  'INCREMENTAL',
  'MAXDOP',
  'PERSIST_SAMPLE_PERCENT',
  'STATS_STREAM',
  'AUTO_DROP',
]);

const skipStatisticsOptions = (p: TokenStream): void => {
  if (!p.at('WITH') || !STATISTICS_OPTIONS.has(p.peek(1))) return;
  p.pos++;
  do {
    if (!STATISTICS_OPTIONS.has(p.word)) throw p.unexpected();
    p.pos++;
    if (p.accept('=') || (p.kind !== WORD && p.kind !== KEYWORD && !p.at(',') && !p.at(';') && !p.isEnd)) p.pos++;
    if (p.at('PERCENT') || p.at('ROWS')) p.pos++;
  } while (p.accept(','));
};
