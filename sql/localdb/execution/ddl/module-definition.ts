// What views, procedures, functions and triggers have in common when they are created: the place, the text that is kept,
// parameters, and the check of the body.

import { nowTicks } from '../../catalog/catalog-clock.ts';
import type { SchemaObject, Parameter } from '../../catalog/model.ts';
import { resolveTypeReference } from '../../catalog/resolve-type-reference.ts';
import type { CreateFunction, CreateProcedure, CreateTrigger, CreateView, ParameterDefinition } from '../../parser/ast/index.ts';
import { notSupported, SqlError, sqlError } from '../../types/errors.ts';
import { locate } from '../errors-at-run.ts';
import { CallFrame } from '../frame.ts';
import type { Running } from '../frame.ts';
import type { CompiledModule } from '../module.ts';
import { prepareModule } from '../prepare.ts';
import { boundUser } from './bound-user.ts';
import { isTemporaryName, lockTarget, newTarget } from './targets.ts';
import type { Target } from './targets.ts';

export type ModuleStatement = CreateView | CreateProcedure | CreateFunction | CreateTrigger;

export interface Place {
  readonly target: Target;
  readonly existing: SchemaObject | undefined;
  readonly usesAnsiNulls: boolean;
}

/** Where the module goes and what it replaces. Throws 2714, 208 for an ALTER of nothing, and 2010 for another kind of object. */
export function* placeOf(
  s: ModuleStatement,
  module: CompiledModule,
  call: CallFrame,
  statement: string,
  isSameKind: (object: SchemaObject) => boolean,
  schema?: string,
): Running<Place> {
  const name = schema === undefined ? s.name : [schema, s.name[s.name.length - 1] ?? ''];
  const usesAnsiNulls = call.session.options.ansiNulls;
  if (isTemporaryName(s.name)) throw notSupported('A temporary module', s.line);
  const target = newTarget(name, module, statement);
  const existing = yield* lockTarget(target, call);
  if (s.action === 'create') {
    if (target.database.isNameTaken(target.schema, target.name)) throw sqlError(2714, target.name);
    return { target, existing: undefined, usesAnsiNulls };
  }
  if (existing && !isSameKind(existing)) throw sqlError(2010, s.name.join('.'));
  if (!existing && s.action === 'alter') throw sqlError(208, s.name.join('.'));
  if (!existing && target.database.isNameTaken(target.schema, target.name)) throw sqlError(2714, target.name);
  const user = existing && (existing.kind === 'view' || existing.kind === 'function') ? boundUser(target.database, existing) : undefined;
  if (user !== undefined) throw sqlError(3729, 'ALTER', s.name.join('.'), user);
  return { target, existing, usesAnsiNulls };
}

/** The text that is kept: as SQL Server does, ALTER becomes CREATE and CREATE OR ALTER loses its second half. */
const keptText = (s: ModuleStatement, text: string): string =>
  text.slice(0, s.start) +
  text
    .slice(s.start)
    .replace(/^ALTER\b/i, 'CREATE')
    .replace(/^(CREATE\s+)OR(\s+)ALTER\b/i, '$1$2');

/** The parts that every module's definition has. */
export const moduleBase = (
  s: ModuleStatement,
  { target, existing, usesAnsiNulls }: Place,
  module: CompiledModule,
): {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly created: number;
  readonly modified: number;
  readonly text: string;
  readonly usesQuotedIdentifier: boolean;
  readonly usesAnsiNulls: boolean;
} => {
  const now = nowTicks();
  return {
    id: existing?.id ?? module.catalog.newObjectId(),
    schema: existing?.schema ?? target.schema,
    name: existing?.name ?? target.name,
    created: existing?.created ?? now,
    modified: now,
    text: keptText(s, module.text ?? ''),
    usesQuotedIdentifier: module.quotedIdentifier,
    usesAnsiNulls,
  };
};

/** Throws 2715 for an unknown type, 352 and 346 for READONLY where it is missing or wrong, 134 for a name used twice. */
export const buildParameters = (parameters: readonly ParameterDefinition[], module: CompiledModule, schema: string): Parameter[] => {
  const seen = new Set<string>();
  return parameters.map((p, i): Parameter => {
    const key = p.name.toLowerCase();
    if (seen.has(key)) throw sqlError(134, p.name);
    seen.add(key);
    const ordinal = i + 1;
    const base = { name: p.name, ordinal, isOutput: p.output, isReadOnly: p.readOnly, default: p.default };
    if (p.type === 'cursor') return { ...base, type: 'cursor' };
    const resolved = resolveTypeReference(module.database, schema, p.type, { subjectKind: 'parameter', subjectName: p.name, ordinal });
    if ('table' in resolved) {
      if (!p.readOnly) throw sqlError(352, p.name);
      return { ...base, type: { tableTypeId: resolved.table.id } };
    }
    if (p.readOnly) throw sqlError(346, p.name);
    return { ...base, type: resolved.type, aliasType: resolved.aliasType };
  });
};

/** Gives an error of a module's text the module's name and, where it has none, the statement's line. */
export const inModule = <T>(s: ModuleStatement, run: () => T): T => {
  try {
    return run();
  } catch (error) {
    throw error instanceof SqlError ? locate(error, s.line, s.name[s.name.length - 1] ?? '') : error;
  }
};

/** Binds the names of the body; what does not exist yet is left for the first run. */
export const checkBody = (body: CompiledModule, call: CallFrame): void => {
  const { session } = call;
  prepareModule(
    body,
    new CallFrame({
      session,
      variableCount: 0,
      sink: call.sink,
      parent: call,
      procedure: body.name,
      isModule: true,
      ...(body.isFunction ? { isFunction: true } : {}),
    }),
  );
};
