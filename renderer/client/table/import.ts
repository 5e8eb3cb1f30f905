// The import dialog: a file, what goes where, a check, the import, what failed. The file is sent with every step, so the server keeps nothing.

import { exchange as en } from '../../locales/en/exchange.ts';
import { exchange as ru } from '../../locales/ru/exchange.ts';
import { openDialog } from '../dialog.ts';
import { element } from '../element.ts';
import { getJson, post } from '../request.ts';
import { fill, pick, say } from '../texts.ts';
import { actionContext, actionUrl, readingUrl } from './component-address.ts';

const texts = pick(en, ru);
/** A body may have 5 MB; base64 makes four bytes of three. */
const MOST_BYTES = 3.6 * 1024 * 1024;
const SIZE = texts.sizeLimit;

interface Preview {
  readonly headers: readonly string[];
  readonly sample: readonly string[];
  readonly columns: readonly { readonly code: string; readonly title: string; readonly required: boolean }[];
  readonly mapping: Readonly<Record<string, number>>;
  readonly missing: readonly string[];
  readonly total: number;
  readonly valid: number;
  readonly errors: readonly { readonly row: number; readonly column: string; readonly text: string }[];
  readonly errorCount: number;
}

interface Info {
  readonly maxRows: number;
  readonly help: string;
}

interface Outcome {
  readonly done: number;
  readonly failed: number;
  readonly failures: readonly { readonly row: number; readonly text: string }[];
  readonly failedCsv: string;
}

/** Opens the dialog for the table whose root this is. */
export function openImport(root: HTMLElement): void {
  const body = element('div', { class: 'import' });
  const footer = element('div', { class: 'import-buttons cluster' });
  const dialog = openDialog({ title: texts.importTitle, size: 'big', body, footer: [footer] });
  const status = element('p', { class: 'note', role: 'status' });
  let content = '';

  const button = (text: string, look: string, run: () => void | Promise<void>): HTMLButtonElement => {
    const made = element('button', { type: 'button', class: `btn ${look}` }, text);
    made.addEventListener('click', () => void run());
    return made;
  };
  const show = (parts: readonly (Node | string)[], buttons: readonly HTMLElement[]): void => {
    body.replaceChildren(...parts, status);
    footer.replaceChildren(...buttons);
    body.querySelector<HTMLElement>('input, select')?.focus();
  };
  /** Sends a step with its button busy; undefined when it was refused, which has been told. */
  const send = async (action: string, values: Record<string, unknown>, trigger?: HTMLElement): Promise<unknown> => {
    status.textContent = action === 'import' ? texts.importing : texts.reading;
    for (const one of footer.querySelectorAll('button')) one.disabled = true;
    try {
      const answer = await post(actionUrl(root, action), { content, ...values, ...actionContext(root) }, { trigger });
      return answer.data;
    } catch {
      return undefined;
    } finally {
      status.textContent = '';
      for (const one of footer.querySelectorAll('button')) one.disabled = false;
    }
  };

  const askFile = (): void => {
    const input = element('input', {
      type: 'file',
      class: 'form-control-file',
      id: `${dialog.root.id}-file`,
      accept: '.csv,.txt,.xlsx,text/csv',
    });
    const hint = element('p', { class: 'note' });
    getJson<Info>(readingUrl(root, 'importInfo'), { isQuiet: true }).then(
      ({ maxRows, help }) => {
        hint.textContent = `${fill(texts, 'fileHint', { rows: maxRows, size: SIZE })} ${help}`;
      },
      () => {},
    );
    const error = element('p', { class: 'invalid-feedback d-block', role: 'alert' });
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (file === undefined) return;
      error.textContent = file.size > MOST_BYTES ? fill(texts, 'tooBig', { size: SIZE }) : '';
      if (file.size <= MOST_BYTES) void readFile(file);
    });
    const template = element('a', { href: readingUrl(root, 'template'), download: '' }, 'CSV');
    show(
      [element('label', { for: input.id }, texts.fileLabel), input, error, hint, element('p', {}, `${texts.template} `, template)],
      [button(say('cancel'), 'btn-quiet', () => dialog.close())],
    );
  };

  const readFile = async (file: File): Promise<void> => {
    content = await toBase64(file);
    const preview = (await send('importPreview', {})) as Preview | undefined;
    if (preview !== undefined) showPreview(preview);
  };

  const showPreview = (preview: Preview): void => {
    const choices = preview.columns.map((column) => mappingRow(column, preview, dialog.root.id));
    const mapping = (): Record<string, number> =>
      Object.fromEntries(choices.flatMap(({ code, select }) => (select.value === '' ? [] : [[code, Number(select.value)]])));
    const again = async (): Promise<void> => {
      const next = (await send('importPreview', { mapping: mapping() })) as Preview | undefined;
      if (next !== undefined) showPreview(next);
    };
    const run = button(fill(texts, 'run', { count: preview.valid }), 'btn-primary', async () => {
      const outcome = (await send('import', { mapping: mapping() }, run)) as Outcome | undefined;
      if (outcome !== undefined) showOutcome(outcome);
    });
    run.disabled = preview.valid === 0 || preview.missing.length > 0;
    const check = button(texts.check, 'btn-outline-secondary', again);
    // What was checked is not what would be imported any more.
    for (const { select } of choices) {
      select.addEventListener('change', () => {
        run.disabled = true;
        check.className = 'btn btn-primary';
      });
    }
    const head = element(
      'tr',
      {},
      ...[texts.mapField, texts.mapColumn, texts.mapSample].map((text) => element('th', { scope: 'col' }, text)),
    );
    const summary = `${fill(texts, 'checked', { valid: preview.valid, total: preview.total })}${preview.errorCount === 0 ? '' : `, ${fill(texts, 'checkedRefused', { count: preview.total - preview.valid })}`}. ${texts.dryRun}`;
    show(
      [
        element('h3', { class: 'h5' }, texts.mapTitle),
        element(
          'table',
          { class: 'table table-sm import-mapping' },
          element('thead', {}, head),
          element('tbody', {}, ...choices.map(({ row }) => row)),
        ),
        ...preview.missing.map((text) => element('p', { class: 'alert alert-warning', role: 'alert' }, text)),
        element('p', { class: 'import-summary', role: 'status' }, summary),
        ...(preview.errors.length === 0 ? [] : [errorTable(preview.errors, preview.errorCount)]),
      ],
      [run, check, button(texts.back, 'btn-quiet', askFile)],
    );
  };

  const showOutcome = (outcome: Outcome): void => {
    const parts: Node[] = [];
    if (outcome.done > 0)
      parts.push(element('p', { class: 'alert alert-success', role: 'status' }, fill(texts, 'done', { count: outcome.done })));
    if (outcome.failed > 0) {
      parts.push(element('p', { class: 'alert alert-warning', role: 'alert' }, fill(texts, 'failed', { count: outcome.failed })));
      const file = URL.createObjectURL(new Blob([outcome.failedCsv], { type: 'text/csv' }));
      parts.push(
        element('p', {}, element('a', { href: file, download: `${root.dataset.code ?? 'import'}-failed.csv` }, texts.downloadFailed)),
      );
      parts.push(
        errorTable(
          outcome.failures.map((failure) => ({ ...failure, column: '' })),
          outcome.failed,
        ),
      );
    }
    const close = button(texts.close, 'btn-primary', () => dialog.close());
    show(parts, [close, button(texts.back, 'btn-quiet', askFile)]);
    close.focus();
  };

  askFile();
}

function mappingRow(
  column: Preview['columns'][number],
  preview: Preview,
  id: string,
): { code: string; select: HTMLSelectElement; row: HTMLElement } {
  const chosen = preview.mapping[column.code];
  const select = element(
    'select',
    { class: 'custom-select custom-select-sm', id: `${id}-map-${column.code}` },
    element('option', { value: '' }, texts.mapNone),
    ...preview.headers.map((header, at) => element('option', { value: at, selected: at === chosen }, header)),
  );
  const sample = element('td', { class: 'muted truncate' });
  const showSample = (): void => {
    sample.textContent = select.value === '' ? '' : (preview.sample[Number(select.value)] ?? '');
  };
  select.addEventListener('change', showSample);
  showSample();
  const label = element(
    'label',
    { for: select.id, class: 'mb-0' },
    column.title,
    column.required && element('span', { class: 'badge badge-secondary ml-1' }, texts.required),
  );
  return { code: column.code, select, row: element('tr', {}, element('th', { scope: 'row' }, label), element('td', {}, select), sample) };
}

function errorTable(errors: Preview['errors'], count: number): HTMLElement {
  const head = element('tr', {}, ...[texts.row, texts.column, texts.problem].map((text) => element('th', { scope: 'col' }, text)));
  const rows = errors.map(({ row, column, text }) =>
    element('tr', {}, element('td', { class: 'num' }, String(row)), element('td', {}, column), element('td', {}, text)),
  );
  const more = count > errors.length && element('p', { class: 'note' }, fill(texts, 'errorsMore', { count: count - errors.length }));
  return element(
    'div',
    { class: 'import-errors', tabindex: 0, role: 'region', 'aria-label': texts.errorsTitle },
    element(
      'table',
      { class: 'table table-sm' },
      element('caption', { class: 'sr-only' }, texts.errorsTitle),
      element('thead', {}, head),
      element('tbody', {}, ...rows),
    ),
    more,
  );
}

function toBase64(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the file cannot be read')));
    reader.readAsDataURL(file);
  });
}
