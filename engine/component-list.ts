// Every component kind of the platform, one line each.

import { defineComponent } from './component.ts';
import type { AnyComponent } from './component.ts';
import { chatComponent } from './components/chat.ts';
import { formComponent } from './components/form.ts';
import { resourceComponent } from './components/resource.ts';
import { tableComponent } from './components/table.ts';

export const componentList: readonly AnyComponent[] = [defineComponent(tableComponent), defineComponent(formComponent), defineComponent(resourceComponent), defineComponent(chatComponent)];
