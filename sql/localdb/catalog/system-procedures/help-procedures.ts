// sp_help, sp_helpindex, sp_helpconstraint, sp_helptrigger: descriptions of objects for people.

import { sqlError } from '../../types/errors.ts';
import { typeFacts } from '../../types/resolve-type.ts';
import type { Value } from '../../types/sql-type.ts';
import { datetimeType, intType, isString, nvarcharType, sqlType, sysnameType, varcharType } from '../../types/sql-type.ts';
import { columnById, columnOfSlot } from '../build-context.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { schemaBoundUsers } from '../dependencies.ts';
import type { Column, IndexDefinition, Parameter, TableDefinition, ViewColumn } from '../model.ts';
import type { CatalogObject } from '../system-views/catalog-objects.ts';
import { catalogObjects, tableById, TYPE_DESCRIPTIONS } from '../system-views/catalog-objects.ts';
import type { ProcedureMessage, ProcedureSet, SystemProcedure } from './system-procedure.ts';
import { columns, nameParameter, optionalName, requireObject, text } from './system-procedure.ts';

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');
const typeWords = (o: CatalogObject): string =>
  (
    ({
      U: 'user table',
      V: 'view',
      P: 'stored procedure',
      FN: 'scalar function',
      IF: 'inline function',
      TF: 'table function',
      TR: 'trigger',
      SN: 'synonym',
      SO: 'sequence object',
    }) as Record<string, string>
  )[o.type] ?? TYPE_DESCRIPTIONS[o.type].toLowerCase().replaceAll('_', ' ');

const all = (context: CatalogContext): ProcedureSet => ({
  columns: columns(['Name', sysnameType], ['Owner', sysnameType], ['Object_type', nvarcharType(31)]),
  rows: [...catalogObjects(context)]
    .map((o) => [o.name, o.schema, typeWords(o)])
    .sort((a, b) => (String(a[2]) < String(b[2]) ? 1 : String(a[2]) > String(b[2]) ? -1 : String(a[0]).localeCompare(String(b[0])))),
});

const sizeText = (type: Column['type']): readonly [Value, Value] => {
  const facts = typeFacts(type);
  const isExact = type.name === 'decimal' || type.name === 'numeric' || type.name.endsWith('int') || type.name.endsWith('money');
  const hasPrecision =
    isExact ||
    type.name === 'float' ||
    type.name === 'real' ||
    type.name === 'datetime2' ||
    type.name === 'time' ||
    type.name === 'datetimeoffset' ||
    type.name === 'date';
  return [
    hasPrecision ? String(facts.precision).padEnd(5) : '     ',
    isExact || (hasPrecision && facts.scale > 0) ? String(facts.scale).padEnd(5) : '     ',
  ];
};

const columnSet = (context: CatalogContext, list: readonly (Column | ViewColumn)[]): ProcedureSet => ({
  columns: columns(
    ['Column_name', sysnameType],
    ['Type', sysnameType],
    ['Computed', varcharType(35)],
    ['Length', intType],
    ['Prec', sqlType('char', 5)],
    ['Scale', sqlType('char', 5)],
    ['Nullable', varcharType(35)],
    ['TrimTrailingBlanks', varcharType(35)],
    ['FixedLenNullInSource', varcharType(35)],
    ['Collation', sysnameType],
  ),
  rows: list.map((c) => {
    const facts = typeFacts(c.type);
    const full = 'slot' in c ? c : undefined;
    const isText = c.type.name.includes('char') || c.type.name.includes('binary');
    return [
      c.name,
      full?.aliasType?.name ?? facts.name,
      yesNo(full?.computed !== undefined),
      facts.maxLength,
      ...sizeText(c.type),
      yesNo(c.isNullable),
      isText ? 'no' : '(n/a)',
      isText ? yesNo(c.isNullable) : '(n/a)',
      isString(c.type) && c.type.name !== 'xml' ? (c.collation ?? context.database.collation) : null,
    ];
  }),
});

const identitySets = (list: readonly (Column | ViewColumn)[]): readonly ProcedureSet[] => {
  const identity = list.find((c): c is Column => 'slot' in c && c.identity !== undefined);
  const guid = list.find((c): c is Column => 'slot' in c && c.isRowGuid);
  const numeric = sqlType('numeric', 0, 38, 0);
  return [
    {
      columns: columns(['Identity', sysnameType], ['Seed', numeric], ['Increment', numeric], ['Not For Replication', intType]),
      rows: [
        identity
          ? [identity.name, identity.identity?.seed ?? null, identity.identity?.increment ?? null, 0]
          : ['No identity column defined.', null, null, null],
      ],
    },
    { columns: columns(['RowGuidCol', sysnameType]), rows: [[guid?.name ?? 'No rowguidcol column defined.']] },
  ];
};

const keysText = (table: TableDefinition, index: IndexDefinition): string =>
  index.keys.map((k) => `${columnById(table, k.columnId)?.name ?? ''}${k.descending ? '(-)' : ''}`).join(', ');

const indexText = (index: IndexDefinition): string =>
  [
    index.isClustered ? 'clustered' : 'nonclustered',
    ...(index.ignoreDuplicateKey ? ['ignore duplicate keys'] : []),
    ...(index.isUnique ? ['unique'] : []),
    ...(index.constraint?.kind === 'primaryKey' ? ['primary key'] : []),
    ...(index.constraint?.kind === 'unique' ? ['unique key'] : []),
  ].join(', ');

const indexSet = (table: TableDefinition): ProcedureSet => ({
  columns: columns(['index_name', sysnameType], ['index_description', varcharType(210)], ['index_keys', nvarcharType(2078)]),
  rows: [...table.indexes]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((i) => [i.name, `${indexText(i)} located on PRIMARY`, keysText(table, i)]),
});
const noIndexes = (name: string): ProcedureMessage => ({
  number: 15472,
  text: `The object '${name}' does not have any indexes, or you do not have permissions.`,
});

const ACTIONS = { noAction: 'No Action', cascade: 'Cascade', setNull: 'Set Null', setDefault: 'Set Default' } as const;

const constraintSet = (context: CatalogContext, table: TableDefinition): ProcedureSet => {
  const rows: Value[][] = [];
  const none = '(n/a)';
  const status = (isDisabled: boolean): string => (isDisabled ? 'Disabled' : 'Enabled');
  for (const check of table.checks) {
    const column = check.columnId > 0 ? columnById(table, check.columnId)?.name : undefined;
    rows.push([
      column ? `CHECK on column ${column}` : 'CHECK Table Level ',
      check.name,
      none,
      none,
      status(check.isDisabled),
      'Is_For_Replication',
      check.definition,
    ]);
  }
  for (const column of table.columns) {
    if (column.default)
      rows.push([`DEFAULT on column ${column.name}`, column.default.name, none, none, none, none, column.default.definition]);
  }
  for (const key of table.foreignKeys) {
    const other = context.database.byId(key.referencedTableId);
    const target = other?.kind === 'table' ? other : undefined;
    const list = (of: TableDefinition | undefined, slots: readonly number[]): string =>
      slots.map((s) => (of ? columnOfSlot(of, s)?.name : '')).join(', ');
    rows.push([
      'FOREIGN KEY',
      key.name,
      ACTIONS[key.onDelete],
      ACTIONS[key.onUpdate],
      status(key.isDisabled),
      'Is_For_Replication',
      list(table, key.columns),
    ]);
    rows.push([
      ' ',
      ' ',
      ' ',
      ' ',
      ' ',
      ' ',
      `REFERENCES ${context.database.name}.${target?.schema ?? ''}.${target?.name ?? ''} (${list(target, key.referencedColumns)})`,
    ]);
  }
  for (const index of table.indexes) {
    if (!index.constraint) continue;
    const kind = index.constraint.kind === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE';
    rows.push([`${kind} (${index.isClustered ? '' : 'non-'}clustered)`, index.name, none, none, none, none, keysText(table, index)]);
  }
  return {
    columns: columns(
      ['constraint_type', nvarcharType(146)],
      ['constraint_name', nvarcharType(128)],
      ['delete_action', nvarcharType(11)],
      ['update_action', nvarcharType(11)],
      ['status_enabled', varcharType(8)],
      ['status_for_replication', varcharType(19)],
      ['constraint_keys', nvarcharType(2126)],
    ),
    rows,
  };
};

const referencingSet = (context: CatalogContext, table: TableDefinition): ProcedureSet | undefined => {
  const keys = context.database.foreignKeysTo(table.id);
  if (keys.length === 0) return undefined;
  return {
    columns: columns(['Table is referenced by foreign key', nvarcharType(516)]),
    rows: keys.map(({ table: t, foreignKey }) => [`${context.database.name}.${t.schema}.${t.name}: ${foreignKey.name}`]),
  };
};

const parameterSet = (context: CatalogContext, parameters: readonly Parameter[]): ProcedureSet => ({
  columns: columns(
    ['Parameter_name', sysnameType],
    ['Type', sysnameType],
    ['Length', sqlType('smallint', 0, 5)],
    ['Prec', intType],
    ['Scale', intType],
    ['Param_order', intType],
    ['Collation', sysnameType],
  ),
  rows: parameters.map((p) => {
    const type = p.type !== 'cursor' && !('tableTypeId' in p.type) ? p.type : undefined;
    if (!type) return [p.name, p.type === 'cursor' ? 'cursor' : 'table type', 0, 0, null, p.ordinal, null];
    const facts = typeFacts(type);
    return [
      p.name,
      p.aliasType?.name ?? facts.name,
      facts.maxLength,
      isString(type) ? type.length : facts.precision,
      isString(type) ? null : facts.scale,
      p.ordinal,
      isString(type) ? context.database.collation : null,
    ];
  }),
});

const help: SystemProcedure = {
  name: 'sp_help',
  parameters: [optionalName('@objname')],
  run(context, [name]) {
    if (text(name) === undefined) return { sets: [all(context)] };
    const o = requireObject(context, name);
    const sets: ProcedureSet[] = [
      {
        columns: columns(['Name', sysnameType], ['Owner', sysnameType], ['Type', nvarcharType(31)], ['Created_datetime', datetimeType]),
        rows: [[o.name, o.schema, typeWords(o), o.created]],
      },
    ];
    const messages: ProcedureMessage[] = [];
    const table = o.object?.kind === 'table' ? tableById(context, o.id) : undefined;
    const list =
      table?.columns ??
      (o.object?.kind === 'view'
        ? o.object.columns
        : o.object?.kind === 'function'
          ? (o.object.table?.columns ?? o.object.columns)
          : undefined);
    if (list) sets.push(columnSet(context, list), ...identitySets(list));
    if (o.object && 'parameters' in o.object && o.object.parameters.length > 0) sets.push(parameterSet(context, o.object.parameters));
    if (table) {
      sets.push({ columns: columns(['Data_located_on_filegroup', sysnameType]), rows: [['PRIMARY']] });
      if (table.indexes.length > 0) sets.push(indexSet(table));
      else messages.push(noIndexes(o.name));
      const constraints = constraintSet(context, table);
      if (constraints.rows.length > 0) sets.push(constraints);
      else
        messages.push({
          number: 15469,
          text: `No constraints are defined on object '${text(name) ?? ''}', or you do not have permissions.`,
        });
      const referencing = referencingSet(context, table);
      if (referencing) sets.push(referencing);
      else
        messages.push({
          number: 15470,
          text: `No foreign keys reference table '${text(name) ?? ''}', or you do not have permissions on referencing tables.`,
        });
      const bound = schemaBoundUsers(context.database, table).filter((m) => m.kind === 'view');
      if (bound.length > 0)
        sets.push({
          columns: columns(['Table is referenced by views', nvarcharType(516)]),
          rows: bound.map((v) => [`${context.database.name}.${v.schema}.${v.name}`]),
        });
    }
    return { sets, messages };
  },
};

const tableOf = (context: CatalogContext, name: Value | undefined): TableDefinition => {
  const object = requireObject(context, name);
  const table = tableById(context, object.id);
  if (!table) throw sqlError(15009, text(name) ?? '', context.database.name);
  return table;
};

export const helpProcedures: readonly SystemProcedure[] = [
  help,
  {
    name: 'sp_helpindex',
    parameters: [nameParameter('@objname')],
    run(context, [name]) {
      const table = tableOf(context, name);
      return table.indexes.length > 0 ? { sets: [indexSet(table)] } : { sets: [], messages: [noIndexes(text(name) ?? '')] };
    },
  },
  {
    name: 'sp_helpconstraint',
    parameters: [nameParameter('@objname'), { name: '@nomsg', type: varcharType(5), default: 'msg' }],
    run(context, [name, noMessage]) {
      const table = tableOf(context, name);
      const sets: ProcedureSet[] =
        text(noMessage)?.toLowerCase() === 'nomsg'
          ? []
          : [{ columns: columns(['Object Name', nvarcharType(776)]), rows: [[text(name) ?? '']] }];
      const constraints = constraintSet(context, table);
      if (constraints.rows.length > 0) sets.push(constraints);
      const referencing = referencingSet(context, table);
      if (referencing) sets.push(referencing);
      return { sets };
    },
  },
  {
    name: 'sp_helptrigger',
    parameters: [nameParameter('@tabname'), { name: '@triggertype', type: sqlType('char', 6), default: null }],
    run(context, [name, type]) {
      const parent = requireObject(context, name);
      const wanted = text(type)?.trim().toLowerCase();
      const flag = (value: boolean): number => (value ? 1 : 0);
      const rows = context.database
        .triggersOf(parent.id)
        .filter((t) => wanted === undefined || t.statement.events.some((e) => e === wanted))
        .map((t): Value[] => {
          const { events, timing } = t.statement;
          return [
            t.name,
            'dbo',
            flag(events.includes('update')),
            flag(events.includes('delete')),
            flag(events.includes('insert')),
            flag(timing === 'after'),
            flag(timing === 'insteadOf'),
            t.schema,
          ];
        });
      return {
        sets: [
          {
            columns: columns(
              ['trigger_name', sysnameType],
              ['trigger_owner', sysnameType],
              ['isupdate', intType],
              ['isdelete', intType],
              ['isinsert', intType],
              ['isafter', intType],
              ['isinsteadof', intType],
              ['trigger_schema', sysnameType],
            ),
            rows,
          },
        ],
      };
    },
  },
];
