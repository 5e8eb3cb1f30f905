// sys.sql_expression_dependencies and sys.sql_dependencies-like facts, from the names that modules mention.

import type { Value } from '../../types/sql-type.ts';
import { bitType, intType, nvarcharType, sysnameType, tinyintType } from '../../types/sql-type.ts';
import type { CatalogContext } from '../catalog-context.ts';
import { isModule, mentionedObject, mentionsOf } from '../dependencies.ts';
import type { SystemView } from './system-view.ts';
import { systemView } from './system-view.ts';

const desc = nvarcharType(60);

function* dependencyRows({ database }: CatalogContext): Generator<Value[]> {
  for (const object of database.objects()) {
    if (!isModule(object)) continue;
    const isBound = object.statement.options?.includes('SCHEMABINDING') ? 1 : 0;
    for (const mention of mentionsOf(object)) {
      const { name } = mention;
      const last = name[name.length - 1] ?? '';
      yield [
        object.id,
        0,
        1,
        'OBJECT_OR_COLUMN',
        isBound,
        1,
        'OBJECT_OR_COLUMN',
        name[name.length - 4] || null,
        name[name.length - 3] || null,
        name[name.length - 2] || null,
        last,
        mentionedObject(database, object, mention)?.id ?? null,
        0,
        0,
        0,
      ];
    }
  }
}

export const dependencyViews: readonly SystemView[] = [
  systemView(
    'sys',
    'sql_expression_dependencies',
    [
      ['referencing_id', intType],
      ['referencing_minor_id', intType],
      ['referencing_class?', tinyintType],
      ['referencing_class_desc?', desc],
      ['is_schema_bound_reference', bitType],
      ['referenced_class?', tinyintType],
      ['referenced_class_desc?', desc],
      ['referenced_server_name?', sysnameType],
      ['referenced_database_name?', sysnameType],
      ['referenced_schema_name?', sysnameType],
      ['referenced_entity_name?', sysnameType],
      ['referenced_id?', intType],
      ['referenced_minor_id', intType],
      ['is_caller_dependent', bitType],
      ['is_ambiguous', bitType],
    ],
    dependencyRows,
  ),
];
