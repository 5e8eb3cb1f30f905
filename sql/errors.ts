// Every way in which the database can say no, as a typed error. Nothing here is text for users: the engine's error boundary decides that.

/** Wrong settings, a refused login, a database that may not be created: the message says what to change. */
export class ConfigurationError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ConfigurationError';
  }
}

/** The server refused the login; `numbers` are SQL Server's reasons: 18456 login, 4060 database. */
export class LoginRefused extends ConfigurationError {
  readonly numbers: readonly number[];

  constructor(message: string, numbers: readonly number[]) {
    super(message);
    this.name = 'LoginRefused';
    this.numbers = numbers;
  }
}

/** The server does not answer or the connection broke; nothing is known about what it had begun. */
export class DatabaseUnavailable extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'DatabaseUnavailable';
  }
}

/** All connections stayed in use for as long as one may wait for them. */
export class PoolExhausted extends Error {
  readonly size: number;
  readonly waitedMs: number;

  constructor(size: number, waitedMs: number) {
    super(`No connection became free in ${waitedMs} ms; all ${size} are in use.`);
    this.name = 'PoolExhausted';
    this.size = size;
    this.waitedMs = waitedMs;
  }
}

/** There is no such procedure; an optional one is then skipped. */
export class ProcedureMissing extends Error {
  readonly procedure: string;

  constructor(procedure: string) {
    super(`Procedure ${procedure} does not exist.`);
    this.name = 'ProcedureMissing';
    this.procedure = procedure;
  }
}

/** A value is not of the declared type; nothing was sent. */
export class ParameterConversionError extends Error {
  readonly parameter: string;
  readonly value: unknown;
  readonly type: string;
  readonly reason: 'not convertible' | 'out of range' | 'too long';

  constructor(parameter: string, problem: { value: unknown; type: string; reason: ParameterConversionError['reason'] }) {
    super(`The value of ${parameter} is ${problem.reason === 'not convertible' ? 'not' : `${problem.reason} for`} ${problem.type}.`);
    this.name = 'ParameterConversionError';
    this.parameter = parameter;
    this.value = problem.value;
    this.type = problem.type;
    this.reason = problem.reason;
  }
}

/** What SQL Server says about an error. `procedure` is empty for an error of a batch. */
export interface ServerError {
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  readonly procedure: string;
  readonly line: number;
  readonly text: string;
}

/** RAISERROR or THROW with a number from 50000 to 59999: `text` is meant for the user. */
export class BusinessRefusal extends Error {
  readonly text: string;
  readonly number: number;
  readonly procedure: string;
  readonly line: number;

  constructor(error: ServerError) {
    super(error.text);
    this.name = 'BusinessRefusal';
    this.text = error.text;
    this.number = error.number;
    this.procedure = error.procedure;
    this.line = error.line;
  }
}

/** Any other error of the server; for developers only. `others` are those that came with it. */
export class ProcedureFailed extends Error {
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  readonly procedure: string;
  readonly line: number;
  readonly text: string;
  readonly others: readonly ServerError[];

  constructor(error: ServerError, others: readonly ServerError[] = []) {
    super(`${error.text} (error ${error.number}${error.procedure === '' ? '' : ` in ${error.procedure}`}, line ${error.line})`);
    this.name = 'ProcedureFailed';
    this.number = error.number;
    this.severity = error.severity;
    this.state = error.state;
    this.procedure = error.procedure;
    this.line = error.line;
    this.text = error.text;
    this.others = others;
  }
}

/** It ran longer than allowed and was cancelled on the server; what it had not committed is undone. */
export class ProcedureTimeout extends Error {
  readonly procedure: string;
  readonly timeoutMs: number;

  constructor(procedure: string, timeoutMs: number) {
    super(`${procedure} did not end in ${timeoutMs} ms.`);
    this.name = 'ProcedureTimeout';
    this.procedure = procedure;
    this.timeoutMs = timeoutMs;
  }
}

/** The caller's signal aborted; what was not committed is undone. */
export class ProcedureCancelled extends Error {
  readonly procedure: string;

  constructor(procedure: string) {
    super(`${procedure} was cancelled.`);
    this.name = 'ProcedureCancelled';
    this.procedure = procedure;
  }
}

/** It returned inside a transaction that it had begun; the transaction was rolled back. */
export class TransactionLeftOpen extends Error {
  readonly procedure: string;

  constructor(procedure: string) {
    super(`${procedure} returned without ending the transaction that it began; the transaction was rolled back.`);
    this.name = 'TransactionLeftOpen';
    this.procedure = procedure;
  }
}

/** A migration file that cannot be applied, changed after it was applied, or disappeared. */
export class MigrationError extends Error {
  readonly file: string;
  readonly line: number | undefined;

  constructor(message: string, place: { file: string; line?: number; cause?: unknown }) {
    super(`${place.file}${place.line === undefined ? '' : `:${place.line}`}: ${message}`, { cause: place.cause });
    this.name = 'MigrationError';
    this.file = place.file;
    this.line = place.line;
  }
}

const FIRST_REFUSAL = 50_000;
const LAST_REFUSAL = 59_999;
/** Transaction count after EXECUTE indicates a mismatching number of BEGIN and COMMIT statements. */
const TRANSACTION_COUNT_MISMATCH = 266;
export const DEADLOCK_VICTIM = 1205;

/** The error to throw for what the server reported. The first error is the reason, the rest are its consequences. */
export const errorOf = (procedure: string, errors: readonly [ServerError, ...ServerError[]]): Error => {
  const [first, ...others] = errors;
  if (first.number >= FIRST_REFUSAL && first.number <= LAST_REFUSAL) return new BusinessRefusal(first);
  if (first.number === TRANSACTION_COUNT_MISMATCH) return new TransactionLeftOpen(procedure);
  return new ProcedureFailed(first, others);
};
