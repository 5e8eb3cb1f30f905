// Functions about who is connected, and from where. Users of other databases are looked up by the metadata functions.

import { charType, nvarcharType, sysnameType } from '../../types/sql-type.ts';
import { catalogContext } from './catalog-session.ts';
import { sessionFunction } from './session-function.ts';
import type { SessionFunction } from './session-function.ts';

type Entry = readonly [string, SessionFunction];
const define = (name: string, definition: Parameters<typeof sessionFunction>[1]): Entry => [name, sessionFunction(name, definition)];

const userName = (name: string): Entry => define(name, { type: sysnameType, call: (f) => catalogContext(f).userName });
const loginName = (name: string): Entry => define(name, { type: sysnameType, isNotNull: true, call: (f) => catalogContext(f).loginName });

export const principalFunctions: readonly Entry[] = [
  userName('USER'),
  userName('CURRENT_USER'),
  userName('SESSION_USER'),
  loginName('SYSTEM_USER'),
  loginName('ORIGINAL_LOGIN'),
  define('APP_NAME', { type: nvarcharType(128), call: ({ session }) => session.login.applicationName }),
  define('HOST_NAME', { type: nvarcharType(128), call: ({ session }) => session.login.hostName }),
  define('HOST_ID', { type: charType(10), call: () => '          ' }),
];
