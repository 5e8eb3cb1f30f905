// RAISERROR, THROW, PRINT and WAITFOR.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResponseSink } from '../../../sql/localdb/execution/client.ts';
import type { Engine } from '../../../sql/localdb/execution/engine.ts';
import type { TestSession } from './engine-session.ts';
import { openTestEngine } from './engine-session.ts';

let engine: Engine;
let session: TestSession;
beforeAll(async () => {
  ({ engine, session } = await openTestEngine());
});
afterAll(() => engine.close());

const silent: ResponseSink = {
  columns: () => {},
  row: () => {},
  done: () => {},
  error: () => {},
  info: () => {},
  returnStatus: () => {},
  returnValue: () => {},
  environment: () => {},
  drained: () => undefined,
};

describe('RAISERROR', () => {
  it('fills in its arguments and keeps severity and state', async () => {
    const { errors } = await session.run("DECLARE @n int = 5; RAISERROR('%s has %d of %i%%', 14, 7, 'it', @n, 50)");
    expect(errors.map((e) => [e.number, e.severity, e.state, e.message, e.line])).toEqual([[50000, 14, 7, 'it has 5 of 50%', 1]]);
  });

  it('clamps state and refuses severities above 18', async () => {
    const { errors } = await session.run("RAISERROR('x', 16, -5); RAISERROR('x', 16, 300); RAISERROR('x', 19, 1)");
    expect(errors.map((e) => [e.number, e.state])).toEqual([
      [50000, 1],
      [50000, 255],
      [2754, 1],
    ]);
  });

  it('knows messages by number, as far as there are any', async () => {
    expect(await session.messages("RAISERROR(15600, -1, -1, 'dbo.p')")).toEqual([
      "An invalid parameter or option was specified for procedure 'dbo.p'.",
    ]);
    expect(await session.errors('RAISERROR(50001, 16, 1); RAISERROR(100, 16, 1); RAISERROR(50000, 16, 1)')).toEqual([18054, 2732, 2732]);
  });

  it('refuses arguments that do not fit', async () => {
    expect(await session.errors("RAISERROR('%d', 16, 1, 'a')")).toEqual([2786]);
    expect(await session.errors("DECLARE @f float = 1; RAISERROR('%s', 16, 1, @f)")).toEqual([2748]);
    expect(await session.errors("RAISERROR('%q', 16, 1)")).toEqual([2787]);
  });

  it('is no error up to severity 10', async () => {
    const infos: (readonly [number, number, string])[] = [];
    const client = engine.login({
      user: 'sa',
      database: 'db',
      language: '',
      hostName: '',
      applicationName: '',
      clientAddress: '',
    });
    await client.batch("RAISERROR('ten', 10, 1); RAISERROR('five', 5, 1) WITH NOWAIT", {
      ...silent,
      info: (m) => infos.push([m.number, m.severity, m.text]),
    });
    expect(infos).toEqual([
      [50000, 0, 'ten'],
      [50000, 5, 'five'],
    ]);
    await client.close();
  });
});

describe('THROW', () => {
  it('ends the batch, with its own number and state', async () => {
    const { errors, prints } = await session.run("DECLARE @m nvarchar(50) = N'100%% sure'; THROW 51234, @m, 9; PRINT 'never'");
    expect(errors.map((e) => [e.number, e.severity, e.state, e.message])).toEqual([[51234, 16, 9, '100% sure']]);
    expect(prints).toEqual([]);
  });

  it('takes numbers from 50000 on', async () => {
    expect(await session.errors("THROW 49999, 'x', 1")).toEqual([35100]);
  });

  it('throws again what was caught, with its line', async () => {
    const { errors } = await session.run('BEGIN TRY\n  SELECT 1 / 0;\nEND TRY\nBEGIN CATCH\n  THROW;\nEND CATCH');
    expect(errors.map((e) => [e.number, e.line])).toEqual([[8134, 2]]);
  });
});

describe('PRINT', () => {
  it('prints any type as text, and a blank for nothing', async () => {
    const { prints } = await session.run(
      "PRINT 1.50; PRINT CAST(2 AS money); PRINT N'Ж'; PRINT NULL; PRINT ''; PRINT CAST('2024-02-29' AS date)",
    );
    expect(prints).toEqual(['1.50', '2.00', 'Ж', ' ', ' ', '2024-02-29']);
  });

  it('cuts at 8000 characters, 4000 of Unicode', async () => {
    const { prints } = await session.run(
      "PRINT REPLICATE(CAST('a' AS varchar(max)), 9000); PRINT REPLICATE(CAST(N'a' AS nvarchar(max)), 9000)",
    );
    expect(prints.map((p) => p.length)).toEqual([8000, 4000]);
  });

  it('does not run at all when a variable is not declared', async () => {
    const { prints, errors } = await session.run("PRINT 'first'; PRINT @nothing");
    expect([prints, errors.map((e) => e.number)]).toEqual([[], [137]]);
  });
});

describe('WAITFOR', () => {
  it('waits', async () => {
    const from = performance.now();
    await session.run("WAITFOR DELAY '00:00:00.060'");
    expect(performance.now() - from).toBeGreaterThan(50);
  });

  it('takes times only', async () => {
    expect(await session.errors("WAITFOR DELAY '1:70'")).toEqual([148]);
  });

  it('ends when the request is cancelled', async () => {
    const client = engine.login({
      user: 'sa',
      database: 'db',
      language: '',
      hostName: '',
      applicationName: '',
      clientAddress: '',
    });
    const from = performance.now();
    const running = client.batch("WAITFOR DELAY '00:00:20'", silent);
    setTimeout(() => client.cancel(), 20);
    await running;
    expect(performance.now() - from).toBeLessThan(5000);
    await client.close();
  });
});
