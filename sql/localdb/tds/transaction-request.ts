// Transaction manager requests (MS-TDS 2.2.6.9).

import type { IsolationLevel, TransactionRequest } from '../execution/client.ts';
import { notSupported } from '../types/errors.ts';
import type { ByteReader } from './byte-reader.ts';
import { ProtocolError } from './protocol-error.ts';

const REQUEST = { dtcAddress: 0, propagate: 1, begin: 5, promote: 6, commit: 7, rollback: 8, save: 9 } as const;

/** By the number that the client sends; 0 leaves the session's level. */
const LEVELS: readonly (IsolationLevel | undefined)[] = [
  undefined,
  'readUncommitted',
  'readCommitted',
  'repeatableRead',
  'serializable',
  'snapshot',
];

/** The request of a message after its ALL_HEADERS. */
export const readTransactionRequest = (from: ByteReader): TransactionRequest => {
  const type = from.uint16();
  switch (type) {
    case REQUEST.begin:
      return { kind: 'begin', ...readBegin(from) };
    case REQUEST.commit:
      return { kind: 'commit', name: readName(from), ...readNext(from) };
    case REQUEST.rollback:
      return { kind: 'rollback', name: readName(from), ...readNext(from) };
    case REQUEST.save:
      return { kind: 'save', name: readName(from) };
    case REQUEST.dtcAddress:
    case REQUEST.propagate:
    case REQUEST.promote:
      throw notSupported('A distributed transaction');
    default:
      throw new ProtocolError(17836, `transaction request ${type}`);
  }
};

const readBegin = (from: ByteReader): { isolation?: IsolationLevel; name: string } => {
  const level = from.uint8();
  if (level >= LEVELS.length) throw new ProtocolError(17836, `isolation level ${level}`);
  const isolation = LEVELS[level];
  const name = readName(from);
  return isolation === undefined ? { name } : { isolation, name };
};

/** The flag that a new transaction follows, with its level and name. Some clients leave the flag out. */
const readNext = (from: ByteReader): { begin?: { isolation?: IsolationLevel; name: string } } => {
  if (from.remaining === 0 || (from.uint8() & 1) === 0) return {};
  return { begin: readBegin(from) };
};

/** A name behind its length in bytes. */
const readName = (from: ByteReader): string => {
  const bytes = from.uint8();
  if (bytes % 2 !== 0) throw new ProtocolError(17836, `transaction name of ${bytes} bytes`);
  return from.ucs2(bytes / 2);
};
