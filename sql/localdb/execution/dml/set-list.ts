// The SET list of UPDATE and of MERGE's updates: closures that change a copy of the old row, in the list's order.

import type { Column } from '../../catalog/model.ts';
import type { SetItem } from '../../parser/ast/index.ts';
import type { Row } from '../../storage/table-data.ts';
import { sqlError } from '../../types/errors.ts';
import { bigintType, isBinary, isMax, isString } from '../../types/sql-type.ts';
import type { Value } from '../../types/sql-type.ts';
import { binaryScalar, compileExpression } from '../compile-expression.ts';
import type { Evaluate, Frame } from '../frame.ts';
import { assignment } from '../select-assignment.ts';
import { convertScalar } from '../scalar.ts';
import type { Scalar } from '../scalar.ts';
import type { Scope, Source } from '../scope.ts';
import { isQualifiedBy } from '../scope.ts';
import { assigned } from './column-value.ts';
import type { TableNames } from './table-names.ts';

export type SetRow = (f: Frame, row: Row) => void;

export interface SetTarget {
  readonly source: Source;
  /** The column that a name means and the scalar that reads it. Throws when it cannot be set. */
  readonly column: (name: string) => { readonly column: Column; readonly current: Scalar };
  readonly names: TableNames;
  readonly defaultOf: (column: Column) => Evaluate | undefined;
}

export interface SetList {
  readonly apply: SetRow;
  /** Slots of the columns that are set. */
  readonly changed: ReadonlySet<number>;
  /** Their column_ids. */
  readonly columns: ReadonlySet<number>;
}

export const compileSetList = (items: readonly SetItem[], target: SetTarget, scope: Scope): SetList => {
  const changed = new Set<number>();
  const columns = new Set<number>();
  const saved = scope.aggregateError;
  scope.aggregateError = () => sqlError(157);
  const found = items.map((item) => {
    if (!item.column) return undefined;
    const name = item.column[item.column.length - 1] ?? '';
    const prefix = item.column.slice(0, -1);
    if (prefix.length > 0 && !isQualifiedBy(target.source, prefix)) throw sqlError(4104, item.column.join('.'));
    const bound = target.column(name);
    checkWritable(bound.column);
    if (changed.has(bound.column.slot)) throw sqlError(264, name);
    changed.add(bound.column.slot);
    columns.add(bound.column.id);
    return bound;
  });
  const setters = items.map((item, i) => compileItem(item, found[i], target, scope));
  scope.aggregateError = saved;
  const [first] = setters;
  const apply: SetRow =
    setters.length === 1 && first
      ? first
      : (f, row) => {
          for (let i = 0; i < setters.length; i++) (setters[i] as SetRow)(f, row);
        };
  return { apply, changed, columns };
};

const checkWritable = (column: Column): void => {
  if (column.computed) throw sqlError(271, column.name);
  if (column.identity) throw sqlError(8102, column.name);
  if (column.type.name === 'timestamp') throw sqlError(272);
};

type Bound = ReturnType<SetTarget['column']>;

const compileItem = (item: SetItem, bound: Bound | undefined, target: SetTarget, scope: Scope): SetRow => {
  const { expression, operator, variable } = item;
  if (!bound) {
    const { evaluate } = assignment(variable ?? '', operator, compileExpression(expression, scope), scope);
    return (f) => {
      evaluate(f);
    };
  }
  const { column } = bound;
  const { slot } = column;
  const evaluate = item.write
    ? writeValue(item, bound, target, scope)
    : expression.kind === 'default'
      ? (target.defaultOf(column) ?? (() => null))
      : assigned(
          operator === '='
            ? compileExpression(expression, scope)
            : binaryScalar(operator, bound.current, compileExpression(expression, scope)),
          column,
          target.names,
        );
  if (variable === undefined)
    return (f, row) => {
      row[slot] = evaluate(f);
    };
  const { slot: variableSlot, type } = scope.statement.module.variables.scalar(variable);
  const toVariable = convertScalar(
    { ...bound.current, constant: undefined, evaluate: (f: Frame) => f.variables[variableSlot] as Value } as Scalar,
    type,
  ).evaluate;
  return (f, row) => {
    const v = evaluate(f);
    row[slot] = v;
    f.variables[variableSlot] = v;
    f.variables[variableSlot] = toVariable(f);
  };
};

/** `column.WRITE(expression, offset, length)`: replaces a part of a max value. */
const writeValue = (item: SetItem, bound: Bound, target: SetTarget, scope: Scope): Evaluate => {
  const { column, current } = bound;
  const { write } = item;
  if (!write || !isMax(column.type) || !(isString(column.type) || isBinary(column.type)))
    throw sqlError(8116, column.type.name, 1, 'WRITE');
  const part = assigned(compileExpression(item.expression, scope), column, target.names);
  const offset = convertScalar(compileExpression(write.offset, scope), bigintType).evaluate;
  const length = convertScalar(compileExpression(write.length, scope), bigintType).evaluate;
  return (f) => {
    const old = current.evaluate(f) as string | Uint8Array | null;
    const at = offset(f) as number | null;
    const count = length(f) as number | null;
    const added = part(f) as string | Uint8Array | null;
    if (old === null) {
      if (at === null || at === 0) return added;
      throw sqlError(7133, 'WRITE');
    }
    if ((at !== null && (at < 0 || at > old.length)) || (count !== null && count < 0)) throw sqlError(7135, String(count ?? at));
    // Without an offset the part is appended; without a part the value is cut there.
    const start = at ?? old.length;
    const end = at === null || (count !== null && start + count > old.length) ? old.length : start + (count ?? old.length - start);
    if (typeof old === 'string') return added === null ? old.slice(0, start) : old.slice(0, start) + (added as string) + old.slice(end);
    const head = Buffer.from(old).subarray(0, start);
    return added === null ? head : Buffer.concat([head, added as Uint8Array, Buffer.from(old).subarray(end)]);
  };
};
