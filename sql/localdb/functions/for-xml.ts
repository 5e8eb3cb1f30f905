// FOR XML: turns the rows of a query into one XML text, in RAW, AUTO or PATH mode. EXPLICIT is refused.

import { notSupported, sqlError } from '../types/errors.ts';
import { isBinary } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { autoLevels, firstChangedLevel } from './auto-levels.ts';
import type { SourceColumn } from './auto-levels.ts';
import type { RowsToText } from './for-json.ts';
import { pathContent } from './for-xml-path.ts';
import { TextPieces } from './text-pieces.ts';
import { encodeXmlName, escapeXml, escapeXmlAttribute, requireXmlName, xmlWriter } from './xml-text.ts';

export interface ForXmlColumn extends SourceColumn {
  readonly name: string;
  readonly type: SqlType;
}

export interface ForXmlOptions {
  readonly mode: 'path' | 'raw' | 'auto' | 'explicit';
  /** The row element's name of PATH and RAW; absent: 'row', '': none. */
  readonly element?: string;
  readonly root?: string;
  readonly elements: boolean;
  readonly xsinil: boolean;
}

const NAMESPACE = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/**
 * FOR XML in the mode of the options. `firstSource` is the alias of the first table of FROM, undefined without one
 * (error 6800 in AUTO mode). The text is null without rows; as xml (TYPE) or as nvarchar(max) is the caller's choice.
 */
export const forXml = (columns: readonly ForXmlColumn[], options: ForXmlOptions, firstSource: string | undefined): RowsToText => {
  const { mode, root } = options;
  if (mode === 'explicit') throw notSupported('FOR XML EXPLICIT');
  if (mode !== 'auto' && options.element !== undefined) requireXmlName(options.element, 'Row');
  if (root === '') throw sqlError(6861);
  if (root !== undefined) requireXmlName(root, 'ROOT');
  const declaration = options.xsinil ? NAMESPACE : '';
  const topDeclaration = root === undefined ? declaration : '';
  const rows =
    mode === 'path'
      ? pathRows(columns, options, topDeclaration)
      : mode === 'raw'
        ? rawRows(columns, options, topDeclaration)
        : autoRows(columns, options, topDeclaration, firstSource);
  if (root === undefined) return rows;
  return {
    add: rows.add,
    result() {
      const text = rows.result();
      return text === null ? null : `<${root}${declaration}>${text}</${root}>`;
    },
  };
};

const collect = (render: (row: readonly Value[]) => string): RowsToText => {
  const parts = new TextPieces('');
  return {
    add(row) {
      parts.add(render(row));
    },
    result: () => parts.join() ?? null,
  };
};

const pathRows = (columns: readonly ForXmlColumn[], options: ForXmlOptions, declaration: string): RowsToText => {
  const name = options.element ?? 'row';
  const content = pathContent(columns, { hasRowElement: name !== '', xsinil: options.xsinil, declaration: name === '' ? declaration : '' });
  if (name === '') return collect((row) => content(row).text ?? '');
  return collect((row) => {
    const { attributes, text } = content(row);
    return text === undefined ? `<${name}${declaration}${attributes}/>` : `<${name}${declaration}${attributes}>${text}</${name}>`;
  });
};

/** A table's columns as the attributes and child elements of its element. */
interface RowContent {
  readonly attributes: string;
  readonly children: string;
}

const rowContent = (
  columns: readonly ForXmlColumn[],
  indexes: readonly number[],
  { elements, xsinil, declaration }: { readonly elements: boolean; readonly xsinil: boolean; readonly declaration: string },
): ((row: readonly Value[]) => RowContent) => {
  const seen = new Set<string>();
  const parts = indexes.map((index) => {
    const column = columns[index];
    if (!column || column.name === '') throw sqlError(6809);
    if (isBinary(column.type)) throw sqlError(6829, column.name);
    const name = encodeXmlName(column.name);
    // Markup cannot stand in an attribute.
    const isElement = elements || column.type.name === 'xml';
    if (!isElement) {
      if (seen.has(name)) throw sqlError(6810, name);
      seen.add(name);
    }
    const write = xmlWriter(column.type);
    const isMarkup = column.type.name === 'xml';
    const nil = isElement && xsinil ? `<${name}${declaration} xsi:nil="true"/>` : '';
    return {
      index,
      isElement,
      nil,
      write: isElement
        ? (v: NonNullable<Value>) => `<${name}${declaration}>${isMarkup ? write(v) : escapeXml(write(v))}</${name}>`
        : (v: NonNullable<Value>) => ` ${name}="${escapeXmlAttribute(write(v))}"`,
    };
  });
  return (row) => {
    let attributes = '';
    let children = '';
    for (const { index, isElement, nil, write } of parts) {
      const value = row[index];
      const text = value === null || value === undefined ? nil : write(value);
      if (isElement) children += text;
      else attributes += text;
    }
    return { attributes, children };
  };
};

const rawRows = (columns: readonly ForXmlColumn[], options: ForXmlOptions, declaration: string): RowsToText => {
  const name = options.element ?? 'row';
  if (name === '' && !options.elements) throw sqlError(6864);
  const content = rowContent(
    columns,
    columns.map((_, i) => i),
    { elements: options.elements, xsinil: options.xsinil, declaration: name === '' ? declaration : '' },
  );
  return collect((row) => {
    const { attributes, children } = content(row);
    if (name === '') return children;
    return children === '' ? `<${name}${declaration}${attributes}/>` : `<${name}${declaration}${attributes}>${children}</${name}>`;
  });
};

const autoRows = (
  columns: readonly ForXmlColumn[],
  options: ForXmlOptions,
  declaration: string,
  firstSource: string | undefined,
): RowsToText => {
  if (firstSource === undefined) throw sqlError(6800);
  let order = 0;
  const levels = autoLevels(columns, firstSource).map(({ alias, columns: indexes }, k) => {
    const name = encodeXmlName(alias);
    return {
      open: `<${name}${k === 0 ? declaration : ''}`,
      close: `</${name}>`,
      // Markup is not compared: a table with such a column starts anew with each row.
      isUnique: indexes.some((i) => columns[i]?.type.name === 'xml'),
      content: rowContent(columns, indexes, { elements: options.elements, xsinil: options.xsinil, declaration: '' }),
    };
  });
  const last = levels.length - 1;
  const parts: string[] = [];
  let previous: string[] | undefined;
  const closeTo = (level: number): void => {
    for (let k = last - 1; k >= level; k--) parts.push(levels[k]?.close ?? '');
  };
  return {
    add(row) {
      const contents = levels.map(({ content }) => content(row));
      const current = contents.map(({ attributes, children }, k) => `${levels[k]?.isUnique ? order++ : ''}${attributes}>${children}`);
      const changed = firstChangedLevel(previous, current);
      if (previous) closeTo(changed);
      contents.forEach(({ attributes, children }, k) => {
        const level = levels[k];
        if (k < changed || !level) return;
        if (k < last) parts.push(level.open, attributes, '>', children);
        else if (children === '') parts.push(level.open, attributes, '/>');
        else parts.push(level.open, attributes, '>', children, level.close);
      });
      previous = current;
    },
    result() {
      if (!previous) return null;
      const end = levels
        .slice(0, last)
        .map(({ close }) => close)
        .reverse();
      return parts.join('') + end.join('');
    },
  };
};
