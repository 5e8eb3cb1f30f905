// Errors that a change of definitions would bring into the solution: to the changed ones and to those that lean on them. What is wrong
// already is not among them.

import type { Catalogue } from '../../metadata/catalogue.ts';
import { checkables, crossCheck } from '../../metadata/cross-checks.ts';
import type { Checkable } from '../../metadata/cross-checks/checked-set.ts';
import type { Finding } from '../../metadata/findings.ts';
import { parseDefinition } from '../../metadata/validate.ts';
import { currentCatalogue, isPlatformLabel, solutionFindings } from './check.ts';
import type { CheckedText, Solution } from './check.ts';

export interface SolutionChange {
  readonly saved: readonly CheckedText[];
  readonly deleted?: readonly { readonly kind: string; readonly code: string }[];
  /** Names with their schema, in any letter case. */
  readonly savedProcedures?: readonly string[];
  readonly deletedProcedures?: readonly string[];
}

/** A place is known by the codes on its way, so that a moved field brings nothing. */
export async function broughtErrors(app: Solution, change: SolutionChange): Promise<readonly Finding[]> {
  const [catalogue, known] = await Promise.all([currentCatalogue(app), solutionFindings(app)]);
  const present = checkables(app.definitions);
  const next = changed(present, change);
  const left = new Map<string, number>();
  const before = bodiesOf(present);
  for (const finding of known) {
    const key = keyOf(finding, before);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  const after = bodiesOf(next);
  return crossCheck(next, { catalogue: changedCatalogue(catalogue, change), isPlatformLabel }).filter((finding) => {
    if (finding.severity !== 'error') return false;
    const key = keyOf(finding, after);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

function changed(present: readonly Checkable[], { saved, deleted = [] }: SolutionChange): Checkable[] {
  const gone = new Set([...saved, ...deleted].map(nameOf));
  const made = saved.map(({ kind, code, text }): Checkable => {
    const { definition, findings } = parseDefinition(kind, text, code);
    return definition === undefined ? { kind, code, findings } : { kind, code, definition };
  });
  return [...present.filter((one) => !gone.has(nameOf(one))), ...made];
}

/** Of a procedure that is about to be written no more is known than that it will be there. */
function changedCatalogue(catalogue: Catalogue, { savedProcedures = [], deletedProcedures = [] }: SolutionChange): Catalogue {
  const procedures = new Map(catalogue.procedures);
  for (const name of deletedProcedures) procedures.delete(name.toLowerCase());
  for (const name of savedProcedures) procedures.set(name.toLowerCase(), { name, parameters: [], isUnread: true });
  return { procedures };
}

type Bodies = ReadonlyMap<string, unknown>;

function bodiesOf(all: readonly Checkable[]): Bodies {
  return new Map(all.map((one) => [nameOf(one), 'definition' in one ? one.definition : undefined]));
}

function nameOf({ kind, code }: { kind: string; code: string }): string {
  return `${kind}/${code.toLowerCase()}`;
}

function keyOf(finding: Finding, bodies: Bodies): string {
  return [nameOf(finding), codedPlace(finding.pointer, bodies.get(nameOf(finding))), finding.message.en].join('\n');
}

/** A pointer with the codes of members in place of their numbers. */
function codedPlace(pointer: string, body: unknown): string {
  let value = body;
  return pointer
    .split('/')
    .slice(1)
    .map((name) => {
      const isList = Array.isArray(value);
      value = inside(value, name.replaceAll('~1', '/').replaceAll('~0', '~'));
      return isList ? `[${String(inside(value, 'code') ?? inside(value, 'value') ?? '')}]` : name;
    })
    .join('/');
}

function inside(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
