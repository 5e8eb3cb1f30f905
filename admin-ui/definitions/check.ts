// Checks a text of the editor as it stands: its own schema and rules, what it says about others (codes, roles, procedures), and which
// procedures it has or lacks. Nothing is saved; the cost does not grow with the number of other definitions' fields.

import type { App } from '../../engine/app.ts';
import { readCatalogue } from '../../metadata/catalogue.ts';
import type { Catalogue } from '../../metadata/catalogue.ts';
import { checkables, crossCheck, crossCheckOne } from '../../metadata/cross-checks.ts';
import type { Checkable } from '../../metadata/cross-checks/checked-set.ts';
import type { Finding } from '../../metadata/findings.ts';
import { isKindName } from '../../metadata/kinds.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { named, proceduresOf } from '../../metadata/procedure-needs.ts';
import { parseDefinition, validateText } from '../../metadata/validate.ts';
import { translate } from '../../renderer/locale.ts';
import type { Lang } from '../../renderer/locale.ts';
import { readStamp } from '../../sql/signatures.ts';
import { placesIn, syntaxErrorPlace } from './places.ts';

/** A finding in the reader's language, with its place in the text that was checked. */
export interface ShownFinding {
  readonly severity: 'error' | 'warning';
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** Another definition, whose place it is. */
  readonly of?: { readonly kind: KindName; readonly code: string };
  /** Where the missing procedure can be begun. */
  readonly template?: string;
}

export interface ShownProcedure {
  readonly name: string;
  readonly isRequired: boolean;
  readonly exists: boolean;
  readonly pointer: string;
  readonly parameters: readonly string[];
}

export interface CheckAnswer {
  readonly findings: readonly ShownFinding[];
  /** Undefined when the text is too broken to tell. */
  readonly procedures: readonly ShownProcedure[] | undefined;
}

export async function checkText(app: App, { lang, ...text }: CheckedText & { lang: Lang }): Promise<CheckAnswer> {
  const { kind, code } = text;
  const own = validateText(kind, text.text, code);
  const checked = parseDefinition(kind, text.text, code);
  if (checked.definition === undefined) return { findings: shown(own, { ...text, lang }), procedures: undefined };
  const catalogue = await currentCatalogue(app);
  const one = { kind, code, definition: checked.definition };
  const findings = crossCheckOne(othersThan(app, text), one, { catalogue, isPlatformLabel });
  const procedures = proceduresOf(named(kind, code, checked.definition)).map(({ name, isRequired, pointer, parameters }) => ({
    name,
    isRequired,
    pointer,
    parameters,
    exists: catalogue.procedures.has(name.toLowerCase()),
  }));
  return { findings: shown([...own, ...findings], { ...text, lang }), procedures };
}

/** The text of a definition that is edited. */
export interface CheckedText {
  readonly kind: KindName;
  readonly code: string;
  readonly text: string;
}

function othersThan(app: App, { kind, code }: { kind: KindName; code: string }): Checkable[] {
  return checkables(app.definitions).filter((other) => other.kind !== kind || other.code.toLowerCase() !== code.toLowerCase());
}

/** Findings in the language of the reader and with lines of the text; those of other definitions with their names. */
export function shown(findings: readonly Finding[], { kind, code, text, lang }: CheckedText & { lang: Lang }): ShownFinding[] {
  const broken = syntaxErrorPlace(text);
  const placeOf = broken === undefined ? placesIn(text) : () => broken;
  return findings.map((finding) => {
    const { severity, pointer, message, procedure } = finding;
    const isOwn = finding.kind === kind && finding.code.toLowerCase() === code.toLowerCase();
    return {
      severity,
      pointer,
      ...(isOwn ? placeOf(pointer) : { line: 1, column: 1 }),
      text: message[lang],
      ...(!isOwn && isKindName(finding.kind) && { of: { kind: finding.kind, code: finding.code } }),
      ...(procedure !== undefined && { template: templateUrl(finding, procedure) }),
    };
  });
}

function templateUrl({ kind, code }: Finding, procedure: string): string {
  const query = new URLSearchParams({ kind, code, procedure: procedure.replace(/^dbo\./i, '') });
  return `/admin/workshop/template?${query.toString()}`;
}

/** The definitions that are loaded, and the database with their procedures: of a running process, or of a command. */
export type Solution = Pick<App, 'definitions' | 'db'>;

const solutions = new WeakMap<Solution, { readonly key: string; readonly findings: Promise<readonly Finding[]> }>();

/** What is wrong in the whole solution; kept until a definition or a procedure changes. */
export async function solutionFindings(app: Solution): Promise<readonly Finding[]> {
  const key = `${app.definitions.revision}:${await readStamp(app.db)}`;
  const kept = solutions.get(app);
  if (kept?.key === key) return kept.findings;
  const findings = currentCatalogue(app).then((catalogue) => crossCheck(checkables(app.definitions), { catalogue, isPlatformLabel }));
  solutions.set(app, { key, findings });
  findings.catch(() => solutions.delete(app));
  return findings;
}

const catalogues = new WeakMap<Solution, { readonly stamp: string; readonly catalogue: Promise<Catalogue> }>();

/** The procedures of the database; read again when one changed. */
export async function currentCatalogue(app: Solution): Promise<Catalogue> {
  const stamp = await readStamp(app.db);
  const kept = catalogues.get(app);
  if (kept?.stamp === stamp) return kept.catalogue;
  const catalogue = readCatalogue(app.db);
  catalogues.set(app, { stamp, catalogue });
  catalogue.catch(() => catalogues.delete(app));
  return catalogue;
}

export function isPlatformLabel(key: string): boolean {
  return translate('en', key) !== undefined;
}
