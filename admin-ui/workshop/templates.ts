// Texts to begin a stored procedure with: for every procedure of every kind a whole one in our style that can be saved as it is, with the
// definition's columns or fields and, when a table is given, its columns and foreign keys. What it restricts is marked in comments.

import { kinds } from '../../metadata/kinds.ts';
import type { KindName, KindProcedure } from '../../metadata/kinds.ts';
import { splitName } from './names.ts';
import * as form from './template-form.ts';
import * as other from './template-others.ts';
import * as table from './template-table.ts';
import { partsOf } from './template-parts.ts';
import type { TemplateColumn, TemplateInput, TemplateTable } from './template-parts.ts';

export type { TemplateColumn, TemplateTable } from './template-parts.ts';

export interface TemplateRequest {
  readonly kind: KindName;
  readonly code: string;
  /** The definition's body, checked or not. */
  readonly definition: object;
  /** Name of the procedure, with or without schema and brackets: `crud_orders_getItems`. */
  readonly procedure: string;
  /**
   * What the procedure is about. A definition's column or field belongs to the table's column of the same name; a column `statusName` also to
   * `statusID`, and then shows the text of what that refers to. Without a table its names are made up from the definition.
   */
  readonly table?: TemplateTable | undefined;
}

/** The text of the procedure: one CREATE OR ALTER without GO. A name that is no procedure of the kind gets a plain frame. */
export function procedureTemplate(request: TemplateRequest): string {
  const { kind, code, definition } = request;
  const options: Readonly<Record<string, unknown>> = { ...definition };
  const { schema, name } = splitName(request.procedure);
  const found = patternOf({ kind, code, name, options });
  const input: TemplateInput = {
    kind,
    code,
    options,
    schema,
    name,
    member: found?.member ?? '',
    parameters: found?.pattern.parameters ?? ['itemID', 'parameters', 'username'],
    table: request.table ?? guessTable({ kind, code, options, schema }),
    isTableGuessed: request.table === undefined,
  };
  const make = templates[`${kind}:${found?.pattern.name ?? ''}`] ?? other.plain;
  return make(input);
}

type Template = (input: TemplateInput) => string;

const templates: Readonly<Record<string, Template>> = {
  'page:pg_{code}_getPage': other.getPage,
  'form:fm_{code}_getItem': form.getItem,
  'form:fm_{code}_checkItem': form.checkItem,
  'form:fm_{code}_saveItem': form.saveItem,
  'form:fm_{code}_checkItemField': form.checkItemField,
  'form:fm_{code}_saveEditableField': form.saveEditableField,
  'form:fm_{code}_deleteItem': table.deleteItem,
  'form:fm_{code}_{member}_dict': table.dict,
  'table:crud_{code}_getItems': table.getItems,
  'table:crud_{code}_updateField': table.updateField,
  'table:crud_{code}_deleteItem': table.deleteItem,
  'table:crud_{code}_fastCreate': table.fastCreate,
  'table:crud_{code}_operation': table.operation,
  'table:crud_{code}_reorder': table.reorder,
  'table:crud_{code}_import': table.importRows,
  'table:crud_{code}_{member}_dict': table.dict,
  'dashboard:dashboard_{code}_getCounters': other.getCounters,
  'dashboard:dashboard_{code}_{member}_getPanelTable': other.getPanelTable,
  'dashboard:dashboard_{code}_{member}_getPanelChart': other.chartData,
  'chart:chart_{code}_getData': other.chartData,
  'tree:tree_{code}_getItems': other.getNodes,
  'tree:tree_{code}_create': (input) => other.nodeChange(input, 'create'),
  'tree:tree_{code}_rename': (input) => other.nodeChange(input, 'rename'),
  'tree:tree_{code}_move': (input) => other.nodeChange(input, 'move'),
  'tree:tree_{code}_delete': (input) => other.nodeChange(input, 'delete'),
  'entity:en_{code}_getStatus': other.getStatus,
  'entity:en_{code}_setStatus': other.setStatus,
  'entity:en_{code}_checkStatus': other.checkStatus,
  'entity:en_{code}_afterChangeStatus': other.afterChangeStatus,
  'resource:rs_{code}_access': other.access,
  'resource:rs_{code}_afterUpload': other.afterUpload,
  'resource:rs_{code}_getFile': other.getFile,
  'chat:chat_{code}_access': other.chatAccess,
  'block:block_{code}_getData': other.blockData,
  'request:rq_{code}': other.request,
  'api:api_{code}': other.apiIncoming,
  'api:api_{code}_request': other.apiRequest,
  'api:api_{code}_response': other.apiResponse,
  'check:chk_{code}': other.check,
  'check:chk_{code}_fix': other.checkFix,
  'job:job_{code}': other.job,
};

interface Found {
  readonly pattern: KindProcedure;
  readonly member: string;
}

function patternOf({
  kind,
  code,
  name,
  options,
}: {
  kind: KindName;
  code: string;
  name: string;
  options: Readonly<Record<string, unknown>>;
}): Found | undefined {
  const wanted = name.toLowerCase();
  const { procedures } = kinds[kind];
  const whole = procedures.find((pattern) => pattern.name.replace('{code}', code).toLowerCase() === wanted);
  if (whole !== undefined) return { pattern: whole, member: '' };
  for (const pattern of procedures) {
    const [before = '', after] = pattern.name.replace('{code}', code).split('{member}');
    if (after === undefined || !wanted.startsWith(before.toLowerCase()) || !wanted.endsWith(after.toLowerCase())) continue;
    if (name.length > before.length + after.length) return { pattern, member: name.slice(before.length, name.length - after.length) };
  }
  return namedByDefinition({ procedures, name, options });
}

/** A definition may name a procedure otherwise than the convention does. */
function namedByDefinition({
  procedures,
  name,
  options,
}: {
  procedures: readonly KindProcedure[];
  name: string;
  options: Readonly<Record<string, unknown>>;
}): Found | undefined {
  const isIt = (given: unknown): boolean => typeof given === 'string' && splitName(given).name.toLowerCase() === name.toLowerCase();
  for (const part of [...partsOf(options, 'columns'), ...partsOf(options, 'fields')]) {
    if (!isIt((part.dictionary as { procedure?: unknown } | undefined)?.procedure)) continue;
    const pattern = procedures.find((candidate) => candidate.name.endsWith('_dict'));
    if (pattern !== undefined) return { pattern, member: String(part.code) };
  }
  if (isIt((options.fix as { procedure?: unknown } | undefined)?.procedure)) {
    const pattern = procedures.find((candidate) => candidate.name.endsWith('_fix'));
    if (pattern !== undefined) return { pattern, member: '' };
  }
  const [first] = procedures;
  return isIt(options.procedure) && first !== undefined ? { pattern: first, member: '' } : undefined;
}

function guessTable({
  kind,
  code,
  options,
  schema,
}: {
  kind: KindName;
  code: string;
  options: Readonly<Record<string, unknown>>;
  schema: string;
}): TemplateTable {
  const key = typeof options.keyColumn === 'string' ? options.keyColumn : 'id';
  const parts = partsOf(options, kind === 'form' ? 'fields' : 'columns');
  const columns = parts.map(
    (part): TemplateColumn => ({
      name: String(part.code),
      type: guessType(typeof part.type === 'string' ? part.type : 'text', String(part.code)),
    }),
  );
  return {
    schema,
    name: code.replaceAll('-', '_'),
    key,
    columns: [{ name: key, type: 'int', isGenerated: true }, ...columns.filter(({ name }) => name.toLowerCase() !== key.toLowerCase())],
  };
}

function guessType(type: string, code: string): string {
  switch (type) {
    case 'number':
    case 'money':
    case 'percent':
    case 'progress':
    case 'rating':
    case 'range':
      return 'decimal(18, 2)';
    case 'date':
      return 'date';
    case 'datetime':
    case 'relative':
      return 'datetime2(0)';
    case 'time':
      return 'time(0)';
    case 'boolean':
    case 'checkbox':
    case 'switch':
      return 'bit';
    case 'html':
    case 'markdown':
    case 'textarea':
    case 'json':
    case 'code':
    case 'multiselect':
    case 'checkboxes':
      return 'nvarchar(max)';
    case 'size':
      return 'bigint';
    default:
      return /ID$/.test(code) ? 'int' : 'nvarchar(256)';
  }
}
