// SERVERPROPERTY, DATABASEPROPERTYEX and COLLATIONPROPERTY.

import { isCollationName } from '../../types/collation.ts';
import type { Value } from '../../types/sql-type.ts';
import { intType, sysnameType, varcharType } from '../../types/sql-type.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { SERVER_COLLATION } from '../server-catalog.ts';
import type { MetadataFunction } from './metadata-function.ts';
import { asVariant, bit, metadataFunction, variantType } from './metadata-function.ts';

/** The version that clients are told. */
export const PRODUCT_VERSION = '16.0.1000.6';

const SERVER_FACTS: Readonly<Record<string, (catalog: CatalogContext) => string | number | null>> = {
  productversion: () => PRODUCT_VERSION,
  productlevel: () => 'RTM',
  productmajorversion: () => '16',
  productminorversion: () => '0',
  productbuild: () => '1000',
  productbuildtype: () => null,
  productupdatelevel: () => null,
  productupdatereference: () => null,
  edition: () => 'Express Edition (64-bit)',
  editionid: () => -1592396055,
  engineedition: () => 4,
  servername: ({ running }) => running.serverName,
  machinename: ({ running }) => running.serverName,
  computernamephysicalnetbios: ({ running }) => running.serverName,
  instancename: () => null,
  collation: () => SERVER_COLLATION,
  collationid: () => 872468488,
  comparisonstyle: () => 196609,
  lcid: () => 1033,
  sqlcharset: () => 1,
  sqlcharsetname: () => 'iso_1',
  sqlsortorder: () => 52,
  sqlsortordername: () => 'nocase_iso',
  isclustered: () => 0,
  isintegratedsecurityonly: () => 0,
  issingleuser: () => 0,
  isfulltextinstalled: () => 0,
  ishadrenabled: () => 0,
  hadrmanagerstatus: () => null,
  islocaldb: () => 1,
  isxtpsupported: () => 0,
  isadvancedanalyticsinstalled: () => 0,
  ispolybaseinstalled: () => 0,
  isbigdatacluster: () => 0,
  isexternalauthenticationonly: () => 0,
  istempdbmetadatamemoryoptimized: () => 0,
  licensetype: () => 'DISABLED',
  numlicenses: () => null,
  processid: () => process.pid,
  buildclrversion: () => 'v4.0.30319',
  resourceversion: () => '16.00.1000',
  filestreamconfiguredlevel: () => 0,
  filestreameffectivelevel: () => 0,
  instancedefaultdatapath: () => null,
  instancedefaultlogpath: () => null,
};

const databaseProperty = (catalog: CatalogContext, name: Value, property: Value): Value => {
  const database = catalog.server.database(String(name).trimEnd());
  if (!database) return null;
  const { options } = database;
  const key = String(property).trim().toLowerCase();
  const flag = FLAGS[key];
  if (flag) return asVariant(bit(options.flags[flag.option] ?? flag.initial));
  switch (key) {
    case 'collation':
      return asVariant(database.collation);
    case 'status':
      return asVariant('ONLINE');
    case 'updateability':
      return asVariant(options.isReadOnly ? 'READ_ONLY' : 'READ_WRITE');
    case 'useraccess':
      return asVariant(options.access);
    case 'recovery':
      return asVariant(options.recoveryModel);
    case 'version':
      return asVariant(957);
    case 'lcid':
      return asVariant(1033);
    case 'comparisonstyle':
      return asVariant(196609);
    case 'sqlsortorder':
      return asVariant(52);
    case 'edition':
      return asVariant('Express');
    case 'isinstandby':
    case 'isfulltextenabled':
    case 'ispublished':
    case 'ismergepublished':
    case 'issubscribed':
    case 'issyncwithbackup':
    case 'isxtpsupported':
      return asVariant(0);
    default:
      return null;
  }
};

const FLAGS: Readonly<Record<string, { readonly option: string; readonly initial: boolean }>> = {
  isansinulldefault: { option: 'ANSI_NULL_DEFAULT', initial: false },
  isansinullsenabled: { option: 'ANSI_NULLS', initial: false },
  isansipaddingenabled: { option: 'ANSI_PADDING', initial: false },
  isansiwarningsenabled: { option: 'ANSI_WARNINGS', initial: false },
  isarithmeticabortenabled: { option: 'ARITHABORT', initial: false },
  isautoclose: { option: 'AUTO_CLOSE', initial: false },
  isautocreatestatistics: { option: 'AUTO_CREATE_STATISTICS', initial: true },
  isautoshrink: { option: 'AUTO_SHRINK', initial: false },
  isautoupdatestatistics: { option: 'AUTO_UPDATE_STATISTICS', initial: true },
  isclosecursorsoncommitenabled: { option: 'CURSOR_CLOSE_ON_COMMIT', initial: false },
  isnullconcat: { option: 'CONCAT_NULL_YIELDS_NULL', initial: false },
  isnumericroundabortenabled: { option: 'NUMERIC_ROUNDABORT', initial: false },
  isparameterizationforced: { option: 'PARAMETERIZATION', initial: false },
  isquotedidentifiersenabled: { option: 'QUOTED_IDENTIFIER', initial: false },
  isrecursivetriggersenabled: { option: 'RECURSIVE_TRIGGERS', initial: false },
  islocalcursorsdefault: { option: 'CURSOR_DEFAULT_LOCAL', initial: false },
};

const collationProperty = (name: Value, property: Value): Value => {
  const text = String(name);
  if (!isCollationName(text)) return null;
  const isUtf8 = /_UTF8$/i.test(text);
  const isBinary = /_BIN2?(_|$)/i.test(text);
  switch (String(property).trim().toLowerCase()) {
    case 'codepage':
      return asVariant(isUtf8 ? 65001 : /^Cyrillic/i.test(text) ? 1251 : 1252);
    case 'lcid':
      return asVariant(/^Cyrillic/i.test(text) ? 1049 : 1033);
    case 'comparisonstyle':
      return asVariant(isBinary ? 0 : 196608 + (/_CI/i.test(text) ? 1 : 0) + (/_AI/i.test(text) ? 2 : 0));
    case 'version':
      return asVariant(/_140_/.test(text) ? 3 : /_100_/.test(text) ? 2 : /_90_/.test(text) ? 1 : 0);
    default:
      return null;
  }
};

const value = (v: Value | undefined): Value => v ?? null;

export const serverFunctions: readonly MetadataFunction[] = [
  metadataFunction({
    name: 'SERVERPROPERTY',
    type: variantType,
    parameters: [sysnameType],
    call: (catalog, property) => asVariant(SERVER_FACTS[String(property).trim().toLowerCase()]?.(catalog) ?? null),
  }),
  metadataFunction({
    name: 'DATABASEPROPERTYEX',
    type: variantType,
    parameters: [sysnameType, sysnameType],
    call: (catalog, name, property) => databaseProperty(catalog, value(name), value(property)),
  }),
  metadataFunction({
    name: 'COLLATIONPROPERTY',
    type: variantType,
    parameters: [sysnameType, sysnameType],
    call: (_catalog, name, property) => collationProperty(value(name), value(property)),
  }),
  metadataFunction({ name: 'FULLTEXTSERVICEPROPERTY', type: intType, parameters: [varcharType(128)], call: () => 0 }),
];
