// Numbers between what people type and read in their language and the invariant text that travels (`1234.56`). Pure text work: a sum of
// money never passes through a floating-point number.

import type { Lang } from '../locale.ts';

const SPACES = /[\s\u00a0\u202f\u2009']/g;
const INVARIANT = /^-?\d+(\.\d+)?$/;

/**
 * What a person typed as invariant text; undefined when it is not a number, '' when it is empty.
 * A comma is the decimal sign, except in English where it may also part thousands.
 * @example toInvariantNumber('12 480,50', 'ru') // '12480.50'
 */
export function toInvariantNumber(typed: string, lang: Lang): string | undefined {
  let text = typed.replace(SPACES, '').replace(/[−–]/g, '-');
  if (text === '') return '';
  if (text.startsWith('+')) text = text.slice(1);
  if (lang === 'en' && /^-?\d{1,3}(,\d{3})+(\.\d*)?$/.test(text)) text = text.replaceAll(',', '');
  text = text.replace(',', '.');
  if (/^-?\.\d+$/.test(text)) text = text.replace('.', '0.');
  if (/^-?\d+\.$/.test(text)) text = text.slice(0, -1);
  if (!INVARIANT.test(text)) return undefined;
  return text.replace(/^(-?)0+(?=\d)/, '$1');
}

/** Invariant text as people read it, thousands parted; what is not a number stays as it is. */
export function toLocalNumber(invariant: string, { lang, digits }: { lang: Lang; digits?: number }): string {
  if (!INVARIANT.test(invariant)) return invariant;
  const [whole = '', fraction = ''] = invariant.replace('-', '').split('.');
  // A value with more digits than the field shows keeps them: rounding on the screen would become rounding in the data.
  const shown = digits === undefined ? fraction : fraction.padEnd(digits, '0').replace(new RegExp(`(?<=^.{${digits}}.*?)0+$`), '');
  const groups = whole.replace(/\B(?=(\d{3})+(?!\d))/g, lang === 'ru' ? '\u00a0' : ',');
  const sign = invariant.startsWith('-') ? '-' : '';
  return shown === '' ? sign + groups : `${sign}${groups}${lang === 'ru' ? ',' : '.'}${shown}`;
}

/** Digits after the point that a step allows: `0.05` → 2; undefined for a step that says nothing. */
export function digitsOfStep(step: number | undefined): number | undefined {
  if (step === undefined || !(step > 0)) return undefined;
  return /\.(\d+)$/.exec(step.toFixed(6).replace(/0+$/, ''))?.[1]?.length ?? 0;
}
