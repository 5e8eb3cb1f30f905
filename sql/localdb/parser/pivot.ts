// PIVOT and UNPIVOT behind a table source.

import type { Pivot, TableSource, Unpivot } from './ast/index.ts';
import { parseColumnList, parseNameParts } from './names.ts';
import type { TokenStream } from './token-stream.ts';

/** PIVOT (aggregate(column) FOR column IN ([a], [b])) AS alias */
export const parsePivot = (p: TokenStream, source: TableSource, first: number): Pivot => {
  p.expect('PIVOT');
  p.expect('(');
  const name = parseNameParts(p).join('.');
  p.expect('(');
  const argument = parseNameParts(p);
  p.expect(')');
  p.expect('FOR');
  const column = parseNameParts(p);
  p.expect('IN');
  const values = parseColumnList(p);
  p.expect(')');
  const alias = parseAlias(p);
  const span = { ...p.since(first), start: source.start, line: source.line };
  return { kind: 'pivot', ...span, source, aggregate: { name, argument }, column, values, alias };
};

/** UNPIVOT (value FOR name IN (a, b)) AS alias */
export const parseUnpivot = (p: TokenStream, source: TableSource, first: number): Unpivot => {
  p.expect('UNPIVOT');
  p.expect('(');
  const valueColumn = p.identifier();
  p.expect('FOR');
  const nameColumn = p.identifier();
  p.expect('IN');
  const columns = parseColumnList(p);
  p.expect(')');
  const alias = parseAlias(p);
  return { ...p.since(first), kind: 'unpivot', start: source.start, line: source.line, source, valueColumn, nameColumn, columns, alias };
};

const parseAlias = (p: TokenStream): string => {
  p.accept('AS');
  return p.identifier();
};
