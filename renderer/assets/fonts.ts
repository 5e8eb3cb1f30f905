// Font files by script, cut down to what the theme uses: weights 400 to 700, the signs of Russian and English, tabular figures. As the
// libraries ship them they would be half of all that a first page loads. The rouble sign alone comes out of Inter's latin-ext file (85 kB).

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';
import type { BuiltFile } from '../assets.ts';

const require = createRequire(import.meta.url);

/** The same ranges as in `theme/_fonts.scss`. */
const LATIN: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xff],
  [0x131, 0x131],
  [0x152, 0x153],
  [0x2bb, 0x2bc],
  [0x2c6, 0x2c6],
  [0x2da, 0x2da],
  [0x2dc, 0x2dc],
  [0x2000, 0x206f],
  [0x20ac, 0x20ac],
  [0x2122, 0x2122],
  [0x2191, 0x2191],
  [0x2193, 0x2193],
  [0x2212, 0x2212],
  [0x2215, 0x2215],
  [0xfeff, 0xfeff],
  [0xfffd, 0xfffd],
];
const CYRILLIC: readonly (readonly [number, number])[] = [
  [0x301, 0x301],
  [0x401, 0x401],
  [0x404, 0x404],
  [0x406, 0x407],
  [0x40e, 0x40e],
  [0x410, 0x44f],
  [0x451, 0x451],
  [0x454, 0x454],
  [0x456, 0x457],
  [0x45e, 0x45e],
  [0x490, 0x491],
  [0x2116, 0x2116],
];
/** Placing of marks and kerning, and the figures of one width that numbers in columns need. Each alternate costs glyphs. */
const FEATURES = ['ccmp', 'kern', 'locl', 'mark', 'mkmk', 'tnum'];

export function buildFonts(): Promise<BuiltFile[]> {
  return Promise.all([
    ...['inter', 'jetbrains-mono'].flatMap((family) => [
      cut({ name: `${family}-latin`, source: fontFile(family, 'latin'), text: textOf(LATIN) }),
      cut({ name: `${family}-cyrillic`, source: fontFile(family, 'cyrillic'), text: textOf(CYRILLIC) }),
    ]),
    cut({ name: 'inter-rouble', source: fontFile('inter', 'latin-ext'), text: '₽' }),
  ]);
}

async function cut({ name, source, text }: { name: string; source: string; text: string }): Promise<BuiltFile> {
  const content = await subsetFont(await readFile(source), text, {
    targetFormat: 'woff2',
    keepFeatures: FEATURES,
    variationAxes: { wght: { min: 400, max: 700, default: 400 } },
  });
  return { name: `${name}.woff2`, content, isHashed: true };
}

function textOf(ranges: readonly (readonly [number, number])[]): string {
  let text = '';
  for (const [first, last] of ranges) for (let code = first; code <= last; code++) text += String.fromCodePoint(code);
  return text;
}

function fontFile(family: string, script: string): string {
  return require.resolve(`@fontsource-variable/${family}/files/${family}-${script}-wght-normal.woff2`);
}
