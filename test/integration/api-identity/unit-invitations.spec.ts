import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { tidyDoor } from '#identity';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { passSecondFactor } from '../../support/staff.js';
import { Citizens } from './citizens.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const PASSWORD = 'con trâu đi trước';

let citizens: Citizens;
let contest: ContestFixture;
/** Session of the organizer of `contest` alone. */
let organizer: string;
/** Codes of the two invited units. */
let codes: string[];
let phones = 977_000_000;

beforeAll(async () => {
  citizens = await Citizens.open();
});
afterAll(() => citizens.close());

beforeEach(async () => {
  contest = await insertContest(citizens.owner);
  organizer = await staff('organizer', contest.contestId);
  const rows: { code: string }[] = await citizens.owner.query(
    `SELECT code FROM contest_unit WHERE contest_id = $1 AND invited ORDER BY id`,
    [contest.contestId],
  );
  codes = rows.map(({ code }) => code);
});

/** Somebody with an office, signed in with both factors. */
async function staff(role: string, contestId: number | null): Promise<string> {
  const phone = newPhone();
  const token = await citizens.signUp({ phone });
  const [{ account_id: accountId }] = await citizens.owner.query(
    `INSERT INTO staff_role (account_id, role, contest_id) SELECT id, $2, $3 FROM account WHERE phone = $1 RETURNING account_id`,
    [`+84${phone.slice(1)}`, role, contestId],
  );
  await passSecondFactor(citizens.owner, accountId);
  return token;
}

const newPhone = () => `0${phones++}`;

/** A file that a route answers with, or its refusal. */
async function file(path: string, body: unknown, token = organizer, type = 'application/json') {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  const init: RequestInit = { method: 'POST', headers };
  if (body !== undefined) {
    headers['content-type'] = type;
    init.body = type === 'application/json' ? JSON.stringify(body) : (body as Uint8Array<ArrayBuffer>);
  }
  const reply = await fetch(`${citizens.api.url}/api/contests/${contest.slug}/unit-invitations${path}`, init);
  const bytes = Buffer.from(await reply.arrayBuffer());
  const isProblem = reply.headers.get('content-type')?.includes('json');
  return {
    status: reply.status,
    headers: reply.headers,
    bytes,
    // eslint-disable-next-line @typescript-eslint/no-explicit-any
    body: (isProblem ? JSON.parse(String(bytes)) : null) as any,
  };
}

interface Held {
  unitCode: string;
  token: string;
  code: string;
}

/** What the readers of a text for Zalo hold. */
const heldIn = (text: string): Held[] =>
  [...text.matchAll(/dau-moi#([\w-]{43})[^]*?nhập mã đơn vị (\S+) và mã mời ([0-9A-Z]{4}-[0-9A-Z]{4})/g)].map(
    ([, token, unitCode, code]) => ({ token: token!, unitCode: unitCode!, code: code! }),
  );

async function invited(): Promise<Held[]> {
  const { bytes, status } = await file('?format=txt', { allUnits: true });
  expect(status).toBe(201);
  return heldIn(String(bytes));
}

const redeem = (proof: object, changes: object = {}) =>
  citizens.call('POST', '/unit-invitations/redeem', {
    body: { ...proof, phone: newPhone(), password: PASSWORD, fullName: 'Y Bhiŏ Mlô', ...changes },
  });

const states = async (query = '') =>
  (await citizens.call('GET', `/contests/${contest.slug}/unit-invitations${query}`, { token: organizer })).body;

const rolesOf = async (token: unknown) =>
  (await citizens.call('GET', '/me', { token: String(token) })).body.account.roles as object[];

describe('inviting the managers of units', () => {
  it('is for who runs this contest', async () => {
    const other = await insertContest(citizens.owner);
    const address = `/contests/${contest.slug}/unit-invitations?dryRun=true`;
    const body = { allUnits: true };
    const statusFor = async (token?: string) => (await citizens.call('POST', address, { token, body })).status;
    expect(await statusFor()).toBe(401);
    expect(await statusFor(await citizens.signUp())).toBe(403);
    expect(await statusFor(await staff('organizer', other.contestId))).toBe(403);
    expect(await statusFor(await staff('auditor', contest.contestId))).toBe(403);
    expect(await statusFor(await staff('administrator', null))).toBe(200);
    const list = `/contests/${contest.slug}/unit-invitations`;
    const foreign = await citizens.call('GET', list, { token: await staff('organizer', other.contestId) });
    expect(foreign.body.code).toBe('NOT_ALLOWED');
  });

  it('tells what a dry run would make and makes nothing', async () => {
    const rows = [
      { unitCode: codes[0], fullName: 'H’Hen Niê', phone: '0912 345 678' },
      { unitCode: 'nowhere' },
      { unitCode: codes[0] },
    ];
    const dry = await citizens.call('POST', `/contests/${contest.slug}/unit-invitations?dryRun=true`, {
      ...{ token: organizer, body: { rows } },
    });
    expect(dry).toMatchObject({ status: 200, body: { toMake: 1, existing: 0, faultCount: 2 } });
    expect(dry.body.faults).toEqual([
      { row: 2, message: 'Cuộc thi không mời đơn vị nào mang mã nowhere.' },
      { row: 3, message: `Đơn vị ${codes[0]} đã có ở dòng 1. Người thứ hai phải ghi là phó.` },
    ]);
    const meant = await file('', { rows });
    expect(meant).toMatchObject({
      status: 400,
      body: { code: 'INVITATION_LIST_FAULTY', details: { faults: 2, row: 2 } },
    });
    expect(await states()).toMatchObject({ counts: { never: 2, sent: 0 } });
  });

  it('makes one for each invited unit, once, and keeps no secret', async () => {
    const held = await invited();
    expect(held.map(({ unitCode }) => unitCode).sort()).toEqual([...codes].sort());
    expect(await states()).toMatchObject({ counts: { never: 0, sent: 2, opened: 0, active: 0 } });
    expect((await file('?format=txt', { allUnits: true })).body.code).toBe('NOTHING_TO_INVITE');
    const kept = JSON.stringify(
      await citizens.owner.query(
        `SELECT i::text FROM unit_invitation i UNION ALL SELECT a::text FROM audit a WHERE action LIKE 'unit_invitation%'`,
      ),
    );
    for (const { token, code } of held) {
      expect(kept).not.toContain(token);
      expect(kept).not.toContain(Buffer.from(token).toString('hex'));
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(code.replace('-', ''));
    }
  });

  it('two at the same moment make one invitation a unit', async () => {
    const replies = await Promise.all([1, 2, 3].map(() => file('?format=txt', { allUnits: true })));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await states()).toMatchObject({ counts: { sent: 2 } });
  });

  it('reads an Excel list and answers with one in which no cell can become a formula', async () => {
    await citizens.owner.query(`UPDATE contest_unit SET name = '=HYPERLINK("http://evil.example")' WHERE code = $1`, [
      codes[0],
    ]);
    const book = new exceljs.Workbook();
    const sheet = book.addWorksheet('Đầu mối');
    sheet.addRow(['Danh sách']);
    sheet.addRow(['Mã đơn vị', 'Họ tên', 'Số điện thoại', 'Phó']);
    sheet.addRow([codes[0], 'Nguyễn Thị Ánh'.normalize('NFD'), 912345678, '']);
    sheet.addRow([codes[0], 'Vàng A Sử', '0912 345 679', 'x']);
    const list = new Uint8Array((await book.xlsx.writeBuffer()) as ArrayBuffer);
    const made = await file('?format=xlsx', list, organizer, XLSX);
    expect(made.status).toBe(201);
    expect(made.headers.get('content-type')).toBe(XLSX);
    expect(made.headers.get('cache-control')).toBe('no-store');
    const answer = new exceljs.Workbook();
    await answer.xlsx.load(made.bytes as never);
    const rows = [5, 6].map((n) => (answer.worksheets[0]!.getRow(n).values as string[]).slice(1));
    expect(rows.map((row) => row.slice(0, 7))).toEqual([
      [1, codes[0], `'=HYPERLINK("http://evil.example")`, '', 'Nguyễn Thị Ánh', '0912345678', 'Đầu mối'].map((cell) =>
        cell === '' ? undefined : cell,
      ),
      [2, codes[0], `'=HYPERLINK("http://evil.example")`, undefined, 'Vàng A Sử', '0912345679', 'Phó'],
    ]);
    const [unit] = (await states()).units as { invitations: object[] }[];
    expect(unit!.invitations).toMatchObject([
      { isDeputy: false, fullName: 'Nguyễn Thị Ánh', phone: '09xx xxx 678' },
      { isDeputy: true, fullName: 'Vàng A Sử' },
    ]);
  });

  it('reads CSV, refuses what is no list, and takes files nowhere else', async () => {
    const text = Buffer.from(`Mã đơn vị;Họ tên\n${codes[0]};An\n`);
    expect((await file('?dryRun=true', text, organizer, 'text/csv')).body).toMatchObject({ toMake: 1, faultCount: 0 });
    expect((await file('', Buffer.from([0xff, 0xfe, 0x00]), organizer, 'text/csv')).body.code).toBe(
      'FILE_NOT_READABLE',
    );
    expect((await file('', Buffer.from('PK\x03\x04 no zip', 'latin1'), organizer, XLSX)).body.code).toBe(
      'FILE_NOT_READABLE',
    );
    expect((await file('', { file: 'made up' })).body.code).toBe('INVALID_INPUT');
    expect((await file('/1/replace', text, organizer, 'text/csv')).body.code).toBe('UNSUPPORTED_MEDIA');
    expect((await file('', Buffer.alloc(3_000_000, 65), organizer, 'text/csv')).status).toBe(413);
  });

  it('answers with letters as PDF when nothing else is asked for', async () => {
    const made = await file('', { allUnits: true });
    expect(made.headers.get('content-type')).toBe('application/pdf');
    expect(made.headers.get('content-disposition')).toContain('Thu moi dau moi');
    expect(made.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(made.bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
  });
});

describe('an invitation', () => {
  it('is opened, redeemed once, and makes the manager of that unit', async () => {
    const [first] = await invited();
    const proof = { token: first!.token };
    const seen = await citizens.call('POST', '/unit-invitations/open', { body: proof });
    expect(seen).toMatchObject({
      status: 200,
      body: { contestSlug: contest.slug, unitCode: first!.unitCode, isDeputy: false },
    });
    expect(await states('?state=opened')).toMatchObject({ counts: { opened: 1 }, units: [{ code: first!.unitCode }] });
    const replies = await Promise.all([redeem(proof), redeem(proof)]);
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 401]);
    const { body } = replies.find(({ status }) => status === 201)!;
    const unitId = contest.units[codes.indexOf(first!.unitCode)];
    expect(await rolesOf(body.token)).toEqual([
      { role: 'unit_manager', contestId: contest.contestId, contestUnitId: unitId },
    ]);
    expect(await states('?state=active')).toMatchObject({
      counts: { active: 1, opened: 0 },
      units: [{ invitations: [{ state: 'active', fullName: 'Y Bhiŏ Mlô' }] }],
    });
    expect((await redeem(proof)).body.code).toBe('INVITATION_INVALID');
    const trail: { action: string }[] = await citizens.owner.query(
      `SELECT action FROM audit WHERE action LIKE 'unit_invitation.%' AND (subject = $1 OR actor_id = $2) ORDER BY id`,
      [`contest/${contest.contestId}`, body.accountId],
    );
    expect(trail.map(({ action }) => action)).toEqual(['unit_invitation.made', 'unit_invitation.redeemed']);
  });

  it('is redeemed by the two codes of the letter, however they are typed', async () => {
    const [first, second] = await invited();
    const code = second!.code.toLowerCase().replace('-', ' ').replace(/0/g, 'o').replace(/1/g, 'l');
    expect((await redeem({ unitCode: first!.unitCode, code: second!.code })).body.code).toBe('INVITATION_INVALID');
    expect((await redeem({ unitCode: second!.unitCode, code })).status).toBe(201);
    expect((await redeem({ token: first!.token, unitCode: first!.unitCode, code })).status).toBe(400);
  });

  it('withstands guesses at its code, and its link opens all the same', async () => {
    const [first] = await invited();
    const guess = { unitCode: first!.unitCode, code: 'ZZZZ-ZZZZ' };
    const tries = [];
    for (let i = 0; i < 12; i++)
      tries.push((await citizens.call('POST', '/unit-invitations/open', { body: guess })).status);
    expect(tries).toEqual([...Array<number>(10).fill(401), 429, 429]);
    expect((await redeem({ unitCode: first!.unitCode, code: first!.code })).status).toBe(429);
    expect((await redeem({ token: first!.token })).status).toBe(201);
  });

  it('adds the office to an account that is there, for its password alone', async () => {
    const [first] = await invited();
    const phone = newPhone();
    await citizens.signUp({ phone, password: PASSWORD });
    const wrong = await redeem({ token: first!.token }, { phone, password: 'nghé ọ theo sau' });
    expect(wrong.body.code).toBe('WRONG_CREDENTIALS');
    const right = await redeem({ token: first!.token }, { phone });
    expect(right).toMatchObject({ status: 201, body: { fullName: 'H’Hen Niê' } });
    expect(await rolesOf(right.body.token)).toHaveLength(1);
  });

  it('refuses a weak password, and what is too old or of a contest that is closed', async () => {
    const [first, second] = await invited();
    expect((await redeem({ token: first!.token }, { password: '12345678' })).body.code).toBe('PASSWORD_TOO_WEAK');
    await citizens.owner.query(
      `UPDATE unit_invitation SET sent_at = contest_clock() - interval '61 days' WHERE contest_unit_id = $1`,
      [contest.units[codes.indexOf(first!.unitCode)]],
    );
    expect((await redeem({ token: first!.token })).body.code).toBe('INVITATION_INVALID');
    await citizens.owner.query(
      `UPDATE unit_invitation SET full_name = 'An', phone = '+84912345678' WHERE contest_id = $1`,
      [contest.contestId],
    );
    expect(await tidyDoor(citizens.owner)).toMatchObject({ invitees: 1 });
    const kept: object[] = await citizens.owner.query(
      `SELECT FROM unit_invitation WHERE contest_id = $1 AND full_name IS NOT NULL`,
      [contest.contestId],
    );
    expect(kept).toHaveLength(1);
    await citizens.owner.query(`UPDATE contest SET status = 'closed' WHERE id = $1`, [contest.contestId]);
    expect((await redeem({ token: second!.token })).body.code).toBe('INVITATION_INVALID');
    expect((await file('', { allUnits: true })).body.code).toBe('CONTEST_NOT_OPEN');
  });

  it('is issued again: the letter before opens nothing', async () => {
    const [first] = await invited();
    const { units } = await states(`?search=${encodeURIComponent(first!.unitCode)}`);
    const id: number = units[0].invitations[0].id;
    const [again] = heldIn(String((await file(`/${id}/reissue?format=txt`, undefined)).bytes));
    expect(again!.unitCode).toBe(first!.unitCode);
    expect((await redeem({ token: first!.token })).body.code).toBe('INVITATION_INVALID');
    expect((await redeem({ unitCode: first!.unitCode, code: first!.code })).body.code).toBe('INVITATION_INVALID');
    expect((await redeem({ token: again!.token })).status).toBe(201);
    expect((await file(`/${id}/reissue`, undefined)).body.code).toBe('INVITATION_CLOSED');
    const other = await insertContest(citizens.owner);
    const stranger = await staff('organizer', other.contestId);
    const foreign = await citizens.call('POST', `/contests/${other.slug}/unit-invitations/${id}/reissue`, {
      token: stranger,
    });
    expect(foreign.body.code).toBe('INVITATION_NOT_FOUND');
  });

  it('is replaced: who had the office loses it, the next letter gives it', async () => {
    const [first] = await invited();
    const before = await redeem({ token: first!.token });
    const { units } = await states(`?search=${encodeURIComponent(first!.unitCode)}`);
    const id: number = units[0].invitations[0].id;
    const person = { fullName: 'Vàng A Sử', phone: '0912345680' };
    const letter = await file(`/${id}/replace?format=txt`, person);
    expect(String(letter.bytes)).toContain('Vàng A Sử');
    const held: object[] = await citizens.owner.query(`SELECT FROM staff_role WHERE account_id = $1`, [
      before.body.accountId,
    ]);
    expect(held).toEqual([]);
    // The story of an office is told by its account alone: given, and taken away.
    const told = await citizens.owner.query(`SELECT action, before FROM audit WHERE subject = $1 ORDER BY id`, [
      `account/${before.body.accountId}`,
    ]);
    const [unit] = await citizens.owner.query(`SELECT id FROM contest_unit WHERE contest_id = $1 AND code = $2`, [
      contest.contestId,
      first!.unitCode,
    ]);
    expect(told.slice(-2)).toMatchObject([
      { action: 'staff.role_granted' },
      {
        action: 'staff.role_removed',
        before: { role: 'unit_manager', contestId: contest.contestId, contestUnitId: unit.id },
      },
    ]);
    const [next] = heldIn(String(letter.bytes));
    const after = await redeem({ token: next!.token });
    expect(await rolesOf(after.body.token)).toHaveLength(1);
    expect((await file(`/${id}/replace`, person)).body.code).toBe('INVITATION_CLOSED');
    expect(await states()).toMatchObject({ counts: { active: 1, sent: 1 } });
  });

  it('pages through units, and finds them by name without accents', async () => {
    await invited();
    const page = await states('?limit=1');
    expect(page.units).toHaveLength(1);
    const rest = await states(`?limit=1&after=${page.next}`);
    expect(rest).toMatchObject({ next: null, units: [{ name: 'Phường Vinh Phú' }] });
    expect((await states('?search=phu%20vinh')).units).toMatchObject([{ name: 'Phường Vinh Phú' }]);
  });
});
