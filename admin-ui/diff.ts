// The difference of two texts line by line, as people read it: unchanged stretches are folded to a few lines around each change. The
// shortest edit script (Myers); texts that have almost nothing in common are shown as gone and new.

import { html, join } from '../renderer/html.ts';
import type { SafeHtml } from '../renderer/html.ts';
import type { Lang } from '../renderer/locale.ts';
import { ta } from './texts.ts';

export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  /** From 1; undefined where the line is not there. */
  readonly before?: number;
  readonly after?: number;
}

/** Beyond so many changed lines the search for the shortest script would take longer than reading it. */
const MAX_EDITS = 800;
const CONTEXT = 3;

/** All lines of both texts, in order. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const middle = edits(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const kinds: DiffLine['kind'][] = [...repeat('same', start), ...middle, ...repeat('same', end)];
  let [left, right] = [0, 0];
  return kinds.map((kind): DiffLine => {
    const text = (kind === 'added' ? b[right] : a[left]) ?? '';
    if (kind !== 'added') left += 1;
    if (kind !== 'removed') right += 1;
    return { kind, text, ...(kind !== 'added' && { before: left }), ...(kind !== 'removed' && { after: right }) };
  });
}

export function countChanges(lines: readonly DiffLine[]): { added: number; removed: number } {
  return { added: lines.filter(({ kind }) => kind === 'added').length, removed: lines.filter(({ kind }) => kind === 'removed').length };
}

/** One column, gone lines above new ones, marked by a sign as well as by colour. `label` names the table for screen readers. */
export function renderDiff(lang: Lang, { before, after, label }: { before: string; after: string; label: string }): SafeHtml {
  const lines = lineDiff(before, after);
  if (lines.every(({ kind }) => kind === 'same')) return html`<p class="muted mb-0">${ta(lang, 'admin.sameText')}</p>`;
  const isNear = nearChanges(lines);
  const rows: SafeHtml[] = [];
  let folded = 0;
  const fold = (): void => {
    if (folded > 0) rows.push(html`<tr class="diff-fold"><td colspan="4">${ta(lang, 'admin.sameLines', { count: folded })}</td></tr>`);
    folded = 0;
  };
  for (const [index, line] of lines.entries()) {
    if (isNear[index] === true) {
      fold();
      rows.push(rowOf(lang, line));
    } else {
      folded += 1;
    }
  }
  fold();
  return html`<div class="diff" tabindex="0" role="region" aria-label="${label}"><table><caption class="sr-only">${label}</caption><tbody>${join(rows)}</tbody></table></div>`;
}

function rowOf(lang: Lang, { kind, text, before, after }: DiffLine): SafeHtml {
  const sign = kind === 'added' ? '+' : kind === 'removed' ? '−' : '';
  const word =
    kind === 'same' ? '' : html`<span class="sr-only">${ta(lang, kind === 'added' ? 'admin.lineAdded' : 'admin.lineRemoved')}</span>`;
  return html`<tr class="diff-${kind}"><td class="diff-number">${before ?? ''}</td><td class="diff-number">${after ?? ''}</td><td class="diff-sign"><span aria-hidden="true">${sign}</span>${word}</td><td class="diff-text">${text}</td></tr>`;
}

function nearChanges(lines: readonly DiffLine[]): boolean[] {
  const near = lines.map(() => false);
  for (const [index, { kind }] of lines.entries()) {
    if (kind === 'same') continue;
    for (let place = Math.max(0, index - CONTEXT); place <= Math.min(lines.length - 1, index + CONTEXT); place++) near[place] = true;
  }
  return near;
}

/** Walks the furthest reaching paths and then back along them. */
function edits(a: readonly string[], b: readonly string[]): DiffLine['kind'][] {
  const most = Math.min(a.length + b.length, MAX_EDITS);
  const trace: Map<number, number>[] = [];
  let furthest = new Map([[1, 0]]);
  for (let depth = 0; depth <= most; depth++) {
    trace.push(new Map(furthest));
    const next = new Map(furthest);
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      const down = furthest.get(diagonal + 1) ?? -1;
      const right = (furthest.get(diagonal - 1) ?? -1) + 1;
      let x = diagonal === -depth || (diagonal !== depth && right <= down) ? down : right;
      let y = x - diagonal;
      while (x < a.length && y < b.length && a[x] === b[y]) {
        x += 1;
        y += 1;
      }
      next.set(diagonal, x);
      if (x >= a.length && y >= b.length) return wayBack(trace, { x, y });
    }
    furthest = next;
  }
  return [...repeat('removed', a.length), ...repeat('added', b.length)];
}

function wayBack(trace: readonly Map<number, number>[], end: { x: number; y: number }): DiffLine['kind'][] {
  const kinds: DiffLine['kind'][] = [];
  let { x, y } = end;
  for (let depth = trace.length - 1; depth >= 0; depth--) {
    const furthest = trace[depth] ?? new Map<number, number>();
    const diagonal = x - y;
    const down = furthest.get(diagonal + 1) ?? -1;
    const right = (furthest.get(diagonal - 1) ?? -1) + 1;
    const isDown = diagonal === -depth || (diagonal !== depth && right <= down);
    const fromX = depth === 0 ? 0 : isDown ? down : right - 1;
    const fromY = depth === 0 ? 0 : fromX - (isDown ? diagonal + 1 : diagonal - 1);
    const [stepX, stepY] = depth === 0 ? [0, 0] : isDown ? [fromX, fromY + 1] : [fromX + 1, fromY];
    for (; x > stepX && y > stepY; x--, y--) kinds.push('same');
    if (depth > 0) kinds.push(isDown ? 'added' : 'removed');
    [x, y] = [fromX, fromY];
  }
  return kinds.reverse();
}

function* repeat(kind: DiffLine['kind'], count: number): Generator<DiffLine['kind']> {
  for (let number = 0; number < count; number++) yield kind;
}

function linesOf(text: string): string[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
