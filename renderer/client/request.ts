// Talking to the server: CSRF, one way of telling failures, sessions that end while someone types, networks that come and go.
// Nobody else calls `fetch`.

import type { ActionResponse } from '../commands.ts';
import { openDialog } from './dialog.ts';
import { element } from './element.ts';
import { withProgress } from './progress.ts';
import { say } from './texts.ts';
import { showToast } from './toast.ts';

/** A request that did not get its answer. The person has been told already unless `isSilent`. */
export class RequestFailed extends Error {
  readonly status: number;
  readonly isSilent: boolean;

  constructor(status: number, isSilent = false) {
    super(`request failed with ${status}`);
    this.name = 'RequestFailed';
    this.status = status;
    this.isSilent = isSilent;
  }
}

export interface RequestOptions {
  readonly signal?: AbortSignal | undefined;
  /** The button that shows that it works: disabled for other presses meanwhile. */
  readonly trigger?: HTMLElement | undefined;
  /** Does not carry out the commands of the answer. */
  readonly keepCommands?: boolean | undefined;
  /** Tells nothing about failures: for work that nobody asked for (search as you type, polling). */
  readonly isQuiet?: boolean | undefined;
  /** Goes out although the page is being left. */
  readonly outlivesPage?: boolean | undefined;
}

export type RequestBody = FormData | URLSearchParams | Readonly<Record<string, unknown>>;
type CommandRunner = (commands: ActionResponse['commands'], trigger?: HTMLElement) => Promise<void>;

let runCommands: CommandRunner = async () => {};

/** `commands.ts` gives its runner here, because it needs this module itself. */
export function setCommandRunner(runner: CommandRunner): void {
  runCommands = runner;
}

/** Sends an action and carries out the commands of its answer. A refusal (422 and the like) is an answer with `ok: false`. */
export async function post(url: string, body: RequestBody = {}, options: RequestOptions = {}): Promise<ActionResponse> {
  const response = await withBusy(options.trigger, () => send(url, () => postInit(body, options), options));
  const answer = await readAnswer(response);
  if (answer === undefined) return fail(response, options);
  if (options.keepCommands !== true) await runCommands(answer.commands, options.trigger);
  return answer;
}

/** HTML of a component or a panel. A component that failed comes with its error inside and a status of 5xx: that is shown, too. */
export async function getFragment(url: string, options: RequestOptions = {}): Promise<string> {
  const response = await send(url, () => getInit('text/html', options), options);
  const type = response.headers.get('content-type') ?? '';
  if (!type.startsWith('text/html')) return fail(response, options);
  return response.text();
}

export async function getJson<T>(url: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(url, () => getInit('application/json', options), options);
  if (!response.ok) return fail(response, options);
  return (await response.json()) as T;
}

/** Sends a form and takes its answer line by line, one JSON value each, while the server works. */
export async function postLines(url: string, body: FormData, onLine: (line: unknown) => void): Promise<void> {
  const init = postInit(body, {});
  // A compressed answer would come in one piece.
  const response = await send(url, () => ({ ...init, headers: { ...init.headers, 'x-no-compression': 'true' } }), {});
  if (!response.ok || response.body === null) return fail(response, {});
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const lines = (rest + part.value).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(JSON.parse(line));
  }
}

/** The token of this page. */
export function csrfToken(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content ?? '';
}

function postInit(body: RequestBody, { signal, outlivesPage = false }: RequestOptions): RequestInit {
  const headers: Record<string, string> = {
    accept: 'application/json',
    'x-csrf-token': csrfToken(),
    'x-requested-with': 'fetch',
    ...viewHeader(),
  };
  const isForm = body instanceof FormData || body instanceof URLSearchParams;
  if (!isForm) headers['content-type'] = 'application/json';
  return {
    method: 'POST',
    headers,
    body: isForm ? body : JSON.stringify(body),
    credentials: 'same-origin',
    signal: signal ?? null,
    keepalive: outlivesPage,
  };
}

function getInit(accept: string, { signal }: RequestOptions): RequestInit {
  return { headers: { accept, 'x-requested-with': 'fetch', ...viewHeader() }, credentials: 'same-origin', signal: signal ?? null };
}

/** A developer's preview stays what it is when its parts are loaded anew. */
function viewHeader(): Record<string, string> {
  const view = document.querySelector<HTMLMetaElement>('meta[name="view-as"]')?.content;
  return view === undefined ? {} : { 'x-view-as': encodeURIComponent(view) };
}

/** Sends, and again after a new sign-in or a fresh token; `init` is asked anew because the token changes. */
async function send(url: string, init: () => RequestInit, options: RequestOptions): Promise<Response> {
  let isTokenFresh = false;
  for (;;) {
    const response = await attempt(url, init(), options);
    if (options.isQuiet === true) return response;
    if (response.status === 401) {
      if (!(await askToSignIn())) throw new RequestFailed(401, true);
      await refreshToken();
      continue;
    }
    if (response.status === 403 && !isTokenFresh && (await errorCode(response)) === 'csrf') {
      isTokenFresh = true;
      await refreshToken();
      continue;
    }
    return response;
  }
}

async function attempt(url: string, init: RequestInit, options: RequestOptions): Promise<Response> {
  try {
    return await withProgress(fetch(url, init));
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    if (options.isQuiet !== true) showToast({ kind: 'warning', text: say('offline'), isSticky: false });
    throw new RequestFailed(0, options.isQuiet);
  }
}

async function readAnswer(response: Response): Promise<ActionResponse | undefined> {
  if (!(response.headers.get('content-type') ?? '').startsWith('application/json')) return undefined;
  const answer: unknown = await response.json();
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return undefined;
  const { ok, commands, data, error } = answer as Partial<ActionResponse>;
  return { ok: ok === true, commands: Array.isArray(commands) ? commands : [], data, error };
}

async function errorCode(response: Response): Promise<string> {
  try {
    const body = (await response.clone().json()) as { error?: { code?: string } };
    return body.error?.code ?? '';
  } catch {
    return '';
  }
}

async function fail(response: Response, options: RequestOptions): Promise<never> {
  if (options.isQuiet !== true) {
    const answer = await readAnswer(response).catch(() => undefined);
    if (answer !== undefined && answer.commands.length > 0) await runCommands(answer.commands, options.trigger);
    else showToast({ kind: 'danger', text: failureText(response) });
  }
  throw new RequestFailed(response.status, options.isQuiet);
}

function failureText(response: Response): string {
  if (response.status === 403) return say('forbidden');
  if (response.status === 404) return say('notFound');
  if (response.status === 429) return say('tooMany');
  const traceId = response.headers.get('x-trace-id');
  return traceId === null ? say('failedPlain') : say('failed', { traceId });
}

let asking: Promise<boolean> | undefined;

/** What was typed stays on the page: sign-in happens in another tab, then the request is repeated here. One question for all requests. */
function askToSignIn(): Promise<boolean> {
  asking ??= new Promise<boolean>((resolve) => {
    let answer = false;
    const door = element(
      'a',
      { class: 'btn btn-outline-secondary', href: '/sign-in?next=/', target: '_blank', rel: 'noopener' },
      say('signIn'),
    );
    const again = element('button', { type: 'button', class: 'btn btn-primary' }, say('continue'));
    const dialog = openDialog({
      title: say('expiredTitle'),
      size: 'small',
      role: 'alertdialog',
      body: element('p', { class: 'mb-0' }, say('expired')),
      footer: [door, again],
      onClose: () => {
        asking = undefined;
        resolve(answer);
      },
    });
    again.addEventListener('click', () => {
      answer = true;
      dialog.close();
    });
    door.focus();
  });
  return asking;
}

/** A token belongs to a session: after a new sign-in the page takes the one of a freshly rendered copy of itself. */
async function refreshToken(): Promise<void> {
  const response = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin' });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector<HTMLMetaElement>('meta[name="csrf-token"]')?.content;
  const own = document.querySelector<HTMLMetaElement>('meta[name="csrf-token"]');
  if (fresh === undefined || own === null) return;
  own.content = fresh;
  for (const field of document.querySelectorAll<HTMLInputElement>('input[name="_csrf"]')) field.value = fresh;
}

/** Shows on the button that it works; it keeps its width and its label, and takes no other press meanwhile (early.ts). */
export async function withBusy<T>(trigger: HTMLElement | undefined, work: () => Promise<T>): Promise<T> {
  if (trigger === undefined) return work();
  const spinner = element('span', { class: 'spinner-border', 'aria-hidden': 'true' });
  trigger.setAttribute('aria-busy', 'true');
  const timer = setTimeout(() => trigger.prepend(spinner), 300);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    spinner.remove();
    trigger.removeAttribute('aria-busy');
  }
}

/** Says when the network goes and comes back. */
export function startNetworkWatch(): void {
  let note: HTMLElement | undefined;
  addEventListener('offline', () => {
    note ??= element('div', { class: 'network-note', role: 'status' }, say('offline'));
    document.body.append(note);
  });
  addEventListener('online', () => {
    note?.remove();
    note = undefined;
    showToast({ kind: 'success', text: say('online') });
  });
}
