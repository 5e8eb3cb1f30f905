// The views of SQL Server 2000 that old scripts read: sysobjects, syscolumns, sysindexes, systypes, sysusers, sysdatabases,
// syscomments, sysforeignkeys, sysreferences. Also found without a schema.

import type { Value } from '../../types/sql-type.ts';
import {
  bitType,
  charType,
  datetimeType,
  intType,
  nvarcharType,
  smallintType,
  sysnameType,
  tinyintType,
  varbinaryType,
  varcharType,
  isString,
} from '../../types/sql-type.ts';
import { TYPE_CATALOG, typeFacts } from '../../types/resolve-type.ts';
import { ticksToDatetime } from '../catalog-clock.ts';
import { columnOfSlot } from '../build-context.ts';
import { isModule } from '../dependencies.ts';
import type { ObjectType } from './catalog-objects.ts';
import { catalogObjects, schemaId, tablesOf } from './catalog-objects.ts';
import { typeIds } from './column-views.ts';
import { indexesWithHeap } from './constraint-views.ts';
import type { SystemView } from './system-view.ts';
import { systemView } from './system-view.ts';

/** sysobjects.xtype is sys.objects.type; `type` had one letter for all keys. */
const oldType = (type: ObjectType): string => (type === 'PK' || type === 'UQ' ? 'K' : type);
const bit = (value: boolean): number => (value ? 1 : 0);
const TEXT_PIECE = 4000;

export const compatibilityViews: readonly SystemView[] = [
  systemView(
    'sys',
    'sysobjects',
    [
      ['name', sysnameType],
      ['id', intType],
      ['xtype', charType(2)],
      ['uid?', smallintType],
      ['info?', smallintType],
      ['status?', intType],
      ['base_schema_ver?', intType],
      ['replinfo?', intType],
      ['parent_obj', intType],
      ['crdate', datetimeType],
      ['ftcatid?', smallintType],
      ['schema_ver?', intType],
      ['stats_schema_ver?', intType],
      ['type?', charType(2)],
      ['userstat?', smallintType],
      ['sysstat?', smallintType],
      ['indexdel?', smallintType],
      ['refdate', datetimeType],
      ['version?', intType],
      ['deltrig?', intType],
      ['instrig?', intType],
      ['updtrig?', intType],
      ['seltrig?', intType],
      ['category?', intType],
      ['cache?', smallintType],
    ],
    function* (context) {
      for (const o of catalogObjects(context)) {
        yield [
          o.name,
          o.id,
          o.type.padEnd(2),
          schemaId(context.database, o.schema),
          0,
          0,
          0,
          0,
          o.parentId,
          o.created,
          0,
          0,
          0,
          oldType(o.type).padEnd(2),
          1,
          3,
          0,
          o.created,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
        ];
      }
    },
    true,
  ),
  systemView(
    'sys',
    'syscolumns',
    [
      ['name?', sysnameType],
      ['id', intType],
      ['xtype', tinyintType],
      ['typestat?', tinyintType],
      ['xusertype?', smallintType],
      ['length', smallintType],
      ['xprec?', tinyintType],
      ['xscale?', tinyintType],
      ['colid?', smallintType],
      ['xoffset?', smallintType],
      ['bitpos?', tinyintType],
      ['reserved?', tinyintType],
      ['colstat?', smallintType],
      ['cdefault', intType],
      ['domain', intType],
      ['number?', smallintType],
      ['colorder?', smallintType],
      ['offset?', smallintType],
      ['collationid?', intType],
      ['status?', tinyintType],
      ['type', tinyintType],
      ['usertype?', smallintType],
      ['prec?', smallintType],
      ['scale?', intType],
      ['iscomputed?', intType],
      ['isoutparam?', intType],
      ['isnullable?', intType],
      ['collation?', sysnameType],
    ],
    function* (context) {
      for (const table of tablesOf(context)) {
        for (const c of table.columns) {
          const facts = typeFacts(c.type);
          const ids = typeIds(context.database, c.type, c.aliasType);
          const prec = isString(c.type) ? c.type.length : facts.precision;
          yield [
            c.name,
            table.id,
            ids.system,
            0,
            ids.user,
            facts.maxLength,
            facts.precision,
            facts.scale,
            c.id,
            0,
            0,
            0,
            bit(c.identity !== undefined),
            c.default?.id ?? 0,
            0,
            0,
            c.id,
            0,
            0,
            (c.isNullable ? 8 : 0) + (c.identity ? 128 : 0),
            ids.system,
            ids.user,
            prec,
            facts.scale,
            bit(c.computed !== undefined),
            0,
            bit(c.isNullable),
            isString(c.type) ? (c.collation ?? context.database.collation) : null,
          ];
        }
      }
    },
    true,
  ),
  systemView(
    'sys',
    'sysindexes',
    [
      ['id', intType],
      ['status?', intType],
      ['indid?', smallintType],
      ['keycnt?', smallintType],
      ['groupid?', smallintType],
      ['dpages?', intType],
      ['reserved?', intType],
      ['used?', intType],
      ['rowcnt?', intType],
      ['rowmodctr?', intType],
      ['rows?', intType],
      ['name?', sysnameType],
    ],
    function* (context) {
      for (const table of tablesOf(context)) {
        const rows = context.database.table(table.id)?.data.rowCount ?? 0;
        for (const index of indexesWithHeap(table)) {
          const status = index
            ? (index.isUnique ? 2 : 0) +
              (index.isClustered ? 16 : 0) +
              (index.constraint?.kind === 'primaryKey' ? 2048 : 0) +
              (index.constraint?.kind === 'unique' ? 4096 : 0)
            : 0;
          yield [table.id, status, index?.id ?? 0, index?.keys.length ?? 0, 1, 0, 0, 0, rows, 0, rows, index?.name ?? null];
        }
      }
    },
    true,
  ),
  systemView(
    'sys',
    'systypes',
    [
      ['name', sysnameType],
      ['xtype', tinyintType],
      ['status?', tinyintType],
      ['xusertype?', smallintType],
      ['length', smallintType],
      ['xprec', tinyintType],
      ['xscale', tinyintType],
      ['uid?', smallintType],
      ['usertype?', smallintType],
      ['allownulls?', bitType],
      ['type', tinyintType],
      ['prec?', smallintType],
      ['scale?', tinyintType],
    ],
    function* ({ database }) {
      for (const t of TYPE_CATALOG)
        yield [
          t.name,
          t.systemTypeId,
          0,
          t.userTypeId,
          t.maxLength,
          t.precision,
          t.scale,
          4,
          t.userTypeId,
          1,
          t.systemTypeId,
          t.precision,
          t.scale,
        ];
      for (const type of database.types()) {
        if (!type.alias) continue;
        const facts = typeFacts(type.alias.type);
        yield [
          type.name,
          facts.systemTypeId,
          0,
          type.userTypeId,
          facts.maxLength,
          facts.precision,
          facts.scale,
          schemaId(database, type.schema),
          type.userTypeId,
          bit(type.alias.isNullable),
          facts.systemTypeId,
          facts.precision,
          facts.scale,
        ];
      }
    },
    true,
  ),
  systemView(
    'sys',
    'sysusers',
    [
      ['uid', smallintType],
      ['status?', smallintType],
      ['name', sysnameType],
      ['sid?', varbinaryType(85)],
      ['createdate', datetimeType],
      ['updatedate', datetimeType],
      ['hasdbaccess?', intType],
      ['islogin?', intType],
      ['isntname?', intType],
      ['issqluser?', intType],
      ['issqlrole?', intType],
    ],
    function* ({ database }) {
      const created = ticksToDatetime(database.created);
      for (const p of database.principals())
        yield [
          p.id,
          0,
          p.name,
          null,
          created,
          created,
          bit(p.kind === 'user'),
          bit(p.kind === 'user'),
          0,
          bit(p.kind === 'user'),
          bit(p.kind === 'role'),
        ];
    },
    true,
  ),
  systemView(
    'sys',
    'sysdatabases',
    [
      ['name', sysnameType],
      ['dbid', smallintType],
      ['sid?', varbinaryType(85)],
      ['mode?', smallintType],
      ['status?', intType],
      ['status2?', intType],
      ['crdate', datetimeType],
      ['category?', intType],
      ['cmptlevel', tinyintType],
      ['filename?', nvarcharType(260)],
      ['version?', smallintType],
    ],
    function* ({ server }) {
      for (const d of server.databases())
        yield [
          d.name,
          d.id,
          Uint8Array.of(1),
          0,
          65536,
          0,
          ticksToDatetime(d.created),
          0,
          d.options.compatibilityLevel,
          `${d.name}.mdf`,
          957,
        ];
    },
    true,
  ),
  systemView(
    'sys',
    'syscomments',
    [
      ['id', intType],
      ['number?', smallintType],
      ['colid', smallintType],
      ['status', smallintType],
      ['texttype?', smallintType],
      ['language?', smallintType],
      ['encrypted?', bitType],
      ['compressed?', bitType],
      ['text?', nvarcharType(4000)],
    ],
    function* (context) {
      const pieces = function* (id: number, text: string): Generator<Value[]> {
        for (let at = 0, n = 1; at < text.length; at += TEXT_PIECE, n++) yield [id, 1, n, 0, 2, 0, 0, 0, text.slice(at, at + TEXT_PIECE)];
      };
      for (const o of catalogObjects(context)) {
        if (o.object && isModule(o.object)) yield* pieces(o.id, o.object.text);
        else if (o.constraint?.kind === 'check') yield* pieces(o.id, o.constraint.check.definition);
        else if (o.constraint?.kind === 'default') yield* pieces(o.id, o.constraint.default.definition);
      }
    },
    true,
  ),
  systemView(
    'sys',
    'sysforeignkeys',
    [
      ['constid', intType],
      ['fkeyid', intType],
      ['rkeyid', intType],
      ['fkey', smallintType],
      ['rkey', smallintType],
      ['keyno', smallintType],
    ],
    function* (context) {
      for (const table of tablesOf(context)) {
        for (const key of table.foreignKeys) {
          const referenced = context.database.byId(key.referencedTableId);
          for (const [i, slot] of key.columns.entries()) {
            const other = referenced?.kind === 'table' ? columnOfSlot(referenced, key.referencedColumns[i] ?? 0)?.id : 0;
            yield [key.id, table.id, key.referencedTableId, columnOfSlot(table, slot)?.id ?? 0, other ?? 0, i + 1];
          }
        }
      }
    },
    true,
  ),
  systemView(
    'sys',
    'sysindexkeys',
    [
      ['id', intType],
      ['indid', smallintType],
      ['colid', smallintType],
      ['keyno', smallintType],
    ],
    function* (context) {
      for (const table of tablesOf(context))
        for (const index of table.indexes) for (const [i, key] of index.keys.entries()) yield [table.id, index.id, key.columnId, i + 1];
    },
    true,
  ),
  systemView(
    'sys',
    'syscharsets',
    [
      ['type', smallintType],
      ['id', tinyintType],
      ['csid', tinyintType],
      ['status?', smallintType],
      ['name', sysnameType],
      ['description?', varcharType(255)],
    ],
    () => [[1001, 1, 0, 0, 'iso_1', 'ISO 8859-1 (Latin-1) - Western European 8-bit character set.']],
    true,
  ),
];
