// What people do with checks: run one now, mend chosen violations.

import { t } from '../../renderer/locale.ts';
import { BusinessRefusal, ProcedureMissing } from '../../sql/errors.ts';
import { callRequired } from '../call.ts';
import { bodyText } from '../component.ts';
import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { RequestError } from '../errors.ts';
import { enqueueActions } from '../outbox.ts';
import { agreedCommands, refusalText, refusedWith } from '../procedure-answer.ts';
import { mayFix, mayRun, memberOf } from './load.ts';
import { checkProcedure, runCheck } from './run.ts';
import type { CheckOutcome, NamedCheck } from './run.ts';

type CheckRequest = ComponentRequest<'check'>;

const MOST_MENDED = 1000;

/** `body`: check. `data` says what was found. */
export async function runOne(request: CheckRequest, body: ActionBody): Promise<ActionAnswer> {
  const check = memberOf(request, bodyText(body, 'check') || request.code);
  if (!mayRun(request, check.definition))
    throw new RequestError('forbidden', { detail: `check ${check.code} may not be run by these roles` });
  const outcome = await run(request, check);
  if (outcome === undefined) return { ...refusedWith(t(request.ctx.lang, 'check.busy')), status: 409 };
  return { ok: true, commands: [], data: outcome };
}

/** `body`: check, items: keys of violations' records. The check runs again afterwards. */
export async function fixChosen(request: CheckRequest, body: ActionBody): Promise<ActionAnswer> {
  const { ctx } = request;
  const check = memberOf(request, bodyText(body, 'check') || request.code);
  const { definition, code } = check;
  if (!mayFix(request, definition)) throw new RequestError('forbidden', { detail: `check ${code} may not be mended by these roles` });
  const items = Array.isArray(body.items) ? body.items.filter((item): item is string => typeof item === 'string' && item !== '') : [];
  // No list means "all" to the procedure: that must never come from an empty choice.
  if (items.length === 0 || items.length > MOST_MENDED || items.some((item) => item.includes(','))) {
    return refusedWith(t(ctx.lang, 'check.chooseFirst'));
  }
  const name = `${definition.schema}.${definition.fix?.procedure ?? `chk_${code}_fix`}`;
  try {
    const values = { itemID: null, itemIDs: items.join(',') };
    const result = await callRequired(ctx, { name, values, isRead: false, timeoutMs: definition.timeLimitSeconds * 1000 });
    const refusal = refusalText(result);
    if (refusal !== undefined) return refusedWith(refusal || t(ctx.lang, 'check.notFixed'));
    await enqueueActions(ctx, result.sets[1]?.rows ?? []);
    await run(request, check);
    return { ok: true, commands: agreedCommands(result, { message: t(ctx.lang, 'check.fixed') }) };
  } catch (error) {
    if (error instanceof BusinessRefusal) return refusedWith(error.text);
    throw error;
  }
}

async function run({ ctx }: CheckRequest, check: NamedCheck): Promise<CheckOutcome | undefined> {
  try {
    return await runCheck(ctx.app, check, ctx.visitor.username);
  } catch (error) {
    if (!(error instanceof ProcedureMissing)) throw error;
    const name = checkProcedure(check);
    throw new RequestError('procedureMissing', { detail: `procedure ${name} does not exist`, params: { name }, cause: error });
  }
}
