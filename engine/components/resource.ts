// The resource component: files or pictures of a record with everything that may be done with them. Bytes come and go by `engine/files/routes.ts`.

import { localText, t } from '../../renderer/locale.ts';
import { safeUrl } from '../../renderer/html.ts';
import { renderResource } from '../../renderer/resource.ts';
import type { ResourceView } from '../../renderer/resource.ts';
import type { Command } from '../../renderer/commands.ts';
import { componentId } from '../../renderer/component-root.ts';
import { RequestError } from '../errors.ts';
import type { ActionAnswer, ActionBody, ComponentKind, ComponentRequest } from '../component.ts';
import { acceptList, allowedNames } from '../files/content-types.ts';
import { cleanFileName, endingOf, fitsFilter, withEnding } from '../files/file-name.ts';
import { ruleOf } from '../files/check.ts';
import { findOwnFile, isFileId, listFiles } from '../files/rows.ts';
import { mayWrite, readRoles, recordRefusal, requireFile, requireRecord, requireWrite } from '../files/scope.ts';
import type { ResourceScope } from '../files/scope.ts';
import { deleteFile, largestFile } from '../files/upload.ts';
import { fileView } from '../files/view.ts';

type Request = ComponentRequest<'resource'>;

export const resourceComponent: ComponentKind<'resource', ResourceView> = {
  kind: 'resource',
  snippets: ['as-resourceManager'],
  roles: readRoles,
  load,
  render: renderResource,
  actions: { delete: remove, rename, reorder },
};

async function load({ ctx, code, definition, itemID, params }: Request): Promise<ResourceView> {
  const scope: ResourceScope = { ctx, code, definition };
  const isUnsaved = itemID === '0';
  if (!definition.isGenerated && !isUnsaved) await requireRecord(scope, itemID, 'list');
  const canWrite = mayWrite(scope) && !isUnsaved && (await recordRefusal(scope, itemID, 'upload')) === undefined;
  const files = definition.isGenerated || isUnsaved ? [] : await listFiles(scope, { itemID });
  const text = (part: Parameters<typeof localText>[1]): string | undefined => localText(ctx.lang, part) || undefined;
  const url = definition.empty?.url;
  return {
    code,
    itemID,
    params: [...params],
    title: text(definition.title),
    view: definition.isImage && definition.isSingle ? 'single' : definition.view,
    isImage: definition.isImage,
    hasCard: definition.hasCard,
    help: text(definition.help),
    isUnsaved,
    files: files.map((file) => {
      const view = fileView(scope, file);
      return canWrite ? view : { ...view, canDelete: false, canRename: false };
    }),
    generatedUrl: definition.isGenerated
      ? `/c/resource/${encodeURIComponent(code)}/file?${new URLSearchParams([...params, ['itemID', itemID]])}`
      : undefined,
    canReorder: canWrite && definition.canReorder && !definition.isSingle && files.length > 1,
    upload:
      canWrite && (definition.isSingle || files.length < definition.maxFiles)
        ? {
            accept: acceptList(ruleOf(definition)),
            typeNames: allowedNames(ruleOf(definition)),
            maxBytes: largestFile(scope),
            maxFiles: definition.isSingle ? 1 : definition.maxFiles - files.length,
            isMany: !definition.isSingle,
          }
        : undefined,
    empty: {
      title: text(definition.empty?.title),
      text: text(definition.empty?.text),
      action:
        url === undefined
          ? undefined
          : { text: text(definition.empty?.actionText) ?? url, url: safeUrl(url.replaceAll('{itemID}', encodeURIComponent(itemID))) },
    },
  };
}

async function remove({ ctx, code, definition }: Request, body: ActionBody): Promise<ActionAnswer> {
  const scope: ResourceScope = { ctx, code, definition };
  requireWrite(scope);
  const file = await requireFile(scope, await findOwnFile(scope, body.fileID), 'delete');
  await deleteFile(scope, file);
  return {
    ok: true,
    commands: [{ type: 'message', kind: 'success', text: t(ctx.lang, 'resource.deleted', { name: file.name }) }, refreshed(code)],
  };
}

async function rename({ ctx, code, definition }: Request, body: ActionBody): Promise<ActionAnswer> {
  const scope: ResourceScope = { ctx, code, definition };
  requireWrite(scope);
  if (!definition.canRename) throw new RequestError('forbidden', { detail: `files of resource ${code} are not renamed` });
  const file = await requireFile(scope, await findOwnFile(scope, body.fileID), 'rename');
  const wanted = cleanFileName(typeof body.name === 'string' ? body.name.slice(0, 1000) : '');
  const ending = endingOf(file.name);
  // The ending tells the type, and the type is what the bytes are: it stays.
  const name = wanted === '' || endingOf(wanted) === ending ? wanted : withEnding(wanted, ending);
  if (name === '') return { ok: false, commands: [{ type: 'message', kind: 'warning', text: t(ctx.lang, 'resource.nameEmpty') }] };
  if (!fitsFilter(name, definition.fileFilter))
    return { ok: false, commands: [{ type: 'message', kind: 'warning', text: t(ctx.lang, 'resource.nameRefused', { name }) }] };
  await ctx.app.db.kysely.updateTable('platform.file').set({ name }).where('id', '=', file.id).execute();
  return { ok: true, commands: [refreshed(code)] };
}

async function reorder({ ctx, code, definition, itemID }: Request, body: ActionBody): Promise<ActionAnswer> {
  const scope: ResourceScope = { ctx, code, definition };
  requireWrite(scope);
  if (!definition.canReorder) throw new RequestError('forbidden', { detail: `files of resource ${code} have no order` });
  await requireRecord(scope, itemID, 'list');
  await requireRecord(scope, itemID, 'reorder');
  const wanted = Array.isArray(body.fileIDs) ? body.fileIDs.filter(isFileId).map((id) => id.toLowerCase()) : [];
  const files = await listFiles(scope, { itemID });
  // Files of other records are none of this list; files that came meanwhile stay behind those that were moved.
  const place = (id: string): number => (wanted.includes(id.toLowerCase()) ? wanted.indexOf(id.toLowerCase()) : wanted.length);
  const sorted = files.toSorted((one, other) => place(one.id) - place(other.id));
  await ctx.app.db.kysely.transaction().execute(async (transaction) => {
    for (const [at, file] of sorted.entries()) {
      if (file.ord !== at + 1)
        await transaction
          .updateTable('platform.file')
          .set({ ord: at + 1 })
          .where('id', '=', file.id)
          .execute();
    }
  });
  return { ok: true, commands: [] };
}

function refreshed(code: string): Command {
  return { type: 'refresh', target: componentId('resource', code) };
}
