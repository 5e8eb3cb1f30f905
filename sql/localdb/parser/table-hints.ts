// Table hints: WITH (NOLOCK, INDEX(ix), ...) and the old form in bare parentheses.

import type { TableHint } from './ast/index.ts';
import { INT } from './lexer.ts';
import type { TokenStream } from './token-stream.ts';

const HINTS = new Set([
  'NOLOCK',
  'READUNCOMMITTED',
  'UPDLOCK',
  'HOLDLOCK',
  'SERIALIZABLE',
  'REPEATABLEREAD',
  'READCOMMITTED',
  'READCOMMITTEDLOCK',
  'READPAST',
  'ROWLOCK',
  'PAGLOCK',
  'TABLOCK',
  'TABLOCKX',
  'XLOCK',
  'NOWAIT',
  'NOEXPAND',
  'FORCESEEK',
  'FORCESCAN',
  'INDEX',
  'KEEPIDENTITY',
  'KEEPDEFAULTS',
  'IGNORE_CONSTRAINTS',
  'IGNORE_TRIGGERS',
  'SNAPSHOT',
  'FASTFIRSTROW',
  'SPATIAL_WINDOW_MAX_CELLS',
]);

/** The hints at the current token, if any. A bare parenthesis counts where the caller has seen that it holds hints. */
export const parseTableHints = (p: TokenStream, isBare: boolean): TableHint[] => {
  if (p.at('WITH') && !isBare) {
    // A word instead of the parenthesis is a common table expression behind a statement that was not ended.
    if (p.isIdentifier(1)) throw p.error(336, p.pos + 1, p.shown(p.pos + 1));
    if (p.peek(1) !== '(') return [];
    if (!p.isIdentifier(2) && !HINTS.has(p.peek(2))) return [];
    p.next();
  } else if (!isBare) return [];
  p.expect('(');
  const hints: TableHint[] = [];
  while (!p.at(')')) {
    const name = p.word;
    if (!HINTS.has(name)) throw p.isIdentifier() ? p.error(321, p.pos, p.value()) : p.unexpected();
    p.pos++;
    hints.push({ name, arguments: parseArguments(p, name) });
    if (!p.accept(',') && !p.at(')') && !HINTS.has(p.word)) throw p.unexpected();
  }
  p.expect(')');
  return hints;
};

/** INDEX (a, b), INDEX = a, FORCESEEK (ix (columns)). */
const parseArguments = (p: TokenStream, hint: string): (string | number)[] => {
  const found: (string | number)[] = [];
  if (p.accept('=')) {
    const inParentheses = p.accept('(');
    found.push(parseArgument(p));
    if (inParentheses) p.expect(')');
  } else if (p.accept('(')) {
    do {
      found.push(parseArgument(p));
      if (hint === 'FORCESEEK' && p.accept('(')) {
        do found.push(p.identifier());
        while (p.accept(','));
        p.expect(')');
      }
    } while (p.accept(','));
    p.expect(')');
  }
  return found;
};

const parseArgument = (p: TokenStream): string | number => (p.kind === INT ? Number(p.raw(p.pos++)) : p.identifier());
