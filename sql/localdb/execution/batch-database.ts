// After USE the rest of a batch resolves names in the new database.

import type { CallFrame } from './frame.ts';
import type { CompiledModule } from './module.ts';

export const setBatchDatabase = (module: CompiledModule, call: CallFrame): void => {
  if (module.name === '') module.database = call.session.database;
};
