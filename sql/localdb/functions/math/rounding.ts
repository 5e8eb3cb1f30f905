// ROUND, CEILING, FLOOR, ABS and SIGN: functions that keep the type of their argument, so each is specialised for
// integers, decimals and floats when it is bound.

import { sqlError } from '../../types/errors.ts';
import { divideRounded, multiply, negate, powerOfTen, quotient, remainder, subtract } from '../../types/exact.ts';
import { exactScale, floatType, intType, isApproximate, isDecimal, sqlType } from '../../types/sql-type.ts';
import type { Exact, SqlType } from '../../types/sql-type.ts';
import { countParameter, defineScalar } from '../argument-types.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from '../function.ts';
import { checkedFloat, fitting, numberOf } from './number-types.ts';

/** Rounds (or truncates) the in-memory form at a power of ten, keeping its scale. */
const roundExact = (v: Exact, drop: number, isCut: boolean): Exact => {
  if (drop <= 0) return v;
  // No exact value has more than 38 digits, so nothing is left beyond.
  if (drop > 40) return 0;
  const unit = powerOfTen(drop);
  return isCut ? subtract(v, remainder(v, unit)) : multiply(divideRounded(v, drop), unit);
};

const roundFloat = (v: number, digits: number, isCut: boolean): number => {
  if (digits > 300 || !Number.isFinite(v)) return v;
  const unit = 10 ** Math.abs(digits);
  const scaled = digits >= 0 ? v * unit : v / unit;
  if (Math.abs(scaled) >= 9007199254740992) return v;
  const whole = isCut ? Math.trunc(scaled) : Math.sign(scaled) * Math.round(Math.abs(scaled));
  const r = digits >= 0 ? whole / unit : whole * unit;
  return r === 0 ? 0 : r;
};

const bindRound = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const type = numberOf(args, 0, name);
  const parameters = [
    type,
    countParameter(args, 1, name) && intType,
    ...(args.length > 2 ? [countParameter(args, 2, name) && intType] : []),
  ];
  if (isApproximate(type)) {
    return {
      type,
      parameters,
      call: (_, v, digits, cut) => checkedFloat(roundFloat(v as number, digits as number, cut !== undefined && cut !== 0)),
    };
  }
  const scale = exactScale(type);
  const checked = fitting(type);
  return {
    type,
    parameters,
    call: (_, v, digits, cut) => checked(roundExact(v as Exact, scale - (digits as number), cut !== undefined && cut !== 0)),
  };
};

/** A whole-number function: `whole` on floats, `step` added to the truncated quotient when a rest of its sign is left. */
const bindWhole =
  (wholeFloat: (v: number) => number, step: 1 | -1) =>
  (args: readonly FunctionArgument[], name: string): BoundFunction => {
    const type = numberOf(args, 0, name);
    if (isApproximate(type)) {
      return { type, parameters: [type], call: (_, v) => checkedFloat(wholeFloat(v as number)) };
    }
    const scale = exactScale(type);
    if (scale === 0) return { type, parameters: [type], call: (_, v) => v };
    const unit = powerOfTen(scale);
    const whole = (v: Exact): Exact => {
      const cut = quotient(v, unit);
      const rest = remainder(v, unit);
      return (step === 1 ? rest > 0 : rest < 0) ? subtract(cut, -step) : cut;
    };
    if (isDecimal(type)) {
      const result = sqlType(type.name, 0, type.precision, 0);
      return { type: result, parameters: [type], call: (_, v) => whole(v as Exact) };
    }
    const checked = fitting(type);
    return { type, parameters: [type], call: (_, v) => checked(multiply(whole(v as Exact), unit)) };
  };

const bindAbs = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const type = numberOf(args, 0, name);
  if (isApproximate(type)) return { type, parameters: [type], call: (_, v) => Math.abs(v as number) };
  const checked = fitting(type);
  return { type, parameters: [type], call: (_, v) => ((v as Exact) < 0 ? checked(negate(v as Exact)) : v) };
};

const bindSign = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const type = numberOf(args, 0, name);
  if (isApproximate(type)) return { type, parameters: [type], call: (_, v) => Math.sign(v as number) };
  const one = powerOfTen(exactScale(type));
  const signs = { plus: fitSign(type, one), minus: negate(fitSign(type, one)) };
  return { type: signType(type), parameters: [type], call: (_, v) => ((v as Exact) > 0 ? signs.plus : (v as Exact) < 0 ? signs.minus : 0) };
};
/** decimal(2,2) has no room for a 1: the sign of such a type gets one digit more. */
const signType = (type: SqlType): SqlType =>
  isDecimal(type) && type.precision === type.scale
    ? sqlType(type.name, 0, Math.min(type.precision + 1, 38), Math.min(type.scale, 37))
    : type;
const fitSign = (type: SqlType, one: Exact): Exact => (isDecimal(type) && type.scale === 38 ? powerOfTen(37) : one);

const floatOf = (args: readonly FunctionArgument[], name: string): SqlType => numberOf(args, 0, name) && floatType;

const bindSquare = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: floatType,
  parameters: [floatOf(args, name)],
  call: (_, v) => checkedFloat((v as number) * (v as number)),
});

const bindSqrt = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: floatType,
  parameters: [floatOf(args, name)],
  call: (_, v) => {
    if ((v as number) < 0) throw sqlError(3623);
    return Math.sqrt(v as number);
  },
});

export const rounding: readonly ScalarFunction[] = [
  defineScalar('ROUND', [2, 3], bindRound),
  defineScalar('CEILING', [1, 1], bindWhole(Math.ceil, 1)),
  defineScalar('FLOOR', [1, 1], bindWhole(Math.floor, -1)),
  defineScalar('ABS', [1, 1], bindAbs),
  defineScalar('SIGN', [1, 1], bindSign),
  defineScalar('SQUARE', [1, 1], bindSquare),
  defineScalar('SQRT', [1, 1], bindSqrt),
];
