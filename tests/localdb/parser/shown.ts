// Writes expressions back with every operator in parentheses, so that tests can state how a text is grouped.

import type { Expression } from '../../../sql/localdb/parser/ast/index.ts';

export const shown = (e: Expression): string => {
  switch (e.kind) {
    case 'literal':
      return e.type === 'null' ? 'NULL' : 'value' in e ? String(e.value) : e.text;
    case 'column':
      return e.name.join('.');
    case 'variable':
      return e.name;
    case 'unary':
      return `(${e.operator}${shown(e.operand)})`;
    case 'binary':
    case 'comparison':
      return `(${shown(e.left)} ${e.operator} ${shown(e.right)})`;
    case 'and':
    case 'or':
      return `(${shown(e.left)} ${e.kind} ${shown(e.right)})`;
    case 'not':
      return `(not ${shown(e.operand)})`;
    case 'between':
      return `(${shown(e.operand)} between ${shown(e.low)} and ${shown(e.high)})`;
    case 'isNull':
      return `(${shown(e.operand)} is null)`;
    case 'inList':
      return `(${shown(e.operand)} in ${e.items.map(shown).join(', ')})`;
    case 'collate':
      return `(${shown(e.operand)} collate ${e.collation})`;
    case 'call':
      return `${e.name.join('.')}(${e.arguments.map(shown).join(', ')})`;
    case 'subquery':
      return '(query)';
    default:
      return e.kind;
  }
};
