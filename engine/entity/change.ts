// POST change: is the record still where the visitor saw it, may they take this step, does the procedure agree; then the change, its line in
// the log, external actions, the news to whoever looks at the record.

import type { EntityStatus, EntityTransition } from '../../metadata/kinds/entity.ts';
import { t } from '../../renderer/locale.ts';
import { BusinessRefusal } from '../../sql/errors.ts';
import { callOptional, callRequired } from '../call.ts';
import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { bodyText } from '../component.ts';
import { RequestError } from '../errors.ts';
import { textOf } from '../definition-texts.ts';
import { enqueueActions } from '../outbox.ts';
import { agreedCommands, refusalText, refusedWith } from '../procedure-answer.ts';
import { alone } from './alone.ts';
import { writeChange } from './log.ts';
import { currentStatus, openTransitions, statusOf, transitionKey } from './status.ts';

const LONGEST_COMMENT = 1000;

/** `body`: to, from (the status that the visitor saw), transition (when several lead there), comment. */
export function changeStatus(request: ComponentRequest<'entity'>, body: ActionBody): Promise<ActionAnswer> {
  // Two people press at once: the second one is compared with what the first one made.
  return alone(request.ctx, `entity:${request.code}:${request.itemID}`, () => change(request, body));
}

async function change(request: ComponentRequest<'entity'>, body: ActionBody): Promise<ActionAnswer> {
  const { ctx, code, definition, itemID } = request;
  const self = `#as-entity-${code}`;
  const current = await currentStatus(request);
  if (current === undefined) throw new RequestError('notFound', { detail: `entity ${code} has no item ${itemID} for this visitor` });
  if (typeof body.from === 'string' && body.from.toLowerCase() !== current.code.toLowerCase())
    return staleAnswer(request, { seen: body.from, current, self });
  const transition = transitionOf(request, current, body);
  const to = statusOf(definition, transition.to);
  if (to === undefined)
    throw new RequestError('definitionBroken', {
      detail: `transition to unknown status ${transition.to}`,
      params: { kind: 'entity', code },
    });
  const comment = transition.comment === 'none' || typeof body.comment !== 'string' ? '' : body.comment.trim();
  if (transition.comment === 'required' && comment === '') return refusedWith(t(ctx.lang, 'entity.commentNeeded'));
  if (comment.length > LONGEST_COMMENT) return refusedWith(t(ctx.lang, 'entity.commentLong', { count: LONGEST_COMMENT }));
  return makeChange(request, { current, to, comment, self });
}

/** Somebody was faster: what the visitor saw and what it is now, in words and as data. */
function staleAnswer(
  { ctx, definition }: ComponentRequest<'entity'>,
  { seen, current, self }: { seen: string; current: EntityStatus; self: string },
): ActionAnswer {
  const known = statusOf(definition, seen);
  const titles = { seen: known === undefined ? seen : textOf(ctx, known.title), title: textOf(ctx, current.title) };
  return {
    ok: false,
    status: 409,
    commands: [
      { type: 'message', kind: 'warning', text: t(ctx.lang, 'entity.stale', titles) },
      { type: 'refresh', target: self },
    ],
    data: { seen: { code: known?.code ?? seen, title: titles.seen }, current: { code: current.code, title: titles.title } },
  };
}

/** A step that is closed for this visitor and one that does not exist are refused alike. */
function transitionOf({ ctx, code, definition }: ComponentRequest<'entity'>, current: EntityStatus, body: ActionBody): EntityTransition {
  const open = openTransitions(definition, current, ctx.visitor).filter((transition) => transition.to === body.to);
  const transition = open.find((one) => transitionKey(one) === body.transition) ?? (body.transition === undefined ? open[0] : undefined);
  if (transition !== undefined) return transition;
  throw new RequestError('forbidden', {
    text: t(ctx.lang, 'entity.notAllowed'),
    detail: `entity ${code}: no transition from ${current.code} to ${bodyText(body, 'to')} for these roles`,
  });
}

interface Change {
  current: EntityStatus;
  to: EntityStatus;
  comment: string;
  self: string;
}

async function makeChange(request: ComponentRequest<'entity'>, { current, to, comment, self }: Change): Promise<ActionAnswer> {
  const { ctx, code, definition, itemID } = request;
  const procedure = (what: string): string => `${definition.schema}.en_${code}_${what}`;
  const values = { from: current.code, to: to.code, status: to.code, comment };
  try {
    const check = await callOptional(ctx, { name: procedure('checkStatus'), values, isRead: true });
    const objection = refusalText(check);
    if (objection !== undefined) return refusedWith(objection || t(ctx.lang, 'entity.refused'));
    const result = await callRequired(ctx, { name: procedure('setStatus'), values, isRead: false });
    const refusal = refusalText(result);
    if (refusal !== undefined) return refusedWith(refusal || t(ctx.lang, 'entity.refused'));
    await writeChange(ctx, { code, itemID, from: current.code, to: to.code, comment });
    const after = await callOptional(ctx, { name: procedure('afterChangeStatus'), values, isRead: false });
    await enqueueActions(ctx, [...(result.sets[1]?.rows ?? []), ...(after?.sets[1]?.rows ?? [])]);
    await ctx.app.events.publish(`${code}:${itemID}`, { status: to.code });
    const refresh = [self, definition.refresh ?? ''];
    const message = t(ctx.lang, 'entity.changed', { title: textOf(ctx, to.title) });
    const commands = agreedCommands(result, { message, refresh: definition.refreshPage ? [] : refresh });
    return { ok: true, commands: definition.refreshPage ? [...commands, { type: 'reload' }] : commands, data: { status: to.code } };
  } catch (error) {
    if (error instanceof BusinessRefusal) return refusedWith(error.text);
    throw error;
  }
}
