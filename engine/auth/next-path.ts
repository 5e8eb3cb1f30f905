// Where to go after signing in. The address came through the browser, so it is believed only when it stays on this site.

const ELSEWHERE = 'http://site.invalid';
/** Pages to which nobody wants to return, and actions. */
const NOT_FOR_RETURN = /^\/(sign-in|sign-out|recover|register|confirm-email|c|assets|events)(\/|\?|$)/i;
const LONGEST = 2000;

/** A relative address of this site, or undefined. */
export function safeNext(next: unknown): string | undefined {
  if (typeof next !== 'string' || next.length > LONGEST || !next.startsWith('/')) return undefined;
  // Browsers read a backslash as a slash and skip tabs and line ends, so `/\evil` and `/<tab>/evil` lead away.
  if (/[\\\p{Cc}]/u.test(next)) return undefined;
  const url = URL.parse(next, ELSEWHERE);
  if (url === null || url.origin !== ELSEWHERE) return undefined;
  const path = url.pathname + url.search + url.hash;
  return path.startsWith('//') || NOT_FOR_RETURN.test(path) ? undefined : path;
}
