// All system views by name.

import type { SystemView } from './system-view.ts';

export type { SystemView } from './system-view.ts';

const FAMILIES: readonly (readonly SystemView[])[] = [];

const byName = new Map<string, SystemView>();
for (const view of FAMILIES.flat()) byName.set(`${view.schema}.${view.name}`.toLowerCase(), view);

export const systemViews = (): Iterable<SystemView> => byName.values();

/** The view that `schema.name` means; compatibility views (sysobjects) are found in dbo too. */
export const findSystemView = (schema: string, name: string): SystemView | undefined => {
  const view = byName.get(`${schema}.${name}`.toLowerCase());
  if (view || schema.toLowerCase() !== 'dbo') return view;
  const old = byName.get(`sys.${name.toLowerCase()}`);
  return old?.isCompatibility ? old : undefined;
};
