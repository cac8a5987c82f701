import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { allowanceOf, DomainError, isoInstant, judgeStart, type Allowance } from '#domain';
import { Clock } from '#platform';
import { attemptAddress } from './attempt-token.js';
import { readPlace, type PlaceRow } from './place.queries.js';
import { quotaOf } from './quota-row.js';
import { readContestId } from './result.queries.js';

/** The attempt that a person has in hand. */
export interface OpenAttempt {
  attemptId: string;
  roundId: string;
  roundTitle: string;
  startedAt: string;
  deadlineAt: string;
  graceMs: number;
}

/** What a person may do in one round now. */
export interface RoundPlace extends Allowance {
  roundId: string;
  /** A start now would begin a new attempt: nothing refuses it and none is open, which it would give back instead. */
  canStart: boolean;
  /** What the start would say; null where it would not refuse. */
  refusal: DomainError | null;
}

export interface Place {
  /** The instant at which everything was judged, epoch ms. */
  now: number;
  openAttempt: OpenAttempt | null;
  /** By opening time; empty for who has not joined. */
  rounds: RoundPlace[];
}

/** Where a person stands in a contest. It judges as the start does and never writes. */
@Injectable()
export class PlaceService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * @param accountId null for who is not signed in
   * @throws DomainError CONTEST_NOT_FOUND, also for a draft; CLOCK_UNSURE
   */
  async read(slug: string, accountId: string | null): Promise<Place> {
    const { manager } = this.dataSource;
    const now = this.clock.now();
    const [contest] = await run(manager, readContestId, [slug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    const [row] = accountId === null ? [] : await run(manager, readPlace, [contest.id, accountId, now]);
    if (!row) return { now, openAttempt: null, rounds: [] };
    return { now, openAttempt: openAttemptOf(contest.id, row), rounds: roundsOf(contest.id, row, now) };
  }
}

function openAttemptOf(contestId: number, row: PlaceRow): OpenAttempt | null {
  if (row.open_id === null) return null;
  return {
    attemptId: attemptAddress(contestId, row.open_id),
    roundId: `${contestId}-${row.open_round_id}`,
    roundTitle: row.rounds.find(({ id }) => id === row.open_round_id)!.title,
    startedAt: isoInstant(row.open_started_ms),
    deadlineAt: isoInstant(row.open_deadline_ms),
    graceMs: row.open_grace_ms,
  };
}

function roundsOf(contestId: number, row: PlaceRow, now: number): RoundPlace[] {
  const quota = quotaOf(row);
  return row.rounds.map((round) => {
    const { limits } = round;
    const refusal = refusalOf(row) ?? judgeStart({ now, quota, limits, round });
    return {
      roundId: `${contestId}-${round.id}`,
      ...allowanceOf({ now, quota, limits, round }),
      canStart: refusal === null && row.open_id === null,
      refusal,
    };
  });
}

/** What refuses a start in every round. */
function refusalOf(place: PlaceRow): DomainError | null {
  const { published, has_left, excluded, outside, hotline, pause_note, stop_note } = place;
  // A contest that was closed by hand takes no starts, whatever the windows of its rounds say.
  if (!published) return new DomainError('CONTEST_NOT_OPEN');
  if (stop_note !== null) return new DomainError('CONTEST_STOPPED', { note: stop_note });
  if (pause_note !== null) return new DomainError('CONTEST_PAUSED', { note: pause_note });
  if (has_left) return new DomainError('CONSENT_WITHDRAWN');
  if (excluded !== null) return new DomainError('EXCLUDED', { reason: excluded, hotline });
  return outside ? new DomainError('UNIT_NOT_INVITED') : null;
}
