// A table that is there already, as the wizard's first proposal of columns.

import type { WizardCatalogue } from './catalogue.ts';
import { valueTypeOf } from './column-types.ts';
import { proposedText } from './model.ts';
import type { ColumnSpec } from './spec.ts';

const KEPT = new Set(['created', 'createdby', 'updated']);

export interface TableDescription {
  /** Names of its columns, for the text of a reference. */
  readonly names: readonly string[];
  /** What names a record best. */
  readonly text: string;
  /** Functions that limit its rows. */
  readonly allowed: readonly string[];
  readonly columns: readonly ColumnSpec[];
}

/** Undefined when there is no such table. */
export function describeTable(catalogue: WizardCatalogue, table: string): TableDescription | undefined {
  const info = catalogue.tables.get(table.toLowerCase());
  if (info === undefined) return undefined;
  return {
    names: info.columns.map(({ name }) => name),
    text: proposedText(info),
    allowed: catalogue.allowed.get(info.name.toLowerCase()) ?? [],
    columns: proposeColumns(catalogue, info.name),
  };
}

/** Its columns with the types that people know; those that a form cannot hold are left out. */
function proposeColumns({ tables }: WizardCatalogue, table: string): ColumnSpec[] {
  const columns = tables.get(table.toLowerCase())?.columns ?? [];
  return columns.flatMap((column, at): ColumnSpec[] => {
    const type = valueTypeOf(column);
    if (type === undefined || KEPT.has(column.name.toLowerCase())) return [];
    const title = titleOf(column.name);
    const target = column.reference === undefined ? undefined : tables.get(column.reference.table.toLowerCase());
    const isShort = type !== 'longText';
    return [
      {
        code: column.name,
        title: { en: title, ru: title },
        type,
        ...(type === 'text' && { length: column.length }),
        required: !column.isNullable && type !== 'yesNo',
        unique: column.isUnique,
        default: '',
        ...(target !== undefined && { reference: { table: target.name, text: proposedText(target), rows: '' } }),
        options: [],
        inList: isShort && at < 10,
        inForm: true,
        filter: isShort && at < 10 && type !== 'time',
        sort: isShort && at < 10,
        search: type === 'text' && at < 5,
        inline: false,
      },
    ];
  });
}

/** `wishDate` → `Wish date`. */
function titleOf(name: string): string {
  const words = name
    .replace(/ID$/, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
