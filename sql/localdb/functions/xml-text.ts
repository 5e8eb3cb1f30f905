// SQL values as XML text, names as XML names, and the text content of XML.

import { sqlError } from '../types/errors.ts';
import { exactToText } from '../types/exact.ts';
import { exactScale, isBinary, isExact, isTemporal } from '../types/sql-type.ts';
import type { Exact, SqlType, Value, VariantValue } from '../types/sql-type.ts';
import { binaryToBase64, floatToText, temporalToIso } from './iso-text.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const entity = (c: string): string => ENTITIES[c] ?? `&#x${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')};`;

/** Escapes the text of an element. */
export const escapeXml = (text: string): string => text.replace(/[&<>]|[^\t\n -\uffff]/g, entity);
/** Escapes an attribute's value. */
export const escapeXmlAttribute = (text: string): string => text.replace(/[&<>"]|[^ -\uffff]/g, entity);

/** How values of a type (not NULL) are written before escaping; xml is markup and is never escaped. */
export const xmlWriter = (type: SqlType): ((value: NonNullable<Value>) => string) => {
  if (type.name === 'bit') return String;
  if (type.name === 'real' || type.name === 'float') {
    const write = floatToText(type);
    return (v) => write(v as number);
  }
  if (isExact(type)) {
    const scale = exactScale(type);
    return (v) => exactToText(v as Exact, scale);
  }
  if (isTemporal(type)) return temporalToIso(type);
  if (isBinary(type)) return (v) => binaryToBase64(v as Uint8Array);
  if (type.name === 'sql_variant') return (v) => xmlWriter((v as VariantValue).type)((v as VariantValue).value);
  return (v) => v as string;
};

const NAME_START = /[\p{L}_]/u;
const NAME_PART = /[\p{L}\p{N}\p{M}_.\-·]/u;

const hexCode = (c: string): string => {
  const code = c.codePointAt(0) ?? 0;
  return code
    .toString(16)
    .toUpperCase()
    .padStart(code > 0xffff ? 6 : 4, '0');
};

/** A column's or table's name as an XML name: characters that do not fit become `_x0020_`. */
export const encodeXmlName = (name: string): string => {
  let text = '';
  let isFirst = true;
  const rest = [...name];
  rest.forEach((c, i) => {
    const fits = isFirst ? NAME_START.test(c) : c === ':' || NAME_PART.test(c);
    text += fits && !(c === '_' && rest[i + 1] === 'x') ? c : `_x${hexCode(c)}_`;
    isFirst = false;
  });
  return text;
};

/** Checks a name that is used as it is (6850): `what` is Column, Row or ROOT, `whole` the name as written. */
export const requireXmlName = (name: string, what: 'Column' | 'Row' | 'ROOT', whole = name): void => {
  let isFirst = true;
  for (const c of name) {
    if (!(isFirst ? NAME_START : NAME_PART).test(c)) throw sqlError(6850, what, whole, c, hexCode(c));
    isFirst = false;
  }
};

const TOKEN =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(?:"[^"]*"|'[^']*'|[^>"'])*>|&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));/g;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text content of XML: markup left out, entities resolved. What `.value('.', ...)` gives. */
export const xmlTextValue = (xml: string): string =>
  xml.replace(TOKEN, (whole, data: string | undefined, hex: string | undefined, decimal: string | undefined, name: string | undefined) => {
    if (data !== undefined) return data;
    if (hex !== undefined) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return name === undefined ? '' : (NAMED[name] ?? whole);
  });
