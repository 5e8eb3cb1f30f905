// The error catalogue as rows of sys.messages.

import { ERRORS } from '../../types/errors.ts';

/** Number, severity and text, in order of number; text placeholders as SQL Server writes them. */
export const MESSAGE_CATALOG: readonly (readonly [number: number, severity: number, text: string])[] = Object.entries(ERRORS)
  .map(([number, [severity, text]]) => [Number(number), severity, text.replaceAll('%s', '%.*ls')] as const)
  .sort((a, b) => a[0] - b[0]);
