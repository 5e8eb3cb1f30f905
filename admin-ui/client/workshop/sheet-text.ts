// Text as spreadsheets put it on the clipboard, cut into cells, and its values in the form that the server reads.

/** Rows of cells: tabs and line ends separate, quotes hold both inside a cell. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? '';
    if (isQuoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') cell += text[++at];
      else isQuoted = false;
    } else if (letter === '"' && cell === '') isQuoted = true;
    else if (letter === '\t') {
      row.push(cell);
      cell = '';
    } else if (letter === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else if (letter !== '\r') cell += letter;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** `1 234,50` as `1234.50` and `31.01.2026` as `2026-01-31` where the column wants a number or a date; everything else as it is. */
export function invariant(value: string, type: string): string {
  const text = value.trim();
  if (/^(?:tinyint|smallint|int|bigint|decimal|numeric|money|smallmoney|float|real)\b/.test(type)) {
    const number = text.replaceAll(/[\s\u00a0\u202f]/g, '');
    return /^[-+]?\d+,\d+$/.test(number) ? number.replace(',', '.') : number;
  }
  if (/^(?:date|datetime|datetime2|smalldatetime)\b/.test(type)) {
    const [, day, month, year, time = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,]+(\d{1,2}:\d{2}(?::\d{2})?))?$/.exec(text) ?? [];
    if (day === undefined || month === undefined) return text;
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${time === '' ? '' : `T${time.padStart(time.length > 5 ? 8 : 5, '0')}`}`;
  }
  return value;
}
