// A call as text that can be pasted into any SQL client: for traces and the developer's toolbar. Nothing here is ever executed by the
// platform; values of parameters whose names say that they are secret are left out.

import { valueFinder } from './binding.ts';
import { invariantText } from './parameter-text.ts';
import type { ProcedureCallOptions } from './procedures.ts';
import type { Signature } from './signatures.ts';
import { isDictionaryParameter } from './table-values.ts';

const SECRET = /password|passwd|secret|token|totp/i;
const LONGEST_VALUE = 2000;

/** `DECLARE …; EXEC dbo.[name] @a = N'…', …;` with the values that the call binds. */
export const execText = (
  { schema, name, parameters }: Signature,
  options: Pick<ProcedureCallOptions, 'values' | 'dictionary' | 'context' | 'name' | 'isRead'>,
): string => {
  const find = valueFinder(options);
  const declared: string[] = [];
  const passed = parameters.map((parameter) => {
    const label = `@${parameter.name}`;
    if (parameter.tableType) {
      declared.push(`DECLARE ${label} ${quoted(parameter.tableType.schema)}.${quoted(parameter.tableType.name)};`);
      if (isDictionaryParameter(parameter.name, parameter.tableType)) declared.push(...dictionaryRows(label, options.dictionary ?? {}));
      return `${label} = ${label}`;
    }
    return `${label} = ${literal(parameter.name, find(parameter.name))}`;
  });
  return [...declared, `EXEC ${quoted(schema)}.${quoted(name)}${passed.length === 0 ? '' : `\n  ${passed.join(',\n  ')}`};`].join('\n');
};

const dictionaryRows = (label: string, dictionary: NonNullable<ProcedureCallOptions['dictionary']>): string[] => {
  const entries = dictionary instanceof Map ? [...dictionary] : Object.entries(dictionary);
  if (entries.length === 0) return [];
  const rows = entries.map(([key, value]) => `(${literal('', key)}, ${literal(key, value)})`);
  return [`INSERT INTO ${label} ([Key], [Value]) VALUES ${rows.join(', ')};`];
};

const literal = (name: string, value: unknown): string => {
  if (value === null || value === undefined) return 'NULL';
  if (SECRET.test(name)) return "N'(hidden)'";
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (value instanceof Uint8Array) return `0x${Buffer.from(value.subarray(0, LONGEST_VALUE / 2)).toString('hex')}`;
  const text = invariantText(value) ?? JSON.stringify(value) ?? '';
  const shown = text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
  return `N'${shown.replaceAll("'", "''")}'`;
};

const quoted = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
