// The English catalogue of the developer's cabinet: one import line for each area.

import { admin } from './en/admin.ts';
import { toolbar } from './en/toolbar.ts';
import { sections } from './en/sections.ts';

export const en = { admin, sections, toolbar };
