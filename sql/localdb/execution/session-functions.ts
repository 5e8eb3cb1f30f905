// Values that come from the running session: @@variables, functions such as SCOPE_IDENTITY() and ERROR_MESSAGE(), and the
// catalogue as the session sees it.

import { contextFunctions } from './session/context-functions.ts';
import { errorFunctions } from './session/error-functions.ts';
import { principalFunctions } from './session/principal-functions.ts';
import type { SessionFunction } from './session/session-function.ts';

export { catalogContext, catalogSession } from './session/catalog-session.ts';
export { findSystemVariable as systemVariable } from './session/system-variables.ts';

const FUNCTIONS: ReadonlyMap<string, SessionFunction> = new Map([...errorFunctions, ...contextFunctions, ...principalFunctions]);

/** The function of a name in any case; metadata functions (USER_NAME, DB_NAME, ...) are in catalog/metadata-functions.ts. */
export const findSessionFunction = (name: string): SessionFunction | undefined => FUNCTIONS.get(name.toUpperCase());
