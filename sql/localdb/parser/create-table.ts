// CREATE TABLE and table definitions: columns, computed columns, inline indexes; constraints are in constraints.ts.

import type {
  ColumnDefinition,
  ConstraintDefinition,
  CreateTable,
  IdentitySpecification,
  InlineIndex,
  TableDefinition,
} from './ast/index.ts';
import { parseConstraint, startsConstraint } from './constraints.ts';
import { parseValue } from './expressions.ts';
import { INT, DECIMAL } from './lexer.ts';
import { parseIndexColumns, parseStorage } from './indexes.ts';
import { parseColumnList, parseObjectName } from './names.ts';
import { parseCondition } from './predicates.ts';
import type { TokenStream } from './token-stream.ts';
import { parseType } from './type-references.ts';

/** CREATE TABLE name (...): CREATE TABLE has been taken. */
export const parseCreateTable = (p: TokenStream, first: number): CreateTable => {
  const name = parseObjectName(p);
  if (p.at('AS')) {
    const what = p.peek(1);
    throw what === 'NODE' || what === 'EDGE'
      ? p.notSupported('A graph table (AS NODE, AS EDGE)')
      : what === 'FILETABLE'
        ? p.notSupported('A FileTable')
        : p.unexpected();
  }
  const definition = parseTableDefinition(p);
  if (p.at('AS') && (p.peek(1) === 'NODE' || p.peek(1) === 'EDGE')) throw p.notSupported('A graph table (AS NODE, AS EDGE)');
  parseStorage(p);
  return { ...p.since(first), kind: 'createTable', name, definition };
};

/** What a definition collects while its elements are read. */
export interface TableElements {
  readonly columns: ColumnDefinition[];
  readonly constraints: ConstraintDefinition[];
  readonly indexes: InlineIndex[];
}

export const newTableElements = (): TableElements => ({ columns: [], constraints: [], indexes: [] });

/** (column type ..., constraint, ...) */
export const parseTableDefinition = (p: TokenStream): TableDefinition => {
  const elements = newTableElements();
  p.expect('(');
  do {
    // One comma too many before the end is allowed.
    if (p.at(')') && elements.columns.length > 0) break;
    parseTableElement(p, elements);
  } while (p.accept(',') || startsConstraint(p));
  p.expect(')');
  return elements;
};

/** One column, constraint or index. */
export const parseTableElement = (p: TokenStream, elements: TableElements): void => {
  if (startsConstraint(p)) elements.constraints.push(parseConstraint(p, true));
  else if (p.at('INDEX')) elements.indexes.push(parseInlineIndex(p));
  else if (p.at('PERIOD') && p.peek(1) === 'FOR') throw p.notSupported('A temporal table (PERIOD FOR SYSTEM_TIME)');
  else elements.columns.push(parseColumn(p, elements));
};

const parseColumn = (p: TokenStream, elements: TableElements): ColumnDefinition => {
  const first = p.pos;
  const name = p.identifier();
  if (p.accept('AS')) return parseComputedColumn(p, name, first);
  if (!p.isIdentifier() && !p.at('DOUBLE') && !p.at('NATIONAL')) {
    if (name.toLowerCase() !== 'timestamp') throw p.at(',') || p.at(')') ? p.error(173, first, name) : p.unexpected();
    return { ...parseColumnOptions(p, name, elements), name, ...p.since(first) };
  }
  const type = parseType(p);
  const options = parseColumnOptions(p, name, elements);
  return { ...p.since(first), ...options, name, type };
};

const parseComputedColumn = (p: TokenStream, name: string, first: number): ColumnDefinition => {
  const expression = parseValue(p);
  const persisted = p.accept('PERSISTED');
  let nullable: boolean | undefined;
  if (persisted && p.acceptPair('NOT', 'NULL')) nullable = false;
  const constraints: ConstraintDefinition[] = [];
  while (startsConstraint(p)) constraints.push(parseConstraint(p, false));
  return { ...p.since(first), name, computed: { expression, persisted }, nullable, rowGuid: false, sparse: false, constraints };
};

type ColumnOptions = Pick<ColumnDefinition, 'collation' | 'nullable' | 'identity' | 'rowGuid' | 'sparse' | 'constraints'>;

const REFUSED_OPTIONS: Readonly<Record<string, string>> = {
  FILESTREAM: 'FILESTREAM',
  MASKED: 'Dynamic data masking (MASKED)',
  ENCRYPTED: 'Always Encrypted (ENCRYPTED WITH)',
  GENERATED: 'A temporal or ledger table (GENERATED ALWAYS)',
  HIDDEN: 'A HIDDEN column',
};

const parseColumnOptions = (p: TokenStream, column: string, elements: TableElements): ColumnOptions => {
  let collation: string | undefined;
  let nullable: boolean | undefined;
  let identity: IdentitySpecification | undefined;
  let rowGuid = false,
    sparse = false;
  const constraints: ConstraintDefinition[] = [];
  for (;;) {
    if (startsConstraint(p)) {
      constraints.push(parseConstraint(p, false));
      continue;
    }
    switch (p.word) {
      case 'COLLATE':
        p.pos++;
        collation = p.identifier();
        continue;
      case 'NULL':
        p.pos++;
        nullable = true;
        continue;
      case 'NOT':
        p.pos++;
        if (p.accept('FOR')) p.expect('REPLICATION');
        else {
          p.expect('NULL');
          nullable = false;
        }
        continue;
      case 'IDENTITY':
        identity = parseIdentity(p);
        continue;
      case 'ROWGUIDCOL':
        p.pos++;
        rowGuid = true;
        continue;
      case 'SPARSE':
        p.pos++;
        sparse = true;
        continue;
      case 'INDEX':
        elements.indexes.push(parseInlineIndex(p, column));
        continue;
      default: {
        const refused = REFUSED_OPTIONS[p.word];
        if (refused !== undefined) throw p.notSupported(refused);
        return { collation, nullable, identity, rowGuid, sparse, constraints };
      }
    }
  }
};

/** IDENTITY [(seed, increment)] */
const parseIdentity = (p: TokenStream): IdentitySpecification => {
  p.expect('IDENTITY');
  if (!p.accept('(')) return { seed: '1', increment: '1' };
  const seed = parseSignedNumber(p);
  p.expect(',');
  const increment = parseSignedNumber(p);
  p.expect(')');
  return { seed, increment };
};

/** A whole number as written, its sign included. */
export const parseSignedNumber = (p: TokenStream): string => {
  const sign = p.acceptAny('-', '+') === '-' ? '-' : '';
  if (p.kind !== INT && p.kind !== DECIMAL) throw p.unexpected();
  return sign + p.raw(p.pos++);
};

/** INDEX name [UNIQUE] [CLUSTERED | NONCLUSTERED] [(columns)] [INCLUDE (...)] [WHERE ...] [WITH (...)] [ON ...] */
const parseInlineIndex = (p: TokenStream, column?: string): InlineIndex => {
  const first = p.pos;
  p.expect('INDEX');
  const name = p.identifier();
  const unique = p.accept('UNIQUE');
  const clustered = p.accept('CLUSTERED') ? true : p.accept('NONCLUSTERED') ? false : undefined;
  if (p.at('COLUMNSTORE')) throw p.notSupported('A columnstore index inside CREATE TABLE');
  if (p.at('HASH')) throw p.notSupported('A hash index of a memory-optimised table');
  const columns = column === undefined || p.at('(') ? parseIndexColumns(p) : [{ name: column, descending: false }];
  const include = p.accept('INCLUDE') ? parseColumnList(p) : [];
  const where = p.accept('WHERE') ? parseCondition(p) : undefined;
  const options = parseStorage(p);
  return {
    ...p.since(first),
    name,
    unique,
    clustered,
    columns,
    include,
    where,
    ignoreDuplicateKey: options.get('IGNORE_DUP_KEY') === 'ON',
  };
};
