// Effective rights: what a set of roles opens, and which role list says so. Decided by the very function that decides every request.

import { isAllowed, isPartAllowed } from '../../engine/access.ts';
import type { RequestContext, Visitor } from '../../engine/request-context.ts';
import type { DefinitionCache } from '../../metadata/cache.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { kinds } from '../../metadata/kinds.ts';
import type { Lang } from '../../renderer/locale.ts';
import { localText } from '../../renderer/locale.ts';

export interface Right {
  readonly kind: KindName;
  readonly code: string;
  readonly title: string;
  /** The list as it stands in the definition. */
  readonly roles: string;
  readonly isAllowed: boolean;
  /** The entry of the list that admits; '' when none does. */
  readonly reason: string;
  /** Operations, columns, fields, transitions with lists of their own. */
  readonly parts: readonly PartRight[];
}

export interface PartRight {
  /** `operations/cancel`. */
  readonly path: string;
  readonly roles: string;
  readonly isAllowed: boolean;
  readonly reason: string;
}

/** Pages and everything that has a list of roles, by kind and code. */
export function rightsOf(definitions: DefinitionCache, visitor: Visitor, lang: Lang): Right[] {
  return kindsWithRoles().flatMap((kind) =>
    definitions.all(kind).flatMap((stored): Right[] => {
      if ('findings' in stored) return [];
      const { roles = '', title } = stored.definition as { roles?: string; title?: string | { en?: string; ru?: string } };
      return [
        {
          kind,
          code: stored.code,
          title: localText(lang, title),
          roles,
          isAllowed: isAllowed(roles, visitor),
          reason: admittingRole(roles, visitor),
          parts: partsOf(stored.definition, visitor),
        },
      ];
    }),
  );
}

/** The first entry of the list that admits the visitor; '' when none does. */
function admittingRole(roles: string, visitor: Visitor): string {
  return (
    roles
      .split(',')
      .map((role) => role.trim())
      .find((role) => role !== '' && isAllowed(role, visitor)) ?? ''
  );
}

/** The kinds whose definitions have a list of roles of their own. */
export function kindsWithRoles(): KindName[] {
  return Object.values(kinds)
    .filter(({ schema }) => 'roles' in ((schema as { properties?: object }).properties ?? {}))
    .map(({ name }) => name);
}

/** Somebody with these roles, as access decisions see them. */
export function visitorWith(
  ctx: RequestContext,
  { userID, username, roles }: { userID: number; username: string; roles: readonly string[] },
): Visitor {
  return {
    ...ctx.visitor,
    userID,
    username,
    displayName: username,
    roles: new Set(roles.map((role) => role.toLowerCase())),
    realUsername: null,
  };
}

function partsOf(definition: object, visitor: Visitor, path = ''): PartRight[] {
  const parts: PartRight[] = [];
  for (const [key, value] of Object.entries(definition)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [];
    items.forEach((item, at) => {
      if (typeof item !== 'object' || item === null) return;
      const { code, roles } = item as { code?: unknown; roles?: unknown };
      const own = `${path}${key}/${typeof code === 'string' ? code : at + 1}`;
      if (typeof roles === 'string' && roles.trim() !== '')
        parts.push({ path: own, roles, isAllowed: isPartAllowed(roles, visitor), reason: admittingRole(roles, visitor) });
      parts.push(...partsOf(item, visitor, `${own}/`));
    });
  }
  return parts;
}
