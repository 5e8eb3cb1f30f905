// What an import would break, by the checks that publishing a definition runs. They are shown and stop nothing unless
// a command asks for it (`--strict`): a package may come in parts, and its dry run is where one looks.

import { isKindName } from '../../metadata/kinds.ts';
import type { ImportPlan, PlannedItem } from '../../metadata/packages.ts';
import type { Lang } from '../../renderer/locale.ts';
import { broughtErrors } from '../definitions/brought-errors.ts';
import type { CheckedText, Solution } from '../definitions/check.ts';

export interface PlanError {
  readonly kind: string;
  readonly code: string;
  readonly pointer: string;
  readonly text: string;
}

/** As if its deletions were agreed to and conflicts were kept as they are here. */
export async function planErrors(app: Solution, { added, changed, deleted }: ImportPlan, lang: Lang): Promise<PlanError[]> {
  const written = [...added, ...changed];
  const findings = await broughtErrors(app, {
    saved: written.flatMap((item): CheckedText[] => {
      const { kind, code } = namesOf(item);
      return item.type === 'definition' && isKindName(kind) ? [{ kind, code, text: item.after ?? '' }] : [];
    }),
    deleted: deleted.filter(({ type }) => type === 'definition').map(namesOf),
    savedProcedures: written.filter(({ type }) => type === 'module').map(({ name }) => name),
    deletedProcedures: deleted.filter(({ type }) => type === 'module').map(({ name }) => name),
  });
  return findings.map(({ kind, code, pointer, message }) => ({ kind, code, pointer, text: message[lang] }));
}

function namesOf({ name }: PlannedItem): { kind: string; code: string } {
  const [kind = '', ...code] = name.split('/');
  return { kind, code: code.join('/') };
}
