import { describe, expect, it } from 'vitest';
import type { LockOwner } from '../../../sql/localdb/storage/locks.ts';
import { LockManager } from '../../../sql/localdb/storage/locks.ts';

const owner = (id: number, deadlockPriority = 0): LockOwner => ({ id, kind: 'transaction', deadlockPriority });
const failure = (wait: undefined | Promise<void>): Promise<unknown> =>
  (wait ?? Promise.resolve()).then(
    () => undefined,
    (error: unknown) => error,
  );
const numberOf = async (wait: undefined | Promise<void>): Promise<unknown> =>
  ((await failure(wait)) as { number?: number } | undefined)?.number;

describe('LockManager', () => {
  it('grants what is compatible at once', () => {
    const locks = new LockManager();
    const [a, b] = [owner(1), owner(2)];
    expect(locks.acquire(a, 't', 'S', -1)).toBe(undefined);
    expect(locks.acquire(b, 't', 'S', -1)).toBe(undefined);
    expect(locks.acquire(b, 't', 'U', -1)).toBe(undefined);
    expect(locks.isAvailable(a, 't', 'X')).toBe(false);
    locks.releaseAll(b);
    expect(locks.acquire(a, 't', 'X', -1)).toBe(undefined);
    expect(locks.list().map((l) => [l.resource, l.mode, l.status])).toEqual([
      ['t', 'S', 'GRANT'],
      ['t', 'X', 'GRANT'],
    ]);
    locks.releaseAll(a);
    expect(locks.list()).toEqual([]);
  });

  it('serves waiters in order of arrival, readers not before a waiting writer', async () => {
    const locks = new LockManager();
    const done: string[] = [];
    const [a, b, c, d] = [owner(1), owner(2), owner(3), owner(4)];
    locks.acquire(a, 't', 'S', -1);
    const write = locks.acquire(b, 't', 'X', -1)?.then(() => done.push('b'));
    const reads = [c, d].map((o) => locks.acquire(o, 't', 'S', -1)?.then(() => done.push(`${o.id}`)));
    expect(locks.blockers(2)).toEqual([1]);
    expect(locks.blockers(3)).toEqual([2]);
    locks.releaseAll(a);
    await write;
    expect(done).toEqual(['b']);
    locks.releaseAll(b);
    await Promise.all(reads);
    expect(done).toEqual(['b', '3', '4']);
  });

  it('lets a holder that wants more go before those who hold nothing', async () => {
    const locks = new LockManager();
    const done: string[] = [];
    const [a, b, c] = [owner(1), owner(2), owner(3)];
    locks.acquire(a, 't', 'S', -1);
    locks.acquire(b, 't', 'S', -1);
    const other = locks.acquire(c, 't', 'X', -1)?.then(() => done.push('c'));
    const upgrade = locks.acquire(a, 't', 'X', -1)?.then(() => done.push('a'));
    expect(
      locks
        .list()
        .filter((l) => l.status !== 'GRANT')
        .map((l) => [l.owner.id, l.status]),
    ).toEqual([
      [1, 'CONVERT'],
      [3, 'WAIT'],
    ]);
    locks.releaseAll(b);
    await upgrade;
    expect(done).toEqual(['a']);
    locks.releaseAll(a);
    await other;
    expect(done).toEqual(['a', 'c']);
  });

  it('ends a wait after its time with 1222 and lets those behind go on', async () => {
    const locks = new LockManager();
    const [a, b, c] = [owner(1), owner(2), owner(3)];
    locks.acquire(a, 't', 'S', -1);
    const write = locks.acquire(b, 't', 'X', 20);
    const read = locks.acquire(c, 't', 'S', -1);
    expect(await numberOf(write)).toBe(1222);
    await read;
    expect(await numberOf(locks.acquire(b, 't', 'X', 0))).toBe(1222);
  });

  it('makes the requester the victim of a deadlock, or the one of lowest priority', async () => {
    for (const priority of [0, -5]) {
      const locks = new LockManager();
      const [a, b] = [owner(1, priority), owner(2)];
      locks.acquire(a, 1, 'X', -1);
      locks.acquire(b, 2, 'X', -1);
      const first = numberOf(locks.acquire(a, 2, 'X', -1));
      const second = numberOf(locks.acquire(b, 1, 'X', -1));
      const victim = priority === 0 ? b : a;
      expect(await (victim === a ? first : second)).toBe(1205);
      locks.releaseAll(victim);
      expect(await (victim === a ? second : first)).toBe(undefined);
    }
  });

  it('finds a deadlock of two that both want to write what both read', async () => {
    const locks = new LockManager();
    const [a, b] = [owner(1), owner(2)];
    locks.acquire(a, 't', 'S', -1);
    locks.acquire(b, 't', 'S', -1);
    const first = failure(locks.acquire(a, 't', 'X', -1));
    expect(await numberOf(locks.acquire(b, 't', 'X', -1))).toBe(1205);
    locks.releaseAll(b);
    expect(await first).toBe(undefined);
  });

  it('finds a deadlock through three sessions and through the queue', async () => {
    const locks = new LockManager();
    const [a, b, c] = [owner(1), owner(2), owner(3)];
    locks.acquire(a, 1, 'S', -1);
    locks.acquire(b, 2, 'X', -1);
    const writer = failure(locks.acquire(c, 1, 'X', -1));
    const reader = failure(locks.acquire(b, 1, 'S', -1));
    expect(await numberOf(locks.acquire(a, 2, 'X', -1))).toBe(1205);
    locks.releaseAll(a);
    expect(await writer).toBe(undefined);
    locks.releaseAll(c);
    expect(await reader).toBe(undefined);
  });

  it('does not take two conversions that wait for a third session for a deadlock', async () => {
    const locks = new LockManager();
    const [a, b, c] = [owner(1), owner(2), owner(3)];
    locks.acquire(a, 't', 'IS', -1);
    locks.acquire(b, 't', 'IS', -1);
    locks.acquire(c, 't', 'IX', -1);
    const first = failure(locks.acquire(a, 't', 'X', -1));
    const second = failure(locks.acquire(b, 't', 'S', -1));
    locks.releaseAll(c);
    expect(await second).toBe(undefined);
    locks.releaseAll(b);
    expect(await first).toBe(undefined);
  });

  it('never lets two owners of one session block each other', () => {
    const locks = new LockManager();
    const transaction = owner(1);
    const session: LockOwner = { id: 1, kind: 'session', deadlockPriority: 0 };
    locks.acquire(transaction, 'app', 'X', -1);
    expect(locks.acquire(session, 'app', 'X', -1)).toBe(undefined);
    locks.releaseAll(transaction);
    expect(locks.heldMode(session, 'app')).toBe('X');
    expect(locks.isAvailable(owner(2), 'app', 'S')).toBe(false);
  });

  it('counts acquisitions and releases them one by one', () => {
    const locks = new LockManager();
    const a = owner(1);
    locks.acquire(a, 'app', 'X', -1);
    locks.acquire(a, 'app', 'X', -1);
    expect(locks.release(a, 'app')).toBe(true);
    expect(locks.heldMode(a, 'app')).toBe('X');
    expect(locks.release(a, 'app')).toBe(true);
    expect(locks.release(a, 'app')).toBe(false);
    expect(locks.list()).toEqual([]);
  });

  it("gives shared locks back at the end of a statement, writers' not", async () => {
    const locks = new LockManager();
    const [a, b] = [owner(1), owner(2)];
    locks.acquire(a, 1, 'S', -1);
    locks.acquire(a, 2, 'X', -1);
    const write = locks.acquire(b, 1, 'X', -1);
    locks.releaseShared(a);
    await write;
    expect(locks.heldMode(a, 2)).toBe('X');
  });

  it('ends waits with the reason of a cancel', async () => {
    const locks = new LockManager();
    const [a, b] = [owner(1), owner(2)];
    locks.acquire(a, 1, 'X', -1);
    const wait = failure(locks.acquire(b, 1, 'S', -1));
    const reason = new Error('cancelled');
    locks.cancelWaits(b, reason);
    expect(await wait).toBe(reason);
    locks.releaseAll(a);
    expect(locks.list()).toEqual([]);
  });
});
