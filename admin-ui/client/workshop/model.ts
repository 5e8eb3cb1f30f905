// What the server's addresses of the workshop give and take.

import type { CompletionCatalogue, DatabaseObject, ObjectDetails } from '../../workshop/objects.ts';
import type { Dependencies, FoundText } from '../../workshop/dependencies.ts';
import type { ScriptResult } from '../../../sql/script.ts';
import type { TrialResult } from '../../workshop/trial.ts';
import type { TrialParameter, TrialRows } from '../../workshop/trial-rows.ts';
import { getJson } from '../../../renderer/client/request.ts';
import type { RequestOptions } from '../../../renderer/client/request.ts';

export type {
  CompletionCatalogue,
  DatabaseObject,
  Dependencies,
  FoundText,
  ObjectDetails,
  ScriptResult,
  TrialParameter,
  TrialResult,
  TrialRows,
};
export type { ScriptError, ScriptItem, ScriptSet, ScriptValue } from '../../../sql/script.ts';

export const URL_BASE = '/admin/workshop';

export interface VersionInfo {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly source: string;
  readonly comment: string | null;
  readonly changed: string;
  readonly changedBy: string | null;
  readonly isDropped: boolean;
}

export interface Finding {
  /** Of warnings: the name by which a comment allows it. */
  readonly rule?: string;
  readonly level: 'warning' | 'error';
  readonly line: number;
  readonly text: string;
}

export interface OpenedModule {
  readonly version: VersionInfo;
  readonly definition: string;
  readonly findings: readonly Finding[];
}

export interface Refusal {
  readonly errors?: readonly { readonly line: number; readonly text: string; readonly number: number }[];
  readonly findings?: readonly Finding[];
  readonly latest?: VersionInfo;
  readonly definition?: string | null;
}

/** Data of one of the workshop's addresses. */
export async function load<T>(path: string, params: Readonly<Record<string, string>> = {}, options: RequestOptions = {}): Promise<T> {
  const query = new URLSearchParams(params).toString();
  const { data } = await getJson<{ data: T }>(`${URL_BASE}/${path}${query === '' ? '' : `?${query}`}`, options);
  return data;
}

/** `dbo.name`, as addresses take it. */
export function plainName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `[${schema}].[${name.replaceAll(']', ']]')}]`;
}

/** For people: the schema only where it is not dbo. */
export function shownName({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return schema === 'dbo' ? name : `${schema}.${name}`;
}

/** Whether it has a text that can be opened. */
export function isModule(type: string): boolean {
  return ['P', 'V', 'FN', 'IF', 'TF', 'TR'].includes(type);
}
