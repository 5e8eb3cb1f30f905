// Packets (MS-TDS 2.2.3): their header and the cutting of a byte stream into them.

import { ProtocolError } from './protocol-error.ts';

export const PACKET = {
  sqlBatch: 0x01,
  rpc: 0x03,
  response: 0x04,
  attention: 0x06,
  bulkLoad: 0x07,
  transactionManager: 0x0e,
  login7: 0x10,
  prelogin: 0x12,
} as const;

export const STATUS = {
  endOfMessage: 0x01,
  /** The client gave up a message that it had begun; comes with endOfMessage. */
  ignore: 0x02,
  resetConnection: 0x08,
  resetConnectionKeepTransaction: 0x10,
} as const;

export const HEADER_SIZE = 8;
export const DEFAULT_PACKET_SIZE = 4096;
export const SMALLEST_PACKET_SIZE = 512;
export const LARGEST_PACKET_SIZE = 32767;

const FROM_CLIENT: ReadonlySet<number> = new Set([
  PACKET.sqlBatch,
  PACKET.rpc,
  PACKET.attention,
  PACKET.bulkLoad,
  PACKET.transactionManager,
  PACKET.login7,
  PACKET.prelogin,
]);

/** `payload` is a view of what the socket gave; whoever keeps it longer than the call copies it. */
export type PacketHandler = (type: number, status: number, payload: Buffer) => void;

/** Cuts what a socket gives into packets. */
export class PacketReader {
  #rest: Buffer | undefined;
  readonly #onPacket: PacketHandler;

  constructor(onPacket: PacketHandler) {
    this.#onPacket = onPacket;
  }

  /** Throws ProtocolError at a header that can't be one. Stops early when `isOpen` turns false. */
  feed(chunk: Buffer, isOpen: () => boolean): void {
    const data = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = undefined;
    let at = 0;
    while (at < data.length && isOpen()) {
      // The type is judged as soon as it is there: a client of another protocol isn't waited for.
      const type = data.readUInt8(at);
      if (!FROM_CLIENT.has(type)) throw new ProtocolError(17836, `packet type ${type}`);
      if (data.length - at < 4) break;
      const length = data.readUInt16BE(at + 2);
      if (length < HEADER_SIZE || length > LARGEST_PACKET_SIZE) throw new ProtocolError(17836, `packet length ${length}`);
      if (data.length - at < length) break;
      const status = data.readUInt8(at + 1);
      const payload = data.subarray(at + HEADER_SIZE, at + length);
      at += length;
      this.#onPacket(type, status, payload);
    }
    // Copied, so that a few bytes don't hold a large chunk.
    if (at < data.length && isOpen()) this.#rest = Buffer.from(data.subarray(at));
  }

  /** Whether an unfinished packet has begun to arrive. */
  get hasRest(): boolean {
    return this.#rest !== undefined;
  }
}

/** Puts the packets of one message together, in a buffer that grows with what really arrives. */
export class MessageAssembler {
  /** Undefined between messages. */
  type: number | undefined;
  /** Status bits of all packets so far. */
  status = 0;
  #buffer: Buffer | undefined;
  #length = 0;

  /** Adds a packet; gives the whole message when this was its last. */
  add(type: number, status: number, payload: Buffer, limit: number): Buffer | undefined {
    if (this.type === undefined) {
      this.type = type;
      this.status = status;
    } else if (this.type !== type) {
      throw new ProtocolError(17836, `packet type ${type} within a message of type ${this.type}`);
    } else {
      this.status |= status;
    }
    const isLast = (status & STATUS.endOfMessage) !== 0;
    if (this.#length + payload.length > limit) throw new ProtocolError(17836, `a message of more than ${limit} bytes`);
    if (isLast && this.#length === 0) return payload;
    this.#append(payload);
    return isLast && this.#buffer !== undefined ? this.#buffer.subarray(0, this.#length) : undefined;
  }

  /** Forgets the message, complete or not. */
  clear(): void {
    this.type = undefined;
    this.status = 0;
    this.#buffer = undefined;
    this.#length = 0;
  }

  #append(payload: Buffer): void {
    const needed = this.#length + payload.length;
    if (this.#buffer === undefined || this.#buffer.length < needed) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, (this.#buffer?.length ?? 8192) * 2));
      this.#buffer?.copy(larger, 0, 0, this.#length);
      this.#buffer = larger;
    }
    payload.copy(this.#buffer, this.#length);
    this.#length = needed;
  }
}
