// Messages and errors that code sends itself: RAISERROR, THROW, PRINT; and WAITFOR.

import type { UserMessages } from '../../catalog/user-messages.ts';
import type { Expression, Print, RaisError, Throw, WaitFor } from '../../parser/ast/index.ts';
import { formatMessage, messageParameter } from '../../functions/format/format-message.ts';
import { ERRORS, SqlError, sqlError } from '../../types/errors.ts';
import { intType, isInteger, isUnicode, nvarcharType, tinyintType, varcharType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { withOrigin } from '../errors-at-run.ts';
import type { Flow } from '../flow.ts';
import type { CallFrame, Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { convertScalar } from '../scalar.ts';
import type { Scalar } from '../scalar.ts';
import { evaluateAll, evaluatePlan, valuesPlan } from '../statement-values.ts';
import type { TypedValue, ValuesPlan } from '../statement-values.ts';

export { runWaitFor } from './wait-for.ts';

/** Binds the statement's expressions before the module runs: variables must be declared, subqueries are not taken. */
export const prepareMessage = (s: RaisError | Throw | Print | WaitFor, module: CompiledModule, call: CallFrame): ValuesPlan => {
  switch (s.kind) {
    case 'raiserror':
      return raisePlan(s, module, call);
    case 'throw':
      return throwPlan(s, s.arguments ?? [], module, call);
    case 'print':
      return valuesPlan(s, [s.value], module, call, 'PRINT', asText);
    default:
      return valuesPlan(s, [s.value], module, call, 'WAITFOR');
  }
};

/** The number of every message that is given as text. */
const USER_ERROR = 50000;
const FIRST_RAISABLE = 13000;
/** The highest severity of a message that does not end up in the server's log. */
const MOST_UNLOGGED = 18;
const LONGEST_THROWN = 2048;

const isMessageId = (type: SqlType): boolean => isInteger(type);

const FIXED_ARGUMENTS = 3;

const raisePlan = (s: RaisError, module: CompiledModule, call: CallFrame): ValuesPlan =>
  valuesPlan(s, [s.message, s.severity, s.state, ...s.arguments], module, call, 'RAISERROR', (scalar, i) => {
    if (i === 0) return isMessageId(scalar.type) ? scalar : convertScalar(scalar, nvarcharType(4000));
    if (i < FIXED_ARGUMENTS) return convertScalar(scalar, intType);
    const type = messageParameter(scalar.type, i + 1);
    return type ? convertScalar(scalar, type) : scalar;
  });

/** RAISERROR: up to severity 10 a message, from 11 on an error. */
export function* runRaisError(s: RaisError, module: CompiledModule, call: CallFrame): Running<Flow> {
  const { session } = call;
  const [message, severityValue, stateValue, ...values] = yield* evaluatePlan(raisePlan(s, module, call), call);
  session.rowCount = 0;
  const raised = describe(
    message as TypedValue,
    Number(severityValue?.value ?? 0),
    values.map((v) => v.value),
    session.server.messages,
  );
  const severity = Math.min(25, Math.max(0, raised.severity));
  const state = stateOf(stateValue?.value ?? null);
  if (severity > MOST_UNLOGGED && !s.options.includes('LOG')) throw sqlError(2754, MOST_UNLOGGED);
  if (raised.isMissing) throw withOrigin(sqlError(18054, raised.number, severity, state), { isRaised: true });
  if (severity > 10) throw withOrigin(new SqlError(raised.number, severity, state, raised.text), { isRaised: true });
  // Clients are told of severity 10 as 0.
  call.sink.info({
    number: raised.number,
    severity: severity === 10 ? 0 : severity,
    state,
    text: raised.text,
    line: s.line,
    procedure: module.name,
  });
  session.errorNumber = s.options.includes('SETERROR') ? raised.number : 0;
  if (s.options.includes('NOWAIT')) yield undefined;
  return undefined;
}

const stateOf = (value: Value): number => {
  const state = Number(value ?? 1);
  return state < 0 ? 1 : Math.min(state, 255);
};

interface Raised {
  readonly number: number;
  readonly severity: number;
  readonly text: string;
  readonly isMissing: boolean;
}

/** The message of a text or number. Throws 2732 for a number that cannot be one. */
const describe = ({ type, value }: TypedValue, severity: number, values: readonly Value[], own: UserMessages): Raised => {
  if (!isMessageId(type))
    return { number: USER_ERROR, severity, text: value === null ? '' : formatMessage(String(value), values), isMissing: false };
  const number = Number(value ?? 0);
  if (number < FIRST_RAISABLE || number === USER_ERROR) throw sqlError(2732, number, FIRST_RAISABLE);
  const message = own.get(number);
  const known = message
    ? ([message.severity, message.text] as const)
    : (ERRORS as Readonly<Record<number, readonly [number, string]>>)[number];
  if (!known) return { number, severity, text: '', isMissing: true };
  return { number, severity: severity < 0 ? known[0] : severity, text: formatMessage(known[1], values), isMissing: false };
};

const THROW_TYPES = [intType, nvarcharType(LONGEST_THROWN), tinyintType];

const throwPlan = (s: Throw, list: readonly Expression[], module: CompiledModule, call: CallFrame): ValuesPlan =>
  valuesPlan(s, list, module, call, 'THROW', (scalar, i) => convertScalar(scalar, THROW_TYPES[i] ?? intType));

/** THROW number, text, state; without them the error of the CATCH block again. */
export function* runThrow(s: Throw, module: CompiledModule, call: CallFrame): Running<Flow> {
  if (!s.arguments) throw rethrown(call);
  const [number, message, state] = yield* evaluatePlan(throwPlan(s, s.arguments, module, call), call);
  const n = Number(number?.value ?? 0);
  if (n < USER_ERROR) throw sqlError(35100, n);
  const text = String(message?.value ?? '').replaceAll('%%', '%');
  throw withOrigin(new SqlError(n, 16, Number(state?.value ?? 1), text), { isThrown: true });
}

/** A copy, because the caught error itself stays what ERROR_MESSAGE() and the like show. */
const rethrown = ({ session }: CallFrame): SqlError => {
  const caught = session.caughtErrors[session.caughtErrors.length - 1];
  if (!caught) return sqlError(10704);
  const error = new SqlError(caught.number, caught.severity, caught.state, caught.message, caught.line, caught.procedure);
  error.isLocated = true;
  return withOrigin(error, { isThrown: true });
};

const LONGEST_UNICODE = 4000;
const LONGEST_NARROW = 8000;

/** PRINT: a message of number 0. Nothing (NULL or no characters) goes out as one blank. */
export function* runPrint(s: Print, module: CompiledModule, call: CallFrame): Running<Flow> {
  const [printed] = yield* evaluateAll(s, [s.value], module, call, 'PRINT', asText);
  const text = printed?.value === null || printed?.value === '' ? ' ' : String(printed?.value);
  call.sink.info({ number: 0, severity: 0, state: 1, text, line: s.line, procedure: module.name });
  call.session.rowCount = 0;
  return undefined;
}

const asText = (scalar: Scalar): Scalar => {
  if (scalar.type.name === 'xml') throw sqlError(257, 'xml', 'nvarchar');
  return convertScalar(
    scalar,
    isUnicode(scalar.type) || scalar.type.name === 'sql_variant' ? nvarcharType(LONGEST_UNICODE) : varcharType(LONGEST_NARROW),
    true,
  );
};
