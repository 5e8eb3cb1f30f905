// Rows on their way from a running request to whoever takes them one by one. The request is held up while enough of them wait.

import type { RequestFlow, RowStream } from './request.ts';
import type { Row } from './result-sets.ts';

export interface RowQueue {
  readonly sink: Pick<RowStream, 'onStart' | 'onRow'>;
  /** Tells that no row comes any more, and why if that is an error. */
  end(error?: unknown): void;
  rows(): AsyncGenerator<Row, void, void>;
}

const MOST_WAITING = 512;

export const createRowQueue = (): RowQueue => {
  let waiting: Row[] = [];
  let flow: RequestFlow | undefined;
  let isPaused = false;
  let ended: { readonly error: unknown } | undefined;
  let wake = (): void => {};
  return {
    sink: {
      onStart(started) {
        flow = started;
      },
      onRow(row) {
        waiting.push(row);
        if (waiting.length >= MOST_WAITING && !isPaused) {
          isPaused = true;
          flow?.pause();
        }
        wake();
      },
    },
    end(error) {
      ended = { error };
      wake();
    },
    async *rows() {
      for (;;) {
        const taken = waiting;
        waiting = [];
        yield* taken;
        if (waiting.length > 0) continue;
        if (ended) {
          if (ended.error !== undefined) throw ended.error;
          return;
        }
        const woken = new Promise<void>((resolve) => {
          wake = resolve;
        });
        if (isPaused) {
          isPaused = false;
          flow?.resume();
        }
        await woken;
      }
    },
  };
};
