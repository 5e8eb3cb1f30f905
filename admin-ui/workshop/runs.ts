// Scripts that run now, by who started them and the name the browser gave them, so that another request can stop one and the first still
// answers with what had arrived. In this process alone: a stop that finds nothing here lets the browser end the request instead.

const running = new Map<string, AbortController>();

export interface RunName {
  readonly userID: number | null;
  /** From the browser; '' for a run that nobody can name. */
  readonly run: string;
}

/** Does the work with a signal that `stopRun` and leaving both give. */
export async function stoppable<T>(
  name: RunName,
  { leaving, work }: { leaving: AbortSignal; work: (signal: AbortSignal) => Promise<T> },
): Promise<T> {
  const key = keyOf(name);
  const stop = new AbortController();
  if (name.run !== '' && !running.has(key)) running.set(key, stop);
  try {
    return await work(AbortSignal.any([leaving, stop.signal]));
  } finally {
    if (running.get(key) === stop) running.delete(key);
  }
}

/** Whether there was one to stop. */
export function stopRun(name: RunName): boolean {
  const stop = running.get(keyOf(name));
  stop?.abort();
  return stop !== undefined;
}

function keyOf({ userID, run }: RunName): string {
  return `${userID ?? ''}:${run}`;
}
