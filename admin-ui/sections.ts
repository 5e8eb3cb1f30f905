// The only list of sections, in the order of the menu.

import { definitions } from './definitions/section.ts';
import { overview } from './overview/section.ts';
import { users } from './users/section.ts';
import { wizard } from './wizard/section.ts';
import { workshop } from './workshop/section.ts';
import { data } from './data/section.ts';
import { look } from './look/section.ts';
import { settings } from './settings/section.ts';
import { texts } from './texts/section.ts';
import { versions } from './versions/section.ts';
import { trace } from './trace/section.ts';
import { checks } from './checks/section.ts';
import { diagnostics } from './diagnostics/section.ts';
import { api } from './api/section.ts';
import { help } from './help/section.ts';
import type { AdminSection } from './section.ts';

export const sections: readonly AdminSection[] = [
  overview,
  definitions,
  wizard,
  users,
  texts,
  look,
  settings,
  workshop,
  versions,
  trace,
  data,
  checks,
  diagnostics,
  api,
  help,
];
