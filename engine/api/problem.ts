// Errors of the API as RFC 9457 problem details: machine-readable, in English, without anything of the inside.

import type { FastifyReply } from 'fastify';

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly traceId?: string | undefined;
  readonly errors?: readonly { readonly parameter: string; readonly message: string }[];
  readonly retryAfterSeconds?: number;
}

/** An end of a call that the caller has to know of. */
export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

export function sendProblem(reply: FastifyReply, { retryAfterSeconds, ...problem }: Problem): FastifyReply {
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="api"');
  return reply
    .status(problem.status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', ...problem }));
}
