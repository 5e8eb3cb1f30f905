// Which guides a developer has seen or sent away; kept for each user on the server, so that none comes back on another machine.

import type { RequestContext } from '../../engine/request-context.ts';
import { keepPreference, readPreference } from '../../engine/user-preferences.ts';

/** `tour`: the offer of the tour; `firstSteps`: what a new solution needs. */
export const GUIDES = ['tour', 'firstSteps'] as const;
export type Guide = (typeof GUIDES)[number];

export const ENDINGS = ['done', 'dismissed'] as const;
export type Ending = (typeof ENDINGS)[number];

export async function isOffered(ctx: RequestContext, guide: Guide): Promise<boolean> {
  return (await readPreference(ctx, `admin.${guide}`)) === undefined;
}

export async function keepEnding(ctx: RequestContext, guide: Guide, ending: Ending): Promise<void> {
  await keepPreference(ctx, `admin.${guide}`, ending);
}
