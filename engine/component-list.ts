// Every component kind of the platform, one line each.

import { defineComponent } from './component.ts';
import type { AnyComponent } from './component.ts';
import { formComponent } from './components/form.ts';
import { tableComponent } from './components/table.ts';

export const componentList: readonly AnyComponent[] = [defineComponent(tableComponent), defineComponent(formComponent)];
