import { statfs } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { GradingQueue, type AttemptsNow } from '#attempts';
import type { OpeningRound } from '#contests';
import { checkDurability } from '#database';
import { currentConsents } from '#identity';
import { checkRedis, Clock, DatabaseClock, REDIS, type RedisClient } from '#platform';

/** What is looked at, in the order in which it is shown: what stops people first. */
export const CHECKS = [
  'contest',
  'clock',
  'database',
  'disk',
  'queue',
  'worker',
  'grading',
  'pools',
  'hotline',
  'consents',
] as const;
export type CheckCode = (typeof CHECKS)[number];

/** `stop`: people cannot take part, or what they do may be lost; `warn`: somebody should look at it. */
export interface OpeningCheck {
  code: CheckCode;
  state: 'good' | 'warn' | 'stop';
  /** A number that belongs to it: seconds of lag, free GB, workers, rounds; null where there is none. */
  count: number | null;
  /** What exactly, in Vietnamese, where the words of the page cannot know it: which setting, which round. */
  detail: string | null;
}

const PATIENCE_MS = 2_000;
const GB = 1024 ** 3;
/** A contest of a province writes some 3 GB; below that, writing may end in the last hour. */
const DISK_WARN_GB = 5;
const DISK_STOP_GB = 1;
const LAG_WARN_MS = 60_000;
const LAG_STOP_MS = 10 * 60_000;
/** As many jobs as a worker of two cores grades in half a minute. */
const QUEUE_WARN = 1_000;

/** Looks at the machine and at the contest before and while it is open. Everything is asked anew, nothing is remembered. */
@Injectable()
export class OpeningChecks {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(Clock) private readonly clock: DatabaseClock,
    private readonly queue: GradingQueue,
  ) {}

  /** @returns one line for each of `CHECKS`, in that order */
  async look(
    contest: { status: 'published' | 'closed'; hotline: string | null },
    rounds: readonly OpeningRound[],
    attempts: AttemptsNow,
  ): Promise<OpeningCheck[]> {
    const lines: Record<CheckCode, Promise<Omit<OpeningCheck, 'code'>>> = {
      contest: told(contest.status === 'closed' ? 'stop' : 'good'),
      clock: told(this.clock.isSure() ? 'good' : 'stop'),
      database: inTime('stop', async () => {
        const faults = await checkDurability(this.dataSource);
        // The command that mends it is for whoever keeps the machine; readiness tells it.
        return line(faults.length > 0 ? 'stop' : 'good', null, faults[0]?.split(' Chạy:')[0] ?? null);
      }),
      disk: inTime('warn', async () => {
        const { bavail, bsize } = await statfs('.');
        const free = Math.floor((bavail * bsize) / GB);
        return line(free < DISK_STOP_GB ? 'stop' : free < DISK_WARN_GB ? 'warn' : 'good', free);
      }),
      queue: inTime('warn', async () => {
        const [fault, depth] = await Promise.all([checkRedis(this.redis), this.queue.depth()]);
        if (depth === null) return line('warn');
        return line(fault !== null || depth > QUEUE_WARN ? 'warn' : 'good', depth, fault);
      }),
      worker: inTime('warn', async () => {
        const [row]: { workers: number }[] = await this.dataSource.query(
          `SELECT count(DISTINCT client_port)::int AS workers FROM pg_stat_activity WHERE application_name = 'cchc-worker'`,
        );
        return line(row!.workers === 0 ? 'stop' : 'good');
      }),
      grading: told(gradingState(attempts), Math.round((attempts.gradingLagMs ?? 0) / 1_000)),
      pools: told(...poolLine(rounds)),
      hotline: told(contest.hotline === null ? 'warn' : 'good', null, contest.hotline),
      consents: told(currentConsents().some(({ required }) => required) ? 'good' : 'stop'),
    };
    return Promise.all(CHECKS.map(async (code) => ({ code, ...(await lines[code]) })));
  }
}

const line = (state: OpeningCheck['state'], count: number | null = null, detail: string | null = null) => ({
  ...{ state, count, detail },
});
const told = (...words: Parameters<typeof line>) => Promise.resolve(line(...words));

function gradingState({ gradingLagMs, failures }: AttemptsNow): OpeningCheck['state'] {
  if ((gradingLagMs ?? 0) > LAG_STOP_MS) return 'stop';
  return (gradingLagMs ?? 0) > LAG_WARN_MS || failures > 0 ? 'warn' : 'good';
}

/** A round that is over draws no paper any more. */
function poolLine(rounds: readonly OpeningRound[]): Parameters<typeof line> {
  const ahead = rounds.filter(({ state }) => state !== 'finished');
  const broken = ahead.filter(({ poolFault }) => poolFault !== null);
  if (broken.length > 0)
    return ['stop', broken.length, broken.map(({ title, poolFault }) => `${title}: ${poolFault}`).join(' ')];
  const retired = ahead.filter(({ retiredItems }) => retiredItems > 0);
  return [retired.length > 0 ? 'warn' : 'good', retired.length, retired.map(({ title }) => title).join(', ') || null];
}

/** A look that hangs or fails is told as `state`: not knowing is no good news. */
async function inTime(
  state: OpeningCheck['state'],
  ask: () => Promise<Omit<OpeningCheck, 'code'>>,
): Promise<Omit<OpeningCheck, 'code'>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Omit<OpeningCheck, 'code'>>((resolve) => {
    timer = setTimeout(() => resolve(line(state)), PATIENCE_MS);
  });
  const answer = await Promise.race([ask().catch(() => line(state)), late]);
  clearTimeout(timer);
  return answer;
}
