// SQL values as JSON text, as FOR JSON, JSON_MODIFY, JSON_OBJECT and JSON_ARRAY write them.

import { exactToText } from '../../types/exact.ts';
import { exactScale, isExact } from '../../types/sql-type.ts';
import type { Exact, SqlType, Value, VariantValue } from '../../types/sql-type.ts';
import { binaryToBase64, floatToText, temporalToIso } from '../iso-text.ts';

// What is not from the blank upwards is a control character.
const NEEDS_ESCAPE = /["\\/]|[^ -\uffff]/;
const NEEDS_ESCAPE_ALL = /["\\/]|[^ -\uffff]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

const escaped = (c: string): string => ESCAPES[c] ?? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The content of a JSON string; the solidus is escaped too. */
const escapeJson = (text: string): string => (NEEDS_ESCAPE.test(text) ? text.replace(NEEDS_ESCAPE_ALL, escaped) : text);

/** Text as a JSON string in quotes. */
export const jsonString = (text: string): string => `"${escapeJson(text)}"`;

/** How values of a type (not NULL) are written; with `isJson`, text is taken for JSON and written as it stands. */
export const jsonWriter = (type: SqlType, isJson = false): ((value: NonNullable<Value>) => string) => {
  if (isJson) return (v) => v as string;
  switch (type.name) {
    case 'bit':
      return (v) => (v === 0 ? 'false' : 'true');
    case 'tinyint':
    case 'smallint':
    case 'int':
    case 'bigint':
      return String;
    case 'real':
    case 'float': {
      const write = floatToText(type);
      return (v) => write(v as number);
    }
    case 'date':
    case 'time':
    case 'smalldatetime':
    case 'datetime':
    case 'datetime2':
    case 'datetimeoffset': {
      const write = temporalToIso(type);
      return (v) => `"${write(v)}"`;
    }
    case 'binary':
    case 'varbinary':
    case 'image':
    case 'timestamp':
      return (v) => jsonString(binaryToBase64(v as Uint8Array));
    case 'sql_variant':
      return (v) => jsonWriter((v as VariantValue).type)((v as VariantValue).value);
    case 'uniqueidentifier':
      return (v) => `"${v as string}"`;
    default: {
      if (!isExact(type)) return (v) => jsonString(v as string);
      const scale = exactScale(type);
      return (v) => exactToText(v as Exact, scale);
    }
  }
};
