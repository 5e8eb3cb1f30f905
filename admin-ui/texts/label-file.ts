// Labels as a CSV file for translators, and back: what the file would change is known before anything is saved, and all of it is saved in
// one transaction. An empty cell changes nothing, so a file with one language may be given out and taken back.

import { stringify } from 'csv-stringify/sync';
import { audit } from '../../engine/auth/audit.ts';
import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { withoutFormula } from '../../engine/table/export.ts';
import type { ImportFile } from '../../engine/table/import-file.ts';
import { DefinitionConflict } from '../../metadata/errors.ts';
import { listDefinitions, saveDefinition } from '../../metadata/store.ts';
import type { StoredBody } from '../../metadata/store.ts';
import type { Lang } from '../../renderer/locale.ts';
import { ta } from '../texts.ts';
import { isKey, textsOf } from './labels.ts';
import type { Label } from './labels.ts';
import type { Body } from './content.ts';

const COLUMNS = ['part', 'key', 'en', 'ru'] as const;

/** With a mark, so that spreadsheets see UTF-8. */
export function labelsCsv(labels: readonly Label[]): string {
  return `\ufeff${stringify([[...COLUMNS], ...labels.map((label) => COLUMNS.map((name) => withoutFormula(label[name])))])}`;
}

export interface LabelChange {
  readonly part: string;
  readonly key: string;
  readonly lang: Lang;
  /** '' for a label that is new. */
  readonly before: string;
  readonly after: string;
  readonly isNew: boolean;
}

export interface LabelFilePlan {
  readonly changes: readonly LabelChange[];
  readonly unchanged: number;
  readonly errors: readonly { readonly line: number; readonly text: string }[];
}

type Parts = ReadonlyMap<string, Part>;
interface Part {
  readonly stored: StoredBody;
  readonly body: Body;
}

/** What the file would change. */
export async function planLabels(ctx: RequestContext, file: ImportFile): Promise<LabelFilePlan> {
  return planFor(ctx.lang, { file, parts: await readParts(ctx) });
}

/** Saves what the file changes; nothing when a line of it has an error. */
export async function importLabels(ctx: RequestContext, file: ImportFile): Promise<LabelFilePlan> {
  const { db } = ctx.app;
  const parts = await readParts(ctx);
  const plan = planFor(ctx.lang, { file, parts });
  if (plan.errors.length > 0 || plan.changes.length === 0) return plan;
  const changed = [...new Set(plan.changes.map(({ part }) => part))].flatMap((code) => parts.get(code.toLowerCase()) ?? []);
  for (const { stored } of changed) {
    if (stored.draft !== null) throw new RequestError('conflict', { text: ta(ctx.lang, 'texts.hasDraft', { code: stored.code }) });
  }
  for (const { part, key, lang, after } of plan.changes) {
    const body = parts.get(part.toLowerCase())?.body;
    if (body === undefined) continue;
    const texts = textsOf(body);
    const entry = Object.hasOwn(texts, key) ? texts[key] : undefined;
    texts[key] = { en: '', ru: '', ...entry, [lang]: after };
  }
  try {
    await db.kysely.transaction().execute(async (kysely) => {
      for (const { stored, body } of changed) {
        await saveDefinition(
          { kysely },
          {
            kind: 'label',
            code: stored.code,
            body: JSON.stringify(body),
            expectedVersion: stored.version,
            username: ctx.visitor.username,
            comment: ta(ctx.lang, 'texts.commentImport'),
          },
        );
      }
    });
  } catch (error) {
    if (!(error instanceof DefinitionConflict)) throw error;
    throw new RequestError('conflict', { text: ta(ctx.lang, 'texts.conflict', { name: error.theirs?.updatedBy ?? '' }), cause: error });
  }
  await audit(ctx, {
    action: 'admin.labelsImported',
    userID: ctx.visitor.userID,
    object: changed.map(({ stored }) => stored.code).join(', '),
    details: { changes: plan.changes.length },
  });
  return plan;
}

async function readParts(ctx: RequestContext): Promise<Parts> {
  const rows = await listDefinitions(ctx.app.db, 'label');
  return new Map(rows.map((stored) => [stored.code.toLowerCase(), { stored, body: JSON.parse(stored.body) as Body }]));
}

function planFor(lang: Lang, { file, parts }: { file: ImportFile; parts: Parts }): LabelFilePlan {
  const at = (name: string): number => file.headers.findIndex((head) => head.trim().toLowerCase() === name);
  const columns = { part: at('part'), key: at('key'), en: at('en'), ru: at('ru') };
  if (columns.key < 0 || (columns.en < 0 && columns.ru < 0))
    throw new RequestError('invalid', { text: ta(lang, 'texts.fileColumns', { columns: COLUMNS.join(', ') }) });
  const homes = homesOf(parts);
  const seen = new Set<string>();
  const changes: LabelChange[] = [];
  const errors: { line: number; text: string }[] = [];
  let unchanged = 0;
  for (const { number: line, values } of file.rows) {
    const cell = (index: number): string => (index < 0 ? '' : String(values[index] ?? '').trim());
    const key = cell(columns.key);
    const home = homes.get(key);
    const part = parts.get((cell(columns.part) || home || '').toLowerCase());
    const problem = !isKey(key)
      ? ta(lang, 'texts.badKey')
      : part === undefined
        ? ta(lang, cell(columns.part) === '' ? 'texts.noPart' : 'texts.unknownPart', { part: cell(columns.part), key })
        : home !== undefined && home.toLowerCase() !== part.stored.code.toLowerCase()
          ? ta(lang, 'texts.keyTaken', { part: home })
          : seen.has(key)
            ? ta(lang, 'texts.keyTwice', { key })
            : [columns.en, columns.ru].some((index) => cell(index).length > 4000)
              ? ta(lang, 'texts.tooLong')
              : undefined;
    seen.add(key);
    if (problem !== undefined || part === undefined) {
      errors.push({ line, text: problem ?? '' });
      continue;
    }
    const entry = home === undefined ? undefined : textsOf(part.body)[key];
    const own = (['en', 'ru'] as const).flatMap((one): LabelChange[] => {
      const after = cell(columns[one]);
      const before = entry?.[one] ?? '';
      return after === '' || after === before.trim()
        ? []
        : [{ part: part.stored.code, key, lang: one, before, after, isNew: entry === undefined }];
    });
    if (own.length === 0) unchanged += 1;
    changes.push(...own);
  }
  return { changes, unchanged, errors };
}

/** The part of each key. */
function homesOf(parts: Parts): Map<string, string> {
  return new Map([...parts.values()].flatMap(({ stored, body }) => Object.keys(textsOf(body)).map((key) => [key, stored.code] as const)));
}
