import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import { ContestService, type ContestDraft } from '#contests';
import { buildContestRules, buildRoundRules } from '../../support/contest.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, HOUR, OPENING, WEEK } from '../../support/insert.js';
import { draftOf, invite, makeBank, makeTree } from './room.js';

let database: TestDatabase;
let dataSource: DataSource;
let bankId: number;
let pool: number[];
const contests = new ContestService();
const inside = <T>(work: (manager: EntityManager) => Promise<T>) => dataSource.transaction(work);

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await connect(database.appUrl);
  ({ bankId, pool } = await inside((manager) => makeBank(manager, 'b', 8)));
  await makeTree(dataSource);
});
afterAll(async () => {
  await dataSource?.destroy();
  await database?.drop();
});

const create = (draft: ContestDraft) => inside((manager) => contests.create(manager, draft));
const faultsOf = async (draft: ContestDraft): Promise<Record<string, unknown>> => {
  const error = await create(draft).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'IMPOSSIBLE_RULES' });
  return (error as { details: Record<string, unknown> }).details;
};

describe('a draft of a contest', () => {
  it('is stored with its rounds in their first revision and one audience for everybody', async () => {
    const id = await create(draftOf('moi', bankId, pool));
    const [row] = await dataSource.query(
      `SELECT c.status, c.current_revision, cr.rules = $2::jsonb AS same_rules FROM contest c
         JOIN contest_revision cr ON cr.contest_id = c.id WHERE c.id = $1`,
      [id, JSON.stringify(buildContestRules())],
    );
    expect(row).toEqual({ status: 'draft', current_revision: 1, same_rules: true });
    expect(
      await dataSource.query(
        `SELECT round_id, revision, opens_at, closes_at, pool FROM round_revision WHERE contest_id = $1 ORDER BY 1`,
        [id],
      ),
    ).toEqual([
      { round_id: 1, revision: 1, opens_at: new Date(OPENING), closes_at: new Date(OPENING + WEEK), pool },
      { round_id: 2, revision: 1, opens_at: new Date(OPENING + WEEK), closes_at: new Date(OPENING + 2 * WEEK), pool },
    ]);
    expect(await dataSource.query('SELECT code, title FROM audience WHERE contest_id = $1', [id])).toEqual([
      { code: 'tat-ca', title: 'Mọi người' },
    ]);
    expect(await dataSource.query('SELECT action, after FROM audit WHERE subject = $1', [`contest/${id}`])).toEqual([
      { action: 'contest.created', after: { slug: 'moi' } },
    ]);
  });

  it('keeps personal data for as long as it says, 24 months when it says nothing', async () => {
    const ids = [
      await create({ ...draftOf('sau-thang', bankId, pool), retentionMonths: 6 }),
      await create(draftOf('khong-noi', bankId, pool)),
    ];
    const rows = await dataSource.query('SELECT retention_months FROM contest WHERE id = ANY($1) ORDER BY id', [ids]);
    expect(rows).toEqual([{ retention_months: 6 }, { retention_months: 24 }]);
  });

  it.each([0, 121, 1.5, NaN])('cannot keep personal data for %s months', async (retentionMonths) => {
    expect(await faultsOf({ ...draftOf('mai-mai', bankId, pool), retentionMonths })).toEqual({
      retentionMonths: 'Thời hạn lưu dữ liệu cá nhân là một số tháng nguyên, từ 1 đến 120.',
    });
  });

  it('is refused with every fault in words, each at its path', async () => {
    const draft = draftOf('Không phải slug', bankId, pool);
    const [first, second] = draft.rounds;
    const faults = await faultsOf({
      ...draft,
      rules: buildContestRules({ minimumAge: { years: 16, on: '2019-02-30' } }),
      rounds: [
        { ...first!, closesAt: first!.opensAt },
        {
          ...second!,
          rules: buildRoundRules({
            paper: { ...second!.rules.paper, blueprint: [{ topic: null, level: null, count: 9 }] },
          }),
        },
      ],
    });
    expect(faults).toEqual({
      slug: 'Tên trong địa chỉ chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.',
      'rules.minimumAge.on': expect.stringContaining('ngày có thật'),
      'rounds[0].window': 'Giờ đóng của đợt thi phải sau giờ mở.',
      'rounds[1].paper.blueprint[0]':
        'Dòng 1 của cấu trúc đề cần 9 câu (mọi chủ đề, mọi mức độ) nhưng ngân hàng chỉ có 8 câu.',
    });
    expect(await dataSource.query(`SELECT 1 FROM contest WHERE slug = 'Không phải slug'`)).toEqual([]);
  });

  it('keeps what its page tells in one form of text, and is refused with each fault of it at its path', async () => {
    const page = {
      agency: ' Sở Nội  vụ '.normalize('NFD'),
      managingAgency: null,
      accent: null,
      summary: null,
      contact: { zalo: null, hours: '7:30-17:00' },
      unitKind: 'residence' as const,
      unitExample: null,
      prizes: [{ title: 'Giải Nhất', count: 1, detail: null, amountVnd: 2_000_000 }],
      documents: [{ title: 'Nghị quyết', number: '76/NQ-CP', date: '2021-07-15', url: null }],
    };
    const id = await create(draftOf('co-trang', bankId, pool, { page }));
    const [row] = await dataSource.query('SELECT page FROM contest WHERE id = $1', [id]);
    expect(row).toEqual({ page: { ...page, agency: 'Sở Nội vụ' } });
    const wrong = {
      ...page,
      prizes: [{ ...page.prizes[0]!, amountVnd: -1 }],
      documents: [page.documents[0]!, { ...page.documents[0]!, date: '15/7/2021' }],
    };
    expect(await faultsOf(draftOf('trang-sai', bankId, pool, { page: wrong }))).toEqual({
      'page.prizes[0].amountVnd': expect.stringContaining('số nguyên từ 1'),
      'page.documents[1].date': expect.stringContaining('ngày có thật'),
    });
  });

  it('is refused when its rules contradict each other only together', async () => {
    const draft = draftOf('du-doan', bankId, pool);
    const rounds = draft.rounds.map((round) => ({ ...round, rules: { ...round.rules, prediction: null } }));
    expect(await faultsOf({ ...draft, rounds })).toHaveProperty(['ranking.criteria']);
  });

  it('is refused with a taken address, without rounds, and with a pool that names an item twice or none at all', async () => {
    await create(draftOf('lan-hai', bankId, pool));
    expect(await faultsOf(draftOf('lan-hai', bankId, pool))).toHaveProperty('slug');
    expect(await faultsOf(draftOf('khong-dot', bankId, pool, { rounds: [] }))).toHaveProperty('rounds');
    expect(await faultsOf(draftOf('lap', bankId, [...pool, pool[0]!]))).toHaveProperty(['rounds[0].pool']);
    expect(await faultsOf(draftOf('la', bankId, [...pool, 999_999]))).toHaveProperty(['rounds[1].pool']);
  });
});

describe('inviting units', () => {
  it('freezes name, parent and head-count, and adds the row for everybody else', async () => {
    const id = await create(draftOf('moi-don-vi', bankId, pool));
    const rows = [invite('17357', 120), invite('NA-S01-1'), invite('NA-S01', null)];
    expect(await inside((manager) => contests.inviteUnits(manager, id, rows))).toBe(3);
    await dataSource.query(`UPDATE unit SET full_name = 'Xã Đổi Tên' WHERE code = '17357'`);
    expect(await inside((manager) => contests.inviteUnits(manager, id, [invite('17357', 5), invite('16681')]))).toBe(1);
    await dataSource.query(`UPDATE unit SET full_name = 'Xã Anh Sơn' WHERE code = '17357'`);
    const units = await dataSource.query(
      `SELECT cu.code, cu.name, cu.parent_name, p.code AS parent, cu.invited, cu.kind, cu.headcount, cu.headcount_note, cu.search_key
         FROM contest_unit cu LEFT JOIN contest_unit p ON p.id = cu.parent_id WHERE cu.contest_id = $1 ORDER BY cu.code`,
      [id],
    );
    const province = {
      parent_name: 'Tỉnh Nghệ An',
      parent: null,
      invited: true,
      kind: 'territorial',
      headcount_note: 'giả định',
    };
    const agency = { invited: true, kind: 'agency' };
    expect(units).toEqual([
      { ...province, code: '16681', name: 'Phường Thành Vinh', headcount: 40, search_key: 'phuong thanh vinh' },
      { ...province, code: '17357', name: 'Xã Anh Sơn', headcount: 120, search_key: 'xa anh son' },
      {
        ...agency,
        code: 'NA-S01',
        name: 'Sở Nội vụ',
        parent_name: 'Tỉnh Nghệ An',
        parent: null,
        headcount: null,
        headcount_note: null,
        search_key: 'so noi vu',
      },
      {
        ...agency,
        code: 'NA-S01-1',
        name: 'Chi cục Văn thư',
        parent_name: 'Sở Nội vụ',
        parent: 'NA-S01',
        headcount: 40,
        headcount_note: 'giả định',
        search_key: 'chi cuc van thu',
      },
      {
        code: 'NGOAI',
        name: 'Ngoài danh sách mời',
        parent_name: null,
        parent: null,
        invited: false,
        kind: 'virtual',
        headcount: null,
        headcount_note: null,
        search_key: 'ngoai danh sach moi',
      },
    ]);
  });

  it('refuses a unit that the tree does not hold, and a contest that does not exist', async () => {
    const id = await create(draftOf('don-vi-la', bankId, pool));
    const inviting = inside((manager) => contests.inviteUnits(manager, id, [invite('NA-S01'), invite('X')]));
    await expect(inviting).rejects.toMatchObject({ code: 'UNIT_NOT_FOUND', details: { code: 'X' } });
    expect(await dataSource.query('SELECT 1 FROM contest_unit WHERE contest_id = $1', [id])).toEqual([]);
    await expect(inside((manager) => contests.inviteUnits(manager, 999, []))).rejects.toMatchObject({
      code: 'CONTEST_NOT_FOUND',
    });
  });
});

describe('publishing', () => {
  it('makes the partitions once, by the application’s own role', async () => {
    const id = await create(draftOf('mo', bankId, pool));
    await expect(inside((manager) => contests.publish(manager, id))).rejects.toMatchObject({
      details: { units: 'Cuộc thi chưa mời đơn vị nào.' },
    });
    await inside((manager) => contests.inviteUnits(manager, id, [invite('NA-S01')]));
    await inside((manager) => contests.publish(manager, id));
    await inside((manager) => contests.publish(manager, id));
    expect(
      await dataSource.query(
        `SELECT c.status, m.version, to_regclass('attempt_c' || c.id) IS NOT NULL AS has_partition
           FROM contest c JOIN tally_mark m ON m.contest_id = c.id WHERE c.id = $1`,
        [id],
      ),
    ).toEqual([{ status: 'published', version: '0', has_partition: true }]);
    expect(
      await dataSource.query(`SELECT 1 FROM audit WHERE subject = $1 AND action = 'contest.published'`, [
        `contest/${id}`,
      ]),
    ).toHaveLength(1);
    await inside((manager) => contests.close(manager, id));
    expect(await dataSource.query('SELECT status FROM contest WHERE id = $1', [id])).toEqual([{ status: 'closed' }]);
  });
});

describe('changing a round', () => {
  it('adds a revision and leaves the old one as it was', async () => {
    const id = await create(draftOf('sua-dot', bankId, pool));
    const closesAt = OPENING + WEEK + HOUR;
    const change = { contestId: id, roundId: 1, closesAt, note: 'Kéo dài một giờ vì mất điện' };
    expect(await inside((manager) => contests.reviseRound(manager, change))).toBe(2);
    expect(
      await dataSource.query(
        `SELECT v.revision, v.closes_at, v.note, v.pool, r.current_revision FROM round r
           JOIN round_revision v ON v.contest_id = r.contest_id AND v.round_id = r.id
          WHERE r.contest_id = $1 AND r.id = 1 ORDER BY 1`,
        [id],
      ),
    ).toEqual([
      { revision: 1, closes_at: new Date(OPENING + WEEK), note: null, pool, current_revision: 2 },
      { revision: 2, closes_at: new Date(closesAt), note: 'Kéo dài một giờ vì mất điện', pool, current_revision: 2 },
    ]);
  });

  it('refuses what would make the round impossible, alone or beside the others', async () => {
    const id = await create(draftOf('sua-sai', bankId, pool));
    const revise = (roundId: number, change: object) =>
      inside((manager) => contests.reviseRound(manager, { contestId: id, roundId, note: 'thử', ...change }));
    await expect(revise(1, { closesAt: OPENING })).rejects.toMatchObject({ code: 'IMPOSSIBLE_RULES' });
    await expect(revise(1, { pool: pool.slice(0, 4) })).rejects.toMatchObject({ code: 'IMPOSSIBLE_RULES' });
    const limits = { ...buildRoundRules().limits, perContest: 3 };
    await expect(revise(1, { rules: { ...buildRoundRules(), limits } })).rejects.toMatchObject({
      details: { 'limits.perContest': expect.any(String) },
    });
    await expect(revise(9, {})).rejects.toMatchObject({ code: 'ROUND_NOT_FOUND' });
    expect(await dataSource.query('SELECT max(revision) FROM round_revision WHERE contest_id = $1', [id])).toEqual([
      { max: 1 },
    ]);
  });
});
