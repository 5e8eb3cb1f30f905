// SET options as the bits of @@OPTIONS.

import type { SessionOptions } from '../session.ts';

export const OPTION_BITS: Readonly<Record<string, number>> = {
  DISABLE_DEF_CNST_CHK: 1,
  IMPLICIT_TRANSACTIONS: 2,
  CURSOR_CLOSE_ON_COMMIT: 4,
  ANSI_WARNINGS: 8,
  ANSI_PADDING: 16,
  ANSI_NULLS: 32,
  ARITHABORT: 64,
  ARITHIGNORE: 128,
  QUOTED_IDENTIFIER: 256,
  NOCOUNT: 512,
  ANSI_NULL_DFLT_ON: 1024,
  ANSI_NULL_DFLT_OFF: 2048,
  CONCAT_NULL_YIELDS_NULL: 4096,
  NUMERIC_ROUNDABORT: 8192,
  XACT_ABORT: 16384,
};

/** Options that are on unless they were switched off. */
const INITIALLY_ON: ReadonlySet<string> = new Set(['ANSI_PADDING', 'ANSI_NULL_DFLT_ON']);

export const isOptionOn = (options: SessionOptions, name: string): boolean => {
  switch (name) {
    case 'IMPLICIT_TRANSACTIONS':
      return options.implicitTransactions;
    case 'ANSI_WARNINGS':
      return options.ansiWarnings;
    case 'ANSI_NULLS':
      return options.ansiNulls;
    case 'ARITHABORT':
      return options.arithAbort;
    case 'QUOTED_IDENTIFIER':
      return options.quotedIdentifier;
    case 'NOCOUNT':
      return options.noCount;
    case 'CONCAT_NULL_YIELDS_NULL':
      return options.concatNullYieldsNull;
    case 'XACT_ABORT':
      return options.xactAbort;
    default: {
      const kept = options.others.get(name);
      return kept === undefined ? INITIALLY_ON.has(name) : kept === 'ON';
    }
  }
};

/** @@OPTIONS. */
export const optionBits = (options: SessionOptions): number => {
  let bits = 0;
  for (const [name, bit] of Object.entries(OPTION_BITS)) if (isOptionOn(options, name)) bits |= bit;
  return bits;
};
