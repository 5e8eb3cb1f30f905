// All that the editor's script needs about a definition, in one answer: its text, the options of its kind, and what there is to choose
// from (codes of definitions, roles, users to look as).

import type { RequestContext } from '../../engine/request-context.ts';
import type { DefinitionCache } from '../../metadata/cache.ts';
import { roleCodes } from '../../metadata/cross-checks/checked-set.ts';
import { kindNames, kinds } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { localText } from '../../renderer/locale.ts';
import type { StoredBody } from '../../metadata/store.ts';
import { exampleUrl } from '../help/gallery.ts';
import { sections } from '../sections.ts';
import { draftAuthor } from './draft-author.ts';
import type { DraftAuthor } from './draft-author.ts';
import { conditionTree, optionTree } from './option-tree.ts';
import type { OptionNode } from './option-tree.ts';
import { isDeveloper, lockedOptions } from './rights.ts';
import { stampOf } from './save.ts';
import { pagesWith } from './uses.ts';

/** More than that nobody looks for in a list. */
const USERS_AT_ONCE = 500;

export interface Choice {
  readonly code: string;
  readonly title: string;
}

/** Somebody to look as. */
export interface Viewer extends Choice {
  readonly roles: readonly string[];
}

export interface Snippet {
  readonly kind: KindName;
  /** Class of the element. */
  readonly snippet: string;
}

export interface PreviewPage extends Choice {
  /** Address with `{name}` where a value is missing. */
  readonly route: string;
  readonly roles: readonly string[];
}

export interface EditorData {
  readonly kind: KindName;
  readonly code: string;
  /** What is served. */
  readonly body: string;
  readonly draft: string | null;
  readonly version: number;
  readonly draftStamp: string;
  readonly draftAuthor: DraftAuthor | null;
  readonly updatedBy: string;
  readonly isDeveloper: boolean;
  /** The generated reference of the kind; '' where the cabinet has no help. */
  readonly reference: string;
  /** Where the component gallery shows the kind; '' while it is not installed. */
  readonly example: string;
  /** Options of the definition that this visitor may not change. */
  readonly locked: readonly string[];
  readonly options: OptionNode;
  readonly condition: OptionNode;
  readonly choices: Readonly<Partial<Record<KindName, readonly Choice[]>>>;
  readonly snippets: readonly Snippet[];
  readonly labelKeys: readonly string[];
  readonly pages: readonly PreviewPage[];
  readonly users: readonly Viewer[];
}

export async function editorData(ctx: RequestContext, stored: StoredBody & { kind: KindName }): Promise<EditorData> {
  const { app, lang } = ctx;
  const { kind, code, body, draft, version, updatedBy } = stored;
  const isDeveloping = isDeveloper(ctx);
  const choices = Object.fromEntries(kindNames.map((name) => [name, choicesOf(ctx, name)]));
  return {
    kind,
    code,
    body,
    draft,
    version,
    draftStamp: stampOf(draft),
    draftAuthor: draftAuthor(ctx, stored) ?? null,
    updatedBy: updatedBy ?? '',
    isDeveloper: isDeveloping,
    reference: sections.some(({ code: section }) => section === 'help') ? `/admin/help/${kind}` : '',
    example: exampleUrl(ctx, kind),
    locked: lockedOptions(ctx, kind),
    options: optionTree(kind, lang),
    condition: conditionTree(lang),
    choices,
    snippets: kindNames.flatMap((name) => kinds[name].snippets.map((snippet) => ({ kind: name, snippet }))),
    labelKeys: app.definitions.all('label').flatMap((part) => ('definition' in part ? Object.keys(part.definition.texts) : [])),
    pages: isDeveloping ? pagesOf(ctx, { kind, code }) : [],
    users: isDeveloping ? await usersOf(ctx) : [],
  };
}

function choicesOf({ app, lang }: RequestContext, kind: KindName): Choice[] {
  return app.definitions.all(kind).map((entry) => {
    const title = 'definition' in entry ? (entry.definition as { title?: Parameters<typeof localText>[1] }).title : undefined;
    return { code: entry.code, title: localText(lang, title) };
  });
}

function pagesOf({ app, lang }: RequestContext, one: { kind: KindName; code: string }): PreviewPage[] {
  return pageCodes(app.definitions, one).flatMap((code) => {
    const page = app.definitions.get('page', code);
    if (page === undefined || !('definition' in page)) return [];
    const { title, route, roles } = page.definition;
    return [{ code, title: localText(lang, title), route: route ?? `/${code}`, roles: roleCodes(roles) }];
  });
}

/** Of a role its home page comes first. */
function pageCodes(cache: DefinitionCache, one: { kind: KindName; code: string }): string[] {
  const codes = pagesWith(cache, one);
  const role = one.kind === 'role' ? cache.get('role', one.code) : undefined;
  const home = role !== undefined && 'definition' in role ? role.definition.homePage : undefined;
  return home === undefined ? codes : [home, ...codes.filter((code) => code !== home)];
}

async function usersOf({ app }: RequestContext): Promise<Viewer[]> {
  const rows = await app.db.kysely
    .selectFrom('platform.user as u')
    .leftJoin('platform.user_role as r', 'r.userID', 'u.id')
    .select(['u.username', 'u.displayName', 'r.roleCode'])
    .where('u.isActive', '=', true)
    .orderBy('u.username')
    .top(USERS_AT_ONCE)
    .execute();
  const users = new Map<string, Viewer & { roles: string[] }>();
  for (const { username, displayName, roleCode } of rows) {
    const user = users.get(username) ?? { code: username, title: displayName, roles: [] };
    users.set(username, user);
    if (roleCode !== null) user.roles.push(roleCode);
  }
  return [...users.values()];
}
