// Functions about who is connected, and from where. Users of other databases are looked up by the metadata functions.

import { userName } from '../../catalog/catalog-context.ts';
import { charType, nvarcharType, sysnameType } from '../../types/sql-type.ts';
import { catalogContext } from './catalog-session.ts';
import { sessionFunction } from './session-function.ts';
import type { SessionFunction } from './session-function.ts';

type Entry = readonly [string, SessionFunction];
const define = (name: string, definition: Parameters<typeof sessionFunction>[1]): Entry => [name, sessionFunction(name, definition)];

const user = (name: string): Entry => define(name, { type: sysnameType, call: (f) => userName(catalogContext(f)) });
const login = (name: string): Entry => define(name, { type: sysnameType, isNotNull: true, call: (f) => f.session.principal.name });

export const principalFunctions: readonly Entry[] = [
  user('USER'),
  user('CURRENT_USER'),
  user('SESSION_USER'),
  login('SYSTEM_USER'),
  login('ORIGINAL_LOGIN'),
  define('APP_NAME', { type: nvarcharType(128), call: ({ session }) => session.login.applicationName }),
  define('HOST_NAME', { type: nvarcharType(128), call: ({ session }) => session.login.hostName }),
  define('HOST_ID', { type: charType(10), call: () => '          ' }),
];
