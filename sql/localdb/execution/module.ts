// A batch or module ready to run: its statements, its variables, and the plans made for its statements so far.

import type { Database } from '../catalog/database.ts';
import type { Table, TableDefinition, Trigger } from '../catalog/model.ts';
import type { Statement } from '../parser/ast/index.ts';
import type { ServerCatalog } from '../catalog/server-catalog.ts';
import type { SqlType } from '../types/sql-type.ts';
import { SqlError } from '../types/errors.ts';
import { withOrigin } from './errors-at-run.ts';
import type { CallFrame } from './frame.ts';
import { VariableScope } from './scope.ts';
import type { FunctionCompiler, ModuleContext, Place } from './scope.ts';
import { isValid } from './statement-plan.ts';
import type { PlanBase } from './statement-plan.ts';
import { findTemporaryTable } from './temporary-tables.ts';

export interface ModuleOptions {
  readonly catalog: ServerCatalog;
  readonly database: Database;
  readonly defaultSchema: string;
  readonly statements: readonly Statement[];
  /** Name for messages and ERROR_PROCEDURE(): `schema.name` as created; '' for a batch. */
  readonly name: string;
  /** A stored module; a text or temporary procedure has no rights of its own. */
  readonly isStored?: boolean;
  readonly isFunction?: boolean;
  readonly quotedIdentifier?: boolean;
  readonly trigger?: { readonly trigger: Trigger; readonly table: TableDefinition };
  readonly functions: FunctionCompiler;
  readonly returnType?: SqlType | undefined;
  /** The text that the statements were parsed from: a module made by the batch keeps it. */
  readonly text?: string;
}

export class CompiledModule implements ModuleContext {
  readonly catalog: ServerCatalog;
  /** Changes when a batch says USE. */
  database: Database;
  readonly defaultSchema: string;
  readonly statements: readonly Statement[];
  readonly name: string;
  readonly home: Place | undefined;
  readonly isFunction: boolean;
  readonly quotedIdentifier: boolean;
  readonly trigger: ModuleOptions['trigger'];
  readonly functions: FunctionCompiler;
  readonly returnType: SqlType | undefined;
  readonly text: string | undefined;
  readonly variables = new VariableScope();
  /** Set once names and types were checked. */
  isPrepared = false;
  /** The call for which something is being compiled: it says which temporary tables there are. */
  call: CallFrame | undefined;
  /** While the module is prepared: temporary tables that it will create itself, so that none of a caller is meant. */
  ownTemporaryTables: ReadonlySet<string> | undefined;
  private readonly plans = new Map<object, PlanBase>();

  constructor(options: ModuleOptions) {
    this.catalog = options.catalog;
    this.database = options.database;
    this.defaultSchema = options.defaultSchema;
    this.statements = options.statements;
    this.name = options.name;
    this.home = options.isStored ? { database: options.database, schema: options.defaultSchema } : undefined;
    this.isFunction = options.isFunction ?? false;
    this.quotedIdentifier = options.quotedIdentifier ?? true;
    this.trigger = options.trigger;
    this.functions = options.functions;
    this.returnType = options.returnType;
    this.text = options.text;
  }

  findTemporaryTable(name: string): Table | undefined {
    return this.call && !this.ownTemporaryTables?.has(name) ? findTemporaryTable(this.call, name) : undefined;
  }

  /** The plans made so far. */
  allPlans(): Iterable<PlanBase> {
    return this.plans.values();
  }

  /** The plan of a node (statement or expression), made when there is none or the one there is no longer valid. */
  plan<T extends PlanBase>(node: object, call: CallFrame, compile: (module: ModuleContext) => T): T {
    const known = this.plans.get(node) as T | undefined;
    if (known && isValid(known, call)) return known;
    const saved = this.call;
    this.call = call;
    try {
      const made = compile(this);
      this.plans.set(node, made);
      return made;
    } catch (error) {
      throw error instanceof SqlError ? withOrigin(error, { compiledIn: call }) : error;
    } finally {
      this.call = saved;
    }
  }
}
