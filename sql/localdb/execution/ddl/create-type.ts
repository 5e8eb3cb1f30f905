// CREATE TYPE: alias types and table types.

import { buildTable } from '../../catalog/build-table.ts';
import { nowTicks } from '../../catalog/catalog-clock.ts';
import type { UserType } from '../../catalog/model.ts';
import type { CreateType } from '../../parser/ast/index.ts';
import { builtInType } from '../../types/resolve-type.ts';
import { sqlError } from '../../types/errors.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { checkPersisted } from './create-table.ts';
import { buildContext, refuseNamedConstraints } from './table-instance.ts';
import { atOnce, changeCatalog, newTarget } from './targets.ts';

export function* createType(s: CreateType, module: CompiledModule, call: CallFrame): Running<Flow> {
  return yield* changeCatalog(call, (transaction) =>
    atOnce(() => {
      const { database, schema, name } = newTarget(s.name, module, 'CREATE TYPE');
      if (database.type(schema, name) || builtInType(name)) throw sqlError(219, s.name.join('.'));
      const now = nowTicks();
      const id = module.catalog.newObjectId();
      const base = {
        kind: 'type' as const,
        id,
        schema,
        name,
        created: now,
        modified: now,
        userTypeId: module.catalog.newUserTypeId(database),
      };
      database.add(transaction, { ...base, ...contentOf(s, module, base) });
    }),
  );
}

const contentOf = (
  s: CreateType,
  module: CompiledModule,
  { id, schema, name }: Pick<UserType, 'id' | 'schema' | 'name'>,
): Pick<UserType, 'alias' | 'table'> => {
  const { definition } = s;
  if (definition.kind === 'table') {
    refuseNamedConstraints(definition.table);
    const table = buildTable(
      buildContext(module, 'CREATE TYPE'),
      { id, schema, name, written: s.name.join('.'), storage: 'type' },
      definition.table,
    );
    checkPersisted(table);
    return { table };
  }
  const { name: parts, parameters } = definition.type;
  const last = parts[parts.length - 1] ?? '';
  const isQualified = parts.length > 1 && parts[0]?.toLowerCase() !== 'sys';
  const type = isQualified ? undefined : builtInType(last, parameters, { subjectKind: 'type', subjectName: name });
  // An alias of an alias type is refused as if the base did not exist.
  if (!type) throw sqlError(2715, 1, parts.join('.'));
  return { alias: { type, isNullable: definition.nullable ?? true } };
};
