// The contract between a client protocol (tds/) and a session (execution/): what a client may ask for, and what it is told.
// Nothing here knows of packets or tokens' bytes.

import type { SqlError } from '../types/errors.ts';
import type { SqlType, Value } from '../types/sql-type.ts';

export interface OutputColumn {
  /** '' for a column without a name. */
  readonly name: string;
  readonly type: SqlType;
  readonly isNullable: boolean;
  readonly isIdentity?: boolean;
  readonly isComputed?: boolean;
  readonly collation?: string;
}

/**
 * Receives what a request produces, in order. The protocol adds what depends on what follows (DONE's "more" bit), so it
 * may hold back the last `done` until it knows.
 */
export interface ResponseSink {
  columns(columns: readonly OutputColumn[]): void;
  /** One value for each of the last `columns`, in their types' in-memory form. The array may be reused by the caller. */
  row(values: readonly Value[]): void;
  /**
   * The end of a statement. 'done': in a batch; 'inProcedure': in a module; 'procedure': the module itself.
   * `rowCount` is undefined when there is none to report (SET NOCOUNT ON, DDL, ...). `command`: see CURRENT_COMMAND.
   */
  done(token: 'done' | 'inProcedure' | 'procedure', rowCount: number | undefined, isError: boolean, command: number): void;
  error(error: SqlError): void;
  /** PRINT (number 0, severity 0) and RAISERROR below 11. */
  info(message: {
    readonly number: number;
    readonly severity: number;
    readonly state: number;
    readonly text: string;
    readonly line: number;
    readonly procedure: string;
  }): void;
  returnStatus(status: number): void;
  /** An output parameter of an RPC, with its declared type; `ordinal` counts the request's parameters from 0. */
  returnValue(ordinal: number, name: string, type: SqlType, value: Value): void;
  environment(change: EnvironmentChange): void;
  /** A promise while the client reads slower than rows come; execution waits for it before it sends more. */
  drained(): Promise<void> | undefined;
}

export type EnvironmentChange =
  | { readonly kind: 'database' | 'language'; readonly value: string; readonly old: string }
  /** Transaction descriptors (8 bytes on the wire); 0n is none. */
  | { readonly kind: 'beginTransaction'; readonly descriptor: bigint }
  | { readonly kind: 'commitTransaction' | 'rollbackTransaction'; readonly descriptor: bigint }
  | { readonly kind: 'resetAcknowledged' };

/** DONE's CurCmd, as SQL Server sends it. */
export const CURRENT_COMMAND = { none: 0, select: 0xc1, insert: 0xc3, delete: 0xc4, update: 0xc5, merge: 0x117, execute: 0xe0 } as const;

export interface RpcParameter {
  /** With the @; '' when given by position. */
  readonly name: string;
  readonly isOutput: boolean;
  /** The client asked for the parameter's default. */
  readonly isDefault: boolean;
  readonly value: { readonly kind: 'scalar'; readonly type: SqlType; readonly value: Value } | TableValue;
}
export interface TableValue {
  readonly kind: 'table';
  /** Type name; schema '' when not given. */
  readonly schema: string;
  readonly typeName: string;
  readonly columns: readonly { readonly type: SqlType; readonly isDefault: boolean }[];
  readonly rows: readonly (readonly Value[])[];
}

export type IsolationLevel = 'readUncommitted' | 'readCommitted' | 'repeatableRead' | 'serializable' | 'snapshot';
export type TransactionRequest =
  | { readonly kind: 'begin'; readonly isolation?: IsolationLevel; readonly name: string }
  | { readonly kind: 'commit'; readonly name: string; readonly begin?: { readonly isolation?: IsolationLevel; readonly name: string } }
  | { readonly kind: 'rollback'; readonly name: string; readonly begin?: { readonly isolation?: IsolationLevel; readonly name: string } }
  | { readonly kind: 'save'; readonly name: string };

/** Rows of a bulk load, after its INSERT BULK statement; columns in the statement's order. */
export interface BulkLoad {
  readonly columns: readonly { readonly name: string; readonly type: SqlType }[];
  readonly rows: AsyncIterable<readonly (readonly Value[])[]>;
}

export interface LoginRequest {
  readonly user: string;
  /** '' for the login's default. */
  readonly database: string;
  readonly language: string;
  readonly hostName: string;
  readonly applicationName: string;
  readonly clientAddress: string;
}

/** One connection's session. One request at a time; every method but `cancel` waits for the request before it. */
export interface ClientSession {
  /** @@SPID. */
  readonly id: number;
  readonly database: string;
  readonly language: string;
  /** May do what concerns the server as a whole. */
  readonly isSysadmin: boolean;
  batch(text: string, sink: ResponseSink): Promise<void>;
  /** A procedure by name, system procedures (sp_executesql, sp_prepare, sp_execute, sp_prepexec, sp_unprepare) included. */
  procedure(name: string, parameters: readonly RpcParameter[], sink: ResponseSink): Promise<void>;
  transaction(request: TransactionRequest, sink: ResponseSink): Promise<void>;
  bulkLoad(load: BulkLoad, sink: ResponseSink): Promise<void>;
  /** Stops the running request within 100 ms; the request's promise resolves without further rows. Its statement is undone. */
  cancel(): void;
  /** The connection-reset bit: before the next request, back to the state after login; open transaction kept or rolled back. */
  reset(keepTransaction: boolean, sink: ResponseSink): void;
  /** The connection ended: cancels, rolls back, drops temporary objects, frees locks. */
  close(): Promise<void>;
}

export interface SessionHost {
  /** Whether a login other than `sa` may log in with the password; absent where there is only `sa`. */
  verify?(user: string, password: string): Promise<boolean>;
  /** The session of a login whose password was verified. Throws SqlError 4060 or 4064 for a database that it may not enter. */
  login(request: LoginRequest): ClientSession;
  /** Writes a consistent copy of all data to a file that doesn't exist yet; absent where there is nothing to copy. */
  backup?(file: string): Promise<void>;
}
