import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Serves the pages of apps/web from the same address as the api, so that no page ever calls another server. */
export function servePages(fastify: FastifyInstance): void {
  const root = fileURLToPath(new URL('../../web/src/', import.meta.url));
  if (!existsSync(root)) return;
  void fastify.register(fastifyStatic, { root, prefix: '/', index: 'index.html', cacheControl: true, maxAge: '1h' });
}
