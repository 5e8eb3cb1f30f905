// CREATE and ALTER: which kind of object follows; what the server does not have is refused by name.

import type { Statement } from './ast/index.ts';
import { parseAlterTable } from './alter-table.ts';
import { parseCreateTable } from './create-table.ts';
import { parseAlterIndex, parseCreateIndex, parseCreateStatistics, startsIndex } from './indexes.ts';
import { parseModule } from './modules.ts';
import {
  parseAlterDatabase,
  parseAlterSchema,
  parseCreateDatabase,
  parseCreateSchema,
  parseCreateSynonym,
  parseCreateType,
  parseSequence,
} from './objects.ts';
import { parseSecurity } from './security.ts';
import type { TokenStream } from './token-stream.ts';

const MODULES = new Set(['PROCEDURE', 'PROC', 'FUNCTION', 'VIEW', 'TRIGGER']);
const PRINCIPALS = new Set(['USER', 'LOGIN', 'ROLE']);

// First words of objects that exist in SQL Server and not here.
const REFUSED = new Set([
  'DEFAULT',
  'RULE',
  'FULLTEXT',
  'PARTITION',
  'ASSEMBLY',
  'XML',
  'PRIMARY',
  'EXTERNAL',
  'CERTIFICATE',
  'SYMMETRIC',
  'ASYMMETRIC',
  'MASTER',
  'CREDENTIAL',
  'ENDPOINT',
  'EVENT',
  'MESSAGE',
  'QUEUE',
  'SERVICE',
  'CONTRACT',
  'ROUTE',
  'REMOTE',
  'BROKER',
  'SERVER',
  'RESOURCE',
  'WORKLOAD',
  'AVAILABILITY',
  'COLUMN',
  'SEARCH',
  'SECURITY',
  'AGGREGATE',
  'CRYPTOGRAPHIC',
  'DATABASE',
  'APPLICATION',
  'MATERIALIZED',
  'SELECTIVE',
]);

export const parseCreate = (p: TokenStream): Statement => {
  const first = p.pos++;
  if (p.at('OR')) {
    p.expectPair('OR', 'ALTER');
    if (!MODULES.has(p.word)) throw p.unexpected();
    return parseModule(p, { action: 'createOrAlter', first });
  }
  const { word } = p;
  if (MODULES.has(word)) return parseModule(p, { action: 'create', first });
  if (startsIndex(word)) return parseCreateIndex(p, first);
  if (PRINCIPALS.has(word)) return parseSecurity(p, first, `CREATE ${word}`);
  switch (word) {
    case 'TABLE':
      p.pos++;
      return parseCreateTable(p, first);
    case 'TYPE':
      p.pos++;
      return parseCreateType(p, first);
    case 'SEQUENCE':
      p.pos++;
      return parseSequence(p, first, 'createSequence');
    case 'SYNONYM':
      p.pos++;
      return parseCreateSynonym(p, first);
    case 'SCHEMA':
      return parseCreateSchema(p, first);
    case 'STATISTICS':
      p.pos++;
      return parseCreateStatistics(p, first);
    case 'DATABASE':
      if (p.peek(1) === 'AUDIT' || p.peek(1) === 'SCOPED' || p.peek(1) === 'ENCRYPTION') break;
      p.pos++;
      return parseCreateDatabase(p, first);
  }
  throw REFUSED.has(word) ? p.notSupported(`CREATE ${objectWords(p)}`) : p.unexpected();
};

export const parseAlter = (p: TokenStream): Statement => {
  const first = p.pos++;
  const { word } = p;
  if (MODULES.has(word)) return parseModule(p, { action: 'alter', first });
  if (PRINCIPALS.has(word) || word === 'AUTHORIZATION') return parseSecurity(p, first, `ALTER ${word}`);
  switch (word) {
    case 'TABLE':
      p.pos++;
      return parseAlterTable(p, first);
    case 'INDEX':
      p.pos++;
      return parseAlterIndex(p, first);
    case 'SEQUENCE':
      p.pos++;
      return parseSequence(p, first, 'alterSequence');
    case 'SCHEMA':
      p.pos++;
      return parseAlterSchema(p, first);
    case 'DATABASE':
      if (p.peek(1) === 'AUDIT' || (p.peek(1) === 'SCOPED' && p.peek(2) === 'CREDENTIAL') || p.peek(1) === 'ENCRYPTION') break;
      p.pos++;
      return parseAlterDatabase(p, first);
    case 'SERVER':
      if (p.peek(1) === 'ROLE') return parseSecurity(p, first, 'ALTER SERVER ROLE');
  }
  throw REFUSED.has(word) ? p.notSupported(`ALTER ${objectWords(p)}`) : p.unexpected();
};

const SECOND_WORDS = new Set([
  'INDEX',
  'KEY',
  'FUNCTION',
  'SCHEME',
  'SCHEMA',
  'CATALOG',
  'STOPLIST',
  'ROLE',
  'AUDIT',
  'GROUP',
  'POLICY',
  'POOL',
  'XML',
  'TYPE',
  'NOTIFICATION',
  'SESSION',
  'TABLE',
  'DATA',
  'LIST',
  'VIEW',
  'SCOPED',
]);

/** The object's kind in one or two words, as the refusal names it. */
const objectWords = (p: TokenStream): string => (SECOND_WORDS.has(p.peek(1)) ? `${p.word} ${p.peek(1)}` : p.word);
