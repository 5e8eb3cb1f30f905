// What a statement that affects or returns rows leaves behind: @@ROWCOUNT, and a DONE for the client.

import type { CallFrame } from './frame.ts';

export const endStatement = (call: CallFrame, rowCount: number | undefined, command: number): void => {
  const { session } = call;
  session.rowCount = rowCount ?? 0;
  // A function runs between the rows of the statement that calls it, where a client would take a DONE for the end of those.
  if (call.isFunction) return;
  call.sink.done(call.isModule ? 'inProcedure' : 'done', session.options.noCount ? undefined : rowCount, false, command);
};
