// OPENJSON: the members of an object or elements of an array as rows, with the default columns (key, value, type) or
// with the columns of a WITH clause.

import { converter } from '../../types/convert.ts';
import { sqlError } from '../../types/errors.ts';
import { isBinary, isLegacyLob, isMax, isString, MAX, nvarcharType, tinyintType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { argumentAt, invalidArgument } from '../argument-types.ts';
import { isNullLiteral } from '../dates/date-argument.ts';
import type { BoundTableFunction, FunctionArgument, FunctionSession, OpenJsonField, ResultColumn, TableFunction } from '../function.ts';
import { followPath, parseJsonPath, pathParser } from './json-path.ts';
import type { JsonPath } from './json-path.ts';
import { JSON_ARRAY, JSON_NULL, JSON_OBJECT, JsonReader } from './json-reader.ts';

const maxText = nvarcharType(MAX);

export const openJson: TableFunction = {
  name: 'OPENJSON',
  minimum: 1,
  maximum: 2,
  bind(args, schema) {
    const parameters = args.map((_, i) => textArgument(args, i));
    const parse = pathParser();
    const open = (values: readonly Value[]): JsonReader | undefined => {
      const [document, pathText] = values;
      if (typeof document !== 'string' || (args.length > 1 && pathText === null)) return undefined;
      return enter(document, parse((pathText as string | undefined) ?? '$'));
    };
    return { parameters, ...(schema ? withSchema(schema, open) : withDefaults(argumentAt(args, 0), open)) };
  },
};

const textArgument = (args: readonly FunctionArgument[], index: number): SqlType | undefined => {
  const arg = argumentAt(args, index);
  if (isNullLiteral(arg)) return maxText;
  if (!isString(arg.type) || arg.type.name === 'xml') throw invalidArgument(arg.type, index + 1, 'OPENJSON');
  return undefined;
};

/** A reader at the object or array that the path names; undefined when there are no rows. */
const enter = (document: string, path: JsonPath): JsonReader | undefined => {
  const reader = new JsonReader(document);
  reader.enterDocument();
  if (!followPath(reader, path.steps)) {
    if (path.isStrict) throw sqlError(13608);
    return undefined;
  }
  const kind = reader.kind();
  if (kind === JSON_OBJECT || kind === JSON_ARRAY) return reader;
  if (path.isStrict) throw sqlError(13611);
  return undefined;
};

type Open = (values: readonly Value[]) => JsonReader | undefined;
type Rows = Pick<BoundTableFunction, 'columns' | 'rows'>;

const withDefaults = (document: FunctionArgument, open: Open): Rows => ({
  columns: [
    { name: 'key', type: nvarcharType(4000), isNullable: false, collation: 'Latin1_General_BIN2' },
    { name: 'value', type: maxText, isNullable: true, ...(document.collation ? { collation: document.collation } : {}) },
    { name: 'type', type: tinyintType, isNullable: false },
  ],
  *rows(_, values) {
    const reader = open(values);
    if (!reader) return;
    if (reader.kind() === JSON_OBJECT) {
      if (!reader.enterObject()) return;
      do {
        const key = reader.readString();
        reader.skipColon();
        const kind = reader.kind();
        yield [key, reader.readText(), kind];
      } while (reader.nextMember());
    } else {
      if (!reader.enterArray()) return;
      let index = 0;
      do {
        const kind = reader.kind();
        yield [String(index++), reader.readText(), kind];
      } while (reader.nextElement());
    }
  },
});

/** A column of the WITH clause: its first key, found while the object is read once, and what is done from there. */
interface Field {
  /** undefined when the path begins with an index or names the row itself. */
  readonly firstKey: string | undefined;
  readonly path: JsonPath;
  read(reader: JsonReader, session: FunctionSession): Value;
}

const compileField = ({ name, type, path: pathText, asJson }: OpenJsonField): Field => {
  if (isLegacyLob(type) || type.name === 'sql_variant') throw sqlError(13614);
  if (asJson && !(type.name === 'nvarchar' && isMax(type))) throw sqlError(13618);
  const path: JsonPath = pathText === undefined ? { isStrict: false, isAppend: false, steps: [name] } : parseJsonPath(pathText);
  const [first] = path.steps;
  const firstKey = typeof first === 'string' ? first : undefined;
  return { firstKey, path, read: asJson ? (reader) => readJson(reader, path) : scalarReader(type, path) };
};

const readJson = (reader: JsonReader, { isStrict }: JsonPath): Value => {
  const kind = reader.kind();
  if (kind === JSON_OBJECT || kind === JSON_ARRAY) return reader.readRaw();
  if (isStrict && kind !== JSON_NULL) throw sqlError(13624);
  return null;
};

const scalarReader = (type: SqlType, { isStrict }: JsonPath): Field['read'] => {
  const convert = isBinary(type) ? undefined : converter(maxText, type, { isExplicit: true });
  const isBounded = isString(type) && !isMax(type);
  return (reader, session) => {
    const kind = reader.kind();
    if (kind === JSON_OBJECT || kind === JSON_ARRAY) {
      if (isStrict) throw sqlError(13623);
      return null;
    }
    const text = reader.readText();
    if (text === null) return null;
    if (!convert) return fromBase64(text, type);
    if (isBounded && isStrict && text.length > type.length) throw sqlError(13625);
    return convert(text, session);
  };
};

const fromBase64 = (text: string, type: SqlType): Value => {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text) || text.replace(/\s/g, '').length % 4 !== 0) throw sqlError(13612);
  const bytes = Buffer.from(text, 'base64');
  if (!isMax(type) && bytes.length > type.length) throw sqlError(13613);
  if (type.name !== 'binary') return bytes;
  const padded = Buffer.alloc(type.length);
  bytes.copy(padded);
  return padded;
};

const withSchema = (schema: readonly OpenJsonField[], open: Open): Rows => {
  const fields = schema.map(compileField);
  const byKey = Map.groupBy(fields.keys(), (i) => fields[i]?.firstKey);
  const missing = ({ path }: Field): null => {
    if (path.isStrict) throw sqlError(13608);
    return null;
  };
  /** Reads one row and leaves the reader behind it. */
  const readRow = (reader: JsonReader, session: FunctionSession): Value[] => {
    const start = reader.position;
    const places = new Array<number>(fields.length).fill(-1);
    if (reader.kind() === JSON_OBJECT) findPlaces(reader, byKey, places);
    else reader.skipValue();
    const end = reader.position;
    const row = fields.map((field, i) => {
      const place = places[i] ?? -1;
      if (field.firstKey !== undefined && place < 0) return missing(field);
      reader.position = field.firstKey === undefined ? start : place;
      return followInside(reader, field) ? field.read(reader, session) : missing(field);
    });
    reader.position = end;
    return row;
  };
  return {
    columns: schema.map(({ name, type }): ResultColumn => ({ name, type, isNullable: true })),
    *rows(session, values) {
      const reader = open(values);
      if (!reader) return;
      if (reader.kind() === JSON_OBJECT) {
        yield readRow(reader, session);
        return;
      }
      if (!reader.enterArray()) return;
      do {
        yield readRow(reader, session);
      } while (reader.nextElement());
    },
  };
};

/** At an object: reads it to its end and notes where the first member of each wanted key has its value. */
const findPlaces = (reader: JsonReader, byKey: ReadonlyMap<string | undefined, readonly number[]>, places: number[]): void => {
  if (!reader.enterObject()) return;
  do {
    const key = reader.readString();
    reader.skipColon();
    for (const i of byKey.get(key) ?? []) if (places[i] === -1) places[i] = reader.position;
    reader.skipValue();
  } while (reader.nextMember());
};

/** Follows what is left of a field's path from the place of its first key, in text that has been read already. */
const followInside = (reader: JsonReader, { firstKey, path }: Field): boolean =>
  followPath(reader, firstKey === undefined ? path.steps : path.steps.slice(1), true);
