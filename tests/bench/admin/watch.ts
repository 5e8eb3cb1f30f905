// What a browser has to wait for: the requests of an opening, and the tasks in which the page answers to nobody.

import type { BrowserContext, Page, Request } from 'playwright-core';

/** A request that opening a screen made, to be asked again. */
export interface Asked {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: string | null;
}

/** Everything but built assets, which carry a hash and come from the browser's store. */
export function watchRequests(page: Page): { taken(): Asked[] } {
  const asked = new Map<string, Asked>();
  page.on('request', (request: Request) => {
    const { pathname, search } = new URL(request.url());
    if (pathname.startsWith('/assets/') || pathname === '/events' || pathname === '/sw.js') return;
    const one = { method: request.method(), path: pathname + search, body: request.postData() };
    asked.set(`${one.method} ${one.path}`, one);
  });
  return {
    taken() {
      const all = [...asked.values()];
      asked.clear();
      return all;
    },
  };
}

/** Notes long tasks (over 50 ms, as browsers tell them) of every page of the context from its first script on. */
export async function noteLongTasks(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const tasks: number[] = [];
    Reflect.set(window, 'benchLongTasks', tasks);
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask', buffered: true });
  });
}

/** The longest task since the last asking, 0 for none; waits until the page has come to rest. */
export async function longestTask(page: Page): Promise<number> {
  await page.waitForLoadState('networkidle');
  return page.evaluate(async () => {
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 2_000 }));
    // Entries are handed out after the task that follows theirs.
    await new Promise((resolve) => setTimeout(resolve, 150));
    const tasks = Reflect.get(window, 'benchLongTasks') as number[];
    return Math.max(0, ...tasks.splice(0));
  });
}
