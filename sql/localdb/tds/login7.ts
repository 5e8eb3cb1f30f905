// LOGIN7 (MS-TDS 2.2.6.4): who connects, to which database, in which version of the protocol.

import { ProtocolError } from './protocol-error.ts';

export interface Login7 {
  readonly tdsVersion: number;
  /** 0 when the client leaves it to the server. */
  readonly packetSize: number;
  readonly hostName: string;
  readonly user: string;
  readonly password: string;
  readonly applicationName: string;
  readonly language: string;
  readonly database: string;
  /** Windows authentication, which this server doesn't have. */
  readonly isIntegrated: boolean;
  readonly wantsPasswordChange: boolean;
  readonly attachDatabaseFile: string;
  /** Ids of the feature extension block, in order. */
  readonly features: readonly number[];
}

/** Feature ids that have an answer here. */
export const FEATURE = { utf8Support: 0x0a, terminator: 0xff } as const;

const FIXED_SIZE_71 = 86;

export const readLogin7 = (message: Buffer): Login7 => {
  if (message.length < FIXED_SIZE_71) throw new ProtocolError(17832, 'login message too short');
  const length = message.readUInt32LE(0);
  if (length !== message.length) throw new ProtocolError(17832, `login length ${length}, message ${message.length}`);

  const block = (at: number, unit: number): Buffer => {
    const offset = message.readUInt16LE(at);
    const size = message.readUInt16LE(at + 2) * unit;
    if (size === 0) return Buffer.alloc(0);
    if (offset < FIXED_SIZE_71 || offset + size > message.length) throw new ProtocolError(17832, `offset ${offset} of ${size} bytes`);
    return message.subarray(offset, offset + size);
  };
  // The longest that SQL Server takes for a name or password is 128 characters.
  const text = (at: number, limit = 128): string => {
    const bytes = block(at, 2);
    if (bytes.length > limit * 2) throw new ProtocolError(17832, `text of ${bytes.length} bytes`);
    return bytes.toString('utf16le');
  };

  const optionFlags2 = message.readUInt8(25);
  const optionFlags3 = message.readUInt8(27);
  return {
    tdsVersion: message.readUInt32LE(4),
    packetSize: message.readUInt32LE(8),
    hostName: text(36),
    user: text(40),
    password: plainPassword(block(44, 2)),
    applicationName: text(48),
    language: text(64),
    database: text(68),
    isIntegrated: (optionFlags2 & 0x80) !== 0,
    wantsPasswordChange: (optionFlags3 & 0x01) !== 0,
    attachDatabaseFile: text(82, 260),
    features: (optionFlags3 & 0x10) !== 0 ? readFeatures(message, block(56, 1)) : [],
  };
};

/** Undoes the obfuscation: nibbles swapped, then XOR 0xA5. */
const plainPassword = (bytes: Buffer): string => {
  if (bytes.length > 256) throw new ProtocolError(17832, `password of ${bytes.length} bytes`);
  const plain = Buffer.alloc(bytes.length);
  for (const [i, byte] of bytes.entries()) {
    const b = byte ^ 0xa5;
    plain[i] = ((b << 4) | (b >> 4)) & 0xff;
  }
  return plain.toString('utf16le');
};

const readFeatures = (message: Buffer, pointer: Buffer): number[] => {
  const features: number[] = [];
  if (pointer.length === 0) return features;
  if (pointer.length < 4) throw new ProtocolError(17832, 'feature extension pointer');
  let at = pointer.readUInt32LE(0);
  for (;;) {
    const id = message[at];
    if (id === undefined) throw new ProtocolError(17832, 'feature extension without terminator');
    if (id === FEATURE.terminator) return features;
    if (at + 5 > message.length) throw new ProtocolError(17832, 'feature extension cut off');
    const size = message.readUInt32LE(at + 1);
    if (at + 5 + size > message.length) throw new ProtocolError(17832, `feature ${id} of ${size} bytes`);
    features.push(id);
    at += 5 + size;
  }
};
