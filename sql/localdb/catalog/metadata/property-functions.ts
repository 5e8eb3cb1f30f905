// OBJECTPROPERTY, COLUMNPROPERTY, INDEXPROPERTY, INDEXKEY_PROPERTY and TYPEPROPERTY: facts by the property's name. A
// property that there is not gives NULL, one that does not apply to the object gives 0.

import { TYPE_CATALOG, typeFacts } from '../../types/resolve-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { VariantValue, charType, datetimeType, intType, isString, sysnameType } from '../../types/sql-type.ts';
import { columnById } from '../build-context.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { isModule } from '../dependencies.ts';
import type { Column, TableDefinition, Trigger, ViewColumn } from '../model.ts';
import type { CatalogObject, ObjectType } from '../system-views/catalog-objects.ts';
import { catalogObject, schemaId, tableById } from '../system-views/catalog-objects.ts';
import type { MetadataFunction } from './metadata-function.ts';
import { asVariant, bit, metadataFunction, nameType, variantType } from './metadata-function.ts';
import { columnByName, columnsById } from './object-functions.ts';

type ObjectFact = (o: CatalogObject, catalog: CatalogContext) => number | null;

const isType =
  (...types: ObjectType[]): ObjectFact =>
  (o) =>
    bit(types.includes(o.type));
const ofTable =
  (fact: (table: TableDefinition, catalog: CatalogContext) => boolean): ObjectFact =>
  (o, catalog) => {
    const table = o.object?.kind === 'table' ? o.object : undefined;
    return bit(table !== undefined && fact(table, catalog));
  };
const ofTrigger =
  (fact: (trigger: Trigger) => boolean): ObjectFact =>
  (o) =>
    bit(o.object?.kind === 'trigger' && fact(o.object));
const hasTrigger =
  (fact: (trigger: Trigger) => boolean): ObjectFact =>
  (o, { database }) =>
    bit(database.triggersOf(o.id).some(fact));
const hasOption =
  (option: string): ObjectFact =>
  (o) =>
    bit(
      o.object !== undefined &&
        isModule(o.object) &&
        new RegExp(`\\b${option}\\b`, 'i').test(o.object.text) &&
        (o.object.statement.options ?? []).some((w) => w.startsWith(option)),
    );
const onModule =
  (flag: 'usesQuotedIdentifier' | 'usesAnsiNulls'): ObjectFact =>
  (o) =>
    o.object && isModule(o.object) ? bit(o.object[flag]) : o.type === 'U' ? 1 : null;
const keyOf = (o: CatalogObject): { readonly isClustered: boolean } | undefined =>
  o.constraint && 'index' in o.constraint ? o.constraint.index : undefined;
const restriction = (o: CatalogObject): { readonly isDisabled: boolean; readonly isNotTrusted: boolean } | undefined =>
  o.constraint?.kind === 'check' ? o.constraint.check : o.constraint?.kind === 'foreignKey' ? o.constraint.foreignKey : undefined;
const zero: ObjectFact = () => 0;

/** Keys in lower case. */
const OBJECT_FACTS: Readonly<Record<string, ObjectFact>> = {
  istable: isType('U', 'TT'),
  isusertable: isType('U'),
  isview: isType('V'),
  isprocedure: isType('P'),
  istrigger: isType('TR'),
  isscalarfunction: isType('FN'),
  istablefunction: isType('IF', 'TF'),
  isinlinefunction: isType('IF'),
  isconstraint: isType('PK', 'UQ', 'F', 'C', 'D'),
  isprimarykey: isType('PK'),
  isuniquecnst: isType('UQ'),
  isforeignkey: isType('F'),
  ischeckcnst: isType('C'),
  isdefaultcnst: isType('D'),
  isdefault: zero,
  isrule: zero,
  isexecuted: isType('P', 'V', 'FN', 'IF', 'TF', 'TR'),
  ismsshipped: zero,
  issystemtable: zero,
  issequence: isType('SO'),
  issynonym: isType('SN'),
  isqueue: zero,
  isextendedproc: zero,
  isreplproc: zero,
  isindexable: isType('U'),
  isindexed: ofTable((t) => t.indexes.length > 0),
  isschemabound: hasOption('SCHEMABINDING'),
  isencrypted: hasOption('ENCRYPTION'),
  isdeterministic: isType('V', 'FN', 'IF', 'TF'),
  isquotedidenton: onModule('usesQuotedIdentifier'),
  execisquotedidenton: onModule('usesQuotedIdentifier'),
  isansinullson: onModule('usesAnsiNulls'),
  execisansinullson: onModule('usesAnsiNulls'),
  execiswithnativecompilation: zero,
  execisstartup: zero,
  ownerid: () => 1,
  schemaid: (o, { database }) => schemaId(database, o.schema),
  tablehasprimarykey: ofTable((t) => t.indexes.some((i) => i.constraint?.kind === 'primaryKey')),
  tablehasuniquecnst: ofTable((t) => t.indexes.some((i) => i.constraint?.kind === 'unique')),
  tablehasidentity: ofTable((t) => t.columns.some((c) => c.identity)),
  tablehasindex: ofTable((t) => t.indexes.length > 0),
  tablehasclustindex: ofTable((t) => t.indexes.some((i) => i.isClustered)),
  tablehasnonclustindex: ofTable((t) => t.indexes.some((i) => !i.isClustered)),
  tablehasforeignkey: ofTable((t) => t.foreignKeys.length > 0),
  tablehasforeignref: ofTable((t, { database }) => database.foreignKeysTo(t.id).length > 0),
  tablehascheckcnst: ofTable((t) => t.checks.length > 0),
  tablehasdefaultcnst: ofTable((t) => t.columns.some((c) => c.default)),
  tablehastimestamp: ofTable((t) => t.columns.some((c) => c.type.name === 'timestamp')),
  tablehasrowguidcol: ofTable((t) => t.columns.some((c) => c.isRowGuid)),
  tablehastextimage: ofTable((t) => t.columns.some((c) => c.type.length === -1)),
  tablehasactivefulltextindex: zero,
  tableisfake: zero,
  tableislockedonbulkload: zero,
  tableispinned: zero,
  tableismemoryoptimized: zero,
  tabletemporaltype: zero,
  tablehasvardecimalstorageformat: zero,
  tablehasinserttrigger: hasTrigger((t) => t.statement.events.includes('insert')),
  tablehasupdatetrigger: hasTrigger((t) => t.statement.events.includes('update')),
  tablehasdeletetrigger: hasTrigger((t) => t.statement.events.includes('delete')),
  hasaftertrigger: hasTrigger((t) => t.statement.timing === 'after'),
  hasinsteadoftrigger: hasTrigger((t) => t.statement.timing === 'insteadOf'),
  hasinserttrigger: hasTrigger((t) => t.statement.events.includes('insert')),
  hasupdatetrigger: hasTrigger((t) => t.statement.events.includes('update')),
  hasdeletetrigger: hasTrigger((t) => t.statement.events.includes('delete')),
  execistriggerdisabled: ofTrigger((t) => t.isDisabled),
  execisinserttrigger: ofTrigger((t) => t.statement.events.includes('insert')),
  execisupdatetrigger: ofTrigger((t) => t.statement.events.includes('update')),
  execisdeletetrigger: ofTrigger((t) => t.statement.events.includes('delete')),
  execisaftertrigger: ofTrigger((t) => t.statement.timing === 'after'),
  execisinsteadoftrigger: ofTrigger((t) => t.statement.timing === 'insteadOf'),
  execisfirstinserttrigger: ofTrigger((t) => t.order?.first.includes('insert') === true),
  execislastinserttrigger: ofTrigger((t) => t.order?.last.includes('insert') === true),
  execisfirstupdatetrigger: ofTrigger((t) => t.order?.first.includes('update') === true),
  execislastupdatetrigger: ofTrigger((t) => t.order?.last.includes('update') === true),
  execisfirstdeletetrigger: ofTrigger((t) => t.order?.first.includes('delete') === true),
  execislastdeletetrigger: ofTrigger((t) => t.order?.last.includes('delete') === true),
  cnstisdisabled: (o) => bit(restriction(o)?.isDisabled ?? false),
  cnstisnottrusted: (o) => bit(restriction(o)?.isNotTrusted ?? false),
  cnstisnotrepl: zero,
  cnstisclustkey: (o) => bit(keyOf(o)?.isClustered ?? false),
  cnstisnonclustkey: (o) => bit(keyOf(o)?.isClustered === false),
  cnstiscolumn: (o) => bit((o.constraint?.kind === 'check' && o.constraint.check.columnId > 0) || o.constraint?.kind === 'default'),
  cnstisdeletecascade: (o) => bit(o.constraint?.kind === 'foreignKey' && o.constraint.foreignKey.onDelete === 'cascade'),
  cnstisupdatecascade: (o) => bit(o.constraint?.kind === 'foreignKey' && o.constraint.foreignKey.onUpdate === 'cascade'),
};

const objectProperty = (catalog: CatalogContext, id: Value, property: Value): number | null => {
  const object = catalogObject(catalog, Number(id));
  const fact = OBJECT_FACTS[String(property).trim().toLowerCase()];
  return object && fact ? fact(object, catalog) : null;
};

const objectPropertyEx = (catalog: CatalogContext, id: Value, property: Value): Value => {
  const object = catalogObject(catalog, Number(id));
  const key = String(property).trim().toLowerCase();
  if (object && key === 'basetype') return new VariantValue(charType(2), object.type.padEnd(2));
  if (object && key === 'cardinality') return object.type === 'U' ? asVariant(catalog.database.table(object.id)?.data.rowCount ?? 0) : null;
  return asVariant(objectProperty(catalog, id, property));
};

type AnyColumn = Column | ViewColumn;
const full = (c: AnyColumn): Column | undefined => ('slot' in c ? c : undefined);

const COLUMN_FACTS: Readonly<Record<string, (c: AnyColumn) => number | null>> = {
  allowsnull: (c) => bit(c.isNullable),
  columnid: (c) => c.id,
  iscomputed: (c) => bit(full(c)?.computed !== undefined),
  isidentity: (c) => bit(full(c)?.identity !== undefined),
  isidnotforrepl: () => 0,
  isrowguidcol: (c) => bit(full(c)?.isRowGuid ?? false),
  isdeterministic: (c) => (full(c)?.computed ? 1 : null),
  isprecise: (c) => (full(c)?.computed ? 1 : null),
  isindexable: (c) => bit(c.type.length !== -1 && c.type.name !== 'xml'),
  issparse: () => 0,
  iscolumnset: () => 0,
  isfulltextindexed: () => 0,
  ishidden: () => 0,
  isoutparam: () => 0,
  iscursortype: () => 0,
  issystemverified: () => null,
  isxmlindexable: (c) => bit(c.type.name === 'xml'),
  usesansitrim: (c) => (isSized(c.type) ? 1 : null),
  precision: (c) => (isSized(c.type) ? c.type.length : typeFacts(c.type).precision),
  scale: (c) => (isSized(c.type) ? null : typeFacts(c.type).scale),
  charmaxlen: (c) => (isString(c.type) ? c.type.length : null),
  generatedalwaystype: () => 0,
  fulltexttypecolumn: () => null,
  statisticalsemantics: () => 0,
};
const isSized = (type: SqlType): boolean => isString(type) || type.name === 'binary' || type.name === 'varbinary';

const columnProperty = (catalog: CatalogContext, id: Value, name: Value, property: Value): Value => {
  const key = String(property).trim().toLowerCase();
  const object = catalog.database.byId(Number(id));
  if (object?.kind === 'procedure' || object?.kind === 'function') {
    const parameter = object.parameters.find((p) => p.name.toLowerCase() === String(name).toLowerCase());
    if (parameter) {
      const facts = parameter.type === 'cursor' || 'tableTypeId' in parameter.type ? undefined : typeFacts(parameter.type);
      if (key === 'isoutparam') return bit(parameter.isOutput);
      if (key === 'allowsnull') return 1;
      if (key === 'columnid') return parameter.ordinal;
      if (key === 'precision') return facts?.precision ?? null;
      return key === 'scale' ? (facts?.scale ?? null) : null;
    }
  }
  const column = columnsById(catalog, Number(id)) && columnByName(catalog, Number(id), String(name));
  return column ? (COLUMN_FACTS[key]?.(column) ?? null) : null;
};

const indexProperty = (catalog: CatalogContext, id: Value, name: Value, property: Value): Value => {
  const index = tableById(catalog, Number(id))?.indexes.find((i) => i.name.toLowerCase() === String(name).toLowerCase());
  if (!index) return null;
  switch (String(property).trim().toLowerCase()) {
    case 'indexid':
      return index.id;
    case 'isclustered':
      return bit(index.isClustered);
    case 'isunique':
      return bit(index.isUnique);
    case 'isdisabled':
      return bit(index.isDisabled);
    case 'indexdepth':
      return 1;
    case 'indexfillfactor':
    case 'isautostatistics':
    case 'iscolumnstore':
    case 'isfulltextkey':
    case 'ishypothetical':
    case 'ispadindex':
    case 'ispagelockdisallowed':
    case 'isrowlockdisallowed':
    case 'isstatistics':
    case 'isoptimizedforsequentialkey':
      return 0;
    default:
      return null;
  }
};

const indexKeyProperty = (catalog: CatalogContext, id: Value, indexId: Value, keyId: Value, property: Value): Value => {
  const table = tableById(catalog, Number(id));
  const key = table?.indexes.find((i) => i.id === indexId)?.keys[Number(keyId) - 1];
  if (!table || !key) return null;
  switch (String(property).trim().toLowerCase()) {
    case 'columnid':
      return columnById(table, key.columnId)?.id ?? null;
    case 'isdescending':
      return bit(key.descending);
    default:
      return null;
  }
};

const typeProperty = ({ database, defaultSchema }: CatalogContext, name: Value, property: Value): Value => {
  const parts = String(name)
    .replaceAll(/[[\]"]/g, '')
    .split('.');
  const last = parts[parts.length - 1] ?? '';
  const user = parts.length > 1 ? database.type(parts[0] ?? '', last) : (database.type(defaultSchema, last) ?? database.type('dbo', last));
  const facts = user?.alias ? typeFacts(user.alias.type) : TYPE_CATALOG.find((t) => t.name === last.toLowerCase());
  if (!facts && !user) return null;
  switch (String(property).trim().toLowerCase()) {
    case 'allowsnull':
      return bit(user?.alias ? user.alias.isNullable : true);
    case 'precision':
      return facts ? facts.precision || facts.maxLength : null;
    case 'scale':
      return facts?.scale ?? null;
    case 'ownerid':
      return 1;
    case 'usesansitrim':
      return facts && (facts.name.includes('char') || facts.name.includes('binary')) ? 1 : null;
    default:
      return null;
  }
};

const value = (v: Value | undefined): Value => v ?? null;

export const propertyFunctions: readonly MetadataFunction[] = [
  metadataFunction({
    name: 'OBJECTPROPERTY',
    type: intType,
    parameters: [intType, sysnameType],
    call: (catalog, id, property) => objectProperty(catalog, value(id), value(property)),
  }),
  metadataFunction({
    name: 'OBJECTPROPERTYEX',
    type: variantType,
    parameters: [intType, sysnameType],
    call: (catalog, id, property) => objectPropertyEx(catalog, value(id), value(property)),
  }),
  metadataFunction({
    name: 'COLUMNPROPERTY',
    type: intType,
    parameters: [intType, sysnameType, sysnameType],
    call: (catalog, id, name, property) => columnProperty(catalog, value(id), value(name), value(property)),
  }),
  metadataFunction({
    name: 'INDEXPROPERTY',
    type: intType,
    parameters: [intType, sysnameType, sysnameType],
    call: (catalog, id, name, property) => indexProperty(catalog, value(id), value(name), value(property)),
  }),
  metadataFunction({
    name: 'INDEXKEY_PROPERTY',
    type: intType,
    parameters: [intType, intType, intType, sysnameType],
    call: (catalog, id, index, key, property) => indexKeyProperty(catalog, value(id), value(index), value(key), value(property)),
  }),
  metadataFunction({
    name: 'TYPEPROPERTY',
    type: intType,
    parameters: [nameType, sysnameType],
    call: (catalog, name, property) => typeProperty(catalog, value(name), value(property)),
  }),
  metadataFunction({ name: 'STATS_DATE', type: datetimeType, parameters: [intType, intType], call: () => null }),
];
