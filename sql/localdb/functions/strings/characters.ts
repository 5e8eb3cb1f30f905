// LEN, DATALENGTH, ASCII, UNICODE, CHAR and NCHAR: lengths and codes of characters.

import { decodeCodePage, encodeCodePage, toCodePage } from '../../types/code-page.ts';
import { typeFacts } from '../../types/resolve-type.ts';
import {
  charType,
  exactScale,
  intType,
  isBinary,
  isExact,
  isMax,
  isString,
  isUnicode,
  ncharType,
  VariantValue,
} from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { argumentAt, countParameter, defineScalar, positionType, shortTextParameter, textParameter } from '../argument-types.ts';
import type { BoundFunction, FunctionArgument, ScalarFunction } from '../function.ts';

const BLANK = 32;

/** Characters without the blanks at the end. */
const trimmedLength = (s: string): number => {
  let n = s.length;
  while (n > 0 && s.charCodeAt(n - 1) === BLANK) n--;
  return n;
};

const bindLen = (args: readonly FunctionArgument[], name: string): BoundFunction => {
  const { type } = argumentAt(args, 0);
  if (isBinary(type) && type.name !== 'image' && type.name !== 'timestamp') {
    return {
      type: positionType(type),
      call: (_, v) => {
        const bytes = v as Uint8Array;
        let n = bytes.length;
        while (n > 0 && bytes[n - 1] === BLANK) n--;
        return n;
      },
    };
  }
  const text = shortTextParameter(args, 0, name);
  return { type: positionType(text), parameters: [text], call: (_, s) => trimmedLength(s as string) };
};

/** Bytes of a value of the type. */
export const byteCounter = (type: SqlType): ((v: NonNullable<Value>) => number) => {
  if (isString(type)) return isUnicode(type) ? (v) => (v as string).length * 2 : (v) => (v as string).length;
  if (isBinary(type)) return (v) => (v as Uint8Array).length;
  if (type.name === 'sql_variant') return (v) => (v instanceof VariantValue ? byteCounter(v.type)(v.value) : 0);
  const fixed = typeFacts(type).maxLength;
  return () => fixed;
};

const bindDataLength = (args: readonly FunctionArgument[]): BoundFunction => {
  const { type } = argumentAt(args, 0);
  const count = byteCounter(type);
  const isLong = isMax(type) && (type.name === 'varchar' || type.name === 'nvarchar' || type.name === 'varbinary');
  return { type: isLong ? positionType(type) : intType, call: (_, v) => count(v as NonNullable<Value>) };
};

const bindAscii = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: intType,
  parameters: [textParameter(args, 0, name)],
  call: (_, s) => (s === '' ? null : (encodeCodePage(toCodePage((s as string).charAt(0)))[0] ?? 0)),
});

const bindUnicode = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: intType,
  parameters: [textParameter(args, 0, name)],
  call: (_, s) => (s === '' ? null : (s as string).charCodeAt(0)),
});

/** The code as int: decimals are cut, as everywhere that a whole number is expected. */
const codeParameter = (args: readonly FunctionArgument[], name: string): SqlType => {
  const { type } = argumentAt(args, 0);
  return isExact(type) && exactScale(type) === 0 ? countParameter(args, 0, name) : intType;
};

const bindChar = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: charType(1),
  parameters: [codeParameter(args, name)],
  call: (_, code) => ((code as number) >= 0 && (code as number) <= 255 ? decodeCodePage(Uint8Array.of(code as number)) : null),
});

const bindNchar = (args: readonly FunctionArgument[], name: string): BoundFunction => ({
  type: ncharType(1),
  parameters: [codeParameter(args, name)],
  call: (_, code) => ((code as number) >= 0 && (code as number) <= 65535 ? String.fromCharCode(code as number) : null),
});

export const characters: readonly ScalarFunction[] = [
  defineScalar('LEN', [1, 1], bindLen),
  defineScalar('DATALENGTH', [1, 1], bindDataLength),
  defineScalar('ASCII', [1, 1], bindAscii),
  defineScalar('UNICODE', [1, 1], bindUnicode),
  defineScalar('CHAR', [1, 1], bindChar),
  defineScalar('NCHAR', [1, 1], bindNchar),
];
