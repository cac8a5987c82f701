import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PAGE_ADDRESSES } from './addresses.js';

/** Where Vite put the pages: seen from the compiled code in dist/, and from the sources when tests run those. */
const PLACES = ['../../../../web/', '../../../../dist/web/'];

const YEAR_SECONDS = 31_536_000;

/** Serves the pages of apps/web from the same address as the api, so that no page ever calls another server. */
export function servePages(fastify: FastifyInstance): void {
  const root = PLACES.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((place) =>
    existsSync(join(place, 'index.html')),
  );
  if (root === undefined) return;
  const shell = readFileSync(join(root, 'index.html'), 'utf8');
  const sendShell = (_request: FastifyRequest, reply: FastifyReply) =>
    reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(shell);

  void fastify.register(fastifyStatic, {
    root,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    // Only what is there: an address of a page is not looked for among the files.
    wildcard: false,
    setHeaders: (reply, path) => {
      // The names under assets/ change with the contents.
      const isForever = path.includes('/assets/');
      void reply.header('cache-control', isForever ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
  for (const address of PAGE_ADDRESSES) fastify.get(address, sendShell);
}
