// System procedures about the session and the server: sp_set_session_context, sp_lock, xp_msver, and those that drivers call.

import { PRODUCT_VERSION } from '../../catalog/metadata/server-functions.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import { bitType, intType, ncharType, nvarcharType, smallintType, sysnameType, VariantValue, variantType } from '../../types/sql-type.ts';
import type { Value } from '../../types/sql-type.ts';
import type { CallFrame, Running } from '../frame.ts';
import { catalogSessionOf } from '../session/catalog-session.ts';
import { sendSet } from './procedure.ts';
import type { RunningProcedure } from './procedure.ts';

// biome-ignore-start lint/correctness/useYield: procedures like the others
const setSessionContext: RunningProcedure = {
  name: 'sp_set_session_context',
  parameters: [
    { name: '@key', type: sysnameType },
    { name: '@value', type: variantType },
    { name: '@read_only', type: bitType, default: 0 },
  ],
  *run({ session }, [key, value, isReadOnly]) {
    if (key === null || key === undefined || key === '') throw sqlError(15600, 'sp_set_session_context');
    const name = String(key).toLowerCase();
    if (session.context.get(name)?.isReadOnly) throw sqlError(15664, String(key));
    session.context.set(name, { value: value instanceof VariantValue ? value : null, isReadOnly: isReadOnly === 1 });
    return 0;
  },
};

const resetConnection: RunningProcedure = {
  name: 'sp_reset_connection',
  parameters: [],
  *run() {
    return 0;
  },
};

const TYPE_WORDS: Readonly<Record<string, string>> = { DATABASE: 'DB', OBJECT: 'TAB', APPLICATION: 'APP', KEY: 'KEY' };

const lock: RunningProcedure = {
  name: 'sp_lock',
  parameters: [
    { name: '@spid1', type: intType, default: null },
    { name: '@spid2', type: intType, default: null },
  ],
  *run(call, [first, second]) {
    const wanted = [first, second].filter((v) => v !== null && v !== undefined).map(Number);
    const rows: Value[][] = [];
    for (const l of catalogSessionOf(call).catalog.running.locks()) {
      if (wanted.length > 0 && !wanted.includes(l.sessionId)) continue;
      rows.push([
        l.sessionId,
        l.databaseId,
        l.objectId,
        0,
        (TYPE_WORDS[l.resourceType] ?? l.resourceType).padEnd(4),
        l.description.slice(0, 32).padEnd(32),
        l.mode.padEnd(8),
        l.status.padEnd(5),
      ]);
    }
    sendSet(
      call,
      [
        { name: 'spid', type: smallintType, isNullable: true },
        { name: 'dbid', type: smallintType, isNullable: true },
        { name: 'ObjId', type: intType, isNullable: true },
        { name: 'IndId', type: smallintType, isNullable: true },
        { name: 'Type', type: ncharType(4), isNullable: true },
        { name: 'Resource', type: ncharType(32), isNullable: true },
        { name: 'Mode', type: nvarcharType(8), isNullable: true },
        { name: 'Status', type: nvarcharType(5), isNullable: true },
      ],
      rows,
    );
    return 0;
  },
};

const version: RunningProcedure = {
  name: 'xp_msver',
  parameters: [{ name: '@optname', type: nvarcharType(128), default: null }],
  *run(call, [option]) {
    const facts: readonly (readonly [string, number | null, string])[] = [
      ['ProductName', null, 'Microsoft SQL Server'],
      ['ProductVersion', 16 << 16, PRODUCT_VERSION],
      ['Language', 1033, 'English (United States)'],
      ['Platform', null, 'NT x64'],
    ];
    const wanted = option === null || option === undefined ? undefined : String(option).toLowerCase();
    const rows = facts
      .map(([name, internal, text], i): Value[] => [i + 1, name, internal, text])
      .filter((row) => wanted === undefined || String(row[1]).toLowerCase() === wanted);
    sendSet(
      call,
      [
        { name: 'Index', type: smallintType, isNullable: true },
        { name: 'Name', type: nvarcharType(128), isNullable: true },
        { name: 'Internal_Value', type: intType, isNullable: true },
        { name: 'Character_Value', type: nvarcharType(512), isNullable: true },
      ],
      rows,
    );
    return 0;
  },
};
// biome-ignore-end lint/correctness/useYield: procedures like the others

export const sessionProcedures: readonly RunningProcedure[] = [setSessionContext, resetConnection, lock, version];

/** Procedures of SQL Server that have no meaning here: refused by name, rather than not found. */
export const REFUSED: ReadonlySet<string> = new Set([
  'sp_procoption',
  'sp_configure',
  'sp_cursor',
  'sp_describe_undeclared_parameters',
  'sp_trace_create',
  'sp_invoke_external_rest_endpoint',
  'sp_oacreate',
  'sp_addlinkedserver',
  'sp_addlogin',
  'sp_attach_db',
  'sp_detach_db',
  'sp_send_dbmail',
  'sp_xml_preparedocument',
  'sp_xml_removedocument',
  'xp_cmdshell',
]);

// biome-ignore lint/correctness/useYield: a procedure like the others
export function* refuse(name: string, _call: CallFrame): Running<number> {
  throw notSupported(name);
}
