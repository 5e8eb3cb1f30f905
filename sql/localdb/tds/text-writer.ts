// Writes strings, binary data and uniqueidentifiers: with a two-byte length, in chunks (PLP, MS-TDS 2.2.5.2.3), and
// behind the text pointer of text, ntext and image.

import type { Value } from '../types/sql-type.ts';
import { write1252 } from './code-page.ts';
import type { PacketWriter } from './packet-writer.ts';

type NotNull = NonNullable<Value>;

/** Below this, storing code units one by one beats the call into native code. */
const SHORT_TEXT = 24;
/** Large values are written in pieces of this many characters or bytes, so that the buffer needn't hold all of them. */
const PIECE = 32768;

const storeUcs2 = (out: PacketWriter, text: string): void => {
  const { length } = text;
  out.ensure(length * 2);
  if (length > SHORT_TEXT) {
    out.position += out.buffer.write(text, out.position, 'utf16le');
    return;
  }
  const { buffer } = out;
  let at = out.position;
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    buffer[at++] = unit;
    buffer[at++] = unit >> 8;
  }
  out.position = at;
};

const storeChar = (out: PacketWriter, text: string): void => {
  out.ensure(text.length);
  out.position = write1252(out.buffer, out.position, text);
};

export const writeUcs2 = (out: PacketWriter, value: NotNull): void => {
  const text = value as string;
  out.uint16(text.length * 2);
  storeUcs2(out, text);
};

export const writeChar = (out: PacketWriter, value: NotNull): void => {
  const text = value as string;
  out.uint16(text.length);
  storeChar(out, text);
};

export const writeBinary = (out: PacketWriter, value: NotNull): void => {
  const bytes = value as Uint8Array;
  out.uint16(bytes.length);
  out.bytes(bytes);
};

const storeTextInPieces = (out: PacketWriter, text: string, store: (out: PacketWriter, text: string) => void): void => {
  if (text.length <= PIECE) {
    store(out, text);
    return;
  }
  for (let i = 0; i < text.length; i += PIECE) {
    store(out, text.slice(i, i + PIECE));
    out.flushWhenFull();
  }
};

const storeBytesInPieces = (out: PacketWriter, bytes: Uint8Array): void => {
  for (let i = 0; i < bytes.length; i += PIECE) {
    out.bytes(bytes.subarray(i, i + PIECE));
    out.flushWhenFull();
  }
};

/** Total length, one chunk, the end. */
const writePlp = (out: PacketWriter, length: number, storeAll: () => void): void => {
  out.uint32(length);
  out.uint32(0);
  if (length > 0) {
    out.uint32(length);
    storeAll();
  }
  out.uint32(0);
};

export const writePlpUcs2 = (out: PacketWriter, value: NotNull): void => {
  const text = value as string;
  writePlp(out, text.length * 2, () => storeTextInPieces(out, text, storeUcs2));
};

export const writePlpChar = (out: PacketWriter, value: NotNull): void => {
  const text = value as string;
  writePlp(out, text.length, () => storeTextInPieces(out, text, storeChar));
};

export const writePlpBinary = (out: PacketWriter, value: NotNull): void => {
  const bytes = value as Uint8Array;
  writePlp(out, bytes.length, () => storeBytesInPieces(out, bytes));
};

/** A text pointer of 16 bytes and a timestamp of 8, which no client looks into. */
const TEXT_POINTER = Uint8Array.from([16, ...Buffer.from('dummy textptr\0\0\0dummyTS\0')]);

export const writeLobUcs2 = (out: PacketWriter, value: NotNull): void => {
  const text = value as string;
  out.bytes(TEXT_POINTER);
  out.uint32(text.length * 2);
  storeTextInPieces(out, text, storeUcs2);
};

export const writeLobChar = (out: PacketWriter, value: NotNull): void => {
  const text = value as string;
  out.bytes(TEXT_POINTER);
  out.uint32(text.length);
  storeTextInPieces(out, text, storeChar);
};

export const writeLobBinary = (out: PacketWriter, value: NotNull): void => {
  const bytes = value as Uint8Array;
  out.bytes(TEXT_POINTER);
  out.uint32(bytes.length);
  storeBytesInPieces(out, bytes);
};

/** Where the hex digits of each byte on the wire stand in the text: the first three groups are little-endian. */
const GUID_DIGITS = [6, 4, 2, 0, 11, 9, 16, 14, 19, 21, 24, 26, 28, 30, 32, 34];

const digit = (unit: number): number => (unit <= 0x39 ? unit - 0x30 : (unit & 0xdf) - 0x37);

export const storeGuid = (buffer: Buffer, at: number, text: string): void => {
  for (let i = 0; i < 16; i++) {
    const from = GUID_DIGITS[i] ?? 0;
    buffer[at + i] = (digit(text.charCodeAt(from)) << 4) | digit(text.charCodeAt(from + 1));
  }
};

export const writeGuid = (out: PacketWriter, value: NotNull): void => {
  out.ensure(17);
  out.buffer[out.position] = 16;
  storeGuid(out.buffer, out.position + 1, value as string);
  out.position += 17;
};
