// What the overview offers to newcomers: the tour once, and the first steps while the solution is new.

import type { RequestContext } from '../../engine/request-context.ts';
import { isGuest } from '../../metadata/packages.ts';
import { html } from '../../renderer/html.ts';
import type { SafeHtml } from '../../renderer/html.ts';
import { adminRenderContext } from '../screen.ts';
import { isOffered } from '../tour/guides.ts';
import { renderFirstSteps, renderTourOffer } from '../tour/view.ts';
import type { FirstStep } from '../tour/view.ts';
import type { Overview } from './figures.ts';

/** Roles that every installation has. */
const BUILT_IN: ReadonlySet<string> = new Set(['developer', 'editor']);

export async function guides(ctx: RequestContext, figures: Overview): Promise<SafeHtml> {
  const render = adminRenderContext(ctx);
  const steps = firstSteps(ctx, figures);
  const isNew = steps.some(({ isDone }) => !isDone) && (await isOffered(ctx, 'firstSteps'));
  const isTourOffered = !ctx.params.has('tour') && (await isOffered(ctx, 'tour'));
  return html`${isTourOffered ? renderTourOffer(render) : ''}${isNew ? renderFirstSteps(render, steps) : ''}`;
}

function firstSteps({ app }: RequestContext, { pagesByRole, users }: Overview): readonly FirstStep[] {
  const hasTable = app.definitions
    .all('table')
    .some((table) => !('findings' in table) && !isGuest({ path: `definitions/table/${table.code}` }));
  return [
    { code: 'role', url: '/admin/wizard/role', isDone: pagesByRole.some(({ role }) => !BUILT_IN.has(role)) },
    { code: 'object', url: '/admin/wizard/object', isDone: hasTable },
    { code: 'user', url: '/admin/users/new', isDone: users > 1 },
  ];
}
