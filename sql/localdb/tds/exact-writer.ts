// Writes integers, decimals, money and floating-point numbers. The bytes are stored one by one where that is faster
// than a Buffer method with its checks.

import type { Value } from '../types/sql-type.ts';
import type { PacketWriter } from './packet-writer.ts';

type NotNull = NonNullable<Value>;

export const writeByte = (out: PacketWriter, value: NotNull): void => {
  out.ensure(1);
  out.buffer[out.position++] = value as number;
};

export const writeInt16 = (out: PacketWriter, value: NotNull): void => {
  out.ensure(2);
  const { buffer, position } = out;
  const v = value as number;
  buffer[position] = v;
  buffer[position + 1] = v >> 8;
  out.position = position + 2;
};

export const writeInt32 = (out: PacketWriter, value: NotNull): void => {
  out.ensure(4);
  storeInt32(out.buffer, out.position, value as number);
  out.position += 4;
};

/** The low 32 bits of an integer; any safe integer will do. */
const storeInt32 = (buffer: Buffer, at: number, v: number): void => {
  buffer[at] = v;
  buffer[at + 1] = v >> 8;
  buffer[at + 2] = v >> 16;
  buffer[at + 3] = v >> 24;
};

const TWO_32 = 4294967296;

export const writeInt64 = (out: PacketWriter, value: NotNull): void => {
  out.ensure(8);
  if (typeof value === 'number') {
    storeInt32(out.buffer, out.position, value);
    storeInt32(out.buffer, out.position + 4, Math.floor(value / TWO_32));
  } else {
    out.buffer.writeBigInt64LE(value as bigint, out.position);
  }
  out.position += 8;
};

/** The high half first, each half little-endian. */
export const writeMoney = (out: PacketWriter, value: NotNull): void => {
  out.ensure(8);
  if (typeof value === 'number') {
    storeInt32(out.buffer, out.position, Math.floor(value / TWO_32));
    storeInt32(out.buffer, out.position + 4, value);
  } else {
    const bits = BigInt.asUintN(64, value as bigint);
    out.buffer.writeUInt32LE(Number(bits >> 32n), out.position);
    out.buffer.writeUInt32LE(Number(bits & 0xffff_ffffn), out.position + 4);
  }
  out.position += 8;
};

/** Length, sign (1 is positive), magnitude in size - 1 bytes. */
export const decimalWriter =
  (size: number) =>
  (out: PacketWriter, value: NotNull): void => {
    out.ensure(18);
    const { buffer, position } = out;
    const v = value as number | bigint;
    const isNegative = v < 0;
    buffer[position] = size;
    buffer[position + 1] = isNegative ? 0 : 1;
    const at = position + 2;
    if (typeof v === 'number') {
      const magnitude = isNegative ? -v : v;
      storeInt32(buffer, at, magnitude);
      if (size > 5) storeInt32(buffer, at + 4, Math.floor(magnitude / TWO_32));
      if (size > 9) buffer.fill(0, at + 8, position + 1 + size);
    } else {
      const magnitude = isNegative ? -v : v;
      buffer.writeBigUInt64LE(BigInt.asUintN(64, magnitude), at);
      const upper = BigInt.asUintN(64, magnitude >> 64n);
      if (size === 17) buffer.writeBigUInt64LE(upper, at + 8);
      else if (size === 13) buffer.writeUInt32LE(Number(upper), at + 8);
    }
    out.position = position + 1 + size;
  };

export const writeFloat = (out: PacketWriter, value: NotNull): void => {
  out.ensure(4);
  out.position = out.buffer.writeFloatLE(value as number, out.position);
};

export const writeDouble = (out: PacketWriter, value: NotNull): void => {
  out.ensure(8);
  out.position = out.buffer.writeDoubleLE(value as number, out.position);
};
