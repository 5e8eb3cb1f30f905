// What the parts of one table share in the browser: its element, its address, its texts, and how to ask its server side.

import type { ActionResponse } from '../../commands.ts';
import { table as en } from '../../locales/en/table.ts';
import { table as ru } from '../../locales/ru/table.ts';
import { post } from '../request.ts';
import type { RequestOptions } from '../request.ts';
import { fill, pick } from '../texts.ts';
import { actionContext, actionUrl } from './component-address.ts';

export interface OperationConfig {
  readonly code: string;
  readonly kind: 'procedure' | 'form' | 'link' | 'download';
  readonly form?: string;
  readonly mode?: 'modal' | 'big' | 'slideout' | 'page';
  readonly title: string;
  readonly confirm: string;
  readonly style?: string;
  readonly params?: Readonly<Record<string, string>>;
}

export interface EditorConfig {
  readonly type: string;
  readonly title: string;
  readonly required?: boolean;
  readonly min?: number | string;
  readonly max?: number | string;
  readonly step?: number;
  readonly maxLength?: number;
}

export interface OwnTable {
  readonly root: HTMLElement;
  readonly code: string;
  readonly operations: ReadonlyMap<string, OperationConfig>;
  readonly editors: Readonly<Record<string, EditorConfig>>;
}

const catalogue = pick(en, ru);

/** A text of the area `table`. */
export function sayTable(key: string, params: Readonly<Record<string, string | number>> = {}): string {
  return fill(catalogue, key, params);
}

export function ownTable(root: HTMLElement): OwnTable {
  const config = root.querySelector<HTMLElement>(':scope > template[data-table-config]')?.dataset;
  const operations = JSON.parse(config?.operations ?? '[]') as OperationConfig[];
  return {
    root,
    code: root.dataset.code ?? '',
    operations: new Map(operations.map((operation) => [operation.code, operation])),
    editors: JSON.parse(config?.editors ?? '{}') as Record<string, EditorConfig>,
  };
}

/** The nearest element of the selector that belongs to this table, not to a component inside it. */
export function ownTarget(root: HTMLElement, target: EventTarget | null, selector: string): HTMLElement | undefined {
  if (!(target instanceof Element)) return undefined;
  const found = target.closest<HTMLElement>(selector);
  return found !== null && found.closest('.as-component') === root ? found : undefined;
}

/** All elements of the selector that belong to this table. */
export function ownAll<Found extends HTMLElement = HTMLElement>(root: HTMLElement, selector: string): Found[] {
  return [...root.querySelectorAll<Found>(selector)].filter((found) => found.closest('.as-component') === root);
}

export function ownOne<Found extends HTMLElement = HTMLElement>(root: HTMLElement, selector: string): Found | undefined {
  return ownAll<Found>(root, selector)[0];
}

/** Sends an action of the table; the state goes along, since the server proves every row by it. */
export function sendAction(
  root: HTMLElement,
  action: string,
  body: Readonly<Record<string, unknown>>,
  options: RequestOptions = {},
): Promise<ActionResponse> {
  return post(actionUrl(root, action), { ...body, ...actionContext(root) }, options);
}
