// sp_who, sp_spaceused, sp_depends, sp_helpdb, sp_recompile, sp_refreshview and sp_refreshsqlmodule.

import { sqlError } from '../../types/errors.ts';
import type { Value } from '../../types/sql-type.ts';
import { charType, intType, nvarcharType, smallintType, sysnameType, tinyintType, varcharType } from '../../types/sql-type.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { isModule, mentionedObject, mentionsOf } from '../dependencies.ts';
import { copyDefinition } from '../lazy-definition.ts';
import type { SchemaObject, TableDefinition } from '../model.ts';
import type { ProcedureSet, SystemProcedure } from './system-procedure.ts';
import { columns, nameParameter, optionalName, requireObject, text } from './system-procedure.ts';

const kilobytes = (n: number): string => `${n} KB`;
/** Kilobytes that rows of this shape would take: an order of size, since rows live in memory. */
const dataSize = (table: TableDefinition, rows: number): number =>
  rows === 0 ? 0 : Math.ceil((rows * Math.max(16, table.columns.length * 12)) / 8060) * 8;

const spaceUsed: SystemProcedure = {
  name: 'sp_spaceused',
  parameters: [optionalName('@objname'), { name: '@updateusage', type: varcharType(5), default: 'false' }],
  run(context, [name]) {
    const size = (table: TableDefinition): readonly [rows: number, data: number, indexes: number] => {
      const rows = context.database.table(table.id)?.data.rowCount ?? 0;
      const data = dataSize(table, rows);
      return [rows, data, rows === 0 ? 0 : table.indexes.length * 16];
    };
    if (text(name) !== undefined) {
      const object = requireObject(context, name);
      if (object.object?.kind !== 'table') throw sqlError(15009, text(name) ?? '', context.database.name);
      const [rows, data, indexes] = size(object.object);
      return {
        sets: [
          {
            columns: columns(
              ['name', nvarcharType(128)],
              ['rows', charType(20)],
              ['reserved', varcharType(18)],
              ['data', varcharType(18)],
              ['index_size', varcharType(18)],
              ['unused', varcharType(18)],
            ),
            rows: [[object.name, String(rows).padEnd(20), kilobytes(data + indexes), kilobytes(data), kilobytes(indexes), kilobytes(0)]],
          },
        ],
      };
    }
    let data = 0;
    let indexes = 0;
    for (const table of context.database.tables()) {
      const [, d, i] = size(table);
      data += d;
      indexes += i;
    }
    return {
      sets: [
        {
          columns: columns(
            ['database_name', nvarcharType(128)],
            ['database_size', varcharType(18)],
            ['unallocated space', varcharType(18)],
          ),
          rows: [[context.database.name, '16.00 MB', '0.00 MB']],
        },
        {
          columns: columns(
            ['reserved', varcharType(18)],
            ['data', varcharType(18)],
            ['index_size', varcharType(18)],
            ['unused', varcharType(18)],
          ),
          rows: [[kilobytes(data + indexes), kilobytes(data), kilobytes(indexes), kilobytes(0)]],
        },
      ],
    };
  },
};

const who = (name: string): SystemProcedure => ({
  name,
  parameters: [{ name: '@loginame', type: sysnameType, default: null }],
  run({ running, server }, [login]) {
    const wanted = text(login)?.toLowerCase();
    const rows: Value[][] = [];
    for (const s of running.sessions()) {
      if (
        wanted !== undefined &&
        wanted !== s.loginName.toLowerCase() &&
        wanted !== String(s.id) &&
        !(wanted === 'active' && s.status !== 'sleeping')
      )
        continue;
      rows.push([
        s.id,
        0,
        s.status.padEnd(30),
        s.loginName,
        s.hostName,
        String(s.blockedBy).padEnd(5),
        server.databaseById(s.databaseId)?.name ?? null,
        (s.command || 'AWAITING COMMAND').padEnd(16),
        0,
      ]);
    }
    return {
      sets: [
        {
          columns: columns(
            ['spid', smallintType],
            ['ecid', smallintType],
            ['status', nvarcharType(30)],
            ['loginame', nvarcharType(128)],
            ['hostname', nvarcharType(128)],
            ['blk', charType(5)],
            ['dbname', nvarcharType(128)],
            ['cmd', nvarcharType(26)],
            ['request_id', intType],
          ),
          rows,
        },
      ],
    };
  },
});

const KINDS: Readonly<Record<SchemaObject['kind'], string>> = {
  table: 'user table',
  view: 'view',
  procedure: 'stored procedure',
  function: 'function',
  trigger: 'trigger',
  sequence: 'sequence object',
  synonym: 'synonym',
};

const depends: SystemProcedure = {
  name: 'sp_depends',
  parameters: [nameParameter('@objname')],
  run(context, [name]) {
    const object = requireObject(context, name);
    const { database } = context;
    const used =
      object.object && isModule(object.object)
        ? mentionsOf(object.object).flatMap((m) =>
            object.object && isModule(object.object) ? (mentionedObject(database, object.object, m) ?? []) : [],
          )
        : [];
    const users = [...database.objects()].filter(
      (o) => isModule(o) && o.id !== object.id && mentionsOf(o).some((m) => mentionedObject(database, o, m)?.id === object.id),
    );
    const sets: ProcedureSet[] = [];
    if (used.length > 0) {
      sets.push({
        columns: columns(
          ['name', nvarcharType(257)],
          ['type', nvarcharType(16)],
          ['updated', nvarcharType(7)],
          ['selected', nvarcharType(8)],
          ['column', nvarcharType(128)],
        ),
        rows: used.map((o) => [`${o.schema}.${o.name}`, KINDS[o.kind], 'no', 'yes', null]),
      });
    }
    if (users.length > 0) {
      sets.push({
        columns: columns(['name', nvarcharType(257)], ['type', nvarcharType(16)]),
        rows: users.map((o) => [`${o.schema}.${o.name}`, KINDS[o.kind]]),
      });
    }
    const messages = [
      ...(used.length > 0 ? [{ number: 15459, text: 'In the current database, the specified object references the following:' }] : []),
      ...(users.length > 0
        ? [{ number: 15460, text: 'In the current database, the specified object is referenced by the following:' }]
        : []),
      ...(sets.length === 0 ? [{ number: 15461, text: 'Object does not reference any object, and no objects reference it.' }] : []),
    ];
    return { sets, messages };
  },
};

const helpDatabase: SystemProcedure = {
  name: 'sp_helpdb',
  parameters: [{ name: '@dbname', type: sysnameType, default: null }],
  run({ server }, [name]) {
    const wanted = text(name);
    const found = wanted === undefined ? server.databases() : [server.database(wanted)].filter((d) => d !== undefined);
    if (found.length === 0) throw sqlError(15010, wanted ?? '');
    return {
      sets: [
        {
          columns: columns(
            ['name', sysnameType],
            ['db_size', nvarcharType(13)],
            ['owner', sysnameType],
            ['dbid', smallintType],
            ['created', nvarcharType(11)],
            ['status', nvarcharType(600)],
            ['compatibility_level', tinyintType],
          ),
          rows: found.map((d) => {
            const created = new Date(Date.UTC(2010, 0, 1) + d.created / 10_000);
            const day = `${created.toLocaleString('en-US', { month: 'short', timeZone: 'UTC' })} ${String(created.getUTCDate()).padStart(2)} ${created.getUTCFullYear()}`;
            const status = `Status=ONLINE, Updateability=${d.options.isReadOnly ? 'READ_ONLY' : 'READ_WRITE'}, UserAccess=${d.options.access}, Recovery=${d.options.recoveryModel}, Version=957, Collation=${d.collation}`;
            return [d.name, '     16.00 MB', 'sa', d.id, day, status, d.options.compatibilityLevel];
          }),
        },
      ],
    };
  },
};

/** A new definition of the same content: every plan that used the old one is compiled again. */
const renew = (context: CatalogContext, object: SchemaObject | undefined): void => {
  if (object && context.database.byId(object.id)) context.database.replace(context.tx, copyDefinition(object, {}));
};

const recompile: SystemProcedure = {
  name: 'sp_recompile',
  parameters: [nameParameter('@objname')],
  run(context, [name]) {
    const object = requireObject(context, name);
    renew(context, object.object);
    return { sets: [], messages: [{ number: 15070, text: `Object '${text(name) ?? ''}' was successfully marked for recompilation.` }] };
  },
};

/** `refresh` binds a module again, so that a view's columns are those that its query now gives; the compiler's work. */
export const refreshProcedures = (refresh: (context: CatalogContext, module: SchemaObject) => void): readonly SystemProcedure[] =>
  ['sp_refreshview', 'sp_refreshsqlmodule'].map((name) => ({
    name,
    parameters: [
      nameParameter(name === 'sp_refreshview' ? '@viewname' : '@name'),
      ...(name === 'sp_refreshview' ? [] : [{ name: '@namespace', type: nvarcharType(20), default: null }]),
    ],
    run(context, [module]) {
      const object = requireObject(context, module);
      if (!object.object || !isModule(object.object) || (name === 'sp_refreshview' && object.object.kind !== 'view'))
        throw sqlError(15165, text(module) ?? '');
      refresh(context, object.object);
      return { sets: [] };
    },
  }));

export const serverProcedures: readonly SystemProcedure[] = [spaceUsed, who('sp_who'), who('sp_who2'), depends, helpDatabase, recompile];
