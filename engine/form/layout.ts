// How the visitor's fields are arranged: groups, tabs, steps or own markup of the definition, without parts that are left empty.

import type { FormGroup, FormStep, FormTab } from '../../metadata/kinds/form.ts';
import type { Condition } from '../../metadata/kinds/shared.ts';
import type { FormLayout, MarkupPiece, PartView, SectionView } from '../../renderer/form/view.ts';
import { escapeHtml, raw } from '../../renderer/html.ts';
import { localText } from '../../renderer/locale.ts';
import { isPartAllowed } from '../access.ts';
import { labelText } from '../pages/tokens.ts';
import { columnHtml } from './field-view.ts';
import type { FormItem } from './item.ts';
import type { FormScope } from './scope.ts';

export function formLayout(scope: FormScope, item: FormItem): FormLayout {
  const { definition } = scope;
  const shown = new Set(scope.fields.filter((field) => field.type !== 'hidden').map((field) => field.code));
  if (definition.markup !== undefined) return { kind: 'markup', pieces: markupPieces(scope, item, { markup: definition.markup, shown }) };
  const place = placer(scope, shown);
  const kind = definition.steps.length > 0 ? 'steps' : definition.tabs.length > 0 ? 'tabs' : undefined;
  if (kind === undefined) {
    const groups = definition.groups.map((group) => place.group(group));
    return { kind: 'sections', sections: compact([...groups, place.rest()]) };
  }
  const source: readonly (FormTab | FormStep)[] = kind === 'steps' ? definition.steps : definition.tabs;
  const parts = source.filter((part) => isPartAllowed(part.roles, scope.ctx.visitor)).map((part) => partView(scope, part, place));
  // What stands nowhere belongs to the last part: a field must not get lost because somebody forgot to place it.
  const rest = place.rest();
  const last = parts.at(-1);
  if (rest !== undefined && last !== undefined) parts[parts.length - 1] = { ...last, sections: [...last.sections, rest] };
  return { kind, parts: parts.filter((part) => part.sections.length > 0) };
}

/** Conditions by the place they decide about: `group-CODE`, `part-CODE`, `button-CODE`. */
export function partConditions({ definition }: FormScope): Record<string, Condition> {
  const found: Record<string, Condition> = {};
  for (const group of definition.groups) if (group.visibleWhen !== undefined) found[`group-${group.code}`] = group.visibleWhen;
  for (const part of [...definition.tabs, ...definition.steps])
    if (part.visibleWhen !== undefined) found[`part-${part.code}`] = part.visibleWhen;
  for (const button of definition.buttons) if (button.visibleWhen !== undefined) found[`button-${button.code}`] = button.visibleWhen;
  return found;
}

interface Placer {
  group(group: FormGroup): SectionView | undefined;
  fields(code: string, fields: readonly string[]): SectionView | undefined;
  rest(): SectionView | undefined;
}

/** Gives every field one place only. */
function placer(scope: FormScope, shown: ReadonlySet<string>): Placer {
  const left = new Set(shown);
  const { lang, visitor } = scope.ctx;
  const take = (codes: readonly string[]): string[] => codes.filter((code) => left.delete(code));
  const bare = (code: string, fields: readonly string[]): SectionView | undefined =>
    fields.length === 0
      ? undefined
      : { code, columns: scope.definition.columns, width: 12, fields, isCollapsible: false, isCollapsed: false };
  return {
    group: (group) => {
      if (!isPartAllowed(group.roles, visitor)) return undefined;
      const fields = take(group.fields);
      if (fields.length === 0) return undefined;
      return {
        code: group.code,
        title: localText(lang, group.title) || undefined,
        text: localText(lang, group.text) || undefined,
        icon: group.icon,
        columns: group.columns,
        width: group.width,
        fields,
        isCollapsible: group.isCollapsible,
        isCollapsed: group.isCollapsible && group.isCollapsed,
      };
    },
    fields: (code, fields) => bare(code, take(fields)),
    // The visitor's fields in the order of the definition.
    rest: () => bare('rest', take([...shown])),
  };
}

function partView(scope: FormScope, part: FormTab | FormStep, place: Placer): PartView {
  const { definition, ctx } = scope;
  const groups = part.groups.flatMap((code) => definition.groups.filter((group) => group.code === code));
  const isStep = 'checkOnNext' in part;
  return {
    code: part.code,
    title: localText(ctx.lang, part.title),
    text: isStep ? localText(ctx.lang, part.text) || undefined : undefined,
    icon: part.icon,
    sections: compact([...groups.map((group) => place.group(group)), place.fields(`${part.code}-fields`, part.fields)]),
    isChecked: isStep && part.checkOnNext,
    nextText: isStep ? localText(ctx.lang, part.nextText) || undefined : undefined,
  };
}

/** `{col-field}` stands for a field or, where there is none, for a column of getItem, `{t:KEY}` for a label; the rest is the definition's own markup. */
function markupPieces(scope: FormScope, item: FormItem, { markup, shown }: { markup: string; shown: ReadonlySet<string> }): MarkupPiece[] {
  const left = new Set(shown);
  const known = new Set(scope.definition.fields.map((field) => field.code));
  const pieces: MarkupPiece[] = markup.split(/(\{col-[A-Za-z_][\w-]*\})/).map((piece) => {
    const name = /^\{col-([\w-]+)\}$/.exec(piece)?.[1];
    if (name === undefined)
      return { kind: 'html', html: raw(piece.replace(LABEL, (_token, key: string) => escapeHtml(labelText(scope.ctx, key)))) };
    if (left.delete(name)) return { kind: 'field', code: name };
    // A field of another role prints nothing, not even its column.
    return {
      kind: 'html',
      html: known.has(name) ? raw('') : name === 'itemID' ? raw(encodeURIComponent(scope.itemID)) : columnHtml(item, name),
    };
  });
  return [...pieces, ...[...left].map((code) => ({ kind: 'field', code }) as const)];
}

const LABEL = /\{t:([\w.-]+)\}/g;

function compact<T>(list: readonly (T | undefined)[]): T[] {
  return list.filter((one) => one !== undefined);
}
