// The rows of a bulk load (MS-TDS 2.2.6.1) while they arrive: COLMETADATA, ROW or NBCROW tokens, DONE.
//
// What has arrived is parsed in large pieces; an unfinished row waits for more. Holds no more than the limit of a
// message for one row, and asks the connection to stop reading while rows aren't taken.

import type { BulkLoad } from '../execution/client.ts';
import { sqlError } from '../types/errors.ts';
import type { Value } from '../types/sql-type.ts';
import { ByteReader } from './byte-reader.ts';
import { EndOfData, InvalidWireValue, ProtocolError } from './protocol-error.ts';
import { TOKEN } from './tokens.ts';
import type { WireType } from './wire-type.ts';
import { readWireType } from './wire-type.ts';
import type { TdsVersion } from './version.ts';

/** Bytes that are worth parsing at once. */
const PIECE = 65536;
/** Beyond this much unread, the connection stops reading. */
const HIGH_WATER = 1 << 20;
const MOST_COLUMNS = 4096;

interface Column extends WireType {
  readonly name: string;
}

export interface BulkLoadSource {
  readonly version: TdsVersion;
  /** The most bytes of one row. */
  readonly limit: number;
  pause(): void;
  resume(): void;
}

export class BulkLoadReader {
  readonly #source: BulkLoadSource;
  #buffer: Buffer = Buffer.alloc(0);
  #length = 0;
  #isComplete = false;
  #failure: Error | undefined;
  #wake: (() => void) | undefined;
  /** Bytes that must be there before another attempt, so that a long row isn't begun again at each packet. */
  #needed = 1;

  constructor(source: BulkLoadSource) {
    this.#source = source;
  }

  /** A packet's payload. */
  push(payload: Buffer, isLast: boolean): void {
    if (this.#length + payload.length > this.#source.limit) throw new ProtocolError(17836, 'a bulk load row that is too long');
    this.#append(payload);
    this.#isComplete = isLast;
    if (this.#length > HIGH_WATER && this.#length > this.#needed) this.#source.pause();
    if (isLast || this.#length >= this.#needed) this.#wake?.();
  }

  /** Ends the rows with an error: the client gave up, or the connection ended. */
  fail(error: Error): void {
    this.#failure = error;
    this.#wake?.();
  }

  /** Waits for the columns, then gives the load whose rows are read as they come. */
  async load(): Promise<BulkLoad> {
    const columns = await this.#next((from) => readColumns(from, this.#source.version));
    return { columns: columns.map(({ name, type }) => ({ name, type })), rows: this.#rows(columns) };
  }

  /** Reads and drops what is left of the message. */
  async discard(): Promise<void> {
    this.#needed = 1;
    for (;;) {
      this.#length = 0;
      if (this.#isComplete || this.#failure !== undefined) return;
      this.#source.resume();
      await this.#arrival();
    }
  }

  async *#rows(columns: readonly Column[]): AsyncGenerator<readonly (readonly Value[])[]> {
    for (;;) {
      const { rows, isLast } = await this.#next((from, isComplete) => readRows(from, columns, isComplete));
      if (rows.length > 0) yield rows;
      if (isLast) return;
    }
  }

  /** Parses what is there with `read`; when it ends within a value, waits for more and begins again. */
  async #next<T>(read: (from: ByteReader, isComplete: boolean) => T): Promise<T> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#length >= this.#needed || this.#isComplete) {
        const from = new ByteReader(this.#buffer, 0, this.#length);
        try {
          const result = read(from, this.#isComplete);
          this.#consume(from.position);
          this.#needed = Math.min(PIECE, this.#source.limit);
          this.#source.resume();
          return result;
        } catch (error) {
          if (!(error instanceof EndOfData) || this.#isComplete) throw error;
          this.#needed = this.#length * 2;
        }
      }
      this.#source.resume();
      await this.#arrival();
    }
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
    });
  }

  #append(payload: Buffer): void {
    const needed = this.#length + payload.length;
    if (this.#buffer.length < needed) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2, 8192));
      this.#buffer.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    payload.copy(this.#buffer, this.#length);
    this.#length = needed;
  }

  #consume(count: number): void {
    this.#buffer.copyWithin(0, count, this.#length);
    this.#length -= count;
  }
}

const readColumns = (from: ByteReader, version: TdsVersion): readonly Column[] => {
  if (from.uint8() !== TOKEN.columnMetadata) throw new ProtocolError(17836, 'a bulk load without columns');
  const count = from.uint16();
  if (count === 0 || count > MOST_COLUMNS) throw new ProtocolError(17836, `${count} columns in a bulk load`);
  const columns: Column[] = [];
  for (let i = 1; i <= count; i++) {
    if (version.has72) from.uint32();
    else from.uint16();
    from.uint16();
    try {
      const wire = readWireType(from, { hasTableName: true });
      columns.push({ ...wire, name: from.shortText() });
    } catch (error) {
      throw columnError(error, i);
    }
  }
  return columns;
};

/** As many whole rows as there are; throws EndOfData when there isn't one. */
const readRows = (from: ByteReader, columns: readonly Column[], isComplete: boolean): { rows: (readonly Value[])[]; isLast: boolean } => {
  const rows: (readonly Value[])[] = [];
  let whole = from.position;
  try {
    for (;;) {
      // Not every client sends the DONE token at the end; nothing in it matters.
      if (isComplete && from.remaining === 0) return { rows, isLast: true };
      const token = from.uint8();
      if (token === TOKEN.done) {
        if (!isComplete) throw new EndOfData();
        from.position = from.end;
        return { rows, isLast: true };
      }
      if (token === TOKEN.row) rows.push(readRow(from, columns));
      else if (token === TOKEN.nullBitmapRow) rows.push(readNullBitmapRow(from, columns));
      else throw new ProtocolError(17836, `token ${token} in a bulk load`);
      whole = from.position;
    }
  } catch (error) {
    if (!(error instanceof EndOfData) || rows.length === 0) throw error;
    from.position = whole;
    return { rows, isLast: false };
  }
};

const readRow = (from: ByteReader, columns: readonly Column[]): Value[] => {
  const row: Value[] = [];
  for (const column of columns) row.push(readCell(from, column, row.length + 1));
  return row;
};

const readNullBitmapRow = (from: ByteReader, columns: readonly Column[]): Value[] => {
  const bitmap = from.view((columns.length + 7) >> 3);
  const row: Value[] = [];
  for (const [i, column] of columns.entries()) {
    const isNull = (((bitmap[i >> 3] ?? 0) >> (i & 7)) & 1) === 1;
    row.push(isNull ? null : readCell(from, column, i + 1));
  }
  return row;
};

const readCell = (from: ByteReader, column: Column, ordinal: number): Value => {
  try {
    return column.read(from);
  } catch (error) {
    throw columnError(error, ordinal);
  }
};

const columnError = (error: unknown, ordinal: number): unknown => {
  if (!(error instanceof InvalidWireValue)) return error;
  return sqlError(error.reason === 'length' ? 4815 : 4816, ordinal);
};
