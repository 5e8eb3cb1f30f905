// Parses again what the catalogue keeps as text: modules and the expressions of tables.

import type { CreateFunction, CreateProcedure, CreateTrigger, CreateView, Expression, Statement } from '../parser/ast/index.ts';
import { parseBatch, parseExpression } from '../parser/parse.ts';

type ModuleStatement = CreateView | CreateProcedure | CreateFunction | CreateTrigger;

const isModule = (s: Statement | undefined): s is ModuleStatement =>
  s?.kind === 'createView' || s?.kind === 'createProcedure' || s?.kind === 'createFunction' || s?.kind === 'createTrigger';

/** The statement of a stored module; its text parsed when it was created. */
export const parseModuleText = (text: string, usesQuotedIdentifier: boolean): ModuleStatement => {
  const statement = parseBatch(text, { quotedIdentifier: usesQuotedIdentifier }).statements[0];
  if (!isModule(statement)) throw new Error('the stored text is not a module');
  return statement;
};

/** An expression or condition of a table definition. */
export const parseExpressionText = (text: string): Expression => parseExpression(text);
