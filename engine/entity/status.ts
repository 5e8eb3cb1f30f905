// The status of a record and the steps from it that a visitor may take. The procedure says where the record stands; the definition says
// where it may go and who may send it there.

import type { EntityDefinition, EntityStatus, EntityTransition } from '../../metadata/kinds/entity.ts';
import { cell, singleValue } from '../../sql/procedures.ts';
import { isPartAllowed } from '../access.ts';
import { callRequired } from '../call.ts';
import type { ComponentRequest } from '../component.ts';
import { columnText } from '../form/values.ts';
import type { Visitor } from '../request-context.ts';

export type EntityRequest = Pick<ComponentRequest<'entity'>, 'ctx' | 'code' | 'definition' | 'itemID'>;

/** The record's status now; undefined when there is no such record for this visitor, or its status is none of the definition's. */
export async function currentStatus({ ctx, code, definition }: EntityRequest): Promise<EntityStatus | undefined> {
  const result = await callRequired(ctx, { name: `${definition.schema}.en_${code}_getStatus`, isRead: true });
  const [set] = result.sets;
  const row = set?.rows[0];
  const said = cell(row, 'status') ?? cell(row, 'statusCode') ?? singleValue(set);
  return statusOf(definition, columnText(said));
}

export function statusOf({ statuses }: EntityDefinition, code: string): EntityStatus | undefined {
  return statuses.find((status) => status.code.toLowerCase() === code.trim().toLowerCase());
}

/** Names a transition for the browser; several may lead to the same status. */
export function transitionKey(transition: EntityTransition): string {
  return transition.code ?? transition.to;
}

/** Transitions from a status that this visitor may make by hand, in the definition's order. */
export function openTransitions(definition: EntityDefinition, from: EntityStatus, visitor: Visitor): EntityTransition[] {
  return definition.transitions.filter(
    (transition) =>
      !transition.isAutomatic &&
      transition.to !== from.code &&
      (transition.from.length === 0 ? !from.isFinal : transition.from.includes(from.code)) &&
      isPartAllowed(transition.roles, visitor),
  );
}
