// Running the text of a tab: the selection or all of it, stopped by its button, with the results shown in the tab that asked.

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
  let running: AbortController | undefined;

  async function start(): Promise<void> {
    if (running !== undefined) return;
    const tab = tabs.active;
    const { view } = tabs.editorOf(tab);
    const { main } = view.state.selection;
    const sql = main.empty ? view.state.doc.toString() : view.state.sliceDoc(main.from, main.to);
    const offset = main.empty ? 0 : view.state.doc.lineAt(main.from).number - 1;
    if (sql.trim() === '') return void showToast({ kind: 'info', text: tell('nothingToRun') });
    const mine = new AbortController();
    running = mine;
    cancel.hidden = false;
    run.disabled = true;
    try {
      const answer = await postAdmin(`${URL_BASE}/run`, { sql, keep: keep.checked, username: user.value }, { signal: mine.signal });
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

  // What stays is not run by chance.
  const showKeep = (): void => {
    run.classList.toggle('btn-danger', keep.checked);
    run.classList.toggle('btn-primary', !keep.checked);
  };
  keep.addEventListener('change', showKeep);
  showKeep();

  return {
    start: () => void start(),
    stop: () => running?.abort(),
    showTrial(tab, { items, ms, returnValue, output, ending }) {
      const values = Object.entries(output).map(([name, value]) => `${name} = ${value === null ? 'NULL' : String(value)}`);
      const returned = returnValue === null ? [] : [`RETURN ${returnValue}`];
      const message = [...returned, ...values].join(', ');
      const batch = { line: 1, ms, items: [...items, ...(message === '' ? [] : [{ kind: 'message', text: message, line: 0 } as const])] };
      show(tab, { batches: [batch], summary: tell('undone'), isBad: ending === 'error', offset: 0 });
    },
  };
}

function summaryOf({ ending, transaction, left }: ScriptResult): string {
  const end = ending === 'complete' ? '' : tell(`ending_${ending}`);
  const rest = left > 0 ? tell('left', { count: left }) : '';
  return [end, rest, tell(transaction)].filter(Boolean).join(' · ');
}
