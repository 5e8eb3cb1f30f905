// Checks a text of the editor as it stands: its own schema and rules, what it says about others (codes, roles, procedures), and which
// procedures it has or lacks. Nothing is saved; the cost does not grow with the number of other definitions' fields.

import type { App } from '../../engine/app.ts';
import { readCatalogue } from '../../metadata/catalogue.ts';
import type { Catalogue } from '../../metadata/catalogue.ts';
import { checkables, crossCheck, crossCheckOne } from '../../metadata/cross-checks.ts';
import type { Finding } from '../../metadata/findings.ts';
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

export async function checkText(
  app: App,
  { kind, code, text, lang }: { kind: KindName; code: string; text: string; lang: Lang },
): Promise<CheckAnswer> {
  const own = validateText(kind, text, code);
  const checked = parseDefinition(kind, text, code);
  if (checked.definition === undefined) return { findings: shown(own, { text, lang }), procedures: undefined };
  const catalogue = await currentCatalogue(app);
  const one = { kind, code, definition: checked.definition };
  const others = checkables(app.definitions).filter((other) => other.kind !== kind || other.code.toLowerCase() !== code.toLowerCase());
  const findings = crossCheckOne(others, one, { catalogue, isPlatformLabel });
  const procedures = proceduresOf(named(kind, code, checked.definition)).map(({ name, isRequired, pointer, parameters }) => ({
    name,
    isRequired,
    pointer,
    parameters,
    exists: catalogue.procedures.has(name.toLowerCase()),
  }));
  return { findings: shown([...own, ...findings], { text, lang }), procedures };
}

/** Findings in the language of the reader and with lines of the text. */
export function shown(findings: readonly Finding[], { text, lang }: { text: string; lang: Lang }): ShownFinding[] {
  const broken = syntaxErrorPlace(text);
  const placeOf = broken === undefined ? placesIn(text) : () => broken;
  return findings.map(({ severity, pointer, message }) => ({ severity, pointer, ...placeOf(pointer), text: message[lang] }));
}

const solutions = new WeakMap<App, { readonly key: string; readonly findings: Promise<readonly Finding[]> }>();

/** What is wrong in the whole solution; kept until a definition or a procedure changes. */
export async function solutionFindings(app: App): Promise<readonly Finding[]> {
  const key = `${app.definitions.revision}:${await readStamp(app.db)}`;
  const kept = solutions.get(app);
  if (kept?.key === key) return kept.findings;
  const findings = currentCatalogue(app).then((catalogue) => crossCheck(checkables(app.definitions), { catalogue, isPlatformLabel }));
  solutions.set(app, { key, findings });
  findings.catch(() => solutions.delete(app));
  return findings;
}

const catalogues = new WeakMap<App, { readonly stamp: string; readonly catalogue: Promise<Catalogue> }>();

/** The procedures of the database; read again when one changed. */
async function currentCatalogue(app: App): Promise<Catalogue> {
  const stamp = await readStamp(app.db);
  const kept = catalogues.get(app);
  if (kept?.stamp === stamp) return kept.catalogue;
  const catalogue = readCatalogue(app.db);
  catalogues.set(app, { stamp, catalogue });
  catalogue.catch(() => catalogues.delete(app));
  return catalogue;
}

function isPlatformLabel(key: string): boolean {
  return translate('en', key) !== undefined;
}
