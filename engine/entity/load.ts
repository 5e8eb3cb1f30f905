// Loading a record's status: where it stands, where it may go, where it was.

import type { EntityDefinition, EntityStatus } from '../../metadata/kinds/entity.ts';
import type { EntityView, StatusStep } from '../../renderer/entity/view.ts';
import { t } from '../../renderer/locale.ts';
import { isPartAllowed } from '../access.ts';
import type { ComponentRequest } from '../component.ts';
import { textOf } from '../definition-texts.ts';
import { topicTokens } from '../event-topics.ts';
import type { RequestContext } from '../request-context.ts';
import { readChanges } from './log.ts';
import type { LoggedChange } from './log.ts';
import { currentStatus, openTransitions, statusOf, transitionKey } from './status.ts';

export async function loadEntity(request: ComponentRequest<'entity'>): Promise<EntityView> {
  const { ctx, code, definition, itemID } = request;
  const seesLog = definition.showLog && isPartAllowed(definition.logRoles, ctx.visitor);
  const needsLog = itemID !== '' && (seesLog || definition.showPath);
  const [current, changes] = await Promise.all([currentStatus(request), needsLog ? readChanges(ctx.app.db, { code, itemID }) : []]);
  const view = {
    code,
    itemID,
    params: [...request.params],
    title: textOf(ctx, definition.title),
  };
  // Whoever may not see the record learns nothing of its history either.
  if (current === undefined) return { ...view, transitions: [] };
  return {
    ...view,
    topics: topicTokens(ctx, [`${code}:{itemID}`, ...definition.refreshOn]),
    current: { code: current.code, title: textOf(ctx, current.title), color: current.color, isFinal: current.isFinal },
    path: definition.showPath ? pathOf(ctx, definition, { current, changes }) : undefined,
    transitions: openTransitions(definition, current, ctx.visitor).map((transition) => ({
      key: transitionKey(transition),
      to: transition.to,
      title: textOf(ctx, transition.title),
      icon: transition.icon,
      style: transition.style,
      confirm: textOf(ctx, transition.confirm) || undefined,
      comment: transition.comment,
      commentTitle: textOf(ctx, transition.commentTitle) || t(ctx.lang, 'entity.comment'),
      form: transition.form,
    })),
    history: seesLog
      ? changes.map((change) => ({
          from: titleOf(ctx, definition, change.from),
          to: titleOf(ctx, definition, change.to),
          color: statusOf(definition, change.to)?.color,
          who: change.who,
          at: change.at,
          comment: change.comment,
        }))
      : undefined,
  };
}

function titleOf(ctx: RequestContext, definition: EntityDefinition, code: string): string {
  const status = statusOf(definition, code);
  return status === undefined ? code : textOf(ctx, status.title);
}

/** Steps in order; what lies before the present one is done. A record that left the path keeps the steps that the log proves. */
function pathOf(
  ctx: RequestContext,
  { statuses }: EntityDefinition,
  { current, changes }: { current: EntityStatus; changes: readonly LoggedChange[] },
): StatusStep[] {
  const path = statuses.filter((status) => status.isOnPath).toSorted((a, b) => a.ord - b.ord);
  const at = path.indexOf(current);
  const reached = new Map(changes.map((change) => [change.to.toLowerCase(), change.at]).toReversed() as [string, string][]);
  return path.map((status, i) => {
    const when = reached.get(status.code.toLowerCase());
    const isDone = at >= 0 ? i < at : when !== undefined || status.isInitial;
    return {
      code: status.code,
      title: textOf(ctx, status.title),
      state: i === at ? (current.isFinal && current.color === 'danger' ? 'failed' : 'current') : isDone ? 'done' : 'ahead',
      at: isDone || i === at ? when : undefined,
    };
  });
}
