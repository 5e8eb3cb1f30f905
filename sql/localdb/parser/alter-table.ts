// ALTER TABLE.

import type { AlterTable, AlterTableAction } from './ast/index.ts';
import { newTableElements, parseTableElement } from './create-table.ts';
import { parseStorage } from './indexes.ts';
import { parseObjectName } from './names.ts';
import { skipParentheses } from './query-options.ts';
import type { TokenStream } from './token-stream.ts';
import { parseType } from './type-references.ts';

/** ALTER TABLE name action: ALTER TABLE has been taken. */
export const parseAlterTable = (p: TokenStream, first: number): AlterTable => {
  const name = parseObjectName(p);
  const action = parseAction(p);
  return { ...p.since(first), kind: 'alterTable', name, action };
};

const parseAction = (p: TokenStream): AlterTableAction => {
  switch (p.word) {
    case 'WITH': {
      p.pos++;
      const check = p.accept('CHECK');
      if (!check) p.expect('NOCHECK');
      if (p.at('ADD')) return parseAdd(p, check);
      return parseToggleConstraints(p, check);
    }
    case 'ADD':
      return parseAdd(p);
    case 'CHECK':
    case 'NOCHECK':
      return parseToggleConstraints(p, false);
    case 'ALTER':
      return parseAlterColumn(p);
    case 'DROP':
      return parseDrop(p);
    case 'ENABLE':
    case 'DISABLE':
      return parseToggleTriggers(p);
    case 'SWITCH':
      throw p.notSupported('Partitioning (ALTER TABLE ... SWITCH)');
    case 'REBUILD': {
      const first = p.pos++;
      if (p.acceptPair('PARTITION', '=')) {
        if (!p.accept('ALL')) throw p.notSupported('Partitioning (ALTER TABLE ... REBUILD PARTITION = number)');
      }
      parseStorage(p);
      return { kind: 'noEffect', text: p.textSince(first) };
    }
    case 'SET': {
      const first = p.pos++;
      if (p.peek(1) !== 'LOCK_ESCALATION') throw p.isIdentifier(1) ? p.notSupported(`ALTER TABLE ... SET (${p.peek(1)})`) : p.unexpected();
      skipParentheses(p);
      return { kind: 'noEffect', text: p.textSince(first) };
    }
    default:
      throw p.unexpected();
  }
};

const parseAdd = (p: TokenStream, check?: boolean): AlterTableAction => {
  p.expect('ADD');
  const definition = newTableElements();
  do parseTableElement(p, definition);
  while (p.accept(','));
  return { kind: 'add', definition, ...(check !== undefined && { check }) };
};

/** CHECK | NOCHECK CONSTRAINT ALL | names */
const parseToggleConstraints = (p: TokenStream, validate: boolean): AlterTableAction => {
  const enable = p.accept('CHECK');
  if (!enable) p.expect('NOCHECK');
  p.expect('CONSTRAINT');
  return { kind: 'checkConstraint', enable, validate: enable && validate, names: parseNamesOrAll(p) };
};

const parseNamesOrAll = (p: TokenStream): string[] | 'all' => {
  if (p.accept('ALL')) return 'all';
  const names = [p.identifier()];
  while (p.accept(',')) names.push(p.identifier());
  return names;
};

const parseToggleTriggers = (p: TokenStream): AlterTableAction => {
  const enable = p.accept('ENABLE');
  if (!enable) p.next();
  if (p.at('CHANGE_TRACKING')) throw p.notSupported('Change tracking');
  p.expect('TRIGGER');
  return { kind: 'trigger', enable, names: parseNamesOrAll(p) };
};

const COLUMN_OPTIONS = ['ROWGUIDCOL', 'PERSISTED', 'SPARSE'];

const parseAlterColumn = (p: TokenStream): AlterTableAction => {
  p.expectPair('ALTER', 'COLUMN');
  const column = p.identifier();
  if (p.at('ADD') || p.at('DROP')) {
    const add = p.accept('ADD');
    if (!add) p.next();
    if (p.atPair('NOT', 'FOR')) {
      p.pos += 2;
      p.expect('REPLICATION');
      return { kind: 'alterColumnOption', column, add, option: 'NOT FOR REPLICATION' };
    }
    const option = p.acceptAny(...COLUMN_OPTIONS);
    if (option === undefined) throw p.isIdentifier() ? p.notSupported(`ALTER COLUMN ... ${p.word}`) : p.unexpected();
    return { kind: 'alterColumnOption', column, add, option };
  }
  const type = parseType(p);
  const collation = p.accept('COLLATE') ? p.identifier() : undefined;
  p.accept('SPARSE');
  const nullable = p.accept('NULL') ? true : p.acceptPair('NOT', 'NULL') ? false : undefined;
  if (p.at('WITH') && p.peek(1) === '(' && p.peek(2) === 'ONLINE') parseStorage(p);
  return { kind: 'alterColumn', column, type, collation, nullable };
};

/** DROP [CONSTRAINT] [IF EXISTS] names, COLUMN [IF EXISTS] names, ... */
const parseDrop = (p: TokenStream): AlterTableAction => {
  p.expect('DROP');
  const items: { kind: 'column' | 'constraint'; name: string; ifExists: boolean }[] = [];
  let kind: 'column' | 'constraint' = 'constraint';
  let ifExists = false;
  do {
    const isColumn = p.accept('COLUMN');
    if (isColumn || p.accept('CONSTRAINT')) {
      kind = isColumn ? 'column' : 'constraint';
      ifExists = p.acceptPair('IF', 'EXISTS');
    } else if (items.length === 0) {
      if (p.at('PERIOD') && p.peek(1) === 'FOR') throw p.notSupported('A temporal table (PERIOD FOR SYSTEM_TIME)');
      ifExists = p.acceptPair('IF', 'EXISTS');
    }
    items.push({ kind, name: p.identifier(), ifExists });
    if (kind === 'constraint' && p.at('WITH') && p.peek(1) === '(') {
      p.pos++;
      skipParentheses(p);
    }
  } while (p.accept(','));
  return { kind: 'drop', items };
};
