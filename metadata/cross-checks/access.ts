// Roles that would lead somebody to a closed door: menu entries and home pages that their users may not open, components on a page that
// nobody who opens the page may see, and addresses that two pages claim.

import type { Finding } from '../findings.ts';
import type { MenuLink } from '../kinds/menu.ts';
import type { PageDefinition } from '../kinds/page.ts';
import { markupReferences } from '../markup-references.ts';
import { admits, problem, remark, roleCodes } from './checked-set.ts';
import type { CheckedSet } from './checked-set.ts';

export function checkAccess(set: CheckedSet): Finding[] {
  return [...homePages(set), ...menuPages(set), ...componentsOfPages(set), ...routes(set)];
}

function homePages(set: CheckedSet): Finding[] {
  return set.of('role').flatMap(({ code, definition }) => {
    const page = definition.homePage === undefined ? undefined : set.get('page', definition.homePage);
    if (page === undefined || admits(page.roles, code)) return [];
    const message = {
      en: `The role may not open its home page "${definition.homePage}".`,
      ru: `Роль не может открыть свою начальную страницу «${definition.homePage}».`,
    };
    return [problem({ kind: 'role', code, pointer: '/homePage' }, message)];
  });
}

function menuPages(set: CheckedSet): Finding[] {
  return set.of('menu').flatMap(({ code, definition }) => {
    const users = set.of('role').filter((role) => role.definition.menu?.toLowerCase() === code.toLowerCase());
    return definition.items.flatMap((item, index) => {
      const links = [
        { link: item as MenuLink, at: `/items/${index}` },
        ...item.children.map((link, inner) => ({ link, at: `/items/${index}/children/${inner}` })),
      ];
      return links.flatMap(({ link, at }): Finding[] => {
        const page = link.page === undefined ? undefined : set.get('page', link.page);
        if (page === undefined) return [];
        const named = roleCodes(link.roles).filter((role) => role !== '*' && role !== 'all');
        const seenBy = named.length > 0 ? named : users.map((role) => role.code);
        const shut = seenBy.filter((role) => !admits(page.roles, role));
        // Without roles of its own an entry is hidden from those whom its page does not admit; it is wrong only when that is everybody.
        if (shut.length === 0 || (named.length === 0 && shut.length < seenBy.length)) return [];
        const message = {
          en: `The page "${link.page}" is closed to: ${shut.join(', ')}.`,
          ru: `Страница «${link.page}» закрыта для: ${shut.join(', ')}.`,
        };
        return [remark({ kind: 'menu', code, pointer: at }, message)];
      });
    });
  });
}

function componentsOfPages(set: CheckedSet): Finding[] {
  return set.of('page').flatMap(({ code, definition }) =>
    (['markup', 'aside'] as const).flatMap((part) =>
      markupReferences(definition[part] ?? '').flatMap((reference): Finding[] => {
        const component = reference.code === undefined ? undefined : set.get(reference.kind, reference.code);
        // Roles of a setting say who may change it; a public one is everybody's to see.
        if (component === undefined || reference.kind === 'setting') return [];
        const roles = 'readRoles' in component ? component.readRoles : 'roles' in component ? component.roles : undefined;
        const visitors = roleCodes(definition.roles);
        const isOpen = visitors.some((role) => (role === 'all' || role === '*' ? roleCodes(roles).length > 0 : admits(roles, role)));
        if (isOpen || visitors.length === 0) return [];
        const message = {
          en: `Nobody who opens this page may see the ${reference.kind} "${reference.code}".`,
          ru: `Никто из открывающих страницу не увидит ${reference.kind} «${reference.code}».`,
        };
        return [remark({ kind: 'page', code, pointer: `/${part}` }, message)];
      }),
    ),
  );
}

function routes(set: CheckedSet): Finding[] {
  const claimed = new Map<string, string>();
  const pages = set.of('page').toSorted((a, b) => (a.code.toLowerCase() < b.code.toLowerCase() ? -1 : 1));
  return pages.flatMap(({ code, definition }) =>
    routesOf(code, definition).flatMap(({ route, pointer }): Finding[] => {
      const shape = route.toLowerCase().replace(/\{\w+(?::(\w+))?\}/g, (_all, type?: string) => `{${type ?? 'text'}}`);
      const other = claimed.get(shape);
      claimed.set(shape, other ?? code);
      if (other === undefined || other === code) return [];
      return [
        problem(
          { kind: 'page', code, pointer },
          { en: `The address ${route} belongs to the page "${other}".`, ru: `Адрес ${route} занят страницей «${other}».` },
        ),
      ];
    }),
  );
}

function routesOf(code: string, page: PageDefinition): { route: string; pointer: string }[] {
  const own = page.route === undefined ? [`/${code}`, `/${code}/{itemID}`] : [page.route];
  return [
    ...own.map((route) => ({ route, pointer: '/route' })),
    ...page.aliases.map((route, index) => ({ route, pointer: `/aliases/${index}` })),
  ];
}
