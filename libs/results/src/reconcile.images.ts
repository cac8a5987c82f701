import {
  countedFlags,
  isoInstant,
  sortKeyBucket,
  summarize,
  type ContestRules,
  type StandingDraft,
  type Summary,
} from '#domain';
import type { StandingRow } from './reconcile.queries.js';
import { sortKeyOf, toContribution } from './tally.service.js';
import type { ContributionRow } from './tally.queries.js';

export type TallyTable =
  'contribution' | 'standing' | 'standing_bucket' | 'unit_counter' | 'score_counter' | 'tally_mark';

/** A row as it is or should be, its columns in a fixed order: two rows are equal when their texts are. */
export type RowImage = Record<string, string | number | boolean | null>;
/** Rows by their key. */
export type Images = Map<string, RowImage>;

/** Everything of some whole people: what their attempts must add up to, and what is stored. */
export interface Chunk {
  graded: Omit<ContributionRow, 'counted'>[];
  births: ReadonlyMap<string, string | null>;
}

/** What a chunk of people must look like, and what it adds to the counters. */
export interface ExpectedChunk {
  contributions: Images;
  standings: Images;
  summaries: Summary[];
}

export function contributionImage(contestId: number, row: ContributionRow): RowImage {
  const { started_ms, submitted_ms, ...rest } = row;
  const { attempt_id, round_id, phase_id, audience_id, participant_id, contest_unit_id, valid, counted } = rest;
  const { score, full_marks, duration_ms, grade_revision } = rest;
  return {
    ...{ contest_id: contestId, attempt_id, round_id, phase_id, audience_id, participant_id, contest_unit_id, valid },
    ...{ counted, score, full_marks, duration_ms, started_at: isoInstant(started_ms) },
    ...{ submitted_at: isoInstant(submitted_ms), grade_revision },
  };
}

export function storedStandingImage(contestId: number, row: StandingRow): RowImage {
  return standingImage(
    contestId,
    {
      scope: { kind: row.scope_kind, id: row.scope_id },
      audienceId: row.audience_id,
      participantId: row.participant_id,
      attemptId: row.attempt_id,
      contestUnitId: row.contest_unit_id,
      score: row.score,
      fullMarks: row.full_marks,
      durationMs: row.duration_ms,
      startedAt: row.started_ms,
      submittedAt: row.submitted_ms,
      attemptCount: row.attempt_count,
    },
    row.sort_key,
  );
}

function standingImage(contestId: number, draft: StandingDraft, sortKey: Uint8Array): RowImage {
  return {
    contest_id: contestId,
    ...{ scope_kind: draft.scope.kind, scope_id: draft.scope.id, audience_id: draft.audienceId },
    ...{ participant_id: draft.participantId, attempt_id: draft.attemptId, contest_unit_id: draft.contestUnitId },
    ...{ score: draft.score, full_marks: draft.fullMarks, duration_ms: draft.durationMs },
    ...{ started_at: isoInstant(draft.startedAt), submitted_at: isoInstant(draft.submittedAt) },
    ...{ attempt_count: draft.attemptCount, sort_key: hex(sortKey) },
  };
}

export const standingName = (row: RowImage): string =>
  [row['scope_kind'], row['scope_id'], row['audience_id'], row['participant_id']].join(':');

/** What the attempts of these people add up to, by the rules of the contest. */
export function expectChunk(contestId: number, chunk: Chunk, rules: ContestRules): ExpectedChunk {
  const people = new Map<string, Chunk['graded']>();
  for (const row of chunk.graded) people.set(row.participant_id, [...(people.get(row.participant_id) ?? []), row]);
  const expected: ExpectedChunk = { contributions: new Map(), standings: new Map(), summaries: [] };
  for (const [person, rows] of people) {
    const contributions = rows.map(toContribution);
    const flags = countedFlags(contributions, rules.counting);
    for (const row of rows) {
      const image = contributionImage(contestId, { ...row, counted: flags.get(row.attempt_id) ?? false });
      expected.contributions.set(row.attempt_id, image);
    }
    const summary = summarize(contributions, rules.counting);
    expected.summaries.push(summary);
    for (const draft of summary.standings.values()) {
      const image = standingImage(contestId, draft, sortKeyOf(draft, rules, chunk.births.get(person) ?? null));
      expected.standings.set(standingName(image), image);
    }
  }
  return expected;
}

/** The counters of a contest, summed up from one chunk after the other. They are few, however many the attempts. */
export class ExpectedCounters {
  readonly unit_counter: Images = new Map();
  readonly score_counter: Images = new Map();
  readonly standing_bucket: Images = new Map();

  constructor(private readonly contestId: number) {}

  add({ summaries, standings }: ExpectedChunk): void {
    for (const { units, scores } of summaries) {
      for (const { scope, contestUnitId: unit, counters } of units.values()) {
        sum(this.unit_counter, this.key(scope.kind, scope.id, { contest_unit_id: unit }), {
          persons: counters.persons,
          attempts: counters.attempts,
          counted_attempts: counters.countedAttempts,
          counted_score: counters.countedScore,
          full_marks_attempts: counters.fullMarksAttempts,
          full_marks_persons: counters.fullMarksPersons,
        });
      }
      for (const { scope, audienceId, score, attempts } of scores.values()) {
        sum(this.score_counter, this.key(scope.kind, scope.id, { audience_id: audienceId, score }), { attempts });
      }
    }
    for (const row of standings.values()) {
      const bucket = hex(sortKeyBucket(Buffer.from(String(row['sort_key']).slice(2), 'hex')));
      const audience = { audience_id: row['audience_id']!, bucket };
      sum(this.standing_bucket, this.key(String(row['scope_kind']), Number(row['scope_id']), audience), {
        standings: 1,
      });
    }
  }

  private key(scope_kind: string, scope_id: number, rest: RowImage): RowImage {
    return { contest_id: this.contestId, scope_kind, scope_id, ...rest };
  }
}

/** A stored counter row as an image: bigint comes as text, bytes as a Buffer. */
export function counterImage(contestId: number, row: Record<string, unknown>): RowImage {
  const image: RowImage = { contest_id: contestId };
  for (const [column, value] of Object.entries(row)) {
    image[column] =
      value instanceof Uint8Array
        ? hex(value)
        : column === 'counted_score'
          ? Number(value)
          : (value as string | number | boolean | null);
  }
  return image;
}

/** The columns before the sums, which name a counter row. */
export const counterName = (table: keyof typeof COUNTER_KEYS, row: RowImage): string =>
  COUNTER_KEYS[table].map((column) => row[column]).join(':');

const COUNTER_KEYS = {
  unit_counter: ['scope_kind', 'scope_id', 'contest_unit_id'],
  score_counter: ['scope_kind', 'scope_id', 'audience_id', 'score'],
  standing_bucket: ['scope_kind', 'scope_id', 'audience_id', 'bucket'],
} as const;

function sum(rows: Images, key: RowImage, addends: Record<string, number>): void {
  const { contest_id: _, ...named } = key;
  const name = Object.values(named).join(':');
  const row = rows.get(name);
  if (!row) {
    rows.set(name, { ...key, ...addends });
    return;
  }
  for (const [column, value] of Object.entries(addends)) row[column] = Number(row[column]) + value;
}

/** Bytes as PostgreSQL reads them from text. */
const hex = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString('hex')}`;
