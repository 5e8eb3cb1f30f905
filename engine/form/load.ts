// A form for the page or a dialog: access by field, the record, dictionaries of the shown fields side by side, layout, and what the
// browser's part has to know.

import { conditionFields } from '../../metadata/conditions.ts';
import type { Condition } from '../../metadata/kinds/shared.ts';
import type { FormMode, FormView, ButtonView } from '../../renderer/form/view.ts';
import { formState } from '../../renderer/form/state.ts';
import { safeUrl } from '../../renderer/html.ts';
import { localText, t } from '../../renderer/locale.ts';
import { cell } from '../../sql/procedures.ts';
import type { ComponentRequest } from '../component.ts';
import { isPartAllowed } from '../access.ts';
import { topicTokens } from '../event-topics.ts';
import { withParams } from '../request-context.ts';
import { loadDraft } from './drafts.ts';
import { fieldView } from './field-view.ts';
import { isYes, loadItem } from './item.ts';
import type { FormItem } from './item.ts';
import { formLayout, partConditions } from './layout.ts';
import { parentsOf } from './options.ts';
import { editableField, editableId } from './editable.ts';
import { canSave, fillTokens, formScope, isEditable, rulesOf } from './scope.ts';
import type { FormScope } from './scope.ts';
import { columnText } from './values.ts';

const MODES: ReadonlySet<string> = new Set(['modal', 'slideout', 'page', 'inline', 'editable', 'terminal']);

export async function loadForm(request: ComponentRequest<'form'>): Promise<FormView> {
  const scope = formScope(request);
  const [item, draft] = await Promise.all([loadItem(scope), loadDraft(scope)]);
  const isReadonly = scope.definition.readonly || isOn(item, 'readonly');
  const state = formState(rulesOf(scope.definition), item.values);
  const only = modeOf(request) === 'editable' ? editableField(scope) : undefined;
  const shown = scope.fields.filter((field) => field.type !== 'hidden' && (only === undefined || field === only));
  const fields = await Promise.all(shown.map((field) => fieldView(scope, field, { item, state: state.get(field.code) })));
  const { definition } = scope;
  const { lang } = scope.ctx;
  const text = (part: Parameters<typeof localText>[1]): string | undefined => {
    const filled = fillColumns(scope, item, localText(lang, part));
    return filled === '' ? undefined : filled;
  };
  const setting = (name: string): string | undefined => columnText(cell(item.settings, name)) || undefined;
  const mode = modeOf(request);
  const isSaved = canSave(scope) && !isReadonly && !definition.hideSave && !isOn(item, 'hideSaveBtn');
  const headerTag = setting('HeaderTag')?.toLowerCase() ?? definition.headerTag;
  const isOpen = only !== undefined && isSaved && isEditable(scope, only) && state.get(only.code)?.isDisabled !== true;
  return {
    code: scope.code,
    editable: only === undefined ? undefined : { field: only.code, isOpen },
    id: only === undefined ? `as-form-${scope.code}${mode === 'modal' || mode === 'slideout' ? '-dialog' : ''}` : editableId(scope, only),
    itemID: scope.itemID,
    src: sourceOf(request, mode),
    mode,
    size: definition.size,
    title: setting('Title') ?? text(scope.isNew ? (definition.titleNew ?? definition.title) : definition.title),
    subtitle: setting('Subtitle') ?? text(definition.subtitle),
    intro: text(definition.intro),
    icon: definition.icon,
    headerTag: /^h[1-6]$/.test(headerTag) ? headerTag : undefined,
    hasCard: definition.hasCard,
    hasLineLabels: setting('LineLabel') === undefined ? definition.lineLabel : isOn(item, 'LineLabel'),
    marksOptional: definition.showRequiredMark,
    isReadonly,
    isSaved,
    saveText: setting('saveBtnText') ?? text(definition.saveText) ?? t(lang, 'form.save'),
    saveIcon: definition.saveIcon,
    saveStyle: definition.saveStyle,
    cancelText:
      definition.hideCancel || !isSaved || ((mode === 'inline' || mode === 'terminal') && definition.cancelUrl === undefined)
        ? undefined
        : (text(definition.cancelText) ?? t(lang, 'form.cancel')),
    cancelUrl: definition.cancelUrl === undefined ? undefined : safeUrl(fillTokens(definition.cancelUrl, scope.params, scope.itemID)),
    buttons: isReadonly ? [] : buttonsOf(scope, item),
    hasStickyBar: definition.stickyBar,
    hasSummary: definition.showSummary,
    layout: formLayout(scope, item),
    fields: new Map(fields.map((field) => [field.code, field])),
    topics: topicTokens(withParams(scope.ctx, { params: scope.params }), definition.refreshOn),
    cssClass: definition.cssClass,
    config: clientConfig(scope, item, { mode, isSaved, draft }),
  };
}

function clientConfig(
  scope: FormScope,
  item: FormItem,
  { mode, isSaved, draft }: { mode: FormMode; isSaved: boolean; draft: Awaited<ReturnType<typeof loadDraft>> },
): FormView['config'] {
  const { definition, ctx } = scope;
  const own = new Set(scope.fields.map((field) => field.code));
  const shown = new Set(scope.fields.filter((field) => field.type !== 'hidden').map((field) => field.code));
  const parts = partConditions(scope);
  const rules = rulesOf(definition).filter((rule) => own.has(rule.code));
  const looked = new Set([...Object.values(parts), ...rules.flatMap(ruleConditions)].flatMap(conditionFields));
  const dependents: Record<string, string[]> = {};
  for (const field of scope.fields) {
    for (const parent of parentsOf(field)) dependents[parent] = [...(dependents[parent] ?? []), field.code];
  }
  const settingTrigger = columnText(cell(item.settings, 'changeTriggerFieldOnLoad'));
  const trigger = scope.fields.filter((field) => field.checkOnLoad || field.code.toLowerCase() === settingTrigger.toLowerCase());
  return {
    lang: ctx.lang,
    owner: ctx.visitor.username,
    rules: rules.filter((rule) => shown.has(rule.code)),
    // Conditions may look at what has no control, also at fields of other roles: of those only what a condition needs to know goes out.
    values: Object.fromEntries(
      [...looked].filter((code) => own.has(code) && !shown.has(code)).map((code) => [code, item.values[code] ?? '']),
    ),
    checked: scope.fields.filter((field) => field.checkOnChange || dependents[field.code] !== undefined).map((field) => field.code),
    dependents,
    version: definition.versionField === undefined ? undefined : item.version,
    hasDrafts: isSaved && definition.drafts.enabled,
    hasServerDrafts: isSaved && definition.drafts.enabled && definition.drafts.isServer && ctx.visitor.userID !== null,
    isAutosaved: isSaved && definition.autosave,
    isGuarded: isSaved && definition.guardUnsaved,
    checkOnLoad: trigger.map((field) => field.code),
    confirm: localText(ctx.lang, definition.confirm) || undefined,
    params: Object.fromEntries([...scope.params].filter(([name]) => name !== 'mode' && name !== 'form')),
    mode,
    parts,
    draft,
  };
}

function ruleConditions(rule: { visibleWhen: readonly Condition[]; requiredWhen?: Condition; disabledWhen?: Condition }): Condition[] {
  return [...rule.visibleWhen, rule.requiredWhen, rule.disabledWhen].filter((condition) => condition !== undefined);
}

function modeOf({ params, definition }: ComponentRequest<'form'>): FormMode {
  const asked = params.get('mode') ?? '';
  if (MODES.has(asked)) return asked as FormMode;
  return definition.mode === 'page' ? 'page' : 'inline';
}

function sourceOf({ code, params, itemID }: ComponentRequest<'form'>, mode: FormMode): string {
  const query = new URLSearchParams([...params].filter(([name]) => name !== 'mode'));
  query.set('itemID', itemID);
  if (mode !== 'inline') query.set('mode', mode);
  return `/c/form/${encodeURIComponent(code)}?${query}`;
}

function buttonsOf(scope: FormScope, item: FormItem): ButtonView[] {
  const { definition, ctx } = scope;
  const buttons: ButtonView[] = definition.buttons
    .filter((button) => isPartAllowed(button.roles, ctx.visitor) && (button.kind !== 'save' || canSave(scope)))
    .map((button) => ({
      code: button.code,
      text: localText(ctx.lang, button.title),
      icon: button.icon,
      style: button.style,
      kind: button.kind,
      url: button.url === undefined ? undefined : safeUrl(fillTokens(button.url, scope.params, scope.itemID)),
      confirm: localText(ctx.lang, button.confirm) || undefined,
    }));
  if (!scope.isNew && mayDelete(scope)) {
    const question = fillColumns(scope, item, localText(ctx.lang, definition.delete.confirm));
    buttons.push({
      code: 'delete',
      text: t(ctx.lang, 'form.delete'),
      icon: 'trash',
      style: 'danger',
      kind: 'delete',
      confirm: question || t(ctx.lang, 'form.deleteText'),
    });
  }
  return buttons;
}

/** Whether this visitor may delete the record through this form. */
export function mayDelete(scope: FormScope): boolean {
  const { definition, ctx } = scope;
  return definition.delete.enabled && canSave(scope) && isPartAllowed(definition.delete.roles, ctx.visitor);
}

/** Texts may name columns of the record: `Order {number}`. */
function fillColumns(scope: FormScope, item: FormItem, text: string): string {
  return text.replace(/\{(\w+)\}/g, (token, name: string) => {
    if (name === 'itemID') return scope.itemID;
    const column = cell(item.row, name);
    return column === undefined ? (scope.params.get(name) ?? token) : columnText(column);
  });
}

function isOn(item: FormItem, name: string): boolean {
  return isYes(cell(item.settings, name));
}
