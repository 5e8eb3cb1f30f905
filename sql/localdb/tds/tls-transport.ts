// TLS within TDS 7.x (MS-TDS 3.3.5.3): the handshake travels in PRELOGIN packets, everything after it is TLS records
// straight on the socket.
//
// `TlsTransport` is the stream that a TLSSocket takes for its socket. What goes in and out is told apart by the first
// byte: TLS records begin with 20 to 23, packets of the handshake with the type 0x12.

import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { TLSSocket } from 'node:tls';
import { DEFAULT_PACKET_SIZE, HEADER_SIZE, PACKET, PacketReader, STATUS } from './packet.ts';
import { ProtocolError } from './protocol-error.ts';

const APPLICATION_DATA = 23;

export class TlsTransport extends Duplex {
  readonly #socket: Socket;
  readonly #packets: PacketReader;
  #isRaw = false;
  #isOpen = true;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    this.#packets = new PacketReader((type, _status, payload) => {
      if (type !== PACKET.prelogin) throw new ProtocolError(17828, `packet type ${type} within the handshake`);
      this.push(Buffer.from(payload));
    });
  }

  /** What the socket received. */
  receive(chunk: Buffer): void {
    if (!this.#isOpen) return;
    // The client ends its part of the handshake in packets, so raw records begin with a chunk of their own.
    if (!this.#isRaw && chunk[0] !== undefined && chunk[0] >= 20 && chunk[0] <= APPLICATION_DATA && !this.#packets.hasRest)
      this.#isRaw = true;
    if (this.#isRaw) this.push(chunk);
    else this.#packets.feed(chunk, () => this.#isOpen);
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: (error?: Error | null) => void): void {
    this.#send(chunk, callback);
  }

  override _writev(chunks: { chunk: Buffer }[], callback: (error?: Error | null) => void): void {
    // One flight of the handshake must be one message.
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), callback);
  }

  override _final(callback: (error?: Error | null) => void): void {
    this.#socket.end();
    callback();
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#isOpen = false;
    callback(error);
  }

  #send(data: Buffer, callback: (error?: Error | null) => void): void {
    if (this.#socket.destroyed) {
      callback();
      return;
    }
    const out = this.#isRaw || data[0] === APPLICATION_DATA ? data : wrapped(data);
    if (this.#socket.write(out)) callback();
    else this.#socket.once('drain', () => callback());
  }
}

const wrapped = (data: Buffer): Buffer => {
  const parts: Buffer[] = [];
  const most = DEFAULT_PACKET_SIZE - HEADER_SIZE;
  for (let at = 0, id = 1; at < data.length; at += most, id++) {
    const payload = data.subarray(at, at + most);
    const header = Buffer.alloc(HEADER_SIZE);
    header[0] = PACKET.prelogin;
    header[1] = at + most >= data.length ? STATUS.endOfMessage : 0;
    header.writeUInt16BE(payload.length + HEADER_SIZE, 2);
    header[6] = id & 0xff;
    parts.push(header, payload);
  }
  return Buffer.concat(parts);
};

/** The server's side of TLS over a transport. */
export const secureSocket = (transport: TlsTransport, context: SecureContext): TLSSocket =>
  new TLSSocket(transport, { isServer: true, secureContext: context });
