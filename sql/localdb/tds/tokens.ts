// Tokens of responses (MS-TDS 2.2.7) other than rows.

import type { OutputColumn } from '../execution/client.ts';
import type { SqlType } from '../types/sql-type.ts';
import { SERVER_COLLATION } from './collation.ts';
import type { PacketWriter } from './packet-writer.ts';
import { SERVER_VERSION } from './prelogin.ts';
import type { ValueEncoder } from './value-encoder.ts';
import type { TdsVersion } from './version.ts';

export const TOKEN = {
  returnStatus: 0x79,
  columnMetadata: 0x81,
  error: 0xaa,
  info: 0xab,
  returnValue: 0xac,
  loginAcknowledged: 0xad,
  featureExtensionAcknowledged: 0xae,
  row: 0xd1,
  nullBitmapRow: 0xd2,
  environmentChange: 0xe3,
  done: 0xfd,
  doneProcedure: 0xfe,
  doneInProcedure: 0xff,
} as const;

export const DONE_STATUS = { final: 0, more: 0x01, error: 0x02, count: 0x10, attention: 0x20 } as const;

/** The name that errors carry. */
const SERVER_NAME = 'LocalDB';
/** The longest message text: the token's length has two bytes, and the names need room too. */
const LONGEST_TEXT = 30000;

export const writeDone = (
  out: PacketWriter,
  version: TdsVersion,
  done: { readonly token: number; readonly status: number; readonly command: number; readonly rowCount: number },
): void => {
  out.uint8(done.token);
  out.uint16(done.status);
  out.uint16(done.command);
  out.uint32(done.rowCount >>> 0);
  if (version.has72) out.uint32(Math.floor(done.rowCount / 4294967296));
};

export interface Message {
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  readonly text: string;
  readonly line: number;
  readonly procedure: string;
}

/** ERROR or INFO. */
export const writeMessage = (out: PacketWriter, version: TdsVersion, token: number, message: Message): void => {
  const text = message.text.slice(0, LONGEST_TEXT);
  const procedure = message.procedure.slice(0, 255);
  const length = 4 + 1 + 1 + 2 + text.length * 2 + 1 + SERVER_NAME.length * 2 + 1 + procedure.length * 2 + (version.has72 ? 4 : 2);
  out.uint8(token);
  out.uint16(length);
  out.int32(message.number);
  out.uint8(message.state & 0xff);
  out.uint8(message.severity & 0xff);
  out.text(text);
  out.shortText(SERVER_NAME);
  out.shortText(procedure);
  if (version.has72) out.int32(message.line);
  else out.uint16(Math.min(message.line, 0xffff));
};

/** ENVCHANGE types. */
export const ENVIRONMENT = {
  database: 1,
  language: 2,
  packetSize: 4,
  collation: 7,
  beginTransaction: 8,
  commitTransaction: 9,
  rollbackTransaction: 10,
  resetAcknowledged: 18,
} as const;

/** ENVCHANGE with two texts. */
export const writeTextChange = (out: PacketWriter, type: number, value: string, old: string): void => {
  out.uint8(TOKEN.environmentChange);
  out.uint16(1 + 1 + value.length * 2 + 1 + old.length * 2);
  out.uint8(type);
  out.shortText(value);
  out.shortText(old);
};

/** ENVCHANGE with two runs of bytes. */
export const writeBinaryChange = (out: PacketWriter, type: number, value: Uint8Array, old: Uint8Array): void => {
  out.uint8(TOKEN.environmentChange);
  out.uint16(3 + value.length + old.length);
  out.uint8(type);
  out.uint8(value.length);
  out.bytes(value);
  out.uint8(old.length);
  out.bytes(old);
};

export const writeCollationChange = (out: PacketWriter): void =>
  writeBinaryChange(out, ENVIRONMENT.collation, SERVER_COLLATION, new Uint8Array(0));

export const writeLoginAcknowledged = (out: PacketWriter, version: TdsVersion): void => {
  const program = 'Microsoft SQL Server';
  out.uint8(TOKEN.loginAcknowledged);
  out.uint16(1 + 4 + 1 + program.length * 2 + 4);
  // Interface: T-SQL.
  out.uint8(1);
  out.ensure(4);
  out.position = out.buffer.writeUInt32BE(version.acknowledged, out.position);
  out.shortText(program);
  out.uint8(SERVER_VERSION.major);
  out.uint8(SERVER_VERSION.minor);
  out.uint8(SERVER_VERSION.build >> 8);
  out.uint8(SERVER_VERSION.build & 0xff);
};

/** FEATUREEXTACK with the data of each acknowledged feature. */
export const writeFeaturesAcknowledged = (out: PacketWriter, features: readonly (readonly [number, Uint8Array])[]): void => {
  out.uint8(TOKEN.featureExtensionAcknowledged);
  for (const [id, data] of features) {
    out.uint8(id);
    out.uint32(data.length);
    out.bytes(data);
  }
  out.uint8(0xff);
};

const COLUMN_FLAG = { nullable: 0x01, updatableUnknown: 0x08, identity: 0x10, computed: 0x20 } as const;

export const writeColumnMetadata = (
  out: PacketWriter,
  version: TdsVersion,
  columns: readonly OutputColumn[],
  encoders: readonly ValueEncoder[],
): void => {
  out.uint8(TOKEN.columnMetadata);
  out.uint16(columns.length);
  for (const [i, column] of columns.entries()) {
    const encoder = encoders[i];
    if (encoder === undefined) break;
    let flags = column.isNullable ? COLUMN_FLAG.nullable : 0;
    if (column.isIdentity === true) flags |= COLUMN_FLAG.identity;
    flags |= column.isComputed === true ? COLUMN_FLAG.computed : COLUMN_FLAG.updatableUnknown;
    writeTypeHead(out, version, encoder.userType, flags);
    encoder.writeTypeInfo(out);
    if (encoder.hasTableName) {
      if (version.has72) out.uint8(0);
      else out.uint16(0);
    }
    out.shortText(column.name);
  }
};

const writeTypeHead = (out: PacketWriter, version: TdsVersion, userType: number, flags: number): void => {
  if (version.has72) out.uint32(userType);
  else out.uint16(userType);
  out.uint16(flags);
};

/** Everything of RETURNVALUE before the TYPE_INFO and the value. */
export const writeReturnValueHead = (out: PacketWriter, version: TdsVersion, ordinal: number, name: string): void => {
  out.uint8(TOKEN.returnValue);
  out.uint16(ordinal);
  out.shortText(name);
  // Status: an output parameter, not a function's result.
  out.uint8(0x01);
  writeTypeHead(out, version, 0, COLUMN_FLAG.nullable);
};

/** Types that only columns have become the ones that parameters have. */
export const returnValueType = (type: SqlType): SqlType => {
  switch (type.name) {
    case 'text':
      return { ...type, name: 'varchar' };
    case 'ntext':
      return { ...type, name: 'nvarchar' };
    case 'image':
      return { ...type, name: 'varbinary' };
    default:
      return type;
  }
};
