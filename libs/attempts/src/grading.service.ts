import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { gradePaper, pointsFor, toCanonicalMask, type PaperGrade, type RoundRules } from '#domain';
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
  restoreAttempts,
  retireGrades,
  voidAttempts,
  type GradedItemRow,
  type KeyRow,
  type OwedRow,
} from './grading.queries.js';
import { RoundRulesCache } from './round-rules-cache.js';

export interface GradedGroup {
  attemptIds: string[];
  roundIds: number[];
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
    const owed = await run(manager, lockOwed, [contestId, attemptIds]);
    if (owed.length === 0) return { attemptIds: [], roundIds: [] };
    const versions = [...new Set(owed.flatMap((attempt) => attempt.paper_items))];
    const keys = new Map((await run(manager, readKeys, [versions])).map((key) => [key.item_version_id, key]));
    await this.loadItems(manager, versions);

    const grades: { attempt: OwedRow; grade: PaperGrade; keyRevisions: number[] }[] = [];
    for (const attempt of owed) {
      const rules = await this.rules.get(manager, contestId, attempt.round_id, attempt.round_revision);
      grades.push({ attempt, ...this.mark(attempt, rules, keys) });
    }
    await run(manager, insertGrades, [
      contestId,
      grades.map(({ attempt }) => attempt.id),
      grades.map(({ grade }) => `{${grade.marks.join(',')}}`),
      grades.map(({ keyRevisions }) => `{${keyRevisions.join(',')}}`),
      grades.map(({ grade }) => grade.score),
      grades.map(({ grade }) => grade.maxScore),
      grades.map(({ grade }) => grade.fullMarks),
    ]);
    return {
      attemptIds: grades.map(({ attempt }) => attempt.id),
      roundIds: [...new Set(grades.map(({ attempt }) => attempt.round_id))],
    };
  }

  /**
   * Marks graded attempts again by the keys as they are now. A grade that would not change is left alone; otherwise the
   * earlier one stays as a row and stops counting. The caller tallies what is returned.
   */
  async regrade(manager: EntityManager, contestId: number, attemptIds: string[], reason: string): Promise<string[]> {
    const held = await run(manager, lockGraded, [contestId, attemptIds]);
    const graded = await run(manager, readGraded, [contestId, held.map(({ id }) => id)]);
    if (graded.length === 0) return [];
    const versions = [...new Set(graded.flatMap((attempt) => attempt.paper_items))];
    const keys = new Map((await run(manager, readKeys, [versions])).map((key) => [key.item_version_id, key]));
    await this.loadItems(manager, versions);

    const changed: { id: string; revision: number; grade: PaperGrade; keyRevisions: number[] }[] = [];
    for (const attempt of graded) {
      const rules = await this.rules.get(manager, contestId, attempt.round_id, attempt.round_revision);
      const { grade, keyRevisions } = this.mark(attempt, rules, keys);
      if (keyRevisions.join() === attempt.key_revisions.join()) continue;
      changed.push({ id: attempt.id, revision: attempt.revision + 1, grade, keyRevisions });
    }
    if (changed.length === 0) return [];
    const ids = changed.map(({ id }) => id);
    await run(manager, retireGrades, [contestId, ids]);
    await run(manager, insertRegrades, [
      contestId,
      ids,
      changed.map(({ revision }) => revision),
      changed.map(({ grade }) => `{${grade.marks.join(',')}}`),
      changed.map(({ keyRevisions }) => `{${keyRevisions.join(',')}}`),
      changed.map(({ grade }) => grade.score),
      changed.map(({ grade }) => grade.maxScore),
      changed.map(({ grade }) => grade.fullMarks),
      reason,
    ]);
    return ids;
  }

  /** Stops recognising attempts, with the reason; the caller tallies. @returns those that were recognised before. */
  async void(
    manager: EntityManager,
    contestId: number,
    attemptIds: string[],
    by: string | null,
    reason: string,
  ): Promise<string[]> {
    return (await run(manager, voidAttempts, [contestId, attemptIds, by, reason])).map(({ id }) => id);
  }

  /** Recognises attempts again; the caller tallies. @returns those that were not recognised before. */
  async restore(manager: EntityManager, contestId: number, attemptIds: string[]): Promise<string[]> {
    return (await run(manager, restoreAttempts, [contestId, attemptIds])).map(({ id }) => id);
  }

  /** Shows the administrator which attempt could not be graded and why. A transaction of its own. */
  async recordFailure(manager: EntityManager, contestId: number, attemptId: string, reason: string): Promise<void> {
    await run(manager, recordFailure, [contestId, attemptId, reason.slice(0, 500)]);
  }

  async clearFailures(manager: EntityManager, contestId: number, attemptIds: string[]): Promise<void> {
    await run(manager, clearFailures, [contestId, attemptIds]);
  }

  private mark(attempt: OwedRow, rules: RoundRules, keys: ReadonlyMap<number, KeyRow>) {
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
