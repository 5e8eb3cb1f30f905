// tedious with promises, for the tests of clients: whole answers, and the reset of a connection.

import { Request } from 'tedious';
import type { Connection } from 'tedious';

export interface Answer {
  readonly rows: unknown[][];
  readonly outputs: Record<string, unknown>;
  readonly status: number | undefined;
}

/** Runs a statement with parameters (sp_executesql) or a procedure; rejects with the first error. */
export const askRows = (
  connection: Connection,
  text: string,
  prepare: (request: Request) => void = () => undefined,
  kind: 'statement' | 'procedure' = 'statement',
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const rows: unknown[][] = [];
    const outputs: Record<string, unknown> = {};
    let status: number | undefined;
    const request = new Request(text, (error) => (error ? reject(error) : resolve({ rows, outputs, status })));
    prepare(request);
    request.on('row', (row: { value: unknown }[]) => rows.push(row.map((cell) => cell.value)));
    request.on('returnValue', (name, value) => {
      outputs[name] = value;
    });
    request.on('doneProc', (_count, _more, returned) => {
      if (typeof returned === 'number') status = returned;
    });
    if (kind === 'procedure') connection.callProcedure(request);
    else connection.execSql(request);
  });

/** Back to the state after login. */
export const reset = (connection: Connection): Promise<void> =>
  new Promise((resolve, reject) => connection.reset((error) => (error ? reject(error) : resolve())));
