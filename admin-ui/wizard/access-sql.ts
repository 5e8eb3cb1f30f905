// The functions on which every procedure of an object builds: which rows a user may see and change, and which of them meet the filters.
// A field is one line in every list, never the last one: that is how "add a field" puts another beside it in text that people have edited.

import { quoteText } from '../workshop/names.ts';
import type { ModelColumn, ObjectModel } from './model.ts';
import { dboName, id } from './names.ts';
import { variablesOf } from './variables.ts';

/** `{table}_allowed`: the one place that says who sees and changes which row. Ordinary code, to be edited. */
export function allowedSql(model: ObjectModel): string {
  const head = `-- Rows of ${model.table} that a user may see; canManage: may also change them. The one place that decides it.
CREATE OR ALTER FUNCTION ${dboName(model.allowed)}(@username nvarchar(64)) RETURNS TABLE
AS
RETURN (`;
  const canManage = hasRoleSql(model.editRoles);
  const canSee = hasRoleSql(model.roles);
  const flag = canManage === ALWAYS ? 'CAST(1 AS bit)' : `CAST(CASE WHEN ${canManage} THEN 1 ELSE 0 END AS bit)`;
  const key = id(model.key);
  if (model.rows === 'point' && model.point !== undefined) {
    const both = canManage === ALWAYS ? 's.canManage' : `CAST(CASE WHEN s.canManage = 1 AND ${canManage} THEN 1 ELSE 0 END AS bit)`;
    return `${head}
  SELECT v.${key}, ${both} AS canManage
  FROM dbo.${model.point.scope}(@username) AS s
  INNER JOIN ${dboName(model.table)} AS v ON v.${id(model.point.column)} = s.pointID
  WHERE ${canSee}
);
`;
  }
  const own = model.rows === 'own' ? `v.${id(model.kept.createdBy ?? 'createdBy')} = @username\n    AND ` : '';
  return `${head}
  SELECT v.${key}, ${flag} AS canManage
  FROM ${dboName(model.table)} AS v
  WHERE ${own}${canSee}
);
`;
}

/** `{table}_find`: ids by filters; NULL is any. The one place with the conditions of the list. */
export function findSql(model: ObjectModel): string {
  const filters = model.columns.flatMap(variablesOf);
  const searched = model.columns.flatMap(searchedTexts);
  const joins = model.columns.flatMap((column) => (column.search && column.target !== undefined ? [joinSql(column, column.target)] : []));
  return [
    `-- Ids of the rows of ${model.table} that a user may see and that meet the filters (NULL: any). The one place with the conditions of the list.`,
    `CREATE OR ALTER FUNCTION ${dboName(model.find)}(`,
    '  @username nvarchar(64),',
    '  @search nvarchar(200),',
    ...filters.map(({ name, type }) => `  @${name} ${type},`),
    `  @only ${model.keyType}`,
    ') RETURNS TABLE',
    'AS',
    'RETURN (',
    `  SELECT v.${id(model.key)}`,
    `  FROM ${dboName(model.allowed)}(@username) AS a`,
    `  INNER JOIN ${dboName(model.table)} AS v ON v.${id(model.key)} = a.${id(model.key)}`,
    ...joins.map((join) => `  ${join}`),
    '  WHERE (',
    '      @search IS NULL',
    ...searched.map((text) => `      OR CHARINDEX(@search, ${text}) > 0`),
    '    )',
    ...filters.map(({ name, condition }) => `    AND (@${name} IS NULL OR ${condition})`),
    `    AND (@only IS NULL OR v.${id(model.key)} = @only)`,
    ');',
    '',
  ].join('\n');
}

/** The join that brings the text of a reference. */
export function joinSql(column: ModelColumn, target: NonNullable<ModelColumn['target']>): string {
  const kind = column.isNullable ? 'LEFT' : 'INNER';
  return `${kind} JOIN ${dboName(target.table)} AS ${target.alias} ON ${target.alias}.${id(target.key)} = v.${id(column.code)}`;
}

/** The text of a reference in the reader's language. */
export function referenceText({ text }: NonNullable<ModelColumn['target']>, alias: string): string {
  const [en = 'id', ru] = text;
  return ru === undefined ? `${alias}.${id(en)}` : `IIF(@lang = N'ru', ${alias}.${id(ru)}, ${alias}.${id(en)})`;
}

function searchedTexts({ search, target, kind, code }: ModelColumn): string[] {
  if (!search) return [];
  if (target !== undefined) return target.text.map((name) => `${target.alias}.${id(name)}`);
  return kind.canSearch ? [`v.${id(code)}`] : [];
}

const ALWAYS = '1 = 1';

/** A condition that holds when the user has one of the roles. */
export function hasRoleSql(roles: readonly string[]): string {
  if (roles.length === 0) return '1 = 0';
  if (roles.includes('*')) return 'EXISTS (SELECT 1 FROM dbo.as_users AS u WHERE u.username = @username AND u.isActive = 1)';
  return `EXISTS (
      SELECT 1
      FROM dbo.as_userRoles AS ur
      INNER JOIN dbo.as_users AS u ON u.id = ur.userID AND u.isActive = 1
      WHERE ur.username = @username AND ur.roleCode IN (${roles.map(quoteText).join(', ')})
    )`;
}
