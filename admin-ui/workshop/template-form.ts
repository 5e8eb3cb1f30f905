// Templates of a form's procedures: reading, checking and saving a record, answers while typing, a value edited in place.

import { displayFieldTypes, fileFieldTypes } from '../../metadata/kinds/form-field.ts';
import { columnName, objectName, quoteText } from './names.ts';
import {
  allowed,
  changedValue,
  columnOf,
  guard,
  inLang,
  inTransactionLines,
  itemKey,
  keyType,
  partsOf,
  procedure,
  readValues,
} from './template-parts.ts';
import type { TemplateColumn, TemplateInput } from './template-parts.ts';

interface Field {
  readonly code: string;
  readonly column: TemplateColumn;
  readonly isRequired: boolean;
}

export function getItem(input: TemplateInput): string {
  const { table, code, options } = input;
  const fields = storedFields(input);
  const version = typeof options.versionField === 'string' ? columnOf(table, options.versionField) : undefined;
  return procedure(input, `Form \`${code}\`: the record; no row when it is not there or not open to the user.`, [
    ...allowed(input),
    `SELECT ${[
      `t.${columnName(table.key)}`,
      ...fields.map(({ column, code: name }) =>
        column.name === name ? `t.${columnName(name)}` : `t.${columnName(column.name)} AS ${columnName(name)}`,
      ),
      ...(version === undefined
        ? []
        : [`CONVERT(varchar(18), CONVERT(binary(8), t.${columnName(version.name)}), 1) AS ${columnName(version.name)}`]),
    ].join(', ')}`,
    `FROM ${objectName(table)} AS t`,
    `WHERE @isAllowed = 1 AND t.${columnName(table.key)} = ${itemKey(input)};`,
  ]);
}

export function checkItem(input: TemplateInput): string {
  const fields = storedFields(input);
  const first = fields[0]?.code ?? 'name';
  return procedure(input, `Form \`${input.code}\`: refuses what may not be saved, beside the field; changes nothing.`, [
    ...guard(input.options.saveRoles, input.options.roles),
    ...readValues('parameters', valuesOf(fields)),
    '-- Rules that the fields themselves cannot say: one row for each refusal.',
    `SELECT 0 AS Result, ${inLang('Заполните поле.', 'Fill in the field.')} AS Msg, ${quoteText(first)} AS Field`,
    `WHERE @${variableOf(first)} IS NULL;`,
  ]);
}

export function saveItem(input: TemplateInput): string {
  const { table, code, options } = input;
  const key = columnName(table.key);
  const fields = storedFields(input);
  const own = fields.map(({ column, code: name }) => ({ name: columnName(column.name), value: `@${variableOf(name)}` }));
  const createdBy = columnOf(table, 'createdBy') ? [{ name: 'createdBy', value: '@username' }] : [];
  const updated = columnOf(table, 'updated') ? [{ name: 'updated', value: 'SYSUTCDATETIME()' }] : [];
  const updatedBy = columnOf(table, 'updatedBy') ? [{ name: 'updatedBy', value: '@username' }] : [];
  const inserted = [...own, ...createdBy];
  const isNumber = /int|decimal|numeric/i.test(keyType(table));
  return procedure(input, `Form \`${code}\`: a new record or a change. Set 2 may hold external actions.`, [
    `DECLARE @id ${keyType(table)} = ${isNumber ? `NULLIF(${itemKey(input)}, 0)` : itemKey(input)};`,
    ...guard(options.saveRoles, options.roles),
    ...readValues('parameters', valuesOf(fields)),
    '-- Further rules: SELECT 0 AS Result, a text AS Msg, the code of a field AS Field; RETURN;',
    ...inTransactionLines([
      'IF @id IS NULL',
      'BEGIN',
      `  INSERT INTO ${objectName(table)} (${inserted.map(({ name }) => name).join(', ')})`,
      `  VALUES (${inserted.map(({ value }) => value).join(', ')});`,
      '  SET @id = SCOPE_IDENTITY();',
      'END',
      'ELSE',
      'BEGIN',
      `  UPDATE ${objectName(table)}`,
      `  SET ${[...own, ...updated, ...updatedBy].map(({ name, value }) => `${name} = ${value}`).join(', ')}`,
      `  WHERE ${key} = @id;`,
      "  IF @@ROWCOUNT = 0 THROW 50404, N'The record is not there any more.', 1;",
      'END;',
    ]),
    `SELECT 1 AS Result, ${inLang('Сохранено.', 'Saved.')} AS Msg, @id AS itemID;`,
  ]);
}

export function checkItemField(input: TemplateInput): string {
  const fields = storedFields(input);
  const first = fields[0]?.code ?? 'name';
  const second = fields[1]?.code ?? first;
  return procedure(input, `Form \`${input.code}\`: answers while the form is filled in. Set 2: fields to change; set 3: new choices.`, [
    ...allowed(input),
    ...readValues('parameters', valuesOf(fields)),
    `SELECT CAST(@isAllowed AS int) AS Result, N'' AS Msg;`,
    `SELECT ${quoteText(second)} AS field, CAST(NULL AS nvarchar(max)) AS value, CAST(1 AS bit) AS visible, CAST(0 AS bit) AS required, CAST(0 AS bit) AS disabled`,
    `WHERE @isAllowed = 1 AND @field = ${quoteText(first)};`,
  ]);
}

export function saveEditableField(input: TemplateInput): string {
  const { table, code, options } = input;
  const fields = storedFields(input).map(({ code: name, column }) => ({ name, column }));
  const key = `TRY_CAST(@pk AS ${keyType(table)})`;
  return procedure(
    input,
    `Form \`${code}\`: one value changed where it is shown.`,
    changedValue(input, { roles: options.saveRoles, which: '@fieldCode', fields, key }),
  );
}

/** Fields with a column of their own that a person may fill. */
function storedFields({ table, options }: TemplateInput): Field[] {
  const fields = partsOf(options, 'fields').flatMap((part) => {
    const code = String(part.code);
    const type = typeof part.type === 'string' ? part.type : 'text';
    const column = columnOf(table, code);
    if (column === undefined || column.isGenerated || column.name === table.key) return [];
    return displayFieldTypes.has(type) || fileFieldTypes.has(type) ? [] : [{ code, column, isRequired: part.required === true }];
  });
  return fields.length > 0 ? fields : [{ code: 'name', column: { name: 'name', type: 'nvarchar(256)' }, isRequired: true }];
}

function valuesOf(fields: readonly Field[]) {
  return fields.map(({ code, column }) => ({ variable: variableOf(code), key: code, type: column.type }));
}

/** A field may be called as a parameter of the procedure is. */
function variableOf(code: string): string {
  const taken = ['id', 'itemid', 'username', 'parameters', 'lang', 'field', 'value', 'isallowed', 'pk', 'fieldcode'];
  const name = code.replaceAll(/[^\p{L}\p{N}_]/gu, '_');
  return taken.includes(name.toLowerCase()) ? `new_${name}` : name;
}
