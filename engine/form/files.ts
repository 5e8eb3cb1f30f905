// Fields of type file, files, image and images. Their files stand in `platform.file` at the form's record, by the resource of the field; the
// field's value is the comma list of their ids, put together on the server: from what stands at the record, without what the visitor takes
// away, with what they uploaded under the form's token. Ids that the browser invents are in none of these.

import { fileFieldTypes } from '../../metadata/kinds/form-field.ts';
import type { FormField } from '../../metadata/kinds/form-field.ts';
import type { FieldView } from '../../renderer/form/view.ts';
import { t } from '../../renderer/locale.ts';
import type { ActionBody } from '../component.ts';
import { toFailure } from '../error-boundary.ts';
import { ruleOf } from '../files/check.ts';
import { acceptList, allowedNames } from '../files/content-types.ts';
import { claimFiles } from '../files/drafts.ts';
import { isDraftToken, isFileId, listFiles } from '../files/rows.ts';
import type { FileRow } from '../files/rows.ts';
import { mayRead, mayWrite, recordRefusal, requireFile, requireRecord, resourceScope } from '../files/scope.ts';
import type { ResourceScope } from '../files/scope.ts';
import { deleteFile, largestFile } from '../files/upload.ts';
import { fileView } from '../files/view.ts';
import { isEditable, isNewItem } from './scope.ts';
import type { FormScope } from './scope.ts';
import { isMultiple } from './values.ts';
import type { FieldValues } from './values.ts';

/** Ids of the files that stand at the record now, by field; fields that the visitor may not read are left out. */
export async function fileValues(scope: FormScope): Promise<FieldValues> {
  const values: FieldValues = {};
  if (scope.isNew) return values;
  await Promise.all(
    fileFields(scope).map(async ({ field, resource }) => {
      if (mayRead(resource)) values[field.code] = idsOf(await listFiles(resource, { itemID: scope.itemID }));
    }),
  );
  return values;
}

/** What the renderer needs of a file field beside its frame. */
export async function fileFieldParts(scope: FormScope, field: FormField): Promise<Pick<FieldView, 'files' | 'upload'>> {
  const resource = field.resource === undefined ? undefined : resourceScope(scope.ctx, field.resource);
  if (resource === undefined || !mayRead(resource)) return { files: [] };
  const { itemID, isNew } = scope;
  const isListed = isNew || (await recordRefusal(resource, itemID, 'list')) === undefined;
  const files = isNew || !isListed ? [] : await listFiles(resource, { itemID });
  const isWritten =
    isEditable(scope, field) && mayWrite(resource) && (isNew || (await recordRefusal(resource, itemID, 'upload')) === undefined);
  const isMany = isMultiple(field) && !resource.definition.isSingle;
  const rule = ruleOf(resource.definition);
  return {
    files: files.map((file) => {
      const view = fileView(resource, file);
      return { ...view, canDelete: isWritten && view.canDelete, canRename: false };
    }),
    ...(isWritten
      ? {
          upload: {
            accept: acceptList(rule),
            typeNames: allowedNames(rule),
            maxBytes: largestFile(resource),
            maxFiles: isMany ? Math.min(resource.definition.maxFiles, field.maxItems ?? Number.POSITIVE_INFINITY) : 1,
            isMany,
          },
        }
      : {}),
  };
}

/**
 * The sent fields with proven file ids. What the visitor may not write is taken out, so that the record's own value stays.
 * @throws RequestError when the record is not open for the change
 */
export async function provenFiles(
  scope: FormScope,
  sent: Readonly<Record<string, unknown>>,
  body: ActionBody,
): Promise<Readonly<Record<string, unknown>>> {
  const proven: Record<string, unknown> = { ...sent };
  for (const { field, resource } of fileFields(scope)) {
    if (!Object.hasOwn(sent, field.code)) continue;
    if (!isEditable(scope, field) || !mayWrite(resource)) {
      delete proven[field.code];
      continue;
    }
    const { attached, drafts, removed } = await standing(scope, resource, { body, chosen: idList(sent[field.code]) });
    if (drafts.length > 0 && !scope.isNew) await requireRecord(resource, scope.itemID, 'upload');
    for (const file of removed) await requireFile(resource, file, 'delete');
    const kept = [...attached.filter((file) => !removed.includes(file)), ...drafts];
    const ids = kept.map((file) => file.id.toLowerCase());
    proven[field.code] = isMultiple(field) && !resource.definition.isSingle ? ids : isMultiple(field) ? ids.slice(-1) : (ids.at(-1) ?? '');
  }
  return proven;
}

/**
 * After a save: gives the uploaded files to the record and deletes what was taken away. The record is saved already, so a failure here is
 * answered as a text to be shown and not thrown.
 */
export async function settleFiles(
  scope: FormScope,
  { values, body, itemID }: { values: FieldValues; body: ActionBody; itemID: string },
): Promise<string | undefined> {
  const { ctx } = scope;
  try {
    for (const { field, resource } of fileFields(scope)) {
      if (!isEditable(scope, field) || !mayWrite(resource)) continue;
      const wanted = new Set(idList(values[field.code]));
      const { attached, drafts, removed } = await standing(scope, resource, { body, chosen: [...wanted] });
      const isOne = !isMultiple(field) || resource.definition.isSingle;
      const replaced = isOne && drafts.length > 0 ? attached : removed.filter((file) => !wanted.has(file.id.toLowerCase()));
      for (const file of replaced) await deleteFile(resource, await requireFile(resource, file, 'delete'));
      if (drafts.length === 0 || !isDraftToken(body.draftToken)) continue;
      if (isNewItem(itemID)) {
        ctx.trace.note('form', `${scope.code}: saveItem named no itemID, so the uploaded files have no record`);
        return t(ctx.lang, 'resource.filesNotKept', { reason: '' });
      }
      const taken = await claimFiles(resource, { token: body.draftToken, itemID, only: wanted });
      if (taken.length < drafts.length && !isOne)
        return t(ctx.lang, 'resource.filesNotKept', {
          reason: t(ctx.lang, 'resource.tooManyFiles', { count: resource.definition.maxFiles }),
        });
    }
    return undefined;
  } catch (error) {
    return t(ctx.lang, 'resource.filesNotKept', { reason: toFailure(ctx, error).text });
  }
}

/** Whether a field's value is files. */
export function isFileField(field: FormField): boolean {
  return fileFieldTypes.has(field.type);
}

interface Standing {
  readonly attached: readonly FileRow[];
  /** Uploaded under the form's token by this visitor, and still in the field. */
  readonly drafts: readonly FileRow[];
  /** Of the attached ones those that the visitor takes away. */
  readonly removed: readonly FileRow[];
}

async function standing(
  scope: FormScope,
  resource: ResourceScope,
  { body, chosen }: { body: ActionBody; chosen: readonly string[] },
): Promise<Standing> {
  const attached = scope.isNew ? [] : await listFiles(resource, { itemID: scope.itemID });
  const waiting = isDraftToken(body.draftToken) ? await listFiles(resource, { draftToken: body.draftToken }) : [];
  const gone = new Set(idList(body.removedFiles));
  return {
    attached,
    drafts: waiting.filter((file) => chosen.includes(file.id.toLowerCase())),
    removed: attached.filter((file) => gone.has(file.id.toLowerCase())),
  };
}

function fileFields(scope: FormScope): { field: FormField; resource: ResourceScope }[] {
  return scope.fields.filter(isFileField).flatMap((field) => {
    const resource = field.resource === undefined ? undefined : resourceScope(scope.ctx, field.resource);
    return resource === undefined ? [] : [{ field, resource }];
  });
}

function idList(value: unknown): string[] {
  const parts: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return parts.filter(isFileId).map((id) => id.toLowerCase());
}

function idsOf(files: readonly FileRow[]): string {
  return files.map((file) => file.id.toLowerCase()).join(',');
}
