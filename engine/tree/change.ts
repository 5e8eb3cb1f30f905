// What people do to a tree: create, rename, delete, move, and what they leave open. Each needs the definition's leave for their role; the
// procedure decides about the record.

import { t } from '../../renderer/locale.ts';
import { BusinessRefusal } from '../../sql/errors.ts';
import { cell } from '../../sql/procedures.ts';
import { callRequired } from '../call.ts';
import type { ActionAnswer, ActionBody, ComponentRequest } from '../component.ts';
import { filledParams } from '../definition-texts.ts';
import { RequestError } from '../errors.ts';
import { columnText } from '../form/values.ts';
import { enqueueActions } from '../outbox.ts';
import { agreedCommands, refusalText, refusedWith } from '../procedure-answer.ts';
import { withParams } from '../request-context.ts';
import { mayChange } from './load.ts';
import type { TreeOperation } from './load.ts';
import { writeRemembered } from './remembered.ts';

type TreeRequest = ComponentRequest<'tree'>;

const LONGEST_TITLE = 400;

/** `body`: parent ('' for the top), title. */
export async function createNode(request: TreeRequest, body: ActionBody): Promise<ActionAnswer> {
  const title = word(body.title).trim();
  if (title === '' || title.length > LONGEST_TITLE) return refusedWith(t(request.ctx.lang, 'tree.titleNeeded'));
  return run(request, 'create', { itemID: null, parentID: word(body.parent) || null, title });
}

/** `body`: node, title. */
export async function renameNode(request: TreeRequest, body: ActionBody): Promise<ActionAnswer> {
  const title = word(body.title).trim();
  if (title === '' || title.length > LONGEST_TITLE) return refusedWith(t(request.ctx.lang, 'tree.titleNeeded'));
  return run(request, 'rename', { itemID: node(body), title });
}

/** `body`: node. */
export async function deleteNode(request: TreeRequest, body: ActionBody): Promise<ActionAnswer> {
  return run(request, 'delete', { itemID: node(body) });
}

/** `body`: node, parent ('' for the top), before (the next sibling, '' for the last place), position (from 0). */
export async function moveNode(request: TreeRequest, body: ActionBody): Promise<ActionAnswer> {
  const itemID = node(body);
  const parent = word(body.parent);
  if (parent === itemID) return refusedWith(t(request.ctx.lang, 'tree.badMove'));
  const position = typeof body.position === 'number' && Number.isInteger(body.position) && body.position >= 0 ? body.position : 0;
  return run(request, 'move', { itemID, parentID: parent || null, beforeID: word(body.before) || null, ord: position, position });
}

/** `body`: open, closed: nodes that stand against the definition's way. */
export async function keepState({ ctx, code }: TreeRequest, body: ActionBody): Promise<ActionAnswer> {
  await writeRemembered(ctx, code, { open: body.open, closed: body.closed });
  return { ok: true, commands: [] };
}

async function run(request: TreeRequest, operation: TreeOperation, values: Readonly<Record<string, unknown>>): Promise<ActionAnswer> {
  const { code, definition } = request;
  if (!mayChange(definition, operation, request.ctx.visitor)) {
    throw new RequestError('forbidden', { detail: `tree ${code} is not open for ${operation} by these roles` });
  }
  const ctx = withParams(request.ctx, { params: filledParams(request.ctx, definition.params) });
  try {
    const result = await callRequired(ctx, {
      name: `${definition.schema}.tree_${code}_${operation}`,
      values,
      dictionary: new Map([['itemID', columnText(values.itemID)]]),
      isRead: false,
    });
    const refusal = refusalText(result);
    if (refusal !== undefined) return refusedWith(refusal || t(ctx.lang, 'tree.refused'));
    await enqueueActions(ctx, result.sets[1]?.rows ?? []);
    const itemID = columnText(cell(result.sets[0]?.rows[0], 'itemID')) || columnText(values.itemID);
    return { ok: true, commands: agreedCommands(result, { refresh: [`#as-tree-${code}`] }), data: { itemID } };
  } catch (error) {
    if (error instanceof BusinessRefusal) return refusedWith(error.text);
    throw error;
  }
}

function node(body: ActionBody): string {
  const id = word(body.node);
  if (id === '') throw new RequestError('badRequest', { detail: 'the action names no node' });
  return id;
}

function word(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 4000) : '';
}
