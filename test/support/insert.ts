import type { DataSource } from 'typeorm';
import { createDataSource } from '#database';
import { isoInstant, seededRandom, type ContestRules, type RoundRules } from '#domain';
import { uuidv7 } from '#platform';

// Small builders for tests: lawful rows with varied fields, made straight in the tables. A test states only what it is
// about. Papers name items that no bank holds, which is enough for all that reads attempts and grades.

/** 6 May 2019, 08:00 in Vietnam. */
export const OPENING = Date.UTC(2019, 4, 6, 1);
export const HOUR = 3_600_000;
export const WEEK = 168 * HOUR;

/** A connection that acts as api and worker do. The caller destroys it. */
export async function connect(url: string, poolMax = 4): Promise<DataSource> {
  return createDataSource({ url, poolMax, applicationName: 'test' }).initialize();
}

export function contestRules(changes: Partial<ContestRules> = {}): ContestRules {
  return {
    schema: 1,
    counting: 'best',
    ranking: { criteria: ['score', 'prediction_distance', 'duration', 'lot'], durationPrecision: 's' },
    participation: { minAttempts: 1, childrenCountForParent: false },
    minimumAge: null,
    board: { maskNames: true },
    ...changes,
  };
}

/** 15 single choices of one point, 20 minutes, no limits. */
export function roundRules(changes: Partial<RoundRules> = {}): RoundRules {
  return {
    schema: 1,
    paper: {
      blueprint: [{ topic: null, level: null, count: 15 }],
      subBank: null,
      shuffleItems: true,
      shuffleOptions: true,
      avoidSeenItems: false,
    },
    timing: { durationMs: 20 * 60_000, graceMs: 60_000, atRoundEnd: 'cut' },
    scoring: {
      pointsMilli: 1000,
      pointsMilliByTopic: {},
      multiple: 'all_or_nothing',
      wrongPenaltyMilli: 0,
      floorAtZero: true,
    },
    limits: { perDay: null, perWeek: null, perRound: null, perPhase: null, perContest: null, minGapMs: null },
    prediction: { subject: 'persons_all_correct', min: 0, max: 1_000_000, whichCounts: 'counted_attempt' },
    release: { score: 'at_submit', ownAnswers: 'round_end', key: 'round_end' },
    ...changes,
  };
}

export interface UnitPlan {
  name: string;
  code?: string;
  /** Index of the parent in the same list. */
  parent?: number;
  level?: string;
  kind?: string;
  invited?: boolean;
  headcount?: number | null;
}

export interface ContestPlan {
  slug?: string;
  title?: string;
  rules?: ContestRules;
  /** By default two weekly rounds from OPENING on, in one phase. */
  rounds?: { rules?: RoundRules; opensAt?: number; closesAt?: number; phase?: number | null }[];
  phases?: string[];
  /** Codes. */
  audiences?: string[];
  units?: UnitPlan[];
  status?: 'draft' | 'published' | 'closed';
}

export interface InsertedContest {
  id: number;
  slug: string;
  /** contest_unit ids, in the order of the plan. */
  unitIds: number[];
  roundPhases: (number | null)[];
}

let made = 0;

/** Inserts rows given by column name; columns that are left out keep their defaults. */
export async function insertRows(db: DataSource, table: string, rows: Record<string, unknown>[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0]!).join(', ');
  await db.query(
    `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}

/** A contest with rounds, audiences, units and partitions. */
export async function insertContest(db: DataSource, plan: ContestPlan = {}): Promise<InsertedContest> {
  const slug = plan.slug ?? `cuoc-thi-${process.pid}-${++made}`;
  const rounds = plan.rounds ?? [{}, {}];
  const [{ id }]: [{ id: number }] = await db.query(
    `INSERT INTO contest (slug, title, status) VALUES ($1, $2, $3) RETURNING id`,
    [slug, plan.title ?? 'Tìm hiểu cải cách hành chính', plan.status ?? 'published'],
  );
  const rules = plan.rules ?? contestRules();
  await insertRows(db, 'contest_revision', [{ contest_id: id, revision: 1, rules }]);
  const phases = plan.phases ?? ['Giai đoạn 1'];
  await insertRows(
    db,
    'phase',
    phases.map((title, i) => ({ contest_id: id, id: i + 1, title })),
  );
  const phaseOf = (phase: number | null | undefined) => (phase === undefined ? (phases.length > 0 ? 1 : null) : phase);
  const roundPhases = rounds.map(({ phase }) => phaseOf(phase));
  await insertRows(
    db,
    'round',
    rounds.map((_, i) => ({
      contest_id: id,
      id: i + 1,
      phase_id: roundPhases[i],
      title: `Tuần ${i + 1}`,
      settled_revision: 1,
    })),
  );
  await insertRows(
    db,
    'round_revision',
    rounds.map((round, i) => ({
      ...{ contest_id: id, round_id: i + 1, revision: 1, rules: round.rules ?? roundRules(), pool: [1, 2, 3] },
      opens_at: isoInstant(round.opensAt ?? OPENING + i * WEEK),
      closes_at: isoInstant(round.closesAt ?? OPENING + (i + 1) * WEEK),
    })),
  );
  const audiences = plan.audiences ?? ['nguoi-dan'];
  await insertRows(
    db,
    'audience',
    audiences.map((code, i) => ({ contest_id: id, id: i + 1, code, title: `Đối tượng ${code}` })),
  );
  const unitIds = await insertUnits(db, id, plan.units ?? [{ name: 'Huyện Diễn Châu' }, { name: 'Huyện Nghi Lộc' }]);
  if (plan.status !== 'draft') await db.query('SELECT create_contest_partitions($1)', [id]);
  return { id, slug, unitIds, roundPhases };
}

async function insertUnits(db: DataSource, contestId: number, units: UnitPlan[]): Promise<number[]> {
  const codeOf = (i: number) => units[i]!.code ?? `U${String(i + 1).padStart(4, '0')}`;
  await insertRows(
    db,
    'contest_unit',
    units.map(({ name, parent, level = 'huyen', kind = 'territorial', invited = true, headcount }, i) => ({
      ...{ contest_id: contestId, code: codeOf(i), name, level, kind, invited, search_key: name.toLowerCase() },
      ...{ parent_name: parent === undefined ? null : units[parent]!.name },
      headcount: headcount === undefined ? 100 + i : headcount,
    })),
  );
  const rows: { id: number; code: string }[] = await db.query(
    `SELECT id, code FROM contest_unit WHERE contest_id = $1`,
    [contestId],
  );
  const idOf = new Map(rows.map(({ id, code }) => [code, id]));
  const ids = units.map((_, i) => idOf.get(codeOf(i))!);
  const children = units.flatMap(({ parent }, i) =>
    parent === undefined ? [] : [{ child: ids[i]!, parent: ids[parent]! }],
  );
  await db.query(
    `UPDATE contest_unit u SET parent_id = c.parent FROM unnest($1::int[], $2::int[]) AS c(child, parent) WHERE u.id = c.child`,
    [children.map(({ child }) => child), children.map(({ parent }) => parent)],
  );
  return ids;
}

export interface PersonPlan {
  name?: string;
  birthDate?: string | null;
  /** Index of the unit in the contest's plan. */
  unit?: number;
  audience?: number;
}

export interface InsertedPerson {
  id: string;
  accountId: string;
  unitId: number;
  audienceId: number;
}

const NAMES = ['Nguyễn Văn An', 'H’Hen Niê', 'Vàng A Sử', 'Zơrâm', 'Trần Thị Bích Ngọc', 'Y Bhiŏ Mlô', 'Lê Đình Đức'];

/** People of a contest with accounts and quotas; units in turn unless named. */
export async function insertParticipants(
  db: DataSource,
  contest: InsertedContest,
  people: PersonPlan[],
): Promise<InsertedPerson[]> {
  const inserted = people.map(({ unit, audience = 1 }, i) => ({
    id: uuidv7(OPENING),
    accountId: uuidv7(OPENING),
    unitId: contest.unitIds[unit ?? i % contest.unitIds.length]!,
    audienceId: audience,
  }));
  const named = people.map(({ name }, i) => ({ full_name: name ?? NAMES[i % NAMES.length]! }));
  await insertRows(
    db,
    'account',
    inserted.map(({ accountId }, i) => ({ id: accountId, ...named[i] })),
  );
  await insertRows(
    db,
    'participant',
    inserted.map(({ id, accountId, unitId, audienceId }, i) => ({
      ...{ contest_id: contest.id, id, account_id: accountId, contest_unit_id: unitId, audience_id: audienceId },
      ...{ ...named[i], birth_date: people[i]!.birthDate === undefined ? '1990-05-20' : people[i]!.birthDate },
    })),
  );
  await insertRows(
    db,
    'attempt_quota',
    inserted.map(({ id }) => ({ contest_id: contest.id, participant_id: id })),
  );
  return inserted;
}

export interface AttemptPlan {
  person: InsertedPerson;
  /** 1 by default. */
  round?: number;
  /** In 1/1000 point; a random number of right answers of 15 by default. */
  score?: number;
  maxScore?: number;
  durationMs?: number;
  startedAt?: number;
  voided?: boolean;
  /** Stands for another unit than the person does now. */
  unitId?: number;
}

/** Graded attempts with answers and one effective grade each; boards and counters are not touched. Returns their ids. */
export async function insertGradedAttempts(
  db: DataSource,
  contest: InsertedContest,
  plans: AttemptPlan[],
  seed = 'attempts',
): Promise<string[]> {
  const random = seededRandom(seed);
  const numbers = new Map<string, number>();
  const known: { participant_id: string; no: number }[] = await db.query(
    `SELECT participant_id, max(attempt_no) AS no FROM attempt WHERE contest_id = $1 GROUP BY participant_id`,
    [contest.id],
  );
  for (const { participant_id, no } of known) numbers.set(participant_id, no);
  const drafts = plans.map((plan) => {
    const no = (numbers.get(plan.person.id) ?? 0) + 1;
    numbers.set(plan.person.id, no);
    const round = plan.round ?? 1;
    const startedAt = plan.startedAt ?? OPENING + (round - 1) * WEEK + random.int(24 * 7) * HOUR + no * 1000;
    const durationMs = plan.durationMs ?? 60_000 + random.int(15 * 60_000);
    const maxScore = plan.maxScore ?? 15_000;
    return {
      plan,
      no,
      round,
      startedAt,
      durationMs,
      maxScore,
      id: uuidv7(startedAt),
      score: plan.score ?? random.int(16) * 1000,
    };
  });
  await insertRows(
    db,
    'attempt',
    drafts.map(({ plan, no, round, startedAt, durationMs, id }) => ({
      ...{ contest_id: contest.id, id, participant_id: plan.person.id, attempt_no: no, start_key: id, round_id: round },
      ...{ round_revision: 1, phase_id: contest.roundPhases[round - 1], audience_id: plan.person.audienceId },
      ...{ contest_unit_id: plan.unitId ?? plan.person.unitId, state: 'graded', seed: id, paper_items: [1, 2, 3] },
      ...{ paper_orders: [0, 0, 0], paper_shape: '444', started_at: isoInstant(startedAt), grace_ms: 60_000 },
      ...{ deadline_at: isoInstant(startedAt + 20 * 60_000), submitted_at: isoInstant(startedAt + durationMs) },
      ...{ closed_by: 'participant', late_ms: 0, elapsed_ms: durationMs, receipt_number: id.slice(-12) },
      ...{ voided_at: plan.voided ? isoInstant(startedAt + WEEK) : null, void_reason: plan.voided ? 'thi hộ' : null },
    })),
  );
  await insertRows(
    db,
    'answers',
    drafts.map(({ id }) => ({
      contest_id: contest.id,
      attempt_id: id,
      writer: id,
      seq: 1,
      choices: [1, 2, 4],
      sealed: true,
    })),
  );
  await insertRows(
    db,
    'grade',
    drafts.map(({ id, score, maxScore }) => ({
      ...{
        contest_id: contest.id,
        attempt_id: id,
        revision: 1,
        effective: true,
        marks: [score, 0, 0],
        key_revisions: [1, 1, 1],
      },
      ...{ score, max_score: maxScore, full_marks: score === maxScore },
    })),
  );
  return drafts.map(({ id }) => id);
}
