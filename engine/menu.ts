// The menu of the visitor's roles: entries that their roles and their pages' roles open, with the counts of `as_getMenu`.

import type { CachedDefinition } from '../metadata/cache.ts';
import type { MenuDefinition, MenuLink } from '../metadata/kinds/menu.ts';
import { localText } from '../renderer/locale.ts';
import type { MenuGroupView, MenuItemView } from '../renderer/shell.ts';
import { cell } from '../sql/procedures.ts';
import { isAllowed, isPartAllowed } from './access.ts';
import { callOptional } from './call.ts';
import type { RequestContext } from './request-context.ts';

interface Count {
  text: string;
  isAlert: boolean;
}

type Role = Extract<CachedDefinition<'role'>, { definition: unknown }>;

const MOST_ROLE_LISTS = 1000;
const inOrder = new WeakMap<readonly CachedDefinition<'role'>[], Map<string, readonly Role[]>>();

/**
 * The home page's code and the menu of a user come from the first of his roles by `ord`. Sorted once for each list of roles: the cache's
 * array stays the same until some role changes.
 */
function rolesInOrder({ app, visitor }: RequestContext): readonly Role[] {
  const all = app.definitions.all('role');
  const known = inOrder.get(all) ?? new Map<string, readonly Role[]>();
  inOrder.set(all, known);
  const key = [...visitor.roles].join();
  let roles = known.get(key);
  if (roles === undefined) {
    roles = all
      .flatMap((role) => ('findings' in role ? [] : [role]))
      .filter(({ code, definition }) => definition.isActive && visitor.roles.has(code.toLowerCase()))
      .sort((a, b) => a.definition.ord - b.definition.ord || a.code.localeCompare(b.code));
    if (known.size >= MOST_ROLE_LISTS) known.clear();
    known.set(key, roles);
  }
  return roles;
}

/** The address that a visitor starts from; undefined when nothing is set up for the roles. */
export function homeAddress(ctx: RequestContext): string | undefined {
  for (const { definition } of rolesInOrder(ctx)) {
    if (definition.homePage !== undefined && pageAddress(ctx, definition.homePage) !== undefined)
      return pageAddress(ctx, definition.homePage);
  }
  const home = ctx.app.definitions
    .all('page')
    .find((page) => !('findings' in page) && page.definition.isHome && isAllowed(page.definition.roles, ctx.visitor));
  return home === undefined ? undefined : pageAddress(ctx, home.code);
}

/** The address of a page without an item; undefined when it does not exist or the visitor may not open it. */
export function pageAddress(ctx: RequestContext, code: string): string | undefined {
  const page = ctx.app.definitions.get('page', code);
  if (page === undefined || 'findings' in page || !isAllowed(page.definition.roles, ctx.visitor)) return undefined;
  const route = page.definition.route ?? `/${page.code}`;
  return route.replace(/\/\{[^}]*\}/g, '') || '/';
}

/** `current` is the code of the page whose entry is marked. */
export async function loadMenu(
  ctx: RequestContext,
  { current, own }: { current: string; own: string | undefined },
): Promise<readonly MenuGroupView[]> {
  const menus = menusOf(ctx, own);
  const counts = menus.some((menu) => menu.items.some((item) => item.badge || item.children.some((child) => child.badge)))
    ? await loadCounts(ctx)
    : new Map<string, Count>();
  const groups: { title: string; items: MenuItemView[] }[] = [{ title: '', items: [] }];
  for (const menu of menus) {
    for (const item of menu.items) {
      if (item.section !== undefined) groups.push({ title: localText(ctx.lang, item.section), items: [] });
      const entry = entryView(ctx, item, { current, counts });
      if (entry === undefined) continue;
      groups.at(-1)?.items.push({ ...entry, children: item.children.flatMap((child) => entryView(ctx, child, { current, counts }) ?? []) });
    }
  }
  return groups.filter(({ items }) => items.length > 0);
}

function menusOf(ctx: RequestContext, own: string | undefined): MenuDefinition[] {
  const codes = own === undefined ? rolesInOrder(ctx).flatMap(({ definition }) => definition.menu ?? []) : [own];
  const named = [...new Set(codes)].flatMap((code) => {
    const menu = ctx.app.definitions.get('menu', code);
    return menu === undefined || 'findings' in menu || !isPartAllowed(menu.definition.roles, ctx.visitor) ? [] : [menu.definition];
  });
  const first = inTurn(named);
  return own === undefined ? [...first.slice(0, 1), ...addedMenus(ctx)] : first;
}

/** What packages add to the visitor's menu. */
function addedMenus(ctx: RequestContext): MenuDefinition[] {
  const added = ctx.app.definitions.all('menu').flatMap((menu) => {
    if ('findings' in menu || menu.definition.addedFor === undefined) return [];
    const { roles, addedFor } = menu.definition;
    return isAllowed(addedFor, ctx.visitor) && isPartAllowed(roles, ctx.visitor) ? [menu.definition] : [];
  });
  return inTurn(added);
}

function inTurn(menus: readonly MenuDefinition[]): MenuDefinition[] {
  return menus.toSorted((a, b) => a.ord - b.ord);
}

function entryView(
  ctx: RequestContext,
  link: MenuLink,
  { current, counts }: { current: string; counts: ReadonlyMap<string, Count> },
): MenuItemView | undefined {
  if (!isPartAllowed(link.roles, ctx.visitor)) return undefined;
  const url = link.page === undefined ? (link.url ?? '') : pageAddress(ctx, link.page);
  if (url === undefined) return undefined;
  const count = link.badge && link.code !== undefined ? counts.get(link.code.toLowerCase()) : undefined;
  return {
    text: localText(ctx.lang, link.text),
    icon: link.icon,
    url,
    isCurrent: link.page !== undefined && link.page.toLowerCase() === current.toLowerCase(),
    count: count?.text,
    isAlert: count?.isAlert,
  };
}

async function loadCounts(ctx: RequestContext): Promise<Map<string, Count>> {
  const result = await callOptional(ctx, { name: 'as_getMenu', isRead: true });
  return new Map(
    (result?.sets[0]?.rows ?? []).map((row) => [
      String(cell(row, 'code') ?? '').toLowerCase(),
      { text: countText(cell(row, 'count')), isAlert: cell(row, 'alert') === true || cell(row, 'alert') === 1 },
    ]),
  );
}

/** Nothing to do shows no count. */
function countText(count: unknown): string {
  return count === null || count === undefined || count === 0 ? '' : String(count);
}
