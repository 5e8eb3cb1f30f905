// The procedures of an object's form: the record, its checks, saving with a guard against lost updates, lists of values of references.

import { hasRoleSql, referenceText } from './access-sql.ts';
import type { ModelColumn, ObjectModel } from './model.ts';
import { dboName, id, inLanguage } from './names.ts';
import {
  declaredFields,
  fromAllowed,
  LANG,
  listed,
  mayChange,
  NOT_YOURS,
  procedureSql,
  readFields,
  TAKEN,
  valueSql,
} from './procedure-sql.ts';
import { quoteText } from '../workshop/names.ts';

export function getItemSql(model: ObjectModel): string {
  const { version } = model.kept;
  return procedureSql({
    purpose: `Form \`${model.itemCode}\`: a record that the user may see; no row for any other.`,
    name: `fm_${model.itemCode}_getItem`,
    parameters: ['itemID nvarchar(64)', 'username nvarchar(64)'],
    body: [
      '  SELECT',
      ...fieldsOf(model).map(({ code }) => `    v.${id(code)},`),
      ...(version === undefined ? [] : [`    ${versionSql(`v.${id(version)}`)} AS rv,`]),
      `    v.${id(model.key)}`,
      ...fromAllowed(model),
      `  WHERE v.${id(model.key)} = TRY_CAST(@itemID AS ${model.keyType});`,
    ],
  });
}

/** A row for each refused field. What the definition of the form says (required, limits, lists) has been checked before. */
export function checkItemSql(model: ObjectModel): string {
  const fields = fieldsOf(model).filter(({ unique }) => unique);
  return procedureSql({
    purpose: `Form \`${model.itemCode}\`: a row for each field that is refused. Required fields, limits and lists have been checked before.`,
    name: `fm_${model.itemCode}_checkItem`,
    parameters: ['username nvarchar(64)', 'itemID nvarchar(64)', 'parameters dbo.CRUDFilterParameter READONLY', LANG],
    body: [
      '  DECLARE @refused TABLE (Field nvarchar(64) NOT NULL, Msg nvarchar(400) NOT NULL);',
      '  DECLARE',
      ...declaredFields(fields),
      `    @id ${model.keyType};`,
      '  SELECT',
      ...readFields(fields),
      `    @id = ISNULL(TRY_CAST(@itemID AS ${model.keyType}), 0)`,
      '  FROM @parameters;',
      ...fields.flatMap(({ code }) => [
        `  IF EXISTS (SELECT 1 FROM ${dboName(model.table)} AS v WHERE v.${id(code)} = @${code} AND v.${id(model.key)} <> @id)`,
        `    INSERT INTO @refused (Field, Msg) VALUES (${quoteText(code)}, ${inLanguage(TAKEN)});`,
      ]),
      '  -- Further rules of the record belong here.',
      '  SELECT 0 AS Result, r.Msg, r.Field FROM @refused AS r;',
    ],
  });
}

export function saveItemSql(model: ObjectModel): string {
  const fields = fieldsOf(model);
  const { createdBy, updated, version } = model.kept;
  const key = id(model.key);
  const table = dboName(model.table);
  const guard = version === undefined ? '' : ` AND (@rv IS NULL OR ${versionSql(id(version))} = @rv)`;
  return procedureSql({
    purpose: `Form \`${model.itemCode}\`: a new record (itemID 0) or a change. What was saved must be the user's afterwards, else nothing is saved.`,
    name: `fm_${model.itemCode}_saveItem`,
    parameters: ['username nvarchar(64)', 'itemID nvarchar(64)', 'parameters dbo.CRUDFilterParameter READONLY', LANG],
    body: [
      '  DECLARE',
      ...declaredFields(fields),
      ...(version === undefined ? [] : ['    @rv varchar(18),']),
      '    @problem nvarchar(1000),',
      `    @id ${model.keyType};`,
      '  SELECT',
      ...readFields(fields),
      ...(version === undefined ? [] : [`    @rv = ${valueSql('rv')},`]),
      `    @id = NULLIF(TRY_CAST(@itemID AS ${model.keyType}), 0)`,
      '  FROM @parameters;',
      '  BEGIN TRY',
      '    BEGIN TRANSACTION;',
      '    IF @id IS NULL',
      '    BEGIN',
      `      INSERT INTO ${table} (`,
      ...listed([...fields.map(({ code }) => id(code)), ...(createdBy === undefined ? [] : [id(createdBy)])], '        '),
      '      )',
      '      VALUES (',
      ...listed([...fields.map(savedValue), ...(createdBy === undefined ? [] : ['@username'])], '        '),
      '      );',
      `      SET @id = CAST(SCOPE_IDENTITY() AS ${model.keyType});`,
      '    END',
      '    ELSE',
      '    BEGIN',
      `      IF NOT ${mayChange(model)}`,
      '      BEGIN',
      `        SET @problem = ${inLanguage(NOT_YOURS)};`,
      '        THROW 50404, @problem, 1;',
      '      END;',
      `      UPDATE ${table}`,
      '      SET',
      ...listed(
        [
          ...fields.map((column) => `${id(column.code)} = ${savedValue(column)}`),
          ...(updated === undefined ? [] : [`${id(updated)} = SYSUTCDATETIME()`]),
        ],
        '        ',
      ),
      `      WHERE ${key} = @id${guard};`,
      '      IF @@ROWCOUNT = 0',
      '      BEGIN',
      `        SET @problem = ${inLanguage({
        en: 'The record was changed meanwhile: open it again.',
        ru: 'Запись за это время изменили: откройте заново.',
      })};`,
      '        THROW 50409, @problem, 1;',
      '      END;',
      '    END;',
      `    IF NOT ${mayChange(model)}`,
      '    BEGIN',
      `      SET @problem = ${inLanguage({ en: 'You may not save such a record.', ru: 'Такую запись вам сохранять нельзя.' })};`,
      '      THROW 50403, @problem, 1;',
      '    END;',
      '    COMMIT TRANSACTION;',
      '  END TRY',
      '  BEGIN CATCH',
      '    IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;',
      '    THROW;',
      '  END CATCH;',
      '  SELECT',
      '    1 AS Result,',
      `    ${inLanguage({ en: 'Saved.', ru: 'Сохранено.' })} AS Msg,`,
      '    @id AS itemID,',
      `    N'as-table-${model.code}' AS RefreshContainer;`,
    ],
  });
}

/** Choices of a reference, found as the user types; undefined for other columns. */
export function formDictionarySql(model: ObjectModel, column: ModelColumn): string | undefined {
  const { target } = column;
  if (target === undefined || !column.inForm) return undefined;
  const isPoint = model.point?.column === column.code;
  const limits = isPoint
    ? [`  INNER JOIN dbo.${model.point?.scope ?? ''}(@username) AS s ON s.pointID = r.${id(target.key)} AND s.canManage = 1`]
    : target.rows === ''
      ? []
      : [`  INNER JOIN ${dboName(target.rows)}(@username) AS a ON a.id = r.${id(target.key)}`];
  return procedureSql({
    purpose: `Form \`${model.itemCode}\`, field \`${column.code}\`: the choices, found as the user types.`,
    name: `fm_${model.itemCode}_${column.code}_dict`,
    parameters: ['username nvarchar(64)', 'search nvarchar(200)', 'limit int', 'value nvarchar(64)', LANG],
    body: [
      "  SELECT @search = NULLIF(@search, N''), @value = NULLIF(@value, N'');",
      `  SELECT TOP (CASE WHEN @limit BETWEEN 1 AND 100 THEN @limit ELSE 100 END) r.${id(target.key)} AS Value, ${referenceText(target, 'r')} AS Text`,
      `  FROM ${dboName(target.table)} AS r`,
      ...limits,
      `  WHERE (@value IS NULL OR r.${id(target.key)} = TRY_CAST(@value AS ${column.sqlType}))`,
      `    AND (@search IS NULL OR ${target.text.map((name) => `CHARINDEX(@search, r.${id(name)}) > 0`).join(' OR ')})`,
      `    AND ${hasRoleSql(model.roles)}`,
      '  ORDER BY Text, Value;',
    ],
  });
}

export function fieldsOf({ columns }: ObjectModel): ModelColumn[] {
  return columns.filter(({ inForm }) => inForm);
}

/** The version as the form carries it. */
function versionSql(column: string): string {
  return `CONVERT(varchar(18), CONVERT(binary(8), ${column}), 1)`;
}

function savedValue({ code, type, required, kind, ...column }: ModelColumn): string {
  if (type === 'yesNo') return `ISNULL(@${code}, 0)`;
  const given = column.default === '' ? undefined : kind.sqlDefault(column.default, { code, type, required, ...column });
  return required && given !== undefined ? `ISNULL(@${code}, ${given})` : `@${code}`;
}
