// How a statement ends other than by going on to the next one.

export type Flow = undefined | { readonly kind: 'break' | 'continue' | 'return' } | { readonly kind: 'goto'; readonly label: string };

export const BREAK: Flow = { kind: 'break' };
export const CONTINUE: Flow = { kind: 'continue' };
export const RETURN: Flow = { kind: 'return' };

/** Ends the whole batch, through all callers up to the client or a CATCH block; the error has been sent already. */
export class BatchAbort extends Error {
  constructor() {
    super('batch aborted');
  }
}
