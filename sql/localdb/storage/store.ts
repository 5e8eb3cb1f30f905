// What outlives the process: definitions, rows and counters of all databases in one SQLite file, or nothing at all for a
// server that lives in memory only. Promises: what `write` wrote is on the disk when it returns, all of it or nothing;
// a file that is damaged, of a newer format or in use is refused and left as it is.

import type { Slices } from './slices.ts';
import type { TableData } from './table-data.ts';
import type { CounterState } from './transaction.ts';
import type { WriteSteps } from './store-file.ts';
import { StoreFile } from './store-file.ts';
import { PAGE_SIZE } from './store-format.ts';

/** A definition of the catalogue; its text belongs to the catalogue. */
export interface StoredDefinition {
  readonly databaseId: number;
  readonly entryId: number;
  readonly text: string;
}

export interface StoreOptions {
  /** The data file grows no further; a commit that needs more fails with 9002. */
  readonly maximumBytes?: number;
}

/** Opens the data in the folder, which is made when missing; without a folder, a store that keeps nothing. Throws Error. */
export const openStore = (folder: string | undefined, options: StoreOptions = {}): Store =>
  new Store(folder === undefined ? undefined : new StoreFile(folder, Math.ceil((options.maximumBytes ?? 2 ** 44) / PAGE_SIZE)));

export class Store {
  readonly #file: StoreFile | undefined;
  /** Gives the text of a definition at commit, null when it is gone. The server sets it to the catalogue's. */
  definitionText: (databaseId: number, entryId: number) => string | null = () => null;

  constructor(file: StoreFile | undefined) {
    this.#file = file;
  }

  get isDurable(): boolean {
    return this.#file !== undefined;
  }

  definitions(): Iterable<StoredDefinition> {
    return this.#file?.definitions() ?? [];
  }

  /** Puts the stored rows (in order of their ids) and the identity into a table without indexes; set those afterwards. */
  loadTable(table: TableData): void {
    this.#file?.loadTable(table);
  }

  /** What a sequence had given out; undefined when nothing was stored. */
  counter(id: number): CounterState | undefined {
    return this.#file?.counter(id);
  }

  /** Ends the loading: checks that nothing is left over, and opens the file for writing. */
  start(): void {
    this.#file?.start();
  }

  /** Runs the writes as one transaction, which is durable when the generator is done. Throws SqlError. */
  *write(run: WriteSteps): Slices<void> {
    if (this.#file !== undefined) yield* this.#file.write(run);
  }

  /** The error for content that cannot be understood while loading; names the file and what to do. */
  damaged(reason: string): Error {
    return this.#file?.damaged(reason) ?? new Error(reason);
  }

  /** Writes a consistent copy of everything committed so far, while the server runs. Throws Error. */
  async backup(file: string): Promise<void> {
    if (this.#file === undefined) throw new Error('A server that lives in memory only has nothing to back up.');
    await this.#file.backup(file);
  }

  close(): void {
    this.#file?.close();
  }
}
