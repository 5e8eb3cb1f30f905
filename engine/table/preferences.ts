// What users keep of a table for themselves: saved views and their choice of columns.

import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { bodyText } from '../component.ts';
import { t } from '../../renderer/locale.ts';
import { RequestError } from '../errors.ts';
import type { RequestContext } from '../request-context.ts';
import { keepPreference } from '../user-preferences.ts';
import { runSql } from '../../sql/query.ts';

export interface OwnView {
  readonly id: number;
  readonly name: string;
  readonly query: string;
  readonly isDefault: boolean;
}

const MOST_VIEWS = 30;

interface OwnChoices {
  readonly views: ReadonlyMap<string, readonly OwnView[]>;
  readonly columns: ReadonlyMap<string, readonly string[]>;
  readonly filters: ReadonlyMap<string, string>;
}

const loaded = new WeakMap<object, Promise<OwnChoices>>();

/** The visitor's own views of a table. */
export async function ownViews(ctx: RequestContext, code: string): Promise<readonly OwnView[]> {
  return (await ownChoices(ctx)).views.get(code.toLowerCase()) ?? [];
}

/** The columns that the visitor chose last; undefined for the definition's own. */
export async function ownColumns(ctx: RequestContext, code: string): Promise<readonly string[] | undefined> {
  return (await ownChoices(ctx)).columns.get(code.toLowerCase());
}

/** The visitor's last filters as a query; undefined when there are none yet. */
export async function ownFilters(ctx: RequestContext, code: string): Promise<string | undefined> {
  return (await ownChoices(ctx)).filters.get(code.toLowerCase());
}

/** One statement for all tables of a request, however many stand on the page. */
function ownChoices(ctx: RequestContext): Promise<OwnChoices> {
  let choices = loaded.get(ctx.trace);
  if (choices === undefined) {
    choices = readChoices(ctx);
    loaded.set(ctx.trace, choices);
  }
  return choices;
}

async function readChoices(ctx: RequestContext): Promise<OwnChoices> {
  const { userID } = ctx.visitor;
  const views = new Map<string, OwnView[]>();
  const columns = new Map<string, readonly string[]>();
  const filters = new Map<string, string>();
  if (userID === null) return { views, columns, filters };
  const [savedSet, kept] = await runSql(
    ctx.app.db,
    `SELECT id, tableCode, name, query, isDefault FROM platform.saved_view WHERE userID = @userID ORDER BY ord, id;
     SELECT name, value FROM platform.user_preference WHERE userID = @userID AND name LIKE N'table.%';`,
    { userID },
  );
  for (const row of savedSet?.rows ?? []) {
    const code = String(row.tableCode).toLowerCase();
    const view = { id: Number(row.id), name: String(row.name), query: String(row.query), isDefault: row.isDefault === true };
    views.set(code, [...(views.get(code) ?? []), view]);
  }
  for (const { name, value } of kept?.rows ?? []) {
    const [, code = '', what] = /^table\.(.+)\.(columns|filters)$/.exec(String(name).toLowerCase()) ?? [];
    if (what === 'columns') columns.set(code, String(value).split(','));
    if (what === 'filters') filters.set(code, String(value));
  }
  return { views, columns, filters };
}

/** Action `columns` {columns: "a,b"}: keeps the choice; '' goes back to the definition's. */
export async function saveColumns({ ctx, code, definition }: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  signedIn(ctx);
  const known = new Set(definition.columns.map((column) => column.code));
  const value = bodyText(body, 'columns')
    .split(',')
    .filter((column) => known.has(column))
    .join(',');
  await keepPreference(ctx, columnsName(code), value === '' ? undefined : value);
  return { ok: true, commands: [] };
}

/** Action `keepFilters` {query}: what the next visit without filters of its own begins with; '' is a choice, too. */
export async function keepFilters({ ctx, code, definition }: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  signedIn(ctx);
  if (!definition.filters.remember) throw new RequestError('badRequest', { detail: `table ${code} does not keep filters` });
  await keepPreference(ctx, `table.${code}.filters`, bodyText(body, 'query').slice(0, 2000));
  return { ok: true, commands: [] };
}

/** Action `saveView` {name, query, isDefault, id?}: a new view, or a changed one of the visitor's own. */
export async function saveView({ ctx, code }: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const userID = signedIn(ctx);
  const name = bodyText(body, 'name').trim().slice(0, 100);
  const query = bodyText(body, 'query').slice(0, 1000);
  const isDefault = body.isDefault === true;
  if (name === '') throw new RequestError('invalid', { text: t(ctx.lang, 'table.viewNeedsName') });
  const { kysely } = ctx.app.db;
  const known = await ownViews(ctx, code);
  if (known.length >= MOST_VIEWS && body.id === undefined)
    throw new RequestError('refused', { text: t(ctx.lang, 'table.tooManyViews', { count: MOST_VIEWS }) });
  const id = await kysely.transaction().execute(async (transaction) => {
    if (isDefault) {
      await transaction
        .updateTable('platform.saved_view')
        .set({ isDefault: false })
        .where('tableCode', '=', code)
        .where('userID', '=', userID)
        .execute();
    }
    if (body.id !== undefined) {
      if (!known.some((view) => view.id === Number(typeof body.id === 'number' ? body.id : bodyText(body, 'id'))))
        throw new RequestError('notFound', { detail: 'the view is not of this user' });
      await transaction
        .updateTable('platform.saved_view')
        .set({ name, isDefault, ...(query === '' ? {} : { query }) })
        .where('id', '=', Number(typeof body.id === 'number' ? body.id : bodyText(body, 'id')))
        .where('userID', '=', userID)
        .where('tableCode', '=', code)
        .execute();
      return Number(typeof body.id === 'number' ? body.id : bodyText(body, 'id'));
    }
    const added = await transaction
      .insertInto('platform.saved_view')
      .values({ userID, tableCode: code, name, query, isDefault })
      .output('inserted.id')
      .executeTakeFirstOrThrow();
    return added.id;
  });
  return {
    ok: true,
    commands: [{ type: 'message', kind: 'success', text: t(ctx.lang, 'table.viewSaved', { name }) }],
    data: { tab: `my${id}` },
  };
}

/** Action `deleteView` {id}. */
export async function deleteView({ ctx, code }: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const userID = signedIn(ctx);
  const id = Number(typeof body.id === 'number' ? body.id : bodyText(body, 'id'));
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) throw new RequestError('badRequest', { detail: 'the action names no view' });
  await ctx.app.db.kysely
    .deleteFrom('platform.saved_view')
    .where('id', '=', id)
    .where('userID', '=', userID)
    .where('tableCode', '=', code)
    .execute();
  return { ok: true, commands: [] };
}

function columnsName(code: string): string {
  return `table.${code}.columns`;
}

function signedIn(ctx: RequestContext): number {
  if (ctx.visitor.userID === null) throw new RequestError('signInRequired');
  return ctx.visitor.userID;
}
