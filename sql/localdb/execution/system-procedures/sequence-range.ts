// sp_sequence_get_range: takes many values of a sequence at once.

import type { Sequence } from '../../catalog/model.ts';
import { splitMultipartName } from '../../parser/names.ts';
import { sqlError } from '../../types/errors.ts';
import { normalise } from '../../types/exact.ts';
import { bigintType, intType, nvarcharType, VariantValue, variantType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { isChained, requireNeeds } from '../security/needs.ts';
import { takeSequenceValues } from '../sequence-value.ts';
import type { RunningProcedure } from './procedure.ts';
import { assignOutput } from './procedure.ts';

const PARAMETERS = [
  { name: '@sequence_name', type: nvarcharType(776) },
  { name: '@range_size', type: bigintType },
  { name: '@range_first_value', type: variantType },
  { name: '@range_last_value', type: variantType, default: null },
  { name: '@range_cycle_count', type: intType, default: null },
  { name: '@sequence_increment', type: variantType, default: null },
  { name: '@sequence_min_value', type: variantType, default: null },
  { name: '@sequence_max_value', type: variantType, default: null },
];

interface Range {
  readonly first: bigint;
  readonly last: bigint;
  readonly cycles: number;
}

/** The next `size` values, without taking them. Throws 11732 where a sequence that does not cycle would end. */
const rangeOf = (sequence: Sequence, size: bigint): Range => {
  const increment = BigInt(sequence.increment);
  const isUp = increment > 0n;
  const [begin, end] = isUp ? [BigInt(sequence.minimum), BigInt(sequence.maximum)] : [BigInt(sequence.maximum), BigInt(sequence.minimum)];
  const isPast = (v: bigint): boolean => (isUp ? v > end : v < end);
  const { current } = sequence.state;
  let first = current === null ? BigInt(sequence.start) : BigInt(current) + increment;
  const tooLarge = sqlError(11732, `${sequence.schema}.${sequence.name}`);
  if (isPast(first)) {
    if (!sequence.isCycling) throw tooLarge;
    first = begin;
  }
  const straight = first + (size - 1n) * increment;
  if (!isPast(straight)) return { first, last: straight, cycles: 0 };
  if (!sequence.isCycling) throw tooLarge;
  const left = (end - first) / increment + 1n;
  const round = (end - begin) / increment + 1n;
  const over = size - left - 1n;
  return { first, last: begin + (over % round) * increment, cycles: Number(over / round) + 1 };
};

export const sequenceRange: RunningProcedure = {
  name: 'sp_sequence_get_range',
  parameters: PARAMETERS,
  *run(call, [name, size], module, given) {
    const { session } = call;
    const found = session.server.catalog.resolve(session.database, module.defaultSchema, splitMultipartName(String(name ?? '')));
    if (found?.kind !== 'object') throw sqlError(208, String(name ?? ''));
    const sequence = found.object;
    if (sequence.kind !== 'sequence') throw sqlError(11726, String(name));
    if (!isChained(module.home, found.database, sequence.schema))
      requireNeeds([{ permission: 'UPDATE', database: found.database, object: sequence }], session);
    if (size === null || BigInt(size as number | bigint) < 1n) throw sqlError(11708, '@range_size');
    const { first, last, cycles } = rangeOf(sequence, BigInt(size as number | bigint));
    takeSequenceValues(sequence, normalise(last), session);
    const variant = (value: number | bigint): Value => new VariantValue(sequence.type, normalise(BigInt(value)));
    const results: readonly (readonly [Value, SqlType])[] = [
      [variant(first), variantType],
      [variant(last), variantType],
      [cycles, intType],
      [variant(sequence.increment), variantType],
      [variant(sequence.minimum), variantType],
      [variant(sequence.maximum), variantType],
    ];
    for (const [i, [value, type]] of results.entries()) assignOutput(given, PARAMETERS, i + 2, value, type);
    return 0;
  },
};
