// Work that goes on after the answer: its failure is logged, its end is awaited when the server closes.

import type { FastifyInstance } from 'fastify';
import type { RequestContext } from '../request-context.ts';

export interface Background {
  run(ctx: RequestContext, work: () => Promise<void>): void;
}

export function createBackground(server: FastifyInstance): Background {
  const running = new Set<Promise<void>>();
  server.addHook('onClose', async () => {
    await Promise.allSettled(running);
  });
  return {
    run(ctx, work) {
      const one: Promise<void> = work()
        .catch((error: unknown) => ctx.app.log.error({ err: error, traceId: ctx.traceId }, 'work after the answer failed'))
        .finally(() => running.delete(one));
      running.add(one);
    },
  };
}
