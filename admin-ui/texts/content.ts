// Changing what a definition says: its body is read, changed and published at once, as whoever has no need of its other options does it. A
// definition that somebody has a draft of is left alone: publishing would end that draft.

import { RequestError } from '../../engine/errors.ts';
import type { RequestContext } from '../../engine/request-context.ts';
import { DefinitionConflict, DefinitionInvalid } from '../../metadata/errors.ts';
import type { KindName } from '../../metadata/kinds.ts';
import { readDefinition } from '../../metadata/store.ts';
import { BreaksReferences, publish } from '../definitions/save.ts';
import { ta } from '../texts.ts';

export type Body = Record<string, unknown>;

export interface ContentChange {
  readonly kind: KindName;
  readonly code: string;
  readonly comment: string;
  /** What the writer saw; without it the change itself looks whether it still fits. */
  readonly version?: number;
  /** Changes the body in place. */
  readonly change: (body: Body) => void;
}

/** Publishes the changed body. Throws errors of the catalogue that say to the writer what stood in the way. */
export async function changeContent(ctx: RequestContext, { kind, code, comment, version, change }: ContentChange): Promise<void> {
  const stored = await readDefinition(ctx.app.db, { kind, code });
  if (stored === undefined) throw new RequestError('notFound', { detail: `there is no ${kind} ${code}` });
  if (stored.draft !== null) throw new RequestError('conflict', { text: ta(ctx.lang, 'texts.hasDraft', { code }) });
  const body = JSON.parse(stored.body) as Body;
  change(body);
  try {
    await publish(ctx, { kind, code, text: JSON.stringify(body), version: version ?? stored.version, draftStamp: '', comment });
  } catch (error) {
    if (error instanceof DefinitionConflict)
      throw new RequestError('conflict', { text: ta(ctx.lang, 'texts.conflict', { name: error.theirs?.updatedBy ?? '' }), cause: error });
    if (error instanceof DefinitionInvalid || error instanceof BreaksReferences)
      throw new RequestError('invalid', { text: error.findings.map(({ message }) => message[ctx.lang]).join(' '), cause: error });
    throw error;
  }
}
