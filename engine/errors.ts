// The catalogue of errors that a request may end with. Each has a code, an HTTP status and a text key of the area `errors` in both
// languages; what is thrown below (SQL errors, refusals) is turned into one of these in `error-boundary.ts` and nowhere else.

export const errorCatalogue = {
  badRequest: 400,
  signInRequired: 401,
  csrf: 403,
  forbidden: 403,
  passwordNeeded: 403,
  notFound: 404,
  methodNotAllowed: 405,
  requestTimeout: 408,
  conflict: 409,
  tooLarge: 413,
  unsupportedType: 415,
  refused: 422,
  invalid: 422,
  tooMany: 429,
  failed: 500,
  procedureMissing: 500,
  definitionBroken: 500,
  unavailable: 503,
} as const;

export type ErrorCode = keyof typeof errorCatalogue;

export interface RequestErrorOptions {
  /** Shown to the user as it is (a business refusal's text); without it the catalogue's text for the code is shown. */
  text?: string;
  /** The reason for developers; never reaches anybody else. */
  detail?: string;
  /** Values for the catalogue text. */
  params?: Record<string, string | number>;
  cause?: unknown;
}

/** An end of a request that the catalogue knows. `text` may be shown to the user, `detail` only to developers. */
export class RequestError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly text: string | undefined;
  readonly detail: string | undefined;
  readonly params: Record<string, string | number>;

  constructor(code: ErrorCode, options: RequestErrorOptions = {}) {
    super(options.detail ?? options.text ?? code, { cause: options.cause });
    this.name = 'RequestError';
    this.code = code;
    this.status = errorCatalogue[code];
    this.text = options.text;
    this.detail = options.detail;
    this.params = options.params ?? {};
  }
}
