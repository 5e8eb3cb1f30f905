// Files that a procedure makes at the moment they are asked for: `rs_{code}_getFile(@parameters, @username)` answers one row with `content`
// (text or binary), `contentType` and `fileName`.

import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { plainText } from '../../renderer/sanitize.ts';
import { cell } from '../../sql/procedures.ts';
import { callRequired } from '../call.ts';
import { RequestError } from '../errors.ts';
import { cleanFileName, disposition } from './file-name.ts';
import { publicSeconds } from './scope.ts';
import type { ResourceScope } from './scope.ts';
import { guardHeaders, matches, SANDBOX } from './serve.ts';

const TYPE = /^[a-z]+\/[a-z0-9.+-]+(?:; ?charset=[a-z0-9-]+)?$/i;
/** Shown in place; with the sandbox even a drawing with a script is only a picture. */
const INLINE = /^(?:image\/(?:png|jpeg|webp|gif|avif|svg\+xml)|application\/pdf|text\/plain|(?:text|application)\/xml)$/;

/** Answers with the generated file. Access has to have been checked. */
export async function sendGenerated(request: FastifyRequest, reply: FastifyReply, scope: ResourceScope): Promise<FastifyReply> {
  const { ctx, code, definition } = scope;
  if (!definition.isGenerated) throw new RequestError('notFound', { detail: `resource ${code} is not generated` });
  const result = await callRequired(ctx, {
    name: `${definition.schema}.rs_${code}_getFile`,
    values: { lang: ctx.lang },
    dictionary: new Map([['itemID', ctx.itemID]]),
    isRead: true,
  });
  const row = result.sets[0]?.rows[0];
  const said = cell(row, 'Result');
  if (said === 0 || said === false) throw new RequestError('refused', { text: plainText(String(cell(row, 'Msg') ?? '')) || undefined });
  const content: unknown = cell(row, 'content') ?? cell(row, 'text') ?? cell(row, 'binary') ?? cell(row, 'file');
  if (content === undefined || content === null) throw new RequestError('notFound', { detail: `rs_${code}_getFile gave no content` });

  const bytes = content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(String(content), 'utf8');
  const given = String(cell(row, 'contentType') ?? '').trim();
  const contentType = TYPE.test(given) ? given.toLowerCase() : content instanceof Uint8Array ? 'application/octet-stream' : 'text/plain';
  const bare = contentType.split(';')[0] ?? '';
  const name = cleanFileName(String(cell(row, 'fileName') ?? cell(row, 'name') ?? '')) || code;
  const isInline = INLINE.test(bare) && definition.isInline && ctx.params.get('download') === undefined;
  const etag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`;
  guardHeaders(reply, await publicSeconds(scope));
  reply.header('etag', etag);
  if (matches(request.headers['if-none-match'], etag)) return reply.status(304).send();
  return reply
    .header('content-security-policy', SANDBOX)
    .header('content-disposition', disposition(isInline ? 'inline' : 'attachment', name))
    .header(
      'content-type',
      content instanceof Uint8Array || contentType.includes('charset') ? contentType : `${contentType}; charset=utf-8`,
    )
    .send(bytes);
}
