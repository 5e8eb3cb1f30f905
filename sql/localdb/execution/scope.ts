// Names during compilation: variables of the module, sources of the FROM clause, common table expressions, and what a
// statement's plan depends on.

import type { Database } from '../catalog/database.ts';
import type { ServerCatalog } from '../catalog/server-catalog.ts';
import type { SqlFunction, Table, TableDefinition, Trigger } from '../catalog/model.ts';
import type {
  CommonTableExpression,
  Expression,
  MultipartName,
  SelectStatement,
  TableSource,
  WindowSpecification,
} from '../parser/ast/index.ts';
import { sqlError } from '../types/errors.ts';
import type { SqlError } from '../types/errors.ts';
import type { SqlType, Value } from '../types/sql-type.ts';
import type { CallFrame, Frame, Running } from './frame.ts';
import type { Operator } from './operators/operator.ts';
import type { Scalar } from './scalar.ts';
import type { Need } from './security/needs.ts';

export type VariableInfo =
  | { readonly kind: 'scalar'; readonly name: string; readonly slot: number; readonly type: SqlType }
  | {
      readonly kind: 'table';
      readonly name: string;
      readonly slot: number;
      readonly definition: TableDefinition;
      readonly isReadOnly: boolean;
      readonly typeName?: string;
    }
  | { readonly kind: 'cursor'; readonly name: string; readonly slot: number };

/** Variables of a batch or module; slots of each kind count from 0. */
export class VariableScope {
  private readonly byName = new Map<string, VariableInfo>();
  scalarCount = 0;
  tableCount = 0;
  cursorCount = 0;
  find(name: string): VariableInfo | undefined {
    return this.byName.get(name.toLowerCase());
  }
  /** Scalar variable or 137. */
  scalar(name: string): VariableInfo & { kind: 'scalar' } {
    const found = this.find(name);
    if (found?.kind !== 'scalar') throw sqlError(137, name);
    return found;
  }
  declareScalar(name: string, type: SqlType): VariableInfo & { kind: 'scalar' } {
    return this.add({ kind: 'scalar', name, slot: this.scalarCount++, type });
  }
  declareTable(
    name: string,
    definition: TableDefinition,
    options: { isReadOnly?: boolean; typeName?: string } = {},
  ): VariableInfo & { kind: 'table' } {
    return this.add({
      kind: 'table',
      name,
      slot: this.tableCount++,
      definition,
      isReadOnly: options.isReadOnly ?? false,
      ...(options.typeName ? { typeName: options.typeName } : {}),
    });
  }
  declareCursor(name: string): VariableInfo & { kind: 'cursor' } {
    return this.add({ kind: 'cursor', name, slot: this.cursorCount++ });
  }
  private add<T extends VariableInfo>(info: T): T {
    const key = info.name.toLowerCase();
    if (this.byName.has(key)) throw sqlError(134, info.name);
    this.byName.set(key, info);
    return info;
  }
}

/** A table that the plan reads or writes; found again, and compared by definition, at each execution. */
export interface TableDependency {
  readonly definition: TableDefinition;
  /** Finds the table at run time: undefined when it is gone. */
  readonly place:
    | { readonly kind: 'permanent'; readonly database: Database }
    | { readonly kind: 'temporary'; readonly name: string }
    | { readonly kind: 'variable'; readonly slot: number };
  /** Rows when the plan was made; a plan made for a much smaller or larger table is made again. */
  readonly rowCount: number;
  /** Lock wanted at each execution; 'none' for NOLOCK, variables and temporary tables. Raised by later uses. */
  lock: 'none' | 'S' | 'U' | 'X';
  /** Keep the lock to the end of the transaction (HOLDLOCK, REPEATABLEREAD, ...). */
  isHeld: boolean;
}

/** Where a stored module is: names in it are resolved from there, and its owner's rights cover them. */
export interface Place {
  readonly database: Database;
  readonly schema: string;
}

/** What a module or batch gives to the compilation of its statements. */
export interface ModuleContext {
  readonly catalog: ServerCatalog;
  readonly database: Database;
  /** Schema of unqualified names: the module's own, dbo in a batch. */
  readonly defaultSchema: string;
  /** Undefined for texts and temporary procedures: what they name is checked against the rights of the session's user. */
  readonly home?: Place | undefined;
  readonly variables: VariableScope;
  /** Temporary table by name (lower case, with #), as the running session sees it now. */
  findTemporaryTable(name: string): Table | undefined;
  /** In a trigger: its table, whose columns inserted and deleted have. */
  readonly trigger?: { readonly trigger: Trigger; readonly table: TableDefinition };
  readonly isFunction: boolean;
  readonly quotedIdentifier: boolean;
  /** Compiles user-defined functions; set by the engine so that the floors of this folder need no cycle. */
  readonly functions: FunctionCompiler;
  /** The call for which something is being compiled; undefined when a definition is only checked. */
  readonly call: CallFrame | undefined;
  /** In a function: what RETURN converts to. */
  readonly returnType?: SqlType | undefined;
}

/** A user-defined function ready to be called from an expression. */
export interface CompiledFunction {
  /** Tables that the function reads: they are locked by the statement that calls it. */
  readonly dependencies: readonly TableDependency[];
  /** Scalar functions. */
  readonly call?: (frame: Frame, values: readonly Value[]) => Value;
  /** Multi-statement table functions: the rows of the result, without slot 0. */
  readonly rows?: (frame: Frame, values: readonly Value[]) => Iterable<readonly Value[]>;
}
export interface FunctionCompiler {
  compile(database: Database, definition: SqlFunction, caller: ModuleContext): CompiledFunction;
}

/** Carries the rows behind updatable views and derived tables through queries that are run as a whole. */
export interface RowTracker {
  /** The query with its base rows behind its values; undefined for one that is not updatable. */
  compile(select: SelectStatement, scope: Scope): import('./compile-select.ts').CompiledQuery | undefined;
  /** The query's rows stand at a slot. */
  place(query: import('./compile-select.ts').CompiledQuery, slot: number): void;
}

export type Preparation = (f: Frame) => Running<unknown>;

/** Collected while one statement is compiled. */
export class StatementContext {
  readonly module: ModuleContext;
  slotCount = 0;
  cacheCount = 0;
  readonly tables: TableDependency[] = [];
  /** Rights that the session's user must have. */
  readonly needs: Need[] = [];
  /** The target of a data modification among the sources: reading it is no use of SELECT by itself. */
  writtenNode: TableSource | undefined;
  /** Set when the plan holds something that a later change of the catalogue may make wrong (views, functions, names). */
  readonly databases = new Set<Database>();
  /** Scalars in place of variables: the parameters of an inline function that is being expanded. */
  parameters: ReadonlyMap<string, Scalar> | undefined;
  /** Table variables in place of the table-valued parameters of an inline function that is being expanded, by lower-case name. */
  tableParameters: ReadonlyMap<string, VariableInfo> | undefined;
  /** Index into `tables` of each slot that holds a stored table's rows. */
  readonly tableOfSlot = new Map<number, number>();
  /** Set while the FROM clause of a data modification through a view or derived table is compiled. */
  rowTracker: RowTracker | undefined;
  /** Nesting of views and inline functions being expanded. */
  expansionDepth = 0;
  maxRecursion = 100;
  /** Gives out values of a sequence, so it runs in a transaction. Set by compileSequenceValue. */
  usesSequence = false;
  /** Present while all columns that do not resolve are collected, not only the first. */
  unresolved: Map<Expression, SqlError> | undefined;
  /** The statement sets variables while it reads rows. */
  assignsVariables = false;
  /** Long work inside expressions that can be done before the statement's own run, where it can pause. See prepareFrame. */
  readonly preparations: Preparation[] = [];
  /** Sources so far whose number of rows nobody knows: functions' rows and recursion. */
  unknownSources = 0;
  /** Expressions are evaluated after the statement's changes (WITH CHECK OPTION): nothing in them can be prepared. */
  isAfterChanges = false;
  /** The statement kind in messages ('SELECT', 'INSERT', ...). */
  readonly statementName: string;
  constructor(module: ModuleContext, statementName: string) {
    this.module = module;
    this.statementName = statementName;
  }
  /** What a name with @ means as a table. */
  tableVariable(name: string): VariableInfo | undefined {
    return this.tableParameters?.get(name.toLowerCase()) ?? this.module.variables.find(name);
  }
  newSlot(): number {
    return this.slotCount++;
  }
  newCache(): number {
    return this.cacheCount++;
  }
}

export interface SourceColumn {
  readonly name: string;
  readonly scalar: Scalar;
  /** Left out of `*` (none today besides what NATURAL forms would need) . */
  readonly isHidden?: boolean;
  readonly isComputed?: boolean;
}
export interface Source {
  /** Alias, or the table's own name when it has none; '' for an unnamed one. */
  readonly name: string;
  /** What may stand before the table's name when it has no alias: schema, database. */
  readonly qualifier: readonly string[];
  readonly columns: readonly SourceColumn[];
}

export interface CteEntry {
  readonly definition: CommonTableExpression;
  /** Scope in which its query is compiled. */
  readonly scope: Scope;
  /** While the recursive part is compiled: the source that stands for the rows of the last step. */
  recursion?: { readonly makeSource: () => { readonly source: Source; readonly operator: Operator }; isReferenced: boolean };
}

/** Grouping in force for the select list, HAVING and ORDER BY of a grouped query. */
export interface GroupingContext {
  /** Compiles in the scope below the grouping (rows before aggregation). */
  readonly inner: Scope;
  findKey(key: string): Scalar | undefined;
  /** Registers (or finds) an aggregate and gives the scalar that reads its result. */
  aggregate(call: Expression & { kind: 'call' }): Scalar;
  /** GROUPING(expression) and GROUPING_ID(...). */
  grouping(expressions: readonly Expression[], isId: boolean): Scalar;
  clause: 'select' | 'having' | 'order';
}
/** Window functions of a query; present while its select list and ORDER BY are compiled. */
export interface WindowContext {
  window(call: Expression & { kind: 'call' | 'nextValueFor' }, scope: Scope): Scalar;
}

export class Scope {
  readonly statement: StatementContext;
  readonly parent: Scope | undefined;
  readonly sources: Source[] = [];
  readonly ctes = new Map<string, CteEntry>();
  grouping: GroupingContext | undefined;
  windowing: WindowContext | undefined;
  windows: ReadonlyMap<string, WindowSpecification> | undefined;
  /** Where aggregates are refused, and with which error. */
  aggregateError: (() => Error) | undefined;
  /** Database and schema that names are resolved in, when not the module's (inside a view or inline function). */
  home: Place | undefined;
  /** Row slots of outer queries that expressions compiled here read. */
  outerSlots = 0n;
  constructor(statement: StatementContext, parent?: Scope) {
    this.statement = statement;
    this.parent = parent;
    this.home = parent?.home;
  }

  /** Notes slots read by an expression of this scope that may belong to outer queries, up to (not including) `owner`. */
  noteOuter(slots: bigint, owner?: Scope): void {
    for (let s: Scope | undefined = this; s && s !== owner; s = s.parent) s.outerSlots |= slots;
  }

  /** The nearest common table expression of that name. */
  findCte(name: string): CteEntry | undefined {
    const key = name.toLowerCase();
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const found = scope.ctes.get(key);
      if (found) return found;
    }
    return undefined;
  }
}

const same = (a: string, b: string): boolean => a === b || a.toLowerCase() === b.toLowerCase();

/** Whether a source is what `qualifier` (table, schema.table, ...) means. */
export const isQualifiedBy = (source: Source, qualifier: MultipartName): boolean => {
  const table = qualifier[qualifier.length - 1];
  if (table === undefined || source.name === '' || !same(source.name, table)) return false;
  for (let i = 2; i <= qualifier.length; i++) {
    const wanted = qualifier[qualifier.length - i];
    const given = source.qualifier[i - 2];
    if (wanted && (given === undefined || !same(given, wanted))) return false;
  }
  return true;
};

/** Errors of single columns: SQL Server reports all of a statement's. */
export const UNRESOLVED: ReadonlySet<number> = new Set([207, 209, 4104]);

/**
 * The column that a name means: in the nearest scope that has it. Throws 209 for two candidates, 207 for an unknown
 * column, 4104 for an unknown prefix.
 */
export const resolveColumn = (scope: Scope, name: MultipartName): Scalar => {
  const column = name[name.length - 1] ?? '';
  const qualifier = name.slice(0, -1);
  let isQualifierKnown = false;
  for (let s: Scope | undefined = scope; s; s = s.parent) {
    let found: Scalar | undefined;
    const base = s.grouping ? s.grouping.inner : s;
    for (const source of base.sources) {
      if (qualifier.length > 0) {
        if (!isQualifiedBy(source, qualifier)) continue;
        isQualifierKnown = true;
      }
      for (const c of source.columns) {
        if (!same(c.name, column)) continue;
        if (found) throw sqlError(209, column);
        found = c.scalar;
      }
    }
    if (found) {
      const result = s.grouping ? throughGrouping(s.grouping, found, name) : found;
      scope.noteOuter(result.slots, s);
      return result;
    }
    if (isQualifierKnown) break;
  }
  if (qualifier.length > 0 && !isQualifierKnown) throw sqlError(4104, name.join('.'));
  throw sqlError(207, column);
};

/** The nearest scope whose sources have the column; undefined when none has. */
export const scopeOfColumn = (scope: Scope, name: MultipartName): Scope | undefined => {
  const column = name[name.length - 1] ?? '';
  const qualifier = name.slice(0, -1);
  for (let s: Scope | undefined = scope; s; s = s.parent) {
    const base = s.grouping ? s.grouping.inner : s;
    if (
      base.sources.some(
        (source) => (qualifier.length === 0 || isQualifiedBy(source, qualifier)) && source.columns.some((c) => same(c.name, column)),
      )
    )
      return s;
  }
  return undefined;
};

const throughGrouping = (grouping: GroupingContext, column: Scalar, name: MultipartName): Scalar => {
  const key = grouping.findKey(column.key);
  if (key) return key;
  const text = describeColumn(grouping.inner, column, name);
  if (grouping.clause === 'having') throw sqlError(8121, text);
  if (grouping.clause === 'order') throw sqlError(8127, text);
  throw sqlError(8120, text);
};

const describeColumn = (scope: Scope, column: Scalar, name: MultipartName): string => {
  for (const source of scope.sources) {
    for (const c of source.columns)
      if (c.scalar === column) return [...source.qualifier.slice(0, 1), source.name, c.name].filter((p) => p !== '').join('.');
  }
  return name.join('.');
};
