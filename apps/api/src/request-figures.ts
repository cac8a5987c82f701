import type { FastifyInstance } from 'fastify';
import type { Metrics } from '#platform';

/** Seconds: from what nobody feels to what a front door gives up on. */
const BOUNDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/**
 * How long answers take, by the route as it is written down: its template, never the address, in which ids and numbers of
 * receipts stand.
 */
export function countRequests(fastify: FastifyInstance, metrics: Metrics): void {
  const durations = metrics.histogram(
    'cchc_http_request_seconds',
    'How long answers took, by route and outcome',
    BOUNDS,
    ['method', 'route', 'outcome'],
  );
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const outcome = `${Math.floor(reply.statusCode / 100)}xx`;
    durations.observe({ method: request.method, route, outcome }, reply.elapsedTime / 1_000);
    done();
  });
}
