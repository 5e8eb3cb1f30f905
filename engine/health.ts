// What operators and balancers ask: is the process alive, may it get requests, and its numbers for Prometheus. No session, no user data.
// The numbers are for this machine and for who has METRICS_TOKEN.

import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { runSql } from '../sql/query.ts';
import type { App } from './app.ts';
import { isLoopback } from './config.ts';

/** A readiness answer is kept this long, so that probing cannot exhaust the pool. */
const READY_FOR_MS = 1000;

export function healthRoutes(server: FastifyInstance, app: App): void {
  const metrics = createMetrics(app);
  let checked = { at: 0, isReady: false };

  server.get('/health/live', async () => ({ status: 'live' }));
  server.get('/health/ready', async (_request, reply) => {
    if (Date.now() - checked.at > READY_FOR_MS) checked = { at: Date.now(), isReady: await answers(app) };
    return reply.status(checked.isReady ? 200 : 503).send({ status: checked.isReady ? 'ready' : 'database does not answer' });
  });
  server.get('/metrics', async (request, reply) => {
    if (!mayReadMetrics(app, request)) return reply.status(403).type('text/plain; charset=utf-8').send('METRICS_TOKEN is needed here.');
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  server.addHook('onResponse', async (request, reply) => {
    metrics.requests.observe({ route: request.routeOptions.url ?? 'none', status: String(reply.statusCode) }, reply.elapsedTime / 1000);
  });
}

/** What a proxy on this machine passes on comes from loopback, too, but says so in its headers. */
function mayReadMetrics({ config }: App, { headers, socket }: FastifyRequest): boolean {
  const { metricsToken } = config;
  if (metricsToken !== undefined && isSame(headers.authorization ?? '', `Bearer ${metricsToken}`)) return true;
  const isPassedOn = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  return !isPassedOn && !config.isBehindProxy && isLoopback(socket.remoteAddress ?? '');
}

/** In a time that says nothing about how much of it was right. */
function isSame(given: string, right: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(right));
}

function createMetrics(app: App): { registry: Registry; requests: Histogram<'route' | 'status'> } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  // Which weaknesses to try is not for strangers to read here.
  registry.removeSingleMetric('nodejs_version_info');
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by route and status',
    labelNames: ['route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  new Gauge({
    name: 'sql_pool_connections',
    help: 'Connections of the SQL pool by state',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      const { used, free, pending } = app.db.pool.statistics();
      this.set({ state: 'used' }, used);
      this.set({ state: 'free' }, free);
      this.set({ state: 'pending' }, pending);
    },
  });
  return { registry, requests };
}

async function answers(app: App): Promise<boolean> {
  try {
    await runSql(app.db, 'SELECT 1 AS ok', {});
    return true;
  } catch (error) {
    app.log.warn({ err: error }, 'the database does not answer');
    return false;
  }
}
