// The server's databases, name resolution over them, and object ids. Loads everything from the store at start-up.

import type { MultipartName } from '../parser/ast/index.ts';
import type { StoredDefinition } from '../storage/store.ts';
import type { TableData } from '../storage/table-data.ts';
import { sqlError } from '../types/errors.ts';
import type { CatalogTransaction } from './catalog-transaction.ts';
import { Database, HEADER_ENTRY } from './database.ts';
import { decodeEntry, decodeHeader, encodeEntry, encodeHeader } from './entry-codec.ts';
import { Logins } from './security/logins.ts';
import type { SchemaObject, SequenceState, Synonym, TableDefinition } from './model.ts';
import { nowTicks } from './catalog-clock.ts';
import type { SystemView } from './system-views/index.ts';
import { findSystemView } from './system-views/index.ts';

export const SERVER_COLLATION = 'SQL_Latin1_General_CP1_CI_AS';
/** database_id of master: its header holds the logins. */
const MASTER_ID = 1;
/** database_id of tempdb: its tables must not be durable. */
const TEMPDB_ID = 2;
/** Synonyms of synonyms that are followed. */
const MAX_SYNONYMS = 8;
const SYSTEM_DATABASES = ['master', 'tempdb', 'model', 'msdb'] as const;

/** What loading needs from the store. */
export interface Loader {
  definitions(): Iterable<StoredDefinition>;
  /** A table's rows: `definition.dataId` is their id. */
  openTable(database: Database, definition: TableDefinition): TableData;
  /** What a sequence had given out. */
  counter(id: number): SequenceState | undefined;
}

export type Resolved =
  | { readonly kind: 'object'; readonly database: Database; readonly object: SchemaObject }
  | { readonly kind: 'systemView'; readonly database: Database; readonly view: SystemView };

/** SQL Server's steps between object ids; the modulus is prime, so ids repeat only after two thousand million. */
const ID_STEP = 16_000_057n;
const ID_MODULUS = 2_147_483_647n;
const FIRST_ID = 901_578_250n;
const idAt = (ordinal: number): number => Number((FIRST_ID + BigInt(ordinal) * ID_STEP) % ID_MODULUS);

export class ServerCatalog {
  readonly logins = new Logins((tx) => tx.touchDefinition(MASTER_ID, HEADER_ENTRY));
  #databases = new Map<string, Database>();
  #byId = new Map<number, Database>();
  #nextObject = 0;
  #nextTemporary = -1_000_000_000;
  #nextData = 1;

  constructor() {
    for (const [i, name] of SYSTEM_DATABASES.entries()) this.#put(new Database(i + 1, name, SERVER_COLLATION, nowTicks()));
  }

  // -- databases

  database(name: string): Database | undefined {
    return this.#databases.get(name.toLowerCase());
  }
  databaseById(id: number): Database | undefined {
    return this.#byId.get(id);
  }
  /** In order of id. */
  databases(): readonly Database[] {
    return [...this.#byId.values()].sort((a, b) => a.id - b.id);
  }
  /** Throws 1801. */
  createDatabase(tx: CatalogTransaction, name: string, collation: string = SERVER_COLLATION): Database {
    if (this.database(name)) throw sqlError(1801, name);
    let id = 5;
    while (this.#byId.has(id)) id++;
    const database = new Database(id, name, collation, nowTicks());
    this.#put(database);
    tx.logUndo(() => this.#take(database));
    tx.touchDefinition(id, HEADER_ENTRY);
    return database;
  }
  /** Takes the database away with all of its objects; the caller has checked that nobody uses it. */
  dropDatabase(tx: CatalogTransaction, database: Database): void {
    for (const entry of database.entries()) tx.touchDefinition(database.id, entry.id);
    this.#take(database);
    tx.logUndo(() => this.#put(database));
    tx.touchDefinition(database.id, HEADER_ENTRY);
  }
  /** Throws 1801. */
  renameDatabase(tx: CatalogTransaction, database: Database, name: string): void {
    const other = this.database(name);
    if (other && other !== database) throw sqlError(1801, name);
    const old = database.name;
    const rename = (to: string): void => {
      this.#databases.delete(database.name.toLowerCase());
      database.name = to;
      database.version++;
      this.#databases.set(to.toLowerCase(), database);
    };
    rename(name);
    tx.logUndo(() => rename(old));
    tx.touchDefinition(database.id, HEADER_ENTRY);
  }
  #put(database: Database): void {
    this.#databases.set(database.name.toLowerCase(), database);
    this.#byId.set(database.id, database);
  }
  #take(database: Database): void {
    this.#databases.delete(database.name.toLowerCase());
    this.#byId.delete(database.id);
  }

  // -- ids

  /** An object id for a permanent object or constraint; unique in the server, not reused after a restart. */
  newObjectId(): number {
    let id = idAt(this.#nextObject++);
    while (id < 1000) id = idAt(this.#nextObject++);
    return id;
  }
  /** An id for a temporary table, table variable or their constraints: negative, never stored. */
  newTemporaryId(): number {
    return this.#nextTemporary--;
  }
  /** An id for the rows of a permanent table in the store. */
  newDataId(): number {
    return this.#nextData++;
  }
  /** A user_type_id for a new type of the database: 257 and up. */
  newUserTypeId(database: Database): number {
    let id = 257;
    for (const type of database.types()) if (type.userTypeId >= id) id = type.userTypeId + 1;
    return id;
  }

  // -- names

  /**
   * The object or system view that a name of one to three parts means, synonyms followed; undefined when there is none.
   * Four parts, or a part that names no database: undefined (7202 and 911 are the caller's). Throws 5313 for a synonym
   * of something that does not exist.
   */
  resolve(database: Database, defaultSchema: string, name: MultipartName): Resolved | undefined {
    let found = this.resolveWithoutSynonyms(database, defaultSchema, name);
    for (let depth = 0; found?.kind === 'object' && found.object.kind === 'synonym'; depth++) {
      const synonym: Synonym = found.object;
      // A synonym's target may not be a synonym, but it may become one later.
      found = depth === MAX_SYNONYMS ? undefined : this.resolveWithoutSynonyms(found.database, synonym.schema, synonym.target);
      if (!found) throw sqlError(5313, `${synonym.schema}.${synonym.name}`);
    }
    return found;
  }
  /** As `resolve`, but a synonym is given as the object that it is. */
  resolveWithoutSynonyms(database: Database, defaultSchema: string, name: MultipartName): Resolved | undefined {
    if (name.length > 3 || name.length === 0) return undefined;
    const object = name[name.length - 1] ?? '';
    const schema = name[name.length - 2] ?? '';
    const databaseName = name[name.length - 3] ?? '';
    const where = databaseName === '' ? database : this.database(databaseName);
    if (!where) return undefined;
    if (schema === '') {
      const own = where.find(defaultSchema, object) ?? (defaultSchema.toLowerCase() === 'dbo' ? undefined : where.find('dbo', object));
      if (own) return { kind: 'object', database: where, object: own };
      return systemView(where, 'dbo', object);
    }
    const own = where.find(schema, object);
    if (own) return { kind: 'object', database: where, object: own };
    return systemView(where, schema, object);
  }

  // -- the store

  /** The text of a definition at commit; null when it was removed. The store calls this for what was touched. */
  definitionText(databaseId: number, entryId: number): string | null {
    const database = this.#byId.get(databaseId);
    // tempdb begins empty after every start.
    if (!database || database.id === TEMPDB_ID) return null;
    if (entryId === HEADER_ENTRY) return encodeHeader(database, this.#nextObject, databaseId === MASTER_ID ? this.logins.all() : undefined);
    const entry = database.entry(entryId);
    return entry ? encodeEntry(entry, database.ordinal(entryId), this.#nextObject) : null;
  }
  /** Puts the stored definitions in place. Called once, before any session. */
  load(loader: Loader): void {
    const entries: StoredDefinition[] = [];
    for (const stored of loader.definitions()) {
      if (stored.entryId !== HEADER_ENTRY) {
        entries.push(stored);
        continue;
      }
      const header = decodeHeader(stored.text);
      const database = this.#byId.get(stored.databaseId) ?? new Database(stored.databaseId, header.name, header.collation, header.created);
      database.name = header.name;
      database.collation = header.collation;
      database.loadHeader(header);
      this.logins.load(header.logins ?? []);
      this.#put(database);
      this.#nextObject = Math.max(this.#nextObject, header.nextObject);
    }
    const decoded = entries
      .map((stored) => ({ databaseId: stored.databaseId, ...decodeEntry(stored.text) }))
      .sort((a, b) => a.ordinal - b.ordinal);
    for (const { databaseId, entry, nextObject } of decoded) {
      this.#nextObject = Math.max(this.#nextObject, nextObject);
      const database = this.#byId.get(databaseId);
      if (!database) continue;
      if (entry.kind === 'table' && entry.dataId !== undefined) {
        this.#nextData = Math.max(this.#nextData, entry.dataId + 1);
        database.load(entry, loader.openTable(database, entry));
      } else {
        const state = entry.kind === 'sequence' ? loader.counter(entry.id) : undefined;
        if (entry.kind === 'sequence' && state) Object.assign(entry.state, state);
        database.load(entry);
      }
    }
  }
}

const systemView = (database: Database, schema: string, name: string): Resolved | undefined => {
  const view = findSystemView(schema, name);
  if (view?.isInMasterOnly && database.name !== 'master') return undefined;
  return view && { kind: 'systemView', database, view };
};
