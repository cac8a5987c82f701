import { createHash } from 'node:crypto';
import { setTimeout as rest } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, LIMITS } from '#domain';
import { cardPng, cardSvg, type Card } from './card-picture.js';
import { Kept } from './kept.js';
import type { Looks } from './look.js';
import * as words from './words.js';

/** 60 kB each: contests and the units whose links go around. */
const KEPT_MAX = 64;
/** Whoever made a card of a link keeps it for days anyway. */
const AGE_SECONDS = 3600;

interface Picture {
  png: Buffer;
  etag: string;
}

/**
 * Serves the pictures of link cards. Each is drawn once for what stands on it, one at a time, from what there is, and after
 * each comes a pause as long: whoever asks for card after card gets half a core, and people who answer have the rest.
 */
export function serveCards(fastify: FastifyInstance, looks: Looks): void {
  const pictures = new Kept(KEPT_MAX, Infinity);
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function draw(card: Card): Promise<Picture> {
    if (waiting >= LIMITS.picturesWaitingMax) throw new DomainError('SERVER_BUSY', { retryAfterSeconds: 2 });
    waiting += 1;
    let took = 0;
    const drawn = last.then(async () => {
      const began = performance.now();
      const png = await cardPng(cardSvg(card));
      took = performance.now() - began;
      return { png, etag: `"${createHash('sha256').update(png).digest('base64url').slice(0, 22)}"` };
    });
    const pause = () => rest(took, undefined, { ref: false });
    last = drawn.then(pause, pause);
    return drawn.finally(() => (waiting -= 1));
  }

  async function send(request: FastifyRequest, reply: FastifyReply, card: Card): Promise<FastifyReply> {
    const { png, etag } = await pictures.get(JSON.stringify(card), () => draw(card));
    void reply
      .header('cache-control', `public, max-age=${AGE_SECONDS}`)
      .header('etag', etag)
      // Made to be shown on the pages of others.
      .header('cross-origin-resource-policy', 'cross-origin');
    if (request.headers['if-none-match'] === etag) return reply.status(304).send();
    return reply.type('image/png').send(png);
  }

  const below = (contest: Awaited<ReturnType<Looks['contest']>>): string[] => [
    contest.agency === null ? '' : words.runBy(contest.agency),
    words.windowOf(contest),
  ];

  const accent = ({ colours }: Awaited<ReturnType<Looks['contest']>>): { accent?: string } =>
    colours === null ? {} : { accent: colours['own-accent'] };

  fastify.get<{ Params: { file: string } }>('/og/:file', async (request, reply) => {
    const slug = nameOf(request.params.file);
    if (slug === 'home') return send(request, reply, { title: words.CARD_TITLE, below: [words.CARD_LINE] });
    const contest = await looks.contest(slug);
    return send(request, reply, { title: contest.title, below: below(contest), ...accent(contest) });
  });

  fastify.get<{ Params: { slug: string; file: string } }>('/og/:slug/:file', async (request, reply) => {
    const { slug, file } = request.params;
    const [contest, title] = await Promise.all([looks.contest(slug), looks.unitName(slug, nameOf(file))]);
    return send(request, reply, { above: contest.title, title, below: below(contest), ...accent(contest) });
  });
}

/** cchc-2026.png → cchc-2026 */
function nameOf(file: string): string {
  if (!file.endsWith('.png')) throw new DomainError('NOT_FOUND');
  return file.slice(0, -'.png'.length);
}
