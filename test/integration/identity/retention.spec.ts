import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { AppealService, CommendationService, SettlingModule } from '#awards';
import { FeedbackModule, FeedbackService } from '#feedback';
import { ReconcileService, ResultsModule, TallyService } from '#results';
import { Retention } from '../../../apps/worker/src/retention.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import {
  connect,
  contestRules,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  type InsertedContest,
} from '../../support/insert.js';
import { startRooms, type Rooms } from '../../support/rooms.js';

const MONTH = 30.5 * 24 * 3_600_000;
const BY_AGE = { criteria: ['score', 'youngest', 'submitted_at'] as never, durationPrecision: 'ms' as const };

let database: TestDatabase;
let owner: DataSource;
let worker: Rooms;
let retention: Retention;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  worker = await startRooms(database, [ResultsModule, FeedbackModule, SettlingModule]);
  const forgetful = [worker.get(FeedbackService), worker.get(AppealService), worker.get(CommendationService)] as const;
  const rooms = [...forgetful, worker.get(TallyService)] as const;
  retention = new Retention(worker.get(DataSource), ...rooms, pino({ level: 'silent' }));
});
afterAll(async () => {
  await worker.close();
  await owner.destroy();
  await database.drop();
});

/** A contest whose only round ended so many months ago. */
const contestOver = (monthsAgo: number): Promise<InsertedContest> => {
  const closesAt = Date.now() - monthsAgo * MONTH;
  return insertContest(owner, {
    rules: contestRules({ ranking: BY_AGE }),
    rounds: [{ opensAt: closesAt - MONTH, closesAt }],
  });
};
const namesIn = async ({ id }: InsertedContest): Promise<string[]> => {
  const rows: { full_name: string }[] = await owner.query(
    `SELECT DISTINCT p.full_name FROM participant p WHERE contest_id = $1 ORDER BY 1`,
    [id],
  );
  return rows.map((row) => row.full_name);
};
const alsoIn = (contest: InsertedContest, accountId: string): Promise<unknown> =>
  owner.query(
    `INSERT INTO participant (contest_id, id, account_id, contest_unit_id, audience_id, full_name)
     VALUES ($1, uuidv7(), $2, $3, 1, 'Vàng A Sử')`,
    [contest.id, accountId, contest.unitIds[0]],
  );

const EXPIRED = 'Người dự thi (đã hết hạn lưu tên)';

describe('names whose time of keeping is over', () => {
  it('go, with phone and birth date, and every sum stays', async () => {
    const [old, young] = [await contestOver(25), await contestOver(23)];
    const people = await insertParticipants(owner, old, [{ name: 'Nguyễn Văn An' }, {}, { birthDate: '2001-01-01' }]);
    await insertParticipants(owner, young, [{ name: 'Lê Đình Đức' }]);
    const ids = await insertGradedAttempts(
      owner,
      old,
      people.map((person) => ({ person, score: 15_000 })),
    );
    await owner.transaction((manager) => worker.get(TallyService).apply(manager, old.id, ids));
    const reconcile = worker.get(ReconcileService);
    const counters = () =>
      owner.query(`SELECT to_jsonb(u) FROM unit_counter u WHERE contest_id = $1 ORDER BY u`, [old.id]);
    const before = await counters();

    expect(await retention.forget()).toBe(3);
    expect(await namesIn(old)).toEqual([EXPIRED]);
    expect(await namesIn(young)).toEqual(['Lê Đình Đức']);
    const [{ left }] = await owner.query(
      `SELECT count(*)::int AS left FROM account a
        WHERE id = ANY($1) AND num_nonnulls(phone, password_hash, birth_date) + (anonymised_at IS NULL)::int > 0`,
      [people.map(({ accountId }) => accountId)],
    );
    expect(left).toBe(0);
    expect(await counters()).toEqual(before);
    expect((await reconcile.check(old.id)).total).toBe(0);
    expect(await retention.forget()).toBe(0);
    const trail = await owner.query(`SELECT actor_id, subject, after FROM audit WHERE action = 'account.expired'`);
    expect(trail).toEqual([{ actor_id: null, subject: 'accounts', after: { accounts: 3 } }]);
  });

  it('stay as long as the contest says, or the person takes part in something younger, or is staff', async () => {
    const [old, young, longer, sample] = [
      await contestOver(30),
      await contestOver(1),
      await contestOver(30),
      await contestOver(30),
    ];
    await owner.query(`UPDATE contest SET retention_months = 36 WHERE id = $1`, [longer.id]);
    await owner.query(`UPDATE contest SET sample = true WHERE id = $1`, [sample.id]);
    const [active, , staff] = await insertParticipants(owner, old, [
      { name: 'Vàng A Sử' },
      { name: 'Nguyễn Văn An' },
      { name: 'Trần Thị Bích Ngọc' },
    ]);
    await alsoIn(young, active!.accountId);
    await owner.query(`INSERT INTO staff_role (account_id, role) VALUES ($1, 'auditor')`, [staff!.accountId]);
    for (const contest of [longer, sample]) await insertParticipants(owner, contest, [{ name: 'Zơrâm' }]);
    expect(await retention.forget()).toBe(1);
    expect((await namesIn(old)).sort()).toEqual([EXPIRED, 'Trần Thị Bích Ngọc', 'Vàng A Sử'].sort());
    for (const contest of [longer, sample]) expect(await namesIn(contest)).toEqual(['Zơrâm']);
  });

  it('go for a thousand people, by several workers side by side', async () => {
    const old = await contestOver(40);
    await insertParticipants(
      owner,
      old,
      Array.from({ length: 1_200 }, () => ({})),
    );
    const counts = await Promise.all([retention.forget(), retention.forget()]);
    expect(counts[0]! + counts[1]!).toBe(1_200);
    expect(await namesIn(old)).toEqual([EXPIRED]);
  });
});
