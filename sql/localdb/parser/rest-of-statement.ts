// Statements whose rest is kept or skipped as text: where such a statement ends.

import { skipParentheses } from './query-options.ts';
import { isStatementStart } from './statements.ts';
import type { TokenStream } from './token-stream.ts';

/**
 * Takes tokens up to a semicolon, the end, or a keyword that begins another statement. Words that look like one but go on with
 * this statement (WITH ROLLBACK IMMEDIATE, ADD or DROP MEMBER, LOG ON) are taken along. `look` sees each token first.
 */
export const takeWords = (p: TokenStream, look?: () => void): void => {
  for (let previous = ''; !p.isEnd && !p.at(';'); ) {
    const continues = previous === 'WITH' || (p.at('DROP') && p.peek(1) === 'MEMBER') || (p.at('SET') && previous !== '');
    if (p.at('END') || p.at('ELSE') || (!continues && isStatementStart(p))) return;
    look?.();
    previous = p.word;
    if (p.at('(')) skipParentheses(p);
    else p.pos++;
  }
};
