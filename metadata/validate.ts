// Checks a definition's body against the schema of its kind and the rules that a schema cannot say, and fills in defaults. Schemas are
// compiled once, at their first use. Nothing here throws for a bad body: it answers findings.

import { setImmediate } from 'node:timers/promises';
import { Ajv } from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { duplicateKeys } from './duplicate-keys.ts';
import { step, toFinding } from './findings.ts';
import type { Finding, Problem } from './findings.ts';
import { kindNames, kinds } from './kinds.ts';
import type { DefinitionOf, KindName } from './kinds.ts';
import { conditionSchema } from './kinds/shared.ts';
import { rulesOf } from './rules.ts';
import { schemaProblems } from './schema-messages.ts';
import { walkBody } from './walk.ts';

export type Checked<K extends KindName> =
  | { readonly definition: DefinitionOf<K>; readonly findings?: undefined }
  | { readonly definition?: undefined; readonly findings: readonly Finding[] };

/** Everything that is wrong with a body. The body is not changed. */
export function validateDefinition(kind: KindName, body: unknown, code = ''): Finding[] {
  return [...(checkDefinition(kind, structuredClone(body), code).findings ?? [])];
}

/** The same for the JSON text of a body; also finds broken JSON and repeated keys. */
export function validateText(kind: KindName, json: string, code = ''): Finding[] {
  const repeated = (): Finding[] => duplicateKeys(json).map((pointer) => toFinding({ pointer, message: repeatedKey }, { kind, code }));
  const parsed = parseJson(json);
  if ('problem' in parsed) return [toFinding(parsed.problem, { kind, code })];
  return [...repeated(), ...(checkDefinition(kind, parsed.value, code).findings ?? [])];
}

/** Checks and types a body that nobody else holds: defaults are written into it. */
export function checkDefinition<K extends KindName>(kind: K, body: unknown, code = ''): Checked<K> {
  const validate = validatorOf(kind);
  if (!validate(body)) return { findings: schemaProblems(validate.errors ?? []).map((problem) => toFinding(problem, { kind, code })) };
  const definition = body as DefinitionOf<K>;
  const problems = [...memberProblems(kind, definition), ...rulesOf(kind, definition)].filter((problem) => problem.severity !== 'warning');
  if (problems.length > 0) return { findings: problems.map((problem) => toFinding(problem, { kind, code })) };
  return { definition };
}

/** Checks the JSON text of a body as it is stored. */
export function parseDefinition<K extends KindName>(kind: K, json: string, code = ''): Checked<K> {
  const parsed = parseJson(json);
  return 'problem' in parsed ? { findings: [toFinding(parsed.problem, { kind, code })] } : checkDefinition(kind, parsed.value, code);
}

/** Compiles the schemas of all kinds, about half a second, one between requests and another, so that the first visitors need not wait for it. */
export async function warmUp(): Promise<void> {
  for (const kind of kindNames) {
    await setImmediate();
    validatorOf(kind);
  }
}

const repeatedKey = {
  en: 'This name is written twice in one object; only the last value would count.',
  ru: 'Это имя записано в объекте дважды; учитывалось бы только последнее значение.',
};

function parseJson(json: string): { value: unknown } | { problem: Problem } {
  try {
    return { value: JSON.parse(json) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: { pointer: '', message: { en: `This is not JSON: ${reason}`, ru: `Это не JSON: ${reason}` } } };
  }
}

const validators = new Map<KindName, ValidateFunction>();
let compiler: Ajv | undefined;

function validatorOf(kind: KindName): ValidateFunction {
  let validator = validators.get(kind);
  if (validator === undefined) {
    compiler ??= createCompiler();
    validator = compiler.compile(kinds[kind].schema);
    validators.set(kind, validator);
  }
  return validator;
}

function createCompiler(): Ajv {
  const ajv = new Ajv({
    allErrors: true,
    useDefaults: true,
    verbose: true,
    strictTypes: false,
    allowUnionTypes: true,
    // Making the code shorter takes half of the compilation and makes no check faster.
    code: { optimize: false },
  });
  addFormats.default(ajv, ['regex']);
  for (const keyword of ['x-ru', 'x-labels', 'x-ref', 'x-member', 'x-editor']) ajv.addKeyword(keyword);
  ajv.addKeyword({ keyword: 'uniqueBy', type: 'array', schemaType: 'string', validate: isUniqueBy, errors: true });
  ajv.addSchema(conditionSchema);
  return ajv;
}

/** Codes are compared without regard to case: result columns and procedure names are. */
const isUniqueBy: { (by: string, items: unknown[]): boolean; errors?: Partial<ErrorObject>[] } = (by, items) => {
  const seen = new Set<string>();
  const errors: Partial<ErrorObject>[] = [];
  for (const [index, item] of items.entries()) {
    const value = typeof item === 'object' && item !== null ? (item as Record<string, unknown>)[by] : undefined;
    if (typeof value !== 'string') continue;
    const key = value.toLowerCase();
    if (seen.has(key)) errors.push({ keyword: 'uniqueBy', params: { at: step(index) + step(by), value }, message: 'repeats' });
    seen.add(key);
  }
  isUniqueBy.errors = errors;
  return errors.length === 0;
};

/** Codes that name a member of a list of the same body: a field of a group, a status of a transition. */
function memberProblems(kind: KindName, body: object): Problem[] {
  const problems: Problem[] = [];
  walkBody(kinds[kind].schema, body, ({ schema, value, pointer }) => {
    const path = schema['x-member'];
    if (typeof path !== 'string' || typeof value !== 'string') return;
    const [list = '', property = ''] = path.split('.');
    const members = (body as Record<string, unknown>)[list];
    if (!Array.isArray(members)) return;
    const isKnown = members.some((member: Record<string, unknown>) => String(member[property]).toLowerCase() === value.toLowerCase());
    if (isKnown) return;
    problems.push({ pointer, message: { en: `There is no "${value}" in ${list}.`, ru: `В ${list} нет «${value}».` } });
  });
  return problems;
}
