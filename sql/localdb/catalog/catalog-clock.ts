// The time that definitions are stamped with.

/** Milliseconds from 1970-01-01 to 2010-01-01 UTC. */
const EPOCH = Date.UTC(2010, 0, 1);

/** Now in 100 ns ticks since 2010-01-01 UTC. */
export const nowTicks = (): number => (Date.now() - EPOCH) * 10_000;

/** Ticks as a `datetime` value (1/300 s since 1900-01-01), as sys.objects shows it. */
export const ticksToDatetime = (ticks: number): number => Math.round((ticks / 10_000_000) * 300) + 40_177 * 86_400 * 300;
