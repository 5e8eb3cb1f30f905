// One stream of server-sent events for the page. Browsers allow few connections to one server, so a page that is not looked at gives
// its own back after a minute and takes it up when it is shown again.

type Listener = (detail: unknown) => void;

const REST_AFTER = 60_000;
const listeners = new Map<string, Set<Listener>>();
/** How components that show topics are loaded anew; those that leave the page are forgotten with their elements. */
const reloads = new WeakMap<HTMLElement, () => void>();
let source: EventSource | undefined;
let isStarted = false;
/** The topics of the open stream. */
let connected = '';
/** The number of the last message that the page, or the stream since, knew of; 0 is before the first one, '' unknown. */
let seen = document.querySelector<HTMLMetaElement>('meta[name="events-after"]')?.content ?? '';
/** After a rest: what was missed is shown as it is now, and nobody wants yesterday's messages one by one. */
let isBack = false;
let reconnecting: ReturnType<typeof setTimeout> | undefined;
const RECONNECT_AFTER = 50;
const REFRESH_AFTER = 100;

/** Listens to events of a name; answers the end of listening. */
export function onServerEvent(name: string, listener: Listener): () => void {
  const set = listeners.get(name) ?? new Set();
  if (!listeners.has(name)) {
    listeners.set(name, set);
    if (source !== undefined) attach(source, name);
  }
  set.add(listener);
  return () => set.delete(listener);
}

/** Opens the stream for signed-in visitors. */
export function startLive(): void {
  if (isStarted || document.querySelector('meta[name="user"]') === null) return;
  isStarted = true;
  connect();
  let rest: ReturnType<typeof setTimeout> | undefined;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(rest);
    if (document.visibilityState === 'hidden') {
      rest = setTimeout(() => {
        source?.close();
        source = undefined;
      }, REST_AFTER);
    } else if (source === undefined || source.readyState === EventSource.CLOSED) {
      isBack = true;
      connect();
    }
  });
  // What happened during a rest may not have been heard: whoever shows a state has to ask for it, once nothing can be missed any more.
  onServerEvent('listening', () => {
    if (!isBack) return;
    isBack = false;
    tell('resumed', undefined);
  });
  onServerEvent('topic', (detail) => {
    const { topic } = (detail ?? {}) as { topic?: string };
    if (topic !== undefined) reloadWatching(topic);
  });
  onServerEvent('resumed', () => reloadWatching());
}

/** Listens to the topics that the server signed for a component (`data-topics`). Ends by itself when the element leaves the page. */
export function onTopics(element: HTMLElement, name: string, listener: Listener): void {
  const end = onServerEvent(name, (detail) => {
    if (!element.isConnected) return end();
    const { topic } = (detail ?? {}) as { topic?: string };
    if (topic !== undefined && shows(element, topic)) listener(detail);
  });
  reconnectSoon();
}

/** Components whose definition names topics (`refreshOn`) are loaded anew when one arrives, and after a rest. */
export function watchTopics(element: HTMLElement, reload: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  reloads.set(element, () => {
    // One change often says several things.
    clearTimeout(timer);
    timer = setTimeout(reload, REFRESH_AFTER);
  });
  reconnectSoon();
}

/** Those on the page that show the topic; without one, all. */
function reloadWatching(topic?: string): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-topics]'))
    if (topic === undefined || shows(element, topic)) reloads.get(element)?.();
}

function shows(element: HTMLElement, topic: string): boolean {
  const beginning = `${encodeTopic(topic)}.`;
  return (element.dataset.topics ?? '').split(' ').some((token) => token.startsWith(beginning));
}

function encodeTopic(topic: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(topic)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

function reconnectSoon(): void {
  if (!isStarted || source === undefined) return;
  clearTimeout(reconnecting);
  reconnecting = setTimeout(() => {
    if (source !== undefined && topics() !== connected) connect();
  }, RECONNECT_AFTER);
}

/** Of everything that is on the page now. */
function topics(): string {
  const tokens = [...document.querySelectorAll<HTMLElement>('[data-topics]')].flatMap(({ dataset }) => (dataset.topics ?? '').split(' '));
  return [...new Set(tokens.filter(Boolean))].sort().join(' ');
}

/** From the last message on that is known, so that nothing is missed between the page's own reading, or another stream, and this one. */
function connect(): void {
  source?.close();
  connected = topics();
  const query = new URLSearchParams({
    ...(connected !== '' && { topics: connected }),
    ...(seen !== '' && { after: seen }),
  }).toString();
  source = new EventSource(query === '' ? '/events' : `/events?${query}`);
  for (const name of listeners.keys()) attach(source, name);
}

function attach(to: EventSource, name: string): void {
  to.addEventListener(name, (event) => {
    let detail: unknown = event.data;
    try {
      detail = JSON.parse(event.data);
    } catch {
      // Plain text is a detail, too.
    }
    if (Number(event.lastEventId) > Number(seen)) seen = event.lastEventId;
    if (isBack && name === 'notification') return;
    tell(name, detail);
  });
}

function tell(name: string, detail: unknown): void {
  for (const listener of listeners.get(name) ?? []) listener(detail);
}
