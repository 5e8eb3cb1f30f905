// FOR JSON: turns the rows of a query into one JSON text, in PATH mode (dots in names make objects) or AUTO mode
// (each further table makes an array inside the objects of the table before it).

import { sqlError } from '../types/errors.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { autoLevels, firstChangedLevel } from './auto-levels.ts';
import type { SourceColumn } from './auto-levels.ts';
import { TextPieces } from './text-pieces.ts';
import { jsonString, jsonWriter } from './json/json-text.ts';

export interface ForJsonColumn {
  readonly name: string;
  readonly type: SqlType;
  /** The column is JSON already (JSON_QUERY, a FOR JSON subquery, ...) and is embedded as it stands. */
  readonly isJson: boolean;
}

export interface ForJsonOptions {
  /** Name of the object around the array; absent: none. */
  readonly root?: string;
  readonly includeNullValues: boolean;
  readonly withoutArrayWrapper: boolean;
}

/** Receives the rows of a query and makes one text of them. */
export interface RowsToText {
  add(row: readonly Value[]): void;
  /** The whole text; null when there were no rows. */
  result(): string | null;
}

type Write = (value: NonNullable<Value>) => string;

/** `"key":value` of one column, or '' for a NULL that is left out. */
type Member = (row: readonly Value[]) => string;

const leaf = (key: string, index: number, write: Write, withNull: boolean): Member => {
  const start = `${jsonString(key)}:`;
  const missing = withNull ? `${start}null` : '';
  return (row) => {
    const value = row[index];
    return value === null || value === undefined ? missing : start + write(value);
  };
};

const members = (list: readonly Member[]): Member => {
  const [first] = list;
  if (list.length === 1 && first) return first;
  return (row) => {
    let text = '';
    for (const member of list) {
      const part = member(row);
      if (part !== '') text += text === '' ? part : `,${part}`;
    }
    return text;
  };
};

interface PathNode {
  readonly key: string;
  readonly children?: PathNode[];
  readonly index: number;
}

/** The objects that dotted names make; the properties of one object must stand together. */
const pathTree = (columns: readonly ForJsonColumn[]): PathNode[] => {
  const root: PathNode[] = [];
  columns.forEach(({ name }, index) => {
    const keys = name.split('.');
    if (keys.includes('')) throw sqlError(13603, name);
    let nodes = root;
    keys.forEach((key, depth) => {
      const isLast = depth === keys.length - 1;
      const known = nodes.find((n) => n.key === key);
      if (known && (isLast || known.children === undefined || known !== nodes.at(-1))) throw sqlError(13601, name);
      const node = known ?? { key, index, ...(isLast ? {} : { children: [] }) };
      if (!known) nodes.push(node);
      nodes = node.children ?? nodes;
    });
  });
  return root;
};

const checkNames = (columns: readonly ForJsonColumn[], options: ForJsonOptions): void => {
  if (columns.some(({ name }) => name === '')) throw sqlError(13605);
  if (options.root !== undefined && options.withoutArrayWrapper) throw sqlError(13620);
};

const wrap = (text: string, { root, withoutArrayWrapper }: ForJsonOptions): string =>
  withoutArrayWrapper ? text : root === undefined ? `[${text}]` : `{${jsonString(root)}:[${text}]}`;

/** FOR JSON PATH. Throws 13601, 13603, 13605 and 13620 for columns and options that do not go together. */
export const forJsonPath = (columns: readonly ForJsonColumn[], options: ForJsonOptions): RowsToText => {
  checkNames(columns, options);
  const compile = (nodes: readonly PathNode[]): Member =>
    members(
      nodes.map(({ key, index, children }): Member => {
        const column = columns[index];
        if (!children) return column ? leaf(key, index, jsonWriter(column.type, column.isJson), options.includeNullValues) : () => '';
        const start = `${jsonString(key)}:{`;
        const content = compile(children);
        return (row) => {
          const text = content(row);
          return text === '' ? '' : `${start}${text}}`;
        };
      }),
    );
  const content = compile(pathTree(columns));
  const objects = new TextPieces(',');
  return {
    add(row) {
      objects.add(`{${content(row)}}`);
    },
    result: () => {
      const text = objects.join();
      return text === undefined ? null : wrap(text, options);
    },
  };
};

/**
 * FOR JSON AUTO. `firstSource` is the alias of the first table of FROM; without a FROM clause it is undefined, which is
 * error 13600. Consecutive rows with equal values of an outer table share its object.
 */
export const forJsonAuto = (
  columns: readonly (ForJsonColumn & SourceColumn)[],
  options: ForJsonOptions,
  firstSource: string | undefined,
): RowsToText => {
  if (firstSource === undefined) throw sqlError(13600);
  checkNames(columns, options);
  const levels = autoLevels(columns, firstSource).map(({ alias, columns: indexes }) => ({
    start: `${jsonString(alias)}:[{`,
    names: indexes.map((i) => columns[i]?.name ?? ''),
    content: members(
      indexes.map((i): Member => {
        const column = columns[i];
        return column ? leaf(column.name, i, jsonWriter(column.type, column.isJson), options.includeNullValues) : () => '';
      }),
    ),
  }));
  levels.forEach(({ names }) => {
    const repeated = names.find((name, i) => names.indexOf(name) !== i);
    if (repeated !== undefined) throw sqlError(13601, repeated);
  });
  const last = levels.length - 1;
  const parts: string[] = [];
  let previous: string[] | undefined;
  return {
    add(row) {
      const current = levels.map(({ content }) => content(row));
      const changed = firstChangedLevel(previous, current);
      if (previous) parts.push('}', ']}'.repeat(last - changed), ',');
      parts.push('{', current[changed] ?? '');
      for (let k = changed + 1; k <= last; k++) parts.push(current[k - 1] === '' ? '' : ',', levels[k]?.start ?? '', current[k] ?? '');
      previous = current;
    },
    result: () => (previous ? wrap(`${parts.join('')}}${']}'.repeat(last)}`, options) : null),
  };
};
