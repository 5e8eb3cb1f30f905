// How functions that read the running session are defined; each looks like any other scalar to the compiler.

import { DEFAULT_COLLATION } from '../../types/collation.ts';
import { isString } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import type { Evaluate, Frame } from '../frame.ts';
import { convertScalar, unionSlots } from '../scalar.ts';
import type { Scalar } from '../scalar.ts';

export interface SessionFunction {
  readonly minimum: number;
  readonly maximum: number;
  bind(args: readonly Scalar[]): Scalar;
}

interface Definition {
  readonly type: SqlType;
  /** Types that arguments are converted to; default none. */
  readonly parameters?: readonly SqlType[];
  /** Arguments that must be given; default all. */
  readonly minimum?: number;
  readonly isNotNull?: boolean;
  /** Arguments that were not given are undefined. */
  readonly call: (frame: Frame, ...values: (Value | undefined)[]) => Value;
}

export const sessionFunction = (name: string, { type, parameters = [], minimum, isNotNull, call }: Definition): SessionFunction => ({
  minimum: minimum ?? parameters.length,
  maximum: parameters.length,
  bind: (args) => {
    const converted = args.map((a, i) => convertScalar(a, parameters[i] ?? a.type));
    return {
      type,
      evaluate: invoke(
        call,
        converted.map((c) => c.evaluate),
      ),
      slots: unionSlots(converted),
      isVolatile: converted.some((c) => c.isVolatile),
      isNotNull: isNotNull ?? false,
      key: `${name}(${converted.map((c) => c.key).join()})`,
      ...(isString(type) ? { collation: { name: DEFAULT_COLLATION, rank: 'default' as const } } : {}),
    };
  },
});

const invoke = (call: Definition['call'], args: readonly Evaluate[]): Evaluate => {
  const [a, b] = args;
  if (!a) return (f) => call(f);
  if (!b) return (f) => call(f, a(f));
  return (f) => call(f, ...args.map((e) => e(f)));
};
