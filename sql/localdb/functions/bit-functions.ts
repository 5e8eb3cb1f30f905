// BIT_COUNT, GET_BIT, SET_BIT, LEFT_SHIFT and RIGHT_SHIFT over integers and binary values. Bit 0 is the lowest one; in a
// binary value it is the last bit of the last byte.

import { normalise } from '../types/exact.ts';
import { bigintType, bitType, isBinary, isInteger, MAX } from '../types/sql-type.ts';
import type { Exact, SqlType, Value } from '../types/sql-type.ts';
import { sqlError } from '../types/errors.ts';
import { argumentAt, countParameter, defineScalar, invalidArgument } from './argument-types.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from './function.ts';

/** Values of a type as unsigned bit patterns, and back. */
interface Bits {
  readonly type: SqlType;
  width(v: Value): number;
  read(v: Value): bigint;
  write(bits: bigint, like: Value): Value;
}

const WIDTHS: Readonly<Record<string, number>> = { bit: 1, tinyint: 8, smallint: 16, int: 32, bigint: 64 };

const bitsOf = (args: readonly FunctionArgument[], name: string): Bits => {
  const { type } = argumentAt(args, 0);
  const width = WIDTHS[type.name];
  if (isInteger(type) && width !== undefined) {
    const isUnsigned = type.name === 'tinyint' || type.name === 'bit';
    return {
      type,
      width: () => width,
      read: (v) => BigInt.asUintN(width, BigInt(v as Exact)),
      write: (bits) => normalise(isUnsigned ? BigInt.asUintN(width, bits) : BigInt.asIntN(width, bits)),
    };
  }
  if (isBinary(type) && type.length !== MAX) {
    return {
      type,
      width: (v) => (v as Uint8Array).length * 8,
      read: (v) => BigInt(`0x0${Buffer.from(v as Uint8Array).toString('hex')}`),
      write: (bits, like) => {
        const { length } = like as Uint8Array;
        return Buffer.from(
          BigInt.asUintN(length * 8, bits)
            .toString(16)
            .padStart(length * 2, '0'),
          'hex',
        ).subarray(0, length);
      },
    };
  }
  throw invalidArgument(type, 1, name);
};

const bindCount = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const bits = bitsOf(args, name);
  return {
    type: bigintType,
    call: (_, v) => {
      let count = 0;
      for (let rest = bits.read(v); rest > 0n; rest &= rest - 1n) count++;
      return count;
    },
  };
};

/** The offset of a bit that the value has. */
const checkedOffset = (offset: Value, width: number, name: string): bigint => {
  const n = Number(offset);
  if (n < 0 || n >= width) throw sqlError(1023, 2, name.toLowerCase());
  return BigInt(n);
};

const bindGetBit = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const bits = bitsOf(args, name);
  return {
    type: bitType,
    parameters: [undefined, countParameter(args, 1, name)],
    call: (_, v, offset) => Number((bits.read(v) >> checkedOffset(offset, bits.width(v), name)) & 1n),
  };
};

const bindSetBit = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const bits = bitsOf(args, name);
  return {
    type: bits.type,
    parameters: [undefined, countParameter(args, 1, name), ...(args.length > 2 ? [bitType] : [])],
    call: (_, v, offset, bit) => {
      const mask = 1n << checkedOffset(offset, bits.width(v), name);
      const before = bits.read(v);
      return bits.write(bit === 0 ? before & ~mask : before | mask, v);
    },
  };
};

/** A negative number of positions shifts the other way; zeros come in from both sides. */
const bindShift =
  (direction: 1 | -1) =>
  (args: readonly FunctionArgument[], name: string): BoundFunction => {
    const bits = bitsOf(args, name);
    return {
      type: bits.type,
      parameters: [undefined, countParameter(args, 1, name)],
      call: (_, v, positions) => {
        const by = Number(positions) * direction;
        if (Math.abs(by) >= bits.width(v)) return bits.write(0n, v);
        return bits.write(by >= 0 ? bits.read(v) << BigInt(by) : bits.read(v) >> BigInt(-by), v);
      },
    };
  };

export const bitFunctions: readonly ScalarFunction[] = [
  defineScalar('BIT_COUNT', [1, 1], bindCount),
  defineScalar('GET_BIT', [2, 2], bindGetBit),
  defineScalar('SET_BIT', [2, 3], bindSetBit),
  defineScalar('LEFT_SHIFT', [2, 2], bindShift(1)),
  defineScalar('RIGHT_SHIFT', [2, 2], bindShift(-1)),
];
