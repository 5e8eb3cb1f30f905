// One stream of server-sent events for the page. Browsers allow few connections to one server, so a page that is not looked at gives
// its own back after a minute and takes it up when it is shown again.

type Listener = (detail: unknown) => void;

const REST_AFTER = 60_000;
const listeners = new Map<string, Set<Listener>>();
let source: EventSource | undefined;
let isStarted = false;

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

function connect(): void {
  source = new EventSource('/events');
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
    for (const listener of listeners.get(name) ?? []) listener(detail);
  });
}
