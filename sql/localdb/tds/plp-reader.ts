// Partially length-prefixed values (PLP, MS-TDS 2.2.5.2.3), of known or unknown total length.

import type { Value } from '../types/sql-type.ts';
import type { ByteReader } from './byte-reader.ts';
import { ProtocolError } from './protocol-error.ts';

const NULL_LENGTH = 0xffff_ffff_ffff_ffffn;
const UNKNOWN_LENGTH = 0xffff_ffff_ffff_fffen;

/** Reads the chunks of a value; `toValue` gets all of its bytes, perhaps as a view of the message. */
export const plpReader =
  (toValue: (bytes: Buffer) => Value) =>
  (from: ByteReader): Value => {
    const total = from.uint64();
    if (total === NULL_LENGTH) return null;
    const start = from.position;
    let count = 0;
    let length = 0;
    for (let size = from.uint32(); size !== 0; size = from.uint32()) {
      from.take(size);
      length += size;
      count++;
    }
    if (total !== UNKNOWN_LENGTH && total !== BigInt(length)) throw new ProtocolError(17836, `PLP of ${length} bytes instead of ${total}`);
    const { buffer } = from;
    return toValue(count <= 1 ? buffer.subarray(start + 4, start + 4 + length) : joined(buffer, start, length));
  };

/** The chunks' bytes in one buffer. There may be very many small chunks, so none becomes an object. */
const joined = (buffer: Buffer, start: number, length: number): Buffer => {
  const whole = Buffer.allocUnsafeSlow(length);
  let at = start;
  for (let done = 0; done < length; ) {
    const size = buffer.readUInt32LE(at);
    buffer.copy(whole, done, at + 4, at + 4 + size);
    at += 4 + size;
    done += size;
  }
  return whole;
};
