// The import: `importPreview` reads the file, guesses what goes where and tells what is wrong, `import` does it. Both get the file anew, so
// nothing is kept between the steps. The rows go to `crud_{code}_import(@rows, @username)` in one call: JSON objects of invariant texts with
// their number as `row`; it answers `row, Result, Msg` for each, or one `Result, Msg` for all. The preview asks it, too, in a
// transaction that is rolled back; `@dryRun` (or `@isDryRun`), if it declares one, is 1 then and saves it the work.

import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { localText, t } from '../../renderer/locale.ts';
import { plainText } from '../../renderer/sanitize.ts';
import { BusinessRefusal } from '../../sql/errors.ts';
import { cell, columnReader } from '../../sql/procedures.ts';
import type { ProcedureResult } from '../../sql/procedures.ts';
import { callRequired } from '../call.ts';
import type { ActionAnswer, ActionBody, ComponentReading, ComponentRequest } from '../component.ts';
import { RequestError } from '../errors.ts';
import { enqueueActions } from '../outbox.ts';
import type { RequestContext } from '../request-context.ts';
import { keepPreference, readPreference } from '../user-preferences.ts';
import { refusalOf } from './edit.ts';
import { withoutFormula } from './export.ts';
import { readImportFile } from './import-file.ts';
import type { ImportFile } from './import-file.ts';
import { checkRows, guessMapping, importColumns } from './import-values.ts';
import type { CheckedRow, ImportColumn, Mapping, RowError } from './import-values.ts';
import { filterDictionary } from './load.ts';
import { procedureName, stateOf, tableScope } from './scope.ts';
import type { TableScope } from './scope.ts';

const SHOWN_ERRORS = 100;
const IMPORT_TIMEOUT_MS = 110_000;

/** Action `importPreview` {content: base64, mapping?: {code: index}}. */
export async function importPreview(request: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const { scope, columns, file } = await beginImport(request, body);
  const { lang } = scope.ctx;
  const mapping = readMapping(body.mapping, { columns, file }) ?? (await rememberedMapping(scope, { columns, file }));
  const checked = check(scope, { columns, file, mapping });
  const valid = checked.filter(({ errors }) => errors.length === 0);
  const missing = missingColumns(columns, mapping).map((column) =>
    t(lang, 'exchange.notMapped', { field: localText(lang, column.title) || column.code }),
  );
  const tried = missing.length === 0 && valid.length > 0 ? await tryImport(scope, valid) : new Map<number, string>();
  const errors = [
    ...checked.flatMap((row) => row.errors),
    ...[...tried].map(([row, text]): RowError => ({ row, column: '', text })),
  ].toSorted((a, b) => a.row - b.row);
  return {
    ok: true,
    commands: [],
    data: {
      headers: file.headers,
      sample: file.headers.map((_header, at) => sampleOf(file, at)),
      columns: columns.map(({ code, title, required }) => ({ code, title: localText(lang, title) || code, required })),
      mapping: Object.fromEntries(mapping),
      missing,
      total: file.rows.length,
      valid: valid.filter(({ row }) => !tried.has(row.number)).length,
      errors: errors.slice(0, SHOWN_ERRORS),
      errorCount: errors.length,
    },
  };
}

/** Action `import` {content, mapping}: rows that pass the check go to the procedure; `data` tells each failure and gives the rows back. */
export async function runImport(request: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const { scope, columns, file } = await beginImport(request, body);
  const { ctx } = scope;
  const mapping = readMapping(body.mapping, { columns, file });
  if (mapping === undefined) throw new RequestError('badRequest', { detail: 'an import needs its mapping' });
  const [absent] = missingColumns(columns, mapping);
  if (absent !== undefined) {
    throw new RequestError('invalid', {
      text: t(ctx.lang, 'exchange.notMapped', { field: localText(ctx.lang, absent.title) || absent.code }),
    });
  }
  await rememberMapping(ctx, { code: scope.code, file, mapping });
  const checked = check(scope, { columns, file, mapping });
  const valid = checked.filter(({ errors }) => errors.length === 0);
  const refused = valid.length === 0 ? new Map<number, string>() : await callImport(scope, valid, { isDryRun: false });
  const failures = checked.flatMap(({ row, errors }): { row: number; text: string }[] => {
    const text = refused.get(row.number) ?? errors.map((error) => `${error.column}: ${error.text}`).join('; ');
    return text === '' ? [] : [{ row: row.number, text }];
  });
  const done = file.rows.length - failures.length;
  return {
    ok: done > 0,
    commands: done > 0 ? [{ type: 'refresh', target: `table-${scope.code}` }] : [],
    data: {
      done,
      failed: failures.length,
      failures: failures.slice(0, SHOWN_ERRORS),
      failedCsv: failures.length === 0 ? '' : failedCsv(scope, file, new Map(failures.map(({ row, text }) => [row, text]))),
    },
  };
}

/** Reading `template`: an empty file with the headings and the examples. */
export async function readTemplate(request: ComponentRequest<'table'>): Promise<ComponentReading> {
  const scope = await tableScope(request);
  requireImport(scope);
  const { lang } = scope.ctx;
  const columns = importColumns(scope.definition);
  const lines = [columns.map(({ code, title }) => localText(lang, title) || code)];
  if (columns.some(({ example }) => example !== undefined)) lines.push(columns.map(({ example }) => example ?? ''));
  const text = `\ufeff${stringify(
    lines.map((line) => line.map(withoutFormula)),
    { delimiter: lang === 'ru' ? ';' : ',', record_delimiter: '\r\n' },
  )}`;
  return {
    kind: 'stream',
    stream: Readable.from([text], { objectMode: false }),
    contentType: 'text/csv; charset=utf-8',
    fileName: `${scope.code}.csv`,
  };
}

/** Reading `importInfo`: what the first step tells. */
export async function readImportInfo(request: ComponentRequest<'table'>): Promise<ComponentReading> {
  const scope = await tableScope(request);
  requireImport(scope);
  return {
    kind: 'json',
    data: { maxRows: scope.definition.import.maxRows, help: localText(scope.ctx.lang, scope.definition.import.help) },
  };
}

function requireImport(scope: TableScope): void {
  if (!scope.rights.canImport) throw new RequestError('forbidden', { detail: `import into table ${scope.code} is not for this role` });
}

async function beginImport(
  request: ComponentRequest<'table'>,
  body: ActionBody,
): Promise<{ scope: TableScope; columns: ImportColumn[]; file: ImportFile }> {
  const scope = await tableScope(request);
  requireImport(scope);
  if (typeof body.content !== 'string' || !/^[A-Za-z0-9+/]*={0,2}$/.test(body.content))
    throw new RequestError('badRequest', { detail: 'the file comes as base64 in `content`' });
  const file = await readImportFile({
    bytes: Buffer.from(body.content, 'base64'),
    maxRows: scope.definition.import.maxRows,
    lang: scope.ctx.lang,
  });
  return { scope, columns: importColumns(scope.definition), file };
}

function check(
  { ctx }: TableScope,
  { columns, file, mapping }: { columns: readonly ImportColumn[]; file: ImportFile; mapping: Mapping },
): CheckedRow[] {
  return checkRows(file, { columns, mapping, lang: ctx.lang, timeZone: ctx.visitor.timeZone });
}

function missingColumns(columns: readonly ImportColumn[], mapping: Mapping): ImportColumn[] {
  return columns.filter(({ code, required }) => required && !mapping.has(code));
}

/** The mapping that was sent, without fields and columns that do not exist; undefined when none was. */
function readMapping(
  sent: unknown,
  { columns, file }: { columns: readonly ImportColumn[]; file: ImportFile },
): Map<string, number> | undefined {
  if (typeof sent !== 'object' || sent === null) return undefined;
  const given = new Map<string, unknown>(Object.entries(sent));
  const mapping = new Map<string, number>();
  for (const { code } of columns) {
    const at = given.get(code);
    if (typeof at === 'number' && Number.isInteger(at) && at >= 0 && at < file.headers.length) mapping.set(code, at);
  }
  return mapping;
}

/** What the procedure would refuse; a refusal of the whole is one of every row. */
async function tryImport(scope: TableScope, rows: readonly CheckedRow[]): Promise<Map<number, string>> {
  try {
    return await callImport(scope, rows, { isDryRun: true });
  } catch (error) {
    if (error instanceof BusinessRefusal) return new Map(rows.map(({ row }) => [row.number, error.text]));
    throw error;
  }
}

/** Calls the procedure; answers the refusals by row number. */
async function callImport(
  scope: TableScope,
  rows: readonly CheckedRow[],
  { isDryRun }: { isDryRun: boolean },
): Promise<Map<number, string>> {
  const dictionary = filterDictionary(scope, stateOf(scope));
  if (isDryRun) dictionary.set('_dryRun', '1');
  const result = await callRequired(scope.ctx, {
    name: procedureName(scope, 'import'),
    values: {
      rows: JSON.stringify(rows.map(({ row, values }) => ({ row: row.number, ...values }))),
      dryRun: isDryRun,
      isDryRun,
    },
    dictionary,
    isRead: false,
    isTrial: isDryRun,
    timeoutMs: IMPORT_TIMEOUT_MS,
  });
  if (!isDryRun) await enqueueActions(scope.ctx, result.sets[1]?.rows ?? []);
  return refusalsOf(scope, result, rows);
}

function refusalsOf(scope: TableScope, result: ProcedureResult, rows: readonly CheckedRow[]): Map<number, string> {
  const set = result.sets[0];
  const number = set === undefined ? undefined : columnReader(set, 'row');
  if (set === undefined || number === undefined) {
    const refusal = refusalOf(scope, result);
    return new Map(refusal === undefined ? [] : rows.map(({ row }) => [row.number, refusal]));
  }
  return new Map(
    set.rows.flatMap((row): [number, string][] => {
      const said = cell(row, 'Result');
      if (said === true || Number(said) === 1) return [];
      return [[Number(number(row)), plainText(String(cell(row, 'Msg') ?? '')) || t(scope.ctx.lang, 'exchange.refused')]];
    }),
  );
}

function sampleOf({ rows }: ImportFile, at: number): string {
  const value = rows.map(({ values }) => values[at]).find((found) => found !== undefined && found !== '') ?? '';
  return (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)).slice(0, 60);
}

/** The failed rows as they came, with what is wrong in a last column: to be corrected and imported again. */
function failedCsv({ ctx }: TableScope, { headers, rows }: ImportFile, failures: ReadonlyMap<number, string>): string {
  const lines = rows.flatMap(({ number, values }) => {
    const text = failures.get(number);
    if (text === undefined) return [];
    return [
      [
        ...values.map((value) =>
          withoutFormula(
            value instanceof Date ? value.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '') : String(value),
          ),
        ),
        text,
      ],
    ];
  });
  return `\ufeff${stringify([[...headers.map(withoutFormula), t(ctx.lang, 'exchange.errorColumn')], ...lines], { delimiter: ctx.lang === 'ru' ? ';' : ',', record_delimiter: '\r\n' })}`;
}

/** The choice of the last import for headings that this file has again, else a guess by names. */
async function rememberedMapping(
  scope: TableScope,
  { columns, file }: { columns: readonly ImportColumn[]; file: ImportFile },
): Promise<Map<string, number>> {
  const mapping = guessMapping(file.headers, columns);
  for (const [code, header] of Object.entries(await storedHeaders(scope.ctx, scope.code))) {
    const at = file.headers.indexOf(header);
    if (at >= 0 && columns.some((column) => column.code === code) && !mapping.has(code)) mapping.set(code, at);
  }
  return mapping;
}

async function storedHeaders(ctx: RequestContext, code: string): Promise<Record<string, string>> {
  const kept = await readPreference(ctx, preferenceName(code));
  try {
    return kept ? (JSON.parse(kept) as Record<string, string>) : {};
  } catch {
    return {};
  }
}

async function rememberMapping(
  ctx: RequestContext,
  { code, file, mapping }: { code: string; file: ImportFile; mapping: Mapping },
): Promise<void> {
  const headers = Object.fromEntries([...mapping].map(([field, at]) => [field, file.headers[at] ?? '']));
  await keepPreference(ctx, preferenceName(code), JSON.stringify(headers));
}

function preferenceName(code: string): string {
  return `table.${code}.import`;
}
