// Messages between processes and to browsers: a publisher writes to `platform.event`, every process polls what is newer and hands it to its
// listeners. Polling runs only while somebody listens.

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

export interface EventHub {
  publish(topic: string, payload: unknown): Promise<void>;
  /** Calls the listener for every later message of the topics; returns the end of the subscription. */
  subscribe(topics: ReadonlySet<string>, listener: (message: EventMessage) => void): () => void;
  close(): Promise<void>;
}

const POLL_EVERY_MS = 300;

/** The process's hub on the database. Listeners that throw are logged and kept. */
export function createEventHub(db: Database, log: Logger): EventHub {
  const listeners = new Set<{ topics: ReadonlySet<string>; listener: (message: EventMessage) => void }>();
  const context = { username: '', userID: null, roles: '', traceID: '' };
  let last: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  let polling: Promise<void> = Promise.resolve();

  const poll = async (): Promise<void> => {
    timer = undefined;
    try {
      const result = await callProcedure(db, { name: 'platform.event_read', values: { after: last ?? null }, context, isRead: true });
      for (const row of result.sets[0]?.rows ?? []) deliver(row);
      const newest = cell(result.sets[1]?.rows[0], 'last');
      last = Math.max(last ?? 0, Number(newest ?? 0));
    } catch (error) {
      if (!isClosed) log.warn({ err: error }, 'events could not be read');
    }
    schedule();
  };
  const deliver = (row: Row): void => {
    const message = { id: Number(cell(row, 'id')), topic: String(cell(row, 'topic')), payload: parsePayload(cell(row, 'payload')) };
    last = Math.max(last ?? 0, message.id);
    for (const { topics, listener } of listeners) {
      if (!topics.has(message.topic)) continue;
      try {
        listener(message);
      } catch (error) {
        log.error({ err: error, topic: message.topic }, 'an event listener failed');
      }
    }
  };
  const schedule = (): void => {
    if (isClosed || listeners.size === 0 || timer !== undefined) return;
    timer = setTimeout(() => {
      polling = poll();
    }, POLL_EVERY_MS);
    timer.unref();
  };

  return {
    async publish(topic, payload) {
      await callProcedure(db, {
        name: 'platform.event_publish',
        values: { topic, payload: JSON.stringify(payload) },
        context,
        isRead: false,
      });
    },
    subscribe(topics, listener) {
      const entry = { topics, listener };
      listeners.add(entry);
      schedule();
      return () => listeners.delete(entry);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      listeners.clear();
      await polling;
    },
  };
}

function parsePayload(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
