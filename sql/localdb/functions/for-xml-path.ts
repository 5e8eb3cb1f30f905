// FOR XML PATH: column names as paths. `@a` is an attribute, `a/b` nested elements, `text()`, `node()`, `*` and no name
// text, `data()` text with blanks between its neighbours, `comment()` a comment. Neighbouring columns share the
// elements that their paths have in common.

import { notSupported, sqlError } from '../types/errors.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { escapeXml, escapeXmlAttribute, requireXmlName, xmlWriter } from './xml-text.ts';

interface PathColumn {
  readonly name: string;
  readonly type: SqlType;
}

interface Element {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: { readonly name: string; readonly index: number; readonly type: SqlType }[];
  readonly children: Node[];
  /** Made by a column of its own, so a NULL can be shown as xsi:nil. */
  hasColumn: boolean;
}
interface Leaf {
  readonly kind: 'text' | 'data' | 'comment';
  readonly index: number;
  readonly type: SqlType;
}
type Node = Element | Leaf;

/** What a row makes: attributes of the row's element, and its content (undefined when all columns were NULL). */
export interface PathContent {
  readonly attributes: string;
  readonly text: string | undefined;
}

export interface PathOptions {
  readonly hasRowElement: boolean;
  readonly xsinil: boolean;
  /** Declaration of the xsi prefix for elements at the top; '' when the row's element or the root has it. */
  readonly declaration: string;
}

const newElement = (name: string): Element => ({ kind: 'element', name, attributes: [], children: [], hasColumn: false });

/** Compiles the columns to a function that renders a row. It remembers, without a row element, whether data() came last. */
export const pathContent = (columns: readonly PathColumn[], options: PathOptions): ((row: readonly Value[]) => PathContent) => {
  const root = newElement('');
  columns.forEach((column, index) => {
    place(root, column, index, options);
  });
  const attributes = compileAttributes(root);
  const content = compileContent(root.children, options, !options.hasRowElement);
  return (row) => ({ attributes: attributes(row), text: content(row) });
};

const place = (root: Element, { name, type }: PathColumn, index: number, { hasRowElement }: PathOptions): void => {
  const steps = name === '' || name === '*' ? [''] : name.split('/');
  if (steps.length > 1 && steps.includes('')) throw sqlError(6849, name);
  let at = root;
  steps.forEach((step, depth) => {
    const isLast = depth === steps.length - 1;
    if (isLast && step.startsWith('@')) {
      if (at === root && !hasRowElement) throw sqlError(6864);
      if (at.children.length > 0 || at.hasColumn) throw sqlError(6852, name);
      if (type.name === 'xml') throw sqlError(6851, name);
      requireXmlName(step.slice(1), 'Column', name);
      if (step === '@') throw sqlError(6850, 'Column', name, '@', '0040');
      if (at.attributes.some((a) => a.name === step.slice(1))) throw sqlError(6810, step.slice(1));
      at.attributes.push({ name: step.slice(1), index, type });
    } else if (isLast && isLeafStep(step)) {
      at.children.push({ kind: step === 'data()' ? 'data' : step === 'comment()' ? 'comment' : 'text', index, type });
    } else {
      if (step.startsWith('processing-instruction(')) throw notSupported('processing-instruction() in FOR XML PATH');
      requireXmlName(step, 'Column', name);
      const open = at.children.at(-1);
      if (open?.kind === 'element' && open.name === step) at = open;
      else {
        const element = newElement(step);
        at.children.push(element);
        at = element;
      }
      if (isLast) {
        at.hasColumn = true;
        at.children.push({ kind: 'text', index, type });
      }
    }
  });
};

const isLeafStep = (step: string): boolean =>
  step === '' || step === '*' || step === 'text()' || step === 'node()' || step === 'data()' || step === 'comment()';

const compileAttributes = ({ attributes }: Element): ((row: readonly Value[]) => string) => {
  if (attributes.length === 0) return () => '';
  const parts = attributes.map(({ name, index, type }) => ({ start: ` ${name}="`, index, write: xmlWriter(type) }));
  return (row) => {
    let text = '';
    for (const { start, index, write } of parts) {
      const value = row[index];
      if (value !== null && value !== undefined) text += `${start}${escapeXmlAttribute(write(value))}"`;
    }
    return text;
  };
};

type Render = (row: readonly Value[]) => string | undefined;

const compileContent = (children: readonly Node[], options: PathOptions, isTop: boolean): Render => {
  const parts = children.map((node) => ({ isData: node.kind === 'data', render: compileNode(node, options, isTop) }));
  const [only] = parts;
  if (parts.length === 1 && only && !only.isData) return only.render;
  let wasData = false;
  return (row) => {
    if (!isTop) wasData = false;
    let text: string | undefined;
    for (const { isData, render } of parts) {
      const part = render(row);
      if (part === undefined) continue;
      text = (text ?? '') + (isData && wasData ? ` ${part}` : part);
      wasData = isData;
    }
    return text;
  };
};

const compileNode = (node: Node, options: PathOptions, isTop: boolean): Render => {
  if (node.kind === 'element') return compileElement(node, options, isTop);
  const { index, type, kind } = node;
  const write = xmlWriter(type);
  if (kind === 'comment') return leafRender(index, (v) => `<!--${write(v)}-->`);
  return leafRender(index, type.name === 'xml' ? write : (v) => escapeXml(write(v)));
};

const leafRender =
  (index: number, write: (value: NonNullable<Value>) => string): Render =>
  (row) => {
    const value = row[index];
    return value === null || value === undefined ? undefined : write(value);
  };

const compileElement = (element: Element, options: PathOptions, isTop: boolean): Render => {
  const attributes = compileAttributes(element);
  const content = compileContent(element.children, { ...options, declaration: '' }, false);
  const open = `<${element.name}${isTop ? options.declaration : ''}`;
  const close = `</${element.name}>`;
  const isNil = options.xsinil && element.hasColumn;
  return (row) => {
    const own = attributes(row);
    const text = content(row);
    if (text !== undefined) return `${open}${own}>${text}${close}`;
    if (isNil) return `${open}${own} xsi:nil="true"/>`;
    return own === '' ? undefined : `${open}${own}/>`;
  };
};
