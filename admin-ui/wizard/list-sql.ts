// The procedures of an object's list: rows by filters, sort and page; editing in place; deletion; lists of values for filters.

import { quoteText } from '../workshop/names.ts';
import { joinSql, referenceText } from './access-sql.ts';
import type { ModelColumn, ObjectModel } from './model.ts';
import { dboName, id } from './names.ts';
import { castSql, fromAllowed, LANG, mayChange, NOT_YOURS, procedureSql, refusal, refuse, TAKEN, valueSql } from './procedure-sql.ts';
import { variablesOf } from './variables.ts';

export function getItemsSql(model: ObjectModel): string {
  const key = id(model.key);
  const filters = model.columns.flatMap(variablesOf);
  const shown = model.columns.filter(({ inList }) => inList);
  const call = (indent: string): string[] =>
    [`FROM ${dboName(model.find)}(`, '  @username,', '  @search,', ...filters.map(({ name }) => `  @${name},`), '  @only', ') AS f'].map(
      (line) => indent + line,
    );
  return procedureSql({
    purpose: `Table \`${model.code}\`: the rows that the user may see, by filters, sort and page. Access: ${model.allowed}, conditions: ${model.find}.`,
    name: `crud_${model.code}_getItems`,
    parameters: [
      'filters dbo.CRUDFilterParameter READONLY',
      'sort sql_variant',
      'direction nvarchar(8)',
      'page int',
      'pageSize int',
      'username nvarchar(64)',
      LANG,
    ],
    body: [
      '  DECLARE',
      '    @search nvarchar(200),',
      ...filters.map(({ name, type }) => `    @${name} ${type},`),
      `    @only ${model.keyType},`,
      '    @isExact bit;',
      '  SELECT',
      `    @search = ${valueSql('search')},`,
      ...filters.map(({ name, key: filter, type }) => `    @${name} = ${castSql(valueSql(filter), type)},`),
      `    @only = ${castSql(valueSql('_id'), model.keyType)},`,
      `    @isExact = ${castSql(valueSql('_exact'), 'bit')}`,
      '  FROM @filters;',
      '  DECLARE @sortText nvarchar(64) = CONVERT(nvarchar(64), @sort);',
      '  SELECT',
      "    @direction = CASE WHEN @direction = N'desc' THEN N'desc' ELSE N'asc' END,",
      '    @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END,',
      '    @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 20 END;',
      '',
      '  SELECT',
      ...shown.flatMap((column) => shownSql(column).map((line) => `    ${line},`)),
      ...(model.kept.created === undefined ? [] : [`    v.${id(model.kept.created)},`]),
      `    v.${key}`,
      ...call('  '),
      `  INNER JOIN ${dboName(model.table)} AS v ON v.${key} = f.${key}`,
      ...shown.flatMap((column) => (column.target === undefined ? [] : [`  ${joinSql(column, column.target)}`])),
      '  ORDER BY',
      ...shown.flatMap((column) => (isSorted(column) ? sortSql(column.shown, sortValue(column)) : [])),
      ...(model.kept.created === undefined ? [] : sortSql(model.kept.created, `v.${id(model.kept.created)}`)),
      `    v.${key} DESC`,
      '  OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY',
      '  OPTION (RECOMPILE);',
      '',
      '  -- Counted to 1,001 unless the user asks for more: then the list says "1,000+".',
      '  SELECT COUNT(*) AS total',
      '  FROM (',
      `    SELECT TOP (CASE WHEN @isExact = 1 THEN 2147483647 ELSE 1001 END) f.${key}`,
      ...call('    '),
      '  ) AS found',
      '  OPTION (RECOMPILE);',
    ],
  });
}

/** Editing in place; undefined when no column is edited so. */
export function updateFieldSql(model: ObjectModel): string | undefined {
  const columns = model.columns.filter(isInline);
  if (columns.length === 0) return undefined;
  const updated = model.kept.updated === undefined ? '' : `, ${id(model.kept.updated)} = SYSUTCDATETIME()`;
  return procedureSql({
    purpose: `Table \`${model.code}\`: changes one value where it stands in the list.`,
    name: `crud_${model.code}_updateField`,
    parameters: ['itemID nvarchar(64)', 'field nvarchar(64)', 'value nvarchar(max)', 'username nvarchar(64)', LANG],
    body: [
      `  DECLARE @id ${model.keyType} = TRY_CAST(@itemID AS ${model.keyType});`,
      "  SET @value = NULLIF(@value, N'');",
      `  IF NOT ${mayChange(model)}`,
      ...refuse(NOT_YOURS),
      '  IF',
      ...columns.flatMap((column) => wrongValue(column).map((condition) => `    (@field = ${quoteText(column.code)} AND ${condition}) OR`)),
      '    @field IS NULL',
      ...refuse({ en: 'This value is not possible here.', ru: 'Такое значение здесь невозможно.' }),
      '  BEGIN TRY',
      ...columns.flatMap((column) => [
        `    IF @field = ${quoteText(column.code)}`,
        `      UPDATE ${dboName(model.table)} SET ${id(column.code)} = ${typedValue(column)}${updated} WHERE ${id(model.key)} = @id;`,
      ]),
      '  END TRY',
      '  BEGIN CATCH',
      '    IF ERROR_NUMBER() NOT IN (2601, 2627) THROW;',
      ...refusal(TAKEN),
      '  END CATCH;',
      "  SELECT 1 AS Result, N'' AS Msg;",
    ],
  });
}

export function deleteItemSql(model: ObjectModel): string {
  return procedureSql({
    purpose: `Table \`${model.code}\`: deletes a row that the user may change and that nothing else refers to.`,
    name: `crud_${model.code}_deleteItem`,
    parameters: ['itemID nvarchar(64)', 'username nvarchar(64)', LANG],
    body: [
      `  DECLARE @id ${model.keyType} = TRY_CAST(@itemID AS ${model.keyType});`,
      `  IF NOT ${mayChange(model)}`,
      ...refuse(NOT_YOURS),
      '  BEGIN TRY',
      '    BEGIN TRANSACTION;',
      `    DELETE FROM ${dboName(model.table)} WHERE ${id(model.key)} = @id;`,
      '    COMMIT TRANSACTION;',
      '  END TRY',
      '  BEGIN CATCH',
      '    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;',
      '    -- 547: a foreign key of another table.',
      '    IF ERROR_NUMBER() <> 547 THROW;',
      ...refusal({
        en: 'It cannot be deleted: other records refer to it.',
        ru: 'Удалить нельзя: на эту запись ссылаются другие.',
      }),
      '  END CATCH;',
      "  SELECT 1 AS Result, N'' AS Msg;",
    ],
  });
}

/** Values of a reference for the filter: those that the user's rows have. */
export function filterDictionarySql(model: ObjectModel, column: ModelColumn): string | undefined {
  const { target } = column;
  if (target === undefined || !column.filter || !column.inList) return undefined;
  return procedureSql({
    purpose: `Table \`${model.code}\`, filter \`${column.shown}\`: the values that occur in the rows of the user.`,
    name: `crud_${model.code}_${column.shown}_dict`,
    parameters: ['username nvarchar(64)', LANG],
    body: [
      `  SELECT DISTINCT TOP (500) ${target.alias}.${id(target.key)} AS Value, ${referenceText(target, target.alias)} AS Text`,
      ...fromAllowed(model),
      `  ${joinSql({ ...column, isNullable: false }, target)}`,
      '  ORDER BY Text, Value;',
    ],
  });
}

export function isInline({ inline, inList, kind }: ModelColumn): boolean {
  return inline && inList && kind.canEditInline;
}

export function isSorted({ sort, inList, kind }: ModelColumn): boolean {
  return sort && inList && kind.canSort;
}

function shownSql(column: ModelColumn): string[] {
  const own = `v.${id(column.code)}`;
  if (column.target === undefined) return [own];
  return [own, `${referenceText(column.target, column.target.alias)} AS ${id(column.shown)}`];
}

function sortValue(column: ModelColumn): string {
  return column.target === undefined ? `v.${id(column.code)}` : referenceText(column.target, column.target.alias);
}

function sortSql(name: string, value: string): string[] {
  return (['asc', 'desc'] as const).map(
    (direction) =>
      `    CASE WHEN @sortText = ${quoteText(name)} AND @direction = N'${direction}' THEN ${value} END${direction === 'desc' ? ' DESC' : ''},`,
  );
}

function typedValue({ sqlType, type }: ModelColumn): string {
  if (type === 'yesNo') return 'ISNULL(TRY_CAST(@value AS bit), 0)';
  return /char\(/.test(sqlType) ? '@value' : `TRY_CAST(@value AS ${sqlType})`;
}

/** Conditions under which a value does not fit the column. */
function wrongValue({ required, sqlType, type, kind, length, options }: ModelColumn): string[] {
  const isText = /char\(/.test(sqlType);
  const most = /char\((\d+)\)/.exec(sqlType)?.[1] ?? (kind.length === undefined ? undefined : String(length ?? kind.length));
  return [
    ...(required ? ['@value IS NULL'] : []),
    ...(isText ? [] : [`@value IS NOT NULL AND TRY_CAST(@value AS ${sqlType}) IS NULL`]),
    ...(isText && most !== undefined && type !== 'choice' ? [`LEN(@value) > ${most}`] : []),
    ...(type === 'choice' ? [`@value NOT IN (${options.map(({ value }) => quoteText(value)).join(', ')})`] : []),
  ];
}
