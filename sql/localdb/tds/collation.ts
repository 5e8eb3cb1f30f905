// The five bytes of a collation on the wire (MS-TDS 2.2.5.1.2): 20 bits of LCID, 8 of flags, 4 of version, a sort id.

import { decode1252, limitTo1252 } from './code-page.ts';

const FLAG = { ignoreCase: 1, ignoreAccent: 2, ignoreWidth: 4, ignoreKana: 8, binary: 16, binary2: 32, utf8: 64 } as const;

const collationBytes = (lcid: number, flags: number, version: number, sortId: number): Buffer => {
  const bytes = Buffer.alloc(5);
  bytes.writeUInt32LE((lcid | (flags << 20) | (version << 28)) >>> 0, 0);
  bytes[4] = sortId;
  return bytes;
};

/** SQL_Latin1_General_CP1_CI_AS, the server's collation. */
export const SERVER_COLLATION = collationBytes(0x409, FLAG.ignoreCase | FLAG.ignoreWidth | FLAG.ignoreKana, 0, 52);

const ENGLISH = 0x409;

/** The bytes of a collation by name. Those of other code pages get the server's, because all varchar data is code page 1252. */
export const collationOf = (name: string | undefined): Buffer => {
  if (name === undefined) return SERVER_COLLATION;
  const known = CACHE.get(name);
  if (known !== undefined) return known;
  const bytes = encodeCollation(name.toUpperCase());
  if (CACHE.size < 1000) CACHE.set(name, bytes);
  return bytes;
};

const CACHE = new Map<string, Buffer>([['SQL_Latin1_General_CP1_CI_AS', SERVER_COLLATION]]);

const encodeCollation = (name: string): Buffer => {
  if (name === 'SQL_LATIN1_GENERAL_CP1_CS_AS') return collationBytes(ENGLISH, FLAG.ignoreWidth | FLAG.ignoreKana, 0, 51);
  if (name === 'SQL_LATIN1_GENERAL_CP1_CI_AI') {
    return collationBytes(ENGLISH, FLAG.ignoreCase | FLAG.ignoreAccent | FLAG.ignoreWidth | FLAG.ignoreKana, 0, 54);
  }
  const windows = /^LATIN1_GENERAL(_100)?_(.+)$/.exec(name);
  if (windows === null) return SERVER_COLLATION;
  const options = new Set((windows[2] ?? '').split('_'));
  const version = windows[1] === undefined ? 0 : 2;
  if (options.has('BIN2')) return collationBytes(ENGLISH, FLAG.binary2, version, 0);
  if (options.has('BIN')) return collationBytes(ENGLISH, FLAG.binary, version, 0);
  let flags = 0;
  if (!options.has('CS')) flags |= FLAG.ignoreCase;
  if (options.has('AI')) flags |= FLAG.ignoreAccent;
  if (!options.has('WS')) flags |= FLAG.ignoreWidth;
  if (!options.has('KS')) flags |= FLAG.ignoreKana;
  return collationBytes(ENGLISH, flags, version, 0);
};

/** Code pages of the languages whose clients may send char data in their own collation. */
const CODE_PAGES: ReadonlyMap<number, string> = new Map([
  [0x0419, 'windows-1251'],
  [0x0422, 'windows-1251'],
  [0x0402, 'windows-1251'],
  [0x0c1a, 'windows-1251'],
  [0x0415, 'windows-1250'],
  [0x0405, 'windows-1250'],
  [0x040e, 'windows-1250'],
  [0x0418, 'windows-1250'],
  [0x0408, 'windows-1253'],
  [0x041f, 'windows-1254'],
  [0x040d, 'windows-1255'],
  [0x0401, 'windows-1256'],
  [0x0425, 'windows-1257'],
  [0x042a, 'windows-1258'],
]);

/** How char and varchar bytes of a client's collation become text of ours. */
export const charDecoder = (collation: Buffer): ((bytes: Buffer) => string) => {
  const bits = collation.readUInt32LE(0);
  if (((bits >>> 20) & 0xff & FLAG.utf8) !== 0) return (bytes) => limitTo1252(bytes.toString('utf8'));
  const page = collation[4] === 0 ? CODE_PAGES.get(bits & 0xffff) : undefined;
  if (page === undefined) return decode1252;
  const decoder = new TextDecoder(page);
  return (bytes) => limitTo1252(decoder.decode(bytes));
};
