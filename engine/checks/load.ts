// Loading checks for those who watch over the data: the members of a collection that the visitor may see (or the one check), each with its
// last run, its trend and, where it is open, what it found.

import type { CheckDefinition, Severity } from '../../metadata/kinds/check.ts';
import type { CheckItem, CheckView, FoundView } from '../../renderer/check/view.ts';
import { t } from '../../renderer/locale.ts';
import { isAllowed, isPartAllowed } from '../access.ts';
import type { ComponentReading, ComponentRequest } from '../component.ts';
import { textOf } from '../definition-texts.ts';
import { RequestError } from '../errors.ts';
import { topicTokens } from '../event-topics.ts';
import { isDeveloper, renderContextOf } from '../render-context.ts';
import { renderFound } from '../../renderer/check/found.ts';
import { nextTurn } from './clock.ts';
import { readHistory, readViolations } from './history.ts';
import type { CheckHistory } from './history.ts';
import type { NamedCheck } from './run.ts';

type CheckRequest = ComponentRequest<'check'>;

const MOST_SHOWN = 200;
const ORDER: readonly Severity[] = ['danger', 'warning', 'info'];

export async function loadChecks(request: CheckRequest): Promise<CheckView> {
  const { ctx, code, definition } = request;
  const members = membersOf(request);
  const histories = await readHistory(
    ctx.app.db,
    members.map((member) => member.code),
  );
  const items = members.map((member) => itemOf(request, member, histories.get(member.code)));
  const isCollection = definition.checks.length > 0;
  const [only] = members;
  const opened = isCollection || only === undefined ? undefined : await foundOf(request, only);
  return {
    code,
    itemID: request.itemID,
    params: [...request.params],
    title: textOf(ctx, definition.title),
    isCollection,
    canRun: items.some((item) => item.canRun),
    items: items.toSorted((a, b) => rank(a) - rank(b)),
    found: opened,
    topics: topicTokens(ctx, definition.refreshOn),
  };
}

/** GET found?check=: the violations of one check. */
export async function readFound(request: CheckRequest): Promise<ComponentReading> {
  const found = await foundOf(request, memberOf(request, request.params.get('check') ?? request.code));
  return { kind: 'html', html: renderFound(found, renderContextOf(request.ctx)) };
}

/** The checks of the component that this visitor may see. */
function membersOf({ ctx, code, definition }: CheckRequest): NamedCheck[] {
  if (definition.checks.length === 0) return [{ code, definition }];
  return definition.checks.flatMap((member) => {
    const stored = ctx.app.definitions.get('check', member);
    // A collection inside a collection would have no end; one that is broken or closed is left out.
    if (stored === undefined || 'findings' in stored || stored.definition.checks.length > 0) return [];
    return isAllowed(stored.definition.roles, ctx.visitor) ? [stored] : [];
  });
}

/** One of them; another code is a mistake or a guess. */
export function memberOf(request: CheckRequest, code: string): NamedCheck {
  const member = membersOf(request).find((one) => one.code.toLowerCase() === code.toLowerCase());
  if (member === undefined) throw new RequestError('notFound', { detail: `check ${request.code} has no member "${code}"` });
  return member;
}

export function mayRun({ ctx }: Pick<CheckRequest, 'ctx'>, { runRoles }: CheckDefinition): boolean {
  return isPartAllowed(runRoles, ctx.visitor);
}

export function mayFix({ ctx }: Pick<CheckRequest, 'ctx'>, { fix }: CheckDefinition): boolean {
  return fix !== undefined && isPartAllowed(fix.roles, ctx.visitor);
}

/** One check as a line of a list. */
export function itemOf(request: Pick<CheckRequest, 'ctx'>, { code, definition }: NamedCheck, history: CheckHistory | undefined): CheckItem {
  const { ctx } = request;
  const runs = history?.runs ?? [];
  const done = runs.filter((run) => run.status === 'done');
  const last = runs.at(-1);
  const count = done.at(-1)?.violations ?? 0;
  const worst = ORDER.find((severity) => (history?.bySeverity.get(severity) ?? 0) > 0);
  return {
    code,
    title: textOf(ctx, definition.title),
    description: textOf(ctx, definition.description),
    area: textOf(ctx, definition.area),
    severity: worst ?? definition.severity,
    state: last === undefined ? 'never' : last.status === 'failed' ? 'failed' : count > 0 ? 'violations' : 'clean',
    count,
    bySeverity: Object.fromEntries(history?.bySeverity ?? []),
    since: history?.since ?? '',
    before: done.at(-2)?.violations,
    trend: done.map((run) => run.violations),
    lastRun: last?.started,
    ms: last?.ms ?? 0,
    reason: last?.status === 'failed' && isDeveloper(ctx.visitor) ? last.message : undefined,
    next: nextTurn(definition)?.toISOString(),
    canRun: mayRun(request, definition),
  };
}

/** What one check found, and its last runs. */
export async function foundOf(request: Pick<CheckRequest, 'ctx'>, check: NamedCheck): Promise<FoundView> {
  const { ctx } = request;
  const { code, definition } = check;
  const [violations, histories] = await Promise.all([
    readViolations(ctx.app.db, code, { lang: ctx.lang, limit: MOST_SHOWN }),
    readHistory(ctx.app.db, [code]),
  ]);
  const runs = histories.get(code)?.runs ?? [];
  const total = runs.findLast((run) => run.status === 'done')?.violations ?? 0;
  const { fix } = definition;
  return {
    code,
    title: textOf(ctx, definition.title),
    itemTitle: textOf(ctx, definition.itemTitle) || t(ctx.lang, 'check.record'),
    columns: definition.columns.map((column) => ({
      code: column.code,
      title: textOf(ctx, column.title) || column.code,
      format: column.format,
    })),
    rows: violations,
    total: Math.max(total, violations.length),
    fix:
      fix === undefined || !mayFix(request, definition)
        ? undefined
        : {
            title: textOf(ctx, fix.title) || t(ctx.lang, 'check.fix'),
            confirm: textOf(ctx, fix.confirm) || t(ctx.lang, 'check.fixConfirm'),
          },
    runs: runs.toReversed().slice(0, 10),
  };
}

function rank(item: CheckItem): number {
  if (item.state === 'failed') return -1;
  return item.state === 'violations' ? ORDER.indexOf(item.severity) : 10;
}
