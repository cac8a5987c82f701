import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import {
  answeredCount,
  DomainError,
  isoInstant,
  LIMITS,
  parseReceiptNumber,
  showReceiptNumber,
  type PredictionRule,
  type ReleaseMoment,
} from '#domain';
import { Clock, GroupsByContest } from '#platform';
import { attemptAddress } from './attempt-token.js';
import { readRegrades, type CorrectionRule } from './corrections/correction.queries.js';
import { homeOf, type AttemptHome } from './attempt-view.js';
import { GradedBell } from './graded-bell.js';
import { releasedAt } from './release.js';
import { readCloses, readContestId, readReceipt, readResults, type ResultRow } from './result.queries.js';
import { RoundCatalog } from './round-catalog.js';

/** What the owner of an attempt is told. `score` is null until it is graded and released. */
export interface ResultView extends AttemptHome {
  attemptId: string;
  roundId: string;
  attemptNo: number;
  state: 'in_progress' | 'submitted' | 'graded';
  closedBy: 'participant' | 'deadline' | 'round_end' | 'organizer' | null;
  submittedAt: string | null;
  elapsedMs: number | null;
  lateMs: number | null;
  receiptNumber: string | null;
  prediction: number | null;
  /** Until when the prediction can be changed, as things are now; null: it cannot. */
  predictionUntil: string | null;
  voided: boolean;
  voidReason: string | null;
  /** Its time ran out before any question was answered, and the rules say that it does not count. */
  abandoned: boolean;
  /** In 1/1000 point. */
  score: number | null;
  maxScore: number | null;
  fullMarks: boolean | null;
  /** When the score is shown, if it is not yet; null when it is shown or never will be. */
  scoreReleasedAt: string | null;
  /** Questions whose key was corrected after the first grade, in the order in which that happened. */
  regrades: Regrade[];
}

/** A question that was graded again. The scores, in 1/1000 point, only once they are released. */
export interface Regrade {
  position: number;
  rule: CorrectionRule;
  note: string;
  scoreBefore: number | null;
  scoreAfter: number | null;
}

/** What anyone may know who holds a receipt: never answers, never a name. */
export interface ReceiptView {
  known: boolean;
  attemptId: string;
  submittedAt: string | null;
  answered: number;
  state: 'in_progress' | 'submitted' | 'graded';
  voided: boolean;
}

/** How often a held request looks by itself, should the bell be lost with Redis. */
const LOOK_EVERY_MS = 500;
/** Closing times of a contest's rounds are read anew this often. */
const CLOSES_KEPT_MS = 5_000;

@Injectable()
export class ResultService {
  private readonly reads = new GroupsByContest<{ contestId: number; attemptId: string }, ResultRow | null>({
    lane: 'results',
    run: async (asked) => {
      const rows = await run(this.dataSource.manager, readResults, [
        asked[0]!.contestId,
        asked.map((a) => a.attemptId),
      ]);
      const found = new Map(rows.map((row) => [row.id, row]));
      return asked.map(({ attemptId }) => found.get(attemptId) ?? null);
    },
    groupMax: LIMITS.submitGroupMax,
    queueMax: LIMITS.writeQueueMax,
    patienceMs: LIMITS.groupPatienceMs,
  });
  private readonly closes = new Map<number, { readAt: number; byRound: Map<number, number>; last: number }>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly catalog: RoundCatalog,
    private readonly bell: GradedBell,
    private readonly clock: Clock,
  ) {}

  /**
   * The result of an attempt; with `waitMs`, held until it is graded or the time is over.
   *
   * @param owner the account or the participant who asks.
   * @throws DomainError ATTEMPT_NOT_FOUND, NOT_YOUR_ATTEMPT.
   */
  async read(
    contestId: number,
    attemptId: string,
    owner: { accountId?: string; participantId?: string },
    waitMs: number,
  ): Promise<ResultView> {
    const patience = Math.min(waitMs, LIMITS.resultWaitMaxMs);
    let waited = 0;
    if (patience > 0 && this.bell.isExpected(attemptId)) {
      await this.bell.wait(attemptId, Math.min(LOOK_EVERY_MS, patience));
      waited = LOOK_EVERY_MS;
    }
    for (;;) {
      // The bell is hung before the look: a grade that falls between the two is not missed.
      const bell = waited < patience ? this.bell.wait(attemptId, Math.min(LOOK_EVERY_MS, patience - waited)) : null;
      const row = await this.reads.add({ contestId, attemptId });
      if (!row) throw new DomainError('ATTEMPT_NOT_FOUND');
      const own = owner.participantId === row.participant_id || owner.accountId === row.account_id;
      if (!own) throw new DomainError('NOT_YOUR_ATTEMPT');
      if (row.state !== 'submitted' || bell === null) return this.view(contestId, row);
      await bell;
      waited += LOOK_EVERY_MS;
    }
  }

  /** @throws DomainError RECEIPT_NOT_FOUND for a number that is mistyped or belongs to no submit of this contest. */
  async verify(slug: string, text: string): Promise<ReceiptView> {
    const manager = this.dataSource.manager;
    const number = parseReceiptNumber(text);
    const [contest] = await run(manager, readContestId, [slug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    const contestId = contest.id;
    const [row] = number === null ? [] : await run(manager, readReceipt, [contestId, number]);
    if (!row) throw new DomainError('RECEIPT_NOT_FOUND');
    return {
      known: true,
      attemptId: attemptAddress(contestId, row.id),
      submittedAt: row.submitted_ms === null ? null : isoInstant(row.submitted_ms),
      answered: answeredCount(row.choices),
      state: row.state,
      voided: row.voided,
    };
  }

  private async view(contestId: number, row: ResultRow): Promise<ResultView> {
    const round = await this.catalog.get(this.dataSource.manager, contestId, row.round_id, row.round_revision);
    const releasedAt = await this.releasedAt(contestId, row.round_id, round.rules.release.score);
    const released = row.state === 'graded' && releasedAt <= this.clock.now();
    return {
      attemptId: attemptAddress(contestId, row.id),
      roundId: `${contestId}-${row.round_id}`,
      ...homeOf(round),
      attemptNo: row.attempt_no,
      state: row.state,
      closedBy: row.closed_by,
      submittedAt: row.submitted_ms === null ? null : isoInstant(row.submitted_ms),
      elapsedMs: row.elapsed_ms,
      lateMs: row.late_ms,
      receiptNumber: row.receipt_number === null ? null : showReceiptNumber(row.receipt_number),
      prediction: row.prediction === null ? null : Number(row.prediction),
      predictionUntil: await this.predictionUntil(contestId, row, round.rules.prediction),
      voided: row.voided,
      voidReason: row.void_reason,
      abandoned: row.abandoned,
      score: released ? row.score : null,
      maxScore: released ? row.max_score : null,
      fullMarks: released ? row.full_marks : null,
      scoreReleasedAt: released || !Number.isFinite(releasedAt) || releasedAt === 0 ? null : isoInstant(releasedAt),
      regrades: await this.regrades(contestId, row, released),
    };
  }

  private async regrades(contestId: number, row: ResultRow, released: boolean): Promise<Regrade[]> {
    if (row.revision === null || row.revision === 1) return [];
    const rows = await run(this.dataSource.manager, readRegrades, [contestId, row.id]);
    return rows.map(({ position, rule, public_note: note, score_before, score_after }) => ({
      position,
      rule,
      note,
      scoreBefore: released ? score_before : null,
      scoreAfter: released ? score_after : null,
    }));
  }

  /** Epoch ms from which a thing is shown: 0 = at once, Infinity = never. */
  private async releasedAt(contestId: number, roundId: number, moment: ReleaseMoment): Promise<number> {
    // Most rounds need no look at the closing times.
    if (moment === 'at_submit' || moment === 'never') return releasedAt(moment, { round: 0, contest: 0 });
    return releasedAt(moment, await this.closesOf(contestId, roundId));
  }

  /** As `PredictionService` judges a change. */
  private async predictionUntil(
    contestId: number,
    row: ResultRow,
    rule: PredictionRule | null,
  ): Promise<string | null> {
    if (rule?.changeUntil !== 'round_end' || row.state === 'in_progress' || row.voided) return null;
    if (row.prediction_changes >= LIMITS.predictionChangesMax) return null;
    const { round: closes } = await this.closesOf(contestId, row.round_id);
    return closes <= this.clock.now() ? null : isoInstant(closes);
  }

  /** When a round and its contest close, epoch ms. */
  private async closesOf(contestId: number, roundId: number): Promise<{ round: number; contest: number }> {
    const now = this.clock.now();
    let closes = this.closes.get(contestId);
    if (!closes || Math.abs(now - closes.readAt) > CLOSES_KEPT_MS) {
      const rows = await run(this.dataSource.manager, readCloses, [contestId]);
      const byRound = new Map(rows.map((row) => [row.round_id, row.closes_ms]));
      closes = { readAt: now, byRound, last: Math.max(...byRound.values()) };
      this.closes.set(contestId, closes);
    }
    return { round: closes.byRound.get(roundId) ?? closes.last, contest: closes.last };
  }
}
