// Files on their way: a line for each with its progress, a button that stops it, and one that tries again when it failed. A few go at once.

import type { ActionResponse } from '../../commands.ts';
import { element, iconElement } from '../element.ts';
import { refusalText, sendFile } from './send.ts';
import { sayFile } from './texts.ts';

export interface QueueOptions {
  /** Where the lines stand. */
  readonly list: HTMLElement;
  /** Tells screen readers what happens. */
  readonly status: HTMLElement | null;
  readonly maxBytes: number;
  url(): string;
  /** A file has arrived; its line is still there and may be replaced. */
  onArrived(answer: ActionResponse, line: HTMLElement): void;
  /** Nothing is on its way any more; `count` files arrived since the last time. */
  onIdle(count: number): void;
}

export interface UploadQueue {
  add(files: readonly File[]): void;
  /** Whether something is on its way. */
  isBusy(): boolean;
  stop(): void;
}

const AT_ONCE = 3;

export function createQueue(options: QueueOptions): UploadQueue {
  const waiting: (() => Promise<void>)[] = [];
  const running = new Set<AbortController>();
  let arrived = 0;

  const next = (): void => {
    while (running.size < AT_ONCE) {
      const job = waiting.shift();
      if (job === undefined) break;
      void job();
    }
    if (running.size > 0 || waiting.length > 0) return;
    const count = arrived;
    arrived = 0;
    if (count > 0 && options.status !== null) options.status.textContent = sayFile('uploaded', { count });
    options.onIdle(count);
  };

  const start = (file: File, line: UploadLine): void => {
    const controller = new AbortController();
    line.showProgress(() => {
      controller.abort();
      const place = waiting.indexOf(job);
      if (place >= 0) waiting.splice(place, 1);
      line.root.remove();
    });
    const job = async (): Promise<void> => {
      running.add(controller);
      try {
        const answer = await sendFile(options.url(), file, { onProgress: line.progress, signal: controller.signal });
        if (answer.ok) {
          arrived++;
          options.onArrived(answer, line.root);
        } else fail(refusalText(answer) ?? sayFile('failed'));
      } catch (error) {
        if (!(error instanceof DOMException && error.name === 'AbortError')) fail(sayFile('failed'));
      } finally {
        running.delete(controller);
        next();
      }
    };
    const fail = (reason: string): void => line.showFailure(reason, () => start(file, line));
    waiting.push(job);
    next();
  };

  return {
    add(files) {
      options.list.hidden = false;
      for (const file of files) {
        const line = uploadLine(file);
        options.list.append(line.root);
        if (options.status !== null) options.status.textContent = sayFile('uploading', { name: file.name });
        // The server would refuse it after all of it was sent.
        if (file.size > options.maxBytes) line.showFailure(sayFile('tooLarge', { size: shortSize(options.maxBytes) }));
        else start(file, line);
      }
    },
    isBusy: () => running.size > 0 || waiting.length > 0,
    stop: () => {
      waiting.length = 0;
      for (const controller of running) controller.abort();
    },
  };
}

interface UploadLine {
  readonly root: HTMLElement;
  readonly progress: (share: number) => void;
  showProgress(stop: () => void): void;
  showFailure(reason: string, retry?: () => void): void;
}

/** The line of one file on its way. */
function uploadLine(file: File): UploadLine {
  const { name } = file;
  const ending = /\.([^.]{1,6})$/.exec(name)?.[1] ?? '';
  const amount = element('span', { class: 'muted' });
  const bar = progressBar(name);
  const tools = element('span', { class: 'file-tools' });
  const words = element('span', { class: 'file-main' }, element('span', { class: 'file-name' }, name), amount);
  const root = element(
    'li',
    { class: 'file-item is-uploading' },
    element('span', { class: 'file-type', 'aria-hidden': 'true' }, ending),
    words,
    tools,
  );
  const tool = (label: string, content: Node | string, run: () => void): HTMLElement => {
    const isIcon = typeof content !== 'string';
    const button = element(
      'button',
      { type: 'button', class: `btn btn-sm ${isIcon ? 'btn-icon btn-quiet' : 'btn-link'}`, 'aria-label': label, title: label },
      content,
    );
    button.addEventListener('click', run);
    return button;
  };
  return {
    root,
    progress(share) {
      bar.set(share);
      amount.textContent = sayFile('progress', { done: shortSize(file.size * share), total: shortSize(file.size) });
    },
    showProgress(stop) {
      root.classList.remove('is-failed');
      root.querySelector('.file-problem')?.remove();
      bar.set(0);
      root.append(bar.root);
      amount.textContent = shortSize(file.size);
      tools.replaceChildren(tool(sayFile('stop', { name }), iconElement('close'), stop));
    },
    showFailure(reason, retry) {
      root.classList.add('is-failed');
      bar.root.remove();
      amount.textContent = '';
      root.querySelector('.file-problem')?.remove();
      root.append(element('span', { class: 'file-problem', role: 'alert' }, reason));
      const again = retry === undefined ? [] : [tool(sayFile('retry', { name }), sayFile('retryShort'), retry)];
      tools.replaceChildren(
        ...again,
        tool(sayFile('dismiss', { name }), iconElement('close'), () => root.remove()),
      );
    },
  };
}

function progressBar(name: string): { root: SVGElement; set(share: number): void } {
  const svg = 'http://www.w3.org/2000/svg';
  const root = document.createElementNS(svg, 'svg');
  const fill = document.createElementNS(svg, 'rect');
  for (const [key, value] of Object.entries({
    class: 'progress',
    role: 'progressbar',
    'aria-label': sayFile('uploading', { name }),
    'aria-valuemin': '0',
    'aria-valuemax': '100',
    viewBox: '0 0 100 4',
    preserveAspectRatio: 'none',
  }))
    root.setAttribute(key, value);
  fill.setAttribute('class', 'progress-fill');
  fill.setAttribute('height', '4');
  root.append(fill);
  return {
    root,
    set(share) {
      const percent = String(Math.round(share * 100));
      fill.setAttribute('width', percent);
      root.setAttribute('aria-valuenow', percent);
    },
  };
}

const sizes = new Map<string, Intl.NumberFormat>();

/** `3.4 MB`; the browser knows the words of its language. */
function shortSize(bytes: number): string {
  const [unit, size] = bytes < 1024 * 1024 ? (['kilobyte', bytes / 1024] as const) : (['megabyte', bytes / 1024 / 1024] as const);
  let format = sizes.get(unit);
  if (format === undefined) {
    format = new Intl.NumberFormat(document.documentElement.lang, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: unit === 'megabyte' ? 1 : 0,
    });
    sizes.set(unit, format);
  }
  return format.format(size);
}
