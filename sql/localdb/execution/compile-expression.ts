// Compiles value expressions of the syntax tree to Scalars.

import type { Binary, Case, Expression, Unary, PseudoColumn } from '../parser/ast/index.ts';
import { isPredicate } from '../parser/ast/index.ts';
import { getCollation, isCollationName } from '../types/collation.ts';
import { converter } from '../types/convert.ts';
import { notSupported, SqlError, sqlError } from '../types/errors.ts';
import { literalValue } from '../types/literals.ts';
import { binaryOperator, unaryOperator } from '../types/operators.ts';
import { commonType } from '../types/precedence.ts';
import { intType, isInteger, isString, isTemporal, MAX, nullType, nvarcharType, varcharType } from '../types/sql-type.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import { bindAtTimeZone } from '../functions/time-zones.ts';
import { xmlTextValue } from '../functions/xml-text.ts';
import { parseTypeReference } from '../parser/parse.ts';
import { compileCall, compileNextValue } from './compile-call.ts';
import { compileCondition } from './compile-condition.ts';
import { compileCast, compileParse } from './compile-conversion.ts';
import { compileScalarSubquery } from './compile-subquery.ts';
import { hoistCondition } from './hoist.ts';
import type { Evaluate, Frame, Test } from './frame.ts';
import { constantScalar, convertScalar, mergeCollations, unionSlots, unresolvedCollation } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import { isQualifiedBy, resolveColumn, UNRESOLVED } from './scope.ts';
import type { Scope, SourceColumn } from './scope.ts';
import { resolveType } from './resolve-type-name.ts';
import { systemVariable } from './session-functions.ts';

/** A value expression in a scope. Throws SqlError for names and types that do not fit. */
export const compileExpression = (e: Expression, scope: Scope): Scalar => {
  if (scope.grouping && e.kind !== 'literal' && e.kind !== 'variable') {
    const grouped = groupedForm(e, scope);
    if (grouped) return grouped;
  }
  switch (e.kind) {
    case 'literal': {
      const { type, value } = literalValue(e);
      return { ...constantScalar(type, value), isLiteral: true };
    }
    case 'variable':
      return compileVariable(e.name, scope);
    case 'systemVariable': {
      const found = systemVariable(e.name);
      if (!found) throw sqlError(137, `@@${e.name}`);
      return { type: found.type, evaluate: found.evaluate, slots: 0n, isVolatile: true, isNotNull: false, key: `@@${e.name}` };
    }
    case 'column':
      return scope.statement.unresolved ? resolveOrNote(e, scope) : resolveColumn(scope, e.name);
    case 'pseudoColumn':
      return pseudoColumn(e, scope).scalar;
    case 'unary':
      return compileUnary(e, scope);
    case 'binary':
      return compileBinary(e, scope);
    case 'case':
      return compileCase(e, scope);
    case 'cast':
      return compileCast(e, scope);
    case 'parse':
      return compileParse(e, scope);
    case 'call':
      return compileCall(e, scope);
    case 'subquery':
      return compileScalarSubquery(e.query, scope);
    case 'collate':
      return compileCollate(e.operand, e.collation, scope);
    case 'atTimeZone':
      return compileAtTimeZone(e.operand, e.zone, scope);
    case 'xmlValue':
      return compileXmlValue(e, scope);
    case 'nextValueFor':
      return compileNextValue(e, scope);
    case 'default':
      throw sqlError(156, 'DEFAULT');
    default:
      if (isPredicate(e)) throw sqlError(102, '');
      throw notSupported(e.kind, e.line);
  }
};

/** A column that does not resolve is noted, and counts as a NULL. */
const resolveOrNote = (e: Expression & { kind: 'column' }, scope: Scope): Scalar => {
  try {
    return resolveColumn(scope, e.name);
  } catch (error) {
    if (!(error instanceof SqlError && UNRESOLVED.has(error.number))) throw error;
    scope.statement.unresolved?.set(e, error);
    return constantScalar(nullType, null);
  }
};

/**
 * In a grouped query: the group's key, or an expression without columns of the query, as it is. Undefined when the
 * parts have to be looked at (aggregates inside, or no key of that form).
 */
const groupedForm = (e: Expression, scope: Scope): Scalar | undefined => {
  const grouping = scope.grouping;
  if (!grouping || e.kind === 'subquery' || (e.kind === 'call' && (e.over !== undefined || e.star))) return undefined;
  let inner: Scalar;
  const saved = grouping.inner.aggregateError;
  const { unresolved } = scope.statement;
  scope.statement.unresolved = undefined;
  try {
    grouping.inner.aggregateError = () => NOT_A_KEY;
    inner = compileExpression(e, grouping.inner);
  } catch (error) {
    if (error === NOT_A_KEY || error instanceof SqlError) return undefined;
    throw error;
  } finally {
    grouping.inner.aggregateError = saved;
    scope.statement.unresolved = unresolved;
  }
  return grouping.findKey(inner.key);
};
const NOT_A_KEY = new Error('aggregate');

const compileVariable = (name: string, scope: Scope): Scalar => {
  const parameter = scope.statement.parameters?.get(name.toLowerCase());
  if (parameter) {
    scope.noteOuter(parameter.slots);
    return parameter;
  }
  const { slot, type } = scope.statement.module.variables.scalar(name);
  return {
    type,
    evaluate: (f) => f.variables[slot] as Value,
    slots: 0n,
    isVolatile: false,
    isNotNull: false,
    key: `@${slot}`,
    ...(isString(type) ? { collation: { name: scope.statement.module.database.collation, rank: 'default' as const } } : {}),
  };
};

/** The column that `$identity`, `$rowguid` or `$action` stands for. Throws 207. */
export const pseudoColumn = ({ name, qualifier }: PseudoColumn, scope: Scope): SourceColumn => {
  for (let s: Scope | undefined = scope; s; s = s.parent) {
    for (const source of s.sources) {
      if (qualifier && !isQualifiedBy(source, qualifier)) continue;
      for (const c of source.columns) {
        if (c.name === name || (name === '$identity' && c.scalar.isIdentity) || (name === '$rowguid' && c.scalar.isRowGuid)) return c;
      }
    }
  }
  throw sqlError(207, name);
};

const compileUnary = (e: Unary, scope: Scope): Scalar => {
  const operand = compileExpression(e.operand, scope);
  const { type, apply } = unaryOperator(e.operator, operand.type.name === 'null' ? intType : operand.type);
  const { evaluate } = operand;
  return fold(
    {
      type,
      evaluate: (f) => {
        const v = evaluate(f);
        return v === null ? null : apply(v);
      },
      slots: operand.slots,
      isVolatile: operand.isVolatile,
      isNotNull: operand.isNotNull,
      key: `${e.operator}(${operand.key})`,
      ...(operand.isLiteral ? { isLiteral: true } : {}),
    },
    [operand],
  );
};

const compileBinary = (e: Binary, scope: Scope): Scalar => {
  // Chains such as a + b + c + ... are left-deep; going down the left side in a loop keeps the stack flat.
  const chain: Binary[] = [];
  let node: Expression = e;
  while (node.kind === 'binary' && !(node !== e && scope.grouping && groupedForm(node, scope))) {
    chain.push(node);
    node = node.left;
  }
  let result = compileExpression(node, scope);
  for (let i = chain.length - 1; i >= 0; i--) {
    const b = chain[i] as Binary;
    result = binaryScalar(b.operator, result, compileExpression(b.right, scope));
  }
  return result;
};

export const binaryScalar = (operator: Binary['operator'], left: Scalar, right: Scalar): Scalar => {
  const op = binaryOperator(operator, left.type, right.type, { ...integerLiteral('left', left), ...integerLiteral('right', right) });
  const l = convertScalar(left, op.left);
  const r = convertScalar(right, op.right);
  const a = l.evaluate;
  const b = r.evaluate;
  const { apply } = op;
  let collation: Scalar['collation'];
  if (isString(op.type)) {
    collation = mergeCollations([l, r]);
    if (collation?.rank === 'none') throw unresolvedCollation(collation, op.type, operator === '+' ? 'add' : 'concat');
  }
  const constant = r.constant?.value;
  const evaluate: Evaluate = isString(op.type)
    ? (f) => {
        const x = a(f);
        const y = b(f);
        if (x !== null && y !== null) return apply(x, y);
        return f.session.options.concatNullYieldsNull ? null : (x ?? y ?? '');
      }
    : (f) => {
        const x = a(f);
        const y = constant ?? b(f);
        if (x === null || y === null) return null;
        try {
          return apply(x, y);
        } catch (error) {
          return orNullWhenAllowed(error, f);
        }
      };
  const result: Scalar = {
    type: op.type,
    evaluate,
    slots: l.slots | r.slots,
    isVolatile: l.isVolatile || r.isVolatile,
    // An overflow gives NULL under some settings, so that arithmetic never counts as NOT NULL.
    isNotNull: isString(op.type) && l.isNotNull && r.isNotNull,
    key: `(${l.key}${operator}${r.key})`,
    ...(collation ? { collation } : {}),
  };
  // Text with NULL depends on a SET option of the run.
  return isString(op.type) && (left.constant?.value === null || right.constant?.value === null) ? result : fold(result, [l, r]);
};

/** Overflow and division by zero give NULL when both ARITHABORT and ANSI_WARNINGS are off. */
const orNullWhenAllowed = (error: unknown, { session: { options } }: Frame): null => {
  if (!options.arithAbort && !options.ansiWarnings && error instanceof SqlError && (error.number === 8134 || error.number === 8115))
    return null;
  throw error;
};

/** A whole-number literal counts with the digits that it has: 1.0 / 3 divides by a numeric(1,0). */
const integerLiteral = (side: 'left' | 'right', s: Scalar): { left?: number | bigint; right?: number | bigint } =>
  s.isLiteral && s.constant && (typeof s.constant.value === 'number' || typeof s.constant.value === 'bigint') && isInteger(s.type)
    ? { [side]: s.constant.value }
    : {};

/** Computes an expression of constants at once; one that fails is left to fail when it runs. */
export const fold = (s: Scalar, operands: readonly Scalar[]): Scalar => {
  if (s.isVolatile || isTemporal(s.type) || !operands.every((o) => o.constant !== undefined)) return s;
  try {
    const value = s.evaluate(FOLDING);
    return { ...s, evaluate: () => value, constant: { value }, isNotNull: value !== null };
  } catch {
    return s;
  }
};
// Constant operands never look at the frame; conversions that would (text to dates) are not folded.
const FOLDING = {
  session: { dateFormat: 'mdy', language: 'us_english', options: { arithAbort: true, ansiWarnings: true, concatNullYieldsNull: true } },
} as unknown as Frame;

const compileCase = (e: Case, scope: Scope): Scalar => {
  const tests = e.branches.map((b) =>
    hoistCondition(
      e.input
        ? compileCondition(
            { kind: 'comparison', operator: '=', left: e.input, right: b.when, start: b.when.start, end: b.when.end, line: b.when.line },
            scope,
          )
        : compileCondition(b.when, scope),
      scope,
    ),
  );
  const values = e.branches.map((b) => compileExpression(b.then, scope));
  const otherwise = e.otherwise ? compileExpression(e.otherwise, scope) : undefined;
  return branches(tests, values, otherwise);
};

/** CASE, IIF, COALESCE and CHOOSE: the value after the first true test. */
export const branches = (
  tests: readonly { readonly test: Test; readonly slots: bigint; readonly isVolatile: boolean; readonly key: string }[],
  values: readonly Scalar[],
  otherwise: Scalar | undefined,
): Scalar => {
  const all = otherwise ? [...values, otherwise] : [...values];
  if (all.every((v) => v.type.name === 'null')) throw sqlError(8133);
  const type = resultType(all);
  const converted = all.map((v) => convertScalar(v, type));
  const evaluates = converted.map((v) => v.evaluate);
  const conditions = tests.map((t) => t.test);
  const n = conditions.length;
  const last = otherwise ? evaluates[n] : undefined;
  const evaluate: Evaluate =
    n === 1
      ? (
          (test, then) => (f: Frame) =>
            test(f) === true ? then(f) : last ? last(f) : null
        )(conditions[0] as Test, evaluates[0] as Evaluate)
      : (f) => {
          for (let i = 0; i < n; i++) if ((conditions[i] as Test)(f) === true) return (evaluates[i] as Evaluate)(f);
          return last ? last(f) : null;
        };
  const collation = isString(type) ? mergeCollations(converted) : undefined;
  if (collation?.rank === 'none') throw unresolvedCollation(collation, type, 'CASE');
  return {
    type,
    evaluate,
    slots: unionSlots(tests) | unionSlots(converted),
    isVolatile: tests.some((t) => t.isVolatile) || converted.some((v) => v.isVolatile),
    isNotNull: otherwise !== undefined && converted.every((v) => v.isNotNull),
    key: `case(${tests.map((t, i) => `${t.key}:${converted[i]?.key}`).join()}${otherwise ? `,${converted[n]?.key}` : ''})`,
    ...(collation ? { collation } : {}),
    ...(all.every((v) => v.isJson) ? { isJson: true } : {}),
  };
};

/** Common type of several expressions, untyped NULLs aside. */
export const resultType = (scalars: readonly Scalar[]): SqlType => commonType(scalars.map((s) => s.type));

const compileCollate = (operand: Expression, name: string, scope: Scope): Scalar => {
  const s = compileExpression(operand, scope);
  const collation = name.toLowerCase() === 'database_default' ? scope.statement.module.database.collation : name;
  if (!isCollationName(collation)) throw sqlError(448, name);
  if (!isString(s.type)) {
    if (s.type.name === 'null') return { ...convertScalar(s, varcharType(1)), collation: { name: collation, rank: 'explicit' } };
    throw sqlError(447, s.type.name);
  }
  const { column: _column, ...rest } = s;
  // The value stays a stored one, but an index in another collation must not be searched by it.
  const isSame = s.collation?.name.toLowerCase() === collation.toLowerCase();
  return {
    ...(isSame ? s : rest),
    collation: { name: getCollation(collation).name, rank: 'explicit' },
    key: `collate(${s.key},${collation.toLowerCase()})`,
  };
};

const compileAtTimeZone = (operandNode: Expression, zoneNode: Expression, scope: Scope): Scalar => {
  const operand = compileExpression(operandNode, scope);
  const zone = convertScalar(compileExpression(zoneNode, scope), nvarcharType(128));
  const bound = bindAtTimeZone(operand.type);
  return {
    type: bound.type,
    slots: operand.slots | zone.slots,
    isVolatile: false,
    isNotNull: operand.isNotNull && zone.isNotNull,
    key: `atz(${operand.key},${zone.key})`,
    evaluate: (f) => {
      const v = operand.evaluate(f);
      const z = zone.evaluate(f);
      return v === null || z === null ? null : bound.call(v, z as string);
    },
  };
};

/** Paths that mean the text of the whole; others would need XQuery. */
const TEXT_PATHS: ReadonlySet<string> = new Set(['.', './text()[1]', 'text()[1]', '(./text())[1]', '(text())[1]', '(.)[1]']);

/** `(SELECT ... FOR XML PATH(''), TYPE).value('.', 'nvarchar(max)')`. */
const compileXmlValue = (e: Expression & { kind: 'xmlValue' }, scope: Scope): Scalar => {
  if (!TEXT_PATHS.has(e.path.replace(/\s/g, ''))) throw notSupported(`The xml path '${e.path}'`, e.line);
  const operand = compileExpression(e.operand, scope);
  const type = resolveType(parseTypeReference(e.type), scope.statement.module, { isCast: true });
  const convert = converter(nvarcharType(MAX), type, { isExplicit: true });
  const { evaluate } = operand;
  return {
    type,
    slots: operand.slots,
    isVolatile: operand.isVolatile,
    isNotNull: false,
    key: `xmlvalue(${operand.key},${e.type})`,
    ...(isString(type) ? { collation: { name: scope.statement.module.database.collation, rank: 'default' as const } } : {}),
    evaluate: (f) => {
      const v = evaluate(f);
      return v === null ? null : convert(xmlTextValue(v as string), f.session);
    },
  };
};
