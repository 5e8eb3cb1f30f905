// sp_addextendedproperty, sp_updateextendedproperty and sp_dropextendedproperty.

import { sqlError } from '../../types/errors.ts';
import type { Value } from '../../types/sql-type.ts';
import { nvarcharType, sysnameType, varcharType } from '../../types/sql-type.ts';
import { findColumn } from '../build-context.ts';
import type { CatalogContext } from '../catalog-context.ts';
import type { ExtendedProperty } from '../database-header.ts';
import type { CatalogObject } from '../system-views/catalog-objects.ts';
import { catalogObjects, findCatalogObject, tableById } from '../system-views/catalog-objects.ts';
import type { ProcedureParameter, SystemProcedure } from './system-procedure.ts';
import { text } from './system-procedure.ts';

type Target = Pick<ExtendedProperty, 'class' | 'majorId' | 'minorId'>;

const levels: readonly ProcedureParameter[] = [0, 1, 2].flatMap((n) => [
  { name: `@level${n}type`, type: varcharType(128), default: null },
  { name: `@level${n}name`, type: sysnameType, default: null },
]);

/** What a property is about and its name for messages. Throws 15135 for an object that there is not. */
const targetOf = (context: CatalogContext, written: readonly (Value | undefined)[]): { readonly target: Target; readonly name: string } => {
  const { database } = context;
  const [type0, name0, type1, name1, type2, name2] = written.map(text);
  const path = [name0, name1, name2].filter((n) => n !== undefined).join('.');
  if (type0 === undefined) return { target: { class: 'database', majorId: 0, minorId: 0 }, name: database.name };
  const invalid = sqlError(15135, path);
  if (type0.toUpperCase() !== 'SCHEMA') throw invalid;
  const schema = database.schema(name0 ?? '');
  if (!schema) throw invalid;
  if (type1 === undefined) return { target: { class: 'schema', majorId: schema.id, minorId: 0 }, name: path };
  if (type1.toUpperCase() === 'TYPE') {
    const type = database.type(schema.name, name1 ?? '');
    if (!type) throw invalid;
    return { target: { class: 'type', majorId: type.userTypeId, minorId: 0 }, name: path };
  }
  const object = findCatalogObject(database, schema.name, name1 ?? '');
  if (!object) throw invalid;
  if (type2 === undefined) return { target: { class: 'object', majorId: object.id, minorId: 0 }, name: path };
  const target = partOf(context, object, type2.toUpperCase(), name2 ?? '');
  if (!target) throw invalid;
  return { target, name: path };
};

/** A column, parameter, index, constraint or trigger of an object. */
const partOf = (context: CatalogContext, object: CatalogObject, kind: string, name: string): Target | undefined => {
  const key = name.toLowerCase();
  const table = tableById(context, object.id);
  const majorId = object.id;
  switch (kind) {
    case 'COLUMN': {
      const column = table
        ? findColumn(table, name)
        : object.object?.kind === 'view'
          ? object.object.columns.find((c) => c.name.toLowerCase() === key)
          : undefined;
      return column && { class: 'object', majorId, minorId: column.id };
    }
    case 'INDEX': {
      const index = table?.indexes.find((i) => i.name.toLowerCase() === key);
      return index && { class: 'index', majorId, minorId: index.id };
    }
    case 'PARAMETER': {
      const parameters = object.object && 'parameters' in object.object ? object.object.parameters : [];
      const parameter = parameters.find((p) => p.name.toLowerCase() === key);
      return parameter && { class: 'parameter', majorId, minorId: parameter.ordinal };
    }
    case 'CONSTRAINT':
    case 'TRIGGER': {
      const found = findCatalogObject(context.database, object.schema, name);
      return found?.parentId === object.id ? { class: 'object', majorId: found.id, minorId: 0 } : undefined;
    }
    default:
      return undefined;
  }
};

const nameParameter: ProcedureParameter = { name: '@name', type: sysnameType };
/** sql_variant in SQL Server; kept as text here. */
const valueParameter: ProcedureParameter = { name: '@value', type: nvarcharType(4000), default: null };

export const extendedPropertyProcedures: readonly SystemProcedure[] = [
  {
    name: 'sp_addextendedproperty',
    parameters: [nameParameter, valueParameter, ...levels],
    run(context, [property, value, ...written]) {
      const { target, name } = targetOf(context, written);
      const key = { ...target, name: text(property) ?? '' };
      if (context.database.property(key)) throw sqlError(15233, key.name, name);
      context.database.setProperty(context.tx, { ...key, value: text(value) ?? null });
      return { sets: [] };
    },
  },
  {
    name: 'sp_updateextendedproperty',
    parameters: [nameParameter, valueParameter, ...levels],
    run(context, [property, value, ...written]) {
      const { target, name } = targetOf(context, written);
      const key = { ...target, name: text(property) ?? '' };
      if (!context.database.property(key)) throw sqlError(15217, key.name, name);
      context.database.setProperty(context.tx, { ...key, value: text(value) ?? null });
      return { sets: [] };
    },
  },
  {
    name: 'sp_dropextendedproperty',
    parameters: [nameParameter, ...levels],
    run(context, [property, ...written]) {
      const { target, name } = targetOf(context, written);
      const key = { ...target, name: text(property) ?? '' };
      if (!context.database.property(key)) throw sqlError(15217, key.name, name);
      context.database.removeProperty(context.tx, key);
      return { sets: [] };
    },
  },
];

/** Rows of fn_listextendedproperty: what kind and name of object, the property's name and its value. NULL stands for all. */
export const listExtendedProperties = (context: CatalogContext, [property, ...levelValues]: readonly Value[]): Value[][] => {
  const [type0, name0, type1, name1, type2, name2] = levelValues.map(text);
  const { database } = context;
  const wanted = text(property);
  const rows: Value[][] = [];
  const add = (target: Target, kind: string | null, name: string | null): void => {
    for (const p of database.properties()) {
      if (p.class !== target.class || p.majorId !== target.majorId || p.minorId !== target.minorId) continue;
      if (wanted === undefined || p.name.toLowerCase() === wanted.toLowerCase()) rows.push([kind, name, p.name, p.value]);
    }
  };
  if (type0 === undefined) {
    add({ class: 'database', majorId: 0, minorId: 0 }, null, null);
    return rows;
  }
  if (type0.toUpperCase() !== 'SCHEMA') return rows;
  const isNamed = (name: string, filter: string | undefined): boolean =>
    filter === undefined || name.toLowerCase() === filter.toLowerCase();
  for (const schema of database.schemas()) {
    if (!isNamed(schema.name, name0)) continue;
    if (type1 === undefined) {
      add({ class: 'schema', majorId: schema.id, minorId: 0 }, 'SCHEMA', schema.name);
      continue;
    }
    for (const object of catalogObjects(context)) {
      if (object.schema !== schema.name || !(LEVEL_1[type1.toUpperCase()] ?? []).includes(object.type) || !isNamed(object.name, name1))
        continue;
      if (type2 === undefined) add({ class: 'object', majorId: object.id, minorId: 0 }, type1.toUpperCase(), object.name);
      else
        for (const name of partNames(context, object, type2.toUpperCase())) {
          const target = isNamed(name, name2) ? partOf(context, object, type2.toUpperCase(), name) : undefined;
          if (target) add(target, type2.toUpperCase(), name);
        }
    }
  }
  return rows;
};

/** Types of objects that a level 1 type means. */
const LEVEL_1: Readonly<Record<string, readonly string[]>> = {
  TABLE: ['U'],
  VIEW: ['V'],
  PROCEDURE: ['P'],
  FUNCTION: ['FN', 'IF', 'TF'],
  SEQUENCE: ['SO'],
  SYNONYM: ['SN'],
  TYPE: [],
};

const partNames = (context: CatalogContext, object: CatalogObject, kind: string): string[] => {
  const table = tableById(context, object.id);
  switch (kind) {
    case 'COLUMN':
      return (table?.columns ?? (object.object?.kind === 'view' ? object.object.columns : [])).map((c) => c.name);
    case 'INDEX':
      return (table?.indexes ?? []).map((i) => i.name);
    case 'PARAMETER':
      return (object.object && 'parameters' in object.object ? object.object.parameters : []).map((p) => p.name);
    case 'CONSTRAINT':
    case 'TRIGGER':
      return [...catalogObjects(context)].filter((o) => o.parentId === object.id).map((o) => o.name);
    default:
      return [];
  }
};
