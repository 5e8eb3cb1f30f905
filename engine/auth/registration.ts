// Registration by role: account fields of ours, then the fields of the role's registration form, checked and saved by that form's own
// procedures on behalf of the new user. Either everything is made or nothing.

import type { RoleDefinition } from '../../metadata/kinds/role.ts';
import type { DefinitionOf } from '../../metadata/kinds.ts';
import { localText, t } from '../../renderer/locale.ts';
import type { TextKey } from '../../renderer/locale.ts';
import { BusinessRefusal } from '../../sql/errors.ts';
import type { Row } from '../../sql/procedures.ts';
import { callOptional, callRequired } from '../call.ts';
import { itemFor } from '../form/save.ts';
import { dictionaryValues } from '../form/options.ts';
import { refusals } from '../form/outcome.ts';
import { formScope, procedureName } from '../form/scope.ts';
import type { FormScope } from '../form/scope.ts';
import { validateFields } from '../form/validate.ts';
import { enqueueActions } from '../outbox.ts';
import type { RequestContext } from '../request-context.ts';
import { audit } from './audit.ts';
import { sendConfirmation } from './confirmation.ts';
import { isEmail } from './email.ts';
import { sendLetter } from './mails.ts';
import { hashPassword } from './passwords.ts';
import { passwordProblem } from './password-rules.ts';
import { letterTo } from './recovery.ts';
import { readAuthSettings } from './settings.ts';
import { askToTry } from './throttle.ts';
import { createUser, findById, findByLogin, UserExists } from './users.ts';
import type { UserRecord } from './users.ts';

export interface OpenRole {
  readonly code: string;
  readonly title: string;
  readonly text: string;
  readonly definition: RoleDefinition;
}

export interface Registration {
  readonly displayName: string;
  readonly email: string;
  readonly password: string;
  /** Everything that the browser sent, for the registration form. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export type RegistrationOutcome =
  | { readonly kind: 'refused'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'throttled'; readonly minutes: number }
  /** Also when the address has an account already: only its owner learns that, by letter. */
  | { readonly kind: 'letterSent' }
  | { readonly kind: 'registered'; readonly user: UserRecord };

/** Fields of the account; a registration form's fields with these codes take their values and are not shown twice. */
export const ACCOUNT_FIELDS: ReadonlySet<string> = new Set(['displayname', 'email', 'password', 'username', '_csrf']);
const LONGEST_NAME = 128;
const LONGEST_USERNAME = 64;

/** Roles that anybody may register in. A role with rights over the platform is never one of them. */
export function openRoles(ctx: RequestContext): OpenRole[] {
  return ctx.app.definitions
    .all('role')
    .flatMap((role) => ('findings' in role ? [] : [role]))
    .filter(({ definition }) => isOpen(definition))
    .sort((a, b) => a.definition.ord - b.definition.ord)
    .map(({ code, definition }) => ({
      code,
      title: localText(ctx.lang, definition.title),
      text: localText(ctx.lang, definition.description),
      definition,
    }));
}

function isOpen({ isActive, canRegister, registrationForm, permissions }: RoleDefinition): boolean {
  return isActive && (canRegister || registrationForm !== undefined) && permissions.length === 0;
}

/** The registration form of the role as this visitor may fill it; undefined when the role has none. */
export function registrationScope(ctx: RequestContext, role: OpenRole): FormScope | undefined {
  const code = role.definition.registrationForm;
  const form = code === undefined ? undefined : ctx.app.definitions.get('form', code);
  if (form === undefined || 'findings' in form) return undefined;
  const definition: DefinitionOf<'form'> = form.definition;
  return formScope({ ctx, code: form.code, definition, itemID: '', params: ctx.params });
}

export async function register(ctx: RequestContext, role: OpenRole, given: Registration): Promise<RegistrationOutcome> {
  const { db } = ctx.app;
  const scope = registrationScope(ctx, role);
  const errors = accountErrors(ctx, given);
  const account = { displayName: given.displayName, email: given.email };
  const sent = { ...given.fields, ...account };
  const checked = scope === undefined ? undefined : await validateFields(scope, sent, { item: await itemFor(scope, sent) });
  for (const { field, message } of checked?.errors ?? []) errors[field] ??= message;
  if (Object.keys(errors).length > 0) return { kind: 'refused', errors };

  const allowance = await askToTry(db, { purpose: 'register', name: given.email, ip: ctx.ip });
  if (!allowance.isAllowed) return { kind: 'throttled', minutes: allowance.retryMinutes };
  const dictionary = scope === undefined || checked === undefined ? new Map<string, string>() : dictionaryValues(scope, checked.values);
  for (const [name, value] of Object.entries(account)) dictionary.set(name, value);
  if (scope !== undefined) {
    const check = await refusalsOf(scope, () =>
      callOptional(scope.ctx, { name: procedureName(scope, 'checkItem'), dictionary, isRead: true }),
    );
    if (Object.keys(check).length > 0) return { kind: 'refused', errors: check };
  }

  const { mustConfirmEmail } = await readAuthSettings(ctx.app);
  const user = await createAccount(ctx, role, given);
  if (user === undefined)
    return mustConfirmEmail ? tellOwner(ctx, given) : { kind: 'refused', errors: { email: t(ctx.lang, 'auth.emailTaken') } };
  if (scope !== undefined) {
    const refused = await saveAs(scope, { user, role, dictionary });
    if (Object.keys(refused).length > 0) return { kind: 'refused', errors: refused };
  }
  await audit(ctx, { action: 'register', userID: user.id, object: user.username, details: { role: role.code } });
  if (!mustConfirmEmail) return { kind: 'registered', user };
  await sendConfirmation(ctx, { user, email: given.email });
  return { kind: 'letterSent' };
}

function accountErrors({ lang }: RequestContext, { displayName, email, password }: Registration): Record<string, string> {
  const errors: Record<string, string> = {};
  const say = (field: string, key: TextKey, params?: Record<string, number>): void => {
    errors[field] = t(lang, key, params);
  };
  if (displayName === '') say('displayName', 'auth.fieldRequired');
  else if (displayName.length > LONGEST_NAME) say('displayName', 'auth.tooLong', { count: LONGEST_NAME });
  if (!isEmail(email)) say('email', 'auth.emailInvalid');
  else if (email.length > LONGEST_USERNAME) say('email', 'auth.tooLong', { count: LONGEST_USERNAME });
  const problem = passwordProblem(password, [email, displayName]);
  if (problem !== undefined) say('password', problem);
  return errors;
}

/** Undefined when the address has an account; the same work is done then. */
async function createAccount(ctx: RequestContext, role: OpenRole, given: Registration): Promise<UserRecord | undefined> {
  const { db } = ctx.app;
  if ((await findByLogin(db, given.email)) !== undefined) {
    await hashPassword(given.password);
    return undefined;
  }
  try {
    const id = await createUser(db, {
      username: given.email,
      displayName: given.displayName,
      email: given.email,
      password: given.password,
      roles: [role.code],
      lang: ctx.lang,
      timeZone: ctx.visitor.timeZone,
      isEmailConfirmed: false,
    });
    return await findById(db, id);
  } catch (error) {
    if (error instanceof UserExists) return undefined;
    throw error;
  }
}

/** Saves the form on behalf of the new user; when that fails in any way, the user goes again. */
async function saveAs(
  scope: FormScope,
  { user, role, dictionary }: { user: UserRecord; role: OpenRole; dictionary: ReadonlyMap<string, string> },
): Promise<Record<string, string>> {
  const { ctx } = scope;
  const visitor = {
    ...ctx.visitor,
    userID: user.id,
    username: user.username,
    displayName: user.displayName,
    roles: new Set([role.code.toLowerCase()]),
  };
  let isSaved = false;
  try {
    const own = { ...ctx, visitor };
    let actions: readonly Row[] = [];
    const errors = await refusalsOf(scope, async () => {
      const result = await callRequired(own, { name: procedureName(scope, 'saveItem'), dictionary, isRead: false });
      actions = result.sets[1]?.rows ?? [];
      return result;
    });
    isSaved = Object.keys(errors).length === 0;
    if (isSaved) await enqueueActions(own, actions);
    return errors;
  } finally {
    if (!isSaved) await ctx.app.db.kysely.deleteFrom('platform.user').where('id', '=', user.id).execute();
  }
}

async function refusalsOf(scope: FormScope, call: () => ReturnType<typeof callOptional>): Promise<Record<string, string>> {
  try {
    return Object.fromEntries(refusals(scope, await call()).map(({ field, message }) => [field, message]));
  } catch (error) {
    if (error instanceof BusinessRefusal) return { '': error.text };
    throw error;
  }
}

async function tellOwner(ctx: RequestContext, { email }: Registration): Promise<RegistrationOutcome> {
  const owner = await findByLogin(ctx.app.db, email);
  if (owner?.email) await sendLetter(ctx.app, { ...(await letterTo(ctx, owner, owner.email)), kind: 'authExists', path: '/sign-in' });
  return { kind: 'letterSent' };
}
