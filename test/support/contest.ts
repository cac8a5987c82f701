import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { ContestRules, RoundRules } from '#domain';
import { currentConsents } from '#identity';

/** What whoever joins has to agree to, and nothing more. */
export const CONSENTS = currentConsents()
  .filter(({ required }) => required)
  .map(({ purpose, version }) => ({ purpose, version }));

/** Rules of a plain round: five questions, fifteen minutes. State in `overrides` only what a test is about. */
export function buildRoundRules(overrides: Partial<RoundRules> = {}): RoundRules {
  return {
    schema: 1,
    paper: {
      blueprint: [{ topic: null, level: null, count: 5 }],
      subBank: null,
      shuffleItems: true,
      shuffleOptions: true,
      avoidSeenItems: true,
    },
    timing: { durationMs: 15 * 60_000, graceMs: 30_000, atRoundEnd: 'cut' },
    scoring: {
      pointsMilli: 1000,
      pointsMilliByTopic: {},
      multiple: 'all_or_nothing',
      wrongPenaltyMilli: 0,
      floorAtZero: true,
    },
    limits: { perDay: null, perWeek: null, perRound: null, perPhase: null, perContest: null, minGapMs: null },
    prediction: null,
    release: { score: 'at_submit', ownAnswers: 'at_submit', key: 'round_end' },
    ...overrides,
  };
}

export function buildContestRules(overrides: Partial<ContestRules> = {}): ContestRules {
  return {
    schema: 1,
    counting: 'best',
    ranking: { criteria: ['score', 'prediction_distance', 'duration', 'lot'], durationPrecision: 's' },
    participation: { minAttempts: 1, childrenCountForParent: false },
    minimumAge: null,
    board: { maskNames: true },
    ...overrides,
  };
}

export interface ContestFixture {
  contestId: number;
  slug: string;
  roundId: number;
  units: number[];
  /** Item version -> mask of the right options. */
  keys: Map<number, number>;
}

/** A published contest with one open round, a bank of `items` single-choice questions and three invited units. */
export async function insertContest(
  owner: DataSource,
  options: {
    items?: number;
    round?: Partial<RoundRules>;
    contest?: Partial<ContestRules>;
    opensInMs?: number;
    closesInMs?: number;
  } = {},
): Promise<ContestFixture> {
  const mark = randomBytes(4).toString('hex');
  const one = async (sql: string, values: unknown[] = []): Promise<number> => {
    const rows: { id: number }[] = await owner.query(sql, values);
    return rows[0]!.id;
  };
  const bankId = await one(`INSERT INTO bank (code, title) VALUES ($1, 'Ngân hàng thử') RETURNING id`, [mark]);
  const topicId = await one(`INSERT INTO topic (bank_id, code, title) VALUES ($1, 'mot-cua', 'Một cửa') RETURNING id`, [
    bankId,
  ]);
  const keys = new Map<number, number>();
  for (let i = 0; i < (options.items ?? 8); i++) {
    const itemId = await one(
      `INSERT INTO item (bank_id, topic_id, code, status) VALUES ($1, $2, $3, 'published') RETURNING id`,
      [bankId, topicId, `${mark}-${i}`],
    );
    const versionId = await one(
      `INSERT INTO item_version (item_id, version, kind, level, stem, options)
       VALUES ($1, 1, 'single', 1, $2, ARRAY['một','hai','ba','bốn']) RETURNING id`,
      [itemId, `Câu hỏi ${i}`],
    );
    const mask = 1 << (i % 4);
    await owner.query(
      `INSERT INTO key_revision (item_version_id, revision, key_mask, explanation) VALUES ($1, 1, $2, $3)`,
      [versionId, mask, `bí mật ${mark}`],
    );
    keys.set(versionId, mask);
  }
  const slug = `thi-${mark}`;
  const contestId = await one(
    `INSERT INTO contest (bank_id, slug, title, status) VALUES ($1, $2, 'Cuộc thi thử', 'published') RETURNING id`,
    [bankId, slug],
  );
  await owner.query(`INSERT INTO contest_revision (contest_id, revision, rules) VALUES ($1, 1, $2)`, [
    contestId,
    JSON.stringify(buildContestRules(options.contest)),
  ]);
  await owner.query(`INSERT INTO round (contest_id, id, title) VALUES ($1, 1, 'Tuần 1')`, [contestId]);
  await owner.query(
    `INSERT INTO round_revision (contest_id, round_id, revision, opens_at, closes_at, rules, pool)
     VALUES ($1, 1, 1, contest_clock() + $2 * interval '1 ms', contest_clock() + $3 * interval '1 ms', $4, $5)`,
    [
      contestId,
      options.opensInMs ?? -3_600_000,
      options.closesInMs ?? 7 * 86_400_000,
      JSON.stringify(buildRoundRules(options.round)),
      [...keys.keys()],
    ],
  );
  await owner.query(`INSERT INTO audience (contest_id, id, code, title) VALUES ($1, 1, 'chung', 'Chung')`, [contestId]);
  const units: number[] = [];
  for (const name of ['Sở Nội vụ', 'Phường Vinh Phú', 'Ngoài danh sách mời']) {
    units.push(
      await one(
        `INSERT INTO contest_unit (contest_id, code, name, level, kind, search_key, invited, headcount)
         VALUES ($1, $2, $3, 'department', 'agency', search_key($3), $4, 40) RETURNING id`,
        [contestId, `${mark}-${units.length}`, name, units.length < 2],
      ),
    );
  }
  await owner.query(`SELECT create_contest_partitions($1)`, [contestId]);
  return { contestId, slug, roundId: 1, units, keys };
}

export interface PersonFixture {
  accountId: string;
  participantId: string;
  sessionId: string;
}

/** People who joined the contest for its first unit, without a password. */
export async function insertPeople(
  owner: DataSource,
  contest: ContestFixture,
  count: number,
): Promise<PersonFixture[]> {
  const people = Array.from({ length: count }, () => ({
    accountId: randomUUID(),
    participantId: randomUUID(),
    sessionId: randomUUID(),
  }));
  await owner.query(
    `WITH u AS (SELECT * FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS u(account_id, participant_id, n)),
     a AS (INSERT INTO account (id, full_name) SELECT account_id, 'Người thử ' || n FROM u),
     p AS (INSERT INTO participant (contest_id, id, account_id, contest_unit_id, audience_id, full_name)
           SELECT $1, participant_id, account_id, $4, 1, 'Người thử ' || n FROM u)
     INSERT INTO attempt_quota (contest_id, participant_id) SELECT $1, participant_id FROM u`,
    [contest.contestId, people.map((p) => p.accountId), people.map((p) => p.participantId), contest.units[0]],
  );
  return people;
}
