// The end of every request: its page visit, errors and slow calls go to the trace, and developers get the times of what ran as
// `Server-Timing`.

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from './request-context.ts';
import { isDeveloper } from './render-context.ts';
import type { TraceEntry, TraceRow } from './trace.ts';

/** Calls from this many milliseconds on are kept for everybody. */
const SLOW_MS = 500;
const TIMINGS_IN_HEADER = 12;

export function finishRequests(server: FastifyInstance): void {
  server.addHook('onSend', async (request: FastifyRequest, reply: FastifyReply) => {
    const { ctx } = request;
    if (ctx === undefined || !isDeveloper(ctx.developer ?? ctx.visitor)) return;
    reply.header('x-trace-id', ctx.traceId);
    const timing = serverTiming(ctx.trace.entries);
    if (timing !== '') reply.header('server-timing', timing);
  });
  server.addHook('onResponse', async (request: FastifyRequest, reply: FastifyReply) => {
    const { ctx } = request;
    if (ctx === undefined) return;
    const rows = rowsToKeep(ctx, { status: reply.statusCode, ms: reply.elapsedTime, method: request.method });
    if (rows.length > 0) ctx.app.traces.write(rows);
  });
}

/** Rows for `platform.trace`: visits of signed-in users, errors and slow calls (level 1), everything where details are kept (level 2). */
function rowsToKeep(ctx: RequestContext, { status, ms, method }: { status: number; ms: number; method: string }): TraceRow[] {
  const rows: TraceRow[] = [];
  const base = { traceID: ctx.traceId, level: 1, url: ctx.url.slice(0, 1000), userID: ctx.visitor.userID };
  if (ctx.visitor.userID !== null || status >= 400) {
    rows.push({ ...base, kind: 'request', code: ctx.pageCode, header: `${method} ${status}`, text: '', ms: Math.round(ms), rows: 0 });
  }
  for (const entry of ctx.trace.entries) {
    const isKept = entry.kind === 'error' || (entry.kind === 'procedure' && entry.ms >= SLOW_MS);
    if (!isKept && !ctx.keepsDetails) continue;
    rows.push({
      ...base,
      level: isKept ? 1 : 2,
      kind: entry.kind,
      code: entry.code,
      header: entry.kind,
      text: entry.text,
      ms: Math.round(entry.ms),
      rows: entry.rows,
      ...(ctx.keepsDetails ? { details: { component: entry.component, call: entry.call, at: Math.round(entry.at * 10) / 10 } } : {}),
    });
  }
  return rows;
}

function serverTiming(entries: readonly TraceEntry[]): string {
  return entries
    .filter((entry) => entry.kind === 'procedure' || entry.kind === 'template')
    .slice(0, TIMINGS_IN_HEADER)
    .map((entry, at) => `${entry.kind}${at};desc="${entry.code.replace(/[^\w .-]/g, '')}";dur=${entry.ms.toFixed(1)}`)
    .join(', ');
}
