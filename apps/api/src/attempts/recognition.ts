import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import {
  attemptsOfJudged,
  namedBoards,
  restoreAttemptsOf,
  SignalService,
  voidAttemptsOf,
  type CorrectionBoard,
  type Judged,
  type JudgedAttempt,
  type SignalDecision,
} from '#attempts';
import { appendAudit } from '#database';
import { DomainError, RULE_WORDS, type VoidReason } from '#domain';
import { ENV, gradedChannel, REDIS, type Env, type GradedMessage, type RedisClient } from '#platform';
import { ForesightService, TallyService } from '#results';

/** Who decides, and whether only to look. */
export interface Ruling {
  contestId: number;
  /** The words of the regulations, which the person reads; null restores. */
  voidFor: VoidReason | null;
  /** Why, for the trail's reader; never shown to the person. */
  reason: string;
  by: string;
  requestId: string | null;
  isPreview: boolean;
}

/** How many attempts were decided on, or would be, and what that does to places with prizes; `boards` only foreseen. */
export interface Ruled {
  attempts: number;
  persons: number;
  boards: CorrectionBoard[];
}

/**
 * Voids and restores attempts with all figures, in one transaction, and keeps decisions about signals with what follows
 * from them. The only place of the front door that knows attempts and results together for this.
 */
@Injectable()
export class Recognition {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly tally: TallyService,
    private readonly foresight: ForesightService,
    private readonly signals: SignalService,
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /**
   * Decides on one attempt, or on all of a person in the contest.
   * @throws DomainError ATTEMPT_NOT_FOUND, ATTEMPT_VOIDED, ATTEMPT_NOT_VOIDED when nothing is left to be decided
   */
  async rule(judged: Judged, ruling: Ruling): Promise<Ruled> {
    return this.committed(ruling, async (manager) => this.apply(manager, [judged], ruling));
  }

  /**
   * Keeps what was decided about a signal; with `void` the attempts that it is about, or all of the people who are named.
   * @throws DomainError NOT_FOUND, SIGNAL_DECIDED, INVALID_INPUT (nobody is named, or somebody whom it is not about), and as `rule`
   */
  async decide(
    signal: { id: number; decision: SignalDecision; participantIds: readonly string[] },
    ruling: Ruling,
  ): Promise<Ruled> {
    return this.committed(ruling, async (manager) => {
      const { contestId, reason, by, requestId } = ruling;
      const { id, decision } = signal;
      const about = await this.signals.decide(manager, { contestId, id, decision, reason, by, requestId });
      if (decision !== 'void') return { ruled: { attempts: 0, persons: 0, boards: [] }, roundIds: [] };
      const people = signal.participantIds.map((participantId) => ({ participantId }));
      const judged: Judged[] = people.length > 0 ? people : about.attemptIds.map((attemptId) => ({ attemptId }));
      const isAbout = people.every(({ participantId }) => about.participantIds.includes(participantId));
      if (judged.length === 0 || !isAbout) throw new DomainError('INVALID_INPUT', { field: 'participantIds' });
      return this.apply(manager, judged, ruling);
    });
  }

  private async apply(
    manager: EntityManager,
    judged: Judged[],
    ruling: Ruling,
  ): Promise<{ ruled: Ruled; roundIds: number[] }> {
    const { contestId, voidFor, isPreview } = ruling;
    const found: JudgedAttempt[] = [];
    for (const one of judged) found.push(...(await attemptsOfJudged(manager, contestId, one)));
    if (found.length === 0) throw new DomainError('ATTEMPT_NOT_FOUND');
    const others = found.filter(({ voided }) => voided === (voidFor === null));
    if (others.length === 0) throw new DomainError(voidFor === null ? 'ATTEMPT_NOT_VOIDED' : 'ATTEMPT_VOIDED');
    const ruled = { attempts: others.length, persons: new Set(others.map((one) => one.participant_id)).size };
    if (isPreview) return { ruled: { ...ruled, boards: await this.ahead(manager, ruling, others) }, roundIds: [] };

    const ids = others.map(({ id }) => id);
    const changed =
      voidFor === null
        ? await restoreAttemptsOf(manager, contestId, ids)
        : await voidAttemptsOf(manager, contestId, ids, { by: ruling.by, reason: wordsOf(voidFor) });
    await this.tally.apply(manager, contestId, changed);
    for (const id of changed) {
      await appendAudit(manager, {
        actorId: ruling.by,
        action: voidFor === null ? 'attempt.restored' : 'attempt.voided',
        subject: `attempt/${contestId}-${id}`,
        after: { reason: voidFor, words: ruling.reason },
        requestId: ruling.requestId,
      });
    }
    return { ruled: { ...ruled, boards: [] }, roundIds: [...new Set(others.map(({ round_id }) => round_id))] };
  }

  private async ahead(manager: EntityManager, { contestId, voidFor }: Ruling, attempts: JudgedAttempt[]) {
    const ahead = await this.foresight.begin(manager, contestId);
    const valid = voidFor === null;
    await ahead.add(
      attempts.map(({ id, participant_id }) => ({ attemptId: id, participantId: participant_id, valid })),
    );
    return namedBoards(manager, contestId, ahead.boards());
  }

  /** A look ahead is taken back whole. */
  private async committed(
    { contestId, isPreview }: Ruling,
    work: (manager: EntityManager) => Promise<{ ruled: Ruled; roundIds: number[] }>,
  ): Promise<Ruled> {
    const runner = this.dataSource.createQueryRunner();
    await runner.startTransaction();
    try {
      const { ruled, roundIds } = await work(runner.manager);
      if (isPreview) await runner.rollbackTransaction();
      else await runner.commitTransaction();
      this.announce(contestId, roundIds);
      return ruled;
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** Pages look by themselves when this is lost. */
  private announce(contestId: number, roundIds: number[]): void {
    if (roundIds.length === 0) return;
    const message: GradedMessage = { contestId, attemptIds: [], roundIds };
    void this.redis.publish(gradedChannel(this.env.REDIS_PREFIX), JSON.stringify(message)).catch(() => undefined);
  }
}

/** The reason as the regulations print it, with a capital: 'Thi hộ hoặc nhờ người thi hộ'. */
export function wordsOf(reason: VoidReason): string {
  const words = RULE_WORDS['verification.voidReasons[]'][reason];
  return words.charAt(0).toUpperCase() + words.slice(1);
}
