// Binds the expressions of table definitions: computed columns, CHECK conditions, index filters and defaults.

import type { ExpressionBinder } from '../../catalog/build-context.ts';
import type { Column } from '../../catalog/model.ts';
import { visitNodes } from '../../catalog/expression-columns.ts';
import type { Expression } from '../../parser/ast/index.ts';
import { sqlError } from '../../types/errors.ts';
import { intType } from '../../types/sql-type.ts';
import { compileCondition } from '../compile-condition.ts';
import { compileExpression } from '../compile-expression.ts';
import { tableSource } from '../table-source.ts';
import { convertScalar } from '../scalar.ts';
import { Scope, StatementContext, VariableScope } from '../scope.ts';
import type { ModuleContext } from '../scope.ts';

/** The surroundings of a definition's expressions: the module's catalogue without its variables and temporary tables. */
export const definitionContext = (module: ModuleContext): ModuleContext => ({
  catalog: module.catalog,
  database: module.database,
  defaultSchema: module.defaultSchema,
  variables: new VariableScope(),
  findTemporaryTable: () => undefined,
  isFunction: false,
  quotedIdentifier: module.quotedIdentifier,
  functions: module.functions,
  call: module.call,
});

/** A scope whose only source is a row of these columns; the row stands at the slot that is given back. */
export const columnScope = (context: StatementContext, columns: readonly Column[]): { readonly scope: Scope; readonly slot: number } => {
  const scope = new Scope(context);
  const slot = context.newSlot();
  scope.sources.push(tableSource({ columns }, slot, '', [], scope));
  return { scope, slot };
};

/** `statementName` stands in messages; `contextName` is where a NEXT VALUE FOR or a subquery would stand. */
export const expressionBinder = (module: ModuleContext, statementName: string): ExpressionBinder => {
  const newScope = (columns: readonly Column[]): Scope => {
    const { scope } = columnScope(new StatementContext(definitionContext(module), statementName), columns);
    scope.aggregateError = () => sqlError(147);
    return scope;
  };
  const check = (expression: Expression): void => {
    visitNodes(expression, (node) => {
      if (node.kind === 'variable') throw sqlError(112, statementName);
      if (node.kind === 'subquery' || node.kind === 'exists' || node.kind === 'inQuery' || node.kind === 'quantified') throw sqlError(1046);
    });
  };
  return {
    computed(expression, columns) {
      check(expression);
      refuseSequences(expression);
      const { type, isNotNull, collation } = compileExpression(expression, newScope(columns));
      return {
        type: type.name === 'null' ? intType : type,
        isNullable: !isNotNull,
        ...(collation && collation.rank !== 'none' ? { collation: collation.name } : {}),
      };
    },
    condition(expression, columns) {
      check(expression);
      refuseSequences(expression);
      compileCondition(expression, newScope(columns));
    },
    default(expression, type) {
      check(expression);
      visitNodes(expression, (node) => {
        if (node.kind === 'column') throw sqlError(128, ((node as { name?: readonly string[] }).name ?? []).join('.'));
      });
      convertScalar(compileExpression(expression, newScope([])), type);
    },
  };
};

const refuseSequences = (expression: Expression): void => {
  visitNodes(expression, (node) => {
    if (node.kind === 'nextValueFor') throw sqlError(11719);
  });
};
