// One database's objects by name and by id, with the rows of its tables. Definitions are immutable; every change
// replaces one, logs its undo with the transaction and marks it to be written at commit.

import type { TableData } from '../storage/table-data.ts';
import type { CatalogTransaction } from './catalog-transaction.ts';
import { copyDefinition } from './lazy-definition.ts';
import type {
  CatalogEntry,
  CheckConstraint,
  DefaultConstraint,
  ForeignKey,
  IndexDefinition,
  SchemaObject,
  Table,
  TableDefinition,
  Trigger,
  UserType,
} from './model.ts';
import type { DatabaseHeader, DatabaseOptions, ExtendedProperty, Permission, Principal, Schema } from './database-header.ts';
import { defaultDatabaseOptions, fixedPrincipals, fixedSchemas, permissionKey, propertyKey } from './database-header.ts';

/** A constraint found by its name; indexes are the keys behind PRIMARY KEY and UNIQUE. */
export type FoundConstraint = { readonly table: TableDefinition; readonly id: number; readonly name: string } & (
  | { readonly kind: 'primaryKey' | 'unique'; readonly index: IndexDefinition }
  | { readonly kind: 'foreignKey'; readonly foreignKey: ForeignKey }
  | { readonly kind: 'check'; readonly check: CheckConstraint }
  | { readonly kind: 'default'; readonly default: DefaultConstraint; readonly columnId: number }
);

/** A foreign key of another (or the same) table that points at a table. */
export interface ReferencingKey {
  readonly table: TableDefinition;
  readonly foreignKey: ForeignKey;
}

/** Entry id under which a database's header (name, options, schemas, principals, properties) is stored. */
export const HEADER_ENTRY = 0;

/** Key of a name in a schema, the same for every spelling that SQL Server takes as equal. */
const nameKey = (schema: string, name: string): string => `${schema.toLowerCase()}\u0000${name.toLowerCase()}`;

/** All constraints of a table with their ids and names. */
export function* constraintsOf(table: TableDefinition): Generator<FoundConstraint> {
  for (const index of table.indexes) {
    if (index.constraint) yield { table, kind: index.constraint.kind, id: index.constraint.id, name: index.name, index };
  }
  for (const foreignKey of table.foreignKeys) yield { table, kind: 'foreignKey', id: foreignKey.id, name: foreignKey.name, foreignKey };
  for (const check of table.checks) yield { table, kind: 'check', id: check.id, name: check.name, check };
  for (const column of table.columns) {
    if (column.default)
      yield { table, kind: 'default', id: column.default.id, name: column.default.name, default: column.default, columnId: column.id };
  }
}

export class Database {
  readonly id: number;
  /** Ticks of 100 ns since 2010-01-01 UTC. */
  readonly created: number;
  name: string;
  collation: string;
  options: DatabaseOptions = defaultDatabaseOptions;
  /** Grows with every change of a permanent definition, undone ones included; a plan compiled at a version is good for that version. */
  version = 0;

  #entries = new Map<number, CatalogEntry>();
  #objects = new Map<string, SchemaObject>();
  #types = new Map<string, UserType>();
  #data = new Map<number, TableData>();
  #schemas = new Map<string, Schema>();
  #principals = new Map<string, Principal>();
  #permissions = new Map<string, Permission>();
  #properties = new Map<string, ExtendedProperty>();
  /** Order of creation, dropped objects included. */
  #sequence = new Map<number, number>();
  // Derived from the entries; built when asked for after a change.
  #constraints: Map<string, FoundConstraint> | undefined;
  #constraintsById: Map<number, FoundConstraint> | undefined;
  #referencing: Map<number, ReferencingKey[]> | undefined;
  #triggers: Map<number, Trigger[]> | undefined;

  constructor(id: number, name: string, collation: string, created: number) {
    this.id = id;
    this.name = name;
    this.collation = collation;
    this.created = created;
    for (const schema of fixedSchemas) this.#schemas.set(schema.name.toLowerCase(), schema);
    for (const principal of fixedPrincipals) this.#principals.set(principal.name.toLowerCase(), principal);
  }

  // -- reading

  find(schema: string, name: string): SchemaObject | undefined {
    return this.#objects.get(nameKey(schema, name));
  }
  /** A table by name; undefined also when the name is something else. */
  findTable(schema: string, name: string): Table | undefined {
    const found = this.find(schema, name);
    return found?.kind === 'table' ? this.table(found.id) : undefined;
  }
  byId(id: number): SchemaObject | undefined {
    const entry = this.#entries.get(id);
    return entry?.kind === 'type' ? undefined : entry;
  }
  /** An object, or a type by its object id. */
  entry(id: number): CatalogEntry | undefined {
    return this.#entries.get(id);
  }
  table(id: number): Table | undefined {
    const definition = this.#entries.get(id);
    const data = this.#data.get(id);
    return definition?.kind === 'table' && data ? { definition, data } : undefined;
  }
  /** Rows of a table that exists. */
  data(tableId: number): TableData {
    const data = this.#data.get(tableId);
    if (!data) throw new Error(`no rows for table ${tableId}`);
    return data;
  }
  /** Place in the order of creation. */
  ordinal(id: number): number {
    return this.#sequence.get(id) ?? 0;
  }
  type(schema: string, name: string): UserType | undefined {
    return this.#types.get(nameKey(schema, name));
  }
  /** By user_type_id. */
  typeById(userTypeId: number): UserType | undefined {
    for (const type of this.#types.values()) if (type.userTypeId === userTypeId) return type;
    return undefined;
  }
  /** In order of creation. */
  *objects(): Generator<SchemaObject> {
    for (const entry of this.#entries.values()) if (entry.kind !== 'type') yield entry;
  }
  *entries(): Generator<CatalogEntry> {
    yield* this.#entries.values();
  }
  types(): Iterable<UserType> {
    return this.#types.values();
  }
  *tables(): Generator<TableDefinition> {
    for (const entry of this.#entries.values()) if (entry.kind === 'table') yield entry;
  }
  /** Triggers of a table or view in order of creation, disabled ones included. */
  triggersOf(parentId: number): readonly Trigger[] {
    if (!this.#triggers) {
      this.#triggers = new Map();
      for (const entry of this.#entries.values()) {
        if (entry.kind !== 'trigger') continue;
        const list = this.#triggers.get(entry.parentId);
        if (list) list.push(entry);
        else this.#triggers.set(entry.parentId, [entry]);
      }
    }
    return this.#triggers.get(parentId) ?? [];
  }
  /** Foreign keys that reference the table, its own included. */
  foreignKeysTo(tableId: number): readonly ReferencingKey[] {
    if (!this.#referencing) {
      this.#referencing = new Map();
      for (const table of this.tables()) {
        for (const foreignKey of table.foreignKeys) {
          const list = this.#referencing.get(foreignKey.referencedTableId);
          if (list) list.push({ table, foreignKey });
          else this.#referencing.set(foreignKey.referencedTableId, [{ table, foreignKey }]);
        }
      }
    }
    return this.#referencing.get(tableId) ?? [];
  }
  /** Constraints share the name space of objects. */
  constraint(schema: string, name: string): FoundConstraint | undefined {
    this.#indexConstraints();
    return this.#constraints?.get(nameKey(schema, name));
  }
  constraintById(id: number): FoundConstraint | undefined {
    this.#indexConstraints();
    return this.#constraintsById?.get(id);
  }
  /** Whether an object or constraint has the name (error 2714). */
  isNameTaken(schema: string, name: string): boolean {
    return this.find(schema, name) !== undefined || this.constraint(schema, name) !== undefined;
  }

  // -- changing objects and types

  add(tx: CatalogTransaction, entry: CatalogEntry): void {
    this.#put(entry);
    tx.logUndo(() => this.#delete(entry.id));
    tx.touchDefinition(this.id, entry.id);
    if (entry.kind === 'trigger') this.#renewParent(tx, entry.parentId, (triggers) => [...triggers, entry.id]);
  }
  /** A new definition of the same id; its name or schema may differ. */
  replace(tx: CatalogTransaction, entry: CatalogEntry): void {
    const old = this.#entries.get(entry.id);
    if (!old) throw new Error(`no definition ${entry.id} to replace`);
    this.#swap(old, entry);
    tx.logUndo(() => this.#swap(entry, old));
    tx.touchDefinition(this.id, entry.id);
    // A plan of a statement on the table has its triggers compiled in.
    if (entry.kind === 'trigger') this.#renewParent(tx, entry.parentId, (triggers) => triggers);
  }
  /** Also removes the triggers of a table or view, and a table's rows. */
  remove(tx: CatalogTransaction, id: number): void {
    const old = this.#entries.get(id);
    if (!old) throw new Error(`no definition ${id} to remove`);
    if (old.kind === 'table') {
      this.removeTable(tx, id);
      return;
    }
    for (const trigger of this.triggersOf(id)) this.remove(tx, trigger.id);
    this.#remove(tx, this.#entries.get(id) ?? old);
    if (old.kind === 'trigger') this.#renewParent(tx, old.parentId, (triggers) => triggers.filter((t) => t !== id));
  }
  /** The definition gets the rows' id in the store. */
  addTable(tx: CatalogTransaction, definition: TableDefinition, data: TableData): Table {
    const added = { ...definition, dataId: data.id };
    this.#data.set(added.id, data);
    tx.logUndo(() => this.#data.delete(added.id));
    this.add(tx, added);
    return { definition: added, data };
  }
  removeTable(tx: CatalogTransaction, id: number): void {
    for (const trigger of this.triggersOf(id)) this.remove(tx, trigger.id);
    const definition = this.#entries.get(id);
    if (definition?.kind !== 'table') throw new Error(`no table ${id} to remove`);
    this.replaceData(tx, id, undefined);
    this.#remove(tx, definition);
  }
  /** New rows for a table whose shape changed; undefined takes them away. */
  replaceData(tx: CatalogTransaction, tableId: number, data: TableData | undefined): void {
    const old = this.#data.get(tableId);
    const set = (rows: TableData | undefined): void => {
      if (rows) this.#data.set(tableId, rows);
      else this.#data.delete(tableId);
      this.#changed();
    };
    set(data);
    tx.logUndo(() => set(old));
  }
  /** Puts a definition in place without a transaction: at start-up, from the store. */
  load(entry: CatalogEntry, data?: TableData): void {
    if (data) this.#data.set(entry.id, data);
    this.#put(entry);
  }

  // -- schemas, principals, permissions, extended properties and options: the header

  schema(name: string): Schema | undefined {
    return this.#schemas.get(name.toLowerCase());
  }
  schemaById(id: number): Schema | undefined {
    for (const schema of this.#schemas.values()) if (schema.id === id) return schema;
    return undefined;
  }
  schemas(): Iterable<Schema> {
    return this.#schemas.values();
  }
  principal(name: string): Principal | undefined {
    return this.#principals.get(name.toLowerCase());
  }
  principals(): Iterable<Principal> {
    return this.#principals.values();
  }
  permissions(): Iterable<Permission> {
    return this.#permissions.values();
  }
  properties(): Iterable<ExtendedProperty> {
    return this.#properties.values();
  }
  property(key: Omit<ExtendedProperty, 'value'>): ExtendedProperty | undefined {
    return this.#properties.get(propertyKey(key));
  }
  addSchema(tx: CatalogTransaction, name: string, owner = 'dbo'): Schema {
    let id = 5;
    while (this.schemaById(id)) id++;
    const schema = { id, name, owner };
    this.#setPart(tx, this.#schemas, name.toLowerCase(), schema);
    return schema;
  }
  removeSchema(tx: CatalogTransaction, name: string): void {
    this.#setPart(tx, this.#schemas, name.toLowerCase(), undefined);
  }
  setSchemaOwner(tx: CatalogTransaction, schema: Schema, owner: string): void {
    this.#setPart(tx, this.#schemas, schema.name.toLowerCase(), { ...schema, owner });
  }
  /** Any object or type in the schema, which then cannot be dropped (error 3729). */
  firstInSchema(name: string): CatalogEntry | undefined {
    const schema = name.toLowerCase();
    for (const entry of this.#entries.values()) if (entry.schema.toLowerCase() === schema) return entry;
    return undefined;
  }
  addPrincipal(tx: CatalogTransaction, principal: Omit<Principal, 'id'>): Principal {
    const taken = new Set([...this.#principals.values()].map((p) => p.id));
    let id = 5;
    while (taken.has(id)) id++;
    const added = { ...principal, id };
    this.#setPart(tx, this.#principals, added.name.toLowerCase(), added);
    return added;
  }
  replacePrincipal(tx: CatalogTransaction, oldName: string, principal: Principal): void {
    this.#setPart(tx, this.#principals, oldName.toLowerCase(), undefined);
    this.#setPart(tx, this.#principals, principal.name.toLowerCase(), principal);
  }
  removePrincipal(tx: CatalogTransaction, name: string): void {
    this.#setPart(tx, this.#principals, name.toLowerCase(), undefined);
  }
  /** Grants or denies; `isRevoked` takes the entry away. */
  setPermission(tx: CatalogTransaction, permission: Permission, isRevoked = false): void {
    this.#setPart(tx, this.#permissions, permissionKey(permission), isRevoked ? undefined : permission);
  }
  setProperty(tx: CatalogTransaction, property: ExtendedProperty): void {
    this.#setPart(tx, this.#properties, propertyKey(property), property);
  }
  removeProperty(tx: CatalogTransaction, key: Omit<ExtendedProperty, 'value'>): void {
    this.#setPart(tx, this.#properties, propertyKey(key), undefined);
  }
  setOptions(tx: CatalogTransaction, changes: Partial<DatabaseOptions>): void {
    const old = this.options;
    this.#changeHeader(
      tx,
      () => {
        this.options = { ...old, ...changes };
      },
      () => {
        this.options = old;
      },
    );
  }
  setCollation(tx: CatalogTransaction, collation: string): void {
    const old = this.collation;
    this.#changeHeader(
      tx,
      () => {
        this.collation = collation;
      },
      () => {
        this.collation = old;
      },
    );
  }
  /** Header parts from the store, without a transaction. */
  loadHeader(header: DatabaseHeader): void {
    for (const schema of header.schemas) this.#schemas.set(schema.name.toLowerCase(), schema);
    for (const principal of header.principals) this.#principals.set(principal.name.toLowerCase(), principal);
    for (const permission of header.permissions) this.#permissions.set(permissionKey(permission), permission);
    for (const property of header.properties) this.#properties.set(propertyKey(property), property);
    this.options = header.options;
    this.#changed();
  }

  // -- inside

  /** One part is set and undone on its own: other transactions may change other parts meanwhile. */
  #setPart<T>(tx: CatalogTransaction, parts: Map<string, T>, key: string, value: T | undefined): void {
    const old = parts.get(key);
    const set = (v: T | undefined): void => {
      if (v === undefined) parts.delete(key);
      else parts.set(key, v);
    };
    this.#changeHeader(
      tx,
      () => set(value),
      () => set(old),
    );
  }
  #changeHeader(tx: CatalogTransaction, apply: () => void, undo: () => void): void {
    apply();
    this.#changed();
    tx.logUndo(() => {
      undo();
      this.#changed();
    });
    tx.touchDefinition(this.id, HEADER_ENTRY);
  }
  #changed(): void {
    this.version++;
    this.#constraints = undefined;
    this.#constraintsById = undefined;
    this.#referencing = undefined;
    this.#triggers = undefined;
  }
  #name(entry: CatalogEntry): void {
    if (entry.kind === 'type') this.#types.set(nameKey(entry.schema, entry.name), entry);
    else this.#objects.set(nameKey(entry.schema, entry.name), entry);
  }
  #unname(entry: CatalogEntry): void {
    if (entry.kind === 'type') this.#types.delete(nameKey(entry.schema, entry.name));
    else this.#objects.delete(nameKey(entry.schema, entry.name));
  }
  #put(entry: CatalogEntry): void {
    this.#entries.set(entry.id, entry);
    if (!this.#sequence.has(entry.id)) this.#sequence.set(entry.id, this.#sequence.size);
    this.#name(entry);
    this.#changed();
  }
  #delete(id: number): void {
    const entry = this.#entries.get(id);
    if (!entry) return;
    this.#entries.delete(id);
    this.#unname(entry);
    this.#changed();
  }
  #swap(from: CatalogEntry, to: CatalogEntry): void {
    this.#unname(from);
    this.#entries.set(to.id, to);
    this.#name(to);
    this.#changed();
  }
  #remove(tx: CatalogTransaction, entry: CatalogEntry): void {
    this.#delete(entry.id);
    tx.logUndo(() => {
      this.#put(entry);
      this.#restoreOrder();
    });
    tx.touchDefinition(this.id, entry.id);
    for (const property of this.#properties.values()) {
      if (property.majorId === entry.id && (property.class === 'object' || property.class === 'parameter' || property.class === 'index'))
        this.removeProperty(tx, property);
    }
  }
  /** Objects are listed in order of creation; one that came back goes to its old place. */
  #restoreOrder(): void {
    const place = (id: number): number => this.#sequence.get(id) ?? 0;
    this.#entries = new Map([...this.#entries].sort(([a], [b]) => place(a) - place(b)));
  }
  #renewParent(tx: CatalogTransaction, parentId: number, change: (triggers: readonly number[]) => readonly number[]): void {
    const parent = this.#entries.get(parentId);
    if (parent?.kind === 'table') this.replace(tx, copyDefinition(parent, { triggers: change(parent.triggers) }));
    else if (parent?.kind === 'view') this.replace(tx, copyDefinition(parent, {}));
  }
  #indexConstraints(): void {
    if (this.#constraints) return;
    this.#constraints = new Map();
    this.#constraintsById = new Map();
    for (const table of this.tables()) {
      for (const found of constraintsOf(table)) {
        this.#constraints.set(nameKey(table.schema, found.name), found);
        this.#constraintsById.set(found.id, found);
      }
    }
  }
}
