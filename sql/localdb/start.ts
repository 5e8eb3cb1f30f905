// Starts LocalDB in a worker thread of the product, so that queries never hold up the thread that serves requests.

import { Worker } from 'node:worker_threads';
import type { InstanceOptions } from './instance.ts';
import type { WorkerMessage } from './worker.ts';

/** Rows that are read and dropped die young: a larger nursery halves the collector's work at start-up and in scans. */
const YOUNG_GENERATION_MB = 192;

export interface StartedLocalDb {
  readonly port: number;
  readonly password: string;
  /** Closes all connections and the data, and ends the thread. */
  stop(): Promise<void>;
}

/** Resolves when connections are accepted; rejects with an Error that says what is wrong with data, address or files. */
export const startLocalDb = async (options: InstanceOptions): Promise<StartedLocalDb> => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { options },
    name: 'LocalDB',
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
  try {
    const ready = await nextMessage(worker);
    if (ready.kind !== 'ready') throw new Error(ready.kind === 'failed' ? ready.message : 'LocalDB stopped before it was ready.');
    return {
      port: ready.port,
      password: ready.password,
      async stop() {
        const stopped = nextMessage(worker);
        worker.postMessage('stop');
        const message = await stopped.finally(() => worker.terminate());
        if (message.kind === 'failed') throw new Error(message.message);
      },
    };
  } catch (error) {
    await worker.terminate();
    throw error;
  }
};

const nextMessage = (worker: Worker): Promise<WorkerMessage> =>
  new Promise((resolve, reject) => {
    const onMessage = (message: WorkerMessage): void => settle(() => resolve(message));
    const onError = (error: unknown): void => settle(() => reject(error));
    const onExit = (code: number): void => settle(() => reject(new Error(`The thread of LocalDB ended with code ${code}.`)));
    const settle = (then: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      then();
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
