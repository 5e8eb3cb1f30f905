// Calls of user-defined scalar functions.

import type { FunctionCall } from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import { isString } from '../types/sql-type.ts';
import type { Value } from '../types/sql-type.ts';
import type { Evaluate } from './frame.ts';
import { unionSlots } from './scalar.ts';
import type { Scalar } from './scalar.ts';
import type { Scope } from './scope.ts';
import { noteNeed } from './security/needs.ts';
import { functionArguments } from './table-function-source.ts';

export const compileUserFunction = (call: FunctionCall, scope: Scope): Scalar => {
  const { module } = scope.statement;
  const home = scope.home ?? { database: module.database, schema: module.defaultSchema };
  const found = module.catalog.resolve(home.database, home.schema, call.name);
  const written = call.name.join('.');
  if (found?.kind !== 'object' || found.object.kind !== 'function' || !found.object.returnType)
    throw sqlError(4121, call.name[0] ?? '', written);
  const definition = found.object;
  scope.statement.databases.add(found.database);
  noteNeed(scope, 'EXECUTE', found.database, definition);
  const args = functionArguments(call, definition, scope);
  const compiled = module.functions.compile(found.database, definition, module);
  scope.statement.tables.push(...compiled.dependencies);
  const invoke = compiled.call;
  if (!invoke || !definition.returnType) throw sqlError(4121, call.name[0] ?? '', written);
  const evaluates = args.map((a) => a.evaluate);
  return {
    type: definition.returnType,
    evaluate: (f) => {
      const values = new Array<Value>(evaluates.length);
      for (let i = 0; i < evaluates.length; i++) values[i] = (evaluates[i] as Evaluate)(f);
      return invoke(f, values);
    },
    slots: unionSlots(args),
    isVolatile: true,
    isNotNull: false,
    key: `${found.database.id}.${definition.id}(${args.map((a) => a.key).join()})`,
    ...(isString(definition.returnType) ? { collation: { name: found.database.collation, rank: 'implicit' as const } } : {}),
  };
};
