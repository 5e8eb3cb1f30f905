// The time on a person's clock. One rule for the whole platform: a `datetime` is a moment, stored in UTC; people see and type what the clock on
// their wall says, `2026-11-14T13:00:00`. Days and times of day have no zone. `timeZone: none` says that a column holds wall time itself.

/** The zone in which a column or a field is shown and read: the visitor's, or none at all. */
export function zoneOf(part: { readonly timeZone?: 'visitor' | 'none' } | undefined, visitorZone: string): string {
  return part?.timeZone === 'none' ? 'UTC' : visitorZone;
}

const WALL = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)?/;
const DAY = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** A stored moment as wall time in the zone; a day without a time stays the day. Undefined for what is no time. */
export function toWallTime(value: unknown, timeZone: string): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  const text = value instanceof Date ? value.toISOString() : String(value).trim().replace(' ', 'T');
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return text;
  const moment = new Date(/(?:z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  if (Number.isNaN(moment.getTime())) return undefined;
  // sv-SE writes ISO dates: `2026-11-14 13:00:00`.
  return formatOf(timeZone).format(moment).replace(' ', 'T');
}

/** Wall time in the zone as the moment that is stored, `yyyy-MM-ddTHH:mm:ss` in UTC; a day stays the day. Undefined for what is no time. */
export function fromWallTime(text: string, timeZone: string): string | undefined {
  const found = WALL.exec(text.trim());
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const whole = new Date(asUtc).toISOString();
  if (Number.isNaN(asUtc) || !whole.startsWith(`${found[1]}-${found[2]}-${found[3]}`)) return undefined;
  if (found[4] === undefined) return whole.slice(0, 10);
  // The offset is looked up at the moment guessed with the offset found before: right except inside the hour that a clock change skips.
  let moment = asUtc;
  for (let i = 0; i < 2; i++) moment = asUtc - offsetAt(moment, timeZone);
  return new Date(moment).toISOString().slice(0, 19);
}

/**
 * A day on the clock as the moments between which it lies, in UTC: from `since`, before `before`. A day is 23 or 25 hours long when the clock
 * is changed in it. Undefined for what is no day; without `before` on the calendar's last day.
 */
export function momentsOfDay(day: string, timeZone: string): { since: string; before: string | undefined } | undefined {
  const since = fromWallTime(`${day}T00:00:00`, timeZone);
  if (since === undefined) return undefined;
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString();
  return { since, before: fromWallTime(next, timeZone) };
}

/** `today`, `today+7` or `now` on the clock of a zone as wall time; undefined for everything else. */
export function relativeDay(text: string, timeZone: string, now: Date = new Date()): string | undefined {
  const [, word, sign, count] = /^(today|now)(?:\s*([+-])\s*(\d{1,5}))?$/.exec(text.trim()) ?? [];
  if (word === undefined) return undefined;
  const days = count === undefined ? 0 : Number(count) * (sign === '-' ? -1 : 1);
  const local = toWallTime(now, timeZone) ?? '';
  // Counted in days of the calendar: the clock may be changed between then and now.
  const moved = new Date(Date.parse(`${local}Z`) + days * DAY).toISOString().slice(0, 19);
  return word === 'now' ? moved : `${moved.slice(0, 10)}T00:00:00`;
}

/** Whether the clock shows this time twice, on the day that it is put back: the text alone does not say which moment is meant. */
export function isRepeated(text: string, timeZone: string): boolean {
  const moment = fromWallTime(text, timeZone);
  if (moment === undefined || moment.length === 10) return false;
  const wall = toWallTime(moment, timeZone);
  return [-1, 1].some((hours) => toWallTime(new Date(Date.parse(`${moment}Z`) + hours * 3_600_000), timeZone) === wall);
}

function offsetAt(moment: number, timeZone: string): number {
  const wall = toWallTime(new Date(moment), timeZone);
  return wall === undefined ? 0 : Date.parse(`${wall}Z`) - Math.floor(moment / 1000) * 1000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = makeFormat(timeZone);
    formats.set(timeZone, format);
  }
  return format;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  const options = {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  } as const;
  // A zone from a user's profile may be unknown to this machine.
  try {
    return new Intl.DateTimeFormat('sv-SE', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('sv-SE', { ...options, timeZone: 'UTC' });
  }
}
