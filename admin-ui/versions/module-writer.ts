// How an import saves modules: through the one place that keeps their history.

import type { ModuleWriter } from '../../metadata/packages.ts';
import { dropModuleIn, saveModuleIn } from '../workshop/modules.ts';

/** `isUndo`: the history says that an earlier text came back. */
export function moduleWriter(username: string, { isUndo = false } = {}): ModuleWriter {
  const source = isUndo ? 'restore' : 'package';
  return {
    async save(session, { sql, comment }) {
      await saveModuleIn(session, { sql, username, source, comment });
    },
    async drop(session, { schema, name, comment }) {
      await dropModuleIn(session, { schema, name, username, source, comment });
    },
  };
}
