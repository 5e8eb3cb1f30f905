// The rights that a data modification needs on its target: on the view when it names one, otherwise on the table behind it. What a
// common table expression or derived table stands for is its table.

import { visitNodes } from '../../catalog/expression-columns.ts';
import type { Delete, Update } from '../../parser/ast/index.ts';
import type { Scope } from '../scope.ts';
import { noteNeed } from '../security/needs.ts';
import type { TableWriter } from './table-writer.ts';
import type { QueryTarget } from './target.ts';

interface Written {
  readonly query: QueryTarget | undefined;
  /** Absent for a view whose INSTEAD OF trigger does the work. */
  readonly writer?: TableWriter;
}

export const noteTarget = ({ query, writer }: Written, permissions: readonly string[], scope: Scope): void => {
  for (const permission of permissions) {
    if (query?.view && query.database) noteNeed(scope, permission, query.database, query.view);
    else if (writer) noteNeed(scope, permission, writer.database, writer.definition);
  }
};

/** SELECT as well where the statement reads the target's columns. */
export const affectedNeeds = (statement: Update | Delete): readonly string[] => {
  const permission = statement.kind === 'update' ? 'UPDATE' : 'DELETE';
  const isRead =
    statement.where !== undefined ||
    statement.from.length > 0 ||
    statement.output !== undefined ||
    (statement.kind === 'update' && readsColumns(statement.set));
  return isRead ? [permission, 'SELECT'] : [permission];
};

const readsColumns = (items: Update['set']): boolean =>
  items.some((item) => {
    let isRead = item.operator !== '=';
    visitNodes([item.expression, item.write], (node) => {
      isRead ||= node.kind === 'column';
    });
    return isRead;
  });
