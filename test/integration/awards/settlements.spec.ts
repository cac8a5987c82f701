import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { DataSource } from 'typeorm';
import {
  AppealService,
  AwardsModule,
  LotService,
  personPrizes,
  PublishedService,
  SettlementReader,
  SettlementService,
  SettlingModule,
  type DecisionWish,
} from '#awards';
import { lotOf, lotText, personNumber, winnersOf, type FrozenInput, type Sha256 } from '#domain';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { attemptsOf, contestOver, regulationsOf, workerOf, type Settled } from './settled.js';

let database: TestDatabase;
let owner: DataSource;
let rooms: Rooms;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  rooms = await startRooms(database, [AwardsModule, SettlingModule]);
});
afterAll(async () => {
  await rooms?.close();
  await owner?.destroy();
  await database?.drop();
});

const ORGANIZER = randomUUID();
const ANOTHER = randomUUID();
const noKeys = () => Promise.resolve(0);
const service = () => rooms.get(SettlementService);
const actIn = ({ contest }: Settled, by = ORGANIZER) => ({ contestId: contest.id, by, requestId: null });
const sha256: Sha256 = (pieces) => {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
};

/** Five people: two with full marks who guessed alike, then 14, 13, 12 points. */
const fivePeople = () =>
  contestOver(owner, [
    { score: 15, guess: 2 },
    { score: 15, guess: 2 },
    { score: 14, guess: 2 },
    { score: 13, guess: 2 },
    { score: 12, guess: 2 },
  ]);

/** Asks for the round, and has the worker do it. */
async function settle(settled: Settled, field = 'dot-1'): Promise<string> {
  const id = randomUUID();
  const { slug } = settled.contest;
  await rooms.get(LotService).commit({ slug, field, by: ORGANIZER, requestId: null });
  await service().ask(actIn(settled), { id, field, reason: null }, noKeys);
  await workerOf(rooms).work();
  return id;
}

const read = (settled: Settled, id: string) => rooms.get(SettlementReader).read(settled.contest.id, id);

async function seen(settled: Settled, id: string): Promise<{ version: number; hash: string }> {
  const { row } = await read(settled, id);
  return { version: row.version, hash: row.hash! };
}

async function publish(settled: Settled, id: string, reason: string | null = null): Promise<number> {
  const version = await seen(settled, id);
  await service().approve(actIn(settled, ORGANIZER), id, version);
  await service().approve(actIn(settled, ANOTHER), id, version);
  return service().publish(actIn(settled), id, { ...version, reason });
}

const out = (number: number, changes: Partial<DecisionWish> = {}): DecisionWish => ({
  ...{ id: randomUUID(), kind: 'out', numbers: [number], contestUnitIds: [], line: null, outReason: 'declined' },
  reason: 'Xin không nhận giải',
  ...changes,
});

async function storedInput(settled: Settled, id: string, version: number) {
  const [row]: { input: Buffer; input_hash: string; content: Buffer; hash: string }[] = await owner.query(
    `SELECT input, input_hash, content, hash FROM winner_file WHERE contest_id = $1 AND settlement_id = $2 AND version = $3`,
    [settled.contest.id, id, version],
  );
  const text = gunzipSync(row!.input).toString();
  return { ...row!, text, input: JSON.parse(text) as FrozenInput };
}

describe('freezing a field', () => {
  it('names the winners of the rules, and what is stored is found again from the stored rows alone', async () => {
    const settled = await fivePeople();
    const id = await settle(settled);
    const { row, prizes, changes } = await read(settled, id);
    expect(row).toMatchObject({ state: 'computed', version: 1, done: 5, total: 5, failure: null });
    expect(prizes.map(({ line, rank, person }) => [line, rank, person!.participantId])).toEqual([
      [0, 1, expect.any(String)],
      [1, 2, expect.any(String)],
      [1, 3, settled.people[2]!.id],
    ]);
    expect(new Set(prizes.slice(0, 2).map(({ person }) => person!.participantId))).toEqual(
      new Set([settled.people[0]!.id, settled.people[1]!.id]),
    );
    expect(changes).toEqual({ gained: [], lost: [] });
    const { text, input, input_hash, hash } = await storedInput(settled, id, 1);
    expect(createHash('sha256').update(text).digest('hex')).toBe(input_hash);
    expect(winnersOf(input, sha256).hash).toBe(hash);
    expect(input.truths!.values).toEqual([{ code: 'tuan-1', audience: null, value: 2 }]);
    expect(input.attempts.rows.map(([, person]) => person)).toEqual([1, 2, 3, 4, 5].map(personNumber));
  });

  it('puts nothing of a person into what is published', async () => {
    const settled = await fivePeople();
    const id = await settle(settled);
    const { text, content } = await storedInput(settled, id, 1);
    const written = text + gunzipSync(content).toString();
    const rows: { words: string[] }[] = await owner.query(
      `SELECT ARRAY[p.full_name, p.id::text, p.account_id::text, p.birth_date::text] AS words FROM participant p WHERE contest_id = $1`,
      [settled.contest.id],
    );
    for (const word of rows.flatMap(({ words }) => words)) expect(written).not.toContain(word);
    for (const attemptId of settled.attemptIds) expect(written).not.toContain(attemptId);
  });

  it('is the same however often it is asked, and refused to a second one of the field', async () => {
    const settled = await fivePeople();
    const id = await settle(settled);
    const before = await storedInput(settled, id, 1);
    await service().ask(actIn(settled), { id, field: 'dot-1', reason: null }, noKeys);
    await workerOf(rooms).work();
    expect((await storedInput(settled, id, 1)).hash).toBe(before.hash);
    const other = { id: randomUUID(), field: 'dot-1', reason: null };
    await expect(service().ask(actIn(settled), other, noKeys)).rejects.toMatchObject({ code: 'SETTLEMENT_OPEN' });
    const elsewhere = { id, field: 'tat-ca', reason: null };
    await expect(service().ask(actIn(settled), elsewhere, noKeys)).rejects.toMatchObject({
      code: 'SETTLEMENT_CONFLICT',
    });
  });

  it('leaves nothing half done when the worker dies in the middle, and another one goes on', async () => {
    const settled = await fivePeople();
    const id = randomUUID();
    await rooms.get(LotService).commit({ slug: settled.contest.slug, field: 'dot-1', by: null, requestId: null });
    await service().ask(actIn(settled), { id, field: 'dot-1', reason: null }, noKeys);
    // What the last step of the writing needs is taken away: everything before it was written by then.
    await owner.query(`ALTER TABLE award RENAME TO award_away`);
    try {
      await workerOf(rooms).work();
    } finally {
      await owner.query(`ALTER TABLE award_away RENAME TO award`);
    }
    const left = async (table: string) =>
      (await owner.query(`SELECT count(*)::int AS n FROM ${table} WHERE contest_id = $1`, [settled.contest.id]))[0].n;
    expect([await left('winner_file'), await left('person_number'), await left('settlement_line')]).toEqual([0, 0, 0]);
    await Promise.all([workerOf(rooms).work(), workerOf(rooms).work()]);
    await workerOf(rooms).work();
    expect(await read(settled, id)).toMatchObject({ row: { state: 'computed', version: 1 } });
    expect(await left('winner_file')).toBe(1);
  });

  it('mixes a public text into the lot, whose source is named before the end and which is written after it', async () => {
    const settled = await fivePeople();
    const { id: contestId, slug } = settled.contest;
    const lots = rooms.get(LotService);
    const wish = { slug, field: 'dot-1', by: ORGANIZER, requestId: null };
    const name = () => lots.nameSource({ ...wish, source: 'Xổ số ngày 30/11' });
    const write = (words: string) => lots.writeWords({ ...wish, words });
    const unfit = (of: string) => ({ code: `LOT_${of}_UNFIT` });
    // It is over, and nothing was said: whoever says it now may know the number.
    await expect(name()).rejects.toMatchObject(unfit('SOURCE'));
    await expect(write('083715')).rejects.toMatchObject(unfit('WORDS'));
    const close = (at: string) =>
      owner.query(`UPDATE round_revision SET closes_at = ${at} WHERE contest_id = $1`, [contestId]);
    await close(`contest_clock() + interval '1 day'`);
    expect(await name()).toMatchObject({ source: 'Xổ số ngày 30/11', words: null, isLate: false });
    await expect(name()).rejects.toMatchObject(unfit('SOURCE'));
    await expect(write('083715')).rejects.toMatchObject(unfit('WORDS'));
    await close(`contest_clock()`);

    const ask = service().ask(actIn(settled), { id: randomUUID(), field: 'dot-1', reason: null }, noKeys);
    await expect(ask).rejects.toMatchObject({ code: 'SETTLEMENT_LOT_WORDS_MISSING' });
    await write('083751');
    expect(await write('083715')).toMatchObject({ words: '083715' });
    const { input, hash } = await storedInput(settled, await settle(settled), 1);
    const { seed, words } = input.lot!;
    expect(words).toEqual({ source: 'Xổ số ngày 30/11', saidAt: expect.any(Number), text: '083715' });
    const file = winnersOf(input, sha256);
    expect(file.hash).toBe(hash);
    const drawn = (person: string) => lotText(lotOf(sha256([`${seed}\n083715`]), person, sha256));
    for (const { person, number } of file.draws[0]!.lots) expect(number).toBe(drawn(person));
    await expect(write('1')).rejects.toMatchObject(unfit('WORDS'));
  });

  it('is refused with its code while something stands in the way', async () => {
    const settled = await fivePeople();
    const { contest, attemptIds } = settled;
    const ask = (reason: string | null = null, keysOpen = noKeys) =>
      service().ask(actIn(settled), { id: randomUUID(), field: 'dot-1', reason }, keysOpen);
    await expect(ask()).rejects.toMatchObject({ code: 'SETTLEMENT_LOT_MISSING' });
    await rooms.get(LotService).commit({ slug: contest.slug, field: 'dot-1', by: null, requestId: null });
    await expect(ask(null, () => Promise.resolve(2))).rejects.toMatchObject({
      code: 'SETTLEMENT_KEYS_OPEN',
      details: { count: 2 },
    });
    const state = (to: string) =>
      owner.query(`UPDATE attempt SET state = $3 WHERE contest_id = $1 AND id = $2`, [contest.id, attemptIds[0], to]);
    await state('submitted');
    await expect(ask()).rejects.toMatchObject({ code: 'SETTLEMENT_UNGRADED', details: { count: 1 } });
    await state('graded');
    await owner.query(
      `UPDATE round_revision SET closes_at = contest_clock() + interval '1 hour' WHERE contest_id = $1`,
      [contest.id],
    );
    await expect(ask()).rejects.toMatchObject({ code: 'SETTLEMENT_ROUND_OPEN' });
    await owner.query(`UPDATE round_revision SET closes_at = '2019-05-13T01:00:00Z' WHERE contest_id = $1`, [
      contest.id,
    ]);
    await owner.query(
      `INSERT INTO signal (contest_id, kind, subject, participant_ids, attempt_ids, figures)
       VALUES ($1, 'fast', 'a', $2, $3, '{}')`,
      [contest.id, [settled.people[0]!.id], [attemptIds[0]]],
    );
    await expect(ask()).rejects.toMatchObject({ code: 'SETTLEMENT_SIGNALS_OPEN', details: { count: 1 } });
    const reason = 'Đã xem, không ảnh hưởng';
    await expect(ask(reason)).resolves.toBeUndefined();
    await owner.query(
      `UPDATE attempt SET state = 'in_progress', submitted_at = NULL, closed_by = NULL, late_ms = NULL, elapsed_ms = NULL,
                          receipt_number = NULL WHERE contest_id = $1 AND id = $2`,
      [contest.id, attemptIds[0]],
    );
    await expect(ask(reason)).rejects.toMatchObject({ code: 'SETTLEMENT_ATTEMPTS_OPEN' });
  });

  it('fails with a code when something has come in the way before the worker read', async () => {
    const settled = await fivePeople();
    const id = randomUUID();
    await rooms.get(LotService).commit({ slug: settled.contest.slug, field: 'dot-1', by: null, requestId: null });
    await service().ask(actIn(settled), { id, field: 'dot-1', reason: null }, noKeys);
    await owner.query(`UPDATE attempt SET state = 'submitted' WHERE contest_id = $1 AND id = $2`, [
      settled.contest.id,
      settled.attemptIds[0],
    ]);
    await workerOf(rooms).work();
    expect((await read(settled, id)).row).toMatchObject({ state: 'failed', failure: 'SETTLEMENT_UNGRADED' });
  });
});

describe('a lot', () => {
  it('whose seed cannot be opened, or was exchanged, fails the settlement and says so', async () => {
    const settled = await fivePeople();
    const other = await fivePeople();
    const id = randomUUID();
    for (const { contest } of [settled, other]) {
      await rooms.get(LotService).commit({ slug: contest.slug, field: 'dot-1', by: null, requestId: null });
    }
    await owner.query(
      `UPDATE lot SET seed_sealed = (SELECT seed_sealed FROM lot WHERE contest_id = $2) WHERE contest_id = $1`,
      [settled.contest.id, other.contest.id],
    );
    await service().ask(actIn(settled), { id, field: 'dot-1', reason: null }, noKeys);
    await workerOf(rooms).work();
    const { row } = await read(settled, id);
    expect(row).toMatchObject({ state: 'failed', failure: expect.stringContaining('cannot be opened') });
  });

  it('is bound by its hash before, hidden until the freeze, and is then the seed of that hash', async () => {
    const settled = await fivePeople();
    const { slug, id: contestId } = settled.contest;
    const lot = await rooms.get(LotService).commit({ slug, field: 'dot-1', by: null, requestId: null });
    expect(lot).toMatchObject({ seed: null, revealedAt: null, isLate: true });
    const again = await rooms.get(LotService).commit({ slug, field: 'dot-1', by: null, requestId: null });
    expect(again.commitment).toBe(lot.commitment);
    const [row] = await owner.query(`SELECT row_to_json(l)::text AS all FROM lot l WHERE contest_id = $1`, [contestId]);
    const id = await settle(settled);
    const { input } = await storedInput(settled, id, 1);
    expect(createHash('sha256').update(input.lot!.seed!).digest('hex')).toBe(lot.commitment);
    expect(row.all).not.toContain(input.lot!.seed!);
    const { fields } = await rooms.get(PublishedService).fields(slug);
    expect(fields[0]!.lot).toMatchObject({ commitment: lot.commitment, seed: input.lot!.seed });
  });

  it('is committed to by the system for every field of a contest that is not over', async () => {
    const settled = await fivePeople();
    const { id: contestId } = settled.contest;
    await owner.query(`UPDATE round_revision SET closes_at = contest_clock() + interval '1 h' WHERE contest_id = $1`, [
      contestId,
    ]);
    await workerOf(rooms).work();
    const lots = await owner.query(`SELECT scope_kind, committed_by FROM lot WHERE contest_id = $1 ORDER BY 1`, [
      contestId,
    ]);
    expect(lots).toEqual([
      { scope_kind: 'contest', committed_by: null },
      { scope_kind: 'round', committed_by: null },
    ]);
  });
});

describe('what people decide', () => {
  it('makes another version from the same frozen rows, and tells who moved up', async () => {
    const settled = await fivePeople();
    const id = await settle(settled);
    const first = await storedInput(settled, id, 1);
    // Somebody who comes, is graded again or voided after the freeze changes nothing of it.
    await attemptsOf(owner, settled.contest, [{ person: settled.people[4]!, score: 15_000 }]);
    await service().decide(actIn(settled), id, 1, [out(3)]);
    expect((await read(settled, id)).row).toMatchObject({ state: 'asked', version: 1, wanted: 2 });
    await expect(service().decide(actIn(settled), id, 1, [out(4)])).rejects.toMatchObject({ code: 'SETTLEMENT_BUSY' });
    await workerOf(rooms).work();
    const { row, changes, prizes, decisions } = await read(settled, id);
    expect(row).toMatchObject({ state: 'computed', version: 2 });
    expect(changes).toMatchObject({ gained: [{ line: 1, number: 4 }], lost: [{ line: 1, number: 3 }] });
    expect(prizes[2]).toMatchObject({ rank: 4, movedUp: 1, person: { number: 4 } });
    expect(decisions).toMatchObject([{ kind: 'out', numbers: [3], out_reason: 'declined' }]);
    const second = await storedInput(settled, id, 2);
    expect({ ...second.input, decisions: null }).toEqual({ ...first.input, decisions: null });

    await service().takeBack(actIn(settled), id, decisions[0]!.id);
    await workerOf(rooms).work();
    const back = await storedInput(settled, id, 3);
    expect(back.hash).toBe(first.hash);
    expect((await read(settled, id)).decisions).toHaveLength(1);
  });

  it('is refused of whom or what is not there, and of a version that is not the newest', async () => {
    const settled = await fivePeople();
    const id = await settle(settled);
    const unfit = { code: 'DECISION_UNFIT' };
    await expect(service().decide(actIn(settled), id, 1, [out(6)])).rejects.toMatchObject(unfit);
    await expect(service().decide(actIn(settled), id, 1, [out(1, { line: 7 })])).rejects.toMatchObject(unfit);
    const changed = { code: 'SETTLEMENT_CHANGED' };
    await expect(service().decide(actIn(settled), id, 2, [out(1)])).rejects.toMatchObject(changed);
  });

  it('confirms papers without another version', async () => {
    const settled = await fivePeople();
    const id = await settle(settled);
    await owner.query(
      `INSERT INTO identity_paper (contest_id, participant_id, asked_by, reason, delete_after)
       VALUES ($1, $2, $3, 'Trao giải', contest_clock() + interval '1 day')`,
      [settled.contest.id, settled.people[2]!.id, ORGANIZER],
    );
    expect((await read(settled, id)).prizes[2]).toMatchObject({ papers: 'asked' });
    await service().decide(actIn(settled), id, 1, [out(3, { kind: 'confirmed', outReason: null })]);
    expect(await read(settled, id)).toMatchObject({
      row: { state: 'computed', version: 1 },
      prizes: [{ papers: 'not_asked' }, { papers: 'not_asked' }, { papers: 'confirmed' }],
    });
  });

  it('is told how many attempts were voided since, and whose', async () => {
    const settled = await fivePeople();
    const id = await settle(settled);
    await owner.query(
      `UPDATE attempt SET voided_at = contest_clock() + interval '1 s', void_reason = 'thi hộ' WHERE contest_id = $1 AND id = $2`,
      [settled.contest.id, settled.attemptIds[2]],
    );
    const { voidedSince, prizes } = await read(settled, id);
    expect([voidedSince, prizes.map((one) => one.voidedSince)]).toEqual([1, [0, 0, 1]]);
  });
});

describe('publishing', () => {
  it('needs two people, none of them twice, and both for the very version', async () => {
    const settled = await fivePeople();
    const id = await settle(settled);
    const first = await seen(settled, id);
    const wish = { ...first, reason: null };
    await service().approve(actIn(settled), id, first);
    await expect(service().approve(actIn(settled), id, first)).rejects.toMatchObject({ code: 'APPROVED_BEFORE' });
    const missing = { code: 'APPROVALS_MISSING', details: { given: 1, needed: 2 } };
    await expect(service().publish(actIn(settled), id, wish)).rejects.toMatchObject(missing);
    await service().decide(actIn(settled), id, 1, [out(3)]);
    await workerOf(rooms).work();
    await expect(service().approve(actIn(settled, ANOTHER), id, first)).rejects.toMatchObject({
      code: 'SETTLEMENT_CHANGED',
    });
    const second = await seen(settled, id);
    await service().approve(actIn(settled, ANOTHER), id, second);
    await expect(service().publish(actIn(settled), id, { ...second, reason: null })).rejects.toMatchObject(missing);
    await service().approve(actIn(settled), id, second);
    expect(await service().publish(actIn(settled), id, { ...second, reason: null })).toBe(1);
  });

  it('stays for ever: another version takes its place under the next number, with a reason for everybody', async () => {
    const settled = await fivePeople();
    const id = await settle(settled);
    expect(await publish(settled, id)).toBe(1);
    const { slug, id: contestId } = settled.contest;
    const first = await rooms.get(PublishedService).read(slug, { field: 'dot-1', number: null, accountId: null });
    await expect(service().approve(actIn(settled), id, await seen(settled, id))).rejects.toMatchObject({
      code: 'PUBLISHED_BEFORE',
    });
    await service().decide(actIn(settled), id, 1, [out(3, { outReason: 'not_verified' })]);
    await workerOf(rooms).work();
    await expect(publish(settled, id)).rejects.toMatchObject({ code: 'PUBLICATION_REASON_NEEDED' });
    const version = await seen(settled, id);
    await service().publish(actIn(settled), id, { ...version, reason: 'Giải quyết khiếu nại' });
    const now = await rooms.get(PublishedService).read(slug, { field: 'dot-1', number: null, accountId: null });
    expect(now.publication).toMatchObject({ number: 2, reason: 'Giải quyết khiếu nại' });
    const old = await rooms.get(PublishedService).read(slug, { field: 'dot-1', number: 1, accountId: null });
    expect(old.prizes).toEqual(first.prizes);
    expect(old.publication).toEqual(first.publication);
    const winners = (await personPrizes(owner.manager, contestId)).map(({ participantId }) => participantId);
    expect(winners).toContain(settled.people[3]!.id);
    expect(winners).not.toContain(settled.people[2]!.id);
  });

  it('tells to whom a hash belongs, and whether it still holds', async () => {
    const settled = await fivePeople();
    const id = await settle(settled);
    await publish(settled, id);
    const { hash, input_hash } = await storedInput(settled, id, 1);
    const service = rooms.get(PublishedService);
    expect(await service.find(hash)).toMatchObject({ found: { number: 1 }, field: { name: 'dot-1' }, isCurrent: true });
    expect(await service.find(input_hash)).toMatchObject({ found: { number: 1 } });
    const { bytes } = await service.bytes(input_hash, 'input');
    expect(createHash('sha256').update(gunzipSync(bytes)).digest('hex')).toBe(input_hash);
    await expect(service.find('f'.repeat(64))).rejects.toMatchObject({ code: 'WINNER_FILE_UNKNOWN' });
  });

  it('gives the winners of an earlier field to the next one, by the same numbers', async () => {
    const regulations = regulationsOf({
      prizes: {
        list: [
          { title: 'Giải tuần', of: 'round', to: 'person', by: 'rank', quota: 1 },
          { title: 'Giải chung cuộc', of: 'contest', to: 'person', by: 'rank', quota: 1 },
        ],
        ...{ onePerPerson: 'contest', perUnitMax: null, onlyFullMarks: false, replacement: 'next_in_line' },
      },
    });
    const settled = await contestOver(owner, [{ score: 15 }, { score: 14 }, { score: 13 }], regulations);
    await publish(settled, await settle(settled));
    const id = await settle(settled, 'tat-ca');
    const { prizes } = await read(settled, id);
    expect(prizes).toMatchObject([{ line: 1, person: { number: 2, participantId: settled.people[1]!.id } }]);
    const { input } = await storedInput(settled, id, 1);
    expect(input.persons.numberedBefore).toBe(3);
    expect(input.earlier).toMatchObject([{ of: 'round', awards: [{ line: 0, person: 'N000001' }] }]);
  });

  it('can be given up before, and the field frozen anew', async () => {
    const settled = await fivePeople();
    const id = await settle(settled);
    await service().withdraw(actIn(settled), id, 'Chốt lại sau khi hủy lượt');
    const again = await settle(settled);
    expect((await read(settled, again)).row).toMatchObject({ state: 'computed' });
    expect((await read(settled, id)).row).toMatchObject({ state: 'withdrawn', hash: expect.any(String) });
    await expect(service().withdraw(actIn(settled), id, 'x')).rejects.toMatchObject({ code: 'SETTLEMENT_CLOSED' });
  });
});

describe('an appeal', () => {
  const make = (settled: Settled, person: number, changes: object = {}) =>
    rooms.get(AppealService).make({
      ...{ slug: settled.contest.slug, field: 'dot-1', accountId: settled.people[person]!.accountId },
      ...{ id: randomUUID(), text: 'Tôi nộp bài sớm hơn', requestId: null, ...changes },
    });

  it('is made once by who took part, within the days of the rules, and decided once', async () => {
    const settled = await fivePeople();
    await expect(make(settled, 3)).rejects.toMatchObject({ code: 'RESULTS_NOT_PUBLISHED' });
    await publish(settled, await settle(settled));
    const id = randomUUID();
    await make(settled, 3, { id });
    await make(settled, 3, { id });
    await expect(make(settled, 3)).rejects.toMatchObject({ code: 'APPEAL_MADE' });
    await expect(make(settled, 0, { accountId: randomUUID() })).rejects.toMatchObject({ code: 'NOT_TOOK_PART' });
    const decide = {
      contestId: settled.contest.id,
      id,
      isAccepted: true,
      answer: 'Đúng',
      by: ANOTHER,
      requestId: null,
    };
    await rooms.get(AppealService).decide(decide);
    await expect(rooms.get(AppealService).decide(decide)).rejects.toMatchObject({ code: 'APPEAL_DECIDED' });
    expect(await rooms.get(AppealService).list(settled.contest.id, null)).toMatchObject([
      { id, state: 'accepted', answer: 'Đúng', number: 4 },
    ]);
    await owner.query(`UPDATE publication SET appeals_until = contest_clock() WHERE contest_id = $1`, [
      settled.contest.id,
    ]);
    await expect(make(settled, 4)).rejects.toMatchObject({ code: 'APPEALS_CLOSED' });
  });

  it('loses its words with the name of who made it', async () => {
    const settled = await fivePeople();
    await publish(settled, await settle(settled));
    await make(settled, 1);
    await rooms.get(AppealService).forget(owner.manager, [settled.people[1]!.accountId]);
    expect(await rooms.get(AppealService).list(settled.contest.id, 'open')).toMatchObject([{ text: null }]);
  });
});
