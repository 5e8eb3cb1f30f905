// A line at the top while something loads for longer than 300 ms; shorter waits show nothing.

import { element } from './element.ts';

const DELAY = 300;
let running = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let line: HTMLElement | undefined;

/** Counts a piece of work until it settles; several overlap in one line. */
export async function withProgress<T>(work: Promise<T>): Promise<T> {
  running++;
  timer ??= setTimeout(show, DELAY);
  try {
    return await work;
  } finally {
    running--;
    if (running === 0) hide();
  }
}

function show(): void {
  line = element('div', { class: 'progress-line', 'aria-hidden': 'true' });
  document.body.append(line);
}

function hide(): void {
  clearTimeout(timer);
  timer = undefined;
  line?.remove();
  line = undefined;
}
