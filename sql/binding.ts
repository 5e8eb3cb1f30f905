// Binds a call's values to the declared parameters (conventions §1) and writes the batch that makes the call. Identifiers come from
// the catalogue only, values are always parameters, and the text depends on the signature alone, so the server keeps one plan.

import { TYPES } from 'tedious';
import { typeText } from './declared-type.ts';
import { ParameterConversionError } from './errors.ts';
import { bindValue, isSentAsText } from './parameter-types.ts';
import type { ProcedureCallOptions, SessionContext } from './procedures.ts';
import type { RequestParameter } from './request.ts';
import type { Signature, SignatureParameter } from './signatures.ts';
import { bindDictionary, bindTable, isDictionaryParameter } from './table-values.ts';

export interface BoundCall {
  readonly signature: Signature;
  readonly text: string;
  readonly parameters: readonly RequestParameter[];
}

export const END_COLUMN = 'peregrine:returnValue';
export const TRANSACTIONS_COLUMN = 'peregrine:transactions';
/** Followed by the declared name. */
export const OUTPUT_COLUMN = 'peregrine:output:';

/** The batch and its parameters. Throws ParameterConversionError. */
export const bindCall = (signature: Signature, options: ProcedureCallOptions): BoundCall => {
  const find = valueFinder(options);
  const own = signature.parameters.map((parameter, index) => bindParameter(parameter, { name: `p${index}`, options, find }));
  const parameters = [...contextParameters(options.context), ...own];
  const hasTenant = options.context.tenant !== undefined;
  const text = options.isTrial === true ? writeBatch(signature, contextKeys(hasTenant), true) : batchText(signature, hasTenant);
  return { signature, text, parameters };
};

type Finder = (name: string) => unknown;

const bindParameter = (
  parameter: SignatureParameter,
  { name, options, find }: { name: string; options: ProcedureCallOptions; find: Finder },
): RequestParameter => {
  const label = `@${parameter.name}`;
  if (!parameter.tableType) return { name, ...bindValue(find(parameter.name), { parameter: label, type: parameter.type }) };
  const { tableType } = parameter;
  const rows = ownTable(options, parameter.name);
  const isDictionary = rows === undefined && isDictionaryParameter(parameter.name, tableType);
  const value = isDictionary ? bindDictionary(tableType, options.dictionary ?? {}) : bindTable(tableType, { rows: rows ?? [], label });
  return { name, type: TYPES.TVP, value };
};

const ownTable = ({ tables }: ProcedureCallOptions, name: string) =>
  Object.entries(tables ?? {}).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

/**
 * `values` first, then what the platform alone may say, then the dictionary: a visitor who adds `?username=…` to an address must
 * not become somebody else.
 */
export const valueFinder = ({ values, dictionary, context }: Pick<ProcedureCallOptions, 'values' | 'dictionary' | 'context'>): Finder => {
  const given = lowerCased(Object.entries(values ?? {}));
  const platform = new Map<string, unknown>([
    ['username', context.username],
    ['userid', context.userID],
    ['traceid', context.traceID],
  ]);
  let own: ReadonlyMap<string, unknown> | undefined;
  return (name) => {
    const key = name.toLowerCase();
    if (given.has(key)) return given.get(key);
    if (platform.has(key)) return platform.get(key);
    own ??= lowerCased(dictionary instanceof Map ? dictionary : Object.entries(dictionary ?? {}));
    return own.get(key) ?? null;
  };
};

/** Of names that differ in case only, the first counts. */
const lowerCased = (entries: Iterable<readonly [string, unknown]>): Map<string, unknown> => {
  const map = new Map<string, unknown>();
  for (const [name, value] of entries) {
    const key = name.toLowerCase();
    if (value !== undefined && !map.has(key)) map.set(key, value);
  }
  return map;
};

/** sql_variant, the type of session context values, holds so many characters. */
const CONTEXT_LENGTH = 4_000;

const contextParameters = ({ username, userID, roles, traceID, tenant }: SessionContext): RequestParameter[] => {
  const text = (name: string, value: string): RequestParameter => {
    if (value.length > CONTEXT_LENGTH) throw new ParameterConversionError(name, { value, type: CONTEXT_TYPE, reason: 'too long' });
    return { name, type: TYPES.NVarChar, length: CONTEXT_LENGTH, value };
  };
  return [
    text('cUsername', username),
    { name: 'cUserID', type: TYPES.Int, value: userID },
    text('cRoles', shortened(roles)),
    text('cTraceID', traceID),
    ...(tenant === undefined ? [] : [text('cTenant', tenant)]),
  ];
};

const CONTEXT_TYPE = `nvarchar(${CONTEXT_LENGTH})`;

/** Whole roles only: a missing one can refuse something but never allow it. */
const shortened = (roles: string): string =>
  roles.length <= CONTEXT_LENGTH ? roles : roles.slice(0, roles.lastIndexOf(',', CONTEXT_LENGTH));

interface BatchTexts {
  readonly plain: string;
  readonly withTenant: string;
}

const texts = new WeakMap<Signature, BatchTexts>();

const batchText = (signature: Signature, hasTenant: boolean): string => {
  let kept = texts.get(signature);
  if (!kept) {
    kept = { plain: writeBatch(signature, contextKeys(false)), withTenant: writeBatch(signature, contextKeys(true)) };
    texts.set(signature, kept);
  }
  return hasTenant ? kept.withTenant : kept.plain;
};

const CONTEXT_KEYS: readonly (readonly [string, string])[] = [
  ['username', 'cUsername'],
  ['userID', 'cUserID'],
  ['roles', 'cRoles'],
  ['traceID', 'cTraceID'],
];

const contextKeys = (hasTenant: boolean): readonly (readonly [string, string])[] =>
  hasTenant ? [...CONTEXT_KEYS, ['tenant', 'cTenant']] : CONTEXT_KEYS;

const writeBatch = ({ schema, name, parameters }: Signature, context: readonly (readonly [string, string])[], isTrial = false): string => {
  const declared = ['@returnValue int'];
  const passed: string[] = [];
  const returned = [`@returnValue AS [${END_COLUMN}]`, `@@TRANCOUNT AS [${TRANSACTIONS_COLUMN}]`];
  parameters.forEach((parameter, index) => {
    // Names such as @p0 are ours: a procedure's own parameter of that name stands on the left side of its `=` only.
    const needsVariable = !parameter.tableType && (parameter.isOutput || isSentAsText(parameter.type));
    const variable = needsVariable ? `@v${index}` : `@p${index}`;
    if (needsVariable) declared.push(`${variable} ${variableType(parameter)} = @p${index}`);
    passed.push(`@${parameter.name} = ${variable}${parameter.isOutput ? ' OUTPUT' : ''}`);
    if (parameter.isOutput) returned.push(`${variable} AS ${quoted(OUTPUT_COLUMN + parameter.name)}`);
  });
  return [
    'SET NOCOUNT ON;',
    ...context.map(([key, value]) => `EXEC sys.sp_set_session_context @key = N'${key}', @value = @${value}, @read_only = 1;`),
    `DECLARE ${declared.join(', ')};`,
    ...(isTrial ? ['BEGIN TRANSACTION;'] : []),
    `EXEC @returnValue = ${quoted(schema)}.${quoted(name)} ${passed.join(', ')};`,
    // Before the counting of transactions: this one is ours, not one that the procedure forgot.
    ...(isTrial ? ['IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;'] : []),
    `SELECT ${returned.join(', ')};`,
    'IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;',
  ].join('\n');
};

/** Variables cannot be of the old large types. */
const variableType = ({ type }: SignatureParameter): string =>
  ({ text: 'varchar(max)', ntext: 'nvarchar(max)', image: 'varbinary(max)', timestamp: 'binary(8)' })[type.name] ?? typeText(type);

const quoted = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
