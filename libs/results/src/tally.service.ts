import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run } from '#database';
import {
  countedFlags,
  difference,
  effectiveCriteria,
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
  readParticipantsOf,
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
    const rules = await this.rulesOf(manager, contestId);
    const people = (await run(manager, readParticipantsOf, [contestId, attemptIds])).map((row) => row.participant_id);
    const stored = await run(manager, readStored, [contestId, people]);
    const current = await run(manager, readCurrent, [contestId, attemptIds]);

    const storedBy = groupBy(stored, (row) => row.participant_id);
    const currentBy = groupBy(current, (row) => row.participant_id);
    const changes: SummaryChange[] = [];
    const rewritten: ContributionRow[] = [];
    for (const [person, fresh] of currentBy) {
      const before = storedBy.get(person) ?? [];
      const touched = new Set(fresh.map((row) => row.attempt_id));
      const after = [...before.filter((row) => !touched.has(row.attempt_id)), ...fresh];
      changes.push(changeOf(after, before, rules));
      rewritten.push(...contributionsToWrite(after, before, touched, rules.counting));
    }
    await this.write(manager, contestId, rules, mergeChanges(changes), rewritten);
  }

  /**
   * Writes the places of these people anew, inside the caller's transaction, because something of the persons changed and
   * nothing of their attempts: a birth date by which the chain ranks. Where it does not rank by age nothing is to be done.
   */
  async rerank(manager: EntityManager, contestId: number, participantIds: string[]): Promise<void> {
    const rules = await this.rulesOf(manager, contestId);
    if (participantIds.length === 0 || !ranksByAge(rules)) return;
    await run(manager, lockTally, [contestId]);
    const stored = groupBy(await run(manager, readStored, [contestId, participantIds]), (row) => row.participant_id);
    const change = mergeChanges([...stored.values()].map((rows) => changeOf(rows, [], rules)));
    await this.writeStandings(manager, contestId, rules, change);
    await run(manager, markTally, [contestId]);
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
    contributions: ContributionRow[],
  ): Promise<void> {
    if (contributions.length > 0) {
      await run(manager, upsertContributions, [contestId, ...contributionColumns(contributions)]);
    }
    if (isEmptyChange(change)) return;
    await this.writeStandings(manager, contestId, rules, change);
    const { units, scores } = change;
    if (units.length > 0) {
      await run(manager, addUnitCounters, [
        contestId,
        units.map((u) => u.scope.kind),
        units.map((u) => u.scope.id),
        units.map((u) => u.contestUnitId),
        units.map((u) => u.counters.persons),
        units.map((u) => u.counters.attempts),
        units.map((u) => u.counters.countedAttempts),
        units.map((u) => u.counters.countedScore),
        units.map((u) => u.counters.fullMarksAttempts),
        units.map((u) => u.counters.fullMarksPersons),
      ]);
    }
    if (scores.length > 0) {
      await run(manager, addScoreCounters, [
        contestId,
        scores.map((s) => s.scope.kind),
        scores.map((s) => s.scope.id),
        scores.map((s) => s.audienceId),
        scores.map((s) => s.score),
        scores.map((s) => s.attempts),
      ]);
    }
    await run(manager, markTally, [contestId]);
  }

  /** Writes standings and moves them between the buckets of the rank histogram. */
  private async writeStandings(
    manager: EntityManager,
    contestId: number,
    rules: ContestRules,
    { upserts, deletes }: SummaryChange,
  ): Promise<void> {
    const touched = [...upserts, ...deletes];
    if (touched.length === 0) return;
    const buckets = new BucketChange();
    for (const row of await run(manager, readSortKeys, [contestId, ...keyColumns(touched)])) {
      buckets.add(row.scope_kind, row.scope_id, row.audience_id, row.bucket, -1);
    }
    if (deletes.length > 0) await run(manager, deleteStandings, [contestId, ...keyColumns(deletes)]);
    if (upserts.length > 0) {
      const births = await this.birthDates(manager, contestId, rules, upserts);
      const keys = upserts.map((draft) =>
        Buffer.from(sortKeyOf(draft, rules, births.get(draft.participantId) ?? null)),
      );
      upserts.forEach(({ scope, audienceId }, i) => {
        buckets.add(scope.kind, scope.id, audienceId, Buffer.from(sortKeyBucket(keys[i]!)), +1);
      });
      await run(manager, upsertStandings, [
        contestId,
        ...keyColumns(upserts),
        upserts.map((s) => s.attemptId),
        upserts.map((s) => s.contestUnitId),
        upserts.map((s) => s.score),
        upserts.map((s) => s.fullMarks),
        upserts.map((s) => s.durationMs),
        upserts.map((s) => s.startedAt),
        upserts.map((s) => s.submittedAt),
        upserts.map((s) => s.attemptCount),
        keys,
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

/** The stored key of a standing, by the criteria that are known now. */
export function sortKeyOf(draft: StandingDraft, rules: ContestRules, birthDate: string | null): Uint8Array {
  const { criteria, durationPrecision } = {
    criteria: effectiveCriteria(rules.ranking, KNOWN_WHILE_RUNNING),
    durationPrecision: rules.ranking.durationPrecision,
  };
  const unknown = { predictionDistance: null, onWorseSide: false, lot: null };
  return encodeSortKey({ ...draft, ...unknown, birthDate }, criteria, durationPrecision);
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

type NewRow = Omit<ContributionRow, 'counted'>;

function changeOf(after: NewRow[], before: ContributionRow[], rules: ContestRules): SummaryChange {
  return difference(summarize(after.map(toContribution), rules), summarize(before.map(toContribution), rules));
}

/** The rows that differ from what is stored: the touched attempts, and those that began or ceased to be the counted one. */
function contributionsToWrite(
  after: NewRow[],
  before: ContributionRow[],
  touched: ReadonlySet<string>,
  counting: CountingRule,
): ContributionRow[] {
  const flags = countedFlags(after.map(toContribution), counting);
  const was = new Map(before.map((row) => [row.attempt_id, row]));
  return after
    .map((row) => ({ ...row, counted: flags.get(row.attempt_id) ?? false }))
    .filter((row) => {
      const stored = was.get(row.attempt_id);
      if (!stored || stored.counted !== row.counted) return true;
      return (
        touched.has(row.attempt_id) &&
        (stored.grade_revision !== row.grade_revision ||
          stored.valid !== row.valid ||
          stored.contest_unit_id !== row.contest_unit_id)
      );
    });
}

function contributionColumns(rows: ContributionRow[]): unknown[] {
  return [
    rows.map((r) => r.attempt_id),
    rows.map((r) => r.round_id),
    rows.map((r) => r.phase_id),
    rows.map((r) => r.audience_id),
    rows.map((r) => r.participant_id),
    rows.map((r) => r.contest_unit_id),
    rows.map((r) => r.valid),
    rows.map((r) => r.counted),
    rows.map((r) => r.score),
    rows.map((r) => r.full_marks),
    rows.map((r) => r.duration_ms),
    rows.map((r) => r.started_ms),
    rows.map((r) => r.submitted_ms),
    rows.map((r) => r.grade_revision),
  ];
}

function keyColumns(keys: StandingKey[]): unknown[] {
  return [
    keys.map((k) => k.scope.kind),
    keys.map((k) => k.scope.id),
    keys.map((k) => k.audienceId),
    keys.map((k) => k.participantId),
  ];
}

/** Sums the moves between buckets, so that each bucket is updated once a group and only if it changed. */
class BucketChange {
  private readonly sums = new Map<string, { row: [string, number, number, Buffer]; sum: number }>();

  add(kind: string, id: number, audience: number, bucket: Buffer, by: 1 | -1): void {
    const key = `${kind}:${id}:${audience}:${bucket.toString('hex')}`;
    const found = this.sums.get(key);
    if (found) found.sum += by;
    else this.sums.set(key, { row: [kind, id, audience, bucket], sum: by });
  }

  columns(): unknown[] | null {
    const moved = [...this.sums.entries()].filter(([, { sum }]) => sum !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
    if (moved.length === 0) return null;
    const column = (i: 0 | 1 | 2 | 3): unknown[] => moved.map(([, { row }]) => row[i]);
    return [column(0), column(1), column(2), column(3), moved.map(([, { sum }]) => sum)];
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
