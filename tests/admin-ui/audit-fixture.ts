// The installation in which every route of the developer's cabinet is played once, what the plays send, and how they find it.

import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import type { ShownPlan } from '../../admin-ui/wizard/answer.ts';
import { inTransaction, runSql } from '../../sql/query.ts';
import type { Fixture, TestApp, TestBrowser } from '../engine/harness.ts';

export const auditFixture: Fixture = {
  definitions: {
    page: { desk: { title: 'Desk', roles: 'developer', markup: '<p>desk</p>' }, home: { title: 'Home', roles: '*' } },
    label: { shop: { title: 'Shop', texts: { 'shop.hello': { en: 'Hello', ru: 'Привет' } } } },
    block: { hello: { roles: '*', html: '<p>Hello</p>' } },
    mailTemplate: { note: { title: 'Note', subject: 'Note', body: '<p>Note</p>' } },
    setting: { vault: { title: 'Vault', category: 'Secrets', isSecret: true } },
    check: { odd: { title: 'Odd', roles: 'developer' } },
    job: { sweep: { title: 'Sweep', roles: 'developer' } },
    api: { sum: { title: 'Sum', roles: 'manager', parameters: [] } },
  },
  sql: [
    `CREATE TABLE dbo.aud_things (id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_aud_things PRIMARY KEY, name nvarchar(20) NULL);
     INSERT INTO dbo.aud_things (name) VALUES (N'one');
     INSERT INTO platform.outbox (type, payload, status) VALUES ('event', N'{"topic":"none"}', 'dead');
     INSERT INTO platform.setting (code, value, isSecret) VALUES (N'former', N'1', 0);
     GO
     CREATE OR ALTER PROCEDURE dbo.chk_odd @username nvarchar(64) AS SELECT CAST(1 AS int) AS itemID, N'odd' AS title WHERE 1 = 0;
     GO
     CREATE OR ALTER PROCEDURE dbo.job_sweep @username nvarchar(64) AS UPDATE dbo.aud_things SET name = N'swept';
     GO
     CREATE OR ALTER PROCEDURE dbo.api_sum_request @username nvarchar(64) AS SELECT 1 AS one;`,
  ],
  users: [
    { username: 'dana', roles: ['developer'] },
    { username: 'evan', roles: ['manager'] },
  ],
  env: { SMTP_URL: 'smtp://127.0.0.1:9' },
};

/** What a play sends. */
export interface Play {
  readonly path: string;
  readonly body?: object | FormData;
}

export interface AuditCase {
  /** `POST /admin/…` as the server knows it. */
  readonly route: string;
  readonly play: (at: { app: TestApp; dana: TestBrowser }) => Play | Promise<Play>;
  /** Entry of the log: `action object`; without it the route says that it changes nothing. */
  readonly entry?: string;
  /** What answers while the password was not asked for lately: 'passwordNeeded', or 'forbidden' where a switch asked before. */
  readonly guard?: 'passwordNeeded' | 'forbidden';
  /** Why a change needs no password. */
  readonly free?: string;
}

export const PASSWORD = 'passwordNeeded';
export const WORDS = 'words and looks, nothing that runs';
export const DEFINITION = 'definitions are checked, kept and undone; only roles decide who may what';
export const bothTexts = (text: string) => ({ en: text, ru: text });
export const column = {
  code: 'amount',
  title: bothTexts('Amount'),
  type: 'whole',
  required: false,
  unique: false,
  default: '',
  options: [],
  inList: true,
  inForm: true,
  filter: false,
  sort: false,
  search: false,
  inline: false,
};
export const objectSpec = {
  code: 'parcels',
  itemCode: 'parcel',
  prefix: 'aud',
  title: bothTexts('Parcels'),
  itemTitle: bothTexts('Parcel'),
  icon: 'box',
  table: '',
  columns: [{ ...column, code: 'name', title: bothTexts('Name'), type: 'text' }],
  roles: ['manager'],
  editRoles: ['manager'],
  rows: 'role',
  inMenu: false,
};
export const fieldSpec = { parts: { form: 'parcel', list: 'parcels', table: 'aud_parcels' }, column };
export const roleSpec = {
  code: 'courier',
  title: bothTexts('Courier'),
  icon: 'truck',
  welcome: bothTexts(''),
  user: { username: 'carl', displayName: '', email: '' },
};

export async function one(app: TestApp, sql: string): Promise<string> {
  const [set] = await runSql(app.db, sql);
  return String(Object.values(set?.rows[0] ?? {})[0] ?? '');
}

export const userID = (app: TestApp, name: string) => one(app, `SELECT id FROM platform.[user] WHERE username = N'${name}';`);
export const versionOf = async (app: TestApp, kind: string, code: string) =>
  Number(await one(app, `SELECT version FROM platform.definition WHERE kind = '${kind}' AND code = '${code}';`));
export const bodyOf = (app: TestApp, kind: string, code: string) =>
  one(app, `SELECT body FROM platform.definition WHERE kind = '${kind}' AND code = '${code}';`);

export async function stampOf(dana: TestBrowser, wizard: string, spec: object): Promise<string> {
  const { json } = await dana.post(`/admin/wizard/${wizard}/plan`, { spec });
  return (json.data as { plan: ShownPlan }).plan.stamp;
}

export function upload(file: Uint8Array | string, fields: Readonly<Record<string, string>> = {}, name = 'aud.csv'): FormData {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([file as Uint8Array<ArrayBuffer> | string]), name);
  return form;
}

export const PACKAGE = zipSync({
  'peregrine.json': strToU8(`{\n  "name": "aud",\n  "format": 1\n}\n`),
  'definitions/block/parcel.json': strToU8('{\n  "roles": "*",\n  "html": "<p>Parcel</p>"\n}\n'),
});
export const things = (action: string, body: object): Play => ({ path: `/admin/data/dbo/aud_things/${action}`, body });
export const edit = (code: string, action: string) => `/admin/definitions/block/${code}/${action}`;

export async function editing(app: TestApp, action: string, text?: string): Promise<Play> {
  const draft = await one(app, `SELECT ISNULL(draft, N'') FROM platform.definition WHERE kind = 'block' AND code = 'hello';`);
  const draftStamp = draft === '' ? '' : createHash('sha256').update(draft).digest('hex').slice(0, 16);
  const version = await versionOf(app, 'block', 'hello');
  return { path: edit('hello', action), body: { text: text ?? (await bodyOf(app, 'block', 'hello')), version, draftStamp } };
}

export const letter = { 'subject.en': 'Note', 'subject.ru': 'Записка', 'body.en': '<p>Note</p>', 'body.ru': '', sample: '' };

let held: Promise<unknown> | undefined;
let heldID = 0;

/** A session of a test's own that waits to be ended. */
export async function heldSession(app: TestApp): Promise<number> {
  if (held !== undefined) return heldID;
  await new Promise<void>((resolve) => {
    held = inTransaction(app.db, async ({ run }) => {
      const [set] = await run('SELECT @@SPID AS id;');
      heldID = Number(set?.rows[0]?.id);
      resolve();
      await run(`WAITFOR DELAY '00:01:00';`);
    }).catch(() => undefined);
  });
  return heldID;
}

export async function sendForm(browser: TestBrowser, path: string, form: FormData): Promise<string> {
  const headers = { 'x-csrf-token': browser.csrf, 'x-requested-with': 'fetch' };
  return (await browser.fetch(path, { method: 'POST', headers, body: form })).text();
}
