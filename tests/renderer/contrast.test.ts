// Every pair of colours that the look allows keeps its contrast in both modes (WCAG: 4.5 for text, 3 for edges and graphics).

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = readFileSync(join(import.meta.dirname, '../../renderer/theme/_tokens.scss'), 'utf8');
const NAMES = ['primary', 'secondary', 'success', 'info', 'warning', 'danger', 'plum', 'light', 'dark'];

describe.each(['light', 'dark'])('colours of the %s mode', (mode) => {
  const body = new RegExp(`\\$${mode}: \\(([\\s\\S]*?)\\n\\);`).exec(source)?.[1] ?? '';
  const tokens = new Map([...body.matchAll(/([\w-]+)"?: (#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']));

  it('are all there', () => {
    expect(tokens.size).toBeGreaterThan(60);
  });

  it('keep their contrast', () => {
    const weak = pairs().flatMap(([front, back, least]) => {
      const ratio = contrast(tokens.get(front) ?? '', tokens.get(back) ?? '');
      return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)} < ${least}`];
    });
    expect(weak).toEqual([]);
  });
});

function pairs(): [front: string, back: string, least: number][] {
  const list: [string, string, number][] = [
    ['control-line', 'surface', 3],
    ['focus', 'surface', 3],
    ['focus', 'canvas', 3],
  ];
  for (const surface of ['canvas', 'surface', 'raised', 'sunken', 'hover', 'selected']) {
    for (const text of ['text', 'text-2', 'link']) list.push([text, surface, 4.5]);
  }
  for (const surface of ['surface', 'raised']) list.push(['text-3', surface, 4.5]);
  for (const name of NAMES) {
    list.push([`${name}-ink`, `${name}-soft`, 4.5], [`${name}-ink`, 'surface', 4.5]);
    for (const state of ['', '-hover', '-active']) list.push([`on-${name}`, `${name}${state}`, 4.5]);
  }
  for (const name of ['primary', 'success', 'danger', 'info']) list.push([name, 'surface', 3]);
  for (let i = 1; i < 6; i++) list.push([`chart-${i}`, 'surface', 3]);
  for (const kind of ['keyword', 'string', 'number', 'comment', 'name']) list.push([`code-${kind}`, 'surface', 4.5]);
  return list;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((p, q) => p - q);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = Number.NaN, green = Number.NaN, blue = Number.NaN] = [1, 3, 5].map((i) => {
    const share = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
