// The thread that computes argon2id, so that a password's 40 ms never stand in the way of other requests.

import { parentPort } from 'node:worker_threads';
import { argon2id, argon2Verify } from 'hash-wasm';

export type HashTask =
  | {
      readonly kind: 'hash';
      readonly password: string;
      readonly salt: Uint8Array;
      readonly memorySize: number;
      readonly iterations: number;
      readonly parallelism: number;
    }
  | { readonly kind: 'verify'; readonly password: string; readonly hash: string };

export interface HashRequest {
  readonly id: number;
  readonly task: HashTask;
}

export interface HashAnswer {
  readonly id: number;
  /** The encoded hash, or whether the password fits. */
  readonly result?: string | boolean;
  readonly error?: string;
}

const HASH_BYTES = 32;

parentPort?.on('message', async ({ id, task }: HashRequest) => {
  try {
    parentPort?.postMessage({ id, result: await compute(task) } satisfies HashAnswer);
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies HashAnswer);
  }
});

function compute(task: HashTask): Promise<string | boolean> {
  if (task.kind === 'verify') return argon2Verify({ password: task.password, hash: task.hash });
  const { password, salt, memorySize, iterations, parallelism } = task;
  return argon2id({ password, salt, memorySize, iterations, parallelism, hashLength: HASH_BYTES, outputType: 'encoded' });
}
