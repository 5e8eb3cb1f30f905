// All system views by name.

import { timeZoneInfo } from '../../functions/time-zones.ts';
import { bitType, nvarcharType, sysnameType } from '../../types/sql-type.ts';
import { nowTicks } from '../catalog-clock.ts';
import { columnViews } from './column-views.ts';
import { compatibilityViews } from './compatibility-views.ts';
import { constraintViews } from './constraint-views.ts';
import { databaseViews } from './database-views.ts';
import { dependencyViews } from './dependency-views.ts';
import { numberValues } from './number-values.ts';
import { informationSchemaViews } from './information-schema.ts';
import { routineSchemaViews } from './information-schema-routines.ts';
import { objectViews } from './object-views.ts';
import { serverViews } from './server-views.ts';
import { sessionViews } from './session-views.ts';
import type { SystemView } from './system-view.ts';
import { systemView } from './system-view.ts';

export type { SystemView } from './system-view.ts';

const timeZones = systemView(
  'sys',
  'time_zone_info',
  [
    ['name', sysnameType],
    ['current_utc_offset', nvarcharType(12)],
    ['is_currently_dst', bitType],
  ],
  function* () {
    for (const zone of timeZoneInfo(nowTicks())) yield [zone.name, zone.current_utc_offset, zone.is_currently_dst];
  },
);

const FAMILIES: readonly (readonly SystemView[])[] = [
  objectViews,
  columnViews,
  constraintViews,
  dependencyViews,
  serverViews,
  sessionViews,
  compatibilityViews,
  informationSchemaViews,
  routineSchemaViews,
  databaseViews,
  [timeZones, numberValues],
];

const byName = new Map<string, SystemView>();
for (const view of FAMILIES.flat()) byName.set(`${view.schema}.${view.name}`.toLowerCase(), view);

/** The view that `schema.name` means; compatibility views (sysobjects) are found in dbo too. */
export const findSystemView = (schema: string, name: string): SystemView | undefined => {
  const view = byName.get(`${schema}.${name}`.toLowerCase());
  if (view || schema.toLowerCase() !== 'dbo') return view;
  const old = byName.get(`sys.${name.toLowerCase()}`);
  return old?.isCompatibility ? old : undefined;
};
