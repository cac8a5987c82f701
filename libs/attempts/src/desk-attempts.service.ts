import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { isoInstant, LIMITS, showReceiptNumber } from '#domain';
import { Clock } from '#platform';
import { attemptAddress } from './attempt-token.js';
import { readDeskAttempts, type DeskAttemptRow } from './desk-attempts.queries.js';
import { releasedAt } from './release.js';

/** How one attempt went, as the desk reads it out: never what was answered, and no score before the person may see it. */
export interface DeskAttempt {
  attemptId: string;
  attemptNo: number;
  roundTitle: string;
  state: DeskAttemptRow['state'];
  closedBy: DeskAttemptRow['closed_by'];
  voided: boolean;
  voidReason: string | null;
  startedAt: string;
  deadlineAt: string;
  extraTimePercent: number;
  questions: number;
  /** Of the answers that the server has. */
  answered: number;
  lastSavedAt: string | null;
  /** When the device had no connection, as its late saves told; the newest ten, oldest first. */
  outages: { from: string; to: string }[];
  /** When it was opened anew, or on another device; the newest ten, oldest first. */
  resumedAt: string[];
  submittedAt: string | null;
  lateMs: number | null;
  elapsedMs: number | null;
  receiptNumber: string | null;
  gradedAt: string | null;
  /** The mark is not the first: a key was corrected. */
  regraded: boolean;
  /** It could not be marked yet, and the operators know. */
  isStuck: boolean;
  /** In 1/1000 point. */
  score: number | null;
  maxScore: number | null;
  /** When the score will be shown; null: it is, or never will be. */
  scoreReleasedAt: string | null;
}

/** The attempts of one person, for whoever answers the telephone. */
@Injectable()
export class DeskAttemptsService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** The last attempts of a participant, newest first. */
  async of(contestId: number, participantId: string): Promise<DeskAttempt[]> {
    const of = [contestId, participantId, LIMITS.deskAttemptsShown];
    const now = this.clock.now();
    return (await run(this.dataSource.manager, readDeskAttempts, of)).map((row) => show(contestId, row, now));
  }
}

const instant = (ms: number | null): string | null => (ms === null ? null : isoInstant(ms));

function show(contestId: number, row: DeskAttemptRow, now: number): DeskAttempt {
  const shownFrom = releasedAt(row.release, { round: row.round_closes_ms, contest: row.contest_closes_ms });
  const released = row.state === 'graded' && shownFrom <= now;
  return {
    attemptId: attemptAddress(contestId, row.id),
    attemptNo: row.attempt_no,
    roundTitle: row.round_title,
    state: row.state,
    closedBy: row.closed_by,
    voided: row.voided,
    voidReason: row.void_reason,
    startedAt: isoInstant(row.started_ms),
    deadlineAt: isoInstant(row.deadline_ms),
    extraTimePercent: row.extra_time_percent,
    questions: row.questions,
    answered: row.answered,
    lastSavedAt: instant(row.saved_ms),
    outages: (row.outages ?? []).map(([from, to]) => ({ from: isoInstant(from), to: isoInstant(to) })).reverse(),
    resumedAt: (row.resumed ?? []).map(isoInstant).reverse(),
    submittedAt: instant(row.submitted_ms),
    lateMs: row.late_ms,
    elapsedMs: row.elapsed_ms,
    receiptNumber: row.receipt_number === null ? null : showReceiptNumber(row.receipt_number),
    gradedAt: instant(row.graded_ms),
    regraded: row.regraded,
    isStuck: row.is_stuck && row.state === 'submitted',
    score: released ? row.score : null,
    maxScore: released ? row.max_score : null,
    scoreReleasedAt: released || !Number.isFinite(shownFrom) || shownFrom === 0 ? null : isoInstant(shownFrom),
  };
}
