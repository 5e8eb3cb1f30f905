// Security statements: each action's runner. Only a change of the execution context to another user is refused.

import type { Security } from '../../parser/ast/index.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { accessTo } from '../security/needs.ts';
import { changePermissions } from './grants.ts';
import { alterLogin, alterServerRole, createLogin } from './logins.ts';
import { alterAuthorization, alterRole, alterUser, createRole, createUser } from './principals.ts';
import type { PrincipalChange } from './principals.ts';
import { literalText, upper, wordsOf } from './security-words.ts';
import { atOnce, changeCatalog } from './targets.ts';

const CHANGES: Readonly<Record<string, (change: PrincipalChange) => void>> = {
  GRANT: changePermissions,
  DENY: changePermissions,
  REVOKE: changePermissions,
  'CREATE USER': createUser,
  'ALTER USER': alterUser,
  'CREATE ROLE': createRole,
  'ALTER ROLE': alterRole,
  'ALTER AUTHORIZATION': alterAuthorization,
  'ALTER SERVER ROLE': ({ s, session, transaction }) => alterServerRole(s, session, transaction),
  'EXECUTE AS': checkContext,
  REVERT: () => {},
};

export function* runSecurity(s: Security, { database }: CompiledModule, call: CallFrame): Running<Flow> {
  if (s.action === 'CREATE LOGIN') return yield* createLogin(s, call);
  if (s.action === 'ALTER LOGIN') return yield* alterLogin(s, call);
  const change = CHANGES[s.action];
  if (!change) throw notSupported(s.action, s.line);
  const { session } = call;
  return yield* changeCatalog(call, (transaction) => atOnce(() => change({ s, words: wordsOf(s.text), database, session, transaction })));
}

/** Everybody may execute as who they are. Throws 15406 and 15517 for names that are none, or not theirs to take. */
function checkContext({ s, words, database, session }: PrincipalChange): void {
  const kind = upper(words[0]);
  if (kind === 'CALLER') return;
  const name = literalText(words[2]) ?? words[2]?.text ?? '';
  const key = name.toLowerCase();
  if (kind === 'LOGIN') {
    if (key === session.principal.name.toLowerCase()) return;
    throw sqlError(15406, name);
  }
  const access = accessTo(database, session);
  if (key === access.user.name.toLowerCase()) return;
  if (!access.isOwner || database.principal(name)?.kind !== 'user') throw sqlError(15517, name);
  throw notSupported('EXECUTE AS another user', s.line);
}
