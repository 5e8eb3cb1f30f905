// Which columns and functions an expression mentions; for dependencies between columns, constraints and indexes.

import type { Expression } from '../parser/ast/index.ts';

const DATE_PART_FUNCTIONS: ReadonlySet<string> = new Set([
  'DATEADD',
  'DATEDIFF',
  'DATEDIFF_BIG',
  'DATEPART',
  'DATENAME',
  'DATETRUNC',
  'DATE_BUCKET',
]);

interface Node {
  readonly kind?: unknown;
}
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Whether the function's first argument is a date part's bare word, which the parser gives as a column. */
const takesDatePart = (functionName: string): boolean => DATE_PART_FUNCTIONS.has(functionName.toUpperCase());

/** Calls `visit` for every node below and with the given one, date parts left out. */
export const visitNodes = (root: unknown, visit: (node: Node) => void): void => {
  if (Array.isArray(root)) {
    for (const item of root) visitNodes(item, visit);
    return;
  }
  if (!isNode(root)) return;
  visit(root);
  const call = root as Partial<Extract<Expression, { kind: 'call' }>>;
  if (call.kind === 'call' && call.name?.length === 1 && takesDatePart(call.name[0] ?? '')) {
    visitNodes(call.arguments?.slice(1), visit);
    return;
  }
  for (const value of Object.values(root)) if (isNode(value)) visitNodes(value, visit);
};

/** Lower-case names of the columns that the expression reads, each with its last part only. */
export const columnNamesOf = (expression: Expression): ReadonlySet<string> => {
  const names = new Set<string>();
  visitNodes(expression, (node) => {
    if (node.kind !== 'column') return;
    const name = (node as Extract<Expression, { kind: 'column' }>).name;
    names.add((name[name.length - 1] ?? '').toLowerCase());
  });
  return names;
};
