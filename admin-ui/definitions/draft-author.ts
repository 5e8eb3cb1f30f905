// Whose draft it is and since when, in the reader's words.

import type { RequestContext } from '../../engine/request-context.ts';
import type { StoredBody } from '../../metadata/store.ts';
import { formatDate, formatDateTime, formatTime } from '../../renderer/locale.ts';
import { ta } from '../texts.ts';

export interface DraftAuthor {
  /** '' when plain SQL wrote it. */
  readonly by: string;
  /** `today 10:15`, or the date. */
  readonly at: string;
  readonly isMine: boolean;
}

/** Undefined when there is no draft. */
export function draftAuthor(
  { lang, visitor }: RequestContext,
  { draft, draftBy, draftAt }: Pick<StoredBody, 'draftBy' | 'draftAt'> & { draft: unknown },
): DraftAuthor | undefined {
  if (draft === null) return undefined;
  const locale = { lang, timeZone: visitor.timeZone };
  const isToday = draftAt !== null && formatDate(locale, draftAt) === formatDate(locale, new Date());
  const at =
    draftAt === null
      ? ''
      : isToday
        ? ta(lang, 'definitions.today', { time: formatTime(locale, draftAt) })
        : formatDateTime(locale, draftAt);
  return { by: draftBy ?? '', at, isMine: draftBy === visitor.username };
}
