// WAITFOR: pauses the session for a while or until a time of day; a cancelled request ends the wait.

import type { WaitFor } from '../../parser/ast/index.ts';
import { DATETIME_UNITS_PER_DAY } from '../../types/date-parts.ts';
import { converter } from '../../types/convert.ts';
import { notSupported, sqlError } from '../../types/errors.ts';
import { datetimeType, isString } from '../../types/sql-type.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import type { Session } from '../session.ts';
import { evaluateAll } from '../statement-values.ts';
import type { TypedValue } from '../statement-values.ts';

const MS_PER_DAY = 86_400_000;
const TIME = /^\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.:](\d{1,3}))?)?\s*$/;

export function* runWaitFor(s: WaitFor, module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session } = call;
  const [given] = yield* evaluateAll(s, [s.value], module, call, 'WAITFOR');
  const time = timeOfDay(given as TypedValue, session);
  const wait = s.type === 'delay' ? time : (time - msOfDay() + MS_PER_DAY) % MS_PER_DAY;
  yield pause(session, wait);
  session.rowCount = 0;
  return undefined;
}

/** Milliseconds since midnight by the server's clock. */
const msOfDay = (): number => {
  const now = new Date();
  return ((now.getHours() * 60 + now.getMinutes()) * 60 + now.getSeconds()) * 1000 + now.getMilliseconds();
};

/** The time that was written, in milliseconds. Throws 148 for text that is none. */
const timeOfDay = ({ type, value }: TypedValue, session: Session): number => {
  if (value === null) return 0;
  if (isString(type)) {
    const text = String(value);
    const parts = TIME.exec(text);
    const [hours, minutes, seconds] = [Number(parts?.[1] ?? 24), Number(parts?.[2] ?? 0), Number(parts?.[3] ?? 0)];
    if (!parts || hours > 23 || minutes > 59 || seconds > 59) throw sqlError(148, text);
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((parts[4] ?? '0').padEnd(3, '0'));
  }
  if (type.name !== 'datetime' && type.name !== 'smalldatetime' && type.name !== 'time')
    throw notSupported(`WAITFOR with a value of type ${type.name}`);
  const units = Number(converter(type, datetimeType, { isExplicit: true })(value, session)) % DATETIME_UNITS_PER_DAY;
  return Math.round((units / DATETIME_UNITS_PER_DAY) * MS_PER_DAY);
};

/** A promise for the end of the wait. `session.cancelWait` ends it early with its reason. */
const pause = (session: Session, milliseconds: number): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const finish = (): void => {
    clearTimeout(timer);
    session.cancelWait = undefined;
  };
  const timer = setTimeout(() => {
    finish();
    resolve();
  }, milliseconds);
  session.cancelWait = (reason) => {
    finish();
    reject(reason);
  };
  return promise;
};
