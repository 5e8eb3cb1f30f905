// What the schema says about a value: how it is edited, what it is called, what it is when nothing is written.

import type { OptionNode } from '../../definitions/option-tree.ts';
import { isObject } from './document.ts';
import type { Path } from './document.ts';

export type { OptionNode } from '../../definitions/option-tree.ts';

export type EditorName =
  | 'localText'
  | 'localCode'
  | 'choice'
  | 'flag'
  | 'number'
  | 'roles'
  | 'reference'
  | 'member'
  | 'icon'
  | 'code'
  | 'condition'
  | 'map'
  | 'words'
  | 'parts'
  | 'group'
  | 'scalar'
  | 'text';

const codeEditors: Readonly<Record<string, 'html' | 'css' | 'javascript'>> = { markup: 'html', css: 'css', js: 'javascript' };

export function editorOf(node: OptionNode): EditorName {
  const { editor, anyOf, type } = node;
  const isLocal = anyOf?.some((branch) => branch.properties?.en !== undefined) === true;
  if (isLocal) return codeLanguage(node) === undefined ? 'localText' : 'localCode';
  if (codeLanguage(node) !== undefined) return 'code';
  if (editor === 'condition' || node.$ref === 'condition') return 'condition';
  if (editor === 'roles' || editor === 'icon') return editor;
  if (node.enum !== undefined) return 'choice';
  if (node.ref !== undefined) return 'reference';
  if (node.member !== undefined) return 'member';
  if (type === 'boolean') return 'flag';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array') return node.items?.properties === undefined ? 'words' : 'parts';
  if (node.values !== undefined) return 'map';
  if (node.properties !== undefined) return 'group';
  return anyOf === undefined && typeof type === 'string' ? 'text' : 'scalar';
}

export function codeLanguage({ editor }: OptionNode): 'html' | 'css' | 'javascript' | undefined {
  return editor === undefined ? undefined : codeEditors[editor];
}

/** The node of a path; undefined where the schema knows nothing. */
export function nodeAt(root: OptionNode, path: Path, condition?: OptionNode): OptionNode | undefined {
  let node: OptionNode | undefined = root;
  for (const name of path) {
    if (node?.$ref === 'condition' && condition !== undefined) node = condition;
    const branches: readonly OptionNode[] = node?.anyOf ?? [];
    const shape: OptionNode | undefined = branches.find((branch) => branch.properties !== undefined) ?? node;
    node = typeof name === 'number' ? shape?.items : (shape?.properties?.[name] ?? shape?.values);
  }
  return node;
}

/** The least object that the schema accepts, as far as it can be known; `code` is free among its neighbours. */
export function newPart(node: OptionNode, { codes, title }: { codes: readonly string[]; title: string }): Record<string, unknown> {
  const part: Record<string, unknown> = {};
  for (const name of node.required ?? []) {
    const option = node.properties?.[name];
    if (option === undefined || option.default !== undefined) continue;
    part[name] = name === 'code' || name === 'value' ? freeCode('new', codes) : firstValue(option, title);
  }
  if (node.properties?.title !== undefined && part.title === undefined) part.title = title;
  return part;
}

function firstValue(node: OptionNode, title: string): unknown {
  switch (editorOf(node)) {
    case 'localText':
      return title;
    case 'choice':
      return node.enum?.[0] ?? '';
    case 'flag':
      return false;
    case 'number':
      return node.minimum ?? 0;
    case 'words':
    case 'parts':
      return [];
    case 'group':
    case 'map':
    case 'condition':
      return {};
    default:
      return '';
  }
}

/** `status`, `status2`, `status3`: the first that nobody has. */
export function freeCode(wanted: string, codes: readonly string[]): string {
  const taken = new Set(codes.map((code) => code.toLowerCase()));
  if (!taken.has(wanted.toLowerCase())) return wanted;
  const stem = wanted.replace(/\d+$/, '');
  for (let number = 2; ; number++) if (!taken.has(`${stem}${number}`.toLowerCase())) return `${stem}${number}`;
}

/** What a member of a list is called: its title or text in the language, else its code. */
export function partTitle(part: unknown, lang: 'en' | 'ru'): string {
  if (!isObject(part)) return typeof part === 'string' ? part : '';
  for (const name of ['title', 'text', 'name']) {
    const words = textOf(part[name], lang);
    if (words !== '') return words;
  }
  return partCode(part);
}

export function partCode(part: unknown): string {
  if (!isObject(part)) return '';
  for (const name of ['code', 'value', 'column', 'page', 'to', 'form', 'field', 'type']) {
    const code = part[name];
    if (typeof code === 'string' && code !== '') return code;
  }
  return '';
}

export function textOf(value: unknown, lang: 'en' | 'ru'): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '';
  const text = value[lang] ?? value[lang === 'en' ? 'ru' : 'en'];
  return typeof text === 'string' ? text : '';
}

/** Codes of the members that a value may name: `fields.code` of this definition. */
export function membersOf(root: unknown, member: string): string[] {
  const [list = '', property = ''] = member.split('.');
  const members = isObject(root) ? root[list] : undefined;
  return Array.isArray(members)
    ? members.map((one: unknown) => (isObject(one) ? String(one[property] ?? '') : '')).filter((code) => code !== '')
    : [];
}

type GroupName = 'main' | 'rules' | 'choices' | 'look' | 'access' | 'behaviour';

/** Options of the same name belong together in every kind; what is not named here stands first. */
const groups: Readonly<Record<Exclude<GroupName, 'main'>, readonly string[]>> = {
  rules: [
    'required',
    'min',
    'max',
    'step',
    'minLength',
    'maxLength',
    'pattern',
    'patternMessage',
    'mask',
    'requiredWhen',
    'disabledWhen',
    'visibleWhen',
    'uniqueGroup',
    'sameAs',
    'minItems',
    'maxItems',
    'checkOnChange',
    'checkOnLoad',
  ],
  choices: [
    'options',
    'dictionary',
    'emptyText',
    'allowNew',
    'resource',
    'table',
    'tree',
    'isMultiple',
    'language',
    'currency',
    'decimals',
    'maxRating',
  ],
  look: [
    'icon',
    'color',
    'width',
    'newRow',
    'rows',
    'hideLabel',
    'prefix',
    'suffix',
    'tooltip',
    'placeholder',
    'cssClass',
    'align',
    'size',
    'headerTag',
    'hasCard',
    'lineLabel',
    'columns',
    'layout',
    'density',
    'stickyBar',
    'showSummary',
    'showRequiredMark',
    'saveIcon',
    'saveStyle',
    'style',
    'mobile',
    'minWidth',
    'maxWidth',
    'noWrap',
    'wrapper',
    'ord',
    'showTitle',
    'showBreadcrumbs',
    'showPath',
    'showLog',
    'rowColors',
    'height',
  ],
  access: [
    'roles',
    'editRoles',
    'saveRoles',
    'readRoles',
    'logRoles',
    'runRoles',
    'readonly',
    'editOn',
    'trustedRoles',
    'permissions',
    'isActive',
    'isSystem',
    'requireTotp',
  ],
  behaviour: [
    'refresh',
    'refreshOn',
    'refreshSeconds',
    'refreshPage',
    'autosave',
    'guardUnsaved',
    'confirm',
    'hideAfterSave',
    'resetAfterSave',
    'isWidget',
    'autofocus',
    'autocompleteAttr',
    'inputMode',
    'cacheSeconds',
    'params',
    'versionField',
    'schema',
    'drafts',
  ],
};
const groupOf = new Map(Object.entries(groups).flatMap(([group, names]) => names.map((name) => [name, group as GroupName])));

/** Options of an object by their group, in the order of the schema. */
export function grouped(node: OptionNode): Map<GroupName, [string, OptionNode][]> {
  const found = new Map<GroupName, [string, OptionNode][]>([
    ['main', []],
    ['rules', []],
    ['choices', []],
    ['look', []],
    ['access', []],
    ['behaviour', []],
  ]);
  for (const entry of Object.entries(node.properties ?? {})) found.get(groupOf.get(entry[0]) ?? 'main')?.push(entry);
  for (const [group, entries] of found) if (entries.length === 0) found.delete(group);
  return found;
}
