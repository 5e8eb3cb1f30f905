// Running the text of a tab: the selection or all of it, stopped by its button, with the results shown in the tab that asked.

import { post } from '../../../renderer/client/request.ts';
import { pageLang } from '../../../renderer/client/texts.ts';
import { showToast } from '../../../renderer/client/toast.ts';
import { postAdmin } from '../requests.ts';
import { forgetCatalogue } from './completion.ts';
import { URL_BASE } from './model.ts';
import type { ScriptResult, TrialResult } from './model.ts';
import type { ShownRun } from './results.ts';
import type { Tab, Tabs } from './tabs.ts';
import { tell } from './texts.ts';

export interface RunParts {
  readonly tabs: Tabs;
  readonly keep: HTMLInputElement;
  readonly user: HTMLSelectElement;
  readonly run: HTMLButtonElement;
  readonly cancel: HTMLButtonElement;
  readonly show: (tab: Tab, run: ShownRun) => void;
  /** Something may have changed in the database. */
  readonly changed: () => void;
}

export interface Runs {
  start(): void;
  stop(): void;
  showTrial(tab: Tab, result: TrialResult): void;
}

export function startRuns({ tabs, keep, user, run, cancel, show, changed }: RunParts): Runs {
  let running: Run | undefined;

  async function start(): Promise<void> {
    if (running !== undefined) return;
    const tab = tabs.active;
    const { view } = tabs.editorOf(tab);
    const { main } = view.state.selection;
    const sql = main.empty ? view.state.doc.toString() : view.state.sliceDoc(main.from, main.to);
    const offset = main.empty ? 0 : view.state.doc.lineAt(main.from).number - 1;
    if (sql.trim() === '') return void showToast({ kind: 'info', text: tell('nothingToRun') });
    const mine: Run = { name: crypto.getRandomValues(new Uint32Array(4)).join('-'), leaving: new AbortController() };
    running = mine;
    cancel.hidden = false;
    cancel.disabled = false;
    run.disabled = true;
    try {
      const body = { sql, keep: keep.checked, username: user.value, run: mine.name };
      const answer = await postAdmin(`${URL_BASE}/run`, body, { signal: mine.leaving.signal });
      if (!answer.ok) {
        if (answer.error !== undefined && answer.error.code !== 'passwordNeeded') showToast({ kind: 'danger', text: answer.error.text });
        return;
      }
      const result = answer.data as ScriptResult;
      show(tab, {
        batches: result.batches,
        summary: summaryOf(result),
        isBad: result.ending !== 'complete' || result.transaction === 'ended',
        offset,
      });
      if (result.transaction !== 'undone') {
        forgetCatalogue();
        changed();
      }
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
      show(tab, { batches: [], summary: tell('stopped'), isBad: true, offset });
    } finally {
      running = undefined;
      cancel.hidden = true;
      run.disabled = false;
    }
  }

  /** Asks the server to stop, so that the run answers with what it has; where nobody knows it any more, leaving ends it. */
  async function stop(): Promise<void> {
    const mine = running;
    if (mine === undefined) return;
    cancel.disabled = true;
    const answer = await post(`${URL_BASE}/stop`, { run: mine.name }, { isQuiet: true }).catch(() => undefined);
    const isStopped = answer?.ok === true && (answer.data as { stopped: boolean }).stopped;
    if (!isStopped) mine.leaving.abort();
  }

  // What stays is not run by chance.
  const showKeep = (): void => {
    run.classList.toggle('btn-danger', keep.checked);
    run.classList.toggle('btn-primary', !keep.checked);
  };
  keep.addEventListener('change', showKeep);
  showKeep();

  return {
    start: () => void start(),
    stop: () => void stop(),
    showTrial(tab, { items, ms, returnValue, output, ending }) {
      const values = Object.entries(output).map(([name, value]) => `${name} = ${value === null ? 'NULL' : String(value)}`);
      const returned = returnValue === null ? [] : [`RETURN ${returnValue}`];
      const message = [...returned, ...values].join(', ');
      const batch = { line: 1, ms, items: [...items, ...(message === '' ? [] : [{ kind: 'message', text: message, line: 0 } as const])] };
      show(tab, { batches: [batch], summary: `${took([batch])} · ${tell('undone')}`, isBad: ending === 'error', offset: 0 });
    },
  };
}

interface Run {
  readonly name: string;
  readonly leaving: AbortController;
}

function summaryOf({ batches, ending, transaction, left }: ScriptResult): string {
  const rest = left > 0 ? tell('left', { count: left }) : '';
  const facts = ending === 'cancelled' ? [cancelledAfter(batches)] : [took(batches), ending === 'complete' ? '' : tell(`ending_${ending}`)];
  return [...facts, rest, tell(transaction)].filter(Boolean).join(' · ');
}

function took(batches: readonly { readonly ms: number }[]): string {
  const ms = msOf(batches);
  return tell('ms', { ms: ms < 10 ? ms.toFixed(1) : Math.round(ms) });
}

function cancelledAfter(batches: ScriptResult['batches']): string {
  const shown = batches.flatMap(({ items }) => items.map((item) => (item.kind === 'set' ? item.rows.length : 0)));
  const seconds = (msOf(batches) / 1000).toLocaleString(pageLang, { maximumFractionDigits: 1 });
  return tell('ending_cancelled', { seconds, rows: tell('rowsShown', { count: shown.reduce((sum, count) => sum + count, 0) }) });
}

function msOf(batches: readonly { readonly ms: number }[]): number {
  return batches.reduce((sum, { ms }) => sum + ms, 0);
}
