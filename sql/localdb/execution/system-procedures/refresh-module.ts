// sp_refreshview and sp_refreshsqlmodule: binds a module again as things are now.

import type { CatalogContext } from '../../catalog/catalog-context.ts';
import { nowTicks } from '../../catalog/catalog-clock.ts';
import type { SchemaObject } from '../../catalog/model.ts';
import { boundColumns, namedColumns } from '../ddl/create-view.ts';
import { functionCompiler } from '../function-compiler.ts';
import { CompiledModule } from '../module.ts';

/** A view gets the columns that its query gives now. Others keep nothing of what they were bound to. */
export const refreshModule = ({ server, database, tx }: CatalogContext, module: SchemaObject): void => {
  if (module.kind !== 'view') return;
  const context = new CompiledModule({
    catalog: server,
    database,
    defaultSchema: module.schema,
    statements: [],
    name: '',
    functions: functionCompiler,
  });
  const columns = namedColumns(boundColumns(module.statement.query, context, module.schema), module.statement.columns, module.name);
  database.replace(tx, { ...module, columns, modified: nowTicks() });
};
