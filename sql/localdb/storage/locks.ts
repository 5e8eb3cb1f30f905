// Logical locks: on tables (resource: the table's id) and on names of applications (sp_getapplock). First come, first
// served; a holder that wants a stronger lock goes before those that hold none. A wait that would close a circle of
// waiting sessions makes a victim at once (1205), a wait that takes too long ends with 1222.

import { sqlError } from '../types/errors.ts';

const LOCK_MODES = ['IS', 'S', 'U', 'IX', 'SIX', 'X', 'Sch-S', 'Sch-M'] as const;
export type LockMode = (typeof LOCK_MODES)[number];
export type LockResource = string | number;

/** A transaction or a session; its locks are released together. Owners of one session (the same `id`) never block each other. */
export interface LockOwner {
  /** @@SPID. */
  readonly id: number;
  readonly kind: 'transaction' | 'session';
  /** SET DEADLOCK_PRIORITY, -10 to 10; the lowest one of a circle is the victim. */
  readonly deadlockPriority: number;
}
export interface LockInfo {
  readonly owner: LockOwner;
  readonly resource: LockResource;
  readonly mode: LockMode;
  readonly status: 'GRANT' | 'CONVERT' | 'WAIT';
}

interface Holder {
  readonly owner: LockOwner;
  /** How often each mode is held, by its place in LOCK_MODES. */
  readonly counts: number[];
  /** Bits of the modes held. */
  mask: number;
}
interface Waiter {
  readonly owner: LockOwner;
  readonly resource: LockResource;
  readonly mode: number;
  readonly isConversion: boolean;
  grant(): void;
  fail(error: unknown): void;
}
interface Lock {
  readonly holders: Holder[];
  readonly waiters: Waiter[];
}

const COMPATIBLE: Record<LockMode, readonly LockMode[]> = {
  IS: ['IS', 'S', 'U', 'IX', 'SIX', 'Sch-S'],
  S: ['IS', 'S', 'U', 'Sch-S'],
  U: ['IS', 'S', 'Sch-S'],
  IX: ['IS', 'IX', 'Sch-S'],
  SIX: ['IS', 'Sch-S'],
  X: ['Sch-S'],
  'Sch-S': ['IS', 'S', 'U', 'IX', 'SIX', 'X', 'Sch-S'],
  'Sch-M': [],
};
/** For each mode the bits of those it cannot be held beside. */
const CONFLICTS = LOCK_MODES.map((mode) =>
  LOCK_MODES.reduce((mask, other, i) => (COMPATIBLE[mode].includes(other) ? mask : mask | (1 << i)), 0),
);

export class LockManager {
  readonly #locks = new Map<LockResource, Lock>();
  readonly #resources = new Map<LockOwner, Set<LockResource>>();
  /** The waits of each session; one at a time unless a client cheats. */
  readonly #waits = new Map<number, Waiter[]>();

  /**
   * Undefined when granted at once. Otherwise a promise, which rejects with SqlError 1222 (timeout; -1 waits forever,
   * 0 not at all), 1205 (deadlock) or the reason given to `cancelWaits`. A lock may be acquired many times.
   */
  acquire(owner: LockOwner, resource: LockResource, mode: LockMode, timeoutMs: number): undefined | Promise<void> {
    const bit = LOCK_MODES.indexOf(mode);
    let lock = this.#locks.get(resource);
    if (lock === undefined) {
      lock = { holders: [], waiters: [] };
      this.#locks.set(resource, lock);
    }
    const own = lock.holders.find((h) => h.owner === owner);
    const isConversion = own !== undefined || lock.holders.some((h) => h.owner.id === owner.id);
    if (canGrant(lock, owner, bit, isConversion)) {
      this.#grant(lock, own, owner, resource, bit);
      return undefined;
    }
    if (timeoutMs === 0) return Promise.reject(sqlError(1222));
    return this.#wait(lock, { owner, resource, mode: bit, isConversion }, timeoutMs);
  }

  /** Whether the lock could be had at once; takes nothing (APPLOCK_TEST). */
  isAvailable(owner: LockOwner, resource: LockResource, mode: LockMode): boolean {
    const lock = this.#locks.get(resource);
    if (lock === undefined) return true;
    return canGrant(
      lock,
      owner,
      LOCK_MODES.indexOf(mode),
      lock.holders.some((h) => h.owner.id === owner.id),
    );
  }

  /** The strongest mode that the owner holds (APPLOCK_MODE). */
  heldMode(owner: LockOwner, resource: LockResource): LockMode | undefined {
    const mask = this.#locks.get(resource)?.holders.find((h) => h.owner === owner)?.mask ?? 0;
    return LOCK_MODES.findLast((_, bit) => (mask & (1 << bit)) !== 0);
  }

  /** Releases one acquisition of the mode, or of the strongest mode held. False if there was none. */
  release(owner: LockOwner, resource: LockResource, mode?: LockMode): boolean {
    const lock = this.#locks.get(resource);
    const holder = lock?.holders.find((h) => h.owner === owner);
    const released = mode ?? this.heldMode(owner, resource);
    if (lock === undefined || holder === undefined || released === undefined) return false;
    const bit = LOCK_MODES.indexOf(released);
    const count = holder.counts[bit] ?? 0;
    if (count === 0) return false;
    holder.counts[bit] = count - 1;
    if (count === 1) {
      holder.mask &= ~(1 << bit);
      this.#drop(lock, holder, resource);
      this.#settle(lock, resource);
    }
    return true;
  }

  releaseAll(owner: LockOwner): void {
    this.#releaseModes(owner, -1);
  }

  /** Releases IS, S and Sch-S: what READ COMMITTED gives back at the end of a statement. */
  releaseShared(owner: LockOwner): void {
    this.#releaseModes(owner, (1 << LOCK_MODES.indexOf('IS')) | (1 << LOCK_MODES.indexOf('S')) | (1 << LOCK_MODES.indexOf('Sch-S')));
  }

  /** Ends the waits of the owner's session with the reason. */
  cancelWaits(owner: LockOwner, reason: unknown): void {
    for (const waiter of [...(this.#waits.get(owner.id) ?? [])]) waiter.fail(reason);
  }

  /** The sessions that the session waits for; empty when it does not wait. */
  blockers(sessionId: number): number[] {
    const result = new Set<number>();
    for (const waiter of this.#waits.get(sessionId) ?? []) for (const owner of this.#blockersOf(waiter)) result.add(owner.id);
    return [...result];
  }

  list(): LockInfo[] {
    const result: LockInfo[] = [];
    for (const [resource, { holders, waiters }] of this.#locks) {
      for (const { owner, mask } of holders) {
        LOCK_MODES.forEach((mode, bit) => {
          if ((mask & (1 << bit)) !== 0) result.push({ owner, resource, mode, status: 'GRANT' });
        });
      }
      for (const { owner, mode, isConversion } of waiters) {
        result.push({ owner, resource, mode: LOCK_MODES[mode] as LockMode, status: isConversion ? 'CONVERT' : 'WAIT' });
      }
    }
    return result;
  }

  #grant(lock: Lock, own: Holder | undefined, owner: LockOwner, resource: LockResource, bit: number): void {
    let holder = own;
    if (holder === undefined) {
      holder = { owner, counts: new Array<number>(LOCK_MODES.length).fill(0), mask: 0 };
      lock.holders.push(holder);
      const resources = this.#resources.get(owner);
      if (resources === undefined) this.#resources.set(owner, new Set([resource]));
      else resources.add(resource);
    }
    holder.counts[bit] = (holder.counts[bit] ?? 0) + 1;
    holder.mask |= 1 << bit;
  }

  #wait(lock: Lock, request: Pick<Waiter, 'owner' | 'resource' | 'mode' | 'isConversion'>, timeoutMs: number): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = timeoutMs > 0 ? setTimeout(() => waiter.fail(sqlError(1222)), timeoutMs) : undefined;
    const leave = (): void => {
      clearTimeout(timer);
      removeFrom(lock.waiters, waiter);
      const waits = this.#waits.get(request.owner.id);
      if (waits !== undefined) {
        removeFrom(waits, waiter);
        if (waits.length === 0) this.#waits.delete(request.owner.id);
      }
    };
    const waiter: Waiter = {
      ...request,
      grant: () => {
        leave();
        this.#grant(
          lock,
          lock.holders.find((h) => h.owner === request.owner),
          request.owner,
          request.resource,
          request.mode,
        );
        resolve();
      },
      fail: (error) => {
        leave();
        reject(error);
        this.#settle(lock, request.resource);
      },
    };
    if (request.isConversion) {
      const first = lock.waiters.findIndex((w) => !w.isConversion);
      lock.waiters.splice(first < 0 ? lock.waiters.length : first, 0, waiter);
    } else lock.waiters.push(waiter);
    const waits = this.#waits.get(request.owner.id);
    if (waits === undefined) this.#waits.set(request.owner.id, [waiter]);
    else waits.push(waiter);
    this.#breakCircles(waiter);
    return promise;
  }

  /** Makes victims until the waiter is in no circle of waiting sessions. */
  #breakCircles(waiter: Waiter): void {
    for (;;) {
      const circle = this.#circle(waiter.owner.id);
      if (circle === undefined) return;
      // The requester comes first, so it is the victim among equals.
      let victim = waiter;
      for (const sessionId of circle) {
        const other = this.#waits.get(sessionId)?.[0];
        if (other !== undefined && other.owner.deadlockPriority < victim.owner.deadlockPriority) victim = other;
      }
      victim.fail(sqlError(1205, victim.owner.id, 'lock'));
      if (victim === waiter) return;
    }
  }

  /** Sessions on a way of waiting that leads from a session back to it. */
  #circle(start: number): number[] | undefined {
    const seen = new Set<number>();
    const way: number[] = [];
    const search = (sessionId: number): boolean => {
      way.push(sessionId);
      for (const waiter of this.#waits.get(sessionId) ?? []) {
        for (const blocker of this.#blockersOf(waiter)) {
          if (blocker.id === start) return true;
          if (seen.has(blocker.id)) continue;
          seen.add(blocker.id);
          if (search(blocker.id)) return true;
        }
      }
      way.pop();
      return false;
    };
    return search(start) ? way : undefined;
  }

  /** Whom a waiter waits for: holders of conflicting locks and, if it holds nothing yet, those before it in the queue. */
  #blockersOf(waiter: Waiter): LockOwner[] {
    const lock = this.#locks.get(waiter.resource);
    if (lock === undefined) return [];
    const result: LockOwner[] = [];
    for (const holder of lock.holders) if (isConflict(holder, waiter.owner, waiter.mode)) result.push(holder.owner);
    for (const other of lock.waiters) {
      if (other === waiter || waiter.isConversion) break;
      if (other.owner.id !== waiter.owner.id) result.push(other.owner);
    }
    return result;
  }

  /** Grants what can be granted, in order, and forgets a lock that nobody holds or waits for. */
  #settle(lock: Lock, resource: LockResource): void {
    let isBlocked = false;
    for (const waiter of [...lock.waiters]) {
      if (lock.holders.some((h) => isConflict(h, waiter.owner, waiter.mode))) {
        isBlocked = true;
        if (waiter.isConversion) continue;
        break;
      }
      if (isBlocked && !waiter.isConversion) break;
      waiter.grant();
    }
    if (lock.holders.length === 0 && lock.waiters.length === 0 && this.#locks.get(resource) === lock) this.#locks.delete(resource);
  }

  #releaseModes(owner: LockOwner, mask: number): void {
    for (const resource of [...(this.#resources.get(owner) ?? [])]) {
      const lock = this.#locks.get(resource);
      const holder = lock?.holders.find((h) => h.owner === owner);
      if (lock === undefined || holder === undefined || (holder.mask & mask) === 0) continue;
      for (let bit = 0; bit < holder.counts.length; bit++) if ((mask & (1 << bit)) !== 0) holder.counts[bit] = 0;
      holder.mask &= ~mask;
      this.#drop(lock, holder, resource);
      this.#settle(lock, resource);
    }
  }

  /** Takes away a holder that holds nothing more. */
  #drop(lock: Lock, holder: Holder, resource: LockResource): void {
    if (holder.mask !== 0) return;
    removeFrom(lock.holders, holder);
    const resources = this.#resources.get(holder.owner);
    resources?.delete(resource);
    if (resources?.size === 0) this.#resources.delete(holder.owner);
  }
}

const isConflict = (holder: Holder, owner: LockOwner, mode: number): boolean =>
  holder.owner.id !== owner.id && (holder.mask & (CONFLICTS[mode] ?? 0)) !== 0;

const canGrant = (lock: Lock, owner: LockOwner, mode: number, isConversion: boolean): boolean => {
  if (!isConversion && lock.waiters.length > 0) return false;
  for (const holder of lock.holders) if (isConflict(holder, owner, mode)) return false;
  return true;
};

const removeFrom = <T>(list: T[], item: T): void => {
  const index = list.indexOf(item);
  if (index >= 0) list.splice(index, 1);
};
