import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { PassThrough } from 'node:stream';
import exceljs from 'exceljs';
import mammoth from 'mammoth';
import { DataSource } from 'typeorm';
import { extractText, getDocumentProxy } from 'unpdf';
import { CommendationService, SettlingModule } from '#awards';
import { DocumentJobService, makeDocument } from '#documents';
import { Clock } from '#platform';
import { documentMakers } from '../../../apps/worker/src/documents/makers.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { Citizens, type Reply } from '../api-identity/citizens.js';
import { contestOver, regulationsOf, workerOf, type Settled } from '../awards/settled.js';

// Who is proposed for commendation, from the published prizes to the decision recorded, over HTTP, with the worker beside it.

let house: Citizens;
let worker: Rooms;
let settled: Settled;
let slug: string;
let organizer: string;
let second: string;
let auditor: string;
let settlementId: string;

const id = randomUUID();
const WISH = { form: 'merit', authority: 'Chủ tịch Ủy ban nhân dân tỉnh' };
const UNITS = {
  ...{ kind: 'workplace', example: null, participation: { minAttempts: 1, childrenCountForParent: false } },
  blocks: [{ code: 'huyen', title: 'Khối huyện' }],
  ranking: {
    ...{ metrics: [{ metric: 'persons', weight: 100 }], minimumHeadcount: null, attemptsPerPersonMax: null, tie: [] },
  },
};

beforeAll(async () => {
  house = await Citizens.open();
  worker = await startRooms(house.database, [SettlingModule], { SECRETS_FILE: house.api.env.SECRETS_FILE });
  settled = await contestOver(
    house.owner,
    [
      { name: 'Nguyễn Văn An', score: 15, guess: 1 },
      { name: 'Trần Thị Bích', score: 14, guess: 1 },
      { name: 'Lò Văn Ín', score: 13, guess: 1 },
      { name: 'Vàng A Sử', score: 12, guess: 9 },
      { name: 'Y Bhiŏ Mlô', score: 1, guess: 9, unit: 0 },
    ],
    regulationsOf({ units: UNITS }),
  );
  const contestId = settled.contest.id;
  await house.owner.query(`UPDATE contest_unit SET block = 'huyen' WHERE contest_id = $1`, [contestId]);
  slug = settled.contest.slug;
  [organizer, second, auditor] = [
    await house.signUpAs({ role: 'organizer', contestId }),
    await house.signUpAs({ role: 'organizer', contestId }),
    await house.signUpAs({ role: 'auditor', contestId }),
  ];
}, 120_000);
afterAll(async () => {
  await worker?.close();
  await house?.close();
});

const staff = (method: string, path: string, body?: unknown, token = organizer): Promise<Reply> =>
  house.call(method, `/contests/${slug}${path}`, { token, ...(body !== undefined && { body }) });
const list = async (of = id) => (await staff('GET', `/commendations/${of}`)).body;
const candidates = async (field = 'tat-ca') => (await staff('GET', `/commendation-candidates?field=${field}`)).body;

async function publish(reason?: string): Promise<void> {
  const { body } = await staff('GET', `/settlements/${settlementId}`);
  const seen = { version: body.version, hash: body.hash };
  for (const token of [organizer, second]) await staff('POST', `/settlements/${settlementId}/approvals`, seen, token);
  const published = await staff('POST', `/settlements/${settlementId}/publication`, {
    ...seen,
    ...(reason && { reason }),
  });
  expect(published.status).toBe(200);
}

/** The file of a list, as the process beside the worker makes it, taken away over HTTP. */
async function made(format: string, proposalId = id): Promise<{ state: string; name: string; bytes: Buffer }> {
  const wish = { id: randomUUID(), kind: 'commendation', params: { proposalId, format } };
  expect((await staff('POST', '/document-jobs', wish)).status).toBe(202);
  const { app } = house.api;
  const dataSource = app.get(DataSource);
  const reading = () => Promise.resolve(dataSource);
  const deps = { dataSource, reading, clock: app.get(Clock), makers: documentMakers };
  const jobs = app.get(DocumentJobService);
  for (let job = await jobs.take(); job; job = await jobs.take()) {
    await makeDocument(deps, job, new AbortController().signal);
  }
  const { state, file } = (await staff('GET', `/document-jobs/${wish.id}`)).body;
  const reply = await fetch(`${house.api.url}/api/contests/${slug}/document-jobs/${wish.id}/file`, {
    headers: { authorization: `Bearer ${organizer}` },
  });
  return { state, name: file?.name ?? '', bytes: Buffer.from(await reply.arrayBuffer()) };
}

const audited = async (action: string): Promise<{ before: unknown; after: Record<string, unknown> }[]> =>
  house.owner.query(`SELECT before, after FROM audit WHERE action = $1 ORDER BY id`, [action]);

describe('a list of who is proposed for commendation', () => {
  it('is empty, for nobody outside, and has units alone to choose while no result is published', async () => {
    expect(await staff('GET', '/commendations')).toMatchObject({ status: 200, body: { proposals: [], mayRun: true } });
    expect((await staff('POST', '/commendations', { id, ...WISH }, auditor)).status).toBe(403);
    expect((await staff('POST', '/commendations', { id, ...WISH })).body).toEqual({ id });
    expect((await staff('POST', '/commendations', { id, ...WISH })).status).toBe(200);
    expect((await staff('POST', '/commendations', { ...WISH, id: randomUUID(), form: 'other' })).status).toBe(400);
    expect((await staff('GET', '/commendations', undefined, auditor)).body).toMatchObject({
      ...{ mayRun: false, proposals: [{ id, form: 'merit', persons: 0, units: 0, decisions: [], version: 1 }] },
    });
    expect(await candidates()).toMatchObject({ isPublished: false, persons: [], units: [{ rank: 1 }, { rank: 2 }] });
    const decision = { version: 1, number: '1/QĐ', date: '2019-07-01', signer: 'Chủ tịch' };
    expect((await staff('PUT', `/commendations/${id}/decision`, decision)).body.code).toBe('COMMENDATION_EMPTY');
  });

  it('is chosen from published prizes and the ranking of units, with the figures in the house sentences', async () => {
    settlementId = randomUUID();
    await staff('POST', '/lots', { field: 'dot-1' });
    await staff('POST', '/settlements', { id: settlementId, field: 'dot-1' });
    await workerOf(worker).work();
    await publish();
    const found = await candidates('dot-1');
    expect(found).toMatchObject({ isPublished: true, field: 'dot-1' });
    expect(found.persons.map((one: { fullName: string; reason: string }) => [one.fullName, one.reason])).toEqual([
      ['Nguyễn Văn An', 'Đạt Giải Nhất, Tuần 1 (15 điểm)'],
      ['Trần Thị Bích', 'Đạt Giải Nhì, Tuần 1 (14 điểm)'],
      ['Lò Văn Ín', 'Đạt Giải Nhì, Tuần 1 (13 điểm)'],
    ]);
    const units = (await candidates()).units;
    expect(units).toMatchObject([
      {
        ...{ name: 'Huyện Diễn Châu', group: 'Khối huyện', rank: 1, among: 2, persons: 3, attempts: 3, headcount: 100 },
        reason: 'Xếp hạng 1/2 khối huyện; 3 người dự thi trên tổng số 100 người (3,00%), 3 lượt thi',
      },
      { name: 'Huyện Nghi Lộc', rank: 2 },
    ]);
    const [sung] = settled.people.slice(3);
    const outsider = { field: 'tat-ca', participantIds: [sung!.id] };
    expect((await staff('POST', `/commendations/${id}/lines`, outsider)).body.code).toBe('COMMENDATION_UNFIT');
    const participantIds = found.persons.map((one: { participantId: string }) => one.participantId);
    const people = { field: 'dot-1', participantIds };
    expect((await staff('POST', `/commendations/${id}/lines`, people)).body).toEqual({ added: 3 });
    expect((await staff('POST', `/commendations/${id}/lines`, people)).body).toEqual({ added: 0 });
    const best = { field: 'tat-ca', contestUnitIds: [units[0].contestUnitId] };
    expect((await staff('POST', `/commendations/${id}/lines`, best)).body).toEqual({ added: 1 });
    const { lines, sources, version } = await list();
    expect(version).toBe(3);
    expect(lines.map(({ name, untrue }: { name: string; untrue: string[] }) => [name, untrue])).toEqual([
      ['Nguyễn Văn An', []],
      ['Trần Thị Bích', []],
      ['Lò Văn Ín', []],
      ['Huyện Diễn Châu', []],
    ]);
    expect(sources).toEqual([{ field: 'dot-1', title: 'Tuần 1', from: [1], current: 1, decisionNumber: null }]);
  });

  it('is worded, put in order, and has somebody taken off and put back; who saw an older one is told', async () => {
    const { lines, version } = await list();
    const [an, bich, in3, unit] = lines as { id: string }[];
    const wording = { version, post: 'Chuyên viên', reason: 'Đạt Giải Nhất và vận động 40 người dự thi' };
    expect((await staff('PUT', `/commendations/${id}/lines/${an!.id}`, wording)).status).toBe(200);
    const late = await staff('PUT', `/commendations/${id}/lines/${an!.id}`, wording, second);
    expect([late.status, late.body.code]).toEqual([409, 'COMMENDATION_CHANGED']);
    expect((await staff('DELETE', `/commendations/${id}/lines/${bich!.id}`)).status).toBe(200);
    let now = await list();
    expect(now.removed).toMatchObject([{ id: bich!.id, name: 'Trần Thị Bích' }]);
    const short = { version: now.version, lines: [in3!.id, an!.id] };
    expect((await staff('PUT', `/commendations/${id}/order`, short)).body.code).toBe('COMMENDATION_CHANGED');
    const whole = { version: now.version, lines: [in3!.id, an!.id, unit!.id] };
    expect((await staff('PUT', `/commendations/${id}/order`, whole)).status).toBe(200);
    const restoration = `/commendations/${id}/lines/${bich!.id}/restoration`;
    expect((await staff('POST', restoration)).status).toBe(200);
    now = await list();
    expect(now.removed).toEqual([]);
    expect(now.lines.map(({ name }: { name: string }) => name)).toEqual([
      ...['Lò Văn Ín', 'Nguyễn Văn An', 'Trần Thị Bích', 'Huyện Diễn Châu'],
    ]);
    expect(now.lines[1]).toMatchObject({ post: wording.post, reason: wording.reason, isOwnReason: true });
    // Chosen again while it was off: the older line does not come back beside it.
    await staff('DELETE', `/commendations/${id}/lines/${bich!.id}`);
    const again = { field: 'dot-1', participantIds: [settled.people[1]!.id] };
    expect((await staff('POST', `/commendations/${id}/lines`, again)).body).toEqual({ added: 1 });
    expect((await staff('POST', restoration)).body.code).toBe('COMMENDATION_LINE_THERE');
    const elsewhere = await staff('DELETE', `/commendations/${id}/lines/${randomUUID()}`);
    expect(elsewhere.body.code).toBe('COMMENDATION_NOT_FOUND');
    expect(JSON.stringify(await audited('commendation.line_worded'))).not.toContain('Chuyên viên');
  });

  it('is a paper with two annexes that say what the list says, in Word, Excel and PDF', async () => {
    const { lines } = (await list()) as {
      lines: { kind: string; name: string; reason: string; post: string | null }[];
    };
    const word = await made('docx');
    expect(word.name).toBe('Tờ trình đề nghị tặng Bằng khen - Tìm hiểu cải cách hành chính.docx');
    const html = (await mammoth.convertToHtml({ buffer: word.bytes })).value;
    const text = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    for (const said of [
      ...['TỜ TRÌNH', 'Kính gửi: Chủ tịch Ủy ban nhân dân tỉnh', 'Số: …/TTr-BTC', 'ngày … tháng … năm …'],
      ...['có 2/2 đơn vị, địa phương tham gia (chiếm tỷ lệ 100,00%)', 'có 5 người dự thi với 5 lượt thi'],
      ...['01 tập thể (Phụ lục I)', '03 cá nhân (Phụ lục II)', 'kết quả Tuần 1 công bố ngày'],
    ]) {
      expect(text).toContain(said);
    }
    const workbook = new exceljs.Workbook();
    const { bytes } = await made('xlsx');
    await workbook.xlsx.read(PassThrough.from(bytes) as unknown as PassThrough);
    const cells = workbook.worksheets.flatMap((sheet) => {
      const found: string[] = [];
      sheet.eachRow((row) => row.eachCell(({ text: cell }) => void found.push(cell)));
      return found;
    });
    const pdf = await extractText(await getDocumentProxy(new Uint8Array((await made('pdf')).bytes)), {
      mergePages: true,
    });
    const printed = pdf.text.replace(/\s+/g, ' ');
    for (const { name, reason, post } of lines) {
      for (const words of [name, reason, ...(post === null ? [] : [post])]) {
        expect(text).toContain(words);
        expect(cells).toContain(words);
      }
      expect(printed).toContain(name);
    }
    const look = JSON.parse((await made('preview')).bytes.toString()) as {
      annexes: { title: string; body: { rows: string[][] }[] }[];
    };
    expect(look.annexes.map(({ title }) => title)).toEqual([
      'Danh sách tập thể đề nghị tặng Bằng khen',
      'Danh sách cá nhân đề nghị tặng Bằng khen',
    ]);
    expect(look.annexes[1]!.body[0]!.rows.map((row) => row[1])).toEqual(
      lines.filter(({ kind }) => kind === 'person').map(({ name }) => name),
    );
  });

  it('says of which line the prize was replaced or the figures changed, and changes nothing by itself', async () => {
    const before = await list();
    const out = { id: randomUUID(), kind: 'out', numbers: [3], outReason: 'excluded', reason: 'Giấy tờ không khớp' };
    await staff('POST', `/settlements/${settlementId}/decisions`, { version: 1, decisions: [out] });
    await workerOf(worker).work();
    await publish('Giải quyết khiếu nại');
    await house.owner.query(`UPDATE contest_unit SET headcount = 60 WHERE id = $1`, [settled.contest.unitIds[0]]);
    const paper = { number: '12/QĐ-BTC', date: '2019-06-01', signer: 'Trưởng Ban Tổ chức' };
    await staff('PUT', `/settlements/${settlementId}/decision-paper`, paper);
    const after = await list();
    expect(after.lines.map(({ name, untrue }: { name: string; untrue: string[] }) => [name, untrue])).toEqual([
      ['Lò Văn Ín', ['Không còn Giải Nhì, Tuần 1 (13 điểm) theo bản công bố hiện hành.']],
      ['Nguyễn Văn An', []],
      ['Trần Thị Bích', []],
      [
        'Huyện Diễn Châu',
        ['Số liệu nay là: Xếp hạng 1/2 khối huyện; 3 người dự thi trên tổng số 60 người (5,00%), 3 lượt thi.'],
      ],
    ]);
    const reasons = (one: { lines: { reason: string }[] }) => one.lines.map(({ reason }) => reason);
    expect(reasons(after)).toEqual(reasons(before));
    expect(after.sources).toEqual([
      { field: 'dot-1', title: 'Tuần 1', from: [1], current: 2, decisionNumber: '12/QĐ-BTC' },
    ]);
    const { value } = await mammoth.extractRawText({ buffer: (await made('docx')).bytes });
    const text = value.replace(/\s+/g, ' ');
    expect(text).toContain('Không còn Giải Nhì, Tuần 1 (13 điểm) theo bản công bố hiện hành.');
    expect(text).toContain('Quyết định số 12/QĐ-BTC ngày 01/06/2019 của Trưởng Ban Tổ chức công nhận kết quả Tuần 1');
  });

  it('is closed by the decision, which is corrected with a reason, every entry staying', async () => {
    const { version, lines } = await list();
    const decision = { version, number: '1234/QĐ-UBND', date: '2019-07-01', signer: 'Nguyễn Văn B' };
    expect((await staff('PUT', `/commendations/${id}/decision`, decision, auditor)).status).toBe(403);
    expect((await staff('PUT', `/commendations/${id}/decision`, decision)).status).toBe(200);
    const removal = await staff('DELETE', `/commendations/${id}/lines/${lines[0].id}`);
    expect([removal.status, removal.body.code]).toEqual([409, 'COMMENDATION_CLOSED']);
    expect((await staff('DELETE', `/commendations/${id}`)).body.code).toBe('COMMENDATION_CLOSED');
    const wrong = { ...decision, version: version + 1, number: '1243/QĐ-UBND' };
    expect((await staff('PUT', `/commendations/${id}/decision`, wrong)).body.code).toBe('COMMENDATION_REASON_NEEDED');
    const right = { ...wrong, reason: 'Gõ nhầm số' };
    expect((await staff('PUT', `/commendations/${id}/decision`, right, second)).status).toBe(200);
    expect((await staff('GET', '/commendations')).body.proposals[0].decisions).toMatchObject([
      { number: '1243/QĐ-UBND', date: '2019-07-01', reason: 'Gõ nhầm số', recordedBy: expect.any(String) },
      { number: '1234/QĐ-UBND', reason: null },
    ]);
    expect(await audited('commendation.decided')).toMatchObject([{ after: { entry: 1, number: '1234/QĐ-UBND' } }]);
    expect(await audited('commendation.decision_corrected')).toMatchObject([
      { after: { entry: 2, number: '1243/QĐ-UBND', reason: 'Gõ nhầm số' } },
    ]);
  });

  it('is given up while nothing is decided, and belongs to its contest', async () => {
    const other = { id: randomUUID(), form: 'other', formWords: 'Thư khen', authority: 'Giám đốc Sở Nội vụ' };
    await staff('POST', '/commendations', other);
    const changed = { version: 1, form: 'commendation', authority: 'Giám đốc Sở Nội vụ' };
    expect((await staff('PUT', `/commendations/${other.id}`, changed)).status).toBe(200);
    expect(await audited('commendation.changed')).toMatchObject([
      { before: { form: 'other', formWords: 'Thư khen' }, after: { form: 'commendation', formWords: null } },
    ]);
    const elsewhere = await contestOver(house.owner, [{ score: 15, guess: 1 }]);
    const token = await house.signUpAs({ role: 'organizer', contestId: elsewhere.contest.id });
    const path = `/contests/${elsewhere.contest.slug}/commendations/${other.id}`;
    expect((await house.call('GET', path, { token })).body.code).toBe('COMMENDATION_NOT_FOUND');
    expect((await house.call('DELETE', path, { token })).body.code).toBe('COMMENDATION_NOT_FOUND');
    expect((await staff('DELETE', `/commendations/${other.id}`)).status).toBe(200);
    expect((await staff('GET', '/commendations')).body.proposals).toHaveLength(1);
    expect(
      (await staff('POST', `/commendations/${other.id}/lines`, { field: 'dot-1', contestUnitIds: [1] })).body.code,
    ).toBe('COMMENDATION_CLOSED');
  });

  it('keeps no words of somebody who is nobody any more', async () => {
    const [an] = settled.people;
    const service = house.api.app.get(CommendationService);
    const { manager } = house.api.app.get(DataSource);
    await house.owner.query(
      `UPDATE participant SET full_name = 'Người đã xóa tài khoản', anonymised_at = now() WHERE contest_id = $1 AND id = $2`,
      [settled.contest.id, an!.id],
    );
    await service.forget(manager, [an!.accountId]);
    const line = (await list()).lines.find((one: { participantId: string }) => one.participantId === an!.id);
    expect(line).toMatchObject({
      ...{ name: 'Người đã xóa tài khoản', post: null, reason: 'Đạt Giải Nhất, Tuần 1 (15 điểm)' },
      untrue: ['Người này đã rút khỏi cuộc thi hoặc không còn lưu tên.'],
    });
    const { persons } = await candidates('dot-1');
    expect(persons.map(({ fullName }: { fullName: string }) => fullName)).toEqual(['Trần Thị Bích', 'Vàng A Sử']);
  });
});
