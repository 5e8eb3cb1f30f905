// Sends a file to a browser: in parts when asked, not at all when the browser has it, and always so that it can do nothing there. What is
// not a known harmless type is saved, never shown.

import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ByteRange } from '../file-store.ts';
import { isPicture, mayShowInline } from './content-types.ts';
import { disposition } from './file-name.ts';
import { openPreview, previewSizes } from './pictures.ts';
import type { FileRow } from './rows.ts';
import type { ResourceScope } from './scope.ts';

/** A document of its own without rights: no scripts, no forms, no origin. */
export const SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";
/** Browsers show PDF with a viewer of their own that a sandbox would switch off; scripts stay forbidden. */
const PDF_POLICY = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'";

export interface SendOptions {
  readonly isInline: boolean;
  /** Seconds in shared caches; only for files that are open to everybody. */
  readonly publicSeconds: number;
}

/** Answers with the file, a part of it, a preview (`?w=`), or 304. Access has to have been checked. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  { scope, file, options }: { scope: ResourceScope; file: FileRow; options: SendOptions },
): Promise<FastifyReply> {
  const { files } = scope.ctx.app;
  const size = askedPreview(scope, file);
  guardHeaders(reply, options.publicSeconds);
  const etag = `"${file.sha256.slice(0, 32)}${size === undefined ? '' : `-w${size}`}"`;
  reply.header('etag', etag);
  if (matches(request.headers['if-none-match'], etag)) return reply.status(304).send();

  if (size !== undefined) {
    reply.type('image/webp').header('content-security-policy', SANDBOX).header('content-disposition', disposition('inline', file.name));
    return reply.send(await openPreview(files, file.storageKey, size));
  }
  const isInline = options.isInline && mayShowInline(file.contentType) && scope.ctx.params.get('download') === undefined;
  reply
    .header('content-type', servedType(file.contentType))
    .header('content-security-policy', file.contentType === 'application/pdf' && isInline ? PDF_POLICY : SANDBOX)
    .header('content-disposition', disposition(isInline ? 'inline' : 'attachment', file.name))
    .header('accept-ranges', 'bytes');
  const total = Number(file.size);
  const range = askedRange(request, { total, etag });
  if (range === 'outside') return reply.status(416).header('content-range', `bytes */${total}`).send();
  if (range === undefined) return sendBytes(reply, await files.open(file.storageKey), total);
  reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${total}`);
  return sendBytes(reply, await files.open(file.storageKey, range), range.end - range.start + 1);
}

/** Headers of everything that came from somebody: nothing guesses its type, nothing of other sites embeds it. */
export function guardHeaders(reply: FastifyReply, publicSeconds = 0): void {
  reply
    .header('x-content-type-options', 'nosniff')
    .header('cross-origin-resource-policy', 'same-origin')
    .header('referrer-policy', 'no-referrer')
    // Kept, but asked for again each time: a right that ended yesterday opens nothing today.
    .header('cache-control', publicSeconds > 0 ? `public, max-age=${publicSeconds}` : 'private, no-cache');
}

/** Whether an If-None-Match names this version. */
export function matches(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((part) => part.trim().replace(/^W\//, '') === etag || part.trim() === '*') === true;
}

function sendBytes(reply: FastifyReply, stream: Readable, length: number): FastifyReply {
  return reply.header('content-length', length).send(stream);
}

/** Text says which letters it has, or browsers guess. */
function servedType(contentType: string): string {
  return contentType.startsWith('text/') ? `${contentType}; charset=utf-8` : contentType;
}

function askedPreview({ ctx }: ResourceScope, file: FileRow): number | undefined {
  const asked = Number(ctx.params.get('w'));
  return isPicture(file.contentType) && previewSizes.includes(asked) ? asked : undefined;
}

/** One range; several at once, and what makes no sense, are answered with the whole file, as the standard allows. */
function askedRange(request: FastifyRequest, { total, etag }: { total: number; etag: string }): ByteRange | 'outside' | undefined {
  const { range, 'if-range': condition } = request.headers;
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range ?? '') ?? [];
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  if (condition !== undefined && condition !== etag) return undefined;
  const start = from === '' ? Math.max(0, total - Number(to)) : Number(from);
  const end = from === '' || to === '' ? total - 1 : Math.min(Number(to), total - 1);
  if (start >= total || (from === '' && Number(to) === 0)) return 'outside';
  return start > end ? undefined : { start, end };
}
