import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * The pages need no build and are served from where they were written: beside this app in the sources, and seen from the
 * compiled code of dist/ in the sources above it.
 */
const PLACES = ['../../web/src/', '../../../../apps/web/src/'];

/** The pages name no version of each other: after an upgrade nobody may be left with half of the old ones for long. */
const ASSET_SECONDS = 60;

/** Serves the pages of apps/web from the same address as the api, so that no page ever calls another server. */
export function servePages(fastify: FastifyInstance): void {
  const root = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find(existsSync);
  if (root === undefined) return;
  void fastify.register(fastifyStatic, {
    root,
    index: 'index.html',
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', path.endsWith('.html') ? 'no-cache' : `public, max-age=${ASSET_SECONDS}`);
    },
  });
}
