// NEXT VALUE FOR: one value for each row, however often the row names the sequence. Values are not given back by a rollback.

import type { Sequence } from '../catalog/model.ts';
import type { NextValueFor } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { add } from '../types/exact.ts';
import type { Exact } from '../types/sql-type.ts';
import { Transaction } from '../storage/transaction.ts';
import type { Frame } from './frame.ts';
import type { Scalar } from './scalar.ts';
import type { Session } from './session.ts';
import type { Scope, StatementContext } from './scope.ts';
import { noteNeed } from './security/needs.ts';

/** References to one sequence that are evaluated for the same rows. */
interface Shared {
  readonly cache: number;
  references: number;
}
/** The value of the current row, and the references that have read it. */
interface Current {
  value: Exact;
  readers: Set<number>;
}

interface Sharing {
  group: number;
  readonly shared: Map<string, Shared>;
}
const SHARING = new WeakMap<StatementContext, Sharing>();

const sharingOf = (statement: StatementContext): Sharing => {
  let sharing = SHARING.get(statement);
  if (!sharing) {
    sharing = { group: 0, shared: new Map() };
    SHARING.set(statement, sharing);
  }
  return sharing;
};

/** What is compiled from here on belongs to other rows: the next row of VALUES, a column's default. */
export const beginSequenceRow = (statement: StatementContext): void => {
  sharingOf(statement).group++;
};

export const compileSequenceValue = (e: NextValueFor, scope: Scope): Scalar => {
  const { statement } = scope;
  const { module } = statement;
  const home = scope.home ?? { database: module.database, schema: module.defaultSchema };
  const found = module.catalog.resolve(home.database, home.schema, e.sequence);
  if (found?.kind !== 'object') throw sqlError(208, e.sequence.join('.'));
  if (found.object.kind !== 'sequence') throw sqlError(11726, e.sequence.join('.'));
  const sequence = found.object;
  statement.databases.add(found.database);
  statement.usesSequence = true;
  noteNeed(scope, 'UPDATE', found.database, sequence);
  const sharing = sharingOf(statement);
  const key = `${sharing.group}:${sequence.id}`;
  let shared = sharing.shared.get(key);
  if (!shared) {
    shared = { cache: statement.newCache(), references: 0 };
    sharing.shared.set(key, shared);
  }
  const { cache } = shared;
  const reference = shared.references++;
  return {
    type: sequence.type,
    // A reference that has read the current value asks for the next row's; another one still belongs to this row.
    evaluate: (f) => {
      const current = f.cache[cache] as Current | undefined;
      if (current && !current.readers.has(reference)) {
        current.readers.add(reference);
        return current.value;
      }
      const value = nextValue(sequence, f);
      if (current) {
        current.value = value;
        current.readers.clear();
        current.readers.add(reference);
      } else f.cache[cache] = { value, readers: new Set([reference]) };
      return value;
    },
    slots: 0n,
    isVolatile: true,
    isNotNull: true,
    key: `next(${sequence.id})${reference}`,
  };
};

/** Takes the sequence's next value. Throws 11728 at the end of its range. */
const nextValue = (sequence: Sequence, f: Frame): Exact => {
  const { state, increment, minimum, maximum } = sequence;
  const isUp = increment > 0;
  let value: Exact;
  if (state.current === null) value = sequence.start;
  else {
    value = add(state.current, increment);
    if (isUp ? value > maximum : value < minimum) {
      if (!sequence.isCycling) {
        state.isExhausted = true;
        throw sqlError(11728, `${sequence.schema}.${sequence.name}`);
      }
      value = isUp ? minimum : maximum;
    }
  }
  takeSequenceValues(sequence, value, f.session);
  return value;
};

/** Marks the values up to `last` as given out. */
export const takeSequenceValues = ({ id, state }: Sequence, last: Exact, { transaction, server }: Session): void => {
  state.current = last;
  state.isExhausted = false;
  if (transaction) transaction.touchCounter(id, state);
  else {
    const own = new Transaction(server.store);
    own.touchCounter(id, state);
    own.commit();
  }
};
