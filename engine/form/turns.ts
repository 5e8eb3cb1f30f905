// Saves of one record one after another: between reading a version and saving with it no other save of this process comes in. Other
// processes are held off by the procedure itself, which gets the version among its parameters.

const tails = new Map<string, Promise<unknown>>();

/** Runs the work when all earlier work of the same key has ended, whatever its end was. */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = tails.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  // The tail must not reject: the next in turn does not care how this one ended.
  const tail = mine.catch(() => undefined);
  tails.set(key, tail);
  try {
    return await mine;
  } finally {
    if (tails.get(key) === tail) tails.delete(key);
  }
}
