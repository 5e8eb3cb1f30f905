// CREATE and ALTER SEQUENCE.

import { nowTicks } from '../../catalog/catalog-clock.ts';
import type { Sequence } from '../../catalog/model.ts';
import { resolveTypeReference } from '../../catalog/resolve-type-reference.ts';
import type { AlterSequence, CreateSequence, SequenceOptions } from '../../parser/ast/index.ts';
import type { Transaction } from '../../storage/transaction.ts';
import { sqlError } from '../../types/errors.ts';
import { normalise, powerOfTen, subtract } from '../../types/exact.ts';
import { bigintType } from '../../types/sql-type.ts';
import type { Exact, SqlType } from '../../types/sql-type.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { changeCatalog, lockTarget, newTarget, targetOf } from './targets.ts';

interface Range {
  readonly low: Exact;
  readonly high: Exact;
}

const RANGES: ReadonlyMap<string, Range> = new Map([
  ['tinyint', { low: 0, high: 255 }],
  ['smallint', { low: -32768, high: 32767 }],
  ['int', { low: -2147483648, high: 2147483647 }],
  ['bigint', { low: -9223372036854775808n, high: 9223372036854775807n }],
]);

/** Throws 11702 for a type that is not whole numbers. */
const rangeOf = (type: SqlType, written: string): Range => {
  const known = RANGES.get(type.name);
  if (known) return known;
  if ((type.name !== 'decimal' && type.name !== 'numeric') || type.scale !== 0) throw sqlError(11702, written);
  const limit = powerOfTen(type.precision);
  return { low: subtract(1, limit), high: subtract(limit, 1) };
};

/** Reads a number of an option. Throws 11708 when the type cannot hold it. */
const numberOf = (text: string, argument: string, { low, high }: Range): Exact => {
  const value = normalise(BigInt(text));
  if (value < low || value > high) throw sqlError(11708, argument);
  return value;
};

type Rules = Pick<Sequence, 'start' | 'increment' | 'minimum' | 'maximum'>;

/** The options over what there was before; `written` is the name in messages. */
const rulesOf = (options: SequenceOptions, type: SqlType, written: string, before: Rules | undefined): Rules => {
  const range = rangeOf(type, written);
  const increment = options.increment === undefined ? (before?.increment ?? 1) : numberOf(options.increment, 'INCREMENT BY', range);
  if (increment === 0) throw sqlError(11700, written);
  const bound = (option: string | null | undefined, name: string, old: Exact | undefined, natural: Exact): Exact =>
    option === undefined ? (old ?? natural) : option === null ? natural : numberOf(option, name, range);
  const minimum = bound(options.minimum, 'MINVALUE', before?.minimum, range.low);
  const maximum = bound(options.maximum, 'MAXVALUE', before?.maximum, range.high);
  if (minimum >= maximum) throw sqlError(11705, written);
  const size = BigInt(maximum) - BigInt(minimum);
  const step = BigInt(increment);
  if ((step < 0n ? -step : step) > size) throw sqlError(11701, written);
  const restart = options.restart ?? options.start;
  const start =
    restart === undefined
      ? (before?.start ?? (increment > 0 ? minimum : maximum))
      : numberOf(restart, options.start === undefined ? 'RESTART WITH' : 'START WITH', range);
  if (start < minimum || start > maximum) throw sqlError(11703, written);
  return { start, increment, minimum, maximum };
};

const cacheSize = (options: SequenceOptions, written: string, before: number | null): number | null => {
  if (options.cache === undefined) return before;
  if (options.cache === null) return 0;
  if (options.cache <= 0) throw sqlError(11706, written);
  return options.cache;
};

export function* createSequence(s: CreateSequence, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    const target = newTarget(s.name, module);
    const { database, schema, name, written } = target;
    yield* lockTarget(target, call);
    if (database.isNameTaken(schema, name)) throw sqlError(2714, name);
    const resolved = s.options.type ? resolveTypeReference(database, schema, s.options.type) : { type: bigintType };
    if ('table' in resolved) throw sqlError(11702, written);
    const now = nowTicks();
    const sequence: Sequence = {
      kind: 'sequence',
      id: module.catalog.newObjectId(),
      schema,
      name,
      created: now,
      modified: now,
      type: resolved.type,
      ...rulesOf(s.options, resolved.type, written, undefined),
      isCycling: s.options.cycle ?? false,
      cacheSize: cacheSize(s.options, written, null),
      state: { current: null, isExhausted: false },
    };
    database.add(transaction, sequence);
  });
}

export function* alterSequence(s: AlterSequence, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    const target = targetOf(s.name, module);
    const { database, written } = target;
    const old = yield* lockTarget(target, call);
    if (!old) throw sqlError(208, written);
    if (old.kind !== 'sequence') throw sqlError(15151, 'alter', 'sequence', written);
    const { options } = s;
    const isRestarted = options.restart !== undefined;
    const rules = rulesOf(options, old.type, written, isRestarted ? old : { ...old, start: clamp(old.start, options, old.type) });
    const { current } = old.state;
    if (!isRestarted && current !== null && (current < rules.minimum || current > rules.maximum))
      throw sqlError(11704, String(current), written);
    database.replace(transaction, {
      ...old,
      ...rules,
      isCycling: options.cycle ?? old.isCycling,
      cacheSize: cacheSize(options, written, old.cacheSize),
      modified: nowTicks(),
    });
    if (isRestarted) restart(transaction, old);
    else if (old.state.isExhausted) reopen(transaction, old);
  });
}

/** A start that the new bounds leave out moves to the nearer bound, unless the sequence has begun. */
const clamp = (start: Exact, options: SequenceOptions, type: SqlType): Exact => {
  const range = rangeOf(type, '');
  const low = typeof options.minimum === 'string' ? numberOf(options.minimum, 'MINVALUE', range) : start;
  const high = typeof options.maximum === 'string' ? numberOf(options.maximum, 'MAXVALUE', range) : start;
  return start < low ? low : start > high ? high : start;
};

/** The next value is the start. Unlike values given out, this is undone by a rollback. */
const restart = (transaction: Transaction, sequence: Sequence): void => changeState(transaction, sequence, null);

/** After the bounds or the cycle option changed a sequence at its end may go on. */
const reopen = (transaction: Transaction, sequence: Sequence): void => changeState(transaction, sequence, sequence.state.current);

const changeState = (transaction: Transaction, { id, state }: Sequence, current: Exact | null): void => {
  const { current: oldCurrent, isExhausted } = state;
  state.current = current;
  state.isExhausted = false;
  transaction.logUndo(() => {
    state.current = oldCurrent;
    state.isExhausted = isExhausted;
  });
  transaction.touchCounter(id, state);
};
