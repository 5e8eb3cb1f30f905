// A T-SQL module as a package keeps it: `CREATE OR ALTER` with its schema, unix lines, no GO, one newline at the end. The server keeps
// the text as it was sent, but `CREATE` alone, and after a renaming the old name.

import { objectsFolder, quoted } from './items.ts';

export type ModuleWord = 'PROCEDURE' | 'FUNCTION' | 'VIEW' | 'TRIGGER';

export interface ModuleHead {
  readonly word: ModuleWord;
  readonly schema: string;
  readonly name: string;
  readonly text: string;
}

const PART = '(?:\\[(?:[^\\]]|\\]\\])+\\]|"[^"]+"|[\\p{L}_@#][\\p{L}\\p{N}_@#$]*)';
const COMMENTS = '(?:\\s+|--[^\\n]*\\n|\\/\\*[\\s\\S]*?\\*\\/)*';
const HEAD = new RegExp(
  `^(${COMMENTS})(?:CREATE(?:\\s+OR\\s+ALTER)?|ALTER)\\s+(PROC|PROCEDURE|FUNCTION|VIEW|TRIGGER)\\s+(?:(${PART})\\s*\\.\\s*)?(${PART})`,
  'iu',
);

/** Undefined when the text does not make a module. `as` is the name in the catalogue. */
export function readModuleText(sql: string, as?: { schema: string; name: string }): ModuleHead | undefined {
  const code = sql
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
    .replace(/(?:\n[ \t]*GO[ \t]*;?[ \t]*)?\s*$/i, '');
  const [head, before = '', kind = '', schemaPart, namePart = ''] = HEAD.exec(code) ?? [];
  if (head === undefined) return undefined;
  const word = (kind.toUpperCase() === 'PROC' ? 'PROCEDURE' : kind.toUpperCase()) as ModuleWord;
  const written = { schema: schemaPart === undefined ? 'dbo' : plain(schemaPart), name: plain(namePart) };
  const { schema, name } = as ?? written;
  const isAsWritten = schema.toLowerCase() === written.schema.toLowerCase() && name.toLowerCase() === written.name.toLowerCase();
  const fullName = isAsWritten ? `${schemaPart ?? 'dbo'}.${namePart}` : `${quoted(schema)}.${quoted(name)}`;
  return { word, schema, name, text: `${before}CREATE OR ALTER ${kind.toUpperCase()} ${fullName}${code.slice(head.length)}\n` };
}

/** Where modules of this kind lie in a package. */
export function folderOf(word: ModuleWord): string {
  return `${objectsFolder}/${word.toLowerCase()}s`;
}

function plain(part: string): string {
  if (part.startsWith('[')) return part.slice(1, -1).replaceAll(']]', ']');
  return part.startsWith('"') ? part.slice(1, -1) : part;
}
