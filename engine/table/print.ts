// The print view: a bare page with every row that the filters show, what the filters are, and who printed it when.

import { html, join, raw } from '../../renderer/html.ts';
import { renderBare } from '../../renderer/layout.ts';
import { renderPrint } from '../../renderer/table/print.ts';
import { NO_ROWS } from '../../sql/result-sets.ts';
import type { Row } from '../../sql/procedures.ts';
import type { ComponentReading, ComponentRequest } from '../component.ts';
import { RequestError } from '../errors.ts';
import { renderContextOf } from '../render-context.ts';
import { allRows } from './all-rows.ts';
import { viewOf } from './load.ts';
import { stateOf, tableScope } from './scope.ts';

/** More rows than this nobody prints, and no browser lays out. */
const MOST_ROWS = 5000;

/** Reading `print`. */
export async function readPrint(request: ComponentRequest<'table'>): Promise<ComponentReading> {
  const scope = await tableScope(request);
  const view = await viewOf(scope);
  if (!view.settings.canPrint) throw new RequestError('forbidden', { detail: `table ${scope.code} has no print view` });
  const rows: Row[] = [];
  let columns = NO_ROWS.columns;
  for await (const set of allRows(scope, stateOf(scope), MOST_ROWS)) {
    columns = set.columns;
    rows.push(...set.rows);
  }
  const page = renderContextOf(scope.ctx);
  const body = renderPrint({ ...view, rows: { columns, rows } }, { page, isCut: rows.length >= MOST_ROWS, now: new Date() });
  return {
    kind: 'html',
    html: raw(renderBare({ ctx: page, title: view.settings.title, body: html`${join([body])}`, bodyClass: 'print-page' })),
  };
}
