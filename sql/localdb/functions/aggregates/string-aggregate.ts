// STRING_AGG: the values in the order in which the caller adds them, with the separator between them.

import { sqlError } from '../../types/errors.ts';
import { isMax, isString, isUnicode, MAX, nvarcharType, varcharType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { argumentAt, invalidArgument } from '../argument-types.ts';
import type { Accumulator, AggregateFunction } from '../function.ts';

class StringAccumulator implements Accumulator {
  text: string | null = null;
  readonly most: number;
  constructor(most: number) {
    this.most = most;
  }
  add(value: Value, separator?: Value): void {
    this.text = this.text === null ? (value as string) : this.text + ((separator as string | null | undefined) ?? '') + (value as string);
    if (this.text.length > this.most) throw sqlError(9829);
  }
  result(): Value {
    return this.text;
  }
}

/** Text keeps its kind; every other type becomes nvarchar(4000), also when the separator is varchar. */
const resultOf = (type: SqlType): SqlType => {
  if (!isString(type)) return nvarcharType(4000);
  const unicode = isUnicode(type);
  if (isMax(type)) return unicode ? nvarcharType(MAX) : varcharType(MAX);
  return unicode ? nvarcharType(4000) : varcharType(8000);
};

export const stringAggregate: AggregateFunction = {
  name: 'STRING_AGG',
  minimum: 2,
  maximum: 2,
  bind: (args) => {
    const value = argumentAt(args, 0).type;
    const separator = argumentAt(args, 1).type;
    if (value.name === 'sql_variant' || value.name === 'image' || value.name === 'timestamp') throw invalidArgument(value, 1, 'string_agg');
    if (value.name === 'null') throw sqlError(8117, 'NULL', 'string_agg');
    if (separator.name !== 'null' && (!isString(separator) || separator.name === 'xml')) throw invalidArgument(separator, 2, 'string_agg');
    const type = resultOf(value);
    const most = isMax(type) ? Number.POSITIVE_INFINITY : type.length;
    return {
      type,
      parameters: [isString(value) && value.name !== 'xml' ? undefined : type, separator.name === 'null' ? nvarcharType(1) : undefined],
      create: () => new StringAccumulator(most),
    };
  },
};
