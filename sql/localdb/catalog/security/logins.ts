// The server's logins besides `sa`, whose password is the server's own. They are stored with the header of master: what is kept of a
// password is a salted hash (execution/security/passwords.ts).

import type { CatalogTransaction } from '../catalog-transaction.ts';

export interface Login {
  /** principal_id. */
  readonly id: number;
  readonly name: string;
  /** 16 bytes in hexadecimal; users of databases refer to it, so a login of the same name that is made later is another one. */
  readonly sid: string;
  readonly passwordHash: string;
  readonly isDisabled: boolean;
  readonly defaultDatabase: string;
  /** Member of the server role sysadmin, the only one that can have members. */
  readonly isSysadmin: boolean;
  /** Ticks. */
  readonly created: number;
  readonly modified: number;
}

/** The administrator: always there, not stored. */
export const SA = 'sa';
export const isSa = (name: string): boolean => name.toLowerCase() === SA;

const FIRST_ID = 259;

export class Logins {
  /** Grows with every change, undone ones included. */
  version = 0;
  readonly #byName = new Map<string, Login>();
  readonly #byId = new Map<number, Login>();
  readonly #touch: (tx: CatalogTransaction) => void;

  /** `touch` marks what holds the logins in the store. */
  constructor(touch: (tx: CatalogTransaction) => void) {
    this.#touch = touch;
  }

  find(name: string): Login | undefined {
    return this.#byName.get(name.toLowerCase());
  }
  byId(id: number): Login | undefined {
    return this.#byId.get(id);
  }
  bySid(sid: string): Login | undefined {
    return this.all().find((l) => l.sid === sid);
  }
  /** In order of creation. */
  all(): readonly Login[] {
    return [...this.#byName.values()].sort((a, b) => a.id - b.id);
  }
  add(tx: CatalogTransaction, login: Omit<Login, 'id'>): Login {
    const added = { ...login, id: Math.max(FIRST_ID - 1, ...this.all().map((l) => l.id)) + 1 };
    this.#set(tx, added.name, added);
    return added;
  }
  replace(tx: CatalogTransaction, old: Login, login: Login): void {
    this.#set(tx, old.name, undefined);
    this.#set(tx, login.name, login);
  }
  remove(tx: CatalogTransaction, login: Login): void {
    this.#set(tx, login.name, undefined);
  }
  /** From the store, without a transaction. */
  load(logins: readonly Login[]): void {
    for (const login of logins) this.#put(login.name.toLowerCase(), login);
  }

  #set(tx: CatalogTransaction, name: string, login: Login | undefined): void {
    const key = name.toLowerCase();
    const old = this.#byName.get(key);
    this.#put(key, login);
    tx.logUndo(() => this.#put(key, old));
    this.#touch(tx);
  }
  #put(key: string, login: Login | undefined): void {
    const old = this.#byName.get(key);
    if (old) this.#byId.delete(old.id);
    if (login) {
      this.#byName.set(key, login);
      this.#byId.set(login.id, login);
    } else this.#byName.delete(key);
    this.version++;
  }
}
