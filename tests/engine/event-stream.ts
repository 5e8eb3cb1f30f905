// A browser's end of the stream of events, for tests: reads server-sent events and waits for the ones that a test wants.

import type { TestBrowser } from './harness.ts';

export interface StreamEvent {
  readonly id: string | undefined;
  readonly name: string;
  readonly data: Record<string, unknown>;
}

export interface EventStream {
  readonly status: number;
  readonly events: readonly StreamEvent[];
  /** The first event of the name that was not waited for before. */
  next(name: string): Promise<StreamEvent>;
  /** Resolves when the server ended the stream. */
  readonly ended: Promise<void>;
  close(): void;
}

const LIMIT_MS = 10_000;

/** Opens `/events` as the browser and resolves when the server listens. */
export async function openStream(browser: TestBrowser, path = '/events', headers: Record<string, string> = {}): Promise<EventStream> {
  const controller = new AbortController();
  const answer = await browser.fetch(path, { headers: { accept: 'text/event-stream', ...headers }, signal: controller.signal });
  const events: StreamEvent[] = [];
  const taken = new Set<StreamEvent>();
  const waiting = new Set<() => void>();
  let ready: () => void = () => {};
  const listening = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const read = async (): Promise<void> => {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const chunk of answer.body ?? []) {
        rest += decoder.decode(chunk as Uint8Array, { stream: true });
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const event = parse(block);
          if (event?.name === 'listening') ready();
          // It and the first count are the stream's own greeting.
          else if (event !== undefined && !(event.id === undefined && event.name === 'unread')) events.push(event);
        }
        for (const look of waiting) look();
      }
    } catch (error) {
      if (!controller.signal.aborted) throw error;
    }
  };
  const ended = answer.status === 200 ? read() : Promise.resolve();
  if (answer.status === 200) await listening;
  return {
    status: answer.status,
    events,
    ended,
    next: (name) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`no event "${name}" in ${LIMIT_MS} ms; there were ${JSON.stringify(events)}`));
        }, LIMIT_MS);
        const look = (): void => {
          const found = events.find((event) => event.name === name && !taken.has(event));
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          taken.add(found);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () => controller.abort(),
  };
}

function parse(block: string): StreamEvent | undefined {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  const name = fields.get('event');
  return name === undefined
    ? undefined
    : { id: fields.get('id'), name, data: (JSON.parse(fields.get('data') ?? 'null') ?? {}) as Record<string, unknown> };
}
