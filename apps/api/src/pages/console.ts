import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Its pages stand below; two of them are citizens' pages and more exact, so the router finds those first. */
const CONSOLE_PATHS = ['/quan-tri', '/quan-tri/*'];

/**
 * Serves the console of those who work here: one HTML for every address of it, without any data. Who may see what is asked
 * by its script, and refused by the api.
 */
export function serveConsole(fastify: FastifyInstance, html: string): void {
  const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    void reply.header('cache-control', 'no-cache').header('etag', etag).type('text/html; charset=utf-8');
    return request.headers['if-none-match'] === etag ? reply.status(304).send() : reply.send(html);
  };
  for (const path of CONSOLE_PATHS) fastify.get(path, answer);
}
