import { countedFlags, sortKeyBucket, summarize, type ContestRules, type Scope, type Summary } from '#domain';
import type { BucketRow, ScoreRow, StandingRow, UnitRow } from './reconcile.queries.js';
import { sortKeysBy, toContribution } from './tally.service.js';
import type { ContributionRow } from './tally.queries.js';

/** Rows by their key. */
export type Rows<Row> = Map<string, Row>;

/** What a chunk of people must look like, and what it adds to the counters. */
export interface ExpectedChunk {
  contributions: Rows<ContributionRow>;
  standings: Rows<StandingRow>;
  summaries: Summary[];
}

/**
 * What the graded attempts of some whole people add up to, by the rules of their contest. `births` may be empty where
 * the chain does not rank by age.
 */
export function expectChunk(
  graded: readonly Omit<ContributionRow, 'counted'>[],
  rules: ContestRules,
  births: ReadonlyMap<string, string | null>,
): ExpectedChunk {
  const people = new Map<string, Omit<ContributionRow, 'counted'>[]>();
  for (const row of graded) {
    const rows = people.get(row.participant_id);
    if (rows) rows.push(row);
    else people.set(row.participant_id, [row]);
  }
  const sortKey = sortKeysBy(rules);
  const expected: ExpectedChunk = { contributions: new Map(), standings: new Map(), summaries: [] };
  for (const [person, rows] of people) {
    const contributions = rows.map(toContribution);
    const flags = countedFlags(contributions, rules.counting);
    for (const row of rows) {
      expected.contributions.set(row.attempt_id, { ...row, counted: flags.get(row.attempt_id) ?? false });
    }
    const summary = summarize(contributions, rules);
    expected.summaries.push(summary);
    for (const draft of summary.standings.values()) {
      const row: StandingRow = {
        scope_kind: draft.scope.kind,
        scope_id: draft.scope.id,
        audience_id: draft.audienceId,
        participant_id: draft.participantId,
        attempt_id: draft.attemptId,
        contest_unit_id: draft.contestUnitId,
        score: draft.score,
        full_marks: draft.fullMarks,
        duration_ms: draft.durationMs,
        started_ms: draft.startedAt,
        submitted_ms: draft.submittedAt,
        attempt_count: draft.attemptCount,
        sort_key: sortKey(draft, births.get(person) ?? null),
      };
      expected.standings.set(standingName(row), row);
    }
  }
  return expected;
}

/** The counters of a contest, summed up from one chunk after the other. They are few, however many the attempts. */
export class ExpectedCounters {
  readonly units: Rows<UnitRow> = new Map();
  readonly scores: Rows<ScoreRow> = new Map();
  readonly buckets: Rows<BucketRow> = new Map();

  add({ summaries, standings }: ExpectedChunk): void {
    for (const summary of summaries) {
      for (const { scope, contestUnitId, counters } of summary.units.values()) {
        const row = rowOf(this.units, unitName, () => ({ ...at(scope), contest_unit_id: contestUnitId, ...NO_COUNTS }));
        row.persons += counters.persons;
        row.attempts += counters.attempts;
        row.counted_attempts += counters.countedAttempts;
        row.counted_score += counters.countedScore;
        row.full_marks_attempts += counters.fullMarksAttempts;
        row.full_marks_persons += counters.fullMarksPersons;
      }
      for (const { scope, audienceId, score, attempts } of summary.scores.values()) {
        const row = rowOf(this.scores, scoreName, () => ({
          ...at(scope),
          audience_id: audienceId,
          score,
          attempts: 0,
        }));
        row.attempts += attempts;
      }
    }
    for (const { scope_kind, scope_id, audience_id, sort_key } of standings.values()) {
      const bucket = sortKeyBucket(sort_key);
      const row = rowOf(this.buckets, bucketName, () => ({ scope_kind, scope_id, audience_id, bucket, standings: 0 }));
      row.standings += 1;
    }
  }
}

const NO_COUNTS = {
  persons: 0,
  attempts: 0,
  counted_attempts: 0,
  counted_score: 0,
  full_marks_attempts: 0,
  full_marks_persons: 0,
};

const at = (scope: Scope) => ({ scope_kind: scope.kind, scope_id: scope.id });

function rowOf<Row>(rows: Rows<Row>, nameOf: (row: Row) => string, make: () => Row): Row {
  const made = make();
  const name = nameOf(made);
  const known = rows.get(name);
  if (known) return known;
  rows.set(name, made);
  return made;
}

/** The keys of rows, as the primary keys have them. */
export const standingName = (row: StandingRow): string =>
  `${row.scope_kind}:${row.scope_id}:${row.audience_id}:${row.participant_id}`;
export const unitName = (row: UnitRow): string => `${row.scope_kind}:${row.scope_id}:${row.contest_unit_id}`;
export const scoreName = (row: ScoreRow): string => `${row.scope_kind}:${row.scope_id}:${row.audience_id}:${row.score}`;
export const bucketName = (row: BucketRow): string =>
  `${row.scope_kind}:${row.scope_id}:${row.audience_id}:${Buffer.from(row.bucket).toString('hex')}`;
