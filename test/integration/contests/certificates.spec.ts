import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import JSZip from 'jszip';
import { DataSource } from 'typeorm';
import { CertificateDesignService, CertificateGiver, CertificateService } from '#contests';
import { certificateHead, certificateOf, writeCertificates, type CertificatesParams } from '#documents';
import { usualCertificate } from '#domain';
import { Clock } from '#platform';
import { TallyService } from '#results';
import { makeCertificates } from '../../../apps/worker/src/documents/make-certificates.js';
import {
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  type AttemptPlan,
  type InsertedContest,
  type InsertedPerson,
} from '../../support/insert.js';
import { jpeg, png } from '../../support/files.js';
import { Citizens } from '../api-identity/citizens.js';

// Certificates over HTTP: who is given one, by which number, and what the code on it says.

let house: Citizens;
beforeAll(async () => {
  house = await Citizens.open();
});
afterAll(() => house?.close());

const service = () => house.api.app.get(CertificateService);
const giver = () => house.api.app.get(CertificateGiver);

async function graded(contest: InsertedContest, plans: AttemptPlan[]): Promise<string[]> {
  const ids = await insertGradedAttempts(house.owner, contest, plans);
  await tally(contest, ids);
  return ids;
}
const tally = (contest: InsertedContest, ids: string[]) =>
  house.owner.transaction((manager) => house.api.app.get(TallyService).apply(manager, contest.id, ids));

/** Lets somebody sign in as a participant. */
async function tokenOf(person: InsertedPerson): Promise<string> {
  const phone = house.nextPhone();
  const token = await house.signUp({ phone });
  await house.owner.query(
    `UPDATE participant SET account_id = (SELECT id FROM account WHERE phone = $2) WHERE id = $1`,
    [person.id, `+84${phone.slice(1)}`],
  );
  return token;
}

const USUAL = usualCertificate({ agency: 'Sở Nội vụ' });
const organizerOf = (contest: InsertedContest) => house.signUpAs({ role: 'organizer', contestId: contest.id });
const put = (contest: InsertedContest, token: string, changes: object = {}, version = 0) =>
  house.call('PUT', `/contests/${contest.slug}/certificates/design`, {
    token,
    body: { ...USUAL, isOpen: true, ...changes, version },
  });
const take = (contest: InsertedContest, token: string) =>
  house.call('POST', '/me/certificates', { token, body: { contest: contest.slug } });
const check = (code: string) => house.call('GET', `/certificates/${code}`);
const own = async (token: string) => (await house.call('GET', '/me/certificates', { token })).body.contests[0];

async function file(path: string, token: string): Promise<{ status: number; type: string | null; bytes: Buffer }> {
  const response = await fetch(`${house.api.url}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
  return {
    ...{ status: response.status, type: response.headers.get('content-type') },
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}
async function textOf(pdf: Buffer): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
  return text.map((page) => page.normalize('NFC').replace(/\s+/g, ' '));
}

describe('the certificate of a person', () => {
  it('is given once, says what was done, and its code tells everybody initials, unit and result alone', async () => {
    const contest = await insertContest(house.owner, { units: [{ name: 'Xã Nghĩa Đàn' }] });
    const [person] = await insertParticipants(house.owner, contest, [{ name: 'Ưỡng ơ\u0306 Ƀuôn Thị Ngọc' }]);
    await graded(contest, [
      { person: person!, score: 12_000 },
      { person: person!, round: 2, score: 15_000 },
    ]);
    const token = await tokenOf(person!);
    expect(await own(token)).toMatchObject({ slug: contest.slug, state: 'closed', certificates: [] });
    expect(await take(contest, token)).toMatchObject({ status: 409, body: { code: 'CERTIFICATES_CLOSED' } });

    await put(contest, await organizerOf(contest));
    expect((await own(token)).state).toBe('ready');
    const first = await take(contest, token);
    expect(first).toMatchObject({
      status: 200,
      body: {
        ...{ number: 1, serial: '01/GCN-BTC', unitName: 'Xã Nghĩa Đàn', revokedAt: null, isPrize: false },
        words: 'đã đạt điểm tối đa 15/15 điểm tại',
      },
    });
    expect((await take(contest, token)).body).toEqual(first.body);
    expect(await own(token)).toMatchObject({ state: 'given', certificates: [{ number: 1 }] });

    const { code } = first.body;
    const told = await check(code.toLowerCase().replaceAll('-', ' '));
    expect(told.status).toBe(200);
    expect(told.headers.get('x-robots-tag')).toBe('noindex');
    expect(told.body).toMatchObject({
      serial: '01/GCN-BTC',
      initials: 'Ư. Ơ\u0306. Ƀ. T. N.',
      unitName: 'Xã Nghĩa Đàn',
    });
    expect(JSON.stringify(told.body)).not.toMatch(/Ngọc|1990|participant/);

    const pdf = await file(`/me/certificates/${code}/giay.pdf`, token);
    expect(pdf).toMatchObject({ status: 200, type: 'application/pdf' });
    const [page] = await textOf(pdf.bytes);
    for (const words of ['Ưỡng ơ\u0306 Ƀuôn Thị Ngọc', 'Xã Nghĩa Đàn', 'đã đạt điểm tối đa 15/15 điểm tại', code])
      expect(page).toContain(words);
    expect(page).not.toContain('1990');
    const picture = await file(`/me/certificates/${code}/hinh.png`, token);
    expect([picture.type, picture.bytes.readUInt32BE(16), picture.bytes.readUInt32BE(20)]).toEqual([
      'image/png',
      1684,
      1191,
    ]);

    const other = await house.signUp();
    expect((await file(`/me/certificates/${code}/giay.pdf`, other)).status).toBe(404);
    expect(await check('0000-0000-0000-0000')).toMatchObject({ status: 404, body: { code: 'CERTIFICATE_NOT_FOUND' } });
  });

  it('is not given before the last round is over, nor for less than the rule asks', async () => {
    const later = Date.now() + 3_600_000;
    const running = await insertContest(house.owner, { rounds: [{ closesAt: later }] });
    const [early] = await insertParticipants(house.owner, running, [{}]);
    await graded(running, [{ person: early!, score: 15_000 }]);
    await put(running, await organizerOf(running));
    const token = await tokenOf(early!);
    expect((await own(token)).state).toBe('coming');
    expect((await take(running, token)).body.code).toBe('CERTIFICATES_CLOSED');

    const contest = await insertContest(house.owner);
    const [less, enough] = await insertParticipants(house.owner, contest, [{}, {}]);
    await graded(contest, [
      { person: less!, score: 9_999 },
      { person: enough!, score: 10_000 },
    ]);
    await put(contest, await organizerOf(contest), { rule: 'points', leastScore: 10_000, tellsScore: false });
    const refused = await tokenOf(less!);
    expect((await take(contest, refused)).body.code).toBe('CERTIFICATE_NOT_EARNED');
    expect((await own(refused)).state).toBe('none');
    expect((await take(contest, await tokenOf(enough!))).body.words).toBe('đã tham gia');
  });

  it('has its number alone, also where many ask at once and some of them twice', async () => {
    const contest = await insertContest(house.owner);
    const people = await insertParticipants(
      house.owner,
      contest,
      Array.from({ length: 8 }, () => ({})),
    );
    await graded(
      contest,
      people.map((person) => ({ person, score: 9_000 })),
    );
    await put(contest, await organizerOf(contest));
    const asking = people.flatMap(({ accountId }) => [accountId, accountId]);
    const given = await Promise.all(asking.map((accountId) => giver().take(accountId, contest.slug)));
    const numbers = given.map(({ number }) => number);
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (let i = 0; i < given.length; i += 2) expect(given[i]).toEqual(given[i + 1]);
    expect(new Set(given.map(({ code }) => code)).size).toBe(8);
  });
});

describe('a certificate that was given', () => {
  it('is taken back with the attempt, and replaced by a new number where it was graded again', async () => {
    const contest = await insertContest(house.owner);
    const people = await insertParticipants(house.owner, contest, [{}, {}, {}]);
    const ids = await graded(
      contest,
      people.map((person) => ({ person, score: 9_000 })),
    );
    await put(contest, await organizerOf(contest));
    const given = [];
    for (const { accountId } of people) given.push(await giver().take(accountId, contest.slug));
    expect(await giver().renew()).toBe(0);

    await house.owner.query(
      `UPDATE attempt SET voided_at = now(), void_reason = 'Thi hộ' WHERE contest_id = $1 AND id = $2`,
      [contest.id, ids[0]],
    );
    await house.owner.query(`UPDATE grade SET effective = false WHERE contest_id = $1 AND attempt_id = $2`, [
      contest.id,
      ids[1],
    ]);
    await house.owner.query(
      `INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks, reason)
       SELECT contest_id, attempt_id, 2, true, marks, key_revisions, 11000, max_score, false, 'Sửa đáp án'
         FROM grade WHERE contest_id = $1 AND attempt_id = $2 AND revision = 1`,
      [contest.id, ids[1]],
    );
    await tally(contest, ids);
    expect(await giver().renew()).toBe(2);
    expect(await giver().renew()).toBe(0);

    const told = await Promise.all(given.map(async ({ code }) => (await check(code)).body));
    expect(told).toMatchObject([
      { revokeReason: 'Lượt thi không được công nhận', replacedBy: null },
      { revokeReason: 'Kết quả được chấm lại', replacedBy: '04/GCN-BTC' },
      { revokedAt: null, words: 'đã đạt 9/15 điểm tại' },
    ]);
    const [again] = await service().list(contest.slug, { after: 3, limit: 10 });
    expect(again).toMatchObject({ number: 4, words: 'đã đạt 11/15 điểm tại', revokedAt: null });
    await expect(giver().take(people[0]!.accountId, contest.slug)).rejects.toMatchObject({
      code: 'CERTIFICATE_NOT_EARNED',
    });
    expect(await giver().take(people[1]!.accountId, contest.slug)).toMatchObject({ number: 4 });
  });

  it('is taken back by hand with a reason, once, and the page of its code says so', async () => {
    const contest = await insertContest(house.owner);
    const [person] = await insertParticipants(house.owner, contest, [{}]);
    await graded(contest, [{ person: person!, score: 9_000 }]);
    const token = await organizerOf(contest);
    await put(contest, token);
    const { code, number } = await giver().take(person!.accountId, contest.slug);
    const path = `/contests/${contest.slug}/certificates/${number}/revocation`;
    const body = { reason: 'In sai tên đơn vị' };
    expect((await house.call('POST', path, { token: await house.signUp(), body })).status).toBe(403);
    expect((await house.call('POST', path, { token, body })).status).toBe(204);
    expect((await house.call('POST', path, { token, body })).body.code).toBe('CERTIFICATE_NOT_FOUND');
    expect((await check(code)).body).toMatchObject({ revokeReason: 'In sai tên đơn vị' });
    expect(await giver().take(person!.accountId, contest.slug)).toMatchObject({ number: 2 });
    const listed = await house.call('GET', `/contests/${contest.slug}/certificates?limit=1`, { token });
    expect(listed.body).toMatchObject({ certificates: [{ number: 1 }], next: 1 });
    const found = await house.call('GET', `/contests/${contest.slug}/certificates?search=nguyen%20an&after=1`, {
      token,
    });
    expect(found.body).toMatchObject({ certificates: [{ number: 2, fullName: 'Nguyễn Văn An' }], next: null });
  });

  it('loses the name with the account, and keeps what was done', async () => {
    const contest = await insertContest(house.owner);
    const [person] = await insertParticipants(house.owner, contest, [{}]);
    await graded(contest, [{ person: person!, score: 9_000 }]);
    await put(contest, await organizerOf(contest));
    const { code } = await giver().take(person!.accountId, contest.slug);
    await house.owner.query(
      `UPDATE participant SET full_name = 'Người đã xóa tài khoản', anonymised_at = now() WHERE id = $1`,
      [person!.id],
    );
    expect((await check(code)).body).toMatchObject({
      initials: 'Người đã xóa tài khoản',
      words: 'đã đạt 9/15 điểm tại',
    });
  });
});

describe('all at once', () => {
  it('gives one to each who has earned it and has none, by unit and name, and again to nobody', async () => {
    const contest = await insertContest(house.owner, { units: [{ name: 'Xã Đại Lộc' }, { name: 'Phường An Khê' }] });
    const names = ['Trần Văn Bình', 'Đỗ Thị An', 'Lê Văn Út', 'Zơrâm'];
    const people = await insertParticipants(
      house.owner,
      contest,
      names.map((name, i) => ({ name, unit: i % 2 })),
    );
    await graded(
      contest,
      people.map((person, i) => ({ person, score: i === 3 ? 15_000 : 5_000 })),
    );
    const by = { accountId: people[0]!.accountId, requestId: null };
    await expect(giver().giveAll(contest.slug, by)).rejects.toMatchObject({ code: 'CERTIFICATES_CLOSED' });
    await put(contest, await organizerOf(contest));
    await giver().take(people[2]!.accountId, contest.slug);
    expect(await giver().giveAll(contest.slug, by)).toBe(3);
    expect(await giver().giveAll(contest.slug, by)).toBe(0);
    const list = await service().list(contest.slug, { after: 0, limit: 10 });
    expect(list.map(({ number, fullName }) => [number, fullName])).toEqual([
      [1, 'Lê Văn Út'],
      [2, 'Đỗ Thị An'],
      [3, 'Zơrâm'],
      [4, 'Trần Văn Bình'],
    ]);
    expect(await service().units(contest.slug)).toEqual([
      { unitName: 'Phường An Khê', certificates: 2 },
      { unitName: 'Xã Đại Lộc', certificates: 2 },
    ]);

    const { design, background } = await house.api.app.get(CertificateDesignService).looks(contest.slug);
    const papers = list.map((given) => certificateOf(given, design.date, 'https://thi.example.vn'));
    const pages = await textOf(await writeCertificates(certificateHead(design, background, false), papers));
    expect(pages).toHaveLength(4);
    list.forEach(({ fullName, serial }, i) => {
      expect(pages[i]).toContain(fullName);
      expect(pages[i]).toContain(`Số: ${serial}`);
      expect(pages[i]).toContain('GIẤY CHỨNG NHẬN');
    });
  });
});

describe('the files of a contest', () => {
  it('are one PDF to print or a PDF each, of one unit or all, and say how far they are', async () => {
    const contest = await insertContest(house.owner, { units: [{ name: 'Xã Đại Lộc' }, { name: 'Phường An Khê' }] });
    const people = await insertParticipants(house.owner, contest, [{ unit: 0 }, { unit: 1 }, { unit: 0 }]);
    await graded(
      contest,
      people.map((person) => ({ person, score: 9_000 })),
    );
    await put(contest, await organizerOf(contest));
    const make = async (params: Partial<CertificatesParams>) => {
      const chunks: Uint8Array[] = [];
      const seen: number[] = [];
      const made = await makeCertificates({
        ...{ contestId: contest.id, slug: contest.slug, askedBy: people[0]!.accountId },
        params: { unitName: null, kind: null, format: 'pdf', gives: false, ...params },
        ...{ dataSource: house.api.app.get(DataSource), clock: house.api.app.get(Clock) },
        reading: () => Promise.resolve(house.api.app.get(DataSource)),
        signal: new AbortController().signal,
        progress: (done) => void seen.push(done),
        write: async (chunk) => void chunks.push(chunk),
      });
      return { ...made, seen, bytes: Buffer.concat(chunks) };
    };
    await expect(make({})).rejects.toMatchObject({ code: 'NO_CERTIFICATES' });
    const all = await make({ gives: true });
    expect(all).toMatchObject({ mime: 'application/pdf', seen: [1, 2, 3] });
    expect(await textOf(all.bytes)).toHaveLength(3);
    const ofUnit = await make({ unitName: 'Xã Đại Lộc', format: 'zip' });
    expect(ofUnit.name).toBe('Giấy chứng nhận - Xã Đại Lộc.zip');
    const files = Object.values((await JSZip.loadAsync(ofUnit.bytes)).files);
    expect(files).toHaveLength(2);
    expect((await textOf(await files[0]!.async('nodebuffer')))[0]).toContain('Xã Đại Lộc');
    await expect(make({ kind: 'prize', gives: true })).rejects.toMatchObject({ code: 'NO_CERTIFICATES' });
  });
});

describe('the design', () => {
  it('is seen and changed by the organizers of the contest, over the version that they had before them', async () => {
    const contest = await insertContest(house.owner);
    const token = await organizerOf(contest);
    const path = `/contests/${contest.slug}/certificates/design`;
    expect((await house.call('GET', path, { token })).body).toMatchObject({
      version: 0,
      isOver: true,
      valid: 0,
      persons: 0,
    });
    expect((await put(contest, token, { title: 'Giấy chứng nhận tham gia' })).body).toMatchObject({
      version: 1,
      design: { title: 'Giấy chứng nhận tham gia' },
    });
    expect((await put(contest, token)).body).toMatchObject({ code: 'BRANDING_CHANGED' });
    expect((await put(contest, token, { rule: 'points' }, 1)).status).toBe(400);
    expect((await put(contest, token, { symbol: 'gcn' }, 1)).status).toBe(400);
    const stranger = await organizerOf(await insertContest(house.owner));
    expect((await house.call('GET', path, { token: stranger })).status).toBe(404);
    const trail = await house.owner.query(
      `SELECT after FROM audit WHERE action = 'contest.certificates_designed' AND subject = $1`,
      [`contest/${contest.id}`],
    );
    expect(trail).toEqual([{ after: expect.objectContaining({ rule: 'everyone', isOpen: true }) }]);
  });

  it('lies on a picture of A4 that the organizers sent, which is put together anew, and on no other', async () => {
    const contest = await insertContest(house.owner);
    const token = await organizerOf(contest);
    const send = async (bytes: Buffer, type: string) => {
      const response = await fetch(`${house.api.url}/api/contests/${contest.slug}/branding/files?use=certificate`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': type },
        body: new Uint8Array(bytes),
      });
      return { status: response.status, body: (await response.json()) as { file: string } };
    };
    const { status, body } = await send(jpeg(2338, 1653), 'image/jpeg');
    expect(status).toBe(201);
    expect((await send(jpeg(1653, 2338), 'image/jpeg')).status).toBe(400);
    expect((await send(png(1188, 840), 'image/png')).status).toBe(400);
    expect((await put(contest, token, { background: body.file })).body.design.background).toBe(body.file);
    expect((await put(contest, token, { background: 'a'.repeat(64) }, 1)).body.code).toBe('BRANDING_FILE_NOT_FOUND');
    const seen = await file(`/contests/${contest.slug}/certificates/preview?as=pdf&names=longest`, token);
    expect(seen).toMatchObject({ status: 200, type: 'application/pdf' });
    expect((await textOf(seen.bytes))[0]).toContain('KHÔNG CÓ GIÁ TRỊ');
    expect(seen.bytes.includes('/DCTDecode')).toBe(true);
    const ofPrize = await file(`/contests/${contest.slug}/certificates/preview?as=pdf&kind=prize`, token);
    expect((await textOf(ofPrize.bytes))[0]).toContain('đã đạt Giải Nhất Tuần 1 tại');
    // A look at a design tells of nobody's certificate: the trail says what is done.
    const trail = await house.owner.query(`SELECT action FROM audit WHERE subject = $1`, [`contest/${contest.id}`]);
    expect(trail).toEqual([{ action: 'contest.certificates_designed' }]);
  });
});
