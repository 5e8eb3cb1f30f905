// Types, sequences, synonyms, schemas and databases; and the toggling of triggers.

import type {
  AlterDatabase,
  AlterSchema,
  AlterSequence,
  CreateDatabase,
  CreateSchema,
  CreateSequence,
  CreateSynonym,
  CreateType,
  SequenceOptions,
  ToggleTrigger,
} from './ast/index.ts';
import { parseSignedNumber, parseTableDefinition } from './create-table.ts';
import { INT } from './lexer.ts';
import { requireFirstStatement } from './modules.ts';
import { parseObjectName } from './names.ts';
import { takeWords } from './rest-of-statement.ts';
import type { TokenStream } from './token-stream.ts';
import { parseType } from './type-references.ts';

/** CREATE TYPE name FROM type | AS TABLE (...): CREATE TYPE has been taken. */
export const parseCreateType = (p: TokenStream, first: number): CreateType => {
  const name = parseObjectName(p);
  if (p.accept('FROM')) {
    const type = parseType(p);
    const nullable = p.accept('NULL') ? true : p.acceptPair('NOT', 'NULL') ? false : undefined;
    return { ...p.since(first), kind: 'createType', name, definition: { kind: 'alias', type, nullable } };
  }
  if (p.at('EXTERNAL')) throw p.notSupported('A CLR type (EXTERNAL NAME)');
  p.expectPair('AS', 'TABLE');
  const table = parseTableDefinition(p);
  if (p.at('WITH') && p.peek(2) === 'MEMORY_OPTIMIZED') throw p.notSupported('A memory-optimised table type');
  return { ...p.since(first), kind: 'createType', name, definition: { kind: 'table', table } };
};

/** CREATE or ALTER SEQUENCE: both words have been taken. */
export const parseSequence = (p: TokenStream, first: number, kind: 'createSequence' | 'alterSequence'): CreateSequence | AlterSequence => {
  const name = parseObjectName(p);
  const options = parseSequenceOptions(p, kind === 'createSequence');
  return { ...p.since(first), kind, name, options };
};

const parseSequenceOptions = (p: TokenStream, isNew: boolean): SequenceOptions => {
  const options: { -readonly [K in keyof SequenceOptions]: SequenceOptions[K] } = {};
  for (;;) {
    if (isNew && p.accept('AS')) options.type = parseType(p);
    else if (isNew && p.at('START') && p.peek(1) === 'WITH') options.start = numberBehind(p);
    else if (p.at('RESTART')) {
      if (p.peek(1) === 'WITH') options.restart = numberBehind(p);
      else {
        p.pos++;
        options.restart = null;
      }
    } else if (p.at('INCREMENT') && p.peek(1) === 'BY') options.increment = numberBehind(p);
    else if (p.accept('MINVALUE')) options.minimum = parseSignedNumber(p);
    else if (p.accept('MAXVALUE')) options.maximum = parseSignedNumber(p);
    else if (p.accept('CYCLE')) options.cycle = true;
    else if (p.accept('CACHE')) {
      if (p.kind === INT) options.cache = Number(p.raw(p.pos++));
    } else if (p.acceptPair('NO', 'MINVALUE')) options.minimum = null;
    else if (p.acceptPair('NO', 'MAXVALUE')) options.maximum = null;
    else if (p.acceptPair('NO', 'CYCLE')) options.cycle = false;
    else if (p.acceptPair('NO', 'CACHE')) options.cache = null;
    else return options;
  }
};

/** The number behind two words. */
const numberBehind = (p: TokenStream): string => {
  p.pos += 2;
  return parseSignedNumber(p);
};

/** CREATE SYNONYM name FOR target: CREATE SYNONYM has been taken. */
export const parseCreateSynonym = (p: TokenStream, first: number): CreateSynonym => {
  const name = parseObjectName(p);
  p.expect('FOR');
  const target = parseObjectName(p);
  return { ...p.since(first), kind: 'createSynonym', name, target };
};

/** CREATE SCHEMA name [AUTHORIZATION owner]: the current token is SCHEMA. */
export const parseCreateSchema = (p: TokenStream, first: number): CreateSchema => {
  requireFirstStatement(p, { action: 'create', first }, 'SCHEMA');
  p.expect('SCHEMA');
  let name = p.at('AUTHORIZATION') ? undefined : p.identifier();
  const owner = p.accept('AUTHORIZATION') ? p.identifier() : undefined;
  name ??= owner ?? '';
  // Without a semicolon these would be elements of the schema.
  if (p.at('CREATE') || p.at('GRANT') || p.at('DENY')) throw p.notSupported(`CREATE SCHEMA with ${p.word} inside`);
  return { ...p.since(first), kind: 'createSchema', name, owner };
};

/** ALTER SCHEMA name TRANSFER [OBJECT:: | TYPE::]name: ALTER SCHEMA has been taken. */
export const parseAlterSchema = (p: TokenStream, first: number): AlterSchema => {
  const name = p.identifier();
  p.expect('TRANSFER');
  let isType = false;
  if (p.peek(1) === '::') {
    isType = p.at('TYPE');
    if (!isType && !p.at('OBJECT')) throw p.notSupported(`ALTER SCHEMA ... TRANSFER ${p.raw()}::`);
    p.pos += 2;
  }
  const transfer = parseObjectName(p);
  return { ...p.since(first), kind: 'alterSchema', name, transfer, isType };
};

/** CREATE DATABASE name ...: CREATE DATABASE has been taken. Files and options are accepted without effect. */
export const parseCreateDatabase = (p: TokenStream, first: number): CreateDatabase => {
  const name = p.identifier();
  let collation: string | undefined;
  takeWords(p, () => {
    if (p.at('AS') || (p.at('FOR') && p.peek(1).startsWith('ATTACH'))) throw p.notSupported(`CREATE DATABASE ... ${p.word} ${p.peek(1)}`);
    if (p.at('COLLATE') && p.isIdentifier(1)) collation = p.value(p.pos + 1);
  });
  return { ...p.since(first), kind: 'createDatabase', name, collation };
};

/** ALTER DATABASE name | CURRENT ...: ALTER DATABASE has been taken. */
export const parseAlterDatabase = (p: TokenStream, first: number): AlterDatabase => {
  const isScoped = p.at('SCOPED') && p.peek(1) === 'CONFIGURATION';
  const name = isScoped || p.accept('CURRENT') ? 'CURRENT' : p.identifier();
  const from = p.pos;
  if (p.atPair('MODIFY', 'NAME')) {
    p.pos += 2;
    p.expect('=');
    const newName = p.identifier();
    return { ...p.since(first), kind: 'alterDatabase', name, option: 'MODIFY NAME', newName };
  }
  if (p.accept('COLLATE')) {
    const collation = p.identifier();
    return { ...p.since(first), kind: 'alterDatabase', name, option: 'COLLATE', collation };
  }
  if (!p.at('SET') && !p.at('MODIFY') && !p.at('ADD') && !p.at('REMOVE') && !isScoped) throw p.unexpected();
  p.pos++;
  if (isScoped) p.pos += 2;
  takeWords(p);
  return { ...p.since(first), kind: 'alterDatabase', name, option: p.textSince(from).replace(/\s+/g, ' ').toUpperCase() };
};

/** ENABLE | DISABLE TRIGGER names | ALL ON table */
export const parseToggleTrigger = (p: TokenStream): ToggleTrigger => {
  const first = p.pos;
  const enable = p.at('ENABLE');
  p.pos += 2;
  let names: (readonly string[])[] | 'all' = 'all';
  if (!p.accept('ALL')) {
    names = [];
    do names.push(parseObjectName(p));
    while (p.accept(','));
  }
  p.expect('ON');
  if (p.at('DATABASE') || (p.at('ALL') && p.peek(1) === 'SERVER')) throw p.notSupported('A DDL or logon trigger');
  const table = parseObjectName(p);
  return { ...p.since(first), kind: 'toggleTrigger', enable, names, table };
};
