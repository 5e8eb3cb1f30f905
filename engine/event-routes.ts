// GET /events: the stream of server-sent events of one signed-in visitor: own notifications, and the topics that the page shows signed
// tokens for. Before every message the session is checked again, and for chats the right to read: who lost either hears nothing more.
//
// Names: `notification` {text, url, unread, …}, `unread` {unread}, `refresh` {target}, `topic` {topic}, `chat` {topic, …}, `resumed` (read
// anew what you show), `listening` (from here on nothing is missed). The parameter `after`, or the header Last-Event-ID of a browser that
// comes back, is the number of the last message that the page knows: those after it come first.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from './app.ts';
import { chatCanBeRead } from './chat/access.ts';
import { RequestError } from './errors.ts';
import { currentContext } from './event-session.ts';
import { topicOf } from './event-topics.ts';
import type { EventMessage } from './events.ts';
import { newsFor } from './notifications/news.ts';
import { countUnread } from './notifications/store.ts';
import type { RequestContext } from './request-context.ts';

export interface EventRouteOptions {
  readonly path?: string;
  /** How often the session is looked at when nothing happens. */
  readonly checkEveryMs?: number;
  readonly heartbeatMs?: number;
}

interface BrowserEvent {
  readonly name: string;
  readonly data: unknown;
}

const MOST_TOPICS = 60;
const MOST_STREAMS = 30;
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
  'x-content-type-options': 'nosniff',
};

export function eventRoutes(server: FastifyInstance, app: App, options: EventRouteOptions = {}): void {
  const { path = '/events', checkEveryMs = 30_000, heartbeatMs = 20_000 } = options;
  const open = new Map<number, number>();

  // Without a HEAD twin, which would hold a stream open that can say nothing.
  server.get(path, { exposeHeadRoute: false }, async (request, reply) => {
    const { sessionID, userID } = request.ctx.visitor;
    if (sessionID === null || userID === null) throw new RequestError('signInRequired', { detail: 'the stream needs a signed-in user' });
    const streams = open.get(sessionID) ?? 0;
    if (streams >= MOST_STREAMS) throw new RequestError('tooMany', { detail: `session ${sessionID} has ${streams} streams` });
    open.set(sessionID, streams + 1);
    reply.raw.once('close', () => {
      const left = (open.get(sessionID) ?? 1) - 1;
      if (left > 0) open.set(sessionID, left);
      else open.delete(sessionID);
    });
    await stream(request, reply, { checkEveryMs, heartbeatMs });
    return reply;
  });

  if (path !== '/events') return;
  // Signing out in one tab ends the streams of all, in whatever process.
  server.addHook('onResponse', async (request, reply) => {
    const sessionID = request.ctx?.visitor.sessionID ?? null;
    if (request.method !== 'POST' || request.url.split('?', 1)[0] !== '/sign-out' || sessionID === null || reply.statusCode >= 400) return;
    await app.events.publish(`session:${sessionID}`, { isOver: true });
  });
}

async function stream(request: FastifyRequest, reply: FastifyReply, times: { checkEveryMs: number; heartbeatMs: number }): Promise<void> {
  const { ctx } = request;
  const { raw } = reply;
  const gone = new AbortController();
  raw.once('close', () => gone.abort());
  const topics = topicsOf(ctx);
  const own = new Set([`user:${ctx.visitor.userID}`, `session:${ctx.visitor.sessionID}`]);
  const end = (): void => {
    if (!raw.writableEnded) raw.end();
  };
  const check = async (): Promise<RequestContext | undefined> => {
    const current = gone.signal.aborted ? undefined : await currentContext(ctx, gone.signal);
    if (current === undefined) end();
    return current;
  };
  // One after the other, so that the order stays although every message waits for its checks.
  let queue: Promise<void> = Promise.resolve();
  const later = (work: () => Promise<void>): void => {
    queue = queue.then(work).catch((error: unknown) => {
      if (gone.signal.aborted) return;
      ctx.app.log.warn({ err: error, traceId: ctx.traceId }, 'a stream of events was ended');
      // The browser comes back with the last number that it has seen.
      end();
    });
  };
  const send = (id: number | undefined, { name, data }: BrowserEvent): void => {
    if (!raw.writableEnded) raw.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data ?? null)}\n\n`);
  };

  reply.hijack();
  raw.writeHead(200, HEADERS);
  raw.write('retry: 3000\n: ready\n\n');
  const hear = (message: EventMessage): void =>
    later(async () => {
      const current = await check();
      const event = current === undefined ? undefined : await eventFor(current, message);
      if (event !== undefined) send(message.id, event);
    });
  const unsubscribe = await ctx.app.events.subscribe(new Set([...own, ...topics]), hear, {
    after: knownTo(request),
    onGap: () => send(undefined, { name: 'resumed', data: null }),
  });
  if (gone.signal.aborted) {
    unsubscribe();
    return;
  }
  later(async () => {
    send(undefined, { name: 'listening', data: null });
    // What happened while nobody listened shows in the number at least.
    send(undefined, { name: 'unread', data: { unread: await countUnread(ctx.app.db, ctx.visitor.userID ?? 0) } });
  });
  const timers = [
    setInterval(() => raw.write(': \n\n'), times.heartbeatMs),
    setInterval(() => later(async () => void (await check())), times.checkEveryMs),
  ];
  gone.signal.addEventListener('abort', () => {
    unsubscribe();
    for (const timer of timers) clearInterval(timer);
  });
}

function topicsOf(ctx: RequestContext): string[] {
  const tokens = (ctx.params.get('topics') ?? '').split(/[\s,]+/).filter(Boolean);
  return tokens.slice(0, MOST_TOPICS).flatMap((token) => topicOf(ctx, token) ?? []);
}

/** What the browser gets of a message: never the payload of a topic, which other visitors of the topic may not be meant to see. */
async function eventFor(ctx: RequestContext, { topic, payload }: EventMessage): Promise<BrowserEvent | undefined> {
  const said = typeof payload === 'object' && payload !== null ? (payload as Readonly<Record<string, unknown>>) : {};
  if (topic.startsWith('session:')) return undefined;
  if (topic.startsWith('user:')) return newsFor(ctx, said);
  if (topic.startsWith('chat:')) {
    if (!(await chatCanBeRead(ctx, topic))) return undefined;
    return { name: 'chat', data: { topic, kind: said.kind, id: said.id, isMine: said.userID === ctx.visitor.userID } };
  }
  return { name: 'topic', data: { topic } };
}

/** The later one of what the page knew when it connected and what the browser has heard since; undefined without either. */
function knownTo({ headers, ctx }: FastifyRequest): number | undefined {
  const given = [headers['last-event-id'], ctx.params.get('after')].filter((one) => typeof one === 'string' && /^\d{1,15}$/.test(one));
  return given.length === 0 ? undefined : Math.max(...given.map(Number));
}
