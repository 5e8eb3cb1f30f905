// Who a session is: `sa`, or a login that was made; and by that, which user it is in each database.

import type { Database } from '../database.ts';
import type { Principal } from '../database-header.ts';
import { DatabaseAccess, ON_DATABASE } from './database-access.ts';
import { SA } from './logins.ts';
import type { Login, Logins } from './logins.ts';

/** Databases that everybody may enter, as guest. */
const OPEN_DATABASES: ReadonlySet<string> = new Set(['master', 'tempdb', 'msdb']);

export class ServerPrincipal {
  readonly #logins: Logins;
  readonly #loginId: number | undefined;
  readonly #known = new Map<Database, { readonly logins: number; readonly access: DatabaseAccess | undefined; readonly version: number }>();

  /** `login` is undefined for `sa`. */
  constructor(logins: Logins, login: Login | undefined) {
    this.#logins = logins;
    this.#loginId = login?.id;
  }

  /** Undefined for `sa`, and when it was dropped. */
  get login(): Login | undefined {
    return this.#loginId === undefined ? undefined : this.#logins.byId(this.#loginId);
  }
  get name(): string {
    return this.#loginId === undefined ? SA : (this.login?.name ?? '');
  }
  /** Nothing is checked for it: it is dbo everywhere. */
  get isSysadmin(): boolean {
    return this.#loginId === undefined || this.login?.isSysadmin === true;
  }

  /** What it may do in a database; undefined when it may not enter. */
  accessTo(database: Database): DatabaseAccess | undefined {
    const known = this.#known.get(database);
    if (known?.version === database.version && known.logins === this.#logins.version) return known.access;
    const user = this.#userIn(database);
    const made = user && new DatabaseAccess(database, user);
    const access = made && mayEnter(made) ? made : undefined;
    this.#known.set(database, { logins: this.#logins.version, access, version: database.version });
    return access;
  }

  #userIn(database: Database): Principal | undefined {
    if (this.isSysadmin) return database.principal('dbo');
    const { login } = this;
    if (!login) return undefined;
    for (const principal of database.principals()) if (isUserOf(principal, login)) return principal;
    return database.principal('guest');
  }
}

/** A user enters its database unless that is denied; guest only where it was let in. */
const mayEnter = (access: DatabaseAccess): boolean => {
  if (access.isOwner) return true;
  if (access.isDenied('CONNECT')) return false;
  return access.user.name !== 'guest' || OPEN_DATABASES.has(access.database.name.toLowerCase()) || access.has('CONNECT', ON_DATABASE);
};

/** By the login's sid; users that were made before logins were kept know only its name. */
export const isUserOf = (principal: Principal, login: Login): boolean =>
  principal.kind === 'user' &&
  (principal.sid === undefined ? principal.login?.toLowerCase() === login.name.toLowerCase() : principal.sid === login.sid);
