// Where in a JSON text the value of a JSON pointer stands, so that a finding can be shown at its line.

import { step } from '../../metadata/findings.ts';

export interface Place {
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

interface Frame {
  readonly isObject: boolean;
  readonly pointer: string;
  index: number;
  key: string;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Finds the key (or the entry of a list) that a pointer names; for one that is not written, the nearest around it. */
export function placesIn(json: string): (pointer: string) => Place {
  const starts = offsets(json);
  const lines = lineStarts(json);
  return (pointer) => {
    let at = pointer;
    while (at !== '' && !starts.has(at)) at = at.slice(0, at.lastIndexOf('/'));
    return placeOf(lines, starts.get(at) ?? 0);
  };
}

/** Where the text stops being JSON; undefined when it is JSON. What `JSON.parse` says about it has no position in short texts. */
export function syntaxErrorPlace(json: string): Place | undefined {
  try {
    JSON.parse(json);
    return undefined;
  } catch {
    return placeOf(lineStarts(json), syntaxErrorOffset(json));
  }
}

type Wanted = 'value' | 'keyOrEnd' | 'key' | 'colon' | 'next' | 'nothing';
const scalar =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these may not stand in a string
  /^(?:"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

function syntaxErrorOffset(json: string): number {
  const ends: string[] = [];
  let wanted: Wanted = 'value';
  let isFirst = false;
  for (const { 0: text, index } of json.matchAll(/"(?:[^"\\\n]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    const isEnd = text === ends.at(-1) && (wanted === 'next' || wanted === 'keyOrEnd' || (wanted === 'value' && isFirst));
    isFirst = false;
    if (isEnd) {
      ends.pop();
      wanted = ends.length === 0 ? 'nothing' : 'next';
    } else if (wanted === 'value' && (text === '{' || text === '[')) {
      ends.push(text === '{' ? '}' : ']');
      wanted = text === '{' ? 'keyOrEnd' : 'value';
      isFirst = text === '[';
    } else if (wanted === 'value' && scalar.test(text)) wanted = ends.length === 0 ? 'nothing' : 'next';
    else if ((wanted === 'key' || wanted === 'keyOrEnd') && text.startsWith('"') && scalar.test(text)) wanted = 'colon';
    else if (wanted === 'colon' && text === ':') wanted = 'value';
    else if (wanted === 'next' && text === ',') wanted = ends.at(-1) === '}' ? 'key' : 'value';
    else return index;
  }
  return json.trimEnd().length;
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

function placeOf(lines: readonly number[], offset: number): Place {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 };
}

function offsets(json: string): Map<string, number> {
  const found = new Map<string, number>([['', 0]]);
  const frames: Frame[] = [];
  let isKey = false;
  const note = (offset: number): void => {
    const frame = frames.at(-1);
    if (frame !== undefined && !frame.isObject) found.set(frame.pointer + step(frame.index), offset);
  };
  for (const { 0: text, index } of json.matchAll(token)) {
    const frame = frames.at(-1);
    if (text === '{' || text === '[') {
      note(index);
      const pointer = frame === undefined ? '' : frame.pointer + step(frame.isObject ? frame.key : frame.index);
      frames.push({ isObject: text === '{', pointer, index: 0, key: '' });
      isKey = text === '{';
    } else if (text === '}' || text === ']') {
      frames.pop();
      isKey = false;
    } else if (text === ',') {
      if (frame !== undefined) frame.index += 1;
      isKey = frame?.isObject === true;
    } else if (text === ':') {
      isKey = false;
    } else if (isKey && frame !== undefined) {
      frame.key = JSON.parse(text) as string;
      found.set(frame.pointer + step(frame.key), index);
    } else note(index);
  }
  return found;
}
