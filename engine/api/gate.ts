// The gate of the API: calls that no key opens are limited by their address and logged so that a flood of them fills neither the database
// nor the memory. An address that was refused too often is turned away before anything is read for it, until its minute is over; each
// process counts for itself.

import ipaddr from 'ipaddr.js';
import type { Logger } from 'pino';
import { noteRefused } from './calls.ts';
import type { RefusedCall } from './calls.ts';
import type { Database } from '../../sql/connection.ts';

const MINUTE_MS = 60_000;
/** Rows of refused calls a minute, and of one address; what is above them is counted and told in one row. */
const LOGGED_A_MINUTE = 20;
const LOGGED_OF_ADDRESS = 5;
const MOST_ADDRESSES = 10_000;

export interface Gate {
  /** Seconds that the address has to wait; undefined lets it in. */
  waitOf(ip: string): number | undefined;
  refused(call: RefusedCall): Promise<void>;
  /** Tells of what was only counted. */
  close(): Promise<void>;
}

interface Minute {
  readonly ends: number;
  readonly byAddress: Map<string, number>;
  logged: number;
  untold: number;
}

export interface GateOptions {
  readonly db: Database;
  readonly log: Logger;
  readonly refusalsPerMinute: number;
  readonly now?: () => number;
}

export function createGate({ db, log, refusalsPerMinute, now = Date.now }: GateOptions): Gate {
  let minute: Minute = { ends: 0, byAddress: new Map(), logged: 0, untold: 0 };

  const write = (call: RefusedCall): Promise<void> =>
    noteRefused(db, call).catch((error: unknown) => log.error({ err: error }, 'a refused call could not be logged'));
  const tellRest = async ({ untold, byAddress }: Minute): Promise<void> => {
    if (untold === 0) return;
    const error = `${untold} more calls of ${byAddress.size} addresses were refused within a minute`;
    await write({ code: '', method: '', url: '/api/…', keyID: undefined, ip: '', status: 401, traceId: '', error });
  };
  const current = (): Minute => {
    if (now() < minute.ends) return minute;
    const past = minute;
    minute = { ends: now() + MINUTE_MS, byAddress: new Map(), logged: 0, untold: 0 };
    void tellRest(past);
    return minute;
  };
  // Also when nobody calls any more.
  const timer = setInterval(() => void current(), MINUTE_MS).unref();

  return {
    waitOf(ip) {
      const { byAddress, ends } = current();
      if ((byAddress.get(networkOf(ip)) ?? 0) < refusalsPerMinute) return undefined;
      minute.untold += 1;
      return Math.max(1, Math.ceil((ends - now()) / 1000));
    },
    async refused(call) {
      const { byAddress } = current();
      const network = networkOf(call.ip);
      const count = (byAddress.get(network) ?? 0) + 1;
      if (count > 1 || byAddress.size < MOST_ADDRESSES) byAddress.set(network, count);
      if (count > LOGGED_OF_ADDRESS || minute.logged >= LOGGED_A_MINUTE) {
        minute.untold += 1;
        return;
      }
      minute.logged += 1;
      await write(call);
    },
    async close() {
      clearInterval(timer);
      await tellRest(minute);
    },
  };
}

/** Whoever has an IPv6 address has the 2^64 beside it as well. */
function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip;
  const address = ipaddr.process(ip);
  return address.kind() === 'ipv6' ? address.toByteArray().slice(0, 8).join('.') : address.toString();
}
