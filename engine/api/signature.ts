// Signed messages: `sha256=` with the HMAC in hex over TIMESTAMP, a dot and the body as it was sent.

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ApiDefinition } from '../../metadata/kinds/api.ts';

export type Signature = NonNullable<ApiDefinition['signature']>;

export function signatureOf(secret: string, timestamp: string, body: Uint8Array): string {
  return `sha256=${createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex')}`;
}

export function isSigned(secret: string, message: { timestamp: string; body: Uint8Array; signature: string }): boolean {
  const expected = Buffer.from(signatureOf(secret, message.timestamp, message.body));
  const given = Buffer.from(message.signature.toLowerCase());
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Seconds since 1970, within the window on either side. */
export function isTimely({ windowSeconds }: Signature, timestamp: string, now: number = Date.now()): boolean {
  return /^\d{9,11}$/.test(timestamp) && Math.abs(now / 1000 - Number(timestamp)) <= windowSeconds;
}
