// RPC messages (MS-TDS 2.2.6.6): one or several procedures, by name or by number, with their parameters.

import type { RpcParameter } from '../execution/client.ts';
import { notSupported, sqlError } from '../types/errors.ts';
import type { ByteReader } from './byte-reader.ts';
import { InvalidWireValue, ProtocolError } from './protocol-error.ts';
import { readTableValue } from './table-value-reader.ts';
import { readWireType } from './wire-type.ts';
import { WIRE } from './wire-type-id.ts';
import type { TdsVersion } from './version.ts';

export interface RpcCall {
  readonly name: string;
  readonly parameters: readonly RpcParameter[];
}

/** Procedures that clients call by number. */
const PROCEDURES: readonly (string | undefined)[] = [
  undefined,
  'sp_cursor',
  'sp_cursoropen',
  'sp_cursorprepare',
  'sp_cursorexecute',
  'sp_cursorprepexec',
  'sp_cursorunprepare',
  'sp_cursorfetch',
  'sp_cursoroption',
  'sp_cursorclose',
  'sp_executesql',
  'sp_prepare',
  'sp_execute',
  'sp_prepexec',
  'sp_prepexecrpc',
  'sp_unprepare',
];

const BY_NUMBER = 0xffff;
const STATUS = { byReference: 0x01, default: 0x02, encrypted: 0x08 } as const;
/** The longest name: four parts of 128 characters with brackets and points. */
const LONGEST_NAME = 1046;
/** SQL Server's limit of parameters of a call. */
const MOST_PARAMETERS = 2100;

/** All calls of a message after its ALL_HEADERS. */
export const readRpcCalls = (from: ByteReader, version: TdsVersion): readonly RpcCall[] => {
  const calls: RpcCall[] = [];
  // The byte between two calls can't be the length of a parameter's name: 0xFF, or 0x80 before 7.2.
  const separator = version.has72 ? 0xff : 0x80;
  const withoutExecution = 0xfe;
  do {
    const name = readProcedureName(from);
    from.uint16();
    const parameters: RpcParameter[] = [];
    let isSkipped = false;
    while (from.remaining > 0) {
      const next = from.buffer[from.position];
      if (next === separator || (version.has72 && next === withoutExecution)) {
        isSkipped = next === withoutExecution && version.has72;
        from.position++;
        break;
      }
      if (parameters.length === MOST_PARAMETERS) throw sqlError(8003, MOST_PARAMETERS);
      parameters.push(readParameter(from, version, parameters.length + 1));
    }
    if (!isSkipped) calls.push({ name, parameters });
  } while (from.remaining > 0);
  return calls;
};

const readProcedureName = (from: ByteReader): string => {
  const length = from.uint16();
  if (length === BY_NUMBER) {
    const id = from.uint16();
    const name = PROCEDURES[id];
    if (name === undefined) throw sqlError(2812, String(id));
    return name;
  }
  if (length === 0 || length > LONGEST_NAME) throw new ProtocolError(17836, `procedure name of ${length} characters`);
  return from.ucs2(length);
};

const readParameter = (from: ByteReader, version: TdsVersion, ordinal: number): RpcParameter => {
  const name = from.shortText();
  const status = from.uint8();
  if ((status & STATUS.encrypted) !== 0) throw notSupported('Always Encrypted');
  const common = { name, isOutput: (status & STATUS.byReference) !== 0, isDefault: (status & STATUS.default) !== 0 };
  try {
    const type = from.buffer[from.position];
    if (type === WIRE.table && version.has73) {
      from.position++;
      return { ...common, value: readTableValue(from) };
    }
    if (type === WIRE.udt) throw notSupported('A parameter of a CLR user-defined type');
    const wire = readWireType(from, { hasTableName: false });
    return { ...common, value: { kind: 'scalar', type: wire.type, value: wire.read(from) } };
  } catch (error) {
    if (error instanceof InvalidWireValue) throw parameterError(error, ordinal, name);
    throw error;
  }
};

const parameterError = (error: InvalidWireValue, ordinal: number, name: string): Error => {
  const id = error.typeId.toString(16).toUpperCase().padStart(2, '0');
  switch (error.reason) {
    case 'type':
      return sqlError(8009, ordinal, name, id);
    case 'length':
      return sqlError(8016, ordinal, name, id);
    case 'value':
      return sqlError(8023, ordinal, name, error.typeName);
  }
};
