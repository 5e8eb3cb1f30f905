// Files as the renderer shows them.

import type { FileView } from '../../renderer/file-item.ts';
import { isPicture, mayShowInline } from './content-types.ts';
import { endingOf } from './file-name.ts';
import type { FileRow } from './rows.ts';
import { mayDelete, mayWrite } from './scope.ts';
import type { ResourceScope } from './scope.ts';
import { previewSize } from './pictures.ts';

/** The address of a file; its name is in it for people and proxies, only the id counts. */
function fileUrl(file: Pick<FileRow, 'id' | 'name'>): string {
  return `/f/${file.id.toLowerCase()}/${encodeURIComponent(file.name)}`;
}

export function fileView(scope: ResourceScope, file: FileRow): FileView {
  const { definition } = scope;
  const url = fileUrl(file);
  const isPreviewed = isPicture(file.contentType);
  return {
    id: file.id.toLowerCase(),
    name: file.name,
    ending: endingOf(file.name),
    url,
    previewUrl: isPreviewed ? `${url}?w=${previewSize(definition.image.thumbnail)}` : undefined,
    largeUrl: isPreviewed ? `${url}?w=1600` : undefined,
    isInline: definition.isInline && mayShowInline(file.contentType),
    size: Number(file.size),
    width: file.width ?? undefined,
    height: file.height ?? undefined,
    author: definition.showAuthor ? file.createdBy || undefined : undefined,
    created: definition.showAuthor ? file.created : undefined,
    canDelete: mayDelete(scope, file),
    // A draft stands in a form, which only takes it or leaves it.
    canRename: definition.canRename && file.draftToken === null && mayWrite(scope),
    isDraft: file.draftToken !== null,
  };
}
