// Messages between processes and to browsers: a publisher writes to `platform.event`, every process polls what is newer and hands it to its
// listeners. Polling runs only while somebody listens, and a little longer. A listener gets every message that is published after `subscribe`
// resolved, once, in order, and from before only those that it asks for with `after`.

import { hostname } from 'node:os';
import type { Logger } from 'pino';
import type { Database } from '../sql/connection.ts';
import { callProcedure, cell } from '../sql/procedures.ts';
import type { Row } from '../sql/procedures.ts';

/** A message: `topic` says who it is for (`user:15`, `chat:order:7`), the payload is plain data that may be shown to every listener. */
export interface EventMessage {
  readonly id: number;
  readonly topic: string;
  readonly payload: unknown;
}

export type EventListener = (message: EventMessage) => void;

export interface SubscribeOptions {
  /** Messages after this one come first: a browser that was away. Without it the subscription begins now. */
  readonly after?: number | undefined;
  /** Called instead of replaying when too much happened since: what is shown has to be read anew. */
  readonly onGap?: (() => void) | undefined;
}

export interface EventHub {
  publish(topic: string, payload: unknown): Promise<void>;
  /**
   * The number up to which every message was read here: what is read from the database afterwards shows what they told. A page that carries
   * it misses nothing between its rendering and its subscription. Undefined when nobody has listened lately.
   */
  position(): number | undefined;
  /** Calls the listener for every later message of the topics; resolves with the end of the subscription. */
  subscribe(topics: ReadonlySet<string>, listener: EventListener, options?: SubscribeOptions): Promise<() => void>;
  close(): Promise<void>;
}

interface Subscription {
  readonly topics: ReadonlySet<string>;
  readonly listener: EventListener;
  /** Messages up to this one are not for the listener; undefined while its beginning is being read. */
  from: number | undefined;
  /** What came meanwhile. */
  held: EventMessage[];
}

interface Page {
  readonly messages: readonly EventMessage[];
  readonly last: number;
}

const POLL_EVERY_MS = 300;
/** From one page of a lone visitor to the next nobody listens. */
const LINGER_MS = 60_000;
/** A number that is older says little: then a page that has just been rendered would hear too much again. */
const FRESH_MS = 2000;
const PAGE = 500;
const MOST_REPLAYED = 5000;
const READ_LIMIT_MS = 10_000;
const context = { username: '', userID: null, roles: '', traceID: '' };

/** A name for this process among those on the database, for leases. */
export function processName(): string {
  return `${hostname().slice(0, 60)}:${process.pid}`;
}

/** The process's hub on the database. Listeners that throw are logged and kept. */
export function createEventHub(db: Database, log: Logger): EventHub {
  const subscriptions = new Set<Subscription>();
  let last: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let polling: Promise<void> | undefined;
  let isClosed = false;
  let lingersUntil = 0;
  let polledAt = 0;
  const isWanted = (): boolean => subscriptions.size > 0 || Date.now() < lingersUntil;

  const hand = ({ listener }: Subscription, message: EventMessage): void => {
    try {
      listener(message);
    } catch (error) {
      log.error({ err: error, topic: message.topic }, 'an event listener failed');
    }
  };
  const deliver = (message: EventMessage): void => {
    for (const subscription of subscriptions) {
      if (!subscription.topics.has(message.topic)) continue;
      if (subscription.from === undefined) subscription.held.push(message);
      else if (message.id > subscription.from) hand(subscription, message);
    }
  };
  const poll = async (): Promise<void> => {
    try {
      for (;;) {
        const page = await read(db, last);
        last = page.last;
        polledAt = Date.now();
        for (const message of page.messages) deliver(message);
        if (page.messages.length < PAGE) break;
      }
    } catch (error) {
      if (!isClosed) log.warn({ err: error }, 'events could not be read');
    }
  };
  const schedule = (): void => {
    if (isClosed || !isWanted() || timer !== undefined || polling !== undefined) return;
    timer = setTimeout(pollNow, POLL_EVERY_MS);
    timer.unref();
  };
  const pollNow = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (isClosed || polling !== undefined || last === undefined || !isWanted()) return;
    polling = poll().finally(() => {
      polling = undefined;
      schedule();
    });
  };
  /** Settles where a subscription begins. Polling goes on meanwhile and keeps for it what comes. */
  const begin = async (subscription: Subscription, { after, onGap }: SubscribeOptions): Promise<void> => {
    const now = (await read(db, undefined)).last;
    // Nobody listened for a while: what came in that time is for nobody.
    if (last === undefined || (subscriptions.size === 1 && polling === undefined)) last = Math.max(last ?? 0, now);
    let from = now;
    if (after !== undefined && after < now) {
      if (now - after > MOST_REPLAYED) onGap?.();
      else from = await replay(after, subscription);
    }
    for (const message of subscription.held) if (message.id > from) hand(subscription, message);
    subscription.held = [];
    subscription.from = from;
  };
  const replay = async (after: number, subscription: Subscription): Promise<number> => {
    let from = after;
    for (;;) {
      const page = await read(db, from);
      from = page.last;
      for (const message of page.messages) if (subscription.topics.has(message.topic)) hand(subscription, message);
      if (page.messages.length < PAGE) return from;
    }
  };

  return {
    async publish(topic, payload) {
      await callProcedure(db, {
        name: 'platform.event_publish',
        values: { topic, payload: JSON.stringify(payload) },
        context,
        isRead: false,
      });
      // Own listeners need not wait for the next poll.
      pollNow();
    },
    async subscribe(topics, listener, options = {}) {
      const subscription: Subscription = { topics, listener, from: undefined, held: [] };
      subscriptions.add(subscription);
      try {
        await begin(subscription, options);
      } catch (error) {
        subscriptions.delete(subscription);
        throw error;
      }
      schedule();
      return () => {
        subscriptions.delete(subscription);
        lingersUntil = Date.now() + LINGER_MS;
      };
    },
    position: () => (Date.now() - polledAt < FRESH_MS ? last : undefined),
    async close() {
      isClosed = true;
      clearTimeout(timer);
      subscriptions.clear();
      await polling;
    },
  };
}

/** Messages after a number; without one, only where to begin. */
async function read(db: Database, after: number | undefined): Promise<Page> {
  const values = { after: after ?? null, limit: PAGE };
  const result = await callProcedure(db, { name: 'platform.event_read', values, context, isRead: true, timeoutMs: READ_LIMIT_MS });
  const messages = (result.sets[0]?.rows ?? []).map(messageOf);
  return { messages, last: Number(cell(result.sets[1]?.rows[0], 'last') ?? after ?? 0) };
}

function messageOf(row: Row): EventMessage {
  return { id: Number(cell(row, 'id')), topic: String(cell(row, 'topic')), payload: parsePayload(cell(row, 'payload')) };
}

function parsePayload(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
