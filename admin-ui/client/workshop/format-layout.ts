// The layout of T-SQL around its queries: heads of modules, blocks, conditions, one statement a line. Blank lines of the author stay, and
// so does everything that holds a text or comment of several lines.

import { tokensOf } from '../../workshop/tokens.ts';
import type { Token } from '../../workshop/tokens.ts';

const WIDTH = 110;

const QUERIES: ReadonlySet<string> = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE', 'WITH']);
const STARTS: ReadonlySet<string> = new Set([
  ...QUERIES,
  ...`SET DECLARE EXEC EXECUTE RETURN THROW RAISERROR PRINT BEGIN END COMMIT ROLLBACK SAVE IF ELSE WHILE BREAK CONTINUE GOTO CREATE ALTER DROP
  TRUNCATE WAITFOR OPEN CLOSE FETCH DEALLOCATE GRANT REVOKE DENY USE`.split(/\s+/),
]);
const KEYWORDS: ReadonlySet<string> = new Set([
  ...STARTS,
  ...`OR AND NOT NULL IS IN LIKE EXISTS BETWEEN CASE WHEN THEN AS ON OFF FROM WHERE JOIN INNER LEFT RIGHT FULL OUTER CROSS APPLY GROUP BY
  ORDER ASC DESC HAVING UNION ALL EXCEPT INTERSECT TOP DISTINCT INTO VALUES OVER PARTITION TRAN TRANSACTION TRY CATCH PROC PROCEDURE FUNCTION
  VIEW TRIGGER RETURNS TABLE READONLY OUTPUT OUT PRIMARY KEY UNIQUE IDENTITY DEFAULT NOCOUNT XACT_ABORT DELAY AFTER INSTEAD OF FOR CAST
  CONVERT OPTION RECOMPILE OFFSET ROWS NEXT ONLY`.split(/\s+/),
]);

/** A batch in lines; `query` lays out one SELECT, INSERT, UPDATE, DELETE or MERGE. */
export function layOut(sql: string, query: (sql: string) => string): string {
  const tokens = tokensOf(sql, { withComments: true });
  const lines: string[] = [];
  let depth = 0;
  let at = 0;
  /** `IF …` or `ELSE`, waiting for what it governs. */
  let condition = '';
  /** The next statement is governed by a line that is written already. */
  let hangs = false;

  const valueAt = (index: number): string => (tokens[index]?.kind === 'word' ? (tokens[index]?.value ?? '') : (tokens[index]?.text ?? ''));

  function write(text: string, extra = 0): void {
    const indent = '  '.repeat(Math.max(0, depth + extra));
    lines.push(...text.split('\n').map((line) => (line === '' ? '' : indent + line)));
  }

  /** What holds line ends inside a token keeps its lines as they are. */
  function writeRaw(text: string): void {
    lines.push('  '.repeat(depth) + text);
  }

  function writeCondition(): void {
    if (condition === '') return;
    write(condition);
    condition = '';
    hangs = true;
  }

  /** A paragraph of the author. */
  function keepBlank(): void {
    const [before, token] = [tokens[at - 1], tokens[at]];
    if (before === undefined || token === undefined) return;
    if (token.line - endLine(before) > 1 && lines.at(-1) !== '') lines.push('');
  }

  function statement(from: number, to: number): void {
    const part = tokens.slice(from, to);
    const [first] = part;
    if (first === undefined) return;
    const source = sql.slice(first.start, part.at(-1)?.end);
    const extra = hangs ? 1 : 0;
    hangs = false;
    if (part.some(({ text }) => text.includes('\n'))) {
      writeCondition();
      hangs = false;
      writeRaw(source);
      return;
    }
    const hasComment = part.some(({ kind }) => kind === 'comment');
    const line = hasComment ? undefined : onOneLine(part);
    const indent = 2 * (depth + extra);
    if (condition !== '' && line !== undefined && indent + condition.length + 1 + line.length <= WIDTH) {
      write(`${condition} ${line}`, extra);
      condition = '';
      return;
    }
    const under = condition === '' ? extra : extra + 1;
    writeCondition();
    hangs = false;
    if (line !== undefined && indent + line.length <= WIDTH) write(line, under);
    else
      write(
        QUERIES.has(first.value) ? (laidOut(source, query) ?? asWritten(source)) : line === undefined ? asWritten(source) : wrapped(part),
        under,
      );
  }

  function endOfStatement(from: number): number {
    const kind = valueAt(from);
    let parentheses = 0;
    let cases = 0;
    let hasSource = false;
    for (let index = from; index < tokens.length; index++) {
      const value = valueAt(index);
      if (value === '(') parentheses += 1;
      if (value === ')') parentheses -= 1;
      if (parentheses > 0) continue;
      if (value === ';') return index + 1;
      if (value === 'CASE') cases += 1;
      if (value === 'END' && cases > 0) {
        cases -= 1;
        continue;
      }
      if (index === from || cases > 0 || !STARTS.has(value)) continue;
      const before = valueAt(index - 1);
      // Parts of the statement that begin as statements do.
      if (['UNION', 'ALL', 'EXCEPT', 'INTERSECT', 'THEN', 'AS', 'FOR', ',', 'BEGIN', '='].includes(before)) continue;
      if (value === 'SET' && (kind === 'UPDATE' || kind === 'MERGE' || kind === 'WITH')) continue;
      if (kind === 'MERGE' || value === 'WITH' || value === 'FETCH' || (value === 'UPDATE' && valueAt(index + 1) === '(')) continue;
      if ((kind === 'INSERT' || kind === 'WITH') && !hasSource && (QUERIES.has(value) || value === 'EXEC' || value === 'EXECUTE')) {
        hasSource = true;
        continue;
      }
      if (value !== 'END' && value !== 'ELSE' && value !== 'BEGIN' && !isFirstOnLine(index)) continue;
      return index;
    }
    return tokens.length;
  }

  function isFirstOnLine(index: number): boolean {
    const [before, token] = [tokens[index - 1], tokens[index]];
    return before === undefined || token === undefined || endLine(before) < token.line;
  }

  /** Where the condition of an IF or WHILE ends: before the next beginning of a statement. */
  function endOfCondition(from: number): number {
    let parentheses = 0;
    let cases = 0;
    for (let index = from; index < tokens.length; index++) {
      const value = valueAt(index);
      if (value === '(') parentheses += 1;
      if (value === ')') parentheses -= 1;
      if (value === 'CASE') cases += 1;
      else if (value === 'END' && cases > 0) cases -= 1;
      else if (parentheses === 0 && cases === 0 && STARTS.has(value) && !(value === 'UPDATE' && valueAt(index + 1) === '(')) return index;
      if (tokens[index]?.kind === 'comment') return index;
    }
    return tokens.length;
  }

  function head(): void {
    const end = headEnd(tokens, at);
    const part = tokens.slice(at, end);
    const parameters = part.findIndex(({ kind, text }) => kind === 'variable' || text === '(');
    const isList = valueAt(at + 1) !== 'FUNCTION' && part[parameters]?.kind === 'variable';
    if (part.some(({ kind, text }) => kind === 'comment' || text.includes('\n'))) writeRaw(sql.slice(part[0]?.start, part.at(-1)?.end));
    else if (isList) {
      write(onOneLine(part.slice(0, parameters)));
      const list = parted(part.slice(parameters)).map((one) => onOneLine(one));
      const short = list.join(' ');
      write(short.length <= WIDTH - 2 ? short : list.join('\n'), 1);
    } else write(wrapped(part));
    at = end;
    if (valueAt(at) === 'AS') {
      write('AS');
      at += 1;
    }
  }

  while (at < tokens.length) {
    const token = tokens[at];
    if (token === undefined) break;
    const value = valueAt(at);
    const next = valueAt(at + 1);
    if (token.kind === 'comment') {
      const before = tokens[at - 1];
      if (before !== undefined && endLine(before) === token.line && lines.length > 0 && condition === '')
        lines[lines.length - 1] += ` ${token.text.trimEnd()}`;
      else {
        writeCondition();
        keepBlank();
        writeRaw(token.text.trimEnd());
      }
      at += 1;
      continue;
    }
    keepBlank();
    if (isModuleHead(tokens, at)) head();
    else if (value === 'BEGIN' && !/^(?:TRAN|TRANSACTION|DISTRIBUTED)$/.test(next)) {
      writeCondition();
      hangs = false;
      const isNamed = next === 'TRY' || next === 'CATCH';
      write(isNamed ? `BEGIN ${next}` : 'BEGIN');
      at += isNamed ? 2 : 1;
      depth += 1;
    } else if (value === 'END') {
      depth = Math.max(0, depth - 1);
      const isNamed = next === 'TRY' || next === 'CATCH';
      at += isNamed ? 2 : 1;
      const hasEnd = valueAt(at) === ';';
      if (hasEnd) at += 1;
      write(`END${isNamed ? ` ${next}` : ''}${hasEnd ? ';' : ''}`);
    } else if (value === 'IF' || value === 'WHILE' || value === 'ELSE') {
      const end = value === 'ELSE' ? at + 1 : endOfCondition(at + 1);
      const text = onOneLine(tokens.slice(at, end));
      if (condition !== '' && condition !== 'ELSE') writeCondition();
      condition = condition === '' ? text : `${condition} ${text}`;
      at = end;
    } else {
      const end = endOfStatement(at);
      statement(at, end);
      at = Math.max(end, at + 1);
    }
  }
  writeCondition();
  return lines.join('\n');
}

function isModuleHead(tokens: readonly Token[], at: number): boolean {
  const words = tokens.slice(at, at + 4).map(({ value }) => value);
  const place =
    words[0] === 'CREATE' && words[1] === 'OR' && words[2] === 'ALTER' ? 3 : words[0] === 'CREATE' || words[0] === 'ALTER' ? 1 : -1;
  return place > 0 && ['PROC', 'PROCEDURE', 'FUNCTION', 'VIEW', 'TRIGGER'].includes(words[place] ?? '');
}

/** Before the AS that the body follows. */
function headEnd(tokens: readonly Token[], from: number): number {
  let parentheses = 0;
  for (let index = from; index < tokens.length; index++) {
    const { text, value, kind } = tokens[index] ?? { text: '', value: '', kind: 'mark' };
    if (text === '(') parentheses += 1;
    if (text === ')') parentheses -= 1;
    if (parentheses > 0 || kind !== 'word') continue;
    if (value === 'AS' && tokens[index - 1]?.kind !== 'variable') return index;
    if (value === 'BEGIN' || value === 'RETURN') return index;
  }
  return tokens.length;
}

function endLine({ line, text }: Token): number {
  return line + text.split('\n').length - 1;
}

/** Tokens with single spaces where there was white space. */
function onOneLine(tokens: readonly Token[]): string {
  return tokens
    .map((token, index) => {
      const before = tokens[index - 1];
      const gap = before === undefined || before.end === token.start ? '' : ' ';
      return gap + (token.kind === 'word' && KEYWORDS.has(token.value) ? token.value : token.text);
    })
    .join('');
}

/** Cut after each comma that stands outside parentheses. */
function parted(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let parentheses = 0;
  for (const token of tokens) {
    if (token.text === '(') parentheses += 1;
    if (token.text === ')') parentheses -= 1;
    parts.at(-1)?.push(token);
    if (token.text === ',' && parentheses === 0) parts.push([]);
  }
  return parts.filter((part) => part.length > 0);
}

/** As many parts of a list on a line as fit. */
function wrapped(tokens: readonly Token[]): string {
  const lines: string[] = [];
  for (const text of parted(tokens).map((part) => onOneLine(part))) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + text.length <= WIDTH) lines[lines.length - 1] = `${last} ${text}`;
    else lines.push(lines.length === 0 ? text : `  ${text}`);
  }
  return lines.join('\n');
}

function laidOut(source: string, query: (sql: string) => string): string | undefined {
  try {
    return query(source);
  } catch {
    return undefined;
  }
}

/** Its own lines, those after the first set in. */
function asWritten(source: string): string {
  return source
    .split('\n')
    .map((line, index) => (index === 0 ? line.trim() : `  ${line.trim()}`))
    .join('\n');
}
