// One stream of server-sent events for the page. Browsers allow few connections to one server, so a page that is not looked at gives
// its own back after a minute and takes it up when it is shown again.

type Listener = (detail: unknown) => void;

const REST_AFTER = 60_000;
const listeners = new Map<string, Set<Listener>>();
let source: EventSource | undefined;
let isStarted = false;
let connected = '';
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
      connect();
      // What happened meanwhile was not heard: whoever shows a state has to ask for it.
      for (const listener of listeners.get('resumed') ?? []) listener(undefined);
    }
  });
}

/** Listens to the topics that the server signed for a component (`data-topics`). Ends by itself when the element leaves the page. */
export function onTopics(element: HTMLElement, name: string, listener: Listener): void {
  const tokens = (element.dataset.topics ?? '').split(' ').filter(Boolean);
  if (tokens.length === 0) return;
  const end = onServerEvent(name, (detail) => {
    if (!element.isConnected) return end();
    const topic = (detail as { topic?: string } | undefined)?.topic;
    if (topic === undefined || tokens.some((token) => token.startsWith(`${encodeTopic(topic)}.`))) listener(detail);
  });
  reconnectSoon();
}

/** Components whose definition names topics (`refreshOn`) are loaded anew when one arrives. */
export function watchTopics(element: HTMLElement, reload: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  onTopics(element, 'topic', () => {
    // One change often says several things.
    clearTimeout(timer);
    timer = setTimeout(reload, REFRESH_AFTER);
  });
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
    if (source !== undefined && address() !== connected) connect();
  }, RECONNECT_AFTER);
}

/** With the topics of everything that is on the page now. */
function address(): string {
  const tokens = [...document.querySelectorAll<HTMLElement>('[data-topics]')].flatMap(({ dataset }) => (dataset.topics ?? '').split(' '));
  const own = [...new Set(tokens.filter(Boolean))].sort();
  return own.length === 0 ? '/events' : `/events?topics=${encodeURIComponent(own.join(' '))}`;
}

function connect(): void {
  source?.close();
  connected = address();
  source = new EventSource(connected);
  for (const name of listeners.keys()) attach(source, name);
  // Between the page's own reading and this moment something may have happened.
  source.addEventListener('open', () => {
    for (const listener of listeners.get('listening') ?? []) listener(undefined);
  });
}

function attach(to: EventSource, name: string): void {
  to.addEventListener(name, (event) => {
    let detail: unknown = event.data;
    try {
      detail = JSON.parse(event.data);
    } catch {
      // Plain text is a detail, too.
    }
    for (const listener of listeners.get(name) ?? []) listener(detail);
  });
}
