import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { run } from '#database';
import { isoInstant, LIMITS, showReceiptNumber } from '#domain';
import { Clock } from '#platform';
import { attemptAddress, parseAttemptAddress } from './attempt-token.js';
import {
  readOpenAttempt,
  readOwnAttempts,
  readOwnContests,
  type OwnAttemptRow,
  type OwnContestRow,
} from './own-attempts.queries.js';
import { releasedAt } from './release.js';
import type { ResultView } from './result.service.js';

/** One line of "my attempts": as the result tells it, with its contest and round by name. */
export interface OwnAttempt extends Omit<
  ResultView,
  'contest' | 'round' | 'lateMs' | 'predictionUntil' | 'voidReason' | 'fullMarks' | 'regrades'
> {
  contestSlug: string;
  contestTitle: string;
  roundTitle: string;
  startedAt: string;
  deadlineAt: string;
  /** What was predicted before it was changed, each with the moment until which it was. */
  predictionsBefore: { prediction: number | null; until: string }[];
  /** Until when the prediction may be changed, and its range; null where it cannot be changed. */
  predictionChange: { until: string; min: number; max: number } | null;
}

export interface OwnAttempts {
  attempts: OwnAttempt[];
  /** Give it as `after` for the next page; null when this is the last. */
  next: string | null;
}

/** Attempts read at once for a copy of everything. */
const PAGE = 200;

/** What a person has taken so far, in all contests. */
@Injectable()
export class OwnAttemptsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * A page of the attempts of an account, newest first. A score is told from the moment that the rules of its round say.
   *
   * @param after the id of an attempt: only those started before it; null for the first page
   */
  async page(accountId: string, after: string | null, limit: number): Promise<OwnAttempts> {
    const { manager } = this.dataSource;
    const now = this.clock.now();
    const found: { contest: OwnContestRow; row: OwnAttemptRow }[] = [];
    // A statement a contest, few for any person: so each reads the one partition that it names.
    for (const contest of await run(manager, readOwnContests, [accountId])) {
      const rows = await run(manager, readOwnAttempts, [contest.id, contest.participant_id, after, limit + 1]);
      found.push(...rows.map((row) => ({ contest, row })));
    }
    const newest = found.sort((a, b) => (a.row.id < b.row.id ? 1 : -1)).slice(0, limit);
    return {
      attempts: newest.map(({ contest, row }) => show(contest, row, now)),
      next: found.length > limit ? attemptAddress(newest.at(-1)!.contest.id, newest.at(-1)!.row.id) : null,
    };
  }

  /** All attempts of an account, newest first. */
  async all(accountId: string): Promise<OwnAttempt[]> {
    const attempts: OwnAttempt[] = [];
    let after: string | null = null;
    do {
      const { attempts: some, next } = await this.page(accountId, after, PAGE);
      attempts.push(...some);
      after = next === null ? null : parseAttemptAddress(next).attemptId;
    } while (after !== null);
    return attempts;
  }

  /** Has this account an attempt in progress in any contest? Asked in the caller's transaction, which may hold the person. */
  async hasOpen(manager: EntityManager, accountId: string): Promise<boolean> {
    for (const contest of await run(manager, readOwnContests, [accountId])) {
      if ((await run(manager, readOpenAttempt, [contest.id, contest.participant_id])).length > 0) return true;
    }
    return false;
  }
}

function show(contest: OwnContestRow, row: OwnAttemptRow, now: number): OwnAttempt {
  const shownFrom = releasedAt(row.release, { round: row.round_closes_ms, contest: row.contest_closes_ms });
  const released = row.state === 'graded' && shownFrom <= now;
  return {
    attemptId: attemptAddress(contest.id, row.id),
    contestSlug: contest.slug,
    contestTitle: contest.title,
    roundId: `${contest.id}-${row.round_id}`,
    roundTitle: row.round_title,
    attemptNo: row.attempt_no,
    state: row.state,
    closedBy: row.closed_by,
    startedAt: isoInstant(row.started_ms),
    deadlineAt: isoInstant(row.deadline_ms),
    submittedAt: row.submitted_ms === null ? null : isoInstant(row.submitted_ms),
    elapsedMs: row.elapsed_ms,
    receiptNumber: row.receipt_number === null ? null : showReceiptNumber(row.receipt_number),
    prediction: row.prediction === null ? null : Number(row.prediction),
    predictionsBefore: row.predictions_before,
    predictionChange: predictionChange(row, now),
    voided: row.voided,
    abandoned: row.abandoned,
    score: released ? row.score : null,
    maxScore: released ? row.max_score : null,
    scoreReleasedAt: released || !Number.isFinite(shownFrom) || shownFrom === 0 ? null : isoInstant(shownFrom),
  };
}

/** As the server judges a change: see `PredictionService`. */
function predictionChange(row: OwnAttemptRow, now: number): OwnAttempt['predictionChange'] {
  const { prediction_rule: rule, round_closes_ms: closes } = row;
  if (rule?.changeUntil !== 'round_end' || row.state === 'in_progress' || row.voided || now >= closes) return null;
  if (row.predictions_before.length >= LIMITS.predictionChangesMax) return null;
  return { until: isoInstant(closes), min: rule.min, max: rule.max };
}
