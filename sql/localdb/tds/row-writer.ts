// Writes the rows of a result set: ROW, or NBCROW (a bitmap of NULLs) where the version has it and the row has a NULL.

import type { Value } from '../types/sql-type.ts';
import type { PacketWriter } from './packet-writer.ts';
import { TOKEN } from './tokens.ts';
import type { ValueEncoder } from './value-encoder.ts';

export type RowWriter = (out: PacketWriter, values: readonly Value[]) => void;

export const rowWriter = (encoders: readonly ValueEncoder[], hasNullBitmap: boolean): RowWriter => {
  const count = encoders.length;
  const canBeNull = encoders.map((encoder) => encoder.writeNull !== undefined);
  const writers = encoders.map((encoder) => encoder.write);
  const nulls = encoders.map((encoder) => encoder.writeNull ?? refuseNull);
  const bitmapSize = (count + 7) >> 3;

  const writeRow: RowWriter = (out, values) => {
    out.uint8(TOKEN.row);
    for (let i = 0; i < count; i++) {
      const value = values[i];
      if (isMissing(value)) nulls[i]?.(out);
      else writers[i]?.(out, value);
    }
  };
  if (!hasNullBitmap || !canBeNull.includes(true)) return writeRow;

  return (out, values) => {
    let first = 0;
    while (first < count && !isMissing(values[first])) first++;
    if (first === count) {
      writeRow(out, values);
      return;
    }
    out.ensure(1 + bitmapSize);
    const { buffer } = out;
    buffer[out.position] = TOKEN.nullBitmapRow;
    const bitmap = out.position + 1;
    buffer.fill(0, bitmap, bitmap + bitmapSize);
    for (let i = first; i < count; i++) {
      if (!isMissing(values[i])) continue;
      if (canBeNull[i] !== true) refuseNull();
      const at = bitmap + (i >> 3);
      buffer[at] = (buffer[at] ?? 0) | (1 << (i & 7));
    }
    out.position = bitmap + bitmapSize;
    for (let i = 0; i < count; i++) {
      const value = values[i];
      if (!isMissing(value)) writers[i]?.(out, value);
    }
  };
};

const isMissing = (value: Value | undefined): value is null | undefined => value === null || value === undefined;

/** A fixed type on the wire has no NULL: the column was announced wrongly, and what follows couldn't be read. */
const refuseNull = (): never => {
  throw new Error('NULL in a column that was announced as NOT NULL');
};
