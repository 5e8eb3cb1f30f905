// What the cabinet is measured with: a database of 125 tables with eight procedures each, their list definitions, and a form of 200 fields.

import type { Fixture } from '../../engine/harness.ts';

const SUBJECTS = 125;
const FIELDS = 200;
const GROUPS = 10;

export const FORM = 'wide';
export const PROCEDURES = SUBJECTS * 8;

/** A module of the middle of the catalogue, as the workshop's addresses take it. */
export const MODULE = 'dbo/crud_subject060_getItems';

export function cabinetFixture(): Fixture {
  const numbers = Array.from({ length: SUBJECTS }, (_, i) => String(i).padStart(3, '0'));
  return {
    users: [{ username: 'dev', roles: ['developer', 'clerk'] }],
    definitions: {
      page: { wide: { title: 'Wide', roles: 'clerk', isHome: true, markup: '<div class="as-form" data-code="wide"></div>' } },
      form: { [FORM]: wideForm() },
      table: Object.fromEntries(numbers.map((number) => [`subject${number}`, list(number)])),
    },
    sql: [...numbers.map(subject), formProcedures()],
  };
}

const TYPES = ['text', 'number', 'money', 'date', 'checkbox', 'textarea'] as const;

function wideForm(): object {
  return {
    title: { en: 'Wide', ru: 'Широкая' },
    roles: 'clerk',
    groups: Array.from({ length: GROUPS }, (_, i) => ({
      code: `group${i}`,
      title: { en: `Group ${i}`, ru: `Группа ${i}` },
      fields: Array.from({ length: FIELDS / GROUPS }, (_, j) => `field${(i * FIELDS) / GROUPS + j}`),
    })),
    fields: Array.from({ length: FIELDS }, (_, i) => ({
      code: `field${i}`,
      title: { en: `Field ${i}`, ru: `Поле ${i}` },
      type: TYPES[i % TYPES.length],
      width: 6,
      ...(i % 7 === 0 ? { required: true } : {}),
      ...(i % 5 === 0 ? { help: { en: `What to write into field ${i}`, ru: `Что писать в поле ${i}` } } : {}),
    })),
  };
}

function list(number: string): object {
  const columns = ['id', 'name', 'state', 'price', 'created'];
  return { title: `Subject ${number}`, roles: 'clerk', columns: columns.map((code) => ({ code, title: code })) };
}

function formProcedures(): string {
  return `CREATE PROCEDURE dbo.[fm_${FORM}_saveItem] @username nvarchar(64), @itemID int, @parameters dbo.CRUDFilterParameter READONLY AS
BEGIN
  SET NOCOUNT ON; SET XACT_ABORT ON;
  SELECT 1 AS Result, N'' AS Msg;
END`;
}

function subject(number: string): string {
  const table = `dbo.bn_subjects${number}`;
  const name = `subject${number}`;
  const visible = "t.owner = @username OR dbo.sec_isUserInRole(@username, N'developer') = 1";
  const plain = (procedure: string, parameters: string, body: string): string => `GO
-- ${procedure}: written as a person would, with the checks that the conventions ask for.
CREATE PROCEDURE dbo.[${procedure}] ${parameters}
AS
BEGIN
  SET NOCOUNT ON;
  SET XACT_ABORT ON;
${body}
END
`;
  return `CREATE TABLE ${table} (
  id int IDENTITY NOT NULL PRIMARY KEY, code nvarchar(32) NOT NULL, name nvarchar(200) NOT NULL, state nvarchar(32) NOT NULL DEFAULT N'new',
  price decimal(18, 2) NULL, amount int NULL, owner nvarchar(64) NOT NULL, note nvarchar(max) NULL, created datetime2(0) NOT NULL DEFAULT SYSUTCDATETIME(), isActive bit NOT NULL DEFAULT 1
);
${plain(
  `crud_${name}_getItems`,
  '@filters dbo.CRUDFilterParameter READONLY, @sort sql_variant, @direction nvarchar(8), @page int, @pageSize int, @username nvarchar(64)',
  `  DECLARE @name nvarchar(200), @state nvarchar(32), @from date, @to date;
  SELECT @name = MAX(CASE WHEN f.[Key] = N'name' THEN NULLIF(f.Value, N'') END), @state = MAX(CASE WHEN f.[Key] = N'state' THEN NULLIF(f.Value, N'') END),
    @from = TRY_CAST(MAX(CASE WHEN f.[Key] = N'from' THEN f.Value END) AS date), @to = TRY_CAST(MAX(CASE WHEN f.[Key] = N'to' THEN f.Value END) AS date)
  FROM @filters AS f;
  SELECT t.id, t.name, t.state, t.price, t.created
  FROM ${table} AS t
  WHERE (${visible})
    AND (@name IS NULL OR t.name LIKE N'%' + @name + N'%')
    AND (@state IS NULL OR t.state = @state)
    AND (@from IS NULL OR t.created >= @from)
    AND (@to IS NULL OR t.created < DATEADD(DAY, 1, @to))
  ORDER BY
    CASE WHEN @sort = N'name' AND @direction = N'asc' THEN t.name END,
    CASE WHEN @sort = N'name' AND @direction = N'desc' THEN t.name END DESC,
    t.id
  OFFSET @pageSize * (@page - 1) ROWS FETCH NEXT @pageSize ROWS ONLY;
  SELECT COUNT(*) AS total FROM ${table} AS t WHERE (${visible}) AND (@name IS NULL OR t.name LIKE N'%' + @name + N'%');`,
)}${plain(
  `crud_${name}_updateField`,
  '@itemID int, @field nvarchar(64), @value nvarchar(max), @username nvarchar(64)',
  `  UPDATE t SET t.name = CASE @field WHEN N'name' THEN @value ELSE t.name END, t.note = CASE @field WHEN N'note' THEN @value ELSE t.note END
  FROM ${table} AS t WHERE t.id = @itemID AND (${visible});
  SELECT 1 AS Result, N'' AS Msg;`,
)}${plain(
  `crud_${name}_deleteItem`,
  '@itemID int, @username nvarchar(64)',
  `  DELETE t FROM ${table} AS t WHERE t.id = @itemID AND (${visible});
  SELECT @@ROWCOUNT AS Result, N'' AS Msg;`,
)}${plain(
  `crud_${name}_state_dict`,
  '@tableCode nvarchar(128), @col nvarchar(128), @username nvarchar(64)',
  `  SELECT DISTINCT t.state AS Value, t.state AS Text FROM ${table} AS t WHERE (${visible}) ORDER BY t.state;`,
)}${plain(
  `fm_${name}_getItem`,
  '@itemID int, @username nvarchar(64)',
  `  SELECT t.code, t.name, t.state, t.price, t.amount, t.note FROM ${table} AS t WHERE t.id = @itemID AND (${visible});`,
)}${plain(
  `fm_${name}_checkItem`,
  '@itemID int, @username nvarchar(64), @parameters dbo.CRUDFilterParameter READONLY',
  `  IF EXISTS (SELECT 1 FROM @parameters AS p WHERE p.[Key] = N'price' AND TRY_CAST(p.Value AS decimal(18, 2)) < 0)
    SELECT 0 AS Result, N'The price cannot be negative' AS Msg, N'price' AS Field;
  ELSE SELECT 1 AS Result, N'' AS Msg WHERE dbo.sec_isUserInRole(@username, N'clerk') = 1;`,
)}${plain(
  `fm_${name}_saveItem`,
  '@username nvarchar(64), @itemID int, @parameters dbo.CRUDFilterParameter READONLY',
  `  DECLARE @name nvarchar(200) = (SELECT p.Value FROM @parameters AS p WHERE p.[Key] = N'name');
  IF @itemID IS NULL OR @itemID = 0
    INSERT INTO ${table} (code, name, owner) VALUES (N'', @name, @username);
  ELSE
    UPDATE t SET t.name = @name FROM ${table} AS t WHERE t.id = @itemID AND (${visible});
  SELECT 1 AS Result, N'' AS Msg, N'table-${name}' AS RefreshContainer;`,
)}${plain(
  `chk_${name}`,
  '@username nvarchar(64)',
  `  SELECT t.id AS itemID, t.name AS text FROM ${table} AS t WHERE t.price < 0 AND (${visible});`,
)}`;
}
