// ERROR_NUMBER() and its like: the error that the innermost running CATCH block handles, NULL outside of one.

import type { SqlError } from '../../types/errors.ts';
import { intType, nvarcharType, sysnameType } from '../../types/sql-type.ts';
import type { SqlType, Value } from '../../types/sql-type.ts';
import { sessionFunction } from './session-function.ts';
import type { SessionFunction } from './session-function.ts';

const errorFunction = (name: string, type: SqlType, read: (error: SqlError) => Value): readonly [string, SessionFunction] => [
  name,
  sessionFunction(name, {
    type,
    call: ({ session }) => {
      const error = session.caughtErrors[session.caughtErrors.length - 1];
      return error ? read(error) : null;
    },
  }),
];

export const errorFunctions: readonly (readonly [string, SessionFunction])[] = [
  errorFunction('ERROR_NUMBER', intType, (e) => e.number),
  errorFunction('ERROR_SEVERITY', intType, (e) => e.severity),
  errorFunction('ERROR_STATE', intType, (e) => e.state),
  errorFunction('ERROR_LINE', intType, (e) => e.line),
  errorFunction('ERROR_MESSAGE', nvarcharType(4000), (e) => e.message),
  errorFunction('ERROR_PROCEDURE', sysnameType, (e) => (e.procedure === '' ? null : e.procedure)),
];
