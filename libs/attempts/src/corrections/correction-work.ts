import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { maskToOptions, type KeyRule } from '#domain';
import { GradingService, type RegradedAttempt } from '../grading.service.js';
import type { CorrectionPreview, CorrectionRule } from './correction.queries.js';
import {
  advanceCorrection,
  attemptsWithItem,
  beginApplying,
  endCorrection,
  failCorrection,
  keepPreview,
  nextPeople,
  otherContestsWith,
  owedCorrections,
  readOwedCorrection,
  tryCorrectionLock,
  type OwedCorrection,
} from './correction-work.queries.js';

export type { OwedCorrection } from './correction-work.queries.js';

/** Their attempts are graded in one transaction, while which the figures of the contest wait: a moment. */
const PEOPLE_PER_GROUP = 100;

/** What a correction makes of the rule of a key. */
export const KEY_RULE: Record<CorrectionRule, KeyRule> = {
  regrade: 'normal',
  annul: 'annulled',
  give_all: 'all_credit',
};

/** The half of a correction that reads keys: what it would do, and doing it a group at a time. For the worker alone. */
@Injectable()
export class CorrectionWork {
  constructor(private readonly grading: GradingService) {}

  /** Corrections that something is owed of, oldest first. */
  owed(manager: EntityManager): Promise<OwedCorrection[]> {
    return run(manager, owedCorrections, []);
  }

  /** Takes a correction until the end of the transaction. @returns null when another worker has it, or nothing is owed. */
  async take(manager: EntityManager, { contest_id, id }: OwedCorrection): Promise<OwedCorrection | null> {
    const [lock] = await run(manager, tryCorrectionLock, [contest_id]);
    if (!lock!.mine) return null;
    const [correction] = await run(manager, readOwedCorrection, [contest_id, id]);
    return correction ?? null;
  }

  /** What every attempt with the item would earn, a group of people at a time. */
  async *foreseen(
    manager: EntityManager,
    correction: OwedCorrection,
  ): AsyncGenerator<{ attempts: RegradedAttempt[]; ungraded: number }> {
    const { contest_id: contestId, item_version_id: itemVersionId, right_mask: keyMask, rule } = correction;
    for (let after: string | null = null; ;) {
      const people: { id: string }[] = await run(manager, nextPeople, [contestId, after, PEOPLE_PER_GROUP]);
      const last = people.at(-1);
      if (!last) return;
      after = last.id;
      const found = await this.attemptsOf(manager, correction, people);
      const graded = found.filter(({ is_graded }) => is_graded).map(({ id }) => id);
      const key = { itemVersionId, keyMask, rule: KEY_RULE[rule] };
      const attempts = graded.length === 0 ? [] : await this.grading.foresee(manager, contestId, graded, key);
      yield { attempts, ungraded: found.length - graded.length };
    }
  }

  /** What is asked of a correction beside its attempts. @throws RangeError for an item without a key */
  async about(
    manager: EntityManager,
    { contest_id, item_version_id }: OwedCorrection,
  ): Promise<Pick<CorrectionPreview, 'before' | 'otherContests'>> {
    const key = await this.grading.keyOf(manager, item_version_id);
    if (!key) throw new RangeError(`item version ${item_version_id} has no key`);
    const [others] = await run(manager, otherContestsWith, [contest_id, item_version_id]);
    return {
      before: { options: maskToOptions(key.keyMask), rule: key.rule },
      otherContests: others!.contests,
    };
  }

  async keep(manager: EntityManager, { contest_id, id }: OwedCorrection, preview: CorrectionPreview): Promise<void> {
    await run(manager, keepPreview, [contest_id, id, JSON.stringify(preview)]);
  }

  /** From now on the new key holds. The caller has written it in the same transaction. */
  async begin(manager: EntityManager, { contest_id, id }: OwedCorrection, revision: number): Promise<void> {
    await run(manager, beginApplying, [contest_id, id, revision]);
  }

  /**
   * Grades the attempts of the next people again and moves on, all in the caller's transaction: whoever dies before the
   * commit has done nothing, whoever goes on does nothing twice. The caller tallies what is returned.
   *
   * @returns what changed; null when nobody was left and the correction is done
   */
  async advance(manager: EntityManager, correction: OwedCorrection): Promise<RegradedAttempt[] | null> {
    const { contest_id: contestId, id, after_participant: after } = correction;
    const people = await run(manager, nextPeople, [contestId, after, PEOPLE_PER_GROUP]);
    const last = people.at(-1);
    if (!last) {
      await run(manager, endCorrection, [contestId, id]);
      await appendAudit(manager, {
        actorId: correction.approved_by,
        action: 'key_correction.applied',
        subject: `contest/${contestId}/key-correction/${id}`,
      });
      return null;
    }
    const found = await this.attemptsOf(manager, correction, people);
    const graded = found.filter(({ is_graded }) => is_graded).map((attempt) => attempt.id);
    const changed =
      graded.length === 0 ? [] : await this.grading.regrade(manager, contestId, graded, correction.reason);
    const raised = changed.filter(({ score, scoreBefore }) => score > scoreBefore).length;
    const lowered = changed.filter(({ score, scoreBefore }) => score < scoreBefore).length;
    await run(manager, advanceCorrection, [contestId, id, last.id, changed.length, raised, lowered]);
    return changed;
  }

  /** Gives up, and says why to whoever looks at it. */
  async fail(manager: EntityManager, { contest_id, id }: OwedCorrection, reason: string): Promise<void> {
    await run(manager, failCorrection, [contest_id, id, reason.slice(0, 500)]);
  }

  private attemptsOf(manager: EntityManager, correction: OwedCorrection, people: { id: string }[]) {
    const ids = people.map(({ id }) => id);
    return run(manager, attemptsWithItem, [correction.contest_id, ids, correction.item_version_id]);
  }
}
