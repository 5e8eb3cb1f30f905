// Addresses of files: `POST /c/resource/{code}/upload`, `GET /c/resource/{code}/file` (generated), `GET /f/{id}/{name}`.

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { renderFileItem } from '../../renderer/file-item.ts';
import { t } from '../../renderer/locale.ts';
import { RequestError } from '../errors.ts';
import { withParams } from '../request-context.ts';
import type { RequestContext } from '../request-context.ts';
import { findFile, isDraftToken } from './rows.ts';
import type { FilePlace } from './rows.ts';
import { sendGenerated } from './generated.ts';
import { mayRead, publicSeconds, requireFile, resourceScope } from './scope.ts';
import type { ResourceScope } from './scope.ts';
import { sendFile } from './serve.ts';
import { largestFile, requireUpload, storeUpload } from './upload.ts';
import type { UploadPart } from './upload.ts';
import { fileView } from './view.ts';

const codeParams = {
  type: 'object',
  properties: { code: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$' } },
  required: ['code'],
};
const fileParams = {
  type: 'object',
  properties: { id: { type: 'string', format: 'uuid' }, name: { type: 'string', maxLength: 600 } },
  required: ['id', 'name'],
};

export function fileRoutes(server: FastifyInstance): void {
  // The item and the draft stand in the address, so that rights are known before the first byte of the body is read.
  server.post<{ Params: { code: string } }>('/c/resource/:code/upload', { schema: { params: codeParams } }, async (request, reply) => {
    const { ctx } = request;
    const scope = knownResource(ctx, request.params.code);
    const itemID = itemOf(ctx);
    const place = placeOf(ctx, itemID);
    await requireUpload(scope, place, itemID);
    const file = await storeUpload(scope, place, await filePart(request, largestFile(scope)));
    const view = fileView(scope, file);
    const item = renderFileItem(view, { locale: { lang: ctx.lang, timeZone: ctx.visitor.timeZone } });
    return reply
      .header('cache-control', 'no-store')
      .send({ ok: true, commands: [], data: { id: view.id, name: view.name, url: view.url, html: item.value } });
  });

  server.get<{ Params: { code: string } }>('/c/resource/:code/file', { schema: { params: codeParams } }, async (request, reply) => {
    const { ctx } = request;
    const scope = knownResource(ctx, request.params.code);
    if (!mayRead(scope)) throw closed(ctx, `resource ${scope.code} is closed to this visitor`);
    const params = new Map([...ctx.params].filter(([name]) => name !== 'itemID'));
    return sendGenerated(request, reply, { ...scope, ctx: withParams(ctx, { itemID: itemOf(ctx), params }) });
  });

  // Compressing would change lengths and break ranges; files of that size are compressed already.
  server.get<{ Params: { id: string; name: string } }>(
    '/f/:id/:name',
    { schema: { params: fileParams }, compress: false },
    async (request, reply) => {
      const { ctx, params } = request;
      const found = await findFile(ctx.app.db.kysely, params.id);
      const scope = found === undefined ? undefined : resourceScope(ctx, found.resourceCode);
      if (scope === undefined) throw closed(ctx, `there is no file ${params.id}`);
      const file = await requireFile(scope, found, 'read').catch((error: unknown) => {
        throw error instanceof RequestError && error.code === 'notFound' ? closed(ctx, error.message) : error;
      });
      const seconds = file.draftToken === null ? await publicSeconds(scope) : 0;
      return sendFile(request, reply, { scope, file, options: { isInline: scope.definition.isInline, publicSeconds: seconds } });
    },
  );
}

function knownResource(ctx: RequestContext, code: string): ResourceScope {
  const scope = resourceScope(ctx, code);
  if (scope === undefined) throw closed(ctx, `there is no resource "${code}"`);
  return scope;
}

/** Who is not signed in may try again as somebody; nobody learns whether the thing exists. */
function closed(ctx: RequestContext, detail: string): RequestError {
  return new RequestError(ctx.visitor.userID === null ? 'signInRequired' : 'notFound', { detail });
}

function itemOf(ctx: RequestContext): string {
  return (ctx.params.get('itemID') ?? '').slice(0, 64);
}

function placeOf(ctx: RequestContext, itemID: string): FilePlace {
  const draft = ctx.params.get('draft');
  if (draft === undefined) return { itemID };
  if (!isDraftToken(draft)) throw new RequestError('badRequest', { detail: 'the draft token has another form' });
  return { draftToken: draft };
}

async function filePart(request: FastifyRequest, largest: number): Promise<UploadPart> {
  const { ctx } = request;
  if (!request.isMultipart()) throw new RequestError('badRequest', { detail: 'an upload is multipart/form-data' });
  // The store counts the bytes and says the limit; the parser's own limit only stands behind it.
  const part = await request.file({
    limits: { fileSize: largest + 1, files: 1, fields: 10, fieldSize: 4096, headerPairs: 50 },
    throwFileSizeLimit: false,
  });
  if (part === undefined) throw new RequestError('badRequest', { text: t(ctx.lang, 'resource.noFile') });
  // Browsers write a quotation mark of a name as %22.
  return { stream: part.file, name: part.filename.replaceAll('%22', '"'), declared: part.mimetype };
}
