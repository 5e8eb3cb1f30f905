// ALTER TABLE.

import { alterTable as planChange } from '../../catalog/alter-table.ts';
import type { AlterTable } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { applyChange } from './apply-change.ts';
import { checkPersisted, refuseUnpadded } from './create-table.ts';
import { buildContext } from './table-instance.ts';
import { changeCatalog, lastPart, lockTable } from './targets.ts';

export function* alterTable(s: AlterTable, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, function* (transaction) {
    const written = s.name.join('.');
    const target = yield* lockTable(s.name, module, call, {
      missing: () => sqlError(4902, lastPart(s.name).startsWith('#') ? lastPart(s.name) : written),
      notTable: () => sqlError(4909, written),
    });
    const isTemporary = target.temporaryName !== undefined;
    const database = isTemporary ? (module.catalog.database('tempdb') ?? target.database) : target.database;
    const { definition, data } = target.table;
    const change = planChange(buildContext(module, 'ALTER TABLE', { isTemporary, database }), definition, s, data.rowCount === 0);
    const changed = change.definition.columns.filter((c) => !definition.columns.includes(c));
    checkPersisted(change.definition, changed);
    refuseUnpadded(changed, call);
    yield* applyChange(transaction, change, target, module, call);
  });
}
