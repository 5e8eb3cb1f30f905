// Templates of a table's procedures: reading with filters, sort and pages; changes in place, deletion, operations, order, import, lists.

import { columnName, objectName, quoteText } from './names.ts';
import {
  allowed,
  changedValue,
  columnOf,
  converted,
  groupOf,
  guard,
  inLang,
  inTransactionLines,
  itemKey,
  keyType,
  partsOf,
  procedure,
  readValues,
  refuseIf,
  valueColumnOf,
} from './template-parts.ts';
import type { ReadValue, TemplateColumn, TemplateInput } from './template-parts.ts';

interface ShownColumn {
  readonly code: string;
  readonly column: TemplateColumn;
  /** What people see: the column itself, or the text of what it refers to. */
  readonly shown: string;
  readonly filter: string | undefined;
  /** Dates with a time: their days are those of the visitor. */
  readonly isMoment: boolean;
}

export function getItems(input: TemplateInput): string {
  const { table, code, options } = input;
  const key = columnName(table.key);
  const joins = joinsOf(input);
  const columns = shownColumns(input, joins);
  const filters = filterLines(columns);
  const texts = columns.filter(({ column, shown }) => /char|text/i.test(column.type) || shown.startsWith('r')).map(({ shown }) => shown);
  const hasSearch = groupOf(options, 'search').enabled !== false && texts.length > 0;
  const from = [`FROM ${objectName(table)} AS t`, ...joins.map(({ line }) => line)];
  const where = [
    'WHERE @isAllowed = 1',
    `  AND (@id IS NULL OR t.${key} = @id)`,
    ...(hasSearch ? [`  AND (@search IS NULL OR ${texts.map((text) => `${text} LIKE @search`).join(' OR ')})`] : []),
    ...filters.map(({ condition }) => `  AND ${condition}`),
  ];
  const selected = [
    `t.${key}${table.key === keyColumnOf(options) ? '' : ` AS ${columnName(keyColumnOf(options))}`}`,
    ...columns.filter(({ code: name }) => name !== keyColumnOf(options)).map(({ shown, code: name }) => alias(shown, name)),
    // Editing in place needs the value beside its text.
    ...columns
      .filter(({ column, code: name }) => column.name !== name && column.name !== table.key)
      .map(({ column }) => `t.${columnName(column.name)}`),
  ];
  const values: ReadValue[] = [
    ...(hasSearch ? [{ variable: 'search', key: 'search', type: 'nvarchar(400)' }] : []),
    { variable: 'id', key: '_id', type: keyType(table) },
    { variable: 'isExact', key: '_exact', type: 'bit' },
    ...filters.flatMap((filter) => filter.values),
  ];
  const countMode = groupOf(options, 'paging').countMode;
  const total = [
    'SELECT COUNT(*) AS total',
    'FROM (',
    `  SELECT TOP (CASE WHEN @isExact = 1 THEN 2147483647 ELSE 1001 END) t.${key}`,
    ...from.map((line) => `  ${line}`),
    ...where.map((line) => `  ${line}`),
    ') AS found',
    'OPTION (RECOMPILE);',
  ];
  const exact = ['SELECT COUNT(*) AS total', ...from, ...where, 'OPTION (RECOMPILE);'];
  return procedure(input, `Table \`${code}\`: a page of rows by filters and sort; set 2: the total.`, [
    ...allowed(input),
    ...readValues('filters', values),
    ...(hasSearch ? [`SET @search = ${SEARCH_PATTERN};`] : []),
    'DECLARE @by nvarchar(64) = CONVERT(nvarchar(64), @sort);',
    "SELECT @direction = CASE WHEN @direction = N'desc' THEN N'desc' ELSE N'asc' END,",
    '  @page = CASE WHEN @page >= 1 THEN @page ELSE 1 END,',
    '  @pageSize = CASE WHEN @pageSize BETWEEN 1 AND 100000 THEN @pageSize ELSE 50 END;',
    '',
    `SELECT ${selected.join(', ')}`,
    ...from,
    ...where,
    'ORDER BY',
    ...columns
      .filter(({ column }) => !/max\)|xml|image/i.test(column.type))
      .flatMap(({ code: name, shown }) => [
        `  CASE WHEN @by = ${quoteText(name)} AND @direction = N'asc' THEN ${shown} END,`,
        `  CASE WHEN @by = ${quoteText(name)} AND @direction = N'desc' THEN ${shown} END DESC,`,
      ]),
    `  t.${key} DESC`,
    'OFFSET (@page - 1) * @pageSize ROWS FETCH NEXT @pageSize ROWS ONLY',
    'OPTION (RECOMPILE);',
    '',
    ...(countMode === 'exact' ? exact : total),
  ]);
}

export function updateField(input: TemplateInput): string {
  const { table, code, options } = input;
  const edited = partsOf(options, 'columns').flatMap((part) => {
    const edit = groupOf(part, 'edit');
    const name = String(part.code);
    const column = part.edit === undefined ? undefined : valueColumnOf(table, typeof edit.column === 'string' ? edit.column : name);
    return column === undefined || column.isGenerated ? [] : [{ name, column }];
  });
  const first = edited.length > 0 ? edited : [{ name: 'name', column: columnOf(table, 'name') ?? { name: 'name', type: 'nvarchar(256)' } }];
  return procedure(
    input,
    `Table \`${code}\`: a value changed in its cell.`,
    changedValue(input, { roles: options.editRoles, which: '@field', fields: first, key: itemKey(input) }),
  );
}

export function deleteItem(input: TemplateInput): string {
  const { table, code, options, kind } = input;
  return procedure(input, `${kind === 'form' ? 'Form' : 'Table'} \`${code}\`: deletes a record.`, [
    ...guard(groupOf(options, 'delete').roles, options.roles),
    ...inTransactionLines([
      '-- What hangs on the record goes first.',
      `DELETE FROM ${objectName(table)} WHERE ${columnName(table.key)} = ${itemKey(input)};`,
    ]),
    "SELECT 1 AS Result, N'' AS Msg;",
  ]);
}

export function fastCreate(input: TemplateInput): string {
  const { table, code, options } = input;
  const name = table.columns.find(({ type, isGenerated }) => /char/i.test(type) && !isGenerated) ?? { name: 'name', type: 'nvarchar(256)' };
  const createdBy = columnOf(table, 'createdBy');
  return procedure(input, `Table \`${code}\`: a new record of one line of text.`, [
    ...guard(groupOf(options, 'fastCreate').roles, options.roles),
    "SET @text = NULLIF(LTRIM(RTRIM(@text)), N'');",
    ...refuseIf('@text IS NULL', 'Напишите название.', 'Write the name.'),
    `INSERT INTO ${objectName(table)} (${[columnName(name.name), ...(createdBy ? ['createdBy'] : [])].join(', ')})`,
    `VALUES (${[converted('@text', name.type), ...(createdBy ? ['@username'] : [])].join(', ')});`,
    "SELECT 1 AS Result, N'' AS Msg, SCOPE_IDENTITY() AS itemID;",
  ]);
}

export function operation(input: TemplateInput): string {
  const { table, code, options } = input;
  const codes = partsOf(options, 'operations')
    .filter(({ kind }) => kind === undefined || kind === 'procedure' || kind === 'download')
    .map((part) => String(part.code));
  const names = codes.length > 0 ? codes : ['close'];
  const active = columnOf(table, 'isActive')?.name ?? 'isActive';
  return procedure(input, `Table \`${code}\`: ${names.map((name) => `\`${name}\``).join(', ')} for the chosen records.`, [
    ...guard(options.roles),
    ...refuseIf(`@operation NOT IN (${names.map(quoteText).join(', ')})`, 'Такой операции нет.', 'This operation is not known.'),
    `DECLARE @ids TABLE (id ${keyType(table)} NOT NULL PRIMARY KEY);`,
    'INSERT INTO @ids (id)',
    `SELECT DISTINCT t.${columnName(table.key)}`,
    `FROM dbo.split(@itemIDs, N',') AS v`,
    `INNER JOIN ${objectName(table)} AS t ON t.${columnName(table.key)} = TRY_CAST(v.value AS ${keyType(table)});`,
    ...inTransactionLines(
      names.flatMap((name) => [
        `IF @operation = ${quoteText(name)}`,
        `  UPDATE t SET ${columnName(active)} = 0 FROM ${objectName(table)} AS t INNER JOIN @ids AS i ON i.id = t.${columnName(table.key)};`,
      ]),
    ),
    `SELECT 1 AS Result, CONCAT(${inLang('Записей: ', 'Records: ')}, (SELECT COUNT(*) FROM @ids)) AS Msg;`,
  ]);
}

export function reorder(input: TemplateInput): string {
  const { table, code, options } = input;
  const column = String(groupOf(options, 'reorder').column ?? 'ord');
  return procedure(input, `Table \`${code}\`: the order in which the records stand.`, [
    ...guard(groupOf(options, 'reorder').roles, options.roles),
    `UPDATE t SET ${columnName(column)} = v.ord * 10`,
    `FROM ${objectName(table)} AS t`,
    `INNER JOIN dbo.split(@itemIDs, N',') AS v ON TRY_CAST(v.value AS ${keyType(table)}) = t.${columnName(table.key)};`,
    "SELECT 1 AS Result, N'' AS Msg;",
  ]);
}

export function importRows(input: TemplateInput): string {
  const { table, code, options } = input;
  const given = partsOf(groupOf(options, 'import'), 'columns').map((part) => String(part.code));
  const columns = (given.length > 0 ? given : partsOf(options, 'columns').map((part) => String(part.code)))
    .flatMap((name) => columnOf(table, name) ?? [])
    .filter((column) => !column.isGenerated && column.name !== table.key);
  const names = columns.map(({ name }) => columnName(name));
  const first = names[0] ?? 'name';
  return procedure(
    input,
    `Table \`${code}\`: new records from a file, all or none. With an error nothing is written; set 1 then has a row for each.`,
    [
      ...guard(groupOf(options, 'import').roles, options.roles),
      `DECLARE @given TABLE (row int NOT NULL PRIMARY KEY, ${columns.map(({ name, type }) => `${columnName(name)} ${type}`).join(', ') || 'name nvarchar(256)'}, error nvarchar(400));`,
      `INSERT INTO @given (row, ${names.join(', ') || 'name'})`,
      `SELECT CAST(j.[key] AS int) + 1, ${columns.map(({ name, type }) => converted(`r.${columnName(name)}`, type)).join(', ') || 'r.name'}`,
      'FROM OPENJSON(@rows) AS j',
      `CROSS APPLY OPENJSON(j.value) WITH (${(names.length > 0 ? names : ['name']).map((name) => `${name} nvarchar(4000)`).join(', ')}) AS r;`,
      `UPDATE g SET error = ${inLang('Пустое значение.', 'The value is empty.')} FROM @given AS g WHERE g.${first} IS NULL;`,
      'IF EXISTS (SELECT 1 FROM @given AS g WHERE g.error IS NOT NULL)',
      'BEGIN',
      '  SELECT g.row, 0 AS Result, g.error AS Msg FROM @given AS g WHERE g.error IS NOT NULL ORDER BY g.row;',
      '  RETURN;',
      'END;',
      ...inTransactionLines([
        `INSERT INTO ${objectName(table)} (${names.join(', ') || 'name'})`,
        `SELECT ${(names.length > 0 ? names : ['name']).map((name) => `g.${name}`).join(', ')} FROM @given AS g;`,
      ]),
      `SELECT 1 AS Result, CONCAT(${inLang('Записано строк: ', 'Rows written: ')}, (SELECT COUNT(*) FROM @given)) AS Msg;`,
    ],
  );
}

/** The list behind a column's filter or a form's field. */
export function dict(input: TemplateInput): string {
  const { table, code, member, kind, parameters } = input;
  const column = valueColumnOf(table, member);
  const to = column?.references;
  const isSearched = parameters.includes('search');
  const source = to ?? { schema: table.schema, name: `${table.name}_${member}`, key: 'id', text: 'name' };
  const own = column !== undefined && to === undefined && kind === 'table';
  const text = own ? `t.${columnName(column.name)}` : `r.${columnName(source.text)}`;
  const key = own ? text : `r.${columnName(source.key)}`;
  return procedure(input, `${kind === 'table' ? 'Table' : 'Form'} \`${code}\`: the choices of \`${member}\`.`, [
    ...allowed(input),
    ...(isSearched ? ['-- @search and @limit come from lists that are searched while typing; NULL otherwise.'] : []),
    `SELECT ${own ? 'DISTINCT ' : ''}${isSearched ? 'TOP (ISNULL(@limit, 1000)) ' : ''}${key} AS Value, ${text} AS Text`,
    own ? `FROM ${objectName(table)} AS t` : `FROM ${objectName(source)} AS r`,
    `WHERE @isAllowed = 1${own ? ` AND ${text} IS NOT NULL` : ''}${isSearched ? ` AND (@search IS NULL OR ${text} LIKE ${SEARCH_PATTERN})` : ''}`,
    'ORDER BY Text;',
  ]);
}

/** What was searched for as it stands anywhere in a text. */
const SEARCH_PATTERN = "N'%' + REPLACE(REPLACE(REPLACE(@search, N'[', N'[[]'), N'%', N'[%]'), N'_', N'[_]') + N'%'";

interface Join {
  readonly column: TemplateColumn;
  readonly alias: string;
  readonly text: string;
  readonly line: string;
}

function joinsOf({ table, options }: TemplateInput): Join[] {
  const used = new Set(partsOf(options, 'columns').flatMap((part) => valueColumnOf(table, String(part.code))?.name ?? []));
  return table.columns
    .filter((column) => column.references !== undefined && used.has(column.name))
    .flatMap((column, index) => {
      const { references: to } = column;
      if (to === undefined) return [];
      const alias = `r${index + 1}`;
      return [
        {
          column,
          alias,
          text: `${alias}.${columnName(to.text)}`,
          line: `LEFT JOIN ${objectName(to)} AS ${alias} ON ${alias}.${columnName(to.key)} = t.${columnName(column.name)}`,
        },
      ];
    });
}

function shownColumns({ table, options }: TemplateInput, joins: readonly Join[]): ShownColumn[] {
  return partsOf(options, 'columns').flatMap((part) => {
    const code = String(part.code);
    const column = valueColumnOf(table, code);
    if (column === undefined) return [];
    const text = joins.find((join) => join.column === column)?.text;
    const filter = groupOf(part, 'filter');
    return [
      {
        code,
        column,
        shown: text ?? `t.${columnName(column.name)}`,
        isMoment: part.type === 'datetime' || part.type === 'relative',
        filter: part.filter === undefined ? undefined : typeof filter.type === 'string' ? filter.type : 'text',
      },
    ];
  });
}

type FilterLine = { condition: string; values: ReadValue[] };

function range(
  { own, code, variable }: { own: string; code: string; variable: string },
  { first, last, until, type }: { first: string; last: string; until: string; type: string },
): FilterLine[] {
  const from = { variable: `${variable}_${first}`, key: `${code}_${first}`, type };
  const to = { variable: `${variable}_${last}`, key: `${code}_${last}`, type };
  return [
    { condition: `(@${from.variable} IS NULL OR ${own} >= @${from.variable})`, values: [from, to] },
    { condition: `(@${to.variable} IS NULL OR ${own} ${until} @${to.variable})`, values: [] },
  ];
}

function filterLines(columns: readonly ShownColumn[]): FilterLine[] {
  return columns.flatMap(({ code, column, shown, filter, isMoment }, index) => {
    if (filter === undefined) return [];
    const own = `t.${columnName(column.name)}`;
    const variable = /^[\p{L}_]\w*$/u.test(code) ? code : `filter${index + 1}`;
    switch (filter) {
      case 'numberRange':
        return range({ own, code, variable }, { first: 'from', last: 'to', until: '<=', type: column.type });
      case 'dateRange':
        // Of columns with a time the days of the visitor's clock come as moments in UTC.
        return isMoment
          ? range({ own, code, variable }, { first: 'since', last: 'before', until: '<', type: 'datetime2(0)' })
          : range(
              { own: /^date$/i.test(column.type) ? own : `CAST(${own} AS date)`, code, variable },
              { first: 'from', last: 'to', until: '<=', type: 'date' },
            );
      case 'checkbox':
        return [{ condition: `(@${variable} IS NULL OR ${own} = @${variable})`, values: [{ variable, key: code, type: 'bit' }] }];
      case 'multi':
        return [
          {
            condition: `(@${variable} IS NULL OR EXISTS (SELECT 1 FROM dbo.split(@${variable}, N',') AS v WHERE TRY_CAST(v.value AS ${column.type}) = ${own}))`,
            values: [{ variable, key: code, type: 'nvarchar(max)' }],
          },
        ];
      case 'select':
        return [{ condition: `(@${variable} IS NULL OR ${own} = @${variable})`, values: [{ variable, key: code, type: column.type }] }];
      default:
        return [
          {
            condition: `(@${variable} IS NULL OR CHARINDEX(@${variable}, ${shown}) > 0)`,
            values: [{ variable, key: code, type: 'nvarchar(256)' }],
          },
        ];
    }
  });
}

function alias(expression: string, name: string): string {
  return expression === `t.${columnName(name)}` ? expression : `${expression} AS ${columnName(name)}`;
}

function keyColumnOf(options: Readonly<Record<string, unknown>>): string {
  return typeof options.keyColumn === 'string' ? options.keyColumn : 'id';
}
