// Sessions of an engine in this process, for tests of what statements do: batches in, rows and errors out.

import type { ClientSession, OutputColumn, ResponseSink } from '../../../sql/localdb/execution/client.ts';
import { createEngine } from '../../../sql/localdb/execution/engine.ts';
import type { Engine } from '../../../sql/localdb/execution/engine.ts';
import type { SqlError } from '../../../sql/localdb/types/errors.ts';
import type { Value } from '../../../sql/localdb/types/sql-type.ts';

export interface Answer {
  readonly sets: { readonly columns: readonly OutputColumn[]; readonly rows: Value[][] }[];
  readonly errors: SqlError[];
  readonly prints: string[];
}

export interface TestSession {
  /** Runs batches separated by GO lines; gives all their results as one. */
  run(text: string): Promise<Answer>;
  /** Rows of the first result set; fails on any error. */
  rows(text: string): Promise<Value[][]>;
  /** Error numbers in order. */
  errors(text: string): Promise<number[]>;
  /** Error texts in order. */
  messages(text: string): Promise<string[]>;
  close(): Promise<void>;
}

const collector = (answer: Answer): ResponseSink => ({
  columns: (columns) => answer.sets.push({ columns, rows: [] }),
  row: (values) => answer.sets.at(-1)?.rows.push([...values]),
  done: () => {},
  error: (error) => answer.errors.push(error),
  info: (message) => {
    if (message.number === 0) answer.prints.push(message.text);
  },
  returnStatus: () => {},
  returnValue: () => {},
  environment: () => {},
  drained: () => undefined,
});

export const openSession = (engine: Engine, database = ''): TestSession => {
  const client: ClientSession = engine.login({
    user: 'sa',
    database,
    language: '',
    hostName: 'test',
    applicationName: 'test',
    clientAddress: '',
  });
  const run = async (text: string): Promise<Answer> => {
    const answer: Answer = { sets: [], errors: [], prints: [] };
    for (const batch of text.split(/^\s*GO\s*$/im)) if (batch.trim() !== '') await client.batch(batch, collector(answer));
    return answer;
  };
  return {
    run,
    rows: async (text) => {
      const { sets, errors } = await run(text);
      if (errors[0]) throw errors[0];
      return sets[0]?.rows ?? [];
    },
    errors: async (text) => (await run(text)).errors.map((e) => e.number),
    messages: async (text) => (await run(text)).errors.map((e) => e.message),
    close: () => client.close(),
  };
};

/** An engine with a database `db`, and a session in it. */
export const openTestEngine = async (folder?: string): Promise<{ readonly engine: Engine; readonly session: TestSession }> => {
  const engine = createEngine({ folder });
  const admin = openSession(engine);
  await admin.run("IF DB_ID('db') IS NULL CREATE DATABASE db");
  await admin.close();
  return { engine, session: openSession(engine, 'db') };
};
