// The tour over HTTP: its steps for this solution, and how a guide ended. Both for developers: the tour leads through what they alone see.

import type { FastifyInstance } from 'fastify';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { sendDone, textOf } from '../answers.ts';
import { mayOpen } from '../screen.ts';
import { ta } from '../texts.ts';
import { ENDINGS, GUIDES, keepEnding } from './guides.ts';
import { findTourPlaces } from './places.ts';
import { tourSteps } from './steps.ts';

/** As the browser keeps it while the tour runs. */
export interface TourStep {
  readonly title: string;
  readonly text: string;
  readonly url: string;
  readonly targets: readonly string[];
  readonly press?: string;
}

export function tourRoutes(server: FastifyInstance): void {
  server.get('/tour', async ({ ctx }, reply) => {
    requireDeveloper(ctx);
    return sendDone(reply, { data: await stepsFor(ctx) });
  });

  // A form of the overview, without a script; or JSON from the tour.
  server.post(
    '/guide',
    { schema: { body: { type: 'object' } }, config: { changesNothing: 'what one developer has seen' } },
    async ({ ctx, body, headers }, reply) => {
      requireDeveloper(ctx);
      const guide = GUIDES.find((name) => name === textOf(body, 'guide'));
      const ending = ENDINGS.find((name) => name === textOf(body, 'ending'));
      if (guide === undefined || ending === undefined) throw new RequestError('badRequest', { detail: 'no such guide or ending' });
      await keepEnding(ctx, guide, ending);
      return headers['content-type']?.startsWith('application/json') ? sendDone(reply) : reply.redirect('/admin', 303);
    },
  );
}

async function stepsFor(ctx: RequestContext): Promise<TourStep[]> {
  const places = await findTourPlaces(ctx);
  return tourSteps.flatMap(({ code, at, targets, ...rest }) => {
    const url = at(places);
    if (url === undefined) return [];
    return [{ title: ta(ctx.lang, `tour.${code}`), text: ta(ctx.lang, `tour.${code}Text`), url, targets, ...rest }];
  });
}

function requireDeveloper(ctx: RequestContext): void {
  if (!mayOpen(ctx, { roles: ['developer'] })) throw new RequestError('notFound', { detail: 'the tour is for developers' });
}
