import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { sealAudit } from '#database';
import { dispatch } from '../../../apps/cli/src/dispatch.js';
import { createEmptyDatabase, createTestDatabase, type TestDatabase } from '../../support/database.js';
import { insertContest, insertPeople } from '../../support/contest.js';
import { connect } from '../../support/insert.js';
import { writeTestSecrets } from '../../support/secrets.js';

let database: TestDatabase;
let owner: DataSource;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  folder = mkdtempSync(join(tmpdir(), 'cchc-errands-'));
});
afterAll(async () => {
  await owner?.destroy();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  process.env['DATABASE_OWNER_URL'] = database.ownerUrl;
  delete process.env['PUBLIC_URL'];
});

/** Does an errand as a person at a terminal would, and gives back all that came of it. */
async function cli(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name === 'stdout' ? 'out' : 'err'] += String(text);
      return true;
    }),
  );
  try {
    return { code: await dispatch(args), ...said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('the command line', () => {
  it('lists its errands for --help, and for a name that is none with code 2', async () => {
    const help = await cli('--help');
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('remove-sample');
    const unknown = await cli('no-such-errand');
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('Không có việc "no-such-errand".');
    expect(unknown.err).toContain('import-bank');
    expect((await cli()).code).toBe(2);
  });

  it('explains each errand, and refuses an option that it does not know with code 2', async () => {
    expect((await cli('prepare', '--help')).out).toContain('--sample');
    const wrong = await cli('prepare', '--smaple');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('--smaple');
    expect((await cli('prepare', '--sample', '--empty')).code).toBe(2);
  });

  it('says in one sentence that the database cannot be reached', async () => {
    process.env['DATABASE_OWNER_URL'] = 'postgres://nobody@127.0.0.1:1/none';
    const away = await cli('migrate');
    expect(away.code).toBe(1);
    expect(away.err).toMatch(/^Không kết nối được cơ sở dữ liệu/);
  });
});

describe('check-contest', () => {
  it('prints the thể lệ of a good file, and beside it what people have to do', async () => {
    const { code, out, err } = await cli('check-contest', 'test/fixtures/contest.hue-2025.json');
    expect(code).toBe(0);
    expect(out).toMatch(/^THỂ LỆ\n/);
    expect(out).toContain('Từ đủ 18 tuổi trở lên, tính đến ngày 29/9/2025.');
    expect(err).toContain('(eligibility.place)');
  });

  it('prints every fault of a bad one with its path', async () => {
    const { code, out, err } = await cli('check-contest', 'test/fixtures/contest-bad.lich.json');
    expect(code).toBe(1);
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['calendar.rounds[1].opensAt', 'attempts.perWeek', 'calendar.rounds[3].closesAt']);
    expect(err).toBe('3 lỗi.\n');
  });

  it.each([
    ['no JSON', '{"schema": 1,', 'không phải JSON'],
    ['a list', '[]', '(cả tệp)'],
  ])('refuses %s in words', async (_what, text, words) => {
    const { code, out, err } = await cli('check-contest', file('contest.json', text));
    expect(code).toBe(1);
    expect(out + err).toContain(words);
  });
});

describe('first-admin', () => {
  const firstAdmin = (...more: string[]) =>
    cli('first-admin', '--phone', '0912 345 678', '--name', 'Lò Thị Mai', ...more);

  it('prints one link, of which only the hash is stored, and refuses when there is an administrator', async () => {
    process.env['PUBLIC_URL'] = 'https://thi.example.vn/';
    const { code, out, err } = await firstAdmin();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [, token] = /^ {2}https:\/\/thi\.example\.vn\/quan-tri\/thiet-lap#([\w-]{43})$/m.exec(out)!;
    const rows: unknown[] = await owner.query(
      `SELECT role, phone, full_name, invited_by FROM staff_invitation WHERE token_hash = sha256($1::text::bytea)`,
      [token],
    );
    const invited = { role: 'administrator', phone: '+84912345678', full_name: 'Lò Thị Mai', invited_by: null };
    expect(rows).toEqual([invited]);
    expect(JSON.stringify(await owner.query('SELECT * FROM audit'))).not.toContain('912345678');

    await owner.query(`INSERT INTO account (id, full_name, sample) VALUES (gen_random_uuid(), 'Mẫu', true)`);
    await owner.query(`INSERT INTO staff_role (account_id, role) SELECT id, 'administrator' FROM account`);
    expect((await firstAdmin()).code).toBe(0);
    await owner.query(`UPDATE account SET sample = false`);
    const refused = await firstAdmin();
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('--again');
    expect((await firstAdmin('--again')).code).toBe(0);
    await owner.query(`DELETE FROM account`);
  });

  it.each([[[]], [['--phone', '12', '--name', 'Lò Thị Mai']], [['--phone', '0912345678', '--name', '=1+1']]])(
    'refuses %j with code 2',
    async (args) => {
      expect(await cli('first-admin', ...args)).toMatchObject({ code: 2, out: '' });
    },
  );
});

describe('prepare', () => {
  it('migrates an empty database, and changes nothing the second time', async () => {
    const empty = await createEmptyDatabase();
    process.env['DATABASE_OWNER_URL'] = empty.ownerUrl;
    try {
      const first = await cli('prepare', '--empty');
      expect(first).toMatchObject({ code: 0, out: 'Cơ sở dữ liệu đã sẵn sàng.\n' });
      expect(first.err).toMatch(/^Đã cập nhật cấu trúc: \d+ bước\n$/);
      expect(await cli('prepare')).toEqual({ code: 0, out: 'Cơ sở dữ liệu đã sẵn sàng.\n', err: '' });
      expect((await cli('migrate')).out).toBe('Không có bước nào còn thiếu.\n');
    } finally {
      await empty.drop();
    }
  }, 30_000);

  it('refuses a database whose clock is compressed', async () => {
    const replay = await createTestDatabase();
    process.env['DATABASE_OWNER_URL'] = replay.ownerUrl;
    const there = await connect(replay.ownerUrl);
    try {
      await there.query(
        `CREATE OR REPLACE FUNCTION contest_clock_scale() RETURNS double precision LANGUAGE sql STABLE AS 'SELECT 600.0::float8'`,
      );
      const { code, err } = await cli('prepare', '--empty');
      expect(code).toBe(1);
      expect(err).toContain('đồng hồ nén');
    } finally {
      await there.destroy();
      await replay.drop();
    }
  });

  it('loads no sample data beside real contests, nor after they were removed', async () => {
    await owner.query(`INSERT INTO contest (slug, title) VALUES ('that', 'Cuộc thi thật')`);
    expect((await cli('prepare', '--sample')).err).toBe('Đã có cuộc thi thật: không nạp dữ liệu mẫu.\n');
    await owner.query(`DELETE FROM contest`);
    await owner.query(`INSERT INTO audit (action, subject) VALUES ('sample.loaded', 'sample')`);
    expect((await cli('prepare', '--sample')).err).toBe('Dữ liệu mẫu đã được xóa trước đây: không nạp lại.\n');
    expect(await owner.query('SELECT 1 FROM contest')).toEqual([]);
  });
});

describe('import-units', () => {
  const LIST =
    'code,parent_code,level,kind,name,full_name\n40,,province,territorial,Nghệ An,Tỉnh Nghệ An\n1,40,commune,territorial,Anh Sơn,Xã Anh Sơn\n';

  it('writes nothing until it is told to, and then what it had announced', async () => {
    const path = file('units.csv', LIST);
    const dry = await cli('import-units', path, '--from', '2025-07-01');
    expect(dry).toMatchObject({
      code: 0,
      out: '2 đơn vị trong tệp: 2 mới, 0 thay đổi, 0 giữ nguyên.\nChạy thử, chưa ghi gì. Thêm --apply để ghi.\n',
    });
    expect(await owner.query('SELECT 1 FROM unit')).toEqual([]);
    expect((await cli('import-units', path, '--from', '2025-07-01', '--apply')).out).toBe(
      '2 đơn vị trong tệp: 2 mới, 0 thay đổi, 0 giữ nguyên.\n',
    );
    expect((await cli('import-units', path, '--from', '2025-07-01', '--apply')).out).toContain('2 giữ nguyên');
    expect(await owner.query('SELECT count(*)::int AS n FROM unit WHERE NOT sample')).toEqual([{ n: 2 }]);
  });

  it('refuses a list with faults, each with its line', async () => {
    const bad = await cli('import-units', file('bad.csv', `${LIST}1,99,commune,palace,,\n`));
    expect(bad.code).toBe(1);
    expect(bad.out).toMatch(/^dòng 4/m);
    expect(bad.err).toContain('chưa nhập gì');
    expect((await cli('import-units', join(folder, 'none.csv'))).code).toBe(1);
    expect((await cli('import-units')).code).toBe(2);
    expect((await cli('import-units', file('units.csv', LIST), '--from', '2025-02-30')).code).toBe(2);
  });
});

describe('import-bank', () => {
  const QUESTION = `$CATEGORY: the-che

// level: 1
// document: 63/2010/NĐ-CP
// status: published
::tc-1::Cơ quan nào kiểm soát thủ tục hành chính ở tỉnh? {=Văn phòng Ủy ban ~Sở Nội vụ ~Sở Tư pháp ~Thanh tra tỉnh #### Theo Nghị định.}
`;

  it('writes nothing until it is told to', async () => {
    const path = file('bank.gift', QUESTION);
    const dry = await cli('import-bank', path, '--bank', 'thu');
    expect(dry.code).toBe(0);
    expect(dry.out).toContain('1 câu trong tệp: 1 mới');
    expect(await owner.query('SELECT 1 FROM bank')).toEqual([]);
    expect((await cli('import-bank', path, '--bank', 'thu', '--title', 'Thử', '--apply')).code).toBe(0);
    expect(await owner.query('SELECT b.title, b.sample, i.code FROM bank b JOIN item i ON i.bank_id = b.id')).toEqual([
      { title: 'Thử', sample: false, code: 'tc-1' },
    ]);
  });

  it('takes no question of a file in which one is refused, and says which', async () => {
    const path = file(
      'broken.gift',
      `${QUESTION}\n// level: 1\n// status: published\n::tc-2::Thiếu nguồn? {=có ~không #### x}\n`,
    );
    const { code, out, err } = await cli('import-bank', path, '--bank', 'hong', '--apply');
    expect(code).toBe(1);
    expect(out).toContain('dòng 10: Câu hỏi chưa ghi văn bản làm căn cứ.');
    expect(err).toContain('chưa nhập gì');
    expect(await owner.query(`SELECT 1 FROM bank WHERE code = 'hong'`)).toEqual([]);
    expect((await cli('import-bank', path)).code).toBe(2);
  });
});

describe('the other errands', () => {
  it('print the schema as SQL', async () => {
    const { code, out } = await cli('db-snapshot');
    expect(code).toBe(0);
    expect(out).toMatch(/^-- Made by/);
    expect(out).toContain('CREATE TABLE attempt (');
  });

  it('refuse sign-in links without sample data, and the removal of data without a yes', async () => {
    expect(await cli('sign-in-links')).toEqual({
      code: 1,
      out: '',
      err: 'Không có dữ liệu mẫu nên không có tài khoản mẫu.\n',
    });
    expect((await cli('remove-sample')).err).toContain('--yes');
  });

  it('reconcile only contests that exist', async () => {
    expect((await cli('reconcile', '--contest', 'khong-co')).code).toBe(1);
    expect(await cli('reconcile')).toEqual({ code: 0, out: '', err: '' });
  });
});

describe('sign-in-links', () => {
  it('prints a link for each part on a private address only, each usable once', async () => {
    await owner.query(`INSERT INTO account (id, full_name, sample) VALUES (uuidv7(), 'Lò Thị Ính', true)`);
    await owner.query(`INSERT INTO staff_role (account_id, role) SELECT id, 'administrator' FROM account`);
    process.env['PUBLIC_URL'] = 'https://thi.nghean.gov.vn';
    const open = await cli('sign-in-links');
    expect(open).toMatchObject({ code: 1, out: '' });
    expect(open.err).toContain('địa chỉ nội bộ');
    expect(await owner.query('SELECT 1 FROM sign_in_link')).toEqual([]);
    process.env['PUBLIC_URL'] = 'http://192.168.1.5:3000/';
    const { code, out } = await cli('sign-in-links');
    expect(code).toBe(0);
    expect(out).toMatch(/Quản trị \(Lò Thị Ính\):\n {4}http:\/\/192\.168\.1\.5:3000\/#vao=[\w-]{43}\n/);
    expect(await owner.query('SELECT used_at FROM sign_in_link')).toEqual([{ used_at: null }]);
  });
});

describe('extra-time', () => {
  const phone = '0912 345 678';
  let slug: string;
  let subject: string;

  beforeAll(async () => {
    const contest = await insertContest(owner);
    const [person] = await insertPeople(owner, contest, 1);
    await owner.query(`UPDATE account SET phone = '+84912345678' WHERE id = $1`, [person!.accountId]);
    slug = contest.slug;
    subject = `participant/${contest.contestId}-${person!.participantId}`;
  });

  const grant = (changes: Record<string, string> = {}) =>
    cli(
      'extra-time',
      ...Object.entries({ contest: slug, phone, percent: '50', reason: 'Đơn số 12', ...changes }).flatMap(
        ([name, value]) => [`--${name}`, value],
      ),
    );

  it('grants more time and keeps in the trail how much and why, but no phone', async () => {
    expect(await grant()).toMatchObject({ code: 0, out: expect.stringContaining('50 % (trước đó 0 %)') });
    expect(await grant({ percent: '0', reason: 'Nhầm người' })).toMatchObject({
      code: 0,
      out: expect.stringContaining('0 % (trước đó 50 %)'),
    });
    const rows = await owner.query(`SELECT action, actor_id, before, after FROM audit WHERE subject = $1 ORDER BY id`, [
      subject,
    ]);
    expect(rows).toEqual([
      {
        action: 'participant.extra_time_granted',
        actor_id: null,
        before: { percent: 0 },
        after: { percent: 50, reason: 'Đơn số 12' },
      },
      {
        action: 'participant.extra_time_granted',
        actor_id: null,
        before: { percent: 50 },
        after: { percent: 0, reason: 'Nhầm người' },
      },
    ]);
  });

  it.each([
    ['no such contest', { contest: 'khong-co' }, 1],
    ['a phone that takes no part', { phone: '0912 345 679' }, 1],
    ['a phone that is none', { phone: '113' }, 2],
    ['more than twice the time', { percent: '101' }, 2],
    ['a negative time', { percent: '-1' }, 2],
    ['no reason', { reason: ' ' }, 2],
  ])('refuses %s and leaves all as it was', async (_title, changes, code) => {
    const trail = () => owner.query(`SELECT count(*)::int AS n FROM audit`);
    const before = await trail();
    expect(await grant(changes)).toMatchObject({ code, out: '' });
    expect(await trail()).toEqual(before);
  });
});

describe('verify-audit', () => {
  it('says that the trail is intact with code 0 and where it ends, and names the first bad row with code 1', async () => {
    await owner.query('TRUNCATE audit, audit_seal RESTART IDENTITY');
    await owner.query(
      `INSERT INTO audit (at, action, subject) SELECT contest_clock() - interval '1 minute', 'thing.done', 'thing/' || n
         FROM generate_series(1, 3) AS n`,
    );
    await sealAudit(owner, (text) => createHash('sha256').update(text).digest());
    const intact = await cli('verify-audit');
    expect(intact).toMatchObject({ code: 0, err: expect.stringContaining('nguyên vẹn: 3 dòng') });
    const { head, ...verdict } = JSON.parse(intact.out) as { head: string };
    expect(verdict).toEqual({ ok: true, sealed: 3, unsealed: 0, fault: null });
    expect(head).toMatch(/^3:[0-9a-f]{64}$/);
    expect((await cli('verify-audit', '--noted', head)).code).toBe(0);

    await owner.query(`UPDATE audit SET subject = 'thing/9' WHERE id = 2`);
    const broken = await cli('verify-audit');
    expect(broken).toMatchObject({ code: 1, err: expect.stringContaining('mắt xích 2 (dòng audit 2) không khớp') });
    expect(JSON.parse(broken.out)).toMatchObject({ ok: false, fault: { kind: 'changed', seq: 2, auditId: 2 } });
    expect(await cli('verify-audit', '--noted', 'x')).toMatchObject({ code: 2, out: '' });
  });
});

describe('make-contest', () => {
  const REGULATIONS = {
    schema: 1,
    slug: 'thi-thu',
    title: 'Thi thử',
    host: { agency: 'Sở Nội vụ', hotline: '0238 000 0000' },
    calendar: {
      rounds: [{ code: 'dot-1', title: 'Đợt 1', opensAt: '2031-05-05 08:00', closesAt: '2031-05-11 24:00' }],
    },
    paper: { blueprint: [{ topic: null, level: null, count: 1 }] },
    time: { seconds: 600 },
    attempts: { perRound: 2 },
    personalData: { retentionMonths: 12 },
  };
  const UNITS = 'Mã đơn vị,Số người\n901,1200\n902,\n';
  const question = (code: string) =>
    `$CATEGORY: the-che\n\n// level: 1\n// document: 63/2010/NĐ-CP\n// status: published\n` +
    `::${code}::Cơ quan nào kiểm soát thủ tục hành chính? {=Văn phòng ~Sở Nội vụ ~Sở Tư pháp #### Theo Nghị định.}\n`;

  beforeAll(async () => {
    const tree =
      'code,parent_code,level,kind,name,full_name\n901,,province,territorial,An,Tỉnh An\n902,901,commune,territorial,Bình,Xã Bình\n';
    await cli('import-units', file('cay.csv', tree), '--from', '2025-07-01', '--apply');
    await cli('import-bank', file('cau.gift', question('mc-1')), '--bank', 'mc', '--title', 'MC', '--apply');
  });

  const make = (regulations: object, units: string, ...more: string[]) =>
    cli(
      'make-contest',
      file('thi.json', JSON.stringify(regulations)),
      ...['--bank', 'mc', '--units', file('moi.csv', units), ...more],
    );
  const stored = () =>
    owner.query(
      `SELECT c.title, c.status, c.retention_months, r.regulations ->> 'title' AS regulations, v.closes_at
         FROM contest c JOIN contest_revision r ON r.contest_id = c.id JOIN round_revision v ON v.contest_id = c.id
        WHERE c.slug = 'thi-thu'`,
    );

  it('writes nothing until it is told to, then a contest with its rules, its units and what it was made from', async () => {
    const dry = await make(REGULATIONS, UNITS);
    expect(dry.code).toBe(0);
    expect(dry.out).toBe(
      'Đợt 1: đề 1 câu, lấy từ 1 câu.\n2 đơn vị được mời.\nChạy thử, chưa ghi gì. Thêm --apply để ghi.\n',
    );
    expect(await stored()).toEqual([]);
    const made = await make(REGULATIONS, UNITS, '--apply', '--publish');
    expect(made.out).toContain('Đã tạo cuộc thi thi-thu, mọi người đã xem được.');
    expect(await stored()).toEqual([
      {
        ...{ title: 'Thi thử', status: 'published', retention_months: 12, regulations: 'Thi thử' },
        closes_at: new Date('2031-05-11T17:00:00Z'),
      },
    ]);
    const invited: unknown[] = await owner.query(
      `SELECT u.code, u.headcount FROM contest_unit u JOIN contest c ON c.id = u.contest_id
        WHERE c.slug = 'thi-thu' AND u.invited ORDER BY u.code`,
    );
    expect(invited).toEqual([
      { code: '901', headcount: 1200 },
      { code: '902', headcount: null },
    ]);
    const again = await make(REGULATIONS, UNITS);
    expect(again.code).toBe(1);
    expect(again.out).toContain('slug: Đã có cuộc thi mang tên "thi-thu" trong địa chỉ.');
  });

  it.each<[string, object, string, string]>([
    ['faulty regulations', { time: { seconds: null } }, UNITS, 'time.seconds: '],
    [
      'a bank that cannot serve the paper',
      { paper: { blueprint: [{ topic: null, level: 3, count: 5 }] } },
      UNITS,
      'rounds[0].',
    ],
    ['a unit that is not', {}, 'Mã đơn vị\n901\n999\n', 'dòng 3: cây đơn vị không có đơn vị mang mã 999'],
    ['a list without units', {}, 'Tên\nBình\n', 'dòng 1: Không thấy cột “Mã đơn vị”'],
  ])('refuses %s in words', async (_what, changes, units, words) => {
    const { code, out } = await make({ ...REGULATIONS, slug: 'thi-khac', ...changes }, units, '--apply');
    expect(code).toBe(1);
    expect(out).toContain(words);
    expect(await owner.query(`SELECT 1 FROM contest WHERE slug = 'thi-khac'`)).toEqual([]);
  });

  it('refuses a bank that is not, and a call without its options', async () => {
    const path = file('thi.json', JSON.stringify({ ...REGULATIONS, slug: 'thi-ba' }));
    const none = await cli('make-contest', path, '--bank', 'khong', '--units', file('moi.csv', UNITS));
    expect(none.err).toContain('Không có ngân hàng câu hỏi mang mã khong.');
    expect((await cli('make-contest', path)).code).toBe(2);
  });
});

describe('check-server', () => {
  it('measures this machine and says what it carries, with code 1 while something must be mended', async () => {
    process.env['SECRETS_FILE'] = writeTestSecrets();
    const { code, out } = await cli('check-server', '--json');
    const { server, carries, remarks } = JSON.parse(out) as {
      server: Record<string, number>;
      carries: Record<string, { people: number }>;
      remarks: { isStop: boolean; text: string }[];
    };
    for (const measure of ['cores', 'memoryGib', 'fsyncMs', 'commitMs', 'sumMs'])
      expect([measure, server[measure]! > 0]).toEqual([measure, true]);
    expect(Object.values(carries).every(({ people }) => Number.isInteger(people))).toBe(true);
    // The server of the tests skips the disk, which no real one may.
    expect(remarks[0]).toMatchObject({ isStop: true, text: expect.stringContaining('fsync') });
    expect(code).toBe(1);
    expect((await cli('check-server')).out).toContain('Người thi cùng lúc');
  });

  it('prints the table of servers that stands in docs/vi/cai-dat.md, and reckons for as many processes as are said', async () => {
    const page = readFileSync(new URL('../../../docs/vi/cai-dat.md', import.meta.url), 'utf8');
    const { code, out } = await cli('check-server', '--table');
    const words = (text: string) => text.replace(/[\s|-]+/g, ' ').trim();
    expect(words(page)).toContain(words(out));
    expect(code).toBe(0);
    expect((await cli('check-server', '--web', '0')).code).toBe(2);
    const { server } = JSON.parse((await cli('check-server', '--web', '3', '--json')).out) as {
      server: { webProcesses: number };
    };
    expect(server.webProcesses).toBe(3);
  });
});
