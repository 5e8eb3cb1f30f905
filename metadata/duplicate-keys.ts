// Finds keys that are written twice in one JSON object. `JSON.parse` keeps the last one silently, so half of what somebody wrote would
// be gone without a word. Expects text that `JSON.parse` accepts.

import { step } from './findings.ts';

interface Frame {
  readonly keys: Set<string> | undefined;
  readonly pointer: string;
  index: number;
  key: string;
}

const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/** JSON pointers of the keys that repeat. */
export function duplicateKeys(json: string): string[] {
  const found: string[] = [];
  const frames: Frame[] = [];
  let isKey = false;
  for (const [text] of json.matchAll(token)) {
    const frame = frames.at(-1);
    if (text === '{' || text === '[') {
      const pointer = frame === undefined ? '' : frame.pointer + step(frame.keys === undefined ? frame.index : frame.key);
      frames.push({ keys: text === '{' ? new Set() : undefined, pointer, index: 0, key: '' });
      isKey = text === '{';
    } else if (text === '}' || text === ']') {
      frames.pop();
      isKey = false;
    } else if (text === ',') {
      if (frame !== undefined) frame.index += 1;
      isKey = frame?.keys !== undefined;
    } else if (text === ':') {
      isKey = false;
    } else if (isKey && frame?.keys !== undefined) {
      frame.key = JSON.parse(text) as string;
      if (frame.keys.has(frame.key)) found.push(frame.pointer + step(frame.key));
      frame.keys.add(frame.key);
    }
  }
  return found;
}
