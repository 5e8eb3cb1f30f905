// The response to one request: a ResponseSink that writes tokens. Holds back each DONE until it is known whether more
// follows, and goes silent once the client has cancelled.

import type { EnvironmentChange, OutputColumn, ResponseSink } from '../execution/client.ts';
import { SqlError } from '../types/errors.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import type { PacketWriter } from './packet-writer.ts';
import type { RowWriter } from './row-writer.ts';
import { rowWriter } from './row-writer.ts';
import type { Message } from './tokens.ts';
import {
  DONE_STATUS,
  ENVIRONMENT,
  returnValueType,
  TOKEN,
  writeBinaryChange,
  writeColumnMetadata,
  writeDone,
  writeMessage,
  writeReturnValueHead,
  writeTextChange,
} from './tokens.ts';
import { valueEncoder } from './value-encoder.ts';
import type { TdsVersion } from './version.ts';

const DONE_TOKENS = { done: TOKEN.done, inProcedure: TOKEN.doneInProcedure, procedure: TOKEN.doneProcedure } as const;
const NO_BYTES = new Uint8Array(0);
/** What has been said is sent after this long even if the packet isn't full: PRINT in a long batch. */
const FLUSH_DELAY_MS = 50;

interface Done {
  readonly token: number;
  readonly status: number;
  readonly command: number;
  readonly rowCount: number;
}

export interface ResponseEvents {
  /** SQL Server closes the connection after an error of severity 20 or more. */
  onFatalError(): void;
}

export class Response implements ResponseSink {
  readonly #out: PacketWriter;
  readonly #version: TdsVersion;
  readonly #events: ResponseEvents;
  /** How the response ends when the request itself didn't say so. */
  readonly #endToken: 'done' | 'procedure';
  #pending: Done | undefined;
  #writeRow: RowWriter | undefined;
  #flushTimer: NodeJS.Timeout | undefined;
  #isCancelled = false;
  #hasError = false;

  constructor(out: PacketWriter, version: TdsVersion, events: ResponseEvents, endToken: 'done' | 'procedure' = 'done') {
    this.#out = out;
    this.#endToken = endToken;
    this.#version = version;
    this.#events = events;
  }

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  columns(columns: readonly OutputColumn[]): void {
    if (this.#isCancelled) return;
    this.#writePending();
    const encoders = columns.map((column) => valueEncoder(column, this.#version));
    writeColumnMetadata(this.#out, this.#version, columns, encoders);
    this.#writeRow = rowWriter(encoders, this.#version.hasNullBitmap);
  }

  row(values: readonly Value[]): void {
    if (this.#isCancelled) return;
    const write = this.#writeRow;
    if (write === undefined) throw new Error('a row before its columns');
    const { position, sent } = this.#out;
    try {
      write(this.#out, values);
    } catch (error) {
      // Half a row must not be followed by anything else.
      if (this.#out.sent === sent) this.#out.position = position;
      else this.#events.onFatalError();
      throw error;
    }
    this.#out.flushWhenFull();
  }

  done(token: 'done' | 'inProcedure' | 'procedure', rowCount: number | undefined, isError: boolean, command: number): void {
    if (this.#isCancelled) return;
    this.#writePending();
    const status = (rowCount === undefined ? 0 : DONE_STATUS.count) | (isError ? DONE_STATUS.error : 0);
    this.#pending = { token: DONE_TOKENS[token], status, command, rowCount: rowCount ?? 0 };
  }

  error(error: SqlError): void {
    if (this.#isCancelled) return;
    this.#hasError = true;
    const { number, severity, state, message, line, procedure } = error;
    this.#message(TOKEN.error, { number, severity, state, text: message, line, procedure });
    if (severity >= 20) this.#events.onFatalError();
  }

  info(message: Message): void {
    if (this.#isCancelled) return;
    this.#message(TOKEN.info, message);
    this.#flushTimer ??= setTimeout(() => {
      this.#flushTimer = undefined;
      this.#out.flushPartial();
    }, FLUSH_DELAY_MS);
  }

  returnStatus(status: number): void {
    if (this.#isCancelled) return;
    this.#writePending();
    this.#out.uint8(TOKEN.returnStatus);
    this.#out.int32(status);
  }

  returnValue(ordinal: number, name: string, type: SqlType, value: Value): void {
    if (this.#isCancelled) return;
    this.#writePending();
    const encoder = valueEncoder({ type: returnValueType(type), isNullable: true }, this.#version);
    writeReturnValueHead(this.#out, this.#version, ordinal, name);
    encoder.writeTypeInfo(this.#out);
    if (value === null) encoder.writeNull?.(this.#out);
    else encoder.write(this.#out, value);
    this.#out.flushWhenFull();
  }

  environment(change: EnvironmentChange): void {
    // Told even after a cancel: the client must know that its transaction is gone.
    // Transactions and resets are told from 7.2 on.
    if (!this.#version.has72 && change.kind !== 'database' && change.kind !== 'language') return;
    this.#writePending();
    writeEnvironmentChange(this.#out, change);
  }

  drained(): Promise<void> | undefined {
    return this.#isCancelled ? undefined : this.#out.drained();
  }

  /** The client gave up: nothing more is said but the end. */
  cancel(): void {
    this.#isCancelled = true;
    this.#out.release();
  }

  /** A request that failed outside of the engine's own error handling. */
  fail(error: unknown): void {
    this.error(error instanceof SqlError ? error : internalError(error));
    this.done(this.#endToken, undefined, true, 0);
  }

  /** The last DONE and the end of the message. */
  finish(): void {
    clearTimeout(this.#flushTimer);
    const last = this.#pending ?? {
      token: DONE_TOKENS[this.#endToken],
      status: this.#isCancelled || this.#hasError ? DONE_STATUS.error : 0,
      command: 0,
      rowCount: 0,
    };
    this.#pending = undefined;
    writeDone(this.#out, this.#version, last);
    this.#out.endMessage();
  }

  #message(token: number, message: Message): void {
    this.#writePending();
    writeMessage(this.#out, this.#version, token, message);
    this.#out.flushWhenFull();
  }

  #writePending(): void {
    const done = this.#pending;
    if (done === undefined) return;
    this.#pending = undefined;
    writeDone(this.#out, this.#version, { ...done, status: done.status | DONE_STATUS.more });
    this.#out.flushWhenFull();
  }
}

const writeEnvironmentChange = (out: PacketWriter, change: EnvironmentChange): void => {
  switch (change.kind) {
    case 'database':
      writeTextChange(out, ENVIRONMENT.database, change.value, change.old);
      break;
    case 'language':
      writeTextChange(out, ENVIRONMENT.language, change.value, change.old);
      break;
    case 'beginTransaction':
      writeBinaryChange(out, ENVIRONMENT.beginTransaction, descriptorBytes(change.descriptor), NO_BYTES);
      break;
    case 'commitTransaction':
      writeBinaryChange(out, ENVIRONMENT.commitTransaction, NO_BYTES, descriptorBytes(change.descriptor));
      break;
    case 'rollbackTransaction':
      writeBinaryChange(out, ENVIRONMENT.rollbackTransaction, NO_BYTES, descriptorBytes(change.descriptor));
      break;
    case 'resetAcknowledged':
      writeBinaryChange(out, ENVIRONMENT.resetAcknowledged, NO_BYTES, NO_BYTES);
      break;
  }
};

const descriptorBytes = (descriptor: bigint): Uint8Array => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, descriptor));
  return bytes;
};

/** An error of our own making: the client hears of it, and the session goes on. */
const internalError = (error: unknown): SqlError =>
  new SqlError(40001, 16, 1, `LocalDB failed: ${error instanceof Error ? error.message : String(error)}`);
