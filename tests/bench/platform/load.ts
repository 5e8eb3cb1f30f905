// Load of an operation by several clients at once for some seconds: rate and the distribution of its times.

export interface Loaded {
  /** Runs a second of all clients together. */
  readonly rate: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** Runs `operation` by `clients` loops, after a warm-up of a fifth of the time. */
export async function load(seconds: number, operation: () => Promise<unknown>, clients = 8): Promise<Loaded> {
  await drive(seconds / 5, operation, clients);
  const times: number[] = [];
  const started = performance.now();
  await drive(seconds, operation, clients, times);
  const elapsed = performance.now() - started;
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { rate: (times.length * 1000) / elapsed, p50: at(0.5), p99: at(0.99) };
}

async function drive(seconds: number, operation: () => Promise<unknown>, clients: number, times?: number[]): Promise<void> {
  const until = performance.now() + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (performance.now() < until) {
        const before = performance.now();
        await operation();
        times?.push(performance.now() - before);
      }
    }),
  );
}
