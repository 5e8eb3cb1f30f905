// What the standard's views say of a type: lengths, precision, character set.

import type { SqlType } from '../../types/sql-type.ts';
import { isString, isUnicode } from '../../types/sql-type.ts';
import { typeFacts } from '../../types/resolve-type.ts';

export interface TypeShape {
  readonly characters: number | null;
  readonly octets: number | null;
  readonly precision: number | null;
  readonly radix: number | null;
  readonly scale: number | null;
  readonly fraction: number | null;
  readonly characterSet: string | null;
  readonly collation: string | null;
}

const LOB_CHARACTERS: Readonly<Record<string, readonly [number, number]>> = {
  text: [2147483647, 2147483647],
  ntext: [1073741823, 2147483646],
  image: [2147483647, 2147483647],
  xml: [-1, -1],
  sql_variant: [0, 0],
};

/** What the standard's columns say of a type. */
export const shapeOf = (type: SqlType, collation: string): TypeShape => {
  const facts = typeFacts(type);
  const isText = isString(type) && type.name !== 'xml';
  const lob = LOB_CHARACTERS[type.name];
  const isSized = isText || type.name === 'binary' || type.name === 'varbinary';
  const isApproximate = type.name === 'float' || type.name === 'real';
  const isExact = type.name.endsWith('int') || type.name === 'decimal' || type.name === 'numeric' || type.name.endsWith('money');
  const isTemporal = type.name.startsWith('date') || type.name.startsWith('time') || type.name === 'smalldatetime';
  return {
    characters: lob ? lob[0] : isSized ? type.length : null,
    octets: lob ? lob[1] : isSized ? facts.maxLength : null,
    precision: isExact || isApproximate ? facts.precision : null,
    radix: isExact ? 10 : isApproximate ? 2 : null,
    scale: isExact ? facts.scale : null,
    fraction: isTemporal && type.name !== 'timestamp' ? (type.name === 'smalldatetime' ? 0 : facts.scale) : null,
    characterSet: isText ? (isUnicode(type) ? 'UNICODE' : 'iso_1') : null,
    collation: isText ? collation : null,
  };
};
