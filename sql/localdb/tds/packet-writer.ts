// The bytes of responses on their way to the client: tokens are written into one reused buffer, cut into packets and
// given to the socket. Knows whether the client reads as fast as we write.

import type { Writable } from 'node:stream';
import { DEFAULT_PACKET_SIZE, HEADER_SIZE, PACKET, STATUS } from './packet.ts';

/** Beyond this much, whole packets go out. */
const FLUSH_AT = 32768;
/** A buffer that one large value made larger than this isn't kept. */
const KEEP_AT_MOST = 1 << 20;

export class PacketWriter {
  /** Where tokens are written; call `ensure` first, and advance `position` after. */
  buffer: Buffer = Buffer.allocUnsafeSlow(8192);
  position = 0;
  packetSize = DEFAULT_PACKET_SIZE;
  /** @@SPID, in each header. */
  sessionId = 0;
  /** Packets that went out so far. */
  sent = 0;
  #packetId = 1;
  #target: Writable;
  #waiting: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;
  #isBlocked = false;
  readonly #release = (): void => {
    this.#isBlocked = false;
    this.#waiting?.resolve();
    this.#waiting = undefined;
  };

  constructor(target: Writable) {
    this.#target = target;
    target.on('drain', this.#release);
  }

  /** Another stream from now on (TLS begins, or ends after the login). */
  redirect(target: Writable): void {
    this.#target.off('drain', this.#release);
    this.#target = target;
    target.on('drain', this.#release);
    this.#release();
  }

  /** Makes room for `count` further bytes. */
  ensure(count: number): void {
    if (this.buffer.length - this.position < count) this.#grow(count);
  }

  uint8(value: number): void {
    this.ensure(1);
    this.buffer[this.position++] = value;
  }
  uint16(value: number): void {
    this.ensure(2);
    this.position = this.buffer.writeUInt16LE(value, this.position);
  }
  uint32(value: number): void {
    this.ensure(4);
    this.position = this.buffer.writeUInt32LE(value, this.position);
  }
  int32(value: number): void {
    this.ensure(4);
    this.position = this.buffer.writeInt32LE(value, this.position);
  }
  uint64(value: bigint): void {
    this.ensure(8);
    this.position = this.buffer.writeBigUInt64LE(value, this.position);
  }
  bytes(value: Uint8Array): void {
    this.ensure(value.length);
    this.buffer.set(value, this.position);
    this.position += value.length;
  }
  /** UTF-16 without a length. */
  ucs2(text: string): void {
    this.ensure(text.length * 2);
    this.position += this.buffer.write(text, this.position, 'utf16le');
  }
  /** B_VARCHAR; what doesn't fit is cut off. */
  shortText(text: string): void {
    const fitting = text.length > 255 ? text.slice(0, 255) : text;
    this.uint8(fitting.length);
    this.ucs2(fitting);
  }
  /** US_VARCHAR; the caller keeps it below 64 K. */
  text(text: string): void {
    this.uint16(text.length);
    this.ucs2(text);
  }

  /** Sends whole packets once there are enough of them. Cheap to call after each row. */
  flushWhenFull(): void {
    if (this.position >= FLUSH_AT) this.#send(false);
  }

  /** Sends what there is, whole packets or not; the message goes on. */
  flushPartial(): void {
    if (this.position > 0) this.#write(this.position, false);
  }

  /** Sends the rest, with the end-of-message bit. */
  endMessage(): void {
    this.#send(true);
    this.#packetId = 1;
    if (this.buffer.length > KEEP_AT_MOST) this.buffer = Buffer.allocUnsafeSlow(8192);
  }

  /** A promise while the client is behind; it resolves too when `release` is called. */
  drained(): Promise<void> | undefined {
    if (!this.#isBlocked) return undefined;
    if (this.#waiting === undefined) {
      let resolve = (): void => {};
      const promise = new Promise<void>((done) => {
        resolve = done;
      });
      this.#waiting = { promise, resolve };
    }
    return this.#waiting.promise;
  }

  /** Wakes whoever waits for the client (a cancel, a closed socket). */
  release(): void {
    this.#release();
  }

  #send(isLast: boolean): void {
    const payload = this.packetSize - HEADER_SIZE;
    // The last packet must be there to carry the bit, so a message that ends on a packet's end keeps that one back.
    const whole = isLast ? this.position : Math.floor((this.position - 1) / payload) * payload;
    if (whole > 0 || isLast) this.#write(whole, isLast);
  }

  #write(length: number, isLast: boolean): void {
    const payload = this.packetSize - HEADER_SIZE;
    const packets = Math.max(1, Math.ceil(length / payload));
    const out = Buffer.allocUnsafe(length + packets * HEADER_SIZE);
    let at = 0;
    for (let i = 0, from = 0; i < packets; i++, from += payload) {
      const size = Math.min(payload, length - from);
      out[at] = PACKET.response;
      out[at + 1] = isLast && i === packets - 1 ? STATUS.endOfMessage : 0;
      out.writeUInt16BE(size + HEADER_SIZE, at + 2);
      out.writeUInt16BE(this.sessionId & 0xffff, at + 4);
      out[at + 6] = this.#packetId;
      out[at + 7] = 0;
      this.#packetId = (this.#packetId + 1) & 0xff;
      this.buffer.copy(out, at + HEADER_SIZE, from, from + size);
      at += HEADER_SIZE + size;
    }
    this.sent += packets;
    this.buffer.copyWithin(0, length, this.position);
    this.position -= length;
    if (this.#target.destroyed || this.#target.writableEnded) return;
    this.#isBlocked = !this.#target.write(out);
  }

  #grow(count: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(this.position + count, this.buffer.length * 2));
    this.buffer.copy(larger, 0, 0, this.position);
    this.buffer = larger;
  }
}
