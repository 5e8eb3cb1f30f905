// Templates of the procedures of pages, dashboards, charts, trees, entities, resources, chats, blocks, requests, checks and jobs.

import { columnName, objectName, quoteText } from './names.ts';
import { allowed, columnOf, guard, inLang, inTransactionLines, itemKey, keyType, procedure } from './template-parts.ts';
import type { TemplateInput } from './template-parts.ts';

export function getPage(input: TemplateInput): string {
  const { table } = input;
  return procedure(
    input,
    `Page \`${input.code}\`: its title and tokens; 404 when the record is not open to the user. Set 2: breadcrumbs.`,
    [
      ...allowed(input),
      `DECLARE @id ${keyType(table)} = ${itemKey(input)};`,
      `IF @isAllowed = 0 OR NOT EXISTS (SELECT 1 FROM ${objectName(table)} AS t WHERE t.${columnName(table.key)} = @id)`,
      'BEGIN',
      `  SELECT 0 AS Result, ${inLang('Запись не найдена.', 'The record is not found.')} AS Msg, 404 AS StatusCode;`,
      '  RETURN;',
      'END;',
      `SELECT 1 AS Result, N'' AS Msg, ${titleOf(input)} AS Title`,
      `FROM ${objectName(table)} AS t`,
      `WHERE t.${columnName(table.key)} = @id;`,
      `SELECT ${inLang('Список', 'List')} AS Text, N'/' AS Url;`,
    ],
  );
}

export function getCounters(input: TemplateInput): string {
  return procedure(input, `Dashboard \`${input.code}\`: its counters.`, [
    ...allowed(input),
    `SELECT N'all' AS Code, ${inLang('Всего', 'In all')} AS Title, COUNT(*) AS Number, N'' AS Unit, N'info' AS Color, N'list-ul' AS Icon, N'/' AS DownLink`,
    `FROM ${objectName(input.table)} AS t`,
    'WHERE @isAllowed = 1;',
  ]);
}

export function getPanelTable(input: TemplateInput): string {
  return procedure(
    input,
    `Dashboard \`${input.code}\`, panel \`${input.member}\`: rows of any columns; set 2: titles and types by column.`,
    [
      ...allowed(input),
      `SELECT TOP (10) t.${columnName(input.table.key)}, ${titleOf(input)} AS name`,
      `FROM ${objectName(input.table)} AS t`,
      'WHERE @isAllowed = 1',
      `ORDER BY t.${columnName(input.table.key)} DESC;`,
      `SELECT ${inLang('Название', 'Name')} AS title_name;`,
    ],
  );
}

export function chartData(input: TemplateInput): string {
  const { table, kind, code, member, options } = input;
  const date = columnOf(table, 'created')?.name ?? table.columns.find(({ type }) => /date/i.test(type))?.name ?? 'created';
  const column = `t.${columnName(date)}`;
  const type = typeof options.type === 'string' && kind === 'chart' ? options.type : 'bar';
  const what = kind === 'chart' ? `Chart \`${code}\`` : `Dashboard \`${code}\`, panel \`${member}\``;
  return procedure(input, `${what}: the first column is the label, every further one a series; set 2: how to draw it.`, [
    ...allowed(input),
    `SELECT CONVERT(nvarchar(7), ${column}, 120) AS label, COUNT(*) AS number`,
    `FROM ${objectName(table)} AS t`,
    `WHERE @isAllowed = 1 AND ${column} >= DATEADD(MONTH, -11, DATEFROMPARTS(YEAR(SYSUTCDATETIME()), MONTH(SYSUTCDATETIME()), 1))`,
    `GROUP BY CONVERT(nvarchar(7), ${column}, 120)`,
    'ORDER BY label;',
    `SELECT ${quoteText(type)} AS type, ${inLang('Количество', 'Number')} AS title_number;`,
  ]);
}

export function getNodes(input: TemplateInput): string {
  const { table } = input;
  const parent = columnName(columnOf(table, 'parentID')?.name ?? 'parentID');
  return procedure(input, `Tree \`${input.code}\`: all nodes that the user may see; order is the order of rows.`, [
    ...allowed(input),
    "SELECT 1 AS Result, N'' AS Msg, CAST(1 AS bit) AS CanAdd, CAST(1 AS bit) AS CanRename, CAST(1 AS bit) AS CanMove, CAST(1 AS bit) AS CanDelete;",
    `SELECT t.${columnName(table.key)} AS Id, t.${parent} AS ParentID, ${titleOf(input)} AS title`,
    `FROM ${objectName(table)} AS t`,
    'WHERE @isAllowed = 1',
    `ORDER BY ${columnOf(table, 'ord') ? 't.ord, ' : ''}t.${columnName(table.key)};`,
  ]);
}

export function nodeChange(input: TemplateInput, action: 'create' | 'rename' | 'move' | 'delete'): string {
  const { table, options } = input;
  const name = objectName(table);
  const key = columnName(table.key);
  const title = columnName(nameColumn(input));
  const parent = columnName(columnOf(table, 'parentID')?.name ?? 'parentID');
  const type = keyType(table);
  const steps: Readonly<Record<typeof action, readonly string[]>> = {
    create: [
      `INSERT INTO ${name} (${parent}, ${title}) VALUES (NULLIF(TRY_CAST(@parentID AS ${type}), 0), NULLIF(LTRIM(RTRIM(@title)), N''));`,
      "SELECT 1 AS Result, N'' AS Msg, SCOPE_IDENTITY() AS itemID;",
    ],
    rename: [`UPDATE ${name} SET ${title} = NULLIF(LTRIM(RTRIM(@title)), N'') WHERE ${key} = ${itemKey(input)};`, found()],
    move: [
      '-- Never below itself.',
      `DECLARE @id ${type} = ${itemKey(input)}, @parent ${type} = NULLIF(TRY_CAST(@parentID AS ${type}), 0);`,
      'WITH below AS (',
      `  SELECT t.${key} AS id FROM ${name} AS t WHERE t.${key} = @id`,
      '  UNION ALL',
      `  SELECT t.${key} FROM ${name} AS t INNER JOIN below AS b ON t.${parent} = b.id`,
      ')',
      `UPDATE t SET ${parent} = @parent`,
      `FROM ${name} AS t`,
      `WHERE t.${key} = @id AND (@parent IS NULL OR NOT EXISTS (SELECT 1 FROM below AS b WHERE b.id = @parent));`,
      found(),
    ],
    delete: [
      `IF EXISTS (SELECT 1 FROM ${name} AS t WHERE t.${parent} = ${itemKey(input)})`,
      'BEGIN',
      `  SELECT 0 AS Result, ${inLang('Сначала перенесите то, что внутри.', 'Move what is inside first.')} AS Msg;`,
      '  RETURN;',
      'END;',
      `DELETE FROM ${name} WHERE ${key} = ${itemKey(input)};`,
      found(),
    ],
  };
  const roles = (options[action] as { roles?: unknown } | undefined)?.roles;
  return procedure(input, `Tree \`${input.code}\`: ${action} a node.`, [...guard(roles, options.roles), ...steps[action]]);
}

export function getStatus(input: TemplateInput): string {
  return procedure(input, `Entity \`${input.code}\`: the status now; no row when the record is not open to the user.`, [
    ...allowed(input),
    `SELECT t.${statusColumn(input)} AS status`,
    `FROM ${objectName(input.table)} AS t`,
    `WHERE @isAllowed = 1 AND t.${columnName(input.table.key)} = ${itemKey(input)};`,
  ]);
}

export function setStatus(input: TemplateInput): string {
  return procedure(
    input,
    `Entity \`${input.code}\`: writes the status. The transition is allowed already; the engine writes the log. Set 2: external actions.`,
    [
      ...guard(input.options.roles),
      ...inTransactionLines([
        `UPDATE ${objectName(input.table)} SET ${statusColumn(input)} = @status`,
        `WHERE ${columnName(input.table.key)} = ${itemKey(input)} AND (@from IS NULL OR ${statusColumn(input)} = @from);`,
        "IF @@ROWCOUNT = 0 THROW 50409, N'The status has changed meanwhile.', 1;",
      ]),
      "SELECT 1 AS Result, N'' AS Msg;",
    ],
  );
}

export function checkStatus(input: TemplateInput): string {
  return procedure(input, `Entity \`${input.code}\`: refuses a change of status that the record does not allow; changes nothing.`, [
    ...allowed(input),
    `IF @isAllowed = 0 OR NOT EXISTS (SELECT 1 FROM ${objectName(input.table)} AS t WHERE t.${columnName(input.table.key)} = ${itemKey(input)})`,
    'BEGIN',
    `  SELECT 0 AS Result, ${inLang('Запись не найдена.', 'The record is not found.')} AS Msg;`,
    '  RETURN;',
    'END;',
    "SELECT 1 AS Result, N'' AS Msg;",
  ]);
}

export function afterChangeStatus(input: TemplateInput): string {
  return procedure(input, `Entity \`${input.code}\`: after the status has changed. Set 2: notifications and other external actions.`, [
    ...allowed(input),
    'SELECT CAST(@isAllowed AS int) AS Result;',
    `SELECT N'notification' AS type, N'role:' + ${quoteText(firstRole(input))} AS [to], CONCAT(@from, N' → ', @to) AS text, N'/' AS url, @username AS [except]`,
    'WHERE @isAllowed = 1;',
  ]);
}

export function access(input: TemplateInput): string {
  return procedure(input, `Resource \`${input.code}\`: who may do @action (list, read, upload, rename, reorder, delete) at the record.`, [
    ...allowed(input),
    `SELECT CASE WHEN @isAllowed = 1 AND EXISTS (SELECT 1 FROM ${objectName(input.table)} AS t WHERE t.${columnName(input.table.key)} = ${itemKey(input)}) THEN 1 ELSE 0 END AS Result,`,
    `  ${inLang('Файлы этой записи вам недоступны.', 'The files of this record are not open to you.')} AS Msg;`,
  ]);
}

export function afterUpload(input: TemplateInput): string {
  return procedure(input, `Resource \`${input.code}\`: a file has come. Set 2: external actions.`, [
    ...allowed(input),
    "SELECT CAST(@isAllowed AS int) AS Result, N'' AS Msg;",
  ]);
}

export function getFile(input: TemplateInput): string {
  return procedure(input, `Resource \`${input.code}\`: a file that is made when it is asked for.`, [
    ...allowed(input),
    `SELECT N'report.csv' AS name, N'text/csv' AS contentType, CAST(STRING_AGG(CAST(CONCAT(t.${columnName(input.table.key)}, N';', ${titleOf(input)}) AS nvarchar(max)), NCHAR(10)) AS nvarchar(max)) AS content`,
    `FROM ${objectName(input.table)} AS t`,
    'WHERE @isAllowed = 1;',
  ]);
}

export function chatAccess(input: TemplateInput): string {
  return procedure(input, `Chat \`${input.code}\`: who reads and writes at the record. Set 2: who hears of a message.`, [
    ...allowed(input),
    `SELECT @isAllowed AS CanRead, @isAllowed AS CanWrite, ${titleOf(input)} AS Title`,
    `FROM ${objectName(input.table)} AS t`,
    `WHERE @isAllowed = 1 AND t.${columnName(input.table.key)} = ${itemKey(input)};`,
    'SELECT u.username',
    'FROM dbo.as_users AS u',
    `WHERE @isAllowed = 1 AND dbo.sec_isUserInRole(u.username, ${quoteText(firstRole(input))}) = 1;`,
  ]);
}

export function blockData(input: TemplateInput): string {
  return procedure(input, `Block \`${input.code}\`: every set is open to its markup: set1, set2, ….`, [
    ...allowed(input),
    `SELECT TOP (10) t.${columnName(input.table.key)}, ${titleOf(input)} AS name`,
    `FROM ${objectName(input.table)} AS t`,
    'WHERE @isAllowed = 1',
    `ORDER BY t.${columnName(input.table.key)} DESC;`,
  ]);
}

export function request(input: TemplateInput): string {
  return procedure(
    input,
    `Request \`${input.code}\`: called by buttons and scripts. Set 1: status; set 2: data; set 3: external actions.`,
    [...guard(input.options.roles), "SELECT 1 AS Result, N'' AS Msg;", 'SELECT @itemID AS itemID;'],
  );
}

export function apiIncoming(input: TemplateInput): string {
  return procedure(input, `API \`${input.code}\`: an incoming call. Set 1: status; set 2: data; set 3: external actions.`, [
    ...allowed(input),
    "SELECT CAST(@isAllowed AS int) AS Result, N'' AS Msg;",
    `SELECT TOP (100) t.${columnName(input.table.key)}, ${titleOf(input)} AS name`,
    `FROM ${objectName(input.table)} AS t`,
    'WHERE @isAllowed = 1;',
  ]);
}

/** It works for nobody in particular, as jobs do: the outbox calls. */
export function apiRequest(input: TemplateInput): string {
  return procedure(input, `API \`${input.code}\`: one row, whose columns are the values of the call's address, headers and body.`, [
    `SELECT t.${columnName(input.table.key)}, ${titleOf(input)} AS name`,
    `FROM ${objectName(input.table)} AS t`,
    `WHERE t.${columnName(input.table.key)} = TRY_CAST(dbo.as_parameterValue(@parameters, N'itemID') AS ${keyType(input.table)});`,
  ]);
}

export function apiResponse(input: TemplateInput): string {
  return procedure(input, `API \`${input.code}\`: what the other system answered. Set 1: status; set 2: external actions.`, [
    'IF @error IS NOT NULL',
    'BEGIN',
    '  SELECT 0 AS Result, @error AS Msg;',
    '  RETURN;',
    'END;',
    ...inTransactionLines([
      "-- The work: JSON_VALUE(@body, N'$.id') and the like, for the record dbo.as_parameterValue(@parameters, N'itemID').",
    ]),
    "SELECT 1 AS Result, N'' AS Msg;",
  ]);
}

export function check(input: TemplateInput): string {
  return procedure(input, `Check \`${input.code}\`: one row for each violation.`, [
    ...allowed(input),
    `SELECT t.${columnName(input.table.key)} AS itemID, ${titleOf(input)} AS text, CAST(NULL AS nvarchar(512)) AS url, N'warning' AS severity`,
    `FROM ${objectName(input.table)} AS t`,
    '-- What is wrong, after AND.',
    'WHERE @isAllowed = 1 AND 1 = 0;',
  ]);
}

export function checkFix(input: TemplateInput): string {
  return procedure(input, `Check \`${input.code}\`: mends the records of the list; all of them without one.`, [
    ...guard((input.options.fix as { roles?: unknown } | undefined)?.roles, input.options.roles),
    'DECLARE @count int = 0;',
    ...inTransactionLines([
      "-- UPDATE … WHERE NULLIF(@itemIDs, N'') IS NULL OR id IN (SELECT TRY_CAST(v.value AS int) FROM dbo.split(@itemIDs, N',') AS v);",
      'SET @count = @@ROWCOUNT;',
    ]),
    `SELECT 1 AS Result, CONCAT(${inLang('Исправлено: ', 'Mended: ')}, @count) AS Msg;`,
  ]);
}

export function job(input: TemplateInput): string {
  return procedure(input, `Job \`${input.code}\`: @username is empty, it works for nobody in particular. Sets 2 to 10: external actions.`, [
    'DECLARE @count int = 0;',
    ...inTransactionLines(['-- The work.', 'SET @count = @@ROWCOUNT;']),
    "SELECT 1 AS Result, CONCAT(N'rows: ', @count) AS Msg;",
  ]);
}

/** For procedures without a template of their own. */
export function plain(input: TemplateInput): string {
  return procedure(input, `${input.kind} \`${input.code}\`.`, [...guard(input.options.roles), "SELECT 1 AS Result, N'' AS Msg;"]);
}

function titleOf(input: TemplateInput): string {
  return `t.${columnName(nameColumn(input))}`;
}

function nameColumn({ table }: TemplateInput): string {
  const named = ['name', 'title', 'number', 'code'].map((name) => columnOf(table, name)).find((column) => column !== undefined);
  return (named ?? table.columns.find(({ type }) => /char/i.test(type)))?.name ?? 'name';
}

function statusColumn({ table }: TemplateInput): string {
  return columnName((columnOf(table, 'statusCode') ?? columnOf(table, 'status'))?.name ?? 'statusCode');
}

function firstRole({ options }: TemplateInput): string {
  const roles = typeof options.roles === 'string' ? options.roles.split(',').map((role) => role.trim()) : [];
  return roles.find((role) => role !== '' && role !== '*' && role !== 'all') ?? 'developer';
}

function found(): string {
  return `IF @@ROWCOUNT = 0 SELECT 0 AS Result, ${inLang('Запись не найдена.', 'The record is not found.')} AS Msg; ELSE SELECT 1 AS Result, N'' AS Msg;`;
}
