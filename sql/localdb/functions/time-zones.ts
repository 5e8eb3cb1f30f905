// AT TIME ZONE: offsets of Windows' time zones at any moment, worked out from the runtime's own zone data and kept.
//
// Wall-clock times that clocks show twice are read with the offset before the change (the earlier moment); times that
// clocks skip are read with the offset before the change too and come out after it.

import { carryTicks, fromParts, partsOfTicks, TICKS_PER_MINUTE, toParts } from '../types/date-parts.ts';
import { offsetText } from '../types/date-styles.ts';
import { sqlError } from '../types/errors.ts';
import { DateTimeOffsetValue, datetimeoffsetType } from '../types/sql-type.ts';
import type { Exact, SqlType, Value } from '../types/sql-type.ts';
import { fractionDigits } from './dates/date-argument.ts';
import { WINDOWS_TIME_ZONES } from './dates/windows-time-zones.ts';

export { WINDOWS_TIME_ZONES } from './dates/windows-time-zones.ts';

/** 1970-01-01 as minutes since 2010-01-01. */
const UNIX_EPOCH = -21_038_400;
const MINUTES_PER_DAY = 1440;
/** The data has no rules worth following before this: the offset of this moment is used. */
const FIRST_MINUTE = UNIX_EPOCH;
const LAST_MINUTE = Date.UTC(2100, 0, 1) / 60_000 + UNIX_EPOCH;
/** Span of time whose changes of offset are found and kept together. */
const CHUNK = 365 * MINUTES_PER_DAY;
const SCAN_STEP = 7 * MINUTES_PER_DAY;

/** The offsets in one span: `offset` holds from minute `from` until the next. */
type Chunk = readonly { readonly from: number; readonly offset: number }[];

class TimeZone {
  private readonly format: Intl.DateTimeFormat;
  private readonly chunks = new Map<number, Chunk>();

  constructor(iana: string) {
    this.format = new Intl.DateTimeFormat('en-US', { timeZone: iana, timeZoneName: 'longOffset' });
  }

  /** Minutes east of UTC at a moment, given in minutes since 2010-01-01 UTC. */
  offsetAt(minute: number): number {
    const m = Math.min(Math.max(minute, FIRST_MINUTE), LAST_MINUTE);
    const index = Math.floor(m / CHUNK);
    let chunk = this.chunks.get(index);
    if (!chunk) {
      chunk = this.scan(index * CHUNK);
      this.chunks.set(index, chunk);
    }
    let offset = 0;
    for (const part of chunk) {
      if (part.from > m) break;
      offset = part.offset;
    }
    return offset;
  }

  private scan(start: number): Chunk {
    const parts = [{ from: start, offset: this.ask(start) }];
    let known = parts[0]?.offset ?? 0;
    for (let at = start; at < start + CHUNK; at += SCAN_STEP) {
      const end = Math.min(at + SCAN_STEP, start + CHUNK);
      const offset = this.ask(end);
      if (offset === known) continue;
      let [before, after] = [at, end];
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        if (this.ask(middle) === known) before = middle;
        else after = middle;
      }
      parts.push({ from: after, offset });
      known = offset;
    }
    return parts;
  }

  private ask(minute: number): number {
    const text = this.format.format((minute - UNIX_EPOCH) * 60_000);
    const match = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text);
    const minutes = Number(match?.[2] ?? 0) * 60 + Number(match?.[3] ?? 0);
    return match?.[1] === '-' ? -minutes : minutes;
  }
}

const IANA: ReadonlyMap<string, string> = new Map(WINDOWS_TIME_ZONES.map(({ name, iana }) => [name.toLowerCase(), iana]));
const zones = new Map<string, TimeZone>();

/** The zone of a Windows name (any case, no blanks around it); 9820 for an unknown one. */
const findZone = (name: string): TimeZone => {
  const key = name.toLowerCase();
  let zone = zones.get(key);
  if (!zone) {
    const iana = IANA.get(key);
    if (iana === undefined) throw sqlError(9820, name);
    zone = new TimeZone(iana);
    zones.set(key, zone);
  }
  return zone;
};

const minuteOf = (ticks: Exact): number => Math.floor(Number(ticks) / TICKS_PER_MINUTE);

/** The offset with which a zone's wall-clock time is read. */
const offsetOfWall = (zone: TimeZone, wall: number): number => {
  const before = zone.offsetAt(wall - MINUTES_PER_DAY);
  const after = zone.offsetAt(wall + MINUTES_PER_DAY);
  if (before === after || zone.offsetAt(wall - before) === before) return before;
  return zone.offsetAt(wall - after) === after ? after : before;
};

/**
 * Binds `value AT TIME ZONE zone` for the value's type: a datetimeoffset is shown at the zone's offset, other types are
 * wall-clock times of the zone. 8116 for types that have no date and time; `call` takes values that are not NULL.
 */
export const bindAtTimeZone = (
  type: SqlType,
): { readonly type: SqlType; readonly call: (value: NonNullable<Value>, zone: string) => Value } => {
  switch (type.name) {
    case 'datetime':
    case 'smalldatetime':
    case 'datetime2':
    case 'datetimeoffset':
      break;
    case 'null':
      return { type: datetimeoffsetType(7), call: () => null };
    default:
      throw sqlError(8116, type.name, 1, 'AT TIME ZONE');
  }
  const result = datetimeoffsetType(fractionDigits(type));
  const make = fromParts(result);
  if (type.name === 'datetimeoffset') {
    const parts = toParts(result);
    return {
      type: result,
      call: (value, name) => {
        const { utc } = value as DateTimeOffsetValue;
        const shown = new DateTimeOffsetValue(utc, findZone(name).offsetAt(minuteOf(utc)));
        return make(parts(shown)) === undefined ? new DateTimeOffsetValue(utc, 0) : shown;
      },
    };
  }
  const parts = toParts(type);
  return {
    type: result,
    call: (value, name) => {
      const zone = findZone(name);
      const { days, ticks } = parts(value);
      const wall = (days - EPOCH_DAYS) * MINUTES_PER_DAY + Math.floor(ticks / TICKS_PER_MINUTE);
      const read = offsetOfWall(zone, wall);
      // In a skipped hour the clock is already on the new offset.
      const shown = zone.offsetAt(wall - read);
      const moved = carryTicks(days, ticks + (shown - read) * TICKS_PER_MINUTE, shown);
      const moment = make(moved);
      if (moment === undefined) throw sqlError(9813, 'AT TIME ZONE');
      return moment;
    },
  };
};

const EPOCH_DAYS = partsOfTicks(0).days;

export interface TimeZoneInfo {
  readonly name: string;
  readonly current_utc_offset: string;
  readonly is_currently_dst: number;
}

/** The rows of sys.time_zone_info at a moment, 100 ns ticks since 2010-01-01 UTC. */
export const timeZoneInfo = (now: Exact): readonly TimeZoneInfo[] => {
  const minute = minuteOf(now);
  const half = CHUNK / 2;
  return WINDOWS_TIME_ZONES.map(({ name }) => {
    const zone = findZone(name);
    const offset = zone.offsetAt(minute);
    // Daylight saving time is what is ahead of both the offset half a year before and half a year after.
    const standard = Math.max(zone.offsetAt(minute - half), zone.offsetAt(minute + half));
    return { name, current_utc_offset: offsetText(offset), is_currently_dst: offset > standard ? 1 : 0 };
  });
};
