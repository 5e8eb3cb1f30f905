// One option under edit: of one object, or of several at once.

import { isSame } from './document.ts';
import type { ChangeKind, Path } from './document.ts';
import type { OptionNode } from './options.ts';
import { findingsAt } from './session.ts';
import type { Session } from './session.ts';

export interface Field {
  readonly session: Session;
  readonly node: OptionNode;
  /** Of the option in each of the objects. */
  readonly paths: readonly Path[];
  /** Of the control, for its label. */
  readonly id: string;
  readonly label: string;
  readonly isRequired: boolean;
}

/** What all of them have; undefined when they differ or have nothing. */
export function fieldValue({ session, paths }: Field): unknown {
  const [first, ...others] = paths.map((path) => session.doc.get(path));
  return others.every((other) => isSame(first, other)) ? first : undefined;
}

export function isMixed({ session, paths }: Field): boolean {
  const [first, ...others] = paths.map((path) => session.doc.get(path));
  return !others.every((other) => isSame(first, other));
}

/** Writes a value; one that says the same as nothing is not written. */
export function setField({ session, node, paths, isRequired }: Field, value: unknown, kind: ChangeKind = 'typing'): void {
  const isNothing = !isRequired && (value === '' || (node.default !== undefined && isSame(value, node.default)));
  session.doc.setAll(
    paths.map((path) => ({ path, value: isNothing ? undefined : value })),
    kind,
  );
}

export function clearField({ session, paths }: Field): void {
  session.doc.setAll(paths.map((path) => ({ path, value: undefined })));
}

export function fieldFindings({ session, paths }: Field, options?: { isWithin?: boolean }): ReturnType<typeof findingsAt> {
  return paths.flatMap((path) => findingsAt(session, path, options));
}
