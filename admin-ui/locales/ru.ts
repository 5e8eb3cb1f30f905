// The Russian catalogue of the developer's cabinet: one import line for each area.

import { admin } from './ru/admin.ts';
import { matrix } from './ru/matrix.ts';
import { users } from './ru/users.ts';
import { definitions } from './ru/definitions.ts';
import { toolbar } from './ru/toolbar.ts';
import { overview } from './ru/overview.ts';
import { tour } from './ru/tour.ts';
import { tourClient } from './ru/tour-client.ts';
import { trace } from './ru/trace.ts';
import { data } from './ru/data.ts';
import { help } from './ru/help.ts';
import { sections } from './ru/sections.ts';
import { look } from './ru/look.ts';
import { settings } from './ru/settings.ts';
import { texts } from './ru/texts.ts';
import { textsClient } from './ru/texts-client.ts';
import { versions } from './ru/versions.ts';
import { wizard } from './ru/wizard.ts';
import { workshop } from './ru/workshop.ts';
import { workshopClient } from './ru/workshop-client.ts';
import { checks } from './ru/checks.ts';
import { diagnostics } from './ru/diagnostics.ts';
import { api } from './ru/api.ts';

export const ru = {
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
