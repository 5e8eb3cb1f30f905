// What one HTTP request knows: who asks, with which parameters, under which trace. Made once by `request-begin.ts`, handed to every
// operation, never kept beyond the request.

import type { App } from './app.ts';
import type { Lang } from '../renderer/locale.ts';
import type { Trace } from './trace.ts';
import type { View } from './view-as.ts';

/** Who asks. An anonymous visitor has `userID` null, `username` '' and no roles. */
export interface Visitor {
  readonly userID: number | null;
  readonly username: string;
  readonly displayName: string;
  readonly roles: ReadonlySet<string>;
  readonly lang: Lang;
  readonly theme: 'light' | 'dark' | 'auto';
  /** Their own choice; null leaves it to the site. */
  readonly density: 'comfortable' | 'compact' | null;
  readonly timeZone: string;
  readonly avatarFileID: string | null;
  readonly sessionID: number | null;
  /** The developer behind an impersonation, else null. */
  readonly realUsername: string | null;
  /** What the user has to do before anything else: the rest of the site is closed until then. */
  readonly duty?: 'changePassword' | 'enrolTotp' | undefined;
}

export interface RequestContext {
  readonly app: App;
  readonly visitor: Visitor;
  /** Set while a developer looks through somebody else's eyes: the developer, and what is looked through. */
  readonly developer?: Visitor | undefined;
  readonly view?: View | undefined;
  readonly lang: Lang;
  readonly traceId: string;
  readonly trace: Trace;
  /** Whether the trace keeps everything, with the text of each call: for developers, and for users whose trace is switched on. */
  readonly keepsDetails: boolean;
  readonly ip: string;
  readonly url: string;
  /** Aborts when the browser goes away or the request's time is up. */
  readonly signal: AbortSignal;
  /** Begins the request's time anew: for work that takes long and shows that it goes on. */
  readonly stillWorking: () => void;
  readonly csrfToken: string;
  /** The nonce of this response's Content-Security-Policy. */
  readonly nonce: string;
  /** The same for style sheets; the browser's code may read this one. */
  readonly styleNonce: string;
  readonly unreadNotifications: number;
  /** The last message (events.ts) that whatever this request reads knows of. */
  readonly eventPosition: number | undefined;
  readonly pageCode: string;
  readonly itemID: string;
  /** Parameters of the URL: named parts of the route first, then the query; names in the case they came in. A repeated name keeps the first. */
  readonly params: ReadonlyMap<string, string>;
}

/** The same request with a page's or a component's own item and parameters. */
export function withParams(
  ctx: RequestContext,
  change: { itemID?: string; pageCode?: string; params?: ReadonlyMap<string, string> },
): RequestContext {
  return {
    ...ctx,
    itemID: change.itemID ?? ctx.itemID,
    pageCode: change.pageCode ?? ctx.pageCode,
    params: change.params ?? ctx.params,
  };
}
