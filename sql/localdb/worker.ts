// The thread in which the product's LocalDB runs; see start.ts for the other side.

import { parentPort, workerData } from 'node:worker_threads';
import type { InstanceOptions } from './instance.ts';
import { startInstance } from './instance.ts';

/** What the thread tells: once that it is ready, or why it isn't; at the end that it has stopped. */
export type WorkerMessage =
  | { readonly kind: 'ready'; readonly port: number; readonly password: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'stopped' };

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only; the command line is main.ts.');
const tell = (message: WorkerMessage): void => port.postMessage(message);

const { options } = workerData as { readonly options: InstanceOptions };
try {
  const instance = await startInstance(options);
  tell({ kind: 'ready', port: instance.port, password: instance.password });
  port.once('message', () => {
    instance.stop().then(
      () => tell({ kind: 'stopped' }),
      (error: unknown) => tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
  });
} catch (error) {
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
