// sp_describe_first_result_set: the columns that a text's first query gives, without running it.

import type { ResultColumn } from '../../functions/function.ts';
import type { Statement } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { typeFacts } from '../../types/resolve-type.ts';
import {
  bitType,
  intType,
  isString,
  MAX,
  nvarcharType,
  smallintType,
  sysnameType,
  tinyintType,
  typeDeclaration,
} from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import type { OutputColumn } from '../client.ts';
import { compileText } from '../dynamic-sql.ts';
import { CallFrame } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { prepareModule } from '../prepare.ts';
import { moduleOfProcedure } from '../procedures.ts';
import { compileSelectStatement } from '../statements/select.ts';
import { sendSet } from './procedure.ts';
import type { RunningProcedure } from './procedure.ts';

const LAYOUT: readonly (readonly [string, SqlType])[] = [
  ['is_hidden', bitType],
  ['column_ordinal', intType],
  ['name', sysnameType],
  ['is_nullable', bitType],
  ['system_type_id', intType],
  ['system_type_name', nvarcharType(256)],
  ['max_length', smallintType],
  ['precision', tinyintType],
  ['scale', tinyintType],
  ['collation_name', sysnameType],
  ['user_type_id', intType],
  ['user_type_database', sysnameType],
  ['user_type_schema', sysnameType],
  ['user_type_name', sysnameType],
  ['assembly_qualified_type_name', nvarcharType(4000)],
  ['xml_collection_id', intType],
  ['xml_collection_database', sysnameType],
  ['xml_collection_schema', sysnameType],
  ['xml_collection_name', sysnameType],
  ['is_xml_document', bitType],
  ['is_case_sensitive', bitType],
  ['is_fixed_length_clr_type', bitType],
  ['source_server', sysnameType],
  ['source_database', sysnameType],
  ['source_schema', sysnameType],
  ['source_table', sysnameType],
  ['source_column', sysnameType],
  ['is_identity_column', bitType],
  ['is_part_of_unique_key', bitType],
  ['is_updateable', bitType],
  ['is_computed_column', bitType],
  ['is_sparse_column_set', bitType],
  ['ordinal_in_order_by_list', smallintType],
  ['order_by_list_length', smallintType],
  ['order_by_is_descending', smallintType],
  ['tds_type_id', intType],
  ['tds_length', intType],
  ['tds_collation_id', intType],
  ['tds_collation_sort_id', tinyintType],
];
const COLUMNS: readonly ResultColumn[] = LAYOUT.map(([name, type]) => ({ name, type, isNullable: true }));

/** Nullable wire types by name, as clients know them. */
const TDS_TYPES: Readonly<Record<string, number>> = {
  bit: 104,
  tinyint: 38,
  smallint: 38,
  int: 38,
  bigint: 38,
  decimal: 106,
  numeric: 108,
  money: 110,
  smallmoney: 110,
  real: 109,
  float: 109,
  date: 40,
  time: 41,
  smalldatetime: 111,
  datetime: 111,
  datetime2: 42,
  datetimeoffset: 43,
  char: 175,
  varchar: 167,
  nchar: 239,
  nvarchar: 231,
  text: 35,
  ntext: 99,
  xml: 241,
  binary: 173,
  varbinary: 165,
  image: 34,
  timestamp: 173,
  uniqueidentifier: 36,
  sql_variant: 98,
};
const LONG_LENGTH = 65535;

const describe = (column: OutputColumn, ordinal: number): Value[] => {
  const { type } = column;
  const facts = typeFacts(type);
  const values: Readonly<Record<string, Value>> = {
    is_hidden: 0,
    column_ordinal: ordinal,
    name: column.name === '' ? null : column.name,
    is_nullable: column.isNullable ? 1 : 0,
    system_type_id: facts.systemTypeId,
    system_type_name: typeDeclaration(type),
    max_length: facts.maxLength,
    precision: facts.precision,
    scale: facts.scale,
    collation_name: isString(type) ? (column.collation ?? null) : null,
    is_xml_document: 0,
    is_case_sensitive: 0,
    is_fixed_length_clr_type: 0,
    is_identity_column: column.isIdentity ? 1 : 0,
    is_updateable: column.isComputed ? 0 : 1,
    is_computed_column: column.isComputed ? 1 : 0,
    is_sparse_column_set: 0,
    tds_type_id: TDS_TYPES[type.name] ?? 0,
    tds_length: type.length === MAX ? LONG_LENGTH : facts.maxLength,
  };
  return LAYOUT.map(([name]) => values[name] ?? null);
};

/** The columns of the first query that may run, into branches and called procedures; undefined when there is none. */
const firstColumns = (
  list: readonly Statement[],
  module: CompiledModule,
  call: CallFrame,
  depth: number,
): readonly OutputColumn[] | undefined => {
  for (const s of list) {
    const found = columnsOf(s, module, call, depth);
    if (found) return found;
  }
  return undefined;
};

const MOST_CALLS = 32;

const columnsOf = (s: Statement, module: CompiledModule, call: CallFrame, depth: number): readonly OutputColumn[] | undefined => {
  switch (s.kind) {
    case 'select': {
      if (s.query.kind === 'query' && s.query.into) return undefined;
      const plan = module.plan(s, call, (m) => compileSelectStatement(s, m));
      return plan.isAssignment ? undefined : plan.columns;
    }
    case 'block':
      return firstColumns(s.statements, module, call, depth);
    case 'if':
      return firstColumns(s.otherwise ? [s.then, s.otherwise] : [s.then], module, call, depth);
    case 'while':
      return firstColumns([s.body], module, call, depth);
    case 'tryCatch':
      return firstColumns([...s.body, ...s.handler], module, call, depth);
    case 'executeString':
      throw sqlError(11509, 'EXEC');
    case 'execute': {
      if ('variable' in s.procedure || depth >= MOST_CALLS) return undefined;
      const { session } = call;
      const found = session.server.catalog.resolve(module.database, module.defaultSchema, s.procedure);
      if (found?.kind !== 'object' || found.object.kind !== 'procedure') return undefined;
      const called = moduleOfProcedure(session, found.database, found.object);
      return describeModule(called, call, depth + 1);
    }
    default:
      return undefined;
  }
};

const describeModule = (module: CompiledModule, call: CallFrame, depth: number): readonly OutputColumn[] | undefined => {
  const own = new CallFrame({
    session: call.session,
    variableCount: 0,
    sink: call.sink,
    parent: call,
    procedure: module.name,
    isModule: true,
  });
  if (!module.isPrepared) prepareModule(module, own);
  return firstColumns(module.statements, module, own, depth);
};

export const describeFirstResultSet: RunningProcedure = {
  name: 'sp_describe_first_result_set',
  parameters: [
    { name: '@tsql', type: nvarcharType(MAX) },
    { name: '@params', type: nvarcharType(MAX), default: null },
    { name: '@browse_information_mode', type: tinyintType, default: 0 },
  ],
  *run(call, [text, declaration]) {
    const { module } = compileText(call.session, String(text ?? ''), String(declaration ?? ''));
    const columns = describeModule(module, call, 0) ?? [];
    sendSet(
      call,
      COLUMNS,
      columns.map((c, i) => describe(c, i + 1)),
    );
    return 0;
  },
};
