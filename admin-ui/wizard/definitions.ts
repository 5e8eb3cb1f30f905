// The definitions of an object: list, form, page, and the entries of the roles' menus. Written as somebody would by hand: no option that
// only repeats its default.

import type { LocalText } from '../../metadata/kinds/shared.ts';
import type { DefinitionInfo, WizardCatalogue } from './catalogue.ts';
import { lengthOf } from './column-types.ts';
import { fieldsOf } from './form-sql.ts';
import { isInline, isSorted } from './list-sql.ts';
import type { ModelColumn, ObjectModel } from './model.ts';

export type Body = Record<string, unknown>;

export interface PlannedDefinition {
  readonly kind: 'table' | 'form' | 'page' | 'menu' | 'role' | 'label';
  readonly code: string;
  /** Version that is there now; 0 for a new one. */
  readonly expectedVersion: number;
  readonly body: Body;
}

export function objectDefinitions(model: ObjectModel, catalogue: WizardCatalogue): PlannedDefinition[] {
  return [
    { kind: 'table', code: model.code, expectedVersion: 0, body: tableBody(model) },
    { kind: 'form', code: model.itemCode, expectedVersion: 0, body: formBody(model) },
    { kind: 'page', code: model.code, expectedVersion: 0, body: pageBody(model) },
    ...(model.inMenu ? menuEntries(model, catalogue) : []),
  ];
}

/** A text of both languages, one string when they are the same or only one is written. */
export function both({ en, ru }: { readonly en: string; readonly ru: string }): LocalText {
  const [english, russian] = [en.trim(), ru.trim()];
  if (english === '' || russian === '' || english === russian) return english || russian;
  return { en: english, ru: russian };
}

function tableBody(model: ObjectModel): Body {
  const editRoles = rolesText(model.editRoles);
  const shown = model.columns.filter(({ inList }) => inList);
  const isRestricted = editRoles !== '' && editRoles !== rolesText(model.roles);
  const open = { form: model.itemCode, mode: 'slideout', ...(isRestricted && { roles: editRoles }) };
  const hasSearch = model.columns.some(({ search, target, kind }) => search && (target !== undefined || kind.canSearch));
  return {
    title: both(model.title),
    icon: model.icon,
    roles: rolesText(model.roles),
    ...(model.key !== 'id' && { keyColumn: model.key }),
    columns: [
      ...shown.map((column, at) =>
        listColumn(column, {
          editRoles: isRestricted ? editRoles : '',
          ...(at === 0 && { opens: { form: model.itemCode, title: both(model.itemTitle) } }),
        }),
      ),
      ...(model.kept.created === undefined
        ? []
        : [
            {
              code: model.kept.created,
              title: { en: 'Created', ru: 'Создано' },
              type: 'datetime',
              firstDirection: 'desc',
              isVisibleByDefault: false,
              mobile: 'hide',
            },
          ]),
    ],
    headerTag: 'none',
    ...(hasSearch && { search: { enabled: true } }),
    multiSort: false,
    ...(editRoles !== '' && {
      create: { ...open, text: both({ en: 'New', ru: 'Добавить' }) },
      delete: { enabled: true, ...(isRestricted && { roles: editRoles }), ...(shown[0] !== undefined && { nameColumn: shown[0].shown }) },
    }),
    edit: { form: model.itemCode, mode: 'slideout' },
    export: { csv: true, xlsx: true },
    empty: {
      title: both({ en: 'Nothing here yet', ru: 'Здесь пока пусто' }),
      ...(editRoles !== '' && { actionText: both({ en: 'Add the first record', ru: 'Добавить первую запись' }), form: model.itemCode }),
    },
  };
}

interface ListColumnOptions {
  /** Who edits in place, when not everybody who sees. */
  readonly editRoles: string;
  /** The first column names the record and opens its form. */
  readonly opens?: { readonly form: string; readonly title: LocalText };
}

/** A column of a list as the wizard makes it. */
export function listColumn(column: ModelColumn, { editRoles, opens }: ListColumnOptions): Body {
  const { kind, type, shown, options } = column;
  return {
    code: shown,
    title: both(column.title),
    ...(kind.column !== 'text' && { type: kind.column }),
    ...(opens !== undefined && { minWidth: 180, canHide: false }),
    ...(!isSorted(column) && { sortable: false }),
    ...(isInline(column) && editRoles !== '' && { editRoles }),
    ...(isInline(column) && {
      edit: { ...(kind.field !== 'text' && { type: kind.field }), ...(column.required && { required: true }), ...limits(column) },
    }),
    ...(column.filter && kind.filter !== undefined && { filter: kind.filter === 'text' ? {} : { type: kind.filter } }),
    ...(type === 'choice' && { options: options.map(({ value, text }) => ({ value, text: both(text) })) }),
    ...(opens !== undefined && { mobile: 'title', link: { ...opens, mode: 'slideout' } }),
  };
}

function formBody(model: ObjectModel): Body {
  const editRoles = rolesText(model.editRoles);
  return {
    title: both(model.itemTitle),
    titleNew: newTitle(model.itemTitle),
    icon: model.icon,
    roles: rolesText(model.roles),
    ...(editRoles === '' ? { readonly: true } : editRoles !== rolesText(model.roles) ? { saveRoles: editRoles } : {}),
    fields: fieldsOf(model).map(formField),
    mode: 'slideout',
    refresh: `#as-table-${model.code}`,
    ...(model.kept.version !== undefined && { versionField: 'rv' }),
  };
}

/** A field of a form as the wizard makes it. */
export function formField(column: ModelColumn): Body {
  const { code, kind, type, options } = column;
  return {
    code,
    title: both(column.title),
    ...(kind.field !== 'text' && { type: kind.field }),
    ...(column.required && type !== 'yesNo' && { required: true }),
    ...limits(column),
    ...(column.default !== '' && { default: kind.formDefault(column.default) }),
    ...(type === 'longText' && { rows: 4 }),
    ...(type === 'choice' && { options: options.map(({ value, text }) => ({ value, text: both(text) })) }),
    ...(type === 'reference' && { dictionary: { isSearched: true } }),
  };
}

function limits(column: ModelColumn): Body {
  if (column.type === 'choice') return {};
  const length = Number(/char\((\d+)\)/.exec(column.sqlType)?.[1] ?? lengthOf(column) ?? 0);
  if (length > 0) return { maxLength: length };
  if (column.type === 'whole') return column.sqlType === 'int' ? { min: -2_147_483_648, max: 2_147_483_647, step: 1 } : { step: 1 };
  return column.type === 'decimal' ? { step: 0.0001 } : {};
}

function pageBody(model: ObjectModel): Body {
  return {
    title: both(model.title),
    icon: model.icon,
    roles: rolesText(model.roles),
    route: `/${model.code}`,
    width: 'wide',
    markup: `<div class="as-table" data-code="${model.code}"></div>`,
    itemType: 'none',
  };
}

/** The page in the menu of every role that opens it and has one. */
function menuEntries(model: ObjectModel, { roles, definitions }: WizardCatalogue): PlannedDefinition[] {
  const isFor = (role: string): boolean =>
    model.roles.includes('*') || model.roles.some((code) => code.toLowerCase() === role.toLowerCase());
  const menus = new Set(roles.flatMap(({ code, menu }) => (menu !== undefined && isFor(code) ? [menu.toLowerCase()] : [])));
  return [...menus].flatMap((code) => {
    const menu = definitions.get(`menu/${code}`);
    return menu === undefined ? [] : withEntry(menu, { code: model.code, text: both(model.title), icon: model.icon, page: model.code });
  });
}

/** The menu with another entry at its end; nothing when the page is in it already. */
function withEntry(menu: DefinitionInfo, entry: Body & { page: string }): PlannedDefinition[] {
  const body = JSON.parse(menu.body) as Body & { items?: readonly Body[] };
  const items = body.items ?? [];
  if (items.some(({ page }) => page === entry.page)) return [];
  return [{ kind: 'menu', code: menu.code, expectedVersion: menu.version, body: { ...body, items: [...items, entry] } }];
}

function newTitle({ en, ru }: { readonly en: string; readonly ru: string }): LocalText {
  // Russian adjectives agree with their noun, which nobody told us: a neutral phrase instead.
  return both({
    en: en === '' ? '' : `New: ${en.slice(0, 1).toLowerCase()}${en.slice(1)}`,
    ru: ru === '' ? '' : `Новая запись: ${ru.slice(0, 1).toLowerCase()}${ru.slice(1)}`,
  });
}

function rolesText(roles: readonly string[]): string {
  return roles.join(',');
}
