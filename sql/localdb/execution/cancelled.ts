// Thrown through running code when the client cancelled its request or went away.

export class CancelledError extends Error {
  constructor() {
    super('The request was cancelled.');
  }
}
