// FOR JSON and FOR XML over a query: one row with one text.

import { forJsonAuto, forJsonPath } from '../functions/for-json.ts';
import type { RowsToText } from '../functions/for-json.ts';
import { forXml } from '../functions/for-xml.ts';
import type { ForJson, ForXml } from '../parser/ast/index.ts';
import { intType, MAX, nvarcharType, xmlType } from '../types/sql-type.ts';
import type { CompiledQuery, Emit } from './compile-select.ts';
import { runNow } from './frame.ts';
import type { Frame, Running } from './frame.ts';

/** Names that SQL Server gives these columns. */
const JSON_COLUMN = 'JSON_F52E2B61-18A1-11d1-B105-00805F49916B';
const XML_COLUMN = 'XML_F52E2B61-18A1-11d1-B105-00805F49916B';

export const forClauseQuery = (
  query: CompiledQuery,
  clause: ForJson | ForXml,
  options: { isNested: boolean; firstSource: string | undefined },
): CompiledQuery => {
  const makeWriter = (q: CompiledQuery, c: ForJson | ForXml): RowsToText => writerOf(q, c, options.firstSource);
  const isJson = clause.kind === 'json';
  // Column names and types are checked now, though the writer is made anew for each run.
  makeWriter(query, clause);
  function* run(f: Frame, emit: Emit): Running<boolean> {
    const writer = makeWriter(query, clause);
    yield* query.run(f, (_g, values) => {
      writer.add(values);
    });
    const text = writer.result();
    // At the client no rows give no row at all; a subquery, and xml, give one NULL.
    if (text === null && !options.isNested && !(clause.kind === 'xml' && clause.type)) return false;
    return emit(f, [text]) === true;
  }
  return {
    columns: [
      {
        name: isJson ? JSON_COLUMN : clause.type ? '' : XML_COLUMN,
        type: !isJson && clause.type ? xmlType : nvarcharType(MAX),
        isNullable: true,
        // Without the brackets several rows would be no JSON, so that the text is embedded as text.
        ...(clause.kind === 'json' && !clause.withoutArrayWrapper ? { isJson: true } : {}),
      },
    ],
    outerSlots: query.outerSlots,
    ...(query.prepare ? { prepare: query.prepare } : {}),
    estimate: 1,
    run,
    runNow: (f, emit) => runNow(run(f, emit)),
    exists: () => true,
  };
};

const writerOf = (query: CompiledQuery, clause: ForJson | ForXml, first: string | undefined): RowsToText => {
  const columns = query.columns.map((c) => ({
    name: c.name,
    type: c.type.name === 'null' ? intType : c.type,
    isJson: c.isJson ?? false,
    ...sourceOf(c.sourceName, query),
  }));
  if (clause.kind === 'xml') return forXml(columns, clause, first);
  return clause.mode === 'path' ? forJsonPath(columns, clause) : forJsonAuto(columns, clause, first);
};

const sourceOf = (name: string | undefined, query: CompiledQuery): { source: number; alias: string } => {
  const names = [...new Set(query.columns.flatMap((c) => (c.sourceName === undefined ? [] : [c.sourceName])))];
  const source = name === undefined ? -1 : names.indexOf(name);
  return { source, alias: names[source] ?? '' };
};
