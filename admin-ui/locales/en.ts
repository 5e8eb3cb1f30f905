// The English catalogue of the developer's cabinet: one import line for each area.

import { admin } from './en/admin.ts';
import { matrix } from './en/matrix.ts';
import { users } from './en/users.ts';
import { definitions } from './en/definitions.ts';
import { toolbar } from './en/toolbar.ts';
import { overview } from './en/overview.ts';
import { tour } from './en/tour.ts';
import { tourClient } from './en/tour-client.ts';
import { trace } from './en/trace.ts';
import { data } from './en/data.ts';
import { help } from './en/help.ts';
import { sections } from './en/sections.ts';
import { look } from './en/look.ts';
import { settings } from './en/settings.ts';
import { texts } from './en/texts.ts';
import { textsClient } from './en/texts-client.ts';
import { versions } from './en/versions.ts';
import { wizard } from './en/wizard.ts';
import { workshop } from './en/workshop.ts';
import { workshopClient } from './en/workshop-client.ts';
import { checks } from './en/checks.ts';
import { diagnostics } from './en/diagnostics.ts';
import { api } from './en/api.ts';

export const en = {
  admin,
  definitions,
  sections,
  toolbar,
  help,
  matrix,
  tour,
  tourClient,
  trace,
  overview,
  users,
  wizard,
  workshop,
  workshopClient,
  look,
  settings,
  texts,
  textsClient,
  versions,
  data,
  checks,
  diagnostics,
  api,
};
