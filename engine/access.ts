// Who may see what: the one place that reads a `roles` field. `all` is everybody, `*` any signed-in user, otherwise a comma list of role
// codes; an empty or absent list admits nobody, so that forgetting the field closes a component instead of opening it.

import { RequestError } from './errors.ts';
import type { RequestContext, Visitor } from './request-context.ts';

/** Whether the visitor has one of the roles. Codes are compared without regard to case, as SQL Server's default collation would. */
export function isAllowed(roles: string | undefined | null, visitor: Visitor): boolean {
  if (!roles) return false;
  for (const part of roles.split(',')) {
    const role = part.trim().toLowerCase();
    if (role === 'all') return true;
    if (role === '*' && visitor.userID !== null) return true;
    if (role !== '' && visitor.roles.has(role)) return true;
  }
  return false;
}

/** For parts of a component (columns, fields, operations): an absent list means "as the component itself". */
export function isPartAllowed(roles: string | undefined | null, visitor: Visitor): boolean {
  return roles === undefined || roles === null || roles.trim() === '' || isAllowed(roles, visitor);
}

/**
 * Refuses with 401 for anonymous visitors, with 403 for others; what is for developers alone does not exist for others, as their cabinet
 * does not. `what` names the thing for the trace, e.g. `table orders`.
 */
export function requireAccess(ctx: RequestContext, roles: string | undefined, what: string): void {
  const isAdmitted = isAllowed(roles, ctx.visitor);
  ctx.trace.access({ what, isAllowed: isAdmitted, roles: roles ?? '' });
  if (isAdmitted) return;
  if (ctx.visitor.userID === null) throw new RequestError('signInRequired', { detail: `${what} needs a signed-in user` });
  const isDevelopersOwn = (roles ?? '').split(',').every((role) => role.trim().toLowerCase() === 'developer');
  throw new RequestError(isDevelopersOwn ? 'notFound' : 'forbidden', { detail: `${what} is for the roles "${roles ?? ''}"` });
}
