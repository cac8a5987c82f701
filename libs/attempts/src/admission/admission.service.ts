import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isoInstant, type StartAsk } from '#domain';
import { Clock, ENV, startsPerSecondOf, type Env } from '#platform';
import { StartService, type StartRequest } from '../start.service.js';
import { clearStartPace, readStartPace, setStartPace } from './start-pace.queries.js';
import { StartRoom } from './start-room.js';

/** A pace that was read holds so long in this process. */
const PACE_KEPT_MS = 3_000;
/** Whoever waits asks again after so long at the latest: the number on the page moves, and a pace that was raised is noticed. */
const ASK_AGAIN_SECONDS = 20;
/** The queue of all contests that have no pace of their own. */
const COMMON_ROOM = 'all';

/** How starts of a contest are let in. */
export interface StartPace {
  /** Set for this contest alone; null: it stands in the queue of the server. */
  own: number | null;
  /** Of the server, for all other contests together; null: off. */
  server: number | null;
  /** People with a turn ahead, those who went away included. */
  waiting: number;
  /** How long who asks now would wait, in ms. */
  waitMs: number;
}

interface Pace {
  room: string;
  startsPerSecond: number;
}

/**
 * The waiting room before a start. Below the pace nobody notices it; above, people get a place and are told how long. Who has
 * an attempt in hand is never queued, and nothing of a running attempt comes by here.
 */
@Injectable()
export class AdmissionService {
  private readonly kept = new Map<number, { own: number | null; until: number }>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly room: StartRoom,
    private readonly starts: StartService,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Returns when this start may be made now.
   *
   * @param knock what else is asked of whoever comes new; not of who has a place already, however often they look
   * @throws DomainError START_QUEUED {ahead, waitSeconds, retryAfterSeconds}, START_TOO_LATE {closesAt}; and what the start
   *   itself would refuse, at once and not after the waiting
   */
  async enter(request: StartRequest, knock: () => Promise<void>): Promise<void> {
    const pace = await this.paceOf(request.contestId);
    if (pace === null) return knock();
    const first = await this.ask(pace, request, null);
    if (first.answer === 'wait') throw queued(first.waitMs, pace);
    await knock();
    if (first.answer === 'in') return;

    const closesAt = await this.starts.foresee(request);
    if (closesAt === null) return;
    const second = await this.ask(pace, request, closesAt);
    if (second.answer === 'late') throw new DomainError('START_TOO_LATE', { closesAt: isoInstant(closesAt) });
    if (second.answer === 'wait') throw queued(second.waitMs, pace);
  }

  /** For those who run the contest. */
  async look(contestId: number): Promise<StartPace> {
    const own = await this.readOwn(contestId);
    const server = startsPerSecondOf(this.env);
    const pace = paceFrom(contestId, own, server);
    if (pace === null) return { own, server, waiting: 0, waitMs: 0 };
    const waitMs = await this.room.waitOf(pace.room, this.clock.now());
    return { own, server, waiting: aheadOf(waitMs, pace), waitMs };
  }

  /** @param own starts a second for this contest alone; null: the queue of the server again */
  async setOwn(
    act: { contestId: number; actorId: string; requestId: string | null },
    own: number | null,
  ): Promise<void> {
    const { contestId, actorId, requestId } = act;
    await this.dataSource.transaction(async (manager) => {
      if (own === null) await run(manager, clearStartPace, [contestId]);
      else await run(manager, setStartPace, [contestId, own, actorId]);
      const line = { action: 'contest.start_pace', subject: `contest/${contestId}`, after: { startsPerSecond: own } };
      await appendAudit(manager, { actorId, requestId, ...line });
    });
    this.kept.delete(contestId);
  }

  private ask({ room, startsPerSecond }: Pace, { accountId, startKey }: StartRequest, queueUntil: number | null) {
    const ask: StartAsk = { now: this.clock.now(), startsPerSecond, startKey, queueUntil };
    return this.room.ask(room, accountId, ask);
  }

  private async paceOf(contestId: number): Promise<Pace | null> {
    const now = performance.now();
    let kept = this.kept.get(contestId);
    if (!kept || kept.until < now) {
      kept = { own: await this.readOwn(contestId), until: now + PACE_KEPT_MS };
      this.kept.set(contestId, kept);
    }
    return paceFrom(contestId, kept.own, startsPerSecondOf(this.env));
  }

  private async readOwn(contestId: number): Promise<number | null> {
    const [row] = await run(this.dataSource.manager, readStartPace, [contestId]);
    return row?.starts_per_second ?? null;
  }
}

function paceFrom(contestId: number, own: number | null, server: number | null): Pace | null {
  if (own !== null) return { room: String(contestId), startsPerSecond: own };
  return server === null ? null : { room: COMMON_ROOM, startsPerSecond: server };
}

const aheadOf = (waitMs: number, { startsPerSecond }: Pace): number => Math.ceil((waitMs / 1_000) * startsPerSecond);

function queued(waitMs: number, pace: Pace): DomainError {
  const waitSeconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const retryAfterSeconds = Math.min(waitSeconds, ASK_AGAIN_SECONDS);
  return new DomainError('START_QUEUED', { ahead: aheadOf(waitMs, pace), waitSeconds, retryAfterSeconds });
}
