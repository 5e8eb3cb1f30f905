// What keeps an object from being dropped, or a view or function from being altered (error 3729): modules WITH SCHEMABINDING and the
// constraints and computed columns that call it.

import type { Database } from '../../catalog/database.ts';
import { schemaBoundUsers } from '../../catalog/dependencies.ts';
import type { SchemaObject } from '../../catalog/model.ts';

/** The name of an object that is bound to this one. */
export const boundUser = (database: Database, object: SchemaObject): string | undefined => {
  const user = schemaBoundUsers(database, object)[0];
  if (user) return user.name;
  if (object.kind === 'function') return functionUser([...database.tables()], object);
  return object.kind === 'sequence' ? sequenceUser([...database.tables()], object) : undefined;
};

type Tables = readonly Extract<SchemaObject, { kind: 'table' }>[];

/** A default that takes the sequence's values. */
const sequenceUser = (tables: Tables, object: SchemaObject): string | undefined => {
  for (const table of tables) {
    for (const column of table.columns) {
      if (column.default && mentionsName(column.default.definition, object, 'next value for ', ')')) return column.default.name;
    }
  }
  return undefined;
};

/** A constraint, or the table of a computed column, that calls the function. */
const functionUser = (tables: Tables, object: SchemaObject): string | undefined => {
  const calls = (definition: string): boolean => mentionsName(definition, object, '', '(');
  for (const table of tables) {
    const check = table.checks.find((c) => calls(c.definition));
    if (check) return check.name;
    for (const column of table.columns) {
      if (column.default && calls(column.default.definition)) return column.default.name;
      if (column.computed && calls(column.computed.definition)) return table.name;
    }
  }
  return undefined;
};

/** Definitions are kept with names in brackets. */
const namesIn = (definition: string): string => definition.toLowerCase().replaceAll('[', '').replaceAll(']', '');
const mentionsName = (definition: string, object: SchemaObject, before: string, after: string): boolean => {
  const text = namesIn(definition);
  const short = `${before}${object.name.toLowerCase()}${after}`;
  return (
    text.includes(`${before}${object.schema.toLowerCase()}.${object.name.toLowerCase()}${after}`) || (before !== '' && text.includes(short))
  );
};
