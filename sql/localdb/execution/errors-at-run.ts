// What an error does to the running code: ends its statement, its module, the batch or the transaction, or goes to a CATCH
// block. The rules are SQL Server's (severity says little: they go by number and by SET XACT_ABORT).

import { SqlError } from '../types/errors.ts';
import type { CallFrame, Running } from './frame.ts';
import { BatchAbort, RETURN } from './flow.ts';
import type { Flow } from './flow.ts';
import { rollbackAll } from './transaction-state.ts';

/** Errors that end the batch and roll back its transaction, outside TRY; inside TRY they doom the transaction. */
const ENDS_BATCH: ReadonlySet<number> = new Set([
  217, 235, 241, 242, 244, 245, 248, 293, 295, 296, 517, 1205, 3609, 3616, 3915, 3930, 3998, 8114, 8146, 8169, 9807, 9810, 9812, 9819,
]);
/** Of those, errors that leave the transaction usable when they are raised by plain arithmetic on dates. */
const KEEPS_TRANSACTION: ReadonlySet<number> = new Set([517]);

/** Where an error came from, as far as its effect depends on it. */
export interface ErrorOrigin {
  /** Raised while names of a statement were resolved: ends the module, not caught by a TRY of the same module. */
  compiledIn?: CallFrame;
  /** THROW: ends the batch whatever the options are. */
  isThrown?: boolean;
  /** RAISERROR: ends nothing, whatever the options are. */
  isRaised?: boolean;
  /** Ends the batch here, though errors of its number usually do not. */
  endsBatch?: boolean;
}
const ORIGINS = new WeakMap<SqlError, ErrorOrigin>();
const originOf = (error: SqlError): ErrorOrigin => ORIGINS.get(error) ?? NO_ORIGIN;
export const withOrigin = (error: SqlError, origin: ErrorOrigin): SqlError => {
  ORIGINS.set(error, { ...ORIGINS.get(error), ...origin });
  return error;
};
const NO_ORIGIN: ErrorOrigin = {};

/** Gives the error the line and module of its statement, unless it has them. */
export const locate = (error: SqlError, line: number, procedure: string): SqlError => {
  if (!error.isLocated) {
    if (error.line === 0) error.line = line;
    error.procedure = procedure;
    error.isLocated = true;
  }
  return error;
};

/** Anything thrown as a SqlError: a stack overflow is 8631, a fault of this server 8630; neither takes the server down. */
export const asSqlError = (error: unknown): SqlError => {
  if (error instanceof SqlError) return error;
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return new SqlError(
      8631,
      16,
      1,
      'Internal error: Server stack limit has been reached. Please look for potentially deep nesting in your query, and try to simplify it.',
    );
  }
  if (process.env.LOCALDB_DEBUG) console.error(error);
  return new SqlError(8630, 16, 1, `Internal Query Processor Error: ${error instanceof Error ? error.message : String(error)}`);
};

/** The call whose TRY block will catch the error; undefined when none does. */
export const catcherOf = (error: SqlError, call: CallFrame): CallFrame | undefined => {
  const { compiledIn } = originOf(error);
  if (error.severity >= 20) return undefined;
  for (let c: CallFrame | undefined = call; c; c = c.parent) if (c.tryDepth > 0 && c !== compiledIn) return c;
  return undefined;
};

const endsBatch = (error: SqlError): boolean => ENDS_BATCH.has(error.number) || originOf(error).endsBatch === true;

/**
 * Handles an error that came out of a statement: throws it on to a CATCH block, or sends it and says how to go on.
 * Throws BatchAbort when the batch ends.
 */
export function* handleError(error: SqlError, call: CallFrame): Running<Flow> {
  const { session } = call;
  const origin = originOf(error);
  const isAborting = (session.options.xactAbort && !origin.isRaised) || endsBatch(error);
  if (catcherOf(error, call)) {
    if (isAborting && session.transactionCount > 0 && !(KEEPS_TRANSACTION.has(error.number) && !session.options.xactAbort))
      session.isDoomed = true;
    throw error;
  }
  sendError(error, call);
  call.failedSeverity = error.severity;
  session.errorNumber = error.number;
  session.rowCount = 0;
  if (isAborting) {
    yield* rollbackAll(session, call.sink);
    throw new BatchAbort();
  }
  if (origin.isThrown || error.severity >= 20 || error.number === 217) throw new BatchAbort();
  return origin.compiledIn === call ? RETURN : undefined;
}

export const sendError = (error: SqlError, call: CallFrame): void => {
  for (const e of error.preceding) call.sink.error(locate(e, error.line, error.procedure));
  call.sink.error(error);
  call.sink.done(call.isModule ? 'inProcedure' : 'done', undefined, true, 0);
};
