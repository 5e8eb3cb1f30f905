// The service worker: without a network, a page of our own instead of the browser's. It keeps no data and answers nothing else.

interface Worker extends EventTarget {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
}
interface WorkEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends WorkEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

const worker = self as unknown as Worker;
const CACHE = 'peregrine-offline';
const page = `/assets/offline-${navigator.language.startsWith('ru') ? 'ru' : 'en'}.html`;

worker.addEventListener('install', (event) => {
  (event as WorkEvent).waitUntil(keepOfflinePage().then(() => worker.skipWaiting()));
});
worker.addEventListener('activate', (event) => (event as WorkEvent).waitUntil(worker.clients.claim()));
worker.addEventListener('fetch', (event) => {
  const { request } = event as FetchEvent;
  if (request.mode === 'navigate') (event as FetchEvent).respondWith(fetch(request).catch(() => kept(page)));
  // The offline page's own files; with a network they come from there.
  else if (request.destination === 'style' || request.destination === 'font')
    (event as FetchEvent).respondWith(fetch(request).catch(() => kept(request)));
});

/** The page and the styles and fonts that it names. */
async function keepOfflinePage(): Promise<void> {
  const cache = await caches.open(CACHE);
  const response = await fetch(page, { cache: 'reload' });
  const markup = await response.clone().text();
  await cache.put(page, response);
  const files = [...markup.matchAll(/<link rel="(?:stylesheet|preload)" href="([^"]+)"/g)].flatMap((match) => match[1] ?? []);
  await cache.addAll(files);
}

async function kept(request: Request | string): Promise<Response> {
  return (await caches.match(request)) ?? Response.error();
}
