// Constraints of columns and tables: PRIMARY KEY, UNIQUE, FOREIGN KEY, CHECK and DEFAULT.

import type { ConstraintDefinition, ReferentialAction } from './ast/index.ts';
import { parseValue } from './expressions.ts';
import { parseIndexColumns, parseStorage } from './indexes.ts';
import { parseColumnList, parseObjectName } from './names.ts';
import { parseCondition } from './predicates.ts';
import type { TokenStream } from './token-stream.ts';

const STARTS = new Set(['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'FOREIGN', 'REFERENCES', 'CHECK', 'DEFAULT']);

export const startsConstraint = (p: TokenStream): boolean => STARTS.has(p.word);

/** [CONSTRAINT name] followed by the constraint; `ofTable` where it stands on its own. */
export const parseConstraint = (p: TokenStream, ofTable: boolean): ConstraintDefinition => {
  const first = p.pos;
  const name = p.accept('CONSTRAINT') ? p.identifier() : undefined;
  switch (p.word) {
    case 'PRIMARY':
    case 'UNIQUE':
      return parseKey(p, name, first, ofTable);
    case 'FOREIGN':
    case 'REFERENCES':
      return parseForeignKey(p, name, first, ofTable);
    case 'CHECK': {
      p.pos++;
      acceptNotForReplication(p);
      p.expect('(');
      const condition = parseCondition(p);
      p.expect(')');
      return { ...p.since(first), kind: 'check', name, condition };
    }
    case 'DEFAULT': {
      p.pos++;
      const expression = parseValue(p);
      const column = p.accept('FOR') ? p.identifier() : undefined;
      const withValues = p.at('WITH') && p.peek(1) === 'VALUES';
      if (withValues) p.pos += 2;
      return { ...p.since(first), kind: 'default', name, expression, column, withValues };
    }
    default:
      if (p.at('CONNECTION')) throw p.notSupported('An edge constraint (CONNECTION)');
      throw p.unexpected();
  }
};

const parseKey = (p: TokenStream, name: string | undefined, first: number, ofTable: boolean): ConstraintDefinition => {
  const kind = p.accept('UNIQUE') ? 'unique' : 'primaryKey';
  if (kind === 'primaryKey') p.expectPair('PRIMARY', 'KEY');
  const clustered = p.accept('CLUSTERED') ? true : p.accept('NONCLUSTERED') ? false : undefined;
  if (p.at('HASH')) throw p.notSupported('A hash index of a memory-optimised table');
  const columns = ofTable || p.at('(') ? parseIndexColumns(p) : [];
  const options = parseStorage(p);
  if (p.acceptPair('NOT', 'ENFORCED')) throw p.notSupported('NOT ENFORCED', p.pos - 1);
  return { ...p.since(first), kind, name, clustered, columns, ignoreDuplicateKey: options.get('IGNORE_DUP_KEY') === 'ON' };
};

const parseForeignKey = (p: TokenStream, name: string | undefined, first: number, ofTable: boolean): ConstraintDefinition => {
  let columns: string[] = [];
  if (p.accept('FOREIGN')) {
    p.expect('KEY');
    if (ofTable || p.at('(')) columns = parseColumnList(p);
  }
  p.expect('REFERENCES');
  const table = parseObjectName(p);
  const referencedColumns = p.at('(') ? parseColumnList(p) : [];
  let onDelete: ReferentialAction = 'noAction';
  let onUpdate: ReferentialAction = 'noAction';
  for (;;) {
    if (p.acceptPair('ON', 'DELETE')) onDelete = parseAction(p);
    else if (p.acceptPair('ON', 'UPDATE')) onUpdate = parseAction(p);
    else if (!acceptNotForReplication(p)) break;
  }
  return { ...p.since(first), kind: 'foreignKey', name, columns, table, referencedColumns, onDelete, onUpdate };
};

const acceptNotForReplication = (p: TokenStream): boolean => {
  if (!p.atPair('NOT', 'FOR') || p.peek(2) !== 'REPLICATION') return false;
  p.pos += 3;
  return true;
};

const parseAction = (p: TokenStream): ReferentialAction => {
  if (p.accept('CASCADE')) return 'cascade';
  if (p.acceptPair('NO', 'ACTION')) return 'noAction';
  if (p.acceptPair('SET', 'NULL')) return 'setNull';
  p.expectPair('SET', 'DEFAULT');
  return 'setDefault';
};
