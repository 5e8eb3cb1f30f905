// HASHBYTES, CHECKSUM, BINARY_CHECKSUM, COMPRESS and DECOMPRESS.
//
// CHECKSUM is that of SQL Server for integers only, BINARY_CHECKSUM for integers and short text: for the other types the
// checksums are deterministic and spread well, but they are not the same numbers.

import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { encodeCodePage } from '../types/code-page.ts';
import { DEFAULT_COLLATION, getCollation } from '../types/collation.ts';
import { hashKey } from '../types/compare.ts';
import { notSupported, SqlError } from '../types/errors.ts';
import { intType, isBinary, isInteger, isString, isUnicode, MAX, varbinaryType } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { argumentAt, defineScalar, invalidArgument, shortTextParameter } from './argument-types.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from './function.ts';

/** The bytes of a text: code page 1252 for the varchar family, UTF-16 little endian for nvarchar. */
const bytesOfText = (type: SqlType): ((s: string) => Uint8Array) => (isUnicode(type) ? (s) => Buffer.from(s, 'utf16le') : encodeCodePage);

/** The bytes of a text or binary argument; 8116 for other types. */
const bytesOf = (args: readonly FunctionArgument[], index: number, name: string): ((v: Value) => Uint8Array) => {
  const { type } = argumentAt(args, index);
  if (isBinary(type) && type.name !== 'image') return (v) => v as Uint8Array;
  if (isString(type) && type.name !== 'text' && type.name !== 'ntext' && type.name !== 'xml') {
    const toBytes = bytesOfText(type);
    return (v) => toBytes(v as string);
  }
  if (type.name === 'null') return () => new Uint8Array();
  throw invalidArgument(type, index + 1, name);
};

const ALGORITHMS: Readonly<Record<string, string>> = { MD5: 'md5', SHA: 'sha1', SHA1: 'sha1', SHA2_256: 'sha256', SHA2_512: 'sha512' };

const bindHashBytes = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const toBytes = bytesOf(args, 1, name);
  return {
    type: varbinaryType(8000),
    parameters: [shortTextParameter(args, 0, name)],
    call: (_, algorithm, v) => {
      const wanted = (algorithm as string).trim().toUpperCase();
      if (wanted === 'MD2' || wanted === 'MD4') throw notSupported(`HASHBYTES with ${wanted}`);
      const known = ALGORITHMS[wanted];
      return known === undefined ? null : createHash(known).update(toBytes(v)).digest();
    },
  };
};

/** Each step turns the checksum by four bits and mixes the next number in. */
const mix = (checksum: number, next: number): number => ((checksum << 4) | (checksum >>> 28)) ^ next;

const checksumOfBytes = (bytes: Uint8Array): number => {
  let checksum = 0;
  for (let i = 0; i < bytes.length; i++) checksum = mix(checksum, bytes[i] ?? 0);
  return checksum;
};

const checksumOf = (type: SqlType, isBinarySum: boolean, collation: string | undefined): ((v: NonNullable<Value>) => number) => {
  if (isInteger(type) && type.name !== 'bigint') return (v) => v as number;
  if (isString(type)) {
    const toBytes = bytesOfText(type);
    // CHECKSUM is equal for texts that are equal under their collation.
    const { key } = getCollation(collation ?? DEFAULT_COLLATION);
    return isBinarySum ? (v) => checksumOfBytes(toBytes(v as string)) : (v) => checksumOfBytes(toBytes(key(v as string)));
  }
  if (isBinary(type)) return (v) => checksumOfBytes(v as Uint8Array);
  const key = hashKey(type);
  return (v) =>
    createHash('md5')
      .update(String(key(v)))
      .digest()
      .readInt32LE();
};

const bindChecksum =
  (isBinarySum: boolean) =>
  (args: readonly FunctionArgument[], name: string): BoundFunction => {
    const parts = args.map(({ type, collation }, i) => {
      if (type.name === 'text' || type.name === 'ntext' || type.name === 'image' || type.name === 'xml') {
        throw invalidArgument(type, i + 1, name);
      }
      return type.name === 'null' ? () => NULL_SUM : checksumOf(type, isBinarySum, collation);
    });
    return {
      type: intType,
      isNotNull: true,
      call: (_, ...values) => {
        let checksum = 0;
        for (let i = 0; i < parts.length; i++) {
          const v = values[i] ?? null;
          checksum = mix(checksum, v === null ? NULL_SUM : (parts[i]?.(v) ?? 0));
        }
        return checksum;
      },
    };
  };

/** What NULL adds to a checksum. */
const NULL_SUM = 0x7fffffff;

/** SQL Server names no operating system in the header, and the fast method. */
const withFixedHeader = (packed: Buffer): Buffer => {
  packed[8] = 4;
  packed[9] = 0;
  return packed;
};

const bindCompress = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const toBytes = bytesOf(args, 0, name);
  return { type: varbinaryType(MAX), call: (_, v) => withFixedHeader(gzipSync(toBytes(v))) };
};

const bindDecompress = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const { type } = argumentAt(args, 0);
  if (!isBinary(type) && type.name !== 'null') throw invalidArgument(type, 1, name);
  return {
    type: varbinaryType(MAX),
    call: (_, v) => {
      try {
        return gunzipSync(v as Uint8Array);
      } catch {
        // Without a number of SQL Server's that we know for certain, the server's own.
        throw new SqlError(40000, 16, 1, 'DECOMPRESS: the input is not GZIP data.');
      }
    },
  };
};

/** The argument of BINARY_CHECKSUM and CHECKSUM may be any number of columns. */
const MOST_ARGUMENTS = 1024;

export const hashFunctions: readonly ScalarFunction[] = [
  defineScalar('HASHBYTES', [2, 2], bindHashBytes),
  defineScalar('CHECKSUM', [1, MOST_ARGUMENTS], bindChecksum(false), { isStrict: false }),
  defineScalar('BINARY_CHECKSUM', [1, MOST_ARGUMENTS], bindChecksum(true), { isStrict: false }),
  defineScalar('COMPRESS', [1, 1], bindCompress),
  defineScalar('DECOMPRESS', [1, 1], bindDecompress),
];
