import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Fixture, errorsOf } from './fixture.ts';

describe('a database', () => {
  it('finds objects whatever the case, and constraints by name', () => {
    const f = new Fixture();
    f.run('CREATE SCHEMA sales', 'CREATE TABLE sales.Orders (id int CONSTRAINT PK_o PRIMARY KEY)');
    expect(f.database.find('SALES', 'orders')?.name).toBe('Orders');
    expect(f.database.isNameTaken('sales', 'pk_O')).toBe(true);
    expect(f.server.resolve(f.database, 'dbo', ['orders'])).toBeUndefined();
    expect(f.server.resolve(f.server.databases()[0] ?? f.database, 'dbo', ['shop', 'sales', 'orders'])).toMatchObject({
      kind: 'object',
      object: { name: 'Orders' },
    });
    expect(f.server.resolve(f.database, 'dbo', ['sys', 'Tables'])?.kind).toBe('systemView');
    expect(f.server.resolve(f.database, 'dbo', ['sysobjects'])?.kind).toBe('systemView');
  });
  it('undoes changes of a transaction and keeps the order of creation', () => {
    const f = new Fixture();
    f.run('CREATE TABLE dbo.a (id int)', 'CREATE TABLE dbo.b (id int)');
    f.commit();
    const before = f.database.version;
    f.database.remove(f.tx, f.definition('a').id);
    f.run('CREATE TABLE dbo.c (id int)', 'ALTER TABLE dbo.b ADD x int');
    f.tx.rollback();
    expect([...f.database.objects()].map((o) => o.name)).toEqual(['a', 'b']);
    expect(f.definition('b').columns).toHaveLength(1);
    expect(f.database.version).toBeGreaterThan(before);
    expect(f.database.table(f.definition('a').id)?.data.rowCount).toBe(0);
  });
  it('lists triggers in order, gives the table a new definition, and drops them with it', () => {
    const f = new Fixture();
    f.run('CREATE TABLE dbo.t (id int)');
    const old = f.definition('t');
    f.run('CREATE TRIGGER dbo.tr1 ON dbo.t AFTER INSERT AS RETURN', 'CREATE TRIGGER dbo.tr2 ON dbo.t AFTER UPDATE AS RETURN');
    expect(f.definition('t')).not.toBe(old);
    expect(f.database.triggersOf(old.id).map((t) => t.name)).toEqual(['tr1', 'tr2']);
    expect(f.definition('t').triggers).toHaveLength(2);
    f.database.remove(f.tx, old.id);
    expect([...f.database.objects()]).toEqual([]);
  });
  it('follows synonyms and says which one leads nowhere', () => {
    const f = new Fixture();
    f.run('CREATE TABLE dbo.t (id int)', 'CREATE SYNONYM dbo.s FOR shop.dbo.t', 'CREATE SYNONYM dbo.ghost FOR dbo.nosuch');
    expect(f.server.resolve(f.database, 'dbo', ['s'])).toMatchObject({ object: { name: 't' } });
    expect(errorsOf(() => f.server.resolve(f.database, 'dbo', ['ghost']))).toEqual([
      "5313 Synonym 'dbo.ghost' refers to an invalid object.",
    ]);
  });
  it('is there again after a restart, parsed when needed, with ids never used again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'catalog-'));
    try {
      const first = new Fixture(folder);
      first.run(
        'CREATE SCHEMA sales',
        'CREATE TABLE sales.t (id int IDENTITY(5,2) PRIMARY KEY, n decimal(9,2) DEFAULT 1.5 CHECK (n > 0), d AS n * 2)',
        'CREATE INDEX IX_n ON sales.t (n) WHERE n IS NOT NULL',
        'CREATE PROCEDURE dbo.p @a int = 7, @b varchar(5) OUTPUT AS SELECT @a',
        'CREATE VIEW dbo.v AS SELECT id FROM sales.t',
        'CREATE TRIGGER sales.tr ON sales.t AFTER INSERT AS RETURN',
      );
      first.commit();
      first.run('CREATE TABLE dbo.gone (id int)');
      first.tx.rollback();
      const highest = first.server.newObjectId();
      first.store.close();

      const second = new Fixture(folder);
      expect([...second.database.objects()].map((o) => `${o.schema}.${o.name}`)).toEqual(['sales.t', 'dbo.p', 'dbo.v', 'sales.tr']);
      const t = second.definition('t');
      expect(t.columns[1]?.default?.expression).toMatchObject({ kind: 'literal', text: '1.5' });
      expect(t.checks[0]?.expression.kind).toBe('comparison');
      expect(t.indexes[1]?.filter?.expression.kind).toBe('isNull');
      const p = second.object('p');
      if (p.kind !== 'procedure') throw new Error('p is a procedure');
      expect(Object.getOwnPropertyDescriptor(p, 'statement')?.get).toBeDefined();
      expect(p.parameters[0]?.default).toMatchObject({ value: 7 });
      expect(p.statement.parameters).toHaveLength(2);
      expect(second.database.schema('sales')?.id).toBe(5);
      const ids = new Set([...second.database.objects()].map((o) => o.id));
      for (let i = 0; i < 50; i++) expect(ids.has(second.server.newObjectId())).toBe(false);
      expect(highest).toBeGreaterThan(0);
      second.store.close();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
