// What is written of a block or a letter: its fields in both languages out of the definition's body and back into it, sample values for the
// preview, and the errors of its templates.

import type { BlockDefinition } from '../../metadata/kinds/block.ts';
import type { MailTemplateDefinition } from '../../metadata/kinds/mail-template.ts';
import type { LocalText } from '../../metadata/kinds/shared.ts';
import type { Lang } from '../../renderer/locale.ts';
import { compileUserTemplate } from '../../renderer/templates.ts';
import type { Body } from './content.ts';

export type TemplateKind = 'block' | 'mailTemplate';

/** By the names of the form: `subject.en`, `body.ru`, `html.en`. */
export type TemplateFields = Readonly<Record<string, string>>;

/** Names of the parts; the last is markup, the others are lines. */
export const templateParts = {
  block: ['html'],
  mailTemplate: ['subject', 'preheader', 'body'],
} as const satisfies Record<TemplateKind, readonly string[]>;

export const templateLanguages: readonly Lang[] = ['ru', 'en'];

export function fieldNames(kind: TemplateKind): string[] {
  return templateParts[kind].flatMap((part) => templateLanguages.map((lang) => `${part}.${lang}`));
}

export function fieldsOfBlock({ html, htmlRu }: Pick<BlockDefinition, 'html' | 'htmlRu'>): TemplateFields {
  return { 'html.en': html, 'html.ru': htmlRu ?? '' };
}

export function fieldsOfLetter(letter: Pick<MailTemplateDefinition, 'subject' | 'preheader' | 'body'>): TemplateFields {
  return Object.fromEntries(
    templateParts.mailTemplate.flatMap((part) => templateLanguages.map((lang) => [`${part}.${lang}`, own(letter[part], lang)] as const)),
  );
}

/** Puts the fields into the definition's body; what the form does not have stays. */
export function putFields(body: Body, kind: TemplateKind, fields: TemplateFields): void {
  if (kind === 'block') {
    body.html = fields['html.en'] ?? '';
    if ((fields['html.ru'] ?? '').trim() === '') delete body.htmlRu;
    else body.htmlRu = fields['html.ru'];
    return;
  }
  for (const part of templateParts.mailTemplate) {
    const text = both(fields[`${part}.en`] ?? '', fields[`${part}.ru`] ?? '');
    if (text === undefined && part === 'preheader') delete body[part];
    else body[part] = text ?? '';
  }
}

/** The first error of each field that cannot be read as a template. */
export function templateErrors(fields: TemplateFields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, source]) => {
      try {
        compileUserTemplate(source);
        return [];
      } catch (error) {
        return [[name, error instanceof Error ? error.message : String(error)] as const];
      }
    }),
  );
}

/** Values for a first look: the letter's own examples, or for a block one row of each set with the names that the body prints. */
export function sampleOf(kind: TemplateKind, definition: BlockDefinition | MailTemplateDefinition): string {
  if (kind === 'mailTemplate') {
    const { values } = definition as MailTemplateDefinition;
    return JSON.stringify(Object.fromEntries(values.map(({ code, example }) => [code, example ?? code])), null, 2);
  }
  const { html, hasProcedure } = definition as BlockDefinition;
  if (!hasProcedure) return '{}';
  const sets = [...new Set([...html.matchAll(/\bsel\d+\b/g)].map(([name]) => name))].sort();
  const names = [...html.matchAll(/\{\{\{?[#^]?([^{}/!>]+?)\}?\}\}/g)].flatMap(([, inside = '']) =>
    inside
      .replace(/"[^"]*"|'[^']*'/g, '')
      .split(/[\s()=]+/)
      .filter((word) => /^[A-Za-z_]\w*$/.test(word) && !WORDS.has(word) && !/^sel\d+$/.test(word)),
  );
  const numbers = new Set([...html.matchAll(/\{\{\s*(?:number|money|fileSize)\s+([A-Za-z_]\w*)/g)].map(([, name = '']) => name));
  const isNumber = (name: string): boolean => numbers.has(name) || /amount|sum|price|count|percent|progress/i.test(name);
  const row = Object.fromEntries([...new Set(names)].map((name) => [name, isNumber(name) ? 100 : name]));
  return JSON.stringify(Object.fromEntries((sets.length > 0 ? sets : ['sel1']).map((set) => [set, [row]])), null, 2);
}

/** Words of the template language and its helpers, which are no columns. */
const WORDS = new Set(
  'each if unless else with lookup as this date dateTime time relative number money fileSize t url eq gt and or not icon sanitize true false digits currency'.split(
    ' ',
  ),
);

function own(text: LocalText | undefined, lang: Lang): string {
  if (text === undefined) return '';
  return typeof text === 'string' ? text : (text[lang] ?? '');
}

function both(en: string, ru: string): LocalText | undefined {
  if (en.trim() === '' && ru.trim() === '') return undefined;
  if (en === ru) return en;
  return { ...(en.trim() !== '' && { en }), ...(ru.trim() !== '' && { ru }) };
}
