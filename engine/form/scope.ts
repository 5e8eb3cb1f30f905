// One request to one form: the definition, which fields this visitor may see and change, and the parameters that procedures get. A field
// of another role does not exist here: it is neither rendered nor read from the browser.

import type { Condition } from '../../metadata/kinds/shared.ts';
import { displayFieldTypes } from '../../metadata/kinds/form-field.ts';
import type { FormField } from '../../metadata/kinds/form-field.ts';
import type { FormDefinition } from '../../metadata/kinds/form.ts';
import type { FieldRule } from '../../renderer/form/state.ts';
import { isPartAllowed } from '../access.ts';
import type { ComponentRequest } from '../component.ts';
import { withParams } from '../request-context.ts';
import type { RequestContext, Visitor } from '../request-context.ts';

export interface FormScope {
  readonly ctx: RequestContext;
  readonly code: string;
  readonly definition: FormDefinition;
  readonly itemID: string;
  readonly isNew: boolean;
  /** What the visitor asked with; field codes and the platform's own keys are taken out of `ctx.params`, these are all. */
  readonly params: ReadonlyMap<string, string>;
  /** Fields that the visitor may see, hidden ones included, in the definition's order. */
  readonly fields: readonly FormField[];
}

/** Keys that only the platform may put into a call's dictionary, in lower case. */
const PLATFORM_KEYS = new Set(['itemid', 'langid', 'lang', 'pagecode', 'ip', 'username', 'button', 'mode', 'form']);

export function formScope(request: ComponentRequest<'form'>): FormScope {
  const { definition, ctx } = request;
  const params = namedByFields(definition, request.params);
  // Procedures know a new record by 0, whatever type their @itemID has.
  const itemID = request.itemID === '' ? '0' : request.itemID;
  // T-SQL compares keys without regard to case, so a parameter `Price` would shadow the checked field `price`.
  const taken = new Set([
    ...PLATFORM_KEYS,
    ...definition.fields.map((field) => field.code.toLowerCase()),
    definition.versionField?.toLowerCase() ?? '',
    ...Object.keys(definition.params ?? {}).map((name) => name.toLowerCase()),
  ]);
  const safe = new Map([...params].filter(([key]) => !taken.has(key.toLowerCase())));
  for (const [key, value] of Object.entries(definition.params ?? {})) safe.set(key, fillTokens(value, params, itemID));
  const groupRoles = containerRoles(definition);
  return {
    ctx: withParams(ctx, { itemID, params: safe }),
    code: request.code,
    definition,
    itemID,
    isNew: isNewItem(itemID),
    params,
    fields: definition.fields.filter((field) => isFieldVisible(field, { visitor: ctx.visitor, groupRoles })),
  };
}

/** HTML lowers the names of attributes: `data-param-orderID` arrives as `orderid` and means the field `orderID`. */
function namedByFields({ fields }: FormDefinition, params: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const codes = new Map(fields.map(({ code }) => [code.toLowerCase(), code]));
  return new Map([...params].map(([name, value]) => [codes.get(name.toLowerCase()) ?? name, value]));
}

/** Whether an item's id means "a new record". */
export function isNewItem(itemID: string): boolean {
  return itemID === '' || itemID === '0';
}

/** Whether this visitor may change this field of this record; hidden and shown-only fields are nobody's to change. */
export function isEditable(scope: FormScope, field: FormField): boolean {
  if (field.type === 'hidden' || displayFieldTypes.has(field.type) || field.readonly || scope.definition.readonly) return false;
  if (field.editOn === 'create' && !scope.isNew) return false;
  if (field.editOn === 'update' && scope.isNew) return false;
  return isPartAllowed(field.editRoles, scope.ctx.visitor);
}

/** Whether this visitor may save this form at all. */
export function canSave(scope: FormScope): boolean {
  const { definition } = scope;
  return !definition.isWidget && !definition.readonly && isPartAllowed(definition.saveRoles, scope.ctx.visitor);
}

const ruleCache = new WeakMap<FormDefinition, readonly FieldRule[]>();

/** The rules of all fields of a definition, with the conditions of the groups, tabs and steps around them. */
export function rulesOf(definition: FormDefinition): readonly FieldRule[] {
  let rules = ruleCache.get(definition);
  if (rules === undefined) {
    const around = containerConditions(definition);
    rules = definition.fields.map((field) => ({
      code: field.code,
      visibleWhen: [...(around.get(field.code) ?? []), ...(field.visibleWhen === undefined ? [] : [field.visibleWhen])],
      isRequired: field.required,
      requiredWhen: field.requiredWhen,
      disabledWhen: field.disabledWhen,
    }));
    ruleCache.set(definition, rules);
  }
  return rules;
}

/** Name of a procedure of this form: `dbo.fm_{code}_{what}`. */
export function procedureName(scope: Pick<FormScope, 'code' | 'definition'>, what: string): string {
  return `${scope.definition.schema}.fm_${scope.code}_${what}`;
}

/** Replaces `{name}` by parameters; a name without a value becomes ''. */
export function fillTokens(text: string, params: ReadonlyMap<string, string>, itemID: string): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'itemID' ? itemID : (params.get(name) ?? '')));
}

/** The field named so, as this visitor sees the form. */
export function fieldOf(scope: FormScope, code: unknown): FormField | undefined {
  return typeof code === 'string' ? scope.fields.find((field) => field.code === code) : undefined;
}

interface Container {
  readonly fields: readonly string[];
  readonly groups?: readonly string[];
  readonly roles?: string;
  readonly visibleWhen?: Condition;
}

function containers(definition: FormDefinition): { container: Container; fields: readonly string[] }[] {
  const groups = new Map(definition.groups.map((group) => [group.code, group]));
  const parts: readonly Container[] = [...definition.tabs, ...definition.steps];
  return [
    ...definition.groups.map((container) => ({ container, fields: container.fields })),
    ...parts.map((container) => ({
      container,
      fields: [...container.fields, ...(container.groups ?? []).flatMap((code) => groups.get(code)?.fields ?? [])],
    })),
  ];
}

function containerRoles(definition: FormDefinition): Map<string, string[]> {
  return collect(definition, (container) => (container.roles?.trim() ? container.roles : undefined));
}

function containerConditions(definition: FormDefinition): Map<string, Condition[]> {
  return collect(definition, (container) => container.visibleWhen);
}

function collect<T>(definition: FormDefinition, pick: (container: Container) => T | undefined): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const { container, fields } of containers(definition)) {
    const value = pick(container);
    if (value === undefined) continue;
    for (const field of fields) found.set(field, [...(found.get(field) ?? []), value]);
  }
  return found;
}

function isFieldVisible(
  field: FormField,
  { visitor, groupRoles }: { visitor: Visitor; groupRoles: ReadonlyMap<string, string[]> },
): boolean {
  return isPartAllowed(field.roles, visitor) && (groupRoles.get(field.code) ?? []).every((roles) => isPartAllowed(roles, visitor));
}
