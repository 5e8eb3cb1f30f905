// The Russian catalogue of the developer's cabinet: one import line for each area.

import { admin } from './ru/admin.ts';
import { toolbar } from './ru/toolbar.ts';
import { sections } from './ru/sections.ts';

export const ru = { admin, sections, toolbar };
