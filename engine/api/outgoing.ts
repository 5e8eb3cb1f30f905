// The external action `apirequest(code, p1_name, p1_value, …, spCallback)`: builds the request of the definition, sends it to a checked
// address, logs it without secrets, and hands the answer to `api_{code}_response` or to the procedure that the action names.

import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupAddress } from 'node:dns';
import type { ApiDefinition } from '../../metadata/kinds/api.ts';
import { callProcedure } from '../../sql/procedures.ts';
import { columnText } from '../form/values.ts';
import { ActionRefused, requiredText, textOf } from '../outbox/action.ts';
import type { ActionHandler, OutboxAction, OutboxHold } from '../outbox/action.ts';
import { enqueueRows } from '../outbox/enqueue.ts';
import { AddressRefused, checkedAddresses } from './addresses.ts';
import { noteOutgoing } from './calls.ts';
import { readSettings } from './secrets.ts';
import { signatureOf } from './signature.ts';
import { fill, settingsIn } from './template.ts';
import type { Place, TemplateValues } from './template.ts';

type Outgoing = NonNullable<ApiDefinition['request']>;

interface Built {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Received {
  readonly status: number;
  readonly body: string;
  readonly bytes: number;
}

/** Asking again would bring the same. */
class AnswerRefused extends Error {}

const PLACES: Readonly<Record<Outgoing['contentType'], Place>> = {
  'application/json': 'json',
  'application/x-www-form-urlencoded': 'form',
  'text/plain': 'text',
};
const UNREACHED: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const PRIVATE_HOSTS = 'apiPrivateHosts';
const PROCEDURE = /^(?:[A-Za-z_]\w{0,127}\.)?[A-Za-z0-9_-]{1,128}$/;

export const sendApiRequest: ActionHandler = async (hold) => {
  const { app, action } = hold;
  const code = requiredText(action, 'code');
  const stored = app.definitions.get('api', code);
  if (stored === undefined || 'findings' in stored) throw new ActionRefused(`there is no api "${code}", or it is broken`);
  const { definition } = stored;
  const { request } = definition;
  if (definition.direction !== 'outgoing' || request === undefined || !definition.isActive)
    throw new ActionRefused(`api "${code}" is not an outgoing one that is active`);
  const values = await valuesOf(hold, { code: stored.code, definition });
  const built = await build(hold, { definition, request, values });
  const { answer, error } = await send(hold, { code: stored.code, request, built });
  // Nobody answered, or the other side failed: later again, as often as the definition says, unless that could do something twice.
  const isPassing =
    (answer === undefined ? !(error instanceof AddressRefused || error instanceof AnswerRefused) : isPassingStatus(answer.status)) &&
    (isIdempotent(request) || wasNotTaken(answer, error));
  const reason = error instanceof Error ? error.message : answer === undefined ? 'no answer' : `answered ${answer.status}`;
  if (isPassing && action.attempts <= request.retries) throw new Error(`api ${stored.code}: ${reason}`);
  await handOver(hold, { code: stored.code, definition, values, answer, reason });
  if (answer === undefined || answer.status >= 300) throw new ActionRefused(`api ${stored.code}: ${reason}`);
  return undefined;
};

function isPassingStatus(status: number): boolean {
  return status >= 500 || status === 429 || status === 408;
}

function isIdempotent({ method, isRepeatable }: Outgoing): boolean {
  return isRepeatable || (method !== 'POST' && method !== 'PATCH');
}

/** The call never got there, or the other side says that it did nothing with it. */
function wasNotTaken(answer: Received | undefined, error: unknown): boolean {
  if (answer !== undefined) return answer.status === 429 || answer.status === 503;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && UNREACHED.has(code);
}

/** Values of the action (`p1_name`, `p1_value`, …), and over them the columns of `api_{code}_request`. */
async function valuesOf(
  { app, action }: OutboxHold,
  { code, definition }: { code: string; definition: ApiDefinition },
): Promise<Map<string, string>> {
  const values = new Map<string, string>();
  for (const name of Object.keys(action.payload)) {
    const [, number] = /^p(\d{1,2})_name$/.exec(name) ?? [];
    if (number !== undefined) values.set(textOf(action, name).toLowerCase(), textOf(action, `p${number}_value`));
  }
  const name = `${definition.schema}.api_${code}_request`;
  if ((await app.db.signatures.signatureOf(name)) === undefined) return values;
  const result = await callProcedure(app.db, { name, values: {}, dictionary: values, context: contextOf(action), isRead: true });
  for (const [column, value] of Object.entries(result.sets[0]?.rows[0] ?? {})) values.set(column.toLowerCase(), columnText(value));
  return values;
}

async function build(
  { app, action }: OutboxHold,
  { definition, request, values }: { definition: ApiDefinition; request: Outgoing; values: Map<string, string> },
): Promise<Built> {
  const { signature } = definition;
  const templates = [request.url, request.body ?? '', ...request.headers.map(({ value }) => value)];
  const settings = await readSettings(app, [...settingsIn(templates), ...(signature === undefined ? [] : [signature.secret])]);
  const all: TemplateValues = { values, settings };
  let url: URL;
  try {
    url = new URL(fill(request.url, all, 'url'));
  } catch (error) {
    throw error instanceof ActionRefused ? error : new ActionRefused('the address of the call is not one');
  }
  const host = url.hostname.toLowerCase();
  if (request.allowedHosts.length > 0 && !request.allowedHosts.some((allowed) => allowed.toLowerCase() === host))
    throw new ActionRefused(`the host ${host} is not among the allowed ones`);
  const hasBody = request.method !== 'GET' && request.method !== 'DELETE';
  const text = !hasBody
    ? ''
    : request.body === undefined
      ? JSON.stringify(Object.fromEntries(values))
      : fill(request.body, all, PLACES[request.contentType]);
  const body = Buffer.from(text);
  const headers: Record<string, string> = { accept: 'application/json, */*;q=0.5', 'user-agent': 'Peregrine' };
  if (hasBody) {
    headers['content-type'] = `${request.contentType}; charset=utf-8`;
    headers['content-length'] = String(body.length);
  }
  for (const { name, value } of request.headers) {
    const lower = name.toLowerCase();
    if (!['host', 'content-length', 'transfer-encoding', 'connection'].includes(lower)) headers[lower] = fill(value, all, 'header');
  }
  // The same at every try; one that the definition sets itself counts more.
  if (request.isRepeatable) headers['idempotency-key'] ??= `${app.config.baseUrl}/outbox/${action.id}`;
  if (signature !== undefined) {
    const secret = settings.get(signature.secret.toLowerCase()) ?? '';
    if (secret === '') throw new ActionRefused(`the setting "${signature.secret}" is not set: the call cannot be signed`);
    const timestamp = String(Math.floor(Date.now() / 1000));
    headers[signature.timestampHeader.toLowerCase()] = timestamp;
    headers[signature.header.toLowerCase()] = signatureOf(secret, timestamp, body);
  }
  return { url, method: request.method, headers, body };
}

async function send(
  { app, action }: OutboxHold,
  { code, request, built }: { code: string; request: Outgoing; built: Built },
): Promise<{ answer?: Received; error?: unknown }> {
  const started = performance.now();
  let answer: Received | undefined;
  let error: unknown;
  try {
    const allowed = (await readSettings(app, [PRIVATE_HOSTS])).get(PRIVATE_HOSTS.toLowerCase()) ?? '';
    const privateHosts = allowed
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean);
    const addresses = await checkedAddresses(built.url, privateHosts);
    answer = await exchange(built, { addresses, timeoutMs: request.timeoutSeconds * 1000, mostBytes: request.maxKb * 1024 });
  } catch (caught) {
    error = caught;
  }
  await noteOutgoing(app, {
    code,
    method: built.method,
    url: `${built.url.origin}${secretFree(built.url.pathname, request)}`,
    status: answer?.status ?? null,
    ms: performance.now() - started,
    requestBytes: built.body.length,
    responseBytes: answer?.bytes ?? 0,
    error: error instanceof Error ? error.message : '',
    username: action.createdBy,
    traceId: action.traceID,
  });
  return { ...(answer === undefined ? {} : { answer }), error };
}

/** Some services want their key in the path. */
function secretFree(path: string, { url }: Outgoing): string {
  return url.includes('{setting:') ? '/…' : path;
}

/** One exchange with one of the addresses. Redirects are not followed: where they lead was not checked. */
export function exchange(
  { url, method, headers, body }: Built,
  { addresses, timeoutMs, mostBytes }: { addresses: readonly LookupAddress[]; timeoutMs: number; mostBytes: number },
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(
      url,
      {
        method,
        headers,
        agent: false,
        // The addresses that were checked, whatever the name means by now.
        lookup: (_host, options, done) => {
          const [first] = addresses;
          if (options.all) done(null, [...addresses]);
          else done(null, first?.address ?? '', first?.family);
        },
        signal: AbortSignal.timeout(timeoutMs),
      },
      (response) => {
        const parts: Buffer[] = [];
        let bytes = 0;
        response.on('data', (part: Buffer) => {
          bytes += part.length;
          if (bytes > mostBytes) {
            reject(new AnswerRefused(`the answer is larger than ${mostBytes} bytes`));
            request.destroy();
          } else parts.push(part);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8'), bytes }));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** The answer to the solution: set 2 of the procedure are external actions. */
async function handOver(
  { app, action }: OutboxHold,
  {
    code,
    definition,
    values,
    answer,
    reason,
  }: { code: string; definition: ApiDefinition; values: Map<string, string>; answer: Received | undefined; reason: string },
): Promise<void> {
  const callback = textOf(action, 'spCallback').trim().replaceAll(/[[\]]/g, '');
  if (callback !== '' && !PROCEDURE.test(callback)) throw new ActionRefused(`"${callback}" is no name of a procedure`);
  const own = callback === '' ? `api_${code}_response` : callback;
  const name = own.includes('.') ? own : `${definition.schema}.${own}`;
  if ((await app.db.signatures.signatureOf(name)) === undefined) {
    if (callback !== '') throw new ActionRefused(`the procedure ${name} does not exist`);
    return;
  }
  const result = await callProcedure(app.db, {
    name,
    values: {
      username: action.createdBy,
      status: answer?.status ?? 0,
      body: answer?.body ?? '',
      error: answer !== undefined && answer.status < 300 ? '' : reason,
    },
    dictionary: values,
    context: contextOf(action),
    isRead: false,
  });
  await enqueueRows(app, result.sets[1]?.rows ?? [], { createdBy: action.createdBy, traceID: action.traceID });
}

function contextOf({ createdBy, traceID }: OutboxAction) {
  return { username: createdBy ?? '', userID: null, roles: '', traceID: traceID ?? '' };
}
