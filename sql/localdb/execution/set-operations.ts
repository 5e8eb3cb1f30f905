// UNION, EXCEPT and INTERSECT: operands brought to common column types, and their rows combined.

import type { QueryExpression } from '../parser/ast/index.ts';
import { converter, isIdentityConversion } from '../types/convert.ts';
import { sqlError } from '../types/errors.ts';
import { isString } from '../types/sql-type.ts';
import type { Value } from '../types/sql-type.ts';
import { resultType } from './compile-expression.ts';
import { compileOperand } from './compile-select.ts';
import type { CompiledQuery, Emit, QueryColumn } from './compile-select.ts';
import { runNow } from './frame.ts';
import type { Frame, Running } from './frame.ts';
import { rowKey } from './row-key.ts';
import { mergeCollations, unresolvedCollation } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import type { Scope } from './scope.ts';

export const compileSetOperation = (q: Extract<QueryExpression, { kind: 'setOperation' }>, scope: Scope): CompiledQuery => {
  // A chain of UNION ALLs is left-deep; going down its left side in a loop keeps the stack flat (VALUES of many rows).
  const chain: (typeof q)[] = [];
  let node: QueryExpression = q;
  while (node.kind === 'setOperation') {
    chain.push(node);
    node = node.left;
  }
  let result = compileOperand(node, scope);
  for (let i = chain.length - 1; i >= 0; ) {
    const operator = (chain[i] as typeof q).operator;
    const operands = [result];
    // Neighbouring UNION ALLs become one list.
    do operands.push(compileOperand((chain[i--] as typeof q).right, scope));
    while (operator === 'unionAll' && i >= 0 && (chain[i] as typeof q).operator === 'unionAll');
    result = operator === 'unionAll' ? unionAll(operands) : combineSets(operator, operands);
  }
  return result;
};

/** Brings the operands to common column types. */
const unify = (
  operands: readonly CompiledQuery[],
  operator: 'UNION ALL' | 'UNION' | 'INTERSECT' | 'EXCEPT',
): { columns: QueryColumn[]; operands: CompiledQuery[] } => {
  const first = operands[0] as CompiledQuery;
  if (operands.some((o) => o.columns.length !== first.columns.length)) throw sqlError(205);
  const columns = first.columns.map((c, i) => {
    const same = operands.map((o) => o.columns[i] as QueryColumn);
    const type = resultType(same.map((s) => ({ type: s.type }) as Scalar));
    const label = isString(type)
      ? mergeCollations(same.map((s) => ({ collation: s.collation ? { name: s.collation, rank: 'implicit' } : undefined }) as Scalar))
      : undefined;
    if (label?.rank === 'none') {
      // Only what compares the texts needs the collation at once.
      throw operator === 'UNION ALL' ? unresolvedCollation(label, type, operator) : sqlError(468, label.name, label.other ?? '', operator);
    }
    return {
      name: c.name,
      type,
      isNullable: same.some((s) => s.isNullable),
      ...(label ? { collation: label.name } : {}),
      ...(same.every((s) => s.isJson) ? { isJson: true } : {}),
    };
  });
  return { columns, operands: operands.map((o) => convertColumns(o, columns)) };
};

const convertColumns = (q: CompiledQuery, columns: readonly QueryColumn[]): CompiledQuery => {
  const converters = columns.map((c, i) => {
    const from = (q.columns[i] as QueryColumn).type;
    return from.name === 'null' || isIdentityConversion(from, c.type) ? undefined : converter(from, c.type);
  });
  if (converters.every((c) => c === undefined)) return q;
  const through =
    (emit: Emit): Emit =>
    (f, values) => {
      for (let i = 0; i < converters.length; i++) {
        const convert = converters[i];
        const v = values[i] as Value;
        if (convert && v !== null) values[i] = convert(v, f.session);
      }
      return emit(f, values);
    };
  return { ...q, columns, run: (f, emit) => q.run(f, through(emit)), runNow: (f, emit) => q.runNow(f, through(emit)) };
};

const unionAll = (list: readonly CompiledQuery[]): CompiledQuery => {
  const { columns, operands } = unify(list, 'UNION ALL');
  return {
    columns,
    outerSlots: operands.reduce((m, o) => m | o.outerSlots, 0n),
    estimate: operands.reduce((n, o) => n + o.estimate, 0),
    *run(f, emit) {
      for (const o of operands) if (yield* o.run(f, emit)) return true;
      return false;
    },
    runNow: (f, emit) => operands.some((o) => o.runNow(f, emit)),
    exists: (f) => operands.some((o) => o.exists(f)),
  };
};

const combineSets = (operator: 'union' | 'except' | 'intersect', list: readonly CompiledQuery[]): CompiledQuery => {
  const { columns, operands } = unify(list, operator === 'union' ? 'UNION' : operator === 'intersect' ? 'INTERSECT' : 'EXCEPT');
  const [left, right] = operands as [CompiledQuery, CompiledQuery];
  const keyOf = rowKey(columns);
  function* run(f: Frame, emit: Emit): Running<boolean> {
    const seen = new Set<ReturnType<typeof keyOf>>();
    if (operator === 'union') {
      // All rows are there before the first goes out: an error in any of them leaves none.
      const distinct: Value[][] = [];
      const once: Emit = (_g, values) => {
        const key = keyOf(values);
        if (seen.has(key)) return;
        seen.add(key);
        distinct.push(values);
      };
      yield* left.run(f, once);
      yield* right.run(f, once);
      for (const values of distinct) if (emit(f, values) === true) return true;
      return false;
    }
    const others = new Set<ReturnType<typeof keyOf>>();
    yield* right.run(f, (_g, values) => {
      others.add(keyOf(values));
    });
    return yield* left.run(f, (g, values) => {
      const key = keyOf(values);
      if (seen.has(key) || others.has(key) !== (operator === 'intersect')) return false;
      seen.add(key);
      return emit(g, values);
    });
  }
  return {
    columns,
    outerSlots: left.outerSlots | right.outerSlots,
    estimate: left.estimate + right.estimate,
    run,
    runNow: (f, emit) => runNow(run(f, emit)),
    exists: (f) => runNow(run(f, () => true)),
  };
};
