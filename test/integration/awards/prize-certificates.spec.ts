import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { extractText, getDocumentProxy } from 'unpdf';
import type { DataSource } from 'typeorm';
import { AwardsModule, LotService, personPrizes, SettlementReader, SettlementService, SettlingModule } from '#awards';
import {
  CertificateDesignService,
  CertificateGiver,
  CertificateService,
  ContestsModule,
  PrizeGiver,
  type GivenCertificate,
} from '#contests';
import { usualCertificate, type CertificateDesign } from '#domain';
import { FixedClock } from '#platform';
import { makeCertificates } from '../../../apps/worker/src/documents/make-certificates.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, OPENING, WEEK } from '../../support/insert.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { contestOver, workerOf, type Settled } from './settled.js';

// Certificates of prizes, against what was published: given once, taken back when a prize goes to somebody else.

let database: TestDatabase;
let owner: DataSource;
let app: DataSource;
let rooms: Rooms;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  app = await connect(database.appUrl, 2);
  rooms = await startRooms(database, [AwardsModule, SettlingModule, ContestsModule]);
});
afterAll(async () => {
  await rooms?.close();
  await app?.destroy();
  await owner?.destroy();
  await database?.drop();
});

const renew = () => rooms.get(PrizeGiver).renew(personPrizes);
const actIn = ({ contest }: Settled) => ({ contestId: contest.id, by: randomUUID(), requestId: null });
const listed = ({ contest }: Settled) => rooms.get(CertificateService).list(contest.slug, { after: 0, limit: 100 });
const shown = (list: GivenCertificate[]) =>
  list.map(({ number, fullName, words, revokeReason, replacedBy }) => [
    ...[number, fullName, words, revokeReason, replacedBy],
  ]);

/** Four people, of whom the first three have prizes of the week. */
async function fourPeople(): Promise<
  Settled & { names: string[]; writer: Parameters<CertificateService['reach']>[0] }
> {
  const settled = await contestOver(owner, [
    { score: 15, guess: 2, name: 'Lò Thị Ính' },
    { score: 14, guess: 2, name: 'Đỗ Văn Bốn' },
    { score: 13, guess: 2, name: 'H’Hen Niê' },
    { score: 12, guess: 2, name: 'Zơrâm Ưng' },
  ]);
  const writer = { accountId: randomUUID(), requestId: null, reach: 'all' as const, units: [] };
  return { ...settled, writer, names: ['Lò Thị Ính', 'Đỗ Văn Bốn', 'H’Hen Niê', 'Zơrâm Ưng'] };
}

const design = (
  { contest, writer }: Awaited<ReturnType<typeof fourPeople>>,
  wish: Partial<CertificateDesign>,
  version = 0,
) =>
  rooms
    .get(CertificateDesignService)
    .putDesign(writer, contest.slug, version, { ...usualCertificate({ agency: null }), ...wish });

async function freeze(settled: Settled): Promise<string> {
  const id = randomUUID();
  const act = actIn(settled);
  await rooms.get(LotService).commit({ slug: settled.contest.slug, field: 'dot-1', by: act.by, requestId: null });
  await rooms.get(SettlementService).ask(act, { id, field: 'dot-1', reason: null }, () => Promise.resolve(0));
  await workerOf(rooms).work();
  return id;
}

async function publish(settled: Settled, id: string, reason: string | null = null): Promise<void> {
  const { row } = await rooms.get(SettlementReader).read(settled.contest.id, id);
  const version = { version: row.version, hash: row.hash! };
  const desk = rooms.get(SettlementService);
  await desk.approve(actIn(settled), id, version);
  await desk.approve(actIn(settled), id, version);
  await desk.publish(actIn(settled), id, { ...version, reason });
}

/** Has the worker find the winners without one of them. */
async function without(settled: Settled, id: string, participantId: string): Promise<void> {
  const { prizes, row } = await rooms.get(SettlementReader).read(settled.contest.id, id);
  const { number } = prizes.find(({ person }) => person?.participantId === participantId)!.person!;
  await rooms.get(SettlementService).decide(actIn(settled), id, row.version, [
    {
      ...{ id: randomUUID(), kind: 'out', numbers: [number], contestUnitIds: [], line: null },
      ...{ outReason: 'not_verified', reason: 'Không xác minh được' },
    },
  ]);
  await workerOf(rooms).work();
}

async function made({ contest }: Settled): Promise<string[]> {
  const chunks: Uint8Array[] = [];
  await makeCertificates({
    ...{
      contestId: contest.id,
      slug: contest.slug,
      askedBy: randomUUID(),
      dataSource: app,
      reading: () => Promise.resolve(app),
    },
    params: { unitName: null, kind: 'prize', format: 'pdf', gives: true },
    ...{ clock: new FixedClock(OPENING + 9 * WEEK), signal: new AbortController().signal, progress: () => {} },
    write: (chunk) => Promise.resolve(void chunks.push(chunk)),
  });
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(Buffer.concat(chunks))));
  return text.map((page) => page.normalize('NFC').replace(/\s+/g, ' '));
}

const FIRST = 'đã đạt Giải Nhất Tuần 1 tại';
const SECOND = 'đã đạt Giải Nhì Tuần 1 tại';
const LOST = 'Kết quả được công bố lại, giải này không còn thuộc về người được cấp';

describe('a certificate of a prize', () => {
  it('is given with the publication, once, and goes with the prize when that goes to somebody else', async () => {
    const settled = await fourPeople();
    const [a, b, c, d] = settled.names;
    await design(settled, { givesPrizes: true });
    const id = await freeze(settled);
    expect(await renew()).toEqual({ given: 0, revoked: 0 });

    await publish(settled, id);
    // Two workers look at once.
    const [one, other] = await Promise.all([renew(), renew()]);
    expect(one.given + other.given).toBe(3);
    expect(await renew()).toEqual({ given: 0, revoked: 0 });
    const before = await listed(settled);
    expect(shown(before)).toEqual([
      [1, a, FIRST, null, null],
      [2, b, SECOND, null, null],
      [3, c, SECOND, null, null],
    ]);
    const { code } = before[0]!;
    expect(await rooms.get(CertificateService).check(code)).toMatchObject({
      initials: 'L. T. Í.',
      isPrize: true,
      words: FIRST,
    });

    await without(settled, id, settled.people[0]!.id);
    await publish(settled, id, 'Giải quyết khiếu nại');
    expect(await renew()).toEqual({ given: 2, revoked: 2 });
    expect(await renew()).toEqual({ given: 0, revoked: 0 });
    expect(shown(await listed(settled))).toEqual([
      [1, a, FIRST, LOST, null],
      [2, b, SECOND, 'Kết quả được công bố lại', '04/GCN-BTC'],
      [3, c, SECOND, null, null],
      [4, b, FIRST, null, null],
      [5, d, SECOND, null, null],
    ]);
    const told = await rooms.get(CertificateService).check(code);
    expect(told).toMatchObject({ revokeReason: LOST, replacedBy: null });
    expect(JSON.stringify(told)).not.toContain('Ính');
    const own = await rooms.get(CertificateService).own(settled.people[1]!.accountId);
    expect(own[0]!.certificates.map(({ number, revokedAt }) => [number, revokedAt === null])).toEqual([
      [4, true],
      [2, false],
    ]);
  });

  it('is made for all winners at once, tells of the decision once it is recorded, and is another beside that of the result', async () => {
    const settled = await fourPeople();
    const { contest, people, writer } = settled;
    await design(settled, { isOpen: true });
    const id = await freeze(settled);
    await publish(settled, id);
    // Nobody wished for it yet.
    expect(await renew()).toEqual({ given: 0, revoked: 0 });
    expect(await rooms.get(CertificateGiver).take(people[0]!.accountId, contest.slug)).toMatchObject({ number: 1 });

    const pages = await made(settled);
    expect(pages).toHaveLength(3);
    expect(pages[0]).toContain(FIRST);
    expect(pages[0]).not.toContain('Theo Quyết định');
    await rooms.get(CertificateService).revoke(writer, contest.slug, 3, 'In sai tên đơn vị');
    await rooms
      .get(SettlementService)
      .putPaper(actIn(settled), id, { number: '123/QĐ-UBND', date: '2019-06-05', signer: 'Trần Văn Ký' });
    await renew();
    expect(await made(settled)).toHaveLength(3);
    const again = await made(settled);
    for (const page of again) expect(page).toContain('Theo Quyết định số 123/QĐ-UBND ngày 05/06/2019');
    expect(again.map((page) => /Số: (\d+)/.exec(page)![1])).toEqual(['02', '04', '05']);
    expect((await listed(settled)).map(({ number, isPrize }) => [number, isPrize])).toEqual([
      [1, false],
      [2, true],
      [3, true],
      [4, true],
      [5, true],
    ]);
  });

  it('that was taken back by hand is not given again by itself; the switch works for what was published before', async () => {
    const settled = await fourPeople();
    const { contest, writer } = settled;
    await design(settled, {});
    await publish(settled, await freeze(settled));
    expect(await renew()).toEqual({ given: 0, revoked: 0 });
    await design(settled, { givesPrizes: true }, 1);
    expect(await renew()).toEqual({ given: 3, revoked: 0 });
    await rooms.get(CertificateService).revoke(writer, contest.slug, 1, 'In sai tên đơn vị');
    await design(settled, { givesPrizes: true, place: 'Nghệ An' }, 2);
    expect(await renew()).toEqual({ given: 0, revoked: 0 });
  });
});
