// CREATE and ALTER TRIGGER, ENABLE and DISABLE TRIGGER.

import type { Database } from '../../catalog/database.ts';
import { copyDefinition } from '../../catalog/lazy-definition.ts';
import { nowTicks } from '../../catalog/catalog-clock.ts';
import type { TableDefinition, Trigger, View } from '../../catalog/model.ts';
import type { CreateTrigger, MultipartName, ToggleTrigger } from '../../parser/ast/index.ts';
import type { Transaction } from '../../storage/transaction.ts';
import { sqlError } from '../../types/errors.ts';
import { viewShape } from '../dml/triggers.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import { CompiledModule } from '../module.ts';
import { checkBody, inModule, moduleBase, placeOf } from './module-definition.ts';
import { changeCatalog, isTemporaryName, lastPart, lockTarget, targetOf } from './targets.ts';

interface Parent {
  readonly database: Database;
  readonly object: TableDefinition | View;
}

/** Throws 8197 for what cannot have triggers. */
function* parentOf(name: MultipartName, module: CompiledModule, call: CallFrame): Running<Parent> {
  if (isTemporaryName(name)) throw sqlError(8197, name.join('.'));
  const target = targetOf(name, module);
  const object = yield* lockTarget(target, call);
  if (object?.kind !== 'table' && object?.kind !== 'view') throw sqlError(8197, name.join('.'));
  return { database: target.database, object };
}

export function* createTrigger(s: CreateTrigger, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    const { database, object } = yield* parentOf(s.table, module, call);
    const verb = s.action === 'alter' ? 'alter' : 'create';
    if (database !== module.database) throw sqlError(2108, verb, s.table.join('.'));
    if (object.kind === 'view' && s.timing === 'after') throw sqlError(8197, s.table.join('.'));
    const written = s.name[s.name.length - 2];
    if (written && written.toLowerCase() !== object.schema.toLowerCase()) throw sqlError(2103, verb, s.name.join('.'));
    const place = yield* placeOf(s, module, call, 'CREATE/ALTER TRIGGER', (o) => o.kind === 'trigger', object.schema);
    const existing = place.existing?.kind === 'trigger' ? place.existing : undefined;
    if (existing && existing.parentId !== object.id) throw sqlError(2110, s.name.join('.'), s.table.join('.'));
    if (s.timing === 'insteadOf') checkInsteadOf(s, database, object, existing, verb);
    const trigger: Trigger = {
      kind: 'trigger',
      ...moduleBase(s, place, module),
      statement: s,
      parentId: object.id,
      isDisabled: existing?.isDisabled ?? false,
    };
    inModule(s, () => {
      const table = object.kind === 'table' ? object : viewShape(object);
      const body = new CompiledModule({
        catalog: module.catalog,
        database,
        defaultSchema: trigger.schema,
        statements: s.body,
        name: `${trigger.schema}.${trigger.name}`,
        functions: module.functions,
        quotedIdentifier: module.quotedIdentifier,
        trigger: { trigger, table },
      });
      checkBody(body, call);
    });
    if (existing) database.replace(transaction, trigger);
    else database.add(transaction, trigger);
  });
}

/** One INSTEAD OF trigger for each action (2111), none for what a foreign key's cascade does (2113). */
const checkInsteadOf = (
  s: CreateTrigger,
  database: Database,
  object: TableDefinition | View,
  existing: Trigger | undefined,
  verb: string,
): void => {
  for (const other of database.triggersOf(object.id)) {
    if (other.id === existing?.id || other.statement.timing !== 'insteadOf') continue;
    const event = s.events.find((e) => other.statement.events.includes(e));
    if (event) throw sqlError(2111, verb, lastPart(s.name), s.table.join('.'), event.toUpperCase());
  }
  if (object.kind !== 'table') return;
  const cascades = object.foreignKeys.some(
    (k) => (k.onDelete !== 'noAction' && s.events.includes('delete')) || (k.onUpdate !== 'noAction' && s.events.includes('update')),
  );
  if (cascades) throw sqlError(2113, verb, lastPart(s.name), s.table.join('.'));
};

export function* toggleTrigger(s: ToggleTrigger, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    const target = targetOf(s.table, module);
    const object = yield* lockTarget(target, call);
    if (object?.kind !== 'table' && object?.kind !== 'view') throw sqlError(1088, s.table.join('.'));
    const triggers = target.database.triggersOf(object.id);
    const chosen =
      s.names === 'all'
        ? triggers
        : s.names.map((name) => {
            const key = lastPart(name).toLowerCase();
            const found = triggers.find((t) => t.name.toLowerCase() === key);
            if (!found) throw sqlError(1088, name.join('.'));
            return found;
          });
    setTriggers(
      transaction,
      target.database,
      chosen.map(({ id }) => ({ id, isDisabled: !s.enable })),
    );
  });
}

export const setTriggers = (
  transaction: Transaction,
  database: Database,
  changes: readonly { readonly id: number; readonly isDisabled: boolean }[],
): void => {
  for (const { id, isDisabled } of changes) {
    const trigger = database.byId(id);
    if (trigger?.kind === 'trigger' && trigger.isDisabled !== isDisabled)
      database.replace(transaction, copyDefinition(trigger, { isDisabled, modified: nowTicks() }));
  }
};
