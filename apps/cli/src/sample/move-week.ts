import type { EntityManager } from 'typeorm';
import { ContestService } from '#contests';
import { run, statement } from '#database';
import { WEEK_MS } from '#domain';
import { COMING_SLUG, RUNNING_SLUG, weekBegin } from './contests.js';

interface RoundWindow {
  contest_id: number;
  slug: string;
  round_id: number;
  opens_ms: number;
  closes_ms: number;
}

// The rounds of the two sample contests that live in the present. $1 slugs; contest_slug_key, primary keys.
const readWindows = statement<RoundWindow>(
  'cli.read-sample-windows',
  `SELECT c.id AS contest_id, c.slug, r.id AS round_id, (extract(epoch FROM v.opens_at) * 1000)::float8 AS opens_ms,
          (extract(epoch FROM v.closes_at) * 1000)::float8 AS closes_ms
     FROM contest c
     JOIN round r ON r.contest_id = c.id
     JOIN round_revision v ON v.contest_id = c.id AND v.round_id = r.id AND v.revision = r.current_revision
    WHERE c.slug = ANY($1) AND c.sample AND c.status = 'published'
    ORDER BY c.id, r.id FOR UPDATE OF c`,
);

const NOTE = 'Dữ liệu mẫu: dời ngày để luôn có một tuần đang mở.';

/**
 * Keeps the sample data in the present: when week 2 of the running contest is over, weeks 2 to 4 move on so that week
 * 2 is open again; when the coming contest has opened, it moves to the week after. By new revisions, so attempts
 * keep the window they were started in. Week 1, with its graded attempts, stays where it was.
 *
 * @param now epoch ms in database time
 * @returns a Vietnamese line for each contest that moved; nothing in most starts
 */
export async function moveSampleWeek(manager: EntityManager, now: number): Promise<string[]> {
  const rounds = await run(manager, readWindows, [[RUNNING_SLUG, COMING_SLUG]]);
  const of = (slug: string, from: number) => rounds.filter((round) => round.slug === slug && round.round_id >= from);
  const running = of(RUNNING_SLUG, 2);
  const coming = of(COMING_SLUG, 1);
  const said: string[] = [];
  if (running[0] && running[0].closes_ms <= now) {
    await move(manager, running, weekBegin(now) - running[0].opens_ms);
    said.push('Đã dời tuần đang mở của cuộc thi mẫu.');
  }
  if (coming[0] && coming[0].opens_ms <= now) {
    await move(manager, coming, weekBegin(now) + WEEK_MS - coming[0].opens_ms);
    said.push('Đã dời cuộc thi mẫu sắp mở sang tuần sau.');
  }
  return said;
}

async function move(manager: EntityManager, rounds: readonly RoundWindow[], byMs: number): Promise<void> {
  const contests = new ContestService();
  for (const { contest_id: contestId, round_id: roundId, opens_ms, closes_ms } of rounds) {
    const window = { opensAt: opens_ms + byMs, closesAt: closes_ms + byMs };
    await contests.reviseRound(manager, { contestId, roundId, ...window, note: NOTE });
  }
}
