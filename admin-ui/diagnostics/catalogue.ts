// The health of tables, keys and indexes, read from the catalogue of the solution's schemas and, where the server has them, its views of use.

import { runSql } from '../../sql/query.ts';
import type { App } from '../../engine/app.ts';
import { cell } from '../../sql/procedures.ts';
import type { Row } from '../../sql/procedures.ts';
import { objectName, quoteName } from '../workshop/names.ts';
import type { Finding, Findings, Rule } from './finding.ts';

type Reader = (app: App) => Promise<Finding[]>;

const readers: readonly (readonly [Rule, Reader])[] = [
  ['noPrimaryKey', tablesWithoutKey],
  ['constraintUntrusted', constraints],
  ['keyWithoutIndex', keysWithoutIndex],
  ['indexUnused', unusedIndexes],
  ['indexMissing', missingIndexes],
];

/** A rule that the server does not serve, or not to this login, is silent; the others go on. */
export async function catalogueFindings(app: App): Promise<Findings> {
  const list: Finding[] = [];
  const silent: Rule[] = [];
  for (const [rule, read] of readers) {
    try {
      list.push(...(await read(app)));
    } catch (error) {
      app.log.info({ err: error, rule }, 'the server does not tell this');
      silent.push(rule);
    }
  }
  return { list, silent };
}

function tableUrl({ schema, name }: { schema: string; name: string }): string {
  return `/admin/data/${encodeURIComponent(schema)}/${encodeURIComponent(name)}`;
}

async function tablesWithoutKey(app: App): Promise<Finding[]> {
  const rows = await read(
    app,
    `SELECT s.name AS schemaName, t.name AS tableName, c.name AS idColumn
     FROM sys.tables AS t
     JOIN sys.schemas AS s ON s.schema_id = t.schema_id
     LEFT JOIN sys.columns AS c ON c.object_id = t.object_id AND c.name = N'id' AND c.is_nullable = 0
     WHERE t.is_ms_shipped = 0 AND s.name <> N'platform'
       AND NOT EXISTS (SELECT 1 FROM sys.indexes AS i WHERE i.object_id = t.object_id AND i.is_primary_key = 1)
     ORDER BY s.name, t.name;`,
  );
  return rows.map((row) => {
    const table = nameOf(row);
    const column = text(row, 'idColumn');
    const key = column === '' ? '/* the columns that name a row */' : quoteName(column);
    return {
      rule: 'noPrimaryKey',
      severity: 'warning',
      place: `${table.schema}.${table.name}`,
      url: tableUrl(table),
      detail: '',
      sql: `ALTER TABLE ${objectName(table)} ADD CONSTRAINT ${quoteName(`PK_${table.name}`)} PRIMARY KEY (${key});`,
    };
  });
}

/** Foreign keys and checks that hold nothing, or did not look at the rows that were there before. */
async function constraints(app: App): Promise<Finding[]> {
  const rows = await read(
    app,
    `SELECT s.name AS schemaName, t.name AS tableName, k.name AS constraintName, k.is_disabled AS isDisabled
     FROM sys.foreign_keys AS k
     JOIN sys.tables AS t ON t.object_id = k.parent_object_id
     JOIN sys.schemas AS s ON s.schema_id = t.schema_id
     WHERE k.is_disabled = 1 OR (k.is_not_trusted = 1 AND k.is_not_for_replication = 0)
     UNION ALL
     SELECT s.name, t.name, k.name, k.is_disabled
     FROM sys.check_constraints AS k
     JOIN sys.tables AS t ON t.object_id = k.parent_object_id
     JOIN sys.schemas AS s ON s.schema_id = t.schema_id
     WHERE k.is_disabled = 1 OR (k.is_not_trusted = 1 AND k.is_not_for_replication = 0);`,
  );
  return rows.map((row): Finding => {
    const table = nameOf(row);
    const isDisabled = cell(row, 'isDisabled') === true;
    return {
      rule: isDisabled ? 'constraintDisabled' : 'constraintUntrusted',
      severity: isDisabled ? 'danger' : 'warning',
      place: `${table.schema}.${table.name}`,
      url: tableUrl(table),
      detail: text(row, 'constraintName'),
      sql: `ALTER TABLE ${objectName(table)} WITH CHECK CHECK CONSTRAINT ${quoteName(text(row, 'constraintName'))};`,
    };
  });
}

/** Without an index that begins with it, deleting in the other table reads this whole one. */
async function keysWithoutIndex(app: App): Promise<Finding[]> {
  const rows = await read(
    app,
    `SELECT s.name AS schemaName, t.name AS tableName, k.name AS keyName, c.name AS columnName
     FROM sys.foreign_keys AS k
     JOIN sys.tables AS t ON t.object_id = k.parent_object_id
     JOIN sys.schemas AS s ON s.schema_id = t.schema_id
     JOIN sys.foreign_key_columns AS kc ON kc.constraint_object_id = k.object_id
     JOIN sys.columns AS c ON c.object_id = kc.parent_object_id AND c.column_id = kc.parent_column_id
     WHERE s.name <> N'platform' AND NOT EXISTS (
       SELECT 1
       FROM sys.index_columns AS ic
       JOIN sys.foreign_key_columns AS own ON own.constraint_object_id = k.object_id AND own.parent_column_id = ic.column_id
       JOIN sys.indexes AS i ON i.object_id = ic.object_id AND i.index_id = ic.index_id
       WHERE ic.object_id = k.parent_object_id AND ic.key_ordinal = 1 AND i.is_disabled = 0 AND i.has_filter = 0)
     ORDER BY s.name, t.name, k.name, kc.constraint_column_id;`,
  );
  const byKey = Map.groupBy(rows, (row) => `${text(row, 'schemaName')}\n${text(row, 'keyName')}`);
  return [...byKey.values()].flatMap((own): Finding[] => {
    const [first] = own;
    if (first === undefined) return [];
    const table = nameOf(first);
    const columns = own.map((row) => text(row, 'columnName'));
    const index = quoteName(`IX_${table.name}_${columns.join('_')}`.slice(0, 128));
    return [
      {
        rule: 'keyWithoutIndex',
        severity: 'warning',
        place: `${table.schema}.${table.name}`,
        url: tableUrl(table),
        detail: `${text(first, 'keyName')} (${columns.join(', ')})`,
        sql: `CREATE INDEX ${index} ON ${objectName(table)} (${columns.map(quoteName).join(', ')});`,
      },
    ];
  });
}

const WRITES_WORTH_TELLING = 1000;

/** Written often and read never since the server started. */
async function unusedIndexes(app: App): Promise<Finding[]> {
  const rows = await read(
    app,
    `SELECT s.name AS schemaName, t.name AS tableName, i.name AS indexName, u.user_updates AS writes
     FROM sys.dm_db_index_usage_stats AS u
     JOIN sys.indexes AS i ON i.object_id = u.object_id AND i.index_id = u.index_id
     JOIN sys.tables AS t ON t.object_id = i.object_id
     JOIN sys.schemas AS s ON s.schema_id = t.schema_id
     WHERE u.database_id = DB_ID() AND i.index_id > 1 AND i.is_unique = 0 AND s.name <> N'platform'
       AND u.user_seeks + u.user_scans + u.user_lookups = 0 AND u.user_updates >= @writes
     ORDER BY u.user_updates DESC;`,
    { writes: WRITES_WORTH_TELLING },
  );
  return rows.map((row) => {
    const table = nameOf(row);
    return {
      rule: 'indexUnused',
      severity: 'info',
      place: `${table.schema}.${table.name}`,
      url: tableUrl(table),
      detail: `${text(row, 'indexName')}: ${text(row, 'writes')}`,
      sql: `DROP INDEX ${quoteName(text(row, 'indexName'))} ON ${objectName(table)};`,
    };
  });
}

/** What the server's planner asked for; the names in its columns are quoted already. */
async function missingIndexes(app: App): Promise<Finding[]> {
  const rows = await read(
    app,
    `SELECT TOP (50) s.name AS schemaName, t.name AS tableName, d.equality_columns AS equality, d.inequality_columns AS inequality,
       d.included_columns AS included, g.user_seeks + g.user_scans AS asked, CAST(g.avg_user_impact AS int) AS gain
     FROM sys.dm_db_missing_index_details AS d
     JOIN sys.dm_db_missing_index_groups AS l ON l.index_handle = d.index_handle
     JOIN sys.dm_db_missing_index_group_stats AS g ON g.group_handle = l.index_group_handle
     JOIN sys.tables AS t ON t.object_id = d.object_id
     JOIN sys.schemas AS s ON s.schema_id = t.schema_id
     WHERE d.database_id = DB_ID() AND s.name <> N'platform'
     ORDER BY (g.user_seeks + g.user_scans) * g.avg_total_user_cost * g.avg_user_impact DESC;`,
  );
  return rows.map((row, at) => {
    const table = nameOf(row);
    const keys = [text(row, 'equality'), text(row, 'inequality')].filter((part) => part !== '').join(', ');
    const included = text(row, 'included');
    return {
      rule: 'indexMissing',
      severity: 'info',
      place: `${table.schema}.${table.name}`,
      url: tableUrl(table),
      detail: `${keys}: ${text(row, 'asked')}, −${text(row, 'gain')} %`,
      sql: `CREATE INDEX ${quoteName(`IX_${table.name}_${at + 1}`)} ON ${objectName(table)} (${keys})${included === '' ? '' : ` INCLUDE (${included})`};`,
    };
  });
}

async function read(app: App, sql: string, values: Readonly<Record<string, number>> = {}): Promise<readonly Row[]> {
  const [set] = await runSql(app.developerDb, sql, values);
  return set?.rows ?? [];
}

function nameOf(row: Row): { schema: string; name: string } {
  return { schema: text(row, 'schemaName'), name: text(row, 'tableName') };
}

function text(row: Row, name: string): string {
  return String(cell(row, name) ?? '');
}
