// A client that writes bytes: for what no driver would send.

import { once } from 'node:events';
import { connect as connectSocket } from 'node:net';
import type { Socket } from 'node:net';

export const packet = (type: number, payload: Uint8Array, status = 1): Buffer => {
  const header = Buffer.alloc(8);
  header[0] = type;
  header[1] = status;
  header.writeUInt16BE(payload.length + 8, 2);
  header[6] = 1;
  return Buffer.concat([header, payload]);
};

/** The packets of a message of any length. */
export const packets = (type: number, payload: Uint8Array, size = 4096, lastStatus = 1): Buffer => {
  const parts: Buffer[] = [];
  for (let at = 0; at === 0 || at < payload.length; at += size - 8) {
    parts.push(packet(type, payload.subarray(at, at + size - 8), at + size - 8 >= payload.length ? lastStatus : 0));
  }
  return Buffer.concat(parts);
};

export const prelogin = (encryption = 2): Buffer =>
  packet(0x12, Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 0, 0, 0, 0, 0, 0, encryption]));

export interface LoginFields {
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
  readonly version?: number;
  readonly packetSize?: number;
}

export const login = (fields: LoginFields = {}): Buffer => {
  const { user = 'sa', password = 'Protocol-1', database = '', version = 0x74000004, packetSize = 4096 } = fields;
  const fixed = Buffer.alloc(94);
  fixed.writeUInt32LE(version, 4);
  fixed.writeUInt32LE(packetSize, 8);
  const parts: Buffer[] = [fixed];
  let at = fixed.length;
  const put = (field: number, text: string, scramble = false): void => {
    const bytes = Buffer.from(text, 'utf16le');
    if (scramble) for (const [i, b] of bytes.entries()) bytes[i] = (((b & 0x0f) << 4) | (b >> 4)) ^ 0xa5;
    fixed.writeUInt16LE(at, field);
    fixed.writeUInt16LE(text.length, field + 2);
    parts.push(bytes);
    at += bytes.length;
  };
  put(36, 'raw');
  put(40, user);
  put(44, password, true);
  put(68, database);
  const message = Buffer.concat(parts);
  message.writeUInt32LE(message.length, 0);
  return packet(0x10, message);
};

/** ALL_HEADERS with a transaction descriptor of 0. */
export const allHeaders = (): Buffer => Buffer.from('16000000120000000200000000000000000001000000', 'hex');

export const batch = (text: string, status = 1): Buffer =>
  packet(0x01, Buffer.concat([allHeaders(), Buffer.from(text, 'utf16le')]), status);

export class RawClient {
  readonly socket: Socket;
  received = Buffer.alloc(0);
  isClosed = false;
  #wake: (() => void) | undefined;

  constructor(port: number) {
    this.socket = connectSocket(port, '127.0.0.1');
    this.socket.on('data', (data) => {
      this.received = Buffer.concat([this.received, data]);
      this.#wake?.();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.isClosed = true;
      this.#wake?.();
    });
  }

  send(data: Uint8Array): void {
    this.socket.write(data);
  }

  /** The payload of the next whole message; rejects when the connection ends before. */
  async message(): Promise<Buffer> {
    const payloads: Buffer[] = [];
    for (;;) {
      while (this.received.length >= 8 && this.received.length >= this.received.readUInt16BE(2)) {
        const length = this.received.readUInt16BE(2);
        const isLast = ((this.received[1] ?? 0) & 1) === 1;
        payloads.push(this.received.subarray(8, length));
        this.received = this.received.subarray(length);
        if (isLast) return Buffer.concat(payloads);
      }
      if (this.isClosed) throw new Error('the connection ended');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  async closed(): Promise<void> {
    if (!this.isClosed) await once(this.socket, 'close');
  }

  /** PRELOGIN and LOGIN7 with their answers. */
  async logIn(fields: LoginFields = {}): Promise<Buffer> {
    this.send(prelogin());
    await this.message();
    this.send(login(fields));
    return this.message();
  }
}
