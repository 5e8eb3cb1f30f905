// `npm run bench -- platform`: the page, a form save and the growth of definitions, roles and rows, beside a bare Fastify handler that makes
// the same procedure calls through mssql, in one run against one server.

import { splitBatches } from '../../../sql/migration-files.ts';
import { startApp, TEST_PASSWORD as USER_PASSWORD } from '../../engine/harness.ts';
import type { TestApp, TestBrowser } from '../../engine/harness.ts';
import { startTestServer, TEST_PASSWORD } from '../../localdb/server.ts';
import { startBare } from './bare.ts';
import { benchFixture, manyDefinitions } from './fixture.ts';
import { load } from './load.ts';
import { benchStory } from './story.ts';
import type { Loaded } from './load.ts';

const ROWS = 20_000;

export async function benchPlatform(options: readonly string[]): Promise<void> {
  const seconds = Number(options[options.indexOf('--seconds') + 1] ?? 5) || 5;
  const server = await startTestServer();
  process.env.MSSQL_URL ??= `mssql://${server.user}:${encodeURIComponent(TEST_PASSWORD)}@127.0.0.1:${server.port}?encrypt=false`;
  const app = await startApp(benchFixture({ rows: ROWS }));
  const database = /database (\S+)/.exec(app.db.describe())?.[1] ?? '';
  const connection = {
    server: server.server,
    port: server.port,
    user: server.user,
    password: server.password,
    options: { trustServerCertificate: true, encrypt: false },
  };
  const bare = await startBare({ ...connection, database }, 'clerk');
  try {
    const clerk = await app.signIn('clerk', USER_PASSWORD);
    const get =
      (path: string, browser: TestBrowser = clerk) =>
      () =>
        read(browser.fetch(path, { headers: { accept: 'text/html' } }));
    const bareGet = (path: string) => () => read(fetch(bare.url + path));
    console.log(`${''.padEnd(58)}platform                     bare                ratio`);

    const page = await load(seconds, get('/work'));
    const barePage = await load(seconds, bareGet('/work'));
    line('page: form, table 50x10, chart (8 at once)', { mine: page, bare: barePage, aim: '>= 70 % of the bare rate' });

    const narrow = (encoding: object) => () => read(clerk.fetch('/narrow', { headers: { accept: 'text/html', ...encoding } }));
    const [plain, zipped, alone] = await sideBySide(seconds, [
      narrow({ 'accept-encoding': 'identity' }),
      narrow({}),
      bareGet('/procedure'),
    ]);
    const over = (p50 = 0): string => `+${(p50 - (alone ?? 0)).toFixed(2)} ms`;
    console.log(
      `${'table page over its bare procedure, one at a time'.padEnd(58)}${over(plain)} at p50, ${over(zipped)} with gzip at both ends   (aim: at most 3 ms)`,
    );

    let saved = 0;
    const save = await load(seconds, async () => {
      const answer = await clerk.post('/c/form/note/save', {
        itemID: '0',
        fields: { title: `Note ${saved++}`, total: '12.5', due: '2026-11-30', kind: 'a' },
        key: `key-${saved}`,
      });
      if (!answer.json.ok) throw new Error(JSON.stringify(answer.json));
    });
    const bareSave = await load(seconds, () =>
      read(
        fetch(`${bare.url}/save`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ title: `Note ${saved++}`, total: '12.5', due: '2026-11-30', kind: 'a' }),
        }),
      ),
    );
    line('form save', { mine: save, bare: bareSave, aim: '' });

    const story = await benchStory(seconds, connection);
    line('order story: cart, order, message, cancelled (one client)', { ...story, aim: '' });

    await growth(app, { seconds, get });
  } finally {
    await bare.stop();
    await app.stop();
    await server.stop();
  }
}

/** Median p50 of each in milliseconds, measured in turns: differences of a few milliseconds are lost in what warms up, and in other programs. */
async function sideBySide(seconds: number, operations: readonly (() => Promise<void>)[]): Promise<number[]> {
  const rounds: number[][] = [];
  for (let round = 0; round < 5; round++) {
    const times = [];
    for (const operation of operations) times.push((await load(seconds / 2, operation, 1)).p50);
    rounds.push(times);
  }
  return operations.map((_, at) => rounds.map((times) => times[at] ?? 0).toSorted((a, b) => a - b)[2] ?? 0);
}

/** What grows beside the request: rows, roles, definitions. */
async function growth(
  app: TestApp,
  { seconds, get }: { seconds: number; get: (path: string, browser?: TestBrowser) => () => Promise<void> },
): Promise<void> {
  const few = await load(seconds, get('/narrow'), 1);
  const wide = await load(seconds, get('/wide'), 1);
  ratio('500x10 rows against 50x10', wide.p50 / few.p50, 'at most 8x');

  const many = await app.signIn('many', USER_PASSWORD);
  const roles = await load(seconds, get('/work', many), 1);
  const one = await load(seconds, get('/work'), 1);
  ratio('a user with 200 roles', roles.p50 / one.p50, 'at most 1.3x');

  const definitions = manyDefinitions(2000);
  for (const [kind, byCode] of Object.entries(definitions)) {
    const values = Object.entries(byCode).map(
      ([code, body]) => `('${kind}', N'${code}', N'${JSON.stringify(body).replaceAll("'", "''")}')`,
    );
    for (let at = 0; at < values.length; at += 200) {
      const script = `INSERT platform.definition (kind, code, body) VALUES ${values.slice(at, at + 200).join(',\n')};`;
      for (const { text } of splitBatches(script)) await app.sql(text);
    }
  }
  await get('/work')();
  const full = await load(seconds, get('/work'), 1);
  ratio('2,000 pages and 20,000 fields defined', full.p50 / one.p50, 'at most 1.05x');
}

function line(name: string, { mine, bare, aim }: { mine: Loaded; bare: Loaded; aim: string }): void {
  const show = ({ rate, p50, p99 }: Loaded): string => `${rate.toFixed(0)}/s p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms`.padEnd(30);
  console.log(`${name.padEnd(58)}${show(mine)}${show(bare)}${((mine.rate / bare.rate) * 100).toFixed(0)} %   ${aim}`);
}

function ratio(name: string, value: number, aim: string): void {
  console.log(`${name.padEnd(58)}${value.toFixed(2)}x   (aim: ${aim})`);
}

async function read(answer: Promise<Response>): Promise<void> {
  const response = await answer;
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${response.url} answered ${response.status}: ${text.slice(0, 300)}`);
}
