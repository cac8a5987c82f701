import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ContestDirectory } from '#contests';
import { UnitCode } from '../contests/contest.dto.js';

export type PageHandler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | void>;

const NUMBER = /^[1-9]\d{0,8}$/;
/** A poster hangs longer than this, and a contest keeps its number. */
const AGE_SECONDS = 300;

/**
 * Leads from the short address (`shortPath`) of a contest to its page, of a unit to the contest with the unit chosen. Only to pages of
 * ours: the way is put together from the name of the contest as it is stored.
 *
 * @param notThere answers what leads nowhere
 */
export function serveShortAddresses(
  fastify: FastifyInstance,
  directory: Pick<ContestDirectory, 'slugOf'>,
  notThere: PageHandler,
): void {
  const wayTo = async ({ number, code }: { number: string; code?: string }): Promise<string | null> => {
    const slug = NUMBER.test(number) ? await directory.slugOf(Number(number)) : null;
    if (slug === null) return null;
    const page = `/cuoc-thi/${encodeURIComponent(slug)}`;
    if (code === undefined) return page;
    const unit = UnitCode.safeParse(code);
    return unit.success ? `${page}?don-vi=${encodeURIComponent(unit.data)}` : null;
  };
  for (const path of ['/t/:number', '/t/:number/:code']) {
    fastify.get<{ Params: { number: string; code?: string } }>(path, async (request, reply) => {
      const way = await wayTo(request.params);
      if (way === null) return notThere(request as FastifyRequest, reply);
      return reply.header('cache-control', `public, max-age=${AGE_SECONDS}`).redirect(way, 302);
    });
  }
}
