// A solution's own colour: the tokens that follow from it in both modes, and what of it cannot be read. Runs on the server and in the browser.

export type Mode = 'light' | 'dark';

export interface BrandColours {
  /** `#rrggbb`. */
  readonly light: string;
  readonly dark: string;
}

export interface PairReport {
  readonly mode: Mode;
  readonly pair: 'buttonText' | 'buttonHover' | 'buttonOnPage' | 'softText' | 'link' | 'focus';
  readonly ratio: number;
  readonly needed: number;
}

type Rgb = readonly [number, number, number];

/** The colours of `theme/_tokens.scss` that stay whatever the brand is. */
const GROUND = {
  light: { surface: '#ffffff', canvas: '#f5f6f5', text: '#1b2224' },
  dark: { surface: '#181d20', canvas: '#111517', text: '#e6eaea' },
} as const;
const WHITE = '#ffffff';
const BLACK = '#0b1214';

export function isColour(text: unknown): text is string {
  return typeof text === 'string' && /^#[0-9a-f]{6}$/i.test(text);
}

/** WCAG 2: from 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** The same colour as it is read on dark ground, for who chose one only. */
export function darkVariant(light: string): string {
  return towards(light, WHITE, (colour) => contrast(colour, GROUND.dark.surface) >= 6);
}

/** Tokens by name without `--pg-`. */
export function brandTokens(colour: string, mode: Mode): Readonly<Record<string, string>> {
  const { surface, canvas, text } = GROUND[mode];
  // One of white and black reaches 4.5 on any colour.
  const onPrimary = [WHITE, BLACK].find((one) => contrast(colour, one) >= 4.5) ?? '#000000';
  // Away from the text on it, so that the button is read in every state.
  const away = onPrimary === WHITE ? '#000000' : WHITE;
  const soft = mix(colour, surface, mode === 'light' ? 0.12 : 0.18);
  const ink = towards(colour, text, (one) => contrast(one, soft) >= 5 && contrast(one, surface) >= 5);
  const link = towards(colour, text, (one) => contrast(one, canvas) >= 5 && contrast(one, surface) >= 5);
  return {
    primary: colour,
    'primary-hover': mix(away, colour, 0.14),
    'primary-active': mix(away, colour, 0.26),
    'on-primary': onPrimary,
    'primary-soft': soft,
    'primary-line': mix(colour, surface, 0.34),
    'primary-ink': ink,
    selected: mix(colour, surface, mode === 'light' ? 0.1 : 0.2),
    link,
    'link-hover': mix(text, link, 0.35),
    focus: towards(colour, text, (one) => contrast(one, surface) >= 3.2),
    'chart-1': colour,
  };
}

/** The pairs that the look promises to be readable, with what they reach. */
export function pairReports({ light, dark }: BrandColours): PairReport[] {
  return (['light', 'dark'] as const).flatMap((mode): PairReport[] => {
    const colour = mode === 'light' ? light : dark;
    const tokens = brandTokens(colour, mode);
    const of = (name: string): string => tokens[name] ?? colour;
    const { surface, canvas } = GROUND[mode];
    const report = (pair: PairReport['pair'], ratio: number, needed: number): PairReport => ({ mode, pair, ratio, needed });
    return [
      report('buttonText', contrast(of('on-primary'), colour), 4.5),
      report('buttonHover', contrast(of('on-primary'), of('primary-hover')), 4.5),
      report('buttonOnPage', Math.min(contrast(colour, surface), contrast(colour, canvas)), 3),
      report('softText', contrast(of('primary-ink'), of('primary-soft')), 4.5),
      report('link', contrast(of('link'), canvas), 4.5),
      report('focus', contrast(of('focus'), surface), 3),
    ];
  });
}

/** The style sheet that puts the colours over those of the theme. */
export function brandCss({ light, dark }: BrandColours): string {
  const lightRules = declarations(light, 'light');
  const darkRules = declarations(dark, 'dark');
  return `:root{${lightRules}}
[data-theme="light"]{${lightRules}}
[data-theme="dark"]{${darkRules}}
@media (prefers-color-scheme: dark){[data-theme="auto"]{${darkRules}}}
`;
}

function declarations(colour: string, mode: Mode): string {
  const tokens = brandTokens(colour, mode);
  const glyph = (tokens['on-primary'] ?? WHITE).slice(1);
  const picture = (viewBox: string, shape: string): string =>
    `url("data:image/svg+xml,%3csvg xmlns='http://www.w3.org/2000/svg' viewBox='${viewBox}'%3e${shape}%3c/svg%3e")`;
  const line = `fill='none' stroke='%23${glyph}' stroke-width='1.6' stroke-linecap='round'`;
  return [
    ...Object.entries(tokens).map(([name, value]) => `--pg-${name}:${value}`),
    `--pg-glyph-check:${picture('0 0 8 8', `%3cpath ${line} stroke-linejoin='round' d='M1.2 4.2 3.2 6.1 6.8 1.9'/%3e`)}`,
    `--pg-glyph-dash:${picture('0 0 8 8', `%3cpath ${line} d='M1.5 4h5'/%3e`)}`,
    `--pg-glyph-dot:${picture('-4 -4 8 8', `%3ccircle r='2.4' fill='%23${glyph}'/%3e`)}`,
  ].join(';');
}

/** Goes from the colour to another in small steps until it is good. */
function towards(colour: string, end: string, isGood: (colour: string) => boolean): string {
  for (let share = 0; share < 1; share += 0.04) {
    const one = mix(end, colour, share);
    if (isGood(one)) return one;
  }
  return end;
}

/** `share` of the first in the second. */
function mix(a: string, b: string, share: number): string {
  const [one, other] = [rgb(a), rgb(b)];
  const part = (at: 0 | 1 | 2): string =>
    Math.round(one[at] * share + other[at] * (1 - share))
      .toString(16)
      .padStart(2, '0');
  return `#${part(0)}${part(1)}${part(2)}`;
}

function luminance(colour: string): number {
  const [r, g, b] = rgb(colour).map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function rgb(colour: string): Rgb {
  const at = (from: number): number => Number.parseInt(colour.slice(from, from + 2), 16);
  return [at(1), at(3), at(5)];
}
