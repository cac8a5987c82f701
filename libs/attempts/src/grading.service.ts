import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { column, holdKeys, run } from '#database';
import {
  gradePaper,
  pointsFor,
  toCanonicalMask,
  type Contribution,
  type KeyRule,
  type PaperGrade,
  type RoundRules,
} from '#domain';
import {
  clearFailures,
  insertGrades,
  insertRegrades,
  lockGraded,
  lockOwed,
  readGraded,
  readGradedItems,
  readKeys,
  recordFailure,
  retireGrades,
  type GradedItemRow,
  type GradedRow,
  type KeyRow,
  type MarkableRow,
  type OwedRow,
} from './grading.queries.js';
import { RoundRulesCache } from './round-rules-cache.js';

export interface GradedGroup {
  attemptIds: string[];
  roundIds: number[];
  /** What each of them adds to boards and counters; true until the end of the transaction, which holds the attempts. */
  contributions: Contribution[];
}

/** A graded attempt and what it earned before and after, or would earn, by another key. In 1/1000 point. */
export interface RegradedAttempt {
  attemptId: string;
  participantId: string;
  roundId: number;
  scoreBefore: number;
  score: number;
  fullMarks: boolean;
}

/** Marks attempts. Lives in the worker: the only process that reads keys. */
@Injectable()
export class GradingService {
  /** Kind, options and topic of item versions never change. */
  private readonly items = new Map<number, GradedItemRow>();

  constructor(private readonly rules: RoundRulesCache) {}

  /**
   * Grades what is still owed of a group, inside the caller's transaction. What is graded already, being graded by
   * another worker, or unknown is passed over: a job may come twice and counts once.
   *
   * @throws RangeError when an attempt cannot be marked; the caller then grades the group one by one.
   */
  async grade(manager: EntityManager, contestId: number, attemptIds: string[]): Promise<GradedGroup> {
    await holdKeys(manager);
    const owed = await run(manager, lockOwed, [contestId, attemptIds]);
    if (owed.length === 0) return { attemptIds: [], roundIds: [], contributions: [] };
    const versions = versionsOf(owed);
    const keys = new Map((await run(manager, readKeys, [versions])).map((key) => [key.item_version_id, key]));
    await this.loadItems(manager, versions);

    const grades: { attempt: OwedRow; grade: PaperGrade; keyRevisions: number[] }[] = [];
    for (const attempt of owed) {
      const rules = await this.rules.get(manager, contestId, attempt.round_id, attempt.round_revision);
      grades.push({ attempt, ...this.mark(attempt, rules, keys) });
    }
    const ids = grades.map(({ attempt }) => attempt.id);
    await run(manager, insertGrades, [
      contestId,
      column(ids),
      column(grades.map(({ grade }) => `"{${grade.marks.join(',')}}"`)),
      column(grades.map(({ keyRevisions }) => `"{${keyRevisions.join(',')}}"`)),
      column(grades.map(({ grade }) => grade.score)),
      column(grades.map(({ grade }) => grade.maxScore)),
      column(grades.map(({ grade }) => grade.fullMarks)),
    ]);
    return {
      attemptIds: ids,
      roundIds: [...new Set(grades.map(({ attempt }) => attempt.round_id))],
      contributions: grades.map(({ attempt, grade }) => contributionOf(attempt, grade)),
    };
  }

  /**
   * Marks graded attempts again by the keys as they are now. A grade that would not change is left alone; otherwise the
   * earlier one stays as a row and stops counting. The caller tallies what is returned.
   */
  async regrade(
    manager: EntityManager,
    contestId: number,
    attemptIds: string[],
    reason: string,
  ): Promise<RegradedAttempt[]> {
    await holdKeys(manager);
    const held = await run(manager, lockGraded, [contestId, attemptIds]);
    const graded = await run(manager, readGraded, [contestId, held.map(({ id }) => id)]);
    if (graded.length === 0) return [];
    const versions = versionsOf(graded);
    const keys = new Map((await run(manager, readKeys, [versions])).map((key) => [key.item_version_id, key]));
    await this.loadItems(manager, versions);

    const changed: { attempt: GradedRow; grade: PaperGrade; keyRevisions: number[] }[] = [];
    for (const attempt of graded) {
      const rules = await this.rules.get(manager, contestId, attempt.round_id, attempt.round_revision);
      const { grade, keyRevisions } = this.mark(attempt, rules, keys);
      if (keyRevisions.join() === attempt.key_revisions.join()) continue;
      changed.push({ attempt, grade, keyRevisions });
    }
    if (changed.length === 0) return [];
    const ids = changed.map(({ attempt }) => attempt.id);
    await run(manager, retireGrades, [contestId, ids]);
    await run(manager, insertRegrades, [
      contestId,
      ids,
      changed.map(({ attempt }) => attempt.revision + 1),
      changed.map(({ grade }) => `{${grade.marks.join(',')}}`),
      changed.map(({ keyRevisions }) => `{${keyRevisions.join(',')}}`),
      changed.map(({ grade }) => grade.score),
      changed.map(({ grade }) => grade.maxScore),
      changed.map(({ grade }) => grade.fullMarks),
      reason,
    ]);
    return changed.map(({ attempt, grade }) => regraded(attempt, grade));
  }

  /**
   * What graded attempts would earn if one of their items had another key. Nothing is written and nothing is held.
   *
   * @param key null `keyMask`: which options are right stays as it is, only the rule changes
   * @returns all of them, whether they would change or not, and the key as it is now
   */
  async foresee(
    manager: EntityManager,
    contestId: number,
    attemptIds: string[],
    key: { itemVersionId: number; keyMask: number | null; rule: KeyRule },
  ): Promise<RegradedAttempt[]> {
    const graded = await run(manager, readGraded, [contestId, attemptIds]);
    const versions = versionsOf(graded);
    const keys = new Map((await run(manager, readKeys, [versions])).map((one) => [one.item_version_id, one]));
    await this.loadItems(manager, versions);
    const now = keys.get(key.itemVersionId);
    if (now) keys.set(key.itemVersionId, { ...now, rule: key.rule, key_mask: key.keyMask ?? now.key_mask });
    const foreseen: RegradedAttempt[] = [];
    for (const attempt of graded) {
      const rules = await this.rules.get(manager, contestId, attempt.round_id, attempt.round_revision);
      foreseen.push(regraded(attempt, this.mark(attempt, rules, keys).grade));
    }
    return foreseen;
  }

  /** The key of an item version as it is now, for whoever is about to correct it; null when it has none. */
  async keyOf(manager: EntityManager, itemVersionId: number): Promise<{ keyMask: number; rule: KeyRule } | null> {
    const [key] = await run(manager, readKeys, [[itemVersionId]]);
    return key ? { keyMask: key.key_mask, rule: key.rule } : null;
  }

  /** Shows the administrator which attempt could not be graded and why. A transaction of its own. */
  async recordFailure(manager: EntityManager, contestId: number, attemptId: string, reason: string): Promise<void> {
    await run(manager, recordFailure, [contestId, attemptId, reason.slice(0, 500)]);
  }

  async clearFailures(manager: EntityManager, contestId: number, attemptIds: string[]): Promise<void> {
    await run(manager, clearFailures, [contestId, attemptIds]);
  }

  private mark(attempt: MarkableRow, rules: RoundRules, keys: ReadonlyMap<number, KeyRow>) {
    const keyRevisions: number[] = [];
    const positions = attempt.paper_items.map((version, i) => {
      const item = this.items.get(version);
      const key = keys.get(version);
      if (!item || !key) throw new RangeError(`item version ${version} has no key`);
      keyRevisions.push(key.revision);
      return {
        kind: item.kind,
        optionCount: item.option_count,
        keyMask: key.key_mask,
        keyRule: key.rule,
        chosenMask: toCanonicalMask(attempt.choices[i] ?? 0, attempt.paper_orders[i]!, item.option_count),
        pointsMilli: pointsFor(rules.scoring, item.topic),
      };
    });
    return { grade: gradePaper({ positions, scoring: rules.scoring }), keyRevisions };
  }

  private async loadItems(manager: EntityManager, versions: number[]): Promise<void> {
    const missing = versions.filter((id) => !this.items.has(id));
    if (missing.length === 0) return;
    for (const item of await run(manager, readGradedItems, [missing])) this.items.set(item.id, item);
  }
}

/** The item versions of these papers, each once. */
function versionsOf(papers: readonly MarkableRow[]): number[] {
  const versions = new Set<number>();
  for (const paper of papers) for (const version of paper.paper_items) versions.add(version);
  return [...versions];
}

/** What a first grade adds to boards and counters. */
function contributionOf(attempt: OwedRow, { score, fullMarks }: PaperGrade): Contribution {
  return {
    attemptId: attempt.id,
    roundId: attempt.round_id,
    phaseId: attempt.phase_id,
    audienceId: attempt.audience_id,
    participantId: attempt.participant_id,
    contestUnitId: attempt.contest_unit_id,
    valid: attempt.valid,
    score,
    fullMarks,
    durationMs: attempt.duration_ms,
    startedAt: attempt.started_ms,
    submittedAt: attempt.submitted_ms,
    gradeRevision: 1,
  };
}

function regraded(attempt: GradedRow, { score, fullMarks }: PaperGrade): RegradedAttempt {
  const { id: attemptId, participant_id: participantId, round_id: roundId, score: scoreBefore } = attempt;
  return { attemptId, participantId, roundId, scoreBefore, score, fullMarks };
}
