// PRELOGIN (MS-TDS 2.2.6.5): the first message of a connection, where both sides settle on encryption.

import { ProtocolError } from './protocol-error.ts';

const OPTION = { version: 0, encryption: 1, instance: 2, threadId: 3, mars: 4, terminator: 0xff } as const;

const ENCRYPTION = { off: 0, on: 1, notSupported: 2, required: 3 } as const;

export interface Prelogin {
  /** One of ENCRYPTION; notSupported when the client says nothing. */
  readonly encryption: number;
}

export const readPrelogin = (message: Buffer): Prelogin => {
  let encryption: number = ENCRYPTION.notSupported;
  let at = 0;
  for (;;) {
    const option = message[at];
    if (option === undefined) throw new ProtocolError(17828, 'no terminator');
    if (option === OPTION.terminator) break;
    if (at + 5 > message.length) throw new ProtocolError(17828, 'option header cut off');
    const offset = message.readUInt16BE(at + 1);
    const length = message.readUInt16BE(at + 3);
    if (offset + length > message.length) throw new ProtocolError(17828, `option ${option} outside the message`);
    if (option === OPTION.encryption) {
      const value = length === 1 ? message[offset] : undefined;
      if (value === undefined || value > ENCRYPTION.required) throw new ProtocolError(17828, 'encryption option');
      encryption = value;
    }
    at += 5;
  }
  return { encryption };
};

/**
 * What to do with a client's wish: 'none', 'login' (only the login message is encrypted) or 'all', and what to answer.
 * A client that insists although there is no certificate is told so and goes away by itself.
 */
export const negotiateEncryption = (
  client: number,
  hasCertificate: boolean,
): { readonly mode: 'none' | 'login' | 'all'; readonly answer: number } => {
  if (!hasCertificate || client === ENCRYPTION.notSupported) return { mode: 'none', answer: ENCRYPTION.notSupported };
  return client === ENCRYPTION.off ? { mode: 'login', answer: ENCRYPTION.off } : { mode: 'all', answer: ENCRYPTION.on };
};

/** The version that the server shows, here and in LOGINACK: 16.0.1000 (2022). */
export const SERVER_VERSION = { major: 16, minor: 0, build: 1000 } as const;

/** The answer: version, encryption, instance accepted, no thread id, no MARS. */
export const preloginAnswer = (encryption: number): Buffer => {
  const { major, minor, build } = SERVER_VERSION;
  const options: readonly (readonly [number, readonly number[]])[] = [
    [OPTION.version, [major, minor, build >> 8, build & 0xff, 0, 0]],
    [OPTION.encryption, [encryption]],
    [OPTION.instance, [0]],
    [OPTION.threadId, []],
    [OPTION.mars, [0]],
  ];
  const head: number[] = [];
  const data: number[] = [];
  const start = options.length * 5 + 1;
  for (const [option, bytes] of options) {
    const offset = start + data.length;
    head.push(option, offset >> 8, offset & 0xff, bytes.length >> 8, bytes.length & 0xff);
    data.push(...bytes);
  }
  return Buffer.from([...head, OPTION.terminator, ...data]);
};
