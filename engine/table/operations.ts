// Operations of rows, of a selection, of the whole table: `crud_{code}_operation(@operation, @itemIDs, @parameters, @username)`. A procedure
// may answer one row for each record (`itemID, Result, Msg`), which is shown record by record.

import type { Command } from '../../renderer/commands.ts';
import { t } from '../../renderer/locale.ts';
import { plainText } from '../../renderer/sanitize.ts';
import { cell, columnReader } from '../../sql/procedures.ts';
import type { ProcedureResult } from '../../sql/procedures.ts';
import { callRequired } from '../call.ts';
import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { bodyText } from '../component.ts';
import { RequestError } from '../errors.ts';
import { cleanFileName } from '../files/file-name.ts';
import { enqueueActions } from '../outbox.ts';
import { messageOf, refusalOf, rowIDs } from './edit.ts';
import { filterDictionary } from './load.ts';
import { operationValues } from './operation-values.ts';
import { procedureName, stateOf, tableScope } from './scope.ts';
import type { TableScope } from './scope.ts';

const MOST_ROWS = 1000;

export interface RowOutcome {
  readonly itemID: string;
  readonly ok: boolean;
  readonly text: string;
}

/** Action `operation` {operation, ids, values, form}. `values` are the answers to the operation's form, as keys of `@parameters`. */
export async function runOperation(request: ComponentRequest<'table'>, body: ActionBody): Promise<ActionAnswer> {
  const scope = await tableScope(request);
  const operation = scope.operations.find((known) => known.code === body.operation);
  if (operation === undefined || operation.kind === 'link') {
    throw new RequestError('forbidden', { detail: `operation ${bodyText(body, 'operation')} of table ${scope.code} is not for this role` });
  }
  const ids = operation.scope === 'table' ? [] : rowIDs(body.ids, operation.scope === 'row' ? 1 : MOST_ROWS);
  const answers = await operationValues(scope, operation, body);
  if ('refused' in answers) return answers.refused;
  // What the developer fixed, in the table or in the operation, is not the browser's to replace, in whatever letter case it tries.
  const fixed = { ...scope.definition.params, ...operation.params };
  const taken = new Set(Object.keys(fixed).map((name) => name.toLowerCase()));
  const dictionary = filterDictionary(scope, stateOf(scope));
  for (const [name, value] of answers.dictionary) if (!taken.has(name.toLowerCase())) dictionary.set(name, value);
  for (const [name, value] of Object.entries(fixed)) dictionary.set(name, value);
  const result = await callRequired(scope.ctx, {
    name: procedureName(scope, 'operation'),
    values: { operation: operation.code, itemIDs: ids.join(',') },
    dictionary,
    isRead: false,
  });
  await enqueueActions(scope.ctx, result.sets[1]?.rows ?? []);
  if (operation.kind === 'download') {
    const refused = refusalOf(scope, result);
    if (refused !== undefined) return { ok: false, commands: [{ type: 'message', kind: 'warning', text: refused }] };
    return { ok: true, commands: messageOf(result), data: { file: fileOf(scope, result) } };
  }
  const outcomes = outcomesOf(scope, result);
  if (outcomes.length > 0) return answerByRow(scope, outcomes);
  const refusal = refusalOf(scope, result);
  if (refusal !== undefined) return { ok: false, commands: [{ type: 'message', kind: 'warning', text: refusal }] };
  return { ok: true, commands: [...messageOf(result), ...followUps(scope, result, operation.refresh)] };
}

/** The file of a download: one row with `content` (text or binary), `contentType` and `fileName`, as `rs_*_getFile` answers. */
function fileOf({ code }: TableScope, result: ProcedureResult): { name: string; contentType: string; base64: string } {
  const row = result.sets[0]?.rows[0];
  const content: unknown = cell(row, 'content');
  if (content === undefined || content === null)
    throw new RequestError('failed', { detail: `crud_${code}_operation gave no "content" for a download` });
  const isBinary = content instanceof Uint8Array;
  const bytes = isBinary ? Buffer.from(content) : Buffer.from(String(content), 'utf8');
  const given = String(cell(row, 'contentType') ?? '').trim();
  const fallback = isBinary ? 'application/octet-stream' : 'text/plain';
  return {
    name: cleanFileName(String(cell(row, 'fileName') ?? '')) || code,
    contentType: /^[a-z]+\/[a-z0-9.+-]+$/i.test(given) ? given : fallback,
    base64: bytes.toString('base64'),
  };
}

/** One outcome a record, when the first set names records. */
function outcomesOf({ ctx }: TableScope, result: ProcedureResult): RowOutcome[] {
  const set = result.sets[0];
  if (set === undefined || columnReader(set, 'itemID') === undefined || columnReader(set, 'Result') === undefined) return [];
  return set.rows.map((row) => {
    const ok = cell(row, 'Result') === true || Number(cell(row, 'Result')) === 1;
    const text = plainText(String(cell(row, 'Msg') ?? ''));
    return { itemID: String(cell(row, 'itemID') ?? ''), ok, text: text || t(ctx.lang, ok ? 'table.rowDone' : 'table.refused') };
  });
}

function answerByRow(scope: TableScope, outcomes: readonly RowOutcome[]): ActionAnswer {
  const done = outcomes.filter(({ ok }) => ok).length;
  const failed = outcomes.length - done;
  const { lang } = scope.ctx;
  const text = failed === 0 ? t(lang, 'table.operationDone', { count: done }) : t(lang, 'table.operationPartly', { done, failed });
  return {
    ok: failed < outcomes.length,
    commands: [
      { type: 'message', kind: failed === 0 ? 'success' : 'warning', text },
      { type: 'refresh', target: `table-${scope.code}` },
    ],
    data: { outcomes },
  };
}

/** What a procedure may ask for beside its message: `SuccessUrl`, `RefreshContainer`. */
function followUps(scope: TableScope, result: ProcedureResult, refresh: string | undefined): Command[] {
  const row = result.sets[0]?.rows[0];
  const url = cell(row, 'SuccessUrl');
  const targets = [`table-${scope.code}`, refresh, cell(row, 'RefreshContainer')].filter(
    (target) => typeof target === 'string' && target.trim() !== '',
  );
  return [
    { type: 'refresh', target: targets.join(',') },
    ...(typeof url === 'string' && /^\/(?![/\\])/.test(url) ? [{ type: 'redirect', url } as const] : []),
  ];
}
