// Asking for the password again before SQL runs that changes data or schema: a browser left open is not enough for that. The answer lasts
// a quarter of an hour for the session that gave it.

import type { FastifyInstance } from 'fastify';
import { ownerAlone, passwordRefusal } from '../engine/auth/own-page.ts';
import { audit } from '../engine/auth/audit.ts';
import { RequestError } from '../engine/errors.ts';
import type { RequestContext } from '../engine/request-context.ts';
import { runSql } from '../sql/query.ts';
import { sendDone, sendRefused, textOf } from './answers.ts';
import { ta } from './texts.ts';

const LASTS_MINUTES = 15;

/** Throws `passwordNeeded`, for which `client/requests.ts` asks for the password and repeats the request. */
export async function requireRecentPassword(ctx: RequestContext): Promise<void> {
  if (await isRecent(ctx)) return;
  throw new RequestError('passwordNeeded', { text: ta(ctx.lang, 'admin.reauthenticate') });
}

async function isRecent({ app, visitor }: RequestContext): Promise<boolean> {
  const [set] = await runSql(
    app.db,
    `SELECT 1 AS isRecent FROM platform.session
     WHERE id = @sessionID AND revokedAt IS NULL AND reauthenticated > DATEADD(minute, -@minutes, SYSUTCDATETIME());`,
    { sessionID: visitor.sessionID, minutes: LASTS_MINUTES },
  );
  return (set?.rows.length ?? 0) > 0;
}

export function reauthenticationRoutes(server: FastifyInstance): void {
  server.post('/reauthenticate', async ({ ctx, body }, reply) => {
    const user = await ownerAlone(ctx);
    const refusal = await passwordRefusal(ctx, user, textOf(body, 'password'));
    if (refusal !== undefined) return sendRefused(reply, { status: 422, data: { error: refusal } });
    await runSql(ctx.app.db, 'UPDATE platform.session SET reauthenticated = SYSUTCDATETIME() WHERE id = @sessionID;', {
      sessionID: ctx.visitor.sessionID,
    });
    await audit(ctx, { action: 'admin.reauthenticated', userID: user.id, object: user.username });
    return sendDone(reply);
  });
}
