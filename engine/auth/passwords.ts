// Password hashes: argon2id in the PHC string format, computed in two threads of their own. Promises the same work for a name that
// does not exist as for one that does, and a bounded queue: beyond it the request is refused instead of everybody waiting.

import { randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { RequestError } from '../errors.ts';
import type { HashAnswer, HashRequest, HashTask } from './password-worker.ts';

/** OWASP's choice for argon2id: 19 MiB, two passes. A hash with other figures is renewed at the next sign-in. */
const PARAMETERS = { memorySize: 19_456, iterations: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const THREADS = 2;
const MOST_WAITING = 200;
const CURRENT = `$argon2id$v=19$m=${PARAMETERS.memorySize},t=${PARAMETERS.iterations},p=${PARAMETERS.parallelism}$`;

/** A new hash of the password, with its own salt. */
export async function hashPassword(password: string): Promise<string> {
  return String(await run({ kind: 'hash', password: normalised(password), salt: randomBytes(SALT_BYTES), ...PARAMETERS }));
}

/**
 * Whether the password fits. Without a hash (no such user, no password set) the same work is done and the answer is no, so that the
 * time tells nothing.
 */
export async function verifyPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const fits = await run({
    kind: 'verify',
    // An empty text, which the hash function refuses, opens nothing and takes as long as any other.
    password: normalised(password) || '\u0000',
    hash: hash || (await nobodysHash()),
  });
  return fits === true && Boolean(hash);
}

/** Whether the hash was made with other parameters than today's. */
export function needsRehash(hash: string): boolean {
  return !hash.startsWith(CURRENT);
}

/** One and the same letter may come in several Unicode forms, depending on the keyboard. */
function normalised(password: string): string {
  return password.normalize('NFKC');
}

let nobody: Promise<string> | undefined;

function nobodysHash(): Promise<string> {
  nobody ??= hashPassword(randomBytes(SALT_BYTES).toString('hex'));
  return nobody;
}

interface Waiting {
  readonly resolve: (result: string | boolean) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

// Threads belong to the process and are made at the first password; they hold no state, so they need no owner.
const threads: (Thread | undefined)[] = Array.from({ length: THREADS }, () => undefined);
let lastId = 0;

function run(task: HashTask): Promise<string | boolean> {
  const place = threads.reduce((best, thread, at) => (load(thread) < load(threads[best]) ? at : best), 0);
  if (load(threads[place]) >= MOST_WAITING / THREADS) {
    return Promise.reject(new RequestError('unavailable', { detail: 'too many passwords wait to be checked' }));
  }
  const thread = threads[place] ?? startThread(place);
  threads[place] = thread;
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    thread.waiting.set(id, { resolve, reject });
    thread.worker.ref();
    thread.worker.postMessage({ id, task } satisfies HashRequest);
  });
}

function load(thread: Thread | undefined): number {
  return thread?.waiting.size ?? 0;
}

function startThread(place: number): Thread {
  const thread: Thread = { worker: new Worker(new URL('./password-worker.ts', import.meta.url)), waiting: new Map() };
  const { worker, waiting } = thread;
  // An idle thread must not keep the process alive.
  worker.unref();
  worker.on('message', ({ id, result, error }: HashAnswer) => {
    const one = waiting.get(id);
    waiting.delete(id);
    if (waiting.size === 0) worker.unref();
    if (result === undefined) one?.reject(new Error(`password hash: ${error ?? 'no answer'}`));
    else one?.resolve(result);
  });
  const giveUp = (error: Error): void => {
    threads[place] = undefined;
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  };
  worker.on('error', giveUp);
  worker.on('exit', (code) => giveUp(new Error(`the password thread ended with code ${code}`)));
  return thread;
}
