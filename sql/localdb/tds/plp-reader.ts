// Partially length-prefixed values (PLP, MS-TDS 2.2.5.2.3), of known or unknown total length.

import type { Value } from '../types/sql-type.ts';
import type { ByteReader } from './byte-reader.ts';
import { ProtocolError } from './protocol-error.ts';

const NULL_LENGTH = 0xffff_ffff_ffff_ffffn;
const UNKNOWN_LENGTH = 0xffff_ffff_ffff_fffen;

/** Reads the chunks of a value; `toValue` gets a view of all of its bytes, which it copies if it keeps them. */
export const plpReader =
  (toValue: (bytes: Buffer) => Value) =>
  (from: ByteReader): Value => {
    const total = from.uint64();
    if (total === NULL_LENGTH) return null;
    let chunks: Buffer[] | undefined;
    let whole: Buffer | undefined;
    let length = 0;
    for (;;) {
      const size = from.uint32();
      if (size === 0) break;
      const chunk = from.view(size);
      length += size;
      if (whole === undefined) whole = chunk;
      else (chunks ??= [whole]).push(chunk);
    }
    if (total !== UNKNOWN_LENGTH && total !== BigInt(length)) throw new ProtocolError(17836, `PLP of ${length} bytes instead of ${total}`);
    return toValue(chunks === undefined ? (whole ?? Buffer.alloc(0)) : Buffer.concat(chunks, length));
  };
