// Mathematical functions: POWER, logarithms, trigonometry, DEGREES and RADIANS, PI and RAND. They compute in float.

import { sqlError } from '../../types/errors.ts';
import { floatType, intType, isApproximate, isDecimal, sqlType } from '../../types/sql-type.ts';
import type { SqlType } from '../../types/sql-type.ts';
import { countParameter, defineScalar } from '../argument-types.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from '../function.ts';
import { checkedFloat, exactFromFloat, floatParameter, numberOf } from './number-types.ts';
import { rounding } from './rounding.ts';

const floatFunction = (name: string, run: (v: number) => number): ScalarFunction =>
  defineScalar(name, [1, 1], (args) => ({
    type: floatType,
    parameters: [floatParameter(args, 0, name)],
    call: (_, v) => checkedFloat(run(v as number)),
  }));

/** A logarithm's argument: zero and below are a domain error, not minus infinity. */
const positive = (v: number): number => {
  if (v <= 0) throw sqlError(3623);
  return v;
};

/** POWER has the type of its first argument, a decimal with all the digits: POWER(2.0, 0.5) is 1.4. */
const bindPower = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const base = numberOf(args, 0, name);
  const parameters = [floatType, floatParameter(args, 1, name)];
  const power = (x: number, y: number): number => {
    if (x === 0 && y < 0) throw sqlError(3623);
    return x ** y;
  };
  if (isApproximate(base)) return { type: floatType, parameters, call: (_, x, y) => checkedFloat(power(x as number, y as number)) };
  const type = isDecimal(base) ? sqlType(base.name, 0, 38, base.scale) : base;
  const convert = exactFromFloat(type);
  return { type, parameters, call: (_, x, y) => convert(power(x as number, y as number)) };
};

const bindLog = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const value = floatParameter(args, 0, name);
  if (args.length === 1) return { type: floatType, parameters: [value], call: (_, v) => Math.log(positive(v as number)) };
  return {
    type: floatType,
    parameters: [value, floatParameter(args, 1, name)],
    call: (_, v, base) => {
      const x = positive(v as number);
      const b = positive(base as number);
      if (b === 1) throw sqlError(3623);
      return b === 10 ? Math.log10(x) : b === 2 ? Math.log2(x) : Math.log(x) / Math.log(b);
    },
  };
};

/** DEGREES and RADIANS keep integers as integers, and give a decimal 18 digits after the point. */
const bindAngle =
  (factor: (v: number) => number) =>
  (args: readonly FunctionArgument[], name: string): BoundFunction => {
    const argument = numberOf(args, 0, name);
    if (isApproximate(argument)) return { type: floatType, parameters: [floatType], call: (_, v) => checkedFloat(factor(v as number)) };
    const type: SqlType = isDecimal(argument) ? sqlType(argument.name, 0, 38, Math.max(argument.scale, 18)) : argument;
    const convert = exactFromFloat(type);
    return { type, parameters: [floatType], call: (_, v) => convert(factor(v as number)) };
  };

const bindAtn2 = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: floatType,
  parameters: [floatParameter(args, 0, name), floatParameter(args, 1, name)],
  call: (_, y, x) => {
    if (y === 0 && x === 0) throw sqlError(3623);
    return checkedFloat(Math.atan2(y as number, x as number));
  },
});

/** RAND() and RAND(seed): a NULL seed counts as 0. */
const bindRand = (args: readonly FunctionArgument[], name: string): BoundFunction =>
  args.length === 0
    ? { type: floatType, isNotNull: true, call: (session) => session.random() }
    : {
        type: floatType,
        parameters: [countParameter(args, 0, name) && intType],
        isNotNull: true,
        call: (session, seed) => session.random((seed as number | null) ?? 0),
      };

export const mathFunctions: readonly ScalarFunction[] = [
  ...rounding,
  defineScalar('POWER', [2, 2], bindPower),
  floatFunction('EXP', Math.exp),
  defineScalar('LOG', [1, 2], bindLog),
  floatFunction('LOG10', (v) => Math.log10(positive(v))),
  floatFunction('SIN', Math.sin),
  floatFunction('COS', Math.cos),
  floatFunction('TAN', Math.tan),
  floatFunction('COT', (v) => {
    if (v === 0) throw sqlError(3623);
    return 1 / Math.tan(v);
  }),
  floatFunction('ASIN', Math.asin),
  floatFunction('ACOS', Math.acos),
  floatFunction('ATAN', Math.atan),
  defineScalar('ATN2', [2, 2], bindAtn2),
  defineScalar(
    'DEGREES',
    [1, 1],
    bindAngle((v) => (v * 180) / Math.PI),
  ),
  defineScalar(
    'RADIANS',
    [1, 1],
    bindAngle((v) => (v * Math.PI) / 180),
  ),
  defineScalar('PI', [0, 0], () => ({ type: floatType, isNotNull: true, call: () => Math.PI })),
  defineScalar('RAND', [0, 1], bindRand, { isStrict: false, isDeterministic: false }),
];
