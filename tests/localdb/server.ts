// Real LocalDB processes for the tests: started as a user starts them, on a free loopback port, and ended with the test.
// With MSSQL_URL (mssql://user:password@host:port) the tests that can run against any SQL Server use that one instead.

import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ServerAddress } from './case-runner.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
export const TEST_PASSWORD = 'Local-Test-1';

export interface TestServer extends ServerAddress {
  /** Undefined when the server is an outside SQL Server. */
  readonly process: ChildProcess | undefined;
  /** Ends the process as Ctrl-C does and waits for it. */
  stop(): Promise<void>;
  /** Ends the process as a power cut does and waits for it. */
  kill(): Promise<void>;
}

export interface StartOptions {
  /** The data folder; memory only when absent. */
  readonly dataFolder?: string;
  readonly port?: number;
  /** Lets `usedBytes` ask the process. */
  readonly hasMemoryProbe?: boolean;
}

/** Starts `sql/localdb/main.ts` and resolves when it says that it is ready. */
export const startLocalDbProcess = async (options: StartOptions = {}): Promise<TestServer> => {
  const storage = options.dataFolder === undefined ? ['--memory'] : ['--data', options.dataFolder];
  const probe = options.hasMemoryProbe ? ['--expose-gc', '--import', join(import.meta.dirname, 'memory-probe.ts')] : [];
  const child = spawn(
    process.execPath,
    [...probe, join(PROJECT, 'sql', 'localdb', 'main.ts'), '--port', String(options.port ?? 0), ...storage, '--password', TEST_PASSWORD],
    { cwd: PROJECT, stdio: ['ignore', 'pipe', 'pipe', ...(options.hasMemoryProbe ? (['ipc'] as const) : [])] },
  );
  const port = await readyPort(child);
  const end = async (signal: 'SIGINT' | 'SIGKILL'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  return {
    server: '127.0.0.1',
    port,
    user: 'sa',
    password: TEST_PASSWORD,
    process: child,
    stop: () => end('SIGINT'),
    kill: () => end('SIGKILL'),
  };
};

/** The server that portable tests run against: MSSQL_URL's, else a LocalDB in memory. */
export const startTestServer = async (): Promise<TestServer> => {
  const url = process.env.MSSQL_URL;
  if (!url) return startLocalDbProcess();
  const { hostname, port, username, password } = new URL(url);
  return {
    server: hostname,
    port: Number(port || 1433),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    process: undefined,
    stop: () => Promise.resolve(),
    kill: () => Promise.resolve(),
  };
};

/** The bytes that a server with a memory probe holds after a full collection, outside the heap included. */
export const usedBytes = async (server: TestServer): Promise<number> => {
  const child = server.process;
  if (!child?.connected) throw new Error('The server was started without a memory probe.');
  const answer = once(child, 'message');
  child.send('memory');
  const [{ heapUsed, external }]: [NodeJS.MemoryUsage] = (await answer) as [NodeJS.MemoryUsage];
  return heapUsed + external;
};

const readyPort = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    let output = '';
    const onData = (chunk: Buffer): void => {
      output += chunk.toString('utf8');
      const ready = /LocalDB ready on [^\n]*:(\d+)\r?\n/.exec(output);
      if (ready) resolve(Number(ready[1]));
    };
    child.stdout?.on('data', onData);
    child.stderr?.on('data', onData);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`LocalDB ended (${signal ?? code}) before it was ready:\n${output}`)));
  });
