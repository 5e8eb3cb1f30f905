// Names of uploaded files: what people called them, without anything that could lead out of a folder, hide its real ending or break a
// header. The name is only ever shown and offered for saving; bytes are stored under random keys.

import { runInNewContext } from 'node:vm';

const LONGEST = 150;
const LONGEST_ENDING = 12;
/** Long enough for every sensible pattern on a busy machine; a pattern that needs more fails instead of holding the process for ever. */
const FILTER_MS = 500;

/** A name that may be shown and saved under; '' when nothing remains of it. */
export function cleanFileName(given: string): string {
  const last = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const clean = last
    // Controls, and marks that turn the reading direction: `exe.fdp` written backwards looks like a PDF.
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2028\u2029]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const ending = endingOf(clean);
  const stem = ending === '' ? clean : clean.slice(0, -ending.length - 1);
  const shortened = [...stem].slice(0, LONGEST).join('').trimEnd();
  return ending === '' ? shortened : `${shortened}.${ending.toLowerCase()}`;
}

/** The ending in lower case without its dot. */
export function endingOf(name: string): string {
  const [, ending = ''] = /[^.]\.([\p{L}\d]{1,20})$/u.exec(name) ?? [];
  return ending.length > LONGEST_ENDING ? '' : ending.toLowerCase();
}

/** The name with another ending, when the stored bytes are of another type than the uploaded ones. */
export function withEnding(name: string, ending: string): string {
  const own = endingOf(name);
  return `${own === '' ? name : name.slice(0, -own.length - 1)}.${ending}`;
}

/** Whether the name fits the developer's pattern. Patterns may be badly written and names are chosen by strangers, so the match has a time limit. */
export function fitsFilter(name: string, pattern: string | undefined): boolean {
  if (pattern === undefined || pattern === '') return true;
  try {
    return runInNewContext('new RegExp(pattern, "iu").test(name)', { pattern, name }, { timeout: FILTER_MS }) === true;
  } catch {
    return false;
  }
}

/** `content-disposition` with the name in both spellings, so that old and new browsers save under it. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
