// Warnings that the author of a module allows in place: `-- allow: selectStar, username` and the reason. On a line of its own it counts for
// the next line of code, behind code for that line, before the CREATE for the whole module.

import type { Token } from './tokens.ts';

const ALLOW = /^(?:--|\/\*)\s*allow:\s*([a-z]+(?:\s*,\s*[a-z]+)*)/i;

/** Whether a rule may be broken at a line. `tokens` are those of the module with its comments. */
export function allowances(tokens: readonly Token[]): (rule: string, line: number) => boolean {
  const allowed = new Set<string>();
  const first = tokens.findIndex(({ kind }) => kind !== 'comment');
  for (const [index, token] of tokens.entries()) {
    const [, names] = token.kind === 'comment' ? (ALLOW.exec(token.text) ?? []) : [];
    if (names === undefined) continue;
    const before = tokens.slice(0, index).findLast(({ kind }) => kind !== 'comment');
    const isAlone = before?.line !== token.line;
    const line = isAlone ? tokens.slice(index).find(({ kind }) => kind !== 'comment')?.line : token.line;
    for (const name of names.toLowerCase().split(/\s*,\s*/)) allowed.add(index < first ? name : `${name} ${line}`);
  }
  return (rule, line) => allowed.has(rule.toLowerCase()) || allowed.has(`${rule.toLowerCase()} ${line}`);
}
