// Icons of bootstrap-icons as inline SVG: they take the colour of the text, need no font and no second request. Read once, kept.

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { escapeHtml, SafeHtml } from './html.ts';

export interface IconOptions {
  /** What the icon says where it stands alone; without it the icon is decoration and hidden from screen readers. */
  readonly label?: string;
  readonly class?: string;
}

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('bootstrap-icons/package.json')), 'icons');
/** Drawn for a name that does not exist, so that a definition's typing error is seen and breaks nothing. */
const UNKNOWN = '<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor"/>';
const shapes = new Map<string, string>();
const plain = new Map<string, SafeHtml>();

/** The icon of a name like `house` or `bi-house`. */
export function icon(name: string, options: IconOptions = {}): SafeHtml {
  if (options.label === undefined && options.class === undefined) {
    const known = plain.get(name);
    if (known !== undefined) return known;
    const made = draw(name, options);
    if (shapes.has(bareName(name))) plain.set(name, made);
    return made;
  }
  return draw(name, options);
}

/** Whether the set has an icon of this name. */
export function hasIcon(name: string): boolean {
  return shapeOf(bareName(name)) !== UNKNOWN;
}

let names: readonly string[] | undefined;

/** All names of the set, in order. */
export function iconNames(): readonly string[] {
  names ??= readdirSync(FOLDER)
    .flatMap((file) => (file.endsWith('.svg') ? [file.slice(0, -4)] : []))
    .sort();
  return names;
}

function draw(name: string, { label, class: extra }: IconOptions): SafeHtml {
  const meaning = label === undefined ? 'aria-hidden="true"' : `role="img" aria-label="${escapeHtml(label)}"`;
  const bare = bareName(name);
  const shape = shapeOf(bare);
  const classes = `bi${shape === UNKNOWN ? '' : ` bi-${bare}`}${extra === undefined ? '' : ` ${escapeHtml(extra)}`}`;
  return new SafeHtml(`<svg class="${classes}" width="16" height="16" viewBox="0 0 16 16" fill="currentColor" ${meaning}>${shape}</svg>`);
}

function bareName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^(?:bi )?bi-/, '');
}

function shapeOf(name: string): string {
  const known = shapes.get(name);
  if (known !== undefined) return known;
  // Names come from definitions and rows: only plain words may become a path, and only existing icons are kept.
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) || name.length > 60) return UNKNOWN;
  try {
    const shape = readFileSync(join(FOLDER, `${name}.svg`), 'utf8')
      .replace(/^[\s\S]*?<svg[^>]*>/, '')
      .replace(/<\/svg>[\s\S]*$/, '')
      .replace(/\s*\n\s*/g, '');
    shapes.set(name, shape);
    return shape;
  } catch {
    return UNKNOWN;
  }
}
