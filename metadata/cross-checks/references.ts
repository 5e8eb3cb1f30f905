// Every code that a definition names must be there: definitions by `x-ref`, components in markup and refresh lists, roles, labels.

import type { Finding } from '../findings.ts';
import { kinds } from '../kinds.ts';
import { labelKeys } from '../local-text.ts';
import { containerReferences, markupReferences } from '../markup-references.ts';
import type { MarkupReference } from '../markup-references.ts';
import { walkBody } from '../walk.ts';
import type { Visited } from '../walk.ts';
import { problem, roleCodes } from './checked-set.ts';
import type { CheckedSet, Place } from './checked-set.ts';

export function checkReferences(set: CheckedSet, isKnownLabel: (key: string) => boolean): Finding[] {
  return set.definitions.flatMap(({ kind, code, definition }) => {
    const findings: Finding[] = [];
    walkBody(kinds[kind].schema, definition, (visited) => {
      const place = { kind, code, pointer: visited.pointer };
      findings.push(...ofDefinition(set, visited, place), ...ofRoles(set, visited, place), ...ofMarkup(set, visited, place));
      findings.push(...ofLabels(visited, { place, isKnownLabel }));
    });
    return findings;
  });
}

function ofDefinition(set: CheckedSet, { schema, value }: Visited, place: Place): Finding[] {
  const kind = schema['x-ref'];
  if (typeof kind !== 'string' || typeof value !== 'string' || set.has(kind, value)) return [];
  return [problem(place, { en: `There is no ${kind} "${value}".`, ru: `Нет определения ${kind} «${value}».` })];
}

function ofRoles(set: CheckedSet, { schema, value }: Visited, place: Place): Finding[] {
  if (schema['x-editor'] !== 'roles' || typeof value !== 'string') return [];
  const unknown = roleCodes(value).filter((role) => role !== '*' && role !== 'all' && !set.has('role', role));
  return unknown.map((role) => problem(place, { en: `There is no role "${role}".`, ru: `Роли «${role}» нет.` }));
}

function ofMarkup(set: CheckedSet, { schema, value }: Visited, place: Place): Finding[] {
  const texts = textsOf(value);
  const references = schema['x-editor'] === 'markup' ? texts.flatMap(markupReferences) : texts.flatMap(containerReferences);
  return references.flatMap((reference) => ofReference(set, reference, place));
}

function ofReference(set: CheckedSet, { kind, code, what }: MarkupReference, place: Place): Finding[] {
  if (code === undefined) return [problem(place, { en: `A snippet ${what} has no data-code.`, ru: `У сниппета ${what} нет data-code.` })];
  if (set.has(kind, code)) return kind === 'setting' ? ofSetting(set, code, place) : [];
  return [problem(place, { en: `There is no ${kind} "${code}" (${what}).`, ru: `Нет определения ${kind} «${code}» (${what}).` })];
}

/** Only a public setting shows its value on a page. */
function ofSetting(set: CheckedSet, code: string, place: Place): Finding[] {
  const setting = set.get('setting', code);
  if (setting === undefined || (setting.isPublic && !setting.isSecret)) return [];
  return [
    problem(place, {
      en: `The setting "${code}" is not public: nothing will stand here.`,
      ru: `Настройка «${code}» не открытая: здесь ничего не появится.`,
    }),
  ];
}

function ofLabels({ value }: Visited, { place, isKnownLabel }: { place: Place; isKnownLabel: (key: string) => boolean }): Finding[] {
  const unknown = textsOf(value)
    .flatMap(labelKeys)
    .filter((key) => !isKnownLabel(key));
  return unknown.map((key) => problem(place, { en: `There is no label "${key}".`, ru: `Надписи «${key}» нет.` }));
}

/** A text, or both of a text in two languages; other objects are visited by themselves. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const { en, ru, ...rest } = value as Record<string, unknown>;
  return Object.keys(rest).length > 0 ? [] : [en, ru].filter((text) => typeof text === 'string');
}
