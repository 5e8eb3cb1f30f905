// Formatting T-SQL: blocks and simple statements by `format-layout.ts`, queries by a library that comes with the first press of the
// button. Promises: nothing but white space and the case of keywords changes; where that cannot be kept, it throws.

import { tokensOf } from '../../workshop/tokens.ts';
import { layOut } from './format-layout.ts';

const GO = /^[ \t]*GO[ \t]*;?[ \t]*$/im;

/** The text in our layout; batches each on their own. */
export async function formatSql(text: string): Promise<string> {
  const { formatDialect, transactsql } = await import('sql-formatter');
  const query = (sql: string): string =>
    tightened(
      formatDialect(sql, {
        dialect: transactsql,
        tabWidth: 2,
        keywordCase: 'upper',
        expressionWidth: 100,
        logicalOperatorNewline: 'before',
      }),
    );
  const made = text
    .split(GO)
    .map((batch) => layOut(batch, query))
    .join('\nGO\n')
    .trimEnd()
    .concat('\n');
  if (meaning(text) !== meaning(made)) throw new Error('formatting would change the text');
  return made;
}

const LONELY =
  /^( *)(SELECT(?: DISTINCT)?|FROM|WHERE|GROUP BY|ORDER BY|HAVING|SET|VALUES|OFFSET|FETCH NEXT|INSERT INTO|DELETE FROM|INSERT|MERGE|OPTION|OUTPUT)\n +/gm;

const WIDTH = 100;

/** The library leaves every clause's keyword on a line of its own, and breaks groups and CASEs that would fit. */
function tightened(sql: string): string {
  const lines = sql.replaceAll(LONELY, '$1$2 ').split('\n');
  // From the last on, so that inner groups are joined before those around them.
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    const close = line.endsWith('(') ? ')' : /\bCASE$/.test(line) ? 'END' : undefined;
    if (close === undefined) continue;
    const end = lines.findIndex((other, index) => index > at && other.trimStart().startsWith(close));
    const group = lines.slice(at, end + 1);
    if (end < 0 || group.some((one) => one.includes('--') || one.includes('/*'))) continue;
    const inner = group.slice(1, -1).map((one) => one.trim());
    const space = close === ')' ? '' : ' ';
    const joined = line + space + inner.join(' ') + space + (group.at(-1) ?? '').trim();
    if (joined.length <= WIDTH) lines.splice(at, group.length, joined);
  }
  return lines.join('\n');
}

/** What counts: words, names, texts, marks and comments. */
function meaning(sql: string): string {
  return tokensOf(sql, { withComments: true })
    .map(({ kind, value, text }) => (kind === 'word' ? value : text.trimEnd()))
    .join('\u0001');
}
