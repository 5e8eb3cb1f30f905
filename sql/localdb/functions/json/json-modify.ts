// JSON_MODIFY's edit: the document's own text with one part replaced, inserted or cut out; all else stays as written.

import { sqlError } from '../../types/errors.ts';
import { followPath } from './json-path.ts';
import type { JsonPath, JsonStep } from './json-path.ts';
import { JSON_ARRAY, JSON_OBJECT, JsonReader } from './json-reader.ts';
import { jsonString } from './json-text.ts';

/** A part of the document and what takes its place; undefined where the path does not apply. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Sets the value at a path; `value` is JSON text, or null for SQL's NULL, which deletes a member in lax mode and is
 * written as null otherwise. A path that does not apply leaves the document alone (lax) or is 13608 (strict).
 */
export const modifyJson = (document: string, path: JsonPath, value: string | null): string => {
  const { steps, isAppend, isStrict } = path;
  const last = steps.at(-1);
  if (last === undefined && !isAppend) throw sqlError(13619, 2, 'JSON_MODIFY');
  const reader = new JsonReader(document);
  reader.enterDocument();
  const splice =
    last === undefined
      ? appendTo(reader, path, value)
      : !followPath(reader, steps.slice(0, -1))
        ? undefined
        : typeof last === 'string'
          ? editMember(reader, last, path, value)
          : editElement(reader, last, path, value);
  if (!splice) {
    if (isStrict) throw sqlError(13608);
    return document;
  }
  new JsonReader(document).skipDocument();
  return document.slice(0, splice.start) + splice.text + document.slice(splice.end);
};

const editMember = (reader: JsonReader, key: string, path: JsonPath, value: string | null): Splice | undefined => {
  if (reader.kind() !== JSON_OBJECT) return undefined;
  let isFirst = true;
  let keyStart = reader.position;
  let commaBefore = 0;
  let isEmpty = true;
  if (reader.enterObject()) {
    isEmpty = false;
    for (;;) {
      keyStart = reader.position;
      const isFound = reader.readString() === key;
      reader.skipColon();
      if (isFound) return editFound(reader, path, value, isFirst ? { keyStart } : { commaBefore });
      reader.skipValue();
      reader.skipSpace();
      commaBefore = reader.position;
      isFirst = false;
      if (!reader.nextMember()) break;
    }
  }
  if (path.isStrict || (value === null && !path.isAppend)) return undefined;
  const at = reader.position - 1;
  const inserted = path.isAppend ? `[${value ?? 'null'}]` : value;
  return { start: at, end: at, text: `${isEmpty ? '' : ','}${keyText(key)}:${inserted}` };
};

// A new key is written as the path has it: unlike in values, the solidus stays.
const keyText = (key: JsonStep): string => jsonString(String(key)).replaceAll('\\/', '/');

const editFound = (
  reader: JsonReader,
  path: JsonPath,
  value: string | null,
  member: { readonly keyStart: number } | { readonly commaBefore: number },
): Splice | undefined => {
  if (path.isAppend) return appendTo(reader, path, value);
  const start = reader.position;
  reader.skipValue();
  const end = reader.position;
  if (value !== null || path.isStrict) return { start, end, text: value ?? 'null' };
  if ('commaBefore' in member) return { start: member.commaBefore, end, text: '' };
  reader.skipSpace();
  const hasCommaBehind = reader.text[reader.position] === ',';
  return { start: member.keyStart, end: hasCommaBehind ? reader.position + 1 : end, text: '' };
};

const editElement = (reader: JsonReader, index: number, path: JsonPath, value: string | null): Splice | undefined => {
  if (!followPath(reader, [index], path.steps.length > 1)) return undefined;
  if (path.isAppend) return appendTo(reader, path, value);
  const start = reader.position;
  reader.skipValue();
  return { start, end: reader.position, text: value ?? 'null' };
};

const appendTo = (reader: JsonReader, path: JsonPath, value: string | null): Splice | undefined => {
  if (reader.kind() !== JSON_ARRAY) {
    if (path.isStrict) throw sqlError(13621);
    return undefined;
  }
  let isEmpty = true;
  if (reader.enterArray()) {
    isEmpty = false;
    do {
      reader.skipValue();
    } while (reader.nextElement());
  }
  const at = reader.position - 1;
  return { start: at, end: at, text: `${isEmpty ? '' : ','}${value ?? 'null'}` };
};
