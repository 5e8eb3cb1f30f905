// Subqueries inside expressions: scalar, EXISTS, IN, ANY and ALL. One that reads nothing of the outer query runs once for
// the statement; a correlated one runs for each row, where its table is found by index or by a hash table kept meanwhile.

import type { Exists, InQuery, Quantified, SelectStatement } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import type { Value } from '../types/sql-type.ts';
import { comparable, compareScalars } from './comparison.ts';
import { compileExpression } from './compile-expression.ts';
import { queryColumnScalar } from './query-source.ts';
import { compileSelect } from './compile-select.ts';
import type { CompiledQuery } from './compile-select.ts';
import { runNow } from './frame.ts';
import type { Frame, Running } from './frame.ts';
import { rowKey } from './row-key.ts';
import { operationCollation } from './scalar.ts';
import type { Condition, Scalar } from './scalar.ts';
import { isString } from '../types/sql-type.ts';
import { Scope } from './scope.ts';

interface Inner {
  readonly compiled: CompiledQuery;
  /** Its result is the same for all rows of the statement: kept in the frame. */
  readonly isCacheable: boolean;
  /** Has an uncorrelated one's result loaded before the statement runs, when that may take long. */
  prepare(load: (f: Frame) => Running<unknown>): void;
}

/** Rows of a table that make a subquery worth preparing. */
const LARGE = 5000;

const compileInner = (query: SelectStatement, scope: Scope, isExists = false): Inner => {
  const { statement } = scope;
  const firstTable = statement.tables.length;
  const { unknownSources } = statement;
  const compiled = compileSelect(query, new Scope(statement, scope), { isNested: true, isExists });
  scope.noteOuter(compiled.outerSlots);
  const isCacheable = compiled.outerSlots === 0n && !readsVariables(scope);
  const isLarge =
    (statement.unknownSources > unknownSources || statement.tables.slice(firstTable).some((t) => t.rowCount >= LARGE)) &&
    !statement.isAfterChanges;
  if (isLarge && !isCacheable && compiled.prepare && !readsVariables(scope)) statement.preparations.push(compiled.prepare);
  return {
    compiled,
    isCacheable,
    prepare: (load) => {
      if (isLarge && isCacheable) statement.preparations.push(load);
    },
  };
};

export const compileScalarSubquery = (query: SelectStatement, scope: Scope): Scalar => {
  const { compiled, isCacheable, prepare } = compileInner(query, scope);
  const [column] = compiled.columns;
  if (!column || compiled.columns.length !== 1) throw sqlError(116);
  const run = (f: Frame): Value => {
    let result: Value = null;
    let count = 0;
    compiled.runNow(f, (_f, values) => {
      if (++count > 1) throw sqlError(512);
      result = values[0] as Value;
    });
    return result;
  };
  const cache = scope.statement.newCache();
  prepare(function* load(f) {
    let value: Value = null;
    let count = 0;
    yield* compiled.run(f, (_f, values) => {
      if (++count > 1) throw sqlError(512);
      value = values[0] as Value;
    });
    f.cache[cache] = { value };
  });
  return {
    type: column.type,
    evaluate: isCacheable
      ? (f) => {
          const known = f.cache[cache] as { value: Value } | undefined;
          if (known) return known.value;
          const value = run(f);
          f.cache[cache] = { value };
          return value;
        }
      : run,
    slots: compiled.outerSlots,
    isVolatile: false,
    isNotNull: false,
    key: `subquery@${query.start}:${cache}`,
    ...(column.collation ? { collation: { name: column.collation, rank: 'implicit' as const } } : {}),
    ...(column.isJson ? { isJson: true } : {}),
  };
};

/** A statement that assigns variables as it goes must not keep what was computed from their old values. */
const readsVariables = (scope: Scope): boolean => scope.statement.assignsVariables;

export const compileExists = (e: Exists, scope: Scope): Condition => {
  const { compiled, isCacheable, prepare } = compileInner(e.query, scope, true);
  const cache = scope.statement.newCache();
  prepare(function* load(f) {
    let found = false;
    yield* compiled.run(f, () => {
      found = true;
      return true;
    });
    f.cache[cache] = found;
  });
  return {
    slots: compiled.outerSlots,
    isVolatile: false,
    key: `exists@${e.start}:${cache}`,
    test: isCacheable
      ? (f) => {
          const known = f.cache[cache] as boolean | undefined;
          if (known !== undefined) return known;
          const found = compiled.exists(f);
          f.cache[cache] = found;
          return found;
        }
      : (f) => compiled.exists(f),
  };
};

export const compileInQuery = (e: InQuery, scope: Scope): Condition => {
  const operand = compileExpression(e.operand, scope);
  const { compiled, isCacheable, prepare } = compileInner(e.query, scope);
  const [column] = compiled.columns;
  if (!column || compiled.columns.length !== 1) throw sqlError(116);
  const slot = scope.statement.newSlot();
  const value = queryColumnScalar(column, slot, 0);
  const { negated } = e;
  const info = { slots: operand.slots | compiled.outerSlots, isVolatile: operand.isVolatile, key: `in@${e.start}` };
  if (isCacheable) {
    const { left, right, type } = comparable(operand, value);
    const collation = isString(type) ? operationCollation('equal to', left, right) : undefined;
    const keyOf = rowKey([{ type, collation: collation?.name }]);
    const cache = scope.statement.newCache();
    const { evaluate } = left;
    interface Known {
      readonly keys: ReadonlySet<ReturnType<typeof keyOf>>;
      readonly hasNull: boolean;
    }
    function* load(f: Frame): Running<Known> {
      const keys = new Set<ReturnType<typeof keyOf>>();
      let hasNull = false;
      yield* compiled.run(f, (g, values) => {
        g.rows[slot] = values;
        const v = right.evaluate(g);
        if (v === null) hasNull = true;
        else keys.add(keyOf([v]));
      });
      const known = { keys, hasNull };
      f.cache[cache] = known;
      return known;
    }
    prepare(load);
    return {
      ...info,
      test: (f) => {
        const { keys, hasNull } = (f.cache[cache] as Known | undefined) ?? runNow(load(f));
        const v = evaluate(f);
        if (v === null) return keys.size === 0 && !hasNull ? negated : null;
        if (keys.has(keyOf([v]))) return !negated;
        return hasNull ? null : negated;
      },
    };
  }
  const equals = compareScalars('=', operand, value).test;
  return {
    ...info,
    test: (f) => {
      let result: boolean | null = false;
      compiled.runNow(f, (g, values) => {
        g.rows[slot] = values;
        const v = equals(g);
        if (v === true) {
          result = true;
          return true;
        }
        if (v === null) result = null;
        return false;
      });
      return result === null ? null : result !== negated;
    },
  };
};

export const compileQuantified = (e: Quantified, scope: Scope): Condition => {
  const operand = compileExpression(e.left, scope);
  const { compiled } = compileInner(e.query, scope);
  const [column] = compiled.columns;
  if (!column || compiled.columns.length !== 1) throw sqlError(116);
  const slot = scope.statement.newSlot();
  const { test } = compareScalars(e.operator, operand, queryColumnScalar(column, slot, 0));
  // ANY is true as soon as one comparison is, ALL false as soon as one is not.
  const stop = e.quantifier === 'any';
  return {
    slots: operand.slots | compiled.outerSlots,
    isVolatile: operand.isVolatile,
    key: `quantified@${e.start}`,
    test: (f) => {
      let result: boolean | null = !stop;
      compiled.runNow(f, (g, values) => {
        g.rows[slot] = values;
        const v = test(g);
        if (v === stop) {
          result = stop;
          return true;
        }
        if (v === null) result = null;
        return false;
      });
      return result;
    },
  };
};
