// Compiles function calls: the lazy forms (COALESCE, IIF, ...), built-in, metadata, session and user-defined functions.
// Aggregates and window functions are handed to the query that they stand in.

import { findMetadataFunction } from '../catalog/metadata-functions.ts';
import type { Expression, FunctionCall, NextValueFor } from '../parser/ast/index.ts';
import { findAggregate, findScalarFunction } from '../functions/registry.ts';
import type { BoundFunction, FunctionArgument, FunctionSession, ScalarFunction } from '../functions/function.ts';
import { sqlError } from '../types/errors.ts';
import { intType, isString, varcharType } from '../types/sql-type.ts';
import type { Value } from '../types/sql-type.ts';
import { aggregateOwner } from './aggregate-owner.ts';
import { branches, compileExpression, resultType } from './compile-expression.ts';
import { compareScalars } from './comparison.ts';
import { compileCondition } from './compile-condition.ts';
import type { Evaluate, Frame } from './frame.ts';
import { oncePerStatement } from './hoist.ts';
import { compileSequenceValue } from './sequence-value.ts';
import { constantScalar, convertScalar, mergeCollations, unionSlots, unresolvedCollation } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import { resolveColumn } from './scope.ts';
import type { Scope } from './scope.ts';
import { compileUserFunction } from './user-functions.ts';
import { catalogSession, findSessionFunction } from './session-functions.ts';

type Lazy = (call: FunctionCall, scope: Scope) => Scalar;

const WINDOW_ONLY: ReadonlySet<string> = new Set([
  'ROW_NUMBER',
  'RANK',
  'DENSE_RANK',
  'NTILE',
  'LAG',
  'LEAD',
  'FIRST_VALUE',
  'LAST_VALUE',
  'PERCENT_RANK',
  'CUME_DIST',
  'PERCENTILE_CONT',
  'PERCENTILE_DISC',
]);

export const isWindowOnly = (name: string): boolean => WINDOW_ONLY.has(name);

export const compileCall = (call: FunctionCall, scope: Scope): Scalar => {
  if (call.name.length > 1) return compileUserFunction(call, scope);
  const name = (call.name[0] ?? '').toUpperCase();
  if (call.over || WINDOW_ONLY.has(name)) {
    if (!call.over) throw sqlError(10753, name.toLowerCase());
    if (!scope.windowing) throw sqlError(4108);
    return scope.windowing.window(call, scope);
  }
  const lazy = LAZY[name];
  if (lazy) return lazy(call, scope);
  if (findAggregate(name)) return compileAggregate(call, scope);
  const builtIn = findScalarFunction(variantName(name, call)) ?? findMetadataFunction(name);
  if (builtIn) return compileBuiltIn(builtIn, call, scope);
  const session = findSessionFunction(name);
  if (session) {
    checkCount(name, call.arguments.length, session.minimum, session.maximum);
    return session.bind(call.arguments.map((a) => compileExpression(a, scope)));
  }
  throw name === 'IDENTITY' ? sqlError(177) : sqlError(195, call.name[0] ?? '');
};

/** TRIM and the JSON constructors have forms that the registry holds under names of their own. */
const variantName = (name: string, call: FunctionCall): string => {
  if (call.modifier === 'leading') return 'TRIM_LEADING';
  if (call.modifier === 'trailing') return 'TRIM_TRAILING';
  if (name === 'JSON_OBJECT' && call.jsonNull === 'absent') return 'JSON_OBJECT_ABSENT';
  if (name === 'JSON_ARRAY' && call.jsonNull === 'null') return 'JSON_ARRAY_NULL';
  return name;
};

const checkCount = (name: string, count: number, minimum: number, maximum: number): void => {
  if (count >= minimum && count <= maximum) return;
  throw minimum === maximum ? sqlError(174, name.toLowerCase(), minimum) : sqlError(189, name.toLowerCase(), minimum, maximum);
};

/** An aggregate belongs to the query whose columns it reads: usually this scope's, for outer references an outer one's. */
const compileAggregate = (call: FunctionCall, scope: Scope): Scalar => {
  const owner = aggregateOwner(call, scope);
  for (let s: Scope | undefined = owner; s; s = s.parent) {
    if (s.grouping) {
      const result = s.grouping.aggregate(call);
      if (s !== scope) scope.noteOuter(result.slots, s);
      return result;
    }
    if (s.aggregateError) throw s.aggregateError();
  }
  throw sqlError(147);
};

const compileBuiltIn = (definition: ScalarFunction, call: FunctionCall, scope: Scope): Scalar => {
  const name = definition.name;
  if (call.star && (name === 'CHECKSUM' || name === 'BINARY_CHECKSUM')) return callScalar(definition, allColumns(scope));
  checkCount(name, call.arguments.length, definition.minimum, definition.maximum);
  const args = call.arguments.map((a, i) => {
    if ((i === 0 && definition.hasDatePart) || i === definition.keywordArgument) {
      if (a.kind !== 'column' || a.name.length !== 1) throw sqlError(1023, 1, name.toLowerCase());
      const part = (a.name[0] ?? '').toLowerCase();
      return constantScalar(varcharType(Math.max(1, part.length)), part);
    }
    return compileExpression(a, scope);
  });
  const result = callScalar(definition, args);
  return name === 'RAND' && args.every((a) => a.slots === 0n) ? oncePerStatement(result, scope) : result;
};

/** CHECKSUM(*): every column of the FROM clause. */
const allColumns = (scope: Scope): readonly Scalar[] =>
  scope.sources.flatMap((s) =>
    s.columns.map((c) => (scope.grouping ? resolveColumn(scope, s.name === '' ? [c.name] : [s.name, c.name]) : c.scalar)),
  );

/** A bound call of a built-in function. */
const callScalar = (definition: ScalarFunction, args: readonly Scalar[]): Scalar => {
  const merged = mergeCollations(args);
  if (merged?.rank === 'none' && (definition.name === 'CONCAT' || definition.name === 'CONCAT_WS')) {
    throw sqlError(451, merged.other ?? '', merged.name, definition.name.toLowerCase(), 'SELECT', 1);
  }
  const bound = definition.bind(args.map((a) => asArgument(a, merged && merged.rank !== 'none' ? merged.name : undefined)));
  const isStrict = definition.isStrict ?? true;
  const converted = args.map((a, i) => {
    const type = bound.parameters?.[i];
    return type ? convertScalar(a, type) : a;
  });
  const isVolatile = definition.isDeterministic === false || converted.some((a) => a.isVolatile);
  const collation = isString(bound.type) ? (mergeCollations(converted) ?? DEFAULT_LABEL) : undefined;
  return {
    type: bound.type,
    evaluate: invoke(
      bound,
      converted.map((a) => a.evaluate),
      isStrict,
      needsCatalog(definition),
    ),
    slots: unionSlots(converted),
    isVolatile,
    isNotNull:
      bound.isNotNull ?? (isStrict && converted.length > 0 && converted.every((a) => a.isNotNull) && NULL_FREE.has(definition.name)),
    key: `${definition.name}(${converted.map((a) => a.key).join()})`,
    ...(collation ? { collation } : {}),
    ...(bound.isJson ? { isJson: true } : {}),
  };
};

const DEFAULT_LABEL = { name: 'SQL_Latin1_General_CP1_CI_AS', rank: 'default' } as const;
/** Strict functions that give NULL for NULL only. */
const NULL_FREE: ReadonlySet<string> = new Set([
  'LEN',
  'DATALENGTH',
  'UPPER',
  'LOWER',
  'LTRIM',
  'RTRIM',
  'TRIM',
  'ABS',
  'ROUND',
  'YEAR',
  'MONTH',
  'DAY',
  'REPLACE',
  'CHARINDEX',
  'FLOOR',
  'CEILING',
]);
const needsCatalog = (definition: ScalarFunction): boolean => findMetadataFunction(definition.name) === definition;

const asArgument = (s: Scalar, collation: string | undefined): FunctionArgument => ({
  type: s.type,
  isConstant: s.constant !== undefined,
  isNotNull: s.isNotNull,
  ...(s.constant ? { constant: s.constant.value } : {}),
  ...(collation !== undefined && isString(s.type) ? { collation } : {}),
  ...(s.isJson ? { isJson: true } : {}),
});

/** One closure for each small argument count, so that no array is made for each call. */
const invoke = (bound: BoundFunction, args: readonly Evaluate[], isStrict: boolean, withCatalog: boolean): Evaluate => {
  const { call } = bound;
  const [a, b, c] = args;
  const sessionOf = withCatalog ? (f: Frame): FunctionSession => catalogSession(f) : (f: Frame): FunctionSession => f.session;
  if (args.length === 0) return (f) => call(sessionOf(f));
  if (isStrict) {
    if (args.length === 1 && a)
      return (f) => {
        const x = a(f);
        return x === null ? null : call(sessionOf(f), x);
      };
    if (args.length === 2 && a && b)
      return (f) => {
        const x = a(f);
        const y = b(f);
        return x === null || y === null ? null : call(sessionOf(f), x, y);
      };
    if (args.length === 3 && a && b && c) {
      return (f) => {
        const x = a(f);
        const y = b(f);
        const z = c(f);
        return x === null || y === null || z === null ? null : call(sessionOf(f), x, y, z);
      };
    }
  }
  return (f) => {
    const values = new Array<Value>(args.length);
    for (let i = 0; i < args.length; i++) {
      const v = (args[i] as Evaluate)(f);
      if (v === null && isStrict) return null;
      values[i] = v;
    }
    return call(sessionOf(f), ...values);
  };
};

const compileArguments = (call: FunctionCall, scope: Scope, minimum: number, maximum: number): Scalar[] => {
  checkCount(call.name[0] ?? '', call.arguments.length, minimum, maximum);
  return call.arguments.map((a) => compileExpression(a, scope));
};

const at = (list: readonly Scalar[], i: number): Scalar => list[i] as Scalar;
const argument = (call: FunctionCall, i: number): Expression => call.arguments[i] as Expression;

const LAZY: Readonly<Record<string, Lazy>> = {
  COALESCE: (call, scope) => {
    const args = compileArguments(call, scope, 2, 4096);
    if (args.every((a) => a.type.name === 'null')) throw sqlError(4127);
    const type = resultType(args);
    const values = args.map((a) => convertScalar(a, type));
    const evaluates = values.map((v) => v.evaluate);
    const evaluate: Evaluate = (f) => {
      for (let i = 0; i < evaluates.length; i++) {
        const v = (evaluates[i] as Evaluate)(f);
        if (v !== null) return v;
      }
      return null;
    };
    const collation = isString(type) ? mergeCollations(values) : undefined;
    if (collation?.rank === 'none') throw unresolvedCollation(collation, type, 'CASE');
    return {
      type,
      evaluate,
      slots: unionSlots(values),
      isVolatile: values.some((v) => v.isVolatile),
      isNotNull: values.some((v) => v.isNotNull),
      key: `coalesce(${values.map((v) => v.key).join()})`,
      ...(collation ? { collation } : {}),
    };
  },
  ISNULL: (call, scope) => {
    const [first, second] = compileArguments(call, scope, 2, 2) as [Scalar, Scalar];
    if (first.type.name === 'null')
      return second.type.name === 'null' ? convertScalar(second, intType) : { ...second, key: `isnull(${second.key})` };
    const replacement = convertScalar(second, first.type);
    const [a, b] = [first.evaluate, replacement.evaluate];
    return {
      type: first.type,
      evaluate: (f) => a(f) ?? b(f),
      slots: first.slots | replacement.slots,
      isVolatile: first.isVolatile || replacement.isVolatile,
      isNotNull: first.isNotNull || replacement.isNotNull,
      key: `isnull(${first.key},${replacement.key})`,
      ...(first.collation ? { collation: first.collation } : {}),
    };
  },
  NULLIF: (call, scope) => {
    const [first, second] = compileArguments(call, scope, 2, 2) as [Scalar, Scalar];
    if (first.type.name === 'null') throw sqlError(4151);
    const { test } = compareScalars('=', first, second);
    const { evaluate } = first;
    const { column: _column, constant: _constant, ...rest } = first;
    return {
      ...rest,
      isNotNull: false,
      slots: first.slots | second.slots,
      isVolatile: first.isVolatile || second.isVolatile,
      key: `nullif(${first.key},${second.key})`,
      evaluate: (f) => (test(f) === true ? null : evaluate(f)),
    };
  },
  IIF: (call, scope) => {
    checkCount('IIF', call.arguments.length, 3, 3);
    const condition = compileCondition(argument(call, 0), scope);
    return branches([condition], [compileExpression(argument(call, 1), scope)], compileExpression(argument(call, 2), scope));
  },
  CHOOSE: (call, scope) => {
    const args = compileArguments(call, scope, 2, 255);
    const index = convertScalar(at(args, 0), intType);
    const values = args.slice(1);
    const type = resultType(values);
    const converted = values.map((v) => convertScalar(v, type));
    const evaluates = converted.map((v) => v.evaluate);
    const collation = isString(type) ? mergeCollations(converted) : undefined;
    return {
      type,
      evaluate: (f) => {
        const i = index.evaluate(f);
        const chosen = i === null ? undefined : evaluates[Number(i) - 1];
        return chosen ? chosen(f) : null;
      },
      slots: index.slots | unionSlots(converted),
      isVolatile: args.some((a) => a.isVolatile),
      isNotNull: false,
      key: `choose(${args.map((a) => a.key).join()})`,
      ...(collation ? { collation } : {}),
    };
  },
  GROUPING: (call, scope) => groupingCall(call, scope, false),
  GROUPING_ID: (call, scope) => groupingCall(call, scope, true),
};

const groupingCall = (call: FunctionCall, scope: Scope, isId: boolean): Scalar => {
  if (!scope.grouping) throw sqlError(8161, 1, isId ? 'GROUPING_ID' : 'GROUPING');
  return scope.grouping.grouping(call.arguments, isId);
};

export const compileNextValue = (e: NextValueFor, scope: Scope): Scalar => {
  if (e.over) {
    if (!scope.windowing) throw sqlError(11720);
    return scope.windowing.window(e, scope);
  }
  if (scope.statement.module.isFunction) throw sqlError(11719);
  return compileSequenceValue(e, scope);
};
