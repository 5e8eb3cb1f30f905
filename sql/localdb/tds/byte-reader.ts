// A bounds-checked cursor over a message's bytes. Every read beyond the end throws EndOfData, so that no length in a
// message is believed before the bytes are there.

import { EndOfData } from './protocol-error.ts';

export class ByteReader {
  readonly buffer: Buffer;
  readonly end: number;
  position: number;

  constructor(buffer: Buffer, position = 0, end = buffer.length) {
    this.buffer = buffer;
    this.position = position;
    this.end = end;
  }

  get remaining(): number {
    return this.end - this.position;
  }

  /** Steps over `count` bytes and gives where they began. */
  take(count: number): number {
    const at = this.position;
    if (count > this.end - at) throw new EndOfData();
    this.position = at + count;
    return at;
  }

  uint8(): number {
    return this.buffer.readUInt8(this.take(1));
  }
  uint16(): number {
    return this.buffer.readUInt16LE(this.take(2));
  }
  int16(): number {
    return this.buffer.readInt16LE(this.take(2));
  }
  uint24(): number {
    return this.buffer.readUIntLE(this.take(3), 3);
  }
  uint32(): number {
    return this.buffer.readUInt32LE(this.take(4));
  }
  int32(): number {
    return this.buffer.readInt32LE(this.take(4));
  }
  uint40(): number {
    return this.buffer.readUIntLE(this.take(5), 5);
  }
  uint64(): bigint {
    return this.buffer.readBigUInt64LE(this.take(8));
  }
  int64(): bigint {
    return this.buffer.readBigInt64LE(this.take(8));
  }
  float(): number {
    return this.buffer.readFloatLE(this.take(4));
  }
  double(): number {
    return this.buffer.readDoubleLE(this.take(8));
  }
  /** A view of the next bytes, valid only while the message is. */
  view(count: number): Buffer {
    const at = this.take(count);
    return this.buffer.subarray(at, at + count);
  }
  /** A copy of the next bytes, to keep. */
  bytes(count: number): Buffer {
    const at = this.take(count);
    const copy = Buffer.allocUnsafeSlow(count);
    this.buffer.copy(copy, 0, at, at + count);
    return copy;
  }
  /** UTF-16 text of `characters` code units. */
  ucs2(characters: number): string {
    const at = this.take(characters * 2);
    return this.buffer.toString('utf16le', at, at + characters * 2);
  }
  /** B_VARCHAR. */
  shortText(): string {
    return this.ucs2(this.uint8());
  }
  /** US_VARCHAR. */
  text(): string {
    return this.ucs2(this.uint16());
  }
}
