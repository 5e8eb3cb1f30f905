// Brings a change of lines into a text that somebody else has changed too: what was added between two lines is added between the same two
// lines there. Where those are gone the change is handed back for a person to place.

export interface MergedText {
  readonly text: string;
  /** Lines of the change for which no place was found. */
  readonly missed: readonly (readonly string[])[];
}

interface Hunk {
  /** Lines of the base that go, from (included) and to (not included). */
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** `base` changed to `mine`; the same change is made in `theirs`, which comes from `base` as well. */
export function mergeLines(base: string, mine: string, theirs: string): MergedText {
  const [baseLines, mineLines, theirLines] = [linesOf(base), linesOf(mine), linesOf(theirs)];
  const place = align(baseLines, theirLines);
  const missed: (readonly string[])[] = [];
  const inserted = new Map<number, string[]>();
  const removed = new Set<number>();
  for (const hunk of hunksOf(baseLines, mineLines)) {
    const at = placeOf(hunk, { place, length: theirLines.length });
    if (at === undefined) {
      if (hunk.lines.length > 0) missed.push(hunk.lines);
      continue;
    }
    for (let line = hunk.from; line < hunk.to; line++) removed.add(place[line] ?? -1);
    inserted.set(at, [...(inserted.get(at) ?? []), ...hunk.lines]);
  }
  const merged: string[] = [];
  for (let line = 0; line <= theirLines.length; line++) {
    merged.push(...(inserted.get(line) ?? []));
    const own = theirLines[line];
    if (own !== undefined && !removed.has(line)) merged.push(own);
  }
  return { text: merged.join('\n'), missed };
}

/** Where the lines go: before this line of the other text; undefined when its surroundings are gone. */
function placeOf({ from, to }: Hunk, { place, length }: { place: readonly number[]; length: number }): number | undefined {
  for (let line = from; line < to; line++) {
    const at = place[line] ?? -1;
    if (at < 0 || (line > from && at !== (place[line - 1] ?? -1) + 1)) return undefined;
  }
  if (to > from) return place[from];
  if (from > 0 && (place[from - 1] ?? -1) >= 0) return (place[from - 1] ?? -1) + 1;
  if (from < place.length && (place[from] ?? -1) >= 0) return place[from];
  return place.length === 0 ? length : undefined;
}

function linesOf(text: string): string[] {
  return text.replaceAll('\r\n', '\n').split('\n');
}

/** For each line of `a` its line in `b`, -1 for none: a longest common subsequence. */
function align(a: readonly string[], b: readonly string[]): number[] {
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
    }
  }
  const place = new Array<number>(a.length).fill(-1);
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) place[i++] = j++;
    else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) i++;
    else j++;
  }
  return place;
}

function hunksOf(a: readonly string[], b: readonly string[]): Hunk[] {
  const place = align(a, b);
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && place[i] === j) {
      i++;
      j++;
      continue;
    }
    const [from, start] = [i, j];
    while (i < a.length && (place[i] ?? -1) < 0) i++;
    const next = i < a.length ? (place[i] ?? b.length) : b.length;
    hunks.push({ from, to: i, lines: b.slice(start, next) });
    j = next;
  }
  return hunks;
}
