// What the procedure of an action says (`Result`, `Msg`, `RefreshContainer`, `RedirectUrl`) as an answer for the browser. A procedure that
// says nothing agrees.

import type { Command } from '../renderer/commands.ts';
import { safeUrl } from '../renderer/html.ts';
import { plainText } from '../renderer/sanitize.ts';
import { cell } from '../sql/procedures.ts';
import type { ProcedureResult } from '../sql/procedures.ts';
import type { ActionAnswer } from './component.ts';
import { isYes } from './form/item.ts';
import { columnText } from './form/values.ts';

/** The text of a refusal ('' when none was given); undefined when the procedure agreed or does not exist. */
export function refusalText(result: ProcedureResult | undefined): string | undefined {
  const row = result?.sets[0]?.rows[0];
  const said = cell(row, 'Result');
  return said === undefined || said === null || isYes(said) ? undefined : plainText(columnText(cell(row, 'Msg')));
}

export function refusedWith(text: string): ActionAnswer {
  return { ok: false, status: 422, commands: [{ type: 'message', kind: 'warning', text }] };
}

/** Message, refreshes and redirect of a procedure that agreed. `refresh`: targets besides the procedure's own. */
export function agreedCommands(
  result: ProcedureResult | undefined,
  { message = '', refresh = [] }: { message?: string; refresh?: readonly string[] } = {},
): Command[] {
  const row = result?.sets[0]?.rows[0];
  const text = (name: string): string => columnText(cell(row, name)).trim();
  const said = plainText(text('Msg')) || message;
  const url = text('RedirectUrl') || text('SuccessUrl');
  const targets = [...refresh, text('RefreshContainer')].filter((target) => target.trim() !== '');
  return [
    ...(said === '' ? [] : [{ type: 'message', kind: 'success', text: said } as const]),
    ...(targets.length === 0 ? [] : [{ type: 'refresh', target: targets.join(',') } as const]),
    ...(url === '' ? [] : [{ type: 'redirect', url: safeUrl(url) } as const]),
  ];
}
