// CREATE, ALTER and DROP LOGIN, and the members of the server role sysadmin.

import { randomBytes } from 'node:crypto';
import { nowTicks } from '../../catalog/catalog-clock.ts';
import { isSa } from '../../catalog/security/logins.ts';
import type { Login, Logins } from '../../catalog/security/logins.ts';
import type { Security } from '../../parser/ast/index.ts';
import type { Transaction } from '../../storage/transaction.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import type { Flow } from '../flow.ts';
import { awaited } from '../frame.ts';
import type { CallFrame, Running } from '../frame.ts';
import { hashPassword, isPassword } from '../security/passwords.ts';
import type { Session } from '../session.ts';
import { literalText, optionsOf, plainName, upper, wordsOf } from './security-words.ts';
import type { Word } from './security-words.ts';
import { atOnce, changeCatalog } from './targets.ts';

/** Password policies are Windows'; here they are not looked at. */
const COMMON = ['PASSWORD', 'DEFAULT_DATABASE', 'DEFAULT_LANGUAGE', 'CHECK_POLICY', 'CHECK_EXPIRATION'];
const OPTIONS_OF_CREATE: ReadonlySet<string> = new Set(COMMON);
const OPTIONS_OF_ALTER: ReadonlySet<string> = new Set([...COMMON, 'OLD_PASSWORD', 'NAME']);

/** CREATE LOGIN name WITH PASSWORD = 'text' [, DEFAULT_DATABASE = name ...]. Throws 15247, 15025 and 15006. */
export function* createLogin(s: Security, call: CallFrame): Running<Flow> {
  const { session } = call;
  const { catalog } = session.server;
  if (!session.principal.isSysadmin) throw sqlError(15247);
  const words = wordsOf(s.text);
  const name = plainName(words[0]);
  if (upper(words[1]) !== 'WITH') throw notSupported(`CREATE LOGIN ${upper(words[1])} ${upper(words[2])}`.trimEnd(), s.line);
  const options = optionsOf(words.slice(2), OPTIONS_OF_CREATE, { statement: s.action, line: s.line });
  checkName(name, catalog.logins);
  const passwordHash = yield* awaited(hashPassword(newPassword(options.get('PASSWORD'), s)));
  return yield* changeCatalog(call, (transaction) =>
    atOnce(() => {
      checkName(name, catalog.logins);
      const now = nowTicks();
      catalog.logins.add(transaction, {
        name,
        sid: randomBytes(16).toString('hex'),
        passwordHash,
        isDisabled: false,
        defaultDatabase: databaseOf(options, session) ?? 'master',
        isSysadmin: false,
        created: now,
        modified: now,
      });
    }),
  );
}

/** ALTER LOGIN name ENABLE | DISABLE | WITH ...; one's own password may be changed by who knows the old one. Throws 15151. */
export function* alterLogin(s: Security, call: CallFrame): Running<Flow> {
  const { session } = call;
  const { logins } = session.server.catalog;
  const words = wordsOf(s.text);
  const name = plainName(words[0]);
  const cannot = (): Error => sqlError(15151, 'alter', 'login', name);
  if (isSa(name)) throw session.principal.isSysadmin ? notSupported('ALTER LOGIN sa', s.line) : cannot();
  const found = logins.find(name);
  const action = upper(words[1]);
  const isOwn = found !== undefined && found.id === session.principal.login?.id;
  if (!found || !(session.principal.isSysadmin || (isOwn && action === 'WITH'))) throw cannot();
  const change = yield* changeOf(s, words, found, call);
  return yield* changeCatalog(call, (transaction) =>
    atOnce(() => {
      // Hashing takes its time: the login may have changed meanwhile.
      const login = logins.byId(found.id);
      if (!login) throw cannot();
      if (change.name !== undefined && change.name.toLowerCase() !== login.name.toLowerCase()) checkName(change.name, logins);
      logins.replace(transaction, login, { ...login, ...change, modified: nowTicks() });
    }),
  );
}

function* changeOf(s: Security, words: readonly Word[], login: Login, { session }: CallFrame): Running<Partial<Login>> {
  const action = upper(words[1]);
  if (action === 'ENABLE' || action === 'DISABLE') return { isDisabled: action === 'DISABLE' };
  if (action !== 'WITH') throw notSupported(`ALTER LOGIN ${words[1]?.text ?? ''}`, s.line);
  const options = optionsOf(words.slice(2), OPTIONS_OF_ALTER, { statement: s.action, line: s.line });
  const word = options.get('PASSWORD');
  if (!session.principal.isSysadmin) {
    const old = literalText(options.get('OLD_PASSWORD'));
    if (word === undefined || old === undefined || options.size > 2 || !(yield* awaited(isPassword(old, login.passwordHash))))
      throw sqlError(15151, 'alter', 'login', login.name);
  }
  const name = options.get('NAME');
  const defaultDatabase = databaseOf(options, session);
  return {
    ...(word && { passwordHash: yield* awaited(hashPassword(newPassword(word, s))) }),
    ...(name && { name: plainName(name) }),
    ...(defaultDatabase !== undefined && { defaultDatabase }),
  };
}

/** Users that refer to it stay behind without a login. Throws 15151, and 15434 while it is used. */
export const dropLogin = (name: string, ifExists: boolean, session: Session, transaction: Transaction): void => {
  const { logins } = session.server.catalog;
  const login = logins.find(name);
  if (!login && ifExists) return;
  if (!login || !session.principal.isSysadmin) throw sqlError(15151, 'drop', 'login', name);
  for (const other of session.server.sessions.values()) if (other.principal.login?.id === login.id) throw sqlError(15434, login.name);
  logins.remove(transaction, login);
};

/** ALTER SERVER ROLE sysadmin ADD | DROP MEMBER login. Throws 15151. */
export const alterServerRole = (s: Security, session: Session, transaction: Transaction): void => {
  const { logins } = session.server.catalog;
  const words = wordsOf(s.text);
  const role = plainName(words[0]);
  if (!session.principal.isSysadmin) throw sqlError(15151, 'alter', 'server role', role);
  const action = upper(words[1]);
  if (role.toLowerCase() !== 'sysadmin' || (action !== 'ADD' && action !== 'DROP'))
    throw notSupported(`ALTER SERVER ROLE ${role} ${action}`, s.line);
  const name = plainName(words[3]);
  if (isSa(name)) throw sqlError(15405, name);
  const login = logins.find(name);
  if (!login) throw sqlError(15151, 'add', 'principal', name);
  logins.replace(transaction, login, { ...login, isSysadmin: action === 'ADD', modified: nowTicks() });
};

const checkName = (name: string, logins: Logins): void => {
  if (name === '' || name.includes('\\')) throw sqlError(15006, name);
  if (isSa(name) || logins.find(name)) throw sqlError(15025, name);
};

const newPassword = (word: Word | undefined, s: Security): string => {
  const password = literalText(word);
  if (password === undefined) throw notSupported(`${s.action} without a PASSWORD as text`, s.line);
  if (password === '') throw sqlError(15116);
  return password;
};

const databaseOf = (options: ReadonlyMap<string, Word>, session: Session): string | undefined => {
  const word = options.get('DEFAULT_DATABASE');
  if (!word) return undefined;
  const database = session.server.catalog.database(plainName(word));
  if (!database) throw sqlError(15010, plainName(word));
  return database.name;
};
