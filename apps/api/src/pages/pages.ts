import { createHash } from 'node:crypto';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ContestDirectory } from '#contests';
import { CertificateService } from '#contests';
import { isoInstant } from '#domain';
import { DoorLimits } from '#identity';
import { Clock, type Env } from '#platform';
import { ContestController } from '../contests/contest.controller.js';
import { UnitController } from '../contests/unit.controller.js';
import { NO_SUCH_PAGE, PAGE_ADDRESSES, type PageAddress } from './addresses.js';
import { builtPages, type BuiltPages } from './built-pages.js';
import { serveCards } from './cards.js';
import { serveConsole } from './console.js';
import { cutShell, firstHtml } from './first-html.js';
import { Looks } from './look.js';
import { serveQr } from './qr.js';
import { serveShortAddresses, type PageHandler } from './short-address.js';
import { serveSiteFiles } from './site-files.js';

const YEAR_SECONDS = 31_536_000;

/**
 * Serves the pages of apps/web and what stands around them from the same address as the api, so that no page ever calls
 * another server. The HTML is the same to everybody: who is signed in is asked by the page.
 */
export function servePages(app: NestFastifyApplication, env: Env): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const pages = builtPages();
  if (pages === undefined) return;
  const base = new URL(env.PUBLIC_URL).origin;
  const looks = new Looks(base, app.get(ContestController), app.get(UnitController), app.get(CertificateService));

  serveFiles(fastify, pages.root);
  const notThere = serveAddresses(fastify, pages, looks, app.get(Clock), app.get(DoorLimits));
  serveConsole(fastify, pages.console);
  serveCards(fastify, looks);
  serveQr(fastify, env.PUBLIC_URL);
  serveShortAddresses(fastify, app.get(ContestDirectory), notThere);
  serveSiteFiles(fastify, base, looks);
}

/** The files as built, packed beforehand; HTML is packed by the proxy before us, if there is one. */
function serveFiles(fastify: FastifyInstance, root: string): void {
  void fastify.register(fastifyStatic, {
    root,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    preCompressed: true,
    globIgnore: ['**/*.br', '**/*.gz'],
    // Only what is there: an address of a page is not looked for among the files.
    wildcard: false,
    setHeaders: (reply, path) => {
      // The names under assets/ change with the contents.
      const isForever = path.includes('/assets/');
      void reply.header('cache-control', isForever ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache');
    },
  });
}

/** A page that the console shows in small: in frames of pages from the same address, and of no other. */
function letFrame(reply: FastifyReply): void {
  const policy = String(reply.getHeader('content-security-policy'));
  void reply
    .header('content-security-policy', policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"))
    .header('x-frame-options', 'SAMEORIGIN');
}

/** @returns what answers an address that no page has */
function serveAddresses(
  fastify: FastifyInstance,
  pages: BuiltPages,
  looks: Looks,
  clock: Clock,
  limits: DoorLimits,
): PageHandler {
  const shell = cutShell(pages.shell);

  const pageAt = (address: PageAddress) => {
    const links = pages.linksOf(address.module);
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const path = request.url.split('?', 1)[0]!;
      // Who tries codes is let in no more often here than at the api.
      if (address.about === 'certificate') await limits.admit(request.ip);
      const look = await looks.of(address, request.params as Record<string, string>, path);
      const hasData = Object.keys(look.answers).length > 0;
      // What the page is told of the time is as old as the HTML on its way; asked for a moment ago at most.
      const html = firstHtml(shell, look, links, hasData ? isoInstant(clock.now()) : null);
      void reply
        .status(address === NO_SUCH_PAGE ? 404 : look.status)
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8');
      if (address.isFramed) letFrame(reply);
      if (hasData || reply.statusCode !== 200) return reply.send(html);
      const etag = `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`;
      void reply.header('etag', etag);
      return request.headers['if-none-match'] === etag ? reply.status(304).send() : reply.send(html);
    };
  };
  for (const address of PAGE_ADDRESSES) fastify.get(address.path, pageAt(address));

  const noSuchPage = pageAt(NO_SUCH_PAGE);
  const notThere: PageHandler = async (request, reply) => {
    const path = request.url.split('?', 1)[0]!;
    const wantsPage = request.headers.accept?.includes('text/html') && !/^\/(api|socket\.io)(\/|$)/.test(path);
    if (!wantsPage) return reply.callNotFound();
    // Somebody typed a slash too many; `//host/` would be another host.
    const [, tidy] = /^(\/[^/\\].*[^/])\/+$/.exec(path) ?? [];
    if (tidy !== undefined) return reply.redirect(tidy, 308);
    return noSuchPage(request, reply);
  };
  fastify.get('/*', notThere);
  return notThere;
}
