// The only list of sections, in the order of the menu.

import { overview } from './overview/section.ts';
import type { AdminSection } from './section.ts';

export const sections: readonly AdminSection[] = [overview];
