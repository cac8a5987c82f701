import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError } from '#domain';
import { Clock } from '#platform';
import * as sql from './pause.queries.js';

/** A time in which a contest stood still. Instants in epoch ms. */
export interface Pause {
  id: string;
  startedAt: number;
  /** For those who run the contest. */
  reason: string;
  /** For everybody. */
  note: string;
  /** null while it is open. */
  endedAt: number | null;
  /** How many attempts got the time back; null while it is open. */
  attempts: number | null;
}

/** What a pause, or its end, does to how many. */
export interface PauseReach {
  /** Attempts under way. */
  attempts: number;
  /** What each of them gets when the pause ends now, in ms; 0 before it begins. */
  givenMs: number;
  /** When the last of them ends then, epoch ms; null when there is none. */
  endsAt: number | null;
  /** How many of them then run past the close of their round. */
  beyondClose: number;
}

/** Who does it, in which contest, in answer to which request. */
export interface PauseAct {
  contestId: number;
  /** Made by the client: the same id is the same pause, whatever happened to the reply. */
  pauseId: string;
  actorId: string;
  requestId: string | null;
}

/** A statement that waits in a ring with a group of submits is given up by the database; the next try finds them done. */
const TRIES = 3;
const DEADLOCK = '40P01';

/**
 * Stops a contest and lets it go on. While a pause is open nothing is started, and the clock of every attempt under way
 * stands; answers and submits are taken all the same, so that nothing that somebody has done is refused. Its end gives
 * everybody the time back, all in one transaction.
 */
@Injectable()
export class PauseService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  async list(contestId: number): Promise<Pause[]> {
    return (await run(this.dataSource.manager, sql.readPauses, [contestId])).map(pauseOf);
  }

  /** What a pause would stop now. */
  async reach(contestId: number): Promise<PauseReach> {
    return reachOf((await run(this.dataSource.manager, sql.reachOfPause, [contestId, null, 0]))[0]!, 0);
  }

  /** What the end of a pause would give now. @throws DomainError PAUSE_NOT_FOUND */
  async reachOfEnd(contestId: number, pauseId: string): Promise<PauseReach> {
    const { manager } = this.dataSource;
    const pause = (await this.list(contestId)).find(({ id }) => id === pauseId);
    if (!pause) throw new DomainError('PAUSE_NOT_FOUND');
    const givenMs = Math.max(0, (pause.endedAt ?? this.clock.now()) - pause.startedAt);
    if (pause.endedAt !== null) return { attempts: pause.attempts!, givenMs, endsAt: null, beyondClose: 0 };
    const [row] = await run(manager, sql.reachOfPause, [contestId, pause.startedAt, givenMs]);
    return reachOf(row!, givenMs);
  }

  /**
   * Begins a pause. Again with its id: nothing happens.
   *
   * @throws DomainError PAUSE_OPEN when another one is open
   */
  async begin({ contestId, pauseId, actorId, requestId }: PauseAct, told: { reason: string; note: string }) {
    return this.dataSource.transaction(async (manager): Promise<Pause> => {
      const [begun] = await run(manager, sql.beginPause, [contestId, pauseId, actorId, told.reason, told.note]);
      const [row] = await run(manager, sql.lockPause, [contestId, pauseId]);
      if (!row) throw new DomainError('PAUSE_OPEN');
      if (begun) {
        const line = { action: 'contest.paused', subject: `contest/${contestId}`, after: { pauseId, ...told } };
        await appendAudit(manager, { actorId, requestId, ...line });
      }
      return pauseOf(row);
    });
  }

  /**
   * Ends a pause and gives the time back. Again: nothing happens, and the answer is the same.
   *
   * @throws DomainError PAUSE_NOT_FOUND
   */
  async end(act: PauseAct): Promise<Pause> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.dataSource.transaction((manager) => this.endOnce(manager, act));
      } catch (error) {
        if ((error as { code?: string }).code !== DEADLOCK || tries === TRIES) throw error;
      }
    }
  }

  private async endOnce(manager: EntityManager, act: PauseAct): Promise<Pause> {
    const { contestId, pauseId, actorId, requestId } = act;
    const [row] = await run(manager, sql.lockPause, [contestId, pauseId]);
    if (!row) throw new DomainError('PAUSE_NOT_FOUND');
    if (row.ended_ms !== null) return pauseOf(row);
    await run(manager, sql.lockStanding, [contestId, pauseId]);
    const [ended] = await run(manager, sql.endPause, [contestId, pauseId, actorId]);
    const pause = pauseOf(ended!);
    const givenMs = pause.endedAt! - pause.startedAt;
    await appendAudit(manager, {
      actorId,
      requestId,
      action: 'contest.resumed',
      subject: `contest/${contestId}`,
      after: { pauseId, attempts: pause.attempts, givenMs },
    });
    return pause;
  }
}

function pauseOf({ id, started_ms, reason, note, ended_ms, attempts }: sql.PauseRow): Pause {
  return { id, startedAt: started_ms, reason, note, endedAt: ended_ms, attempts };
}

function reachOf({ attempts, ends_ms, beyond_close }: sql.ReachRow, givenMs: number): PauseReach {
  return { attempts, givenMs, endsAt: ends_ms, beyondClose: beyond_close };
}
