import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { byteaElement, column, run } from '#database';
import {
  countedFlags,
  difference,
  effectiveCriteria,
  emptySummary,
  encodeSortKey,
  isEmptyChange,
  mergeChanges,
  sortKeyBucket,
  summarize,
  type Contribution,
  type ContestRules,
  type CountingRule,
  type StandingDraft,
  type StandingKey,
  type SummaryChange,
} from '#domain';
import {
  addBuckets,
  addScoreCounters,
  addUnitCounters,
  deleteStandings,
  lockTally,
  markTally,
  readBirthDates,
  readContestRules,
  readCurrent,
  readSortKeys,
  readStored,
  upsertContributions,
  upsertStandings,
  type ContributionRow,
} from './tally.queries.js';

/**
 * The one function through which boards and counters change. Grade, regrade, void, restore, a change of unit or of
 * the counting rule and `reconcile` all come here, and nothing else writes these tables.
 */
@Injectable()
export class TallyService {
  /**
   * Applies *new minus stored* for these attempts, inside the caller's transaction. Applying twice changes nothing.
   * Attempts that are not graded add nothing.
   */
  async apply(manager: EntityManager, contestId: number, attemptIds: string[]): Promise<void> {
    if (attemptIds.length === 0) return;
    await run(manager, lockTally, [contestId]);
    const current = await run(manager, readCurrent, [contestId, attemptIds]);
    await this.applyLocked(manager, contestId, current.map(toContribution));
  }

  /**
   * The same for attempts that the caller has graded in this transaction: it holds them, so nothing of them need be read
   * again.
   */
  async applyGraded(manager: EntityManager, contestId: number, graded: Contribution[]): Promise<void> {
    if (graded.length === 0) return;
    await run(manager, lockTally, [contestId]);
    await this.applyLocked(manager, contestId, graded);
  }

  private async applyLocked(manager: EntityManager, contestId: number, current: Contribution[]): Promise<void> {
    const rules = await this.rulesOf(manager, contestId);
    const freshBy = groupBy(current, ({ participantId }) => participantId);
    const storedBy = await this.storedBy(manager, contestId, [...freshBy.keys()]);
    const changes: SummaryChange[] = [];
    const rewritten: StoredContribution[] = [];
    for (const [person, fresh] of freshBy) {
      const before = storedBy.get(person) ?? [];
      const touched = new Set(fresh.map(({ attemptId }) => attemptId));
      const after = [...before.filter(({ attemptId }) => !touched.has(attemptId)), ...fresh];
      changes.push(difference(summarize(after, rules), summarize(before, rules)));
      rewritten.push(...contributionsToWrite(after, before, touched, rules.counting));
    }
    await this.write(manager, contestId, rules, mergeChanges(changes), rewritten, (person) => storedBy.has(person));
  }

  /**
   * Writes the places of these people anew, inside the caller's transaction, because something of the persons changed and
   * nothing of their attempts: a birth date by which the chain ranks. Where it does not rank by age nothing is to be done.
   */
  async rerank(manager: EntityManager, contestId: number, participantIds: string[]): Promise<void> {
    const rules = await this.rulesOf(manager, contestId);
    if (participantIds.length === 0 || !ranksByAge(rules)) return;
    await run(manager, lockTally, [contestId]);
    const stored = await this.storedBy(manager, contestId, participantIds);
    const change = mergeChanges([...stored.values()].map((rows) => difference(summarize(rows, rules), emptySummary())));
    await this.writeStandings(manager, contestId, rules, change, () => true);
    await run(manager, markTally, [contestId]);
  }

  /** What was added before for these people; nobody who has nothing is in it. */
  private async storedBy(
    manager: EntityManager,
    contestId: number,
    participantIds: string[],
  ): Promise<Map<string, StoredContribution[]>> {
    const rows = await run(manager, readStored, [contestId, column(participantIds)]);
    return groupBy(
      rows.map((row) => ({ ...toContribution(row), counted: row.counted })),
      ({ participantId }) => participantId,
    );
  }

  private async rulesOf(manager: EntityManager, contestId: number): Promise<ContestRules> {
    const [row] = await run(manager, readContestRules, [contestId]);
    if (!row) throw new Error(`contest ${contestId} has no rules`);
    return row.rules;
  }

  private async write(
    manager: EntityManager,
    contestId: number,
    rules: ContestRules,
    change: SummaryChange,
    contributions: StoredContribution[],
    hasStood: (participantId: string) => boolean,
  ): Promise<void> {
    if (contributions.length > 0) {
      await run(manager, upsertContributions, [contestId, ...contributionColumns(contributions)]);
    }
    if (isEmptyChange(change)) return;
    await this.writeStandings(manager, contestId, rules, change, hasStood);
    const { units, scores } = change;
    if (units.length > 0) {
      await run(manager, addUnitCounters, [
        contestId,
        column(units.map((u) => u.scope.kind)),
        column(units.map((u) => u.scope.id)),
        column(units.map((u) => u.contestUnitId)),
        column(units.map((u) => u.counters.persons)),
        column(units.map((u) => u.counters.attempts)),
        column(units.map((u) => u.counters.countedAttempts)),
        column(units.map((u) => u.counters.countedScore)),
        column(units.map((u) => u.counters.fullMarksAttempts)),
        column(units.map((u) => u.counters.fullMarksPersons)),
      ]);
    }
    if (scores.length > 0) {
      await run(manager, addScoreCounters, [
        contestId,
        column(scores.map((s) => s.scope.kind)),
        column(scores.map((s) => s.scope.id)),
        column(scores.map((s) => s.audienceId)),
        column(scores.map((s) => s.score)),
        column(scores.map((s) => s.attempts)),
      ]);
    }
    await run(manager, markTally, [contestId]);
  }

  /**
   * Writes standings and moves them between the buckets of the rank histogram.
   *
   * @param hasStood whether a person may have standings already: whoever has not is not looked for, which in the first
   *   hour of a contest is everybody
   */
  private async writeStandings(
    manager: EntityManager,
    contestId: number,
    rules: ContestRules,
    { upserts, deletes }: SummaryChange,
    hasStood: (participantId: string) => boolean,
  ): Promise<void> {
    if (upserts.length + deletes.length === 0) return;
    const buckets = new BucketChange();
    const known = [...upserts, ...deletes].filter(({ participantId }) => hasStood(participantId));
    if (known.length > 0) {
      for (const row of await run(manager, readSortKeys, [contestId, ...keyColumns(known)])) {
        buckets.add(row.scope_kind, row.scope_id, row.audience_id, row.bucket, -1);
      }
    }
    if (deletes.length > 0) await run(manager, deleteStandings, [contestId, ...keyColumns(deletes)]);
    if (upserts.length > 0) {
      const births = await this.birthDates(manager, contestId, rules, upserts);
      const keyOf = sortKeysBy(rules);
      const keys = upserts.map((draft) => Buffer.from(keyOf(draft, births.get(draft.participantId) ?? null)));
      upserts.forEach(({ scope, audienceId }, i) => {
        buckets.add(scope.kind, scope.id, audienceId, Buffer.from(sortKeyBucket(keys[i]!)), +1);
      });
      await run(manager, upsertStandings, [
        contestId,
        ...keyColumns(upserts),
        column(upserts.map((s) => s.attemptId)),
        column(upserts.map((s) => s.contestUnitId)),
        column(upserts.map((s) => s.score)),
        column(upserts.map((s) => s.fullMarks)),
        column(upserts.map((s) => s.durationMs)),
        column(upserts.map((s) => s.startedAt)),
        column(upserts.map((s) => s.submittedAt)),
        column(upserts.map((s) => s.attemptCount)),
        column(keys.map(byteaElement)),
      ]);
    }
    const moved = buckets.columns();
    if (moved) await run(manager, addBuckets, [contestId, ...moved]);
  }

  private async birthDates(
    manager: EntityManager,
    contestId: number,
    rules: ContestRules,
    drafts: StandingDraft[],
  ): Promise<Map<string, string | null>> {
    if (!ranksByAge(rules)) return new Map();
    const rows = await run(manager, readBirthDates, [contestId, [...new Set(drafts.map((d) => d.participantId))]]);
    return new Map(rows.map((row) => [row.id, row.birth_date]));
  }
}

const ranksByAge = (rules: ContestRules): boolean =>
  rules.ranking.criteria.some((criterion) => criterion === 'youngest' || criterion === 'oldest');

/** While a round runs neither the truth of the prediction nor the lot is known: both come after the known criteria. */
const KNOWN_WHILE_RUNNING = { prediction: false, lot: false };

/** Makes the stored keys of standings, by the criteria that are known now. */
export function sortKeysBy({ ranking }: ContestRules): (draft: StandingDraft, birthDate: string | null) => Uint8Array {
  const criteria = effectiveCriteria(ranking, KNOWN_WHILE_RUNNING);
  return ({ score, durationMs, submittedAt, startedAt, attemptCount, earlierRoundScore }, birthDate) => {
    const known = { score, durationMs, submittedAt, startedAt, attemptCount, earlierRoundScore, birthDate };
    return encodeSortKey(
      { ...known, predictionDistance: null, onWorseSide: false, lot: null },
      criteria,
      ranking.durationPrecision,
    );
  };
}

/** A stored row as the domain sees it. */
export function toContribution(row: Omit<ContributionRow, 'counted'>): Contribution {
  return {
    attemptId: row.attempt_id,
    roundId: row.round_id,
    phaseId: row.phase_id,
    audienceId: row.audience_id,
    participantId: row.participant_id,
    contestUnitId: row.contest_unit_id,
    valid: row.valid,
    score: row.score,
    fullMarks: row.full_marks,
    durationMs: row.duration_ms,
    startedAt: row.started_ms,
    submittedAt: row.submitted_ms,
    gradeRevision: row.grade_revision,
  };
}

/** A contribution as it was last written. */
interface StoredContribution extends Contribution {
  counted: boolean;
}

/** The rows that differ from what is stored: the touched attempts, and those that began or ceased to be the counted one. */
function contributionsToWrite(
  after: Contribution[],
  before: StoredContribution[],
  touched: ReadonlySet<string>,
  counting: CountingRule,
): StoredContribution[] {
  const flags = countedFlags(after, counting);
  const was = new Map(before.map((row) => [row.attemptId, row]));
  const rewritten: StoredContribution[] = [];
  for (const row of after) {
    const counted = flags.get(row.attemptId) ?? false;
    const stored = was.get(row.attemptId);
    const isOther =
      !stored ||
      stored.counted !== counted ||
      (touched.has(row.attemptId) &&
        (stored.gradeRevision !== row.gradeRevision ||
          stored.valid !== row.valid ||
          stored.contestUnitId !== row.contestUnitId));
    if (isOther) rewritten.push({ ...row, counted });
  }
  return rewritten;
}

function contributionColumns(rows: StoredContribution[]): string[] {
  return [
    column(rows.map((r) => r.attemptId)),
    column(rows.map((r) => r.roundId)),
    column(rows.map((r) => r.phaseId)),
    column(rows.map((r) => r.audienceId)),
    column(rows.map((r) => r.participantId)),
    column(rows.map((r) => r.contestUnitId)),
    column(rows.map((r) => r.valid)),
    column(rows.map((r) => r.counted)),
    column(rows.map((r) => r.score)),
    column(rows.map((r) => r.fullMarks)),
    column(rows.map((r) => r.durationMs)),
    column(rows.map((r) => r.startedAt)),
    column(rows.map((r) => r.submittedAt)),
    column(rows.map((r) => r.gradeRevision)),
  ];
}

function keyColumns(keys: StandingKey[]): string[] {
  return [
    column(keys.map((k) => k.scope.kind)),
    column(keys.map((k) => k.scope.id)),
    column(keys.map((k) => k.audienceId)),
    column(keys.map((k) => k.participantId)),
  ];
}

/** Sums the moves between buckets, so that each bucket is updated once a group and only if it changed. */
class BucketChange {
  private readonly sums = new Map<string, { row: [string, number, number, string]; sum: number }>();

  add(kind: string, id: number, audience: number, bucket: Buffer, by: 1 | -1): void {
    const octets = byteaElement(bucket);
    const key = `${kind}:${id}:${audience}:${octets}`;
    const found = this.sums.get(key);
    if (found) found.sum += by;
    else this.sums.set(key, { row: [kind, id, audience, octets], sum: by });
  }

  columns(): string[] | null {
    const moved = [...this.sums.entries()].filter(([, { sum }]) => sum !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
    if (moved.length === 0) return null;
    const columnAt = (i: 0 | 1 | 2 | 3): string => column(moved.map(([, { row }]) => row[i]));
    return [columnAt(0), columnAt(1), columnAt(2), columnAt(3), column(moved.map(([, { sum }]) => sum))];
  }
}

function groupBy<T>(rows: T[], keyOf: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
