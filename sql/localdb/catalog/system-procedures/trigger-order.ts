// sp_settriggerorder: which AFTER trigger of a table runs first, and which last, for each event.

import { sqlError } from '../../types/errors.ts';
import { varcharType } from '../../types/sql-type.ts';
import { nowTicks } from '../catalog-clock.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { copyDefinition } from '../lazy-definition.ts';
import type { Trigger } from '../model.ts';
import type { SystemProcedure } from './system-procedure.ts';
import { nameParameter, namedObject, text } from './system-procedure.ts';

type Event = Trigger['statement']['events'][number];
type Place = 'first' | 'last';

const EVENTS: Readonly<Record<string, Event>> = { INSERT: 'insert', UPDATE: 'update', DELETE: 'delete' };
const PLACES: Readonly<Record<string, Place | undefined>> = { FIRST: 'first', LAST: 'last', NONE: undefined };

/** Throws 15600, 15165, 15125, 15133 and, when another trigger has the place, 15130. */
export const setTriggerOrder: SystemProcedure = {
  name: 'sp_settriggerorder',
  parameters: [
    nameParameter('@triggername'),
    { name: '@order', type: varcharType(10) },
    { name: '@stmttype', type: varcharType(50) },
    { name: '@namespace', type: varcharType(10), default: null },
  ],
  run(context, [name, order, statement, namespace]) {
    const wanted = (text(order) ?? '').toUpperCase();
    const event = EVENTS[(text(statement) ?? '').toUpperCase()];
    if (!Object.hasOwn(PLACES, wanted) || event === undefined || text(namespace) !== undefined) throw sqlError(15600, 'sp_settriggerorder');
    const found = namedObject(context, text(name) ?? '')?.object;
    if (found?.kind !== 'trigger') throw sqlError(15165, text(name) ?? '');
    if (!found.statement.events.includes(event)) throw sqlError(15125, text(name) ?? '', (text(statement) ?? '').toUpperCase());
    if (found.statement.timing === 'insteadOf') throw sqlError(15133, text(name) ?? '');
    place(context, found, event, PLACES[wanted]);
    return { sets: [] };
  },
};

const place = (context: CatalogContext, trigger: Trigger, event: Event, wanted: Place | undefined): void => {
  if (wanted !== undefined) {
    const taken = context.database.triggersOf(trigger.parentId).some((t) => t.id !== trigger.id && t.order?.[wanted].includes(event));
    if (taken) throw sqlError(15130, wanted, event.toUpperCase());
  }
  const change = (list: readonly Event[], isWanted: boolean): readonly Event[] => [
    ...list.filter((e) => e !== event),
    ...(isWanted ? [event] : []),
  ];
  const order = {
    first: change(trigger.order?.first ?? [], wanted === 'first'),
    last: change(trigger.order?.last ?? [], wanted === 'last'),
  };
  context.database.replace(context.tx, copyDefinition(trigger, { order, modified: nowTicks() }));
};
