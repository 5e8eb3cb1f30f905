// Expressions as SQL Server shows them in sys.default_constraints, sys.check_constraints, sys.computed_columns and
// sys.indexes: names in brackets, numbers in parentheses, functions in lower case, no needless blanks, IN and BETWEEN
// written out. The text parses back to an expression of the same meaning.

import type { Expression, Literal, TypeReference } from '../parser/ast/index.ts';
import { notSupported } from '../types/errors.ts';

/** The whole definition, in its outer parentheses: `((0))`, `(getdate())`, `([total]>=(0))`. */
export const printDefinition = (expression: Expression): string => `(${print(expression, 0)})`;

/** A filtered index's condition, which keeps IN lists: `([status] IN ((1), (2)))`. */
export const printFilter = (expression: Expression): string => `(${printFilterTerm(expression)})`;

export const quoteName = (name: string): string => `[${name.replaceAll(']', ']]')}]`;

const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** How tightly an expression's outermost operator binds; what binds less than its place asks gets parentheses. */
const BINDING = { or: 1, and: 2, not: 3, comparison: 4, additive: 5, multiplicative: 6, unary: 7, primary: 9 } as const;

const ADDITIVE: ReadonlySet<string> = new Set(['+', '-', '&', '|', '^', '||']);

/** Functions written without parentheses, or under another name, are shown as what they stand for. */
const RENAMED: Readonly<Record<string, string>> = {
  CURRENT_TIMESTAMP: 'getdate()',
  CURRENT_USER: 'user_name()',
  SESSION_USER: 'user_name()',
  USER: 'user_name()',
  SYSTEM_USER: 'suser_sname()',
};

const DATE_PART_FUNCTIONS: ReadonlySet<string> = new Set([
  'DATEADD',
  'DATEDIFF',
  'DATEDIFF_BIG',
  'DATEPART',
  'DATENAME',
  'DATETRUNC',
  'DATE_BUCKET',
]);

const printLiteral = (literal: Literal): string => {
  switch (literal.type) {
    case 'int':
      return `(${literal.value})`;
    case 'float':
      return `(${printFloat(literal.value)})`;
    case 'decimal':
      return `(${literal.text.startsWith('.') ? `0${literal.text}` : literal.text})`;
    case 'money':
      return `($${literal.text})`;
    case 'binary':
      return `0x${literal.text}`;
    case 'string':
      return `${literal.national ? 'N' : ''}${quoteText(literal.text)}`;
    case 'null':
      return 'NULL';
  }
};

/** 1e3 is shown as 1.000000000000000e+003. */
const printFloat = (value: number): string =>
  value.toExponential(15).replace(/e([+-])(\d+)$/, (_, sign: string, digits: string) => `e${sign}${digits.padStart(3, '0')}`);

const printType = (type: TypeReference): string => {
  const name = type.name.length === 1 ? quoteName((type.name[0] ?? '').toLowerCase()) : type.name.map(quoteName).join('.');
  return type.parameters.length === 0 ? name : `${name}(${type.parameters.join(',')})`;
};

const printCall = (e: Extract<Expression, { kind: 'call' }>): string => {
  if (e.over || e.withinGroup || e.distinct) throw notSupported('A window or aggregate function in a table definition', e.line);
  const name = e.name[e.name.length - 1] ?? '';
  if (e.name.length > 1) return `${e.name.map(quoteName).join('.')}(${printList(e.arguments)})`;
  const upper = name.toUpperCase();
  const renamed = RENAMED[upper];
  if (renamed !== undefined && e.arguments.length === 0) return renamed;
  const [first, second, third] = e.arguments;
  if (upper === 'IIF' && first && second && third) {
    return `case when ${print(first, 0)} then ${print(second, 0)} else ${print(third, 0)} end`;
  }
  if (DATE_PART_FUNCTIONS.has(upper) && first?.kind === 'column') {
    return `${name.toLowerCase()}(${[first.name.join('.').toLowerCase(), ...e.arguments.slice(1).map((a) => print(a, 0))].join(',')})`;
  }
  if (upper === 'TRIM' && e.arguments.length === 2 && first && second) {
    return `Trim(${e.modifier ? `${e.modifier.toUpperCase()} ` : ''}${print(first, 0)} FROM ${print(second, 0)})`;
  }
  return `${name.toLowerCase()}(${e.star ? '*' : printList(e.arguments)})`;
};

const printList = (items: readonly Expression[]): string => items.map((item) => print(item, 0)).join(',');

/** `place` is how tightly the surroundings bind. */
const print = (e: Expression, place: number): string => {
  const [text, binding] = printBound(e);
  return binding < place ? `(${text})` : text;
};

const printBound = (e: Expression): readonly [text: string, binding: number] => {
  const P = BINDING.primary;
  const C = BINDING.comparison;
  switch (e.kind) {
    case 'literal':
      return [printLiteral(e), P];
    case 'column':
      return [e.name.map(quoteName).join('.'), P];
    case 'pseudoColumn':
    case 'variable':
      return [e.name, P];
    case 'systemVariable':
      return [`@@${e.name.toLowerCase()}`, P];
    case 'unary': {
      const operand = e.operand;
      if (
        operand.kind === 'literal' &&
        (operand.type === 'int' || operand.type === 'decimal' || operand.type === 'float' || operand.type === 'money')
      ) {
        const digits = printLiteral(operand).slice(1, -1);
        return [e.operator === '~' ? `~(${digits})` : `(${e.operator === '-' ? '-' : ''}${digits})`, P];
      }
      return [`${e.operator}${print(operand, BINDING.unary + 1)}`, BINDING.unary];
    }
    case 'binary': {
      const own = ADDITIVE.has(e.operator) ? BINDING.additive : BINDING.multiplicative;
      return [`${print(e.left, own)}${e.operator}${print(e.right, own + 1)}`, own];
    }
    case 'case': {
      const input = e.input ? ` ${print(e.input, 0)}` : '';
      const branches = e.branches.map((b) => ` when ${print(b.when, 0)} then ${print(b.then, 0)}`).join('');
      return [`case${input}${branches}${e.otherwise ? ` else ${print(e.otherwise, 0)}` : ''} end`, P];
    }
    case 'cast': {
      if (e.isTry)
        return [
          e.style
            ? `TRY_CONVERT(${printType(e.type)},${print(e.operand, 0)},${print(e.style, 0)})`
            : `TRY_CAST(${print(e.operand, 0)} AS ${printType(e.type)})`,
          P,
        ];
      return [`CONVERT(${printType(e.type)},${print(e.operand, 0)}${e.style ? `,${print(e.style, 0)}` : ''})`, P];
    }
    case 'parse':
      return [
        `${e.isTry ? 'TRY_PARSE' : 'PARSE'}(${print(e.operand, 0)} AS ${printType(e.type)}${e.culture ? ` USING ${print(e.culture, 0)}` : ''})`,
        P,
      ];
    case 'call':
      return [printCall(e), P];
    case 'collate':
      return [`${print(e.operand, P)} collate ${e.collation}`, BINDING.unary];
    case 'atTimeZone':
      return [`${print(e.operand, P)} AT TIME ZONE ${print(e.zone, P)}`, BINDING.unary];
    case 'nextValueFor':
      return [`NEXT VALUE FOR ${e.sequence.map(quoteName).join('.')}`, P];
    case 'and':
      return [`${print(e.left, BINDING.and)} AND ${print(e.right, BINDING.and)}`, BINDING.and];
    case 'or':
      return [`${print(e.left, BINDING.or)} OR ${print(e.right, BINDING.or)}`, BINDING.or];
    case 'not':
      return [`NOT ${print(e.operand, BINDING.not + 1)}`, BINDING.not];
    case 'comparison':
      return [`${print(e.left, C + 1)}${e.operator}${print(e.right, C + 1)}`, C];
    case 'between': {
      const operand = print(e.operand, C + 1);
      const low = print(e.low, C + 1);
      const high = print(e.high, C + 1);
      return e.negated
        ? [`${operand}<${low} OR ${operand}>${high}`, BINDING.or]
        : [`${operand}>=${low} AND ${operand}<=${high}`, BINDING.and];
    }
    case 'inList': {
      // SQL Server shows the items last to first.
      const operand = print(e.operand, C + 1);
      const terms = [...e.items].reverse().map((item) => `${operand}${e.negated ? '<>' : '='}${print(item, C + 1)}`);
      const own = terms.length === 1 ? C : e.negated ? BINDING.and : BINDING.or;
      return [terms.join(e.negated ? ' AND ' : ' OR '), own];
    }
    case 'like': {
      const text = `${print(e.operand, C + 1)} like ${print(e.pattern, C + 1)}${e.escape ? ` escape ${print(e.escape, C + 1)}` : ''}`;
      return e.negated ? [`NOT ${text}`, BINDING.not] : [text, C];
    }
    case 'isNull':
      return [`${print(e.operand, C + 1)} IS ${e.negated ? 'NOT ' : ''}NULL`, C];
    case 'isDistinctFrom':
      return [`${print(e.left, C + 1)} IS ${e.negated ? 'NOT ' : ''}DISTINCT FROM ${print(e.right, C + 1)}`, C];
    default:
      throw notSupported(`An expression of kind ${e.kind} in a table definition`, e.line);
  }
};

const printFilterTerm = (e: Expression): string => {
  if (e.kind === 'and') return `${printFilterTerm(e.left)} AND ${printFilterTerm(e.right)}`;
  if (e.kind === 'inList' && !e.negated)
    return `${print(e.operand, BINDING.comparison + 1)} IN (${e.items.map((item) => print(item, 0)).join(', ')})`;
  return print(e, BINDING.and);
};
