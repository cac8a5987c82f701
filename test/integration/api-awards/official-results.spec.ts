import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SettlingModule } from '#awards';
import { LIMITS } from '#domain';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { Citizens } from '../api-identity/citizens.js';
import { contestOver, workerOf, type Settled } from '../awards/settled.js';

// A round from its freeze to an appeal that changes the winners, over HTTP, with the worker beside it.

let house: Citizens;
let worker: Rooms;
let settled: Settled;
let slug: string;
let organizer: string;
let second: string;
let judge: string;
let auditor: string;

beforeAll(async () => {
  house = await Citizens.open();
  worker = await startRooms(house.database, [SettlingModule], { SECRETS_FILE: house.api.env.SECRETS_FILE });
  settled = await contestOver(house.owner, [
    { name: 'Nguyễn Văn An', score: 15, guess: 1 },
    { name: 'Trần Thị Bích', score: 14, guess: 1 },
    { name: 'Lò Văn Ín', score: 13, guess: 1, birthDate: '2012-05-06' },
    { name: 'Vàng A Sử', score: 12, guess: 9 },
  ]);
  // A child is one by the day of joining.
  await house.owner.query(`UPDATE participant SET created_at = '2019-05-06' WHERE contest_id = $1`, [
    settled.contest.id,
  ]);
  slug = settled.contest.slug;
  const contestId = settled.contest.id;
  [organizer, second, judge, auditor] = [
    await house.signUpAs({ role: 'organizer', contestId }),
    await house.signUpAs({ role: 'organizer', contestId }),
    await house.signUpAs({ role: 'judge', contestId }),
    await house.signUpAs({ role: 'auditor', contestId }),
  ];
});
afterAll(async () => {
  await worker?.close();
  await house?.close();
});

const staff = (method: string, path: string, body?: unknown, token = organizer) =>
  house.call(method, `/contests/${slug}${path}`, { token, ...(body !== undefined && { body }) });
const official = (path = '', token?: string) =>
  house.call('GET', `/contests/${slug}/official-results${path}`, { token });

/** Lets somebody of the contest come as a signed-in account. */
async function signedInAs(person: number): Promise<string> {
  const token = await house.signUp();
  await house.owner.query(
    `UPDATE participant SET account_id = (SELECT account_id FROM session WHERE token_hash = sha256(convert_to($3, 'UTF8')))
      WHERE contest_id = $1 AND id = $2`,
    [settled.contest.id, settled.people[person]!.id, token],
  );
  return token;
}

async function agreed(id: string, reason?: string) {
  const { body } = await staff('GET', `/settlements/${id}`);
  const seen = { version: body.version, hash: body.hash };
  expect((await staff('POST', `/settlements/${id}/approvals`, seen)).status).toBe(200);
  expect((await staff('POST', `/settlements/${id}/approvals`, seen, second)).status).toBe(200);
  return staff('POST', `/settlements/${id}/publication`, { ...seen, ...(reason !== undefined && { reason }) });
}

/** What is published with the results: a file that knows nothing of the rest. */
const program = fileURLToPath(new URL('../../../libs/awards/verifier/kiem-tra-ket-qua.mjs', import.meta.url));

describe('official results over HTTP', () => {
  const id = randomUUID();

  it('say what stands in the way, are frozen, and are nobody’s to see before they are published', async () => {
    const { status, body } = await staff('GET', '/settlements');
    expect(status).toBe(200);
    expect(body).toMatchObject({ approvals: 2, mayRun: true, mayJudge: true, openAppeals: 0 });
    expect(body.fields[0]).toMatchObject({
      ...{ name: 'dot-1', prizes: 2, lot: null, settlements: [] },
      obstacles: [{ code: 'SETTLEMENT_LOT_MISSING', count: 1, isPassable: false }],
    });
    expect((await staff('POST', '/settlements', { id, field: 'dot-1' })).body.code).toBe('SETTLEMENT_LOT_MISSING');
    // What predictions would be measured against is told before, with its meaning.
    expect((await staff('GET', '/prediction-truths', undefined, auditor)).body.truths).toMatchObject({
      definition: expect.stringContaining('hợp lệ'),
      values: [{ field: 'dot-1', title: 'Tuần 1', audience: null, value: 1, isOver: true }],
    });
    // Nobody freezes without knowing how much of it is in, and how much is not.
    expect((await staff('GET', '/freeze-counts/dot-1', undefined, judge)).body).toEqual({
      ...{ attempts: 4, persons: 4, unrecognised: 0, underWay: 0, ungraded: 0 },
    });
    expect((await staff('GET', '/freeze-counts/dot-9')).body.code).toBe('ROUND_NOT_FOUND');
    expect((await staff('POST', '/lots', { field: 'dot-1' })).body.lot).toMatchObject({ seed: null, isLate: true });
    expect((await staff('POST', '/settlements', { id, field: 'dot-1' })).status).toBe(202);
    expect((await staff('GET', '/settlements')).body.fields[0].settlements).toMatchObject([{ id, state: 'asked' }]);
    await workerOf(worker).work();
    expect((await staff('GET', '/settlements')).body.fields[0].settlements).toMatchObject([
      { id, state: 'computed', version: 1, done: 4, total: 4 },
    ]);
    expect((await official('/dot-1')).body.code).toBe('RESULTS_NOT_PUBLISHED');
    expect((await official()).body.fields).toMatchObject([{ name: 'dot-1', state: 'awaited', publication: null }]);
  });

  it('are looked at by the jury and auditors, who change nothing, each look with a line in the trail', async () => {
    for (const token of [judge, auditor]) {
      const { status, body } = await staff('GET', `/settlements/${id}`, undefined, token);
      expect([status, body.mayRun]).toEqual([200, false]);
      expect(body.prizes[0].winners).toMatchObject([{ rank: 1, person: { fullName: 'Nguyễn Văn An' } }]);
      for (const [path, sent] of [
        ['approvals', { version: 1, hash: body.hash }],
        ['withdrawal', { reason: 'x' }],
      ] as const) {
        expect((await staff('POST', `/settlements/${id}/${path}`, sent, token)).status).toBe(403);
      }
    }
    const [{ n }] = await house.owner.query(`SELECT count(*)::int AS n FROM audit WHERE action = 'settlement.read'`);
    expect(n).toBe(2);
  });

  it('tell the standings page by page with the reason of each place, and find a name', async () => {
    const first = (await staff('GET', `/settlements/${id}/standings?limit=2`)).body;
    expect(first.lines).toMatchObject([
      { rank: 1, score: 15, distance: 0, decided: null },
      { rank: 2, score: 14, decided: { criterion: 'score', step: 1, value: 14_000, shown: '14 điểm' } },
    ]);
    const found = (await staff('GET', `/settlements/${id}/standings?q=${encodeURIComponent('bich')}`)).body;
    expect(found.lines).toMatchObject([{ rank: 2, person: { fullName: 'Trần Thị Bích', person: 'N000002' } }]);
    expect((await staff('GET', `/settlements/${id}/standings?q=N000003`)).body.lines).toHaveLength(1);
  });

  it('are published by two, with names as the rules allow and files that are what their hashes say', async () => {
    const { body: detail } = await staff('GET', `/settlements/${id}`);
    const early = await staff('POST', `/settlements/${id}/publication`, { version: 1, hash: detail.hash });
    expect([early.status, early.body.code]).toEqual([409, 'APPROVALS_MISSING']);
    expect((await agreed(id)).body).toEqual({ publication: 1 });
    const { body } = await official('/dot-1');
    expect(body).toMatchObject({ publication: 1, isCurrent: true, appeals: { isOpen: true }, attempts: 4, persons: 4 });
    expect(body.truths.values).toMatchObject([{ value: 1 }]);
    const names = body.prizes.flatMap(({ winners }: { winners: { name: string }[] }) =>
      winners.map(({ name }) => name),
    );
    // What the rules rank by is told of each winner, with the reason of the rank; they do not rank by time.
    expect(body.prizes[0].winners[0]).toMatchObject({
      ...{ score: 15, distance: 0, durationMs: null, decided: null },
      ahead: { criterion: 'score', step: 1, value: 15_000, shown: '15 điểm' },
    });
    expect(body.prizes[1].winners[0].decided).toMatchObject({ criterion: 'score', step: 1, value: 14_000 });
    // Those who said nothing are named in full, because the rules say so; the child is not.
    expect(names).toEqual(['Nguyễn Văn An', 'Trần Thị Bích', 'Lò V. Í.']);
    for (const [path, hash] of [
      [body.files.rows, body.inputHash],
      [body.files.winners, null],
    ]) {
      const reply = await fetch(`${house.api.url}${path}`);
      const text = await reply.text();
      // A program that unpacks nothing gets the same bytes.
      const plain = await fetch(`${house.api.url}${path}`, { headers: { 'accept-encoding': 'identity' } });
      expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, text]);
      expect(reply.headers.get('content-disposition')).toContain('attachment');
      if (hash !== null) expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
      else expect(JSON.parse(text).hash).toBe(body.hash);
      for (const name of ['Nguyễn Văn An', settled.people[0]!.id]) expect(text).not.toContain(name);
    }
    expect((await house.call('GET', `/winner-files/${body.hash}`)).body).toMatchObject({
      ...{ of: 'winners', publication: 1, isCurrent: true, field: { name: 'dot-1' } },
    });
    expect((await house.call('GET', `/winner-files/${'0'.repeat(64)}`)).body.code).toBe('WINNER_FILE_UNKNOWN');
    const { lot } = (await official()).body.fields[0];
    expect(createHash('sha256').update(lot.seed).digest('hex')).toBe(lot.commitment);
    const paper = { number: '12/QĐ-UBND', date: '2026-11-30', signer: 'Chủ tịch UBND tỉnh' };
    expect((await staff('PUT', `/settlements/${id}/decision-paper`, paper)).status).toBe(200);
    expect((await official('/dot-1')).body.decision).toEqual(paper);
  });

  it('are found again by the program that is published with them, from the files that are served with them', async () => {
    const { files } = (await official('/dot-1')).body;
    const folder = mkdtempSync(join(tmpdir(), 'official-results-'));
    const kept = async (path: string, name: string): Promise<string> => {
      const reply = await fetch(`${house.api.url}${path}`);
      expect([path, reply.status]).toEqual([path, 200]);
      writeFileSync(join(folder, name), Buffer.from(await reply.arrayBuffer()));
      return join(folder, name);
    };
    try {
      const rows = await kept(files.rows, 'du-lieu.json');
      const winners = await kept(files.winners, 'ket-qua.json');
      const check = () => spawnSync(process.execPath, [program, rows, winners], { encoding: 'utf8' });
      expect(check()).toMatchObject({ status: 0 });
      writeFileSync(winners, readFileSync(winners, 'utf8').replace('"person":"N000001"', '"person":"N000004"'));
      expect(check()).toMatchObject({ status: 1 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('are appealed against by who took part, and an accepted appeal leads to another version', async () => {
    const token = await signedInAs(3);
    const own = (await official('/dot-1/own', token)).body;
    expect(own).toMatchObject({ person: 'N000004', places: [{ rank: 4 }], prizes: [], mayAppeal: true });
    const appealId = randomUUID();
    // A page of words is taken whole, and not one letter more.
    const wish = { id: appealId, text: 'Người hạng ba không đúng đối tượng. '.padEnd(LIMITS.appealTextLengthMax, 'ổ') };
    const longer = { token, body: { ...wish, text: `${wish.text}ổ` } };
    expect((await house.call('POST', `/contests/${slug}/official-results/dot-1/appeals`, longer)).status).toBe(400);
    const made = await house.call('POST', `/contests/${slug}/official-results/dot-1/appeals`, { token, body: wish });
    expect([made.status, made.body.mayAppeal]).toEqual([201, false]);
    const outsider = { token: await house.signUp(), body: { ...wish, id: randomUUID() } };
    expect((await house.call('POST', `/contests/${slug}/official-results/dot-1/appeals`, outsider)).body.code).toBe(
      'NOT_TOOK_PART',
    );
    expect((await staff('GET', '/appeals?state=open', undefined, judge)).body.appeals).toMatchObject([
      { id: appealId, fullName: 'Vàng A Sử', person: 'N000004', field: 'dot-1', text: wish.text },
    ]);
    const decision = { accepted: true, answer: 'Đúng, ban tổ chức sẽ công bố lại' };
    expect((await staff('POST', `/appeals/${appealId}/decision`, decision, auditor)).status).toBe(403);
    expect((await staff('POST', `/appeals/${appealId}/decision`, decision, judge)).status).toBe(200);

    const out = { id: randomUUID(), kind: 'out', numbers: [3], outReason: 'excluded', reason: 'Giấy tờ không khớp' };
    expect((await staff('POST', `/settlements/${id}/decisions`, { version: 1, decisions: [out] })).status).toBe(202);
    await workerOf(worker).work();
    const { body: detail } = await staff('GET', `/settlements/${id}`);
    expect(detail.changes).toMatchObject({
      gained: [{ person: { fullName: 'Vàng A Sử' } }],
      lost: [{ person: { fullName: 'Lò Văn Ín' } }],
    });
    // What everybody would see change is looked at before anybody agrees to it, with why.
    expect(detail.replaces).toMatchObject({
      publication: 1,
      gained: [{ person: { fullName: 'Vàng A Sử' }, rank: 4, movedUp: 1 }],
      lost: [{ person: { fullName: 'Lò Văn Ín' }, passed: { reason: 'out', out: 'excluded' } }],
    });
    expect((await agreed(id, 'Giải quyết khiếu nại')).body).toEqual({ publication: 2 });
    expect((await staff('GET', `/settlements/${id}`)).body.replaces).toBeNull();
    const now = (await official('/dot-1')).body;
    expect(now).toMatchObject({ publication: 2, isCurrent: true, reason: 'Giải quyết khiếu nại' });
    expect(now.publications).toMatchObject([{ publication: 2 }, { publication: 1 }]);
    expect((await official('/dot-1?publication=1')).body).toMatchObject({
      isCurrent: false,
      appeals: { isOpen: false },
    });
    expect((await official('/dot-1/own', token)).body).toMatchObject({
      ...{ prizes: [{ title: 'Giải Nhì', isReplacement: true }] },
      appeals: [{ state: 'accepted', answer: decision.answer }],
    });
  });

  it('frozen anew are compared with what is published, whoever is on the board no more included', async () => {
    await house.owner.query('UPDATE contribution SET valid = false WHERE contest_id = $1 AND participant_id = $2', [
      settled.contest.id,
      settled.people[0]!.id,
    ]);
    const again = randomUUID();
    expect((await staff('POST', '/settlements', { id: again, field: 'dot-1' })).status).toBe(202);
    await workerOf(worker).work();
    const { body } = await staff('GET', `/settlements/${again}`);
    expect(body.changes).toEqual({ gained: [], lost: [] });
    const moves = (list: { person: { number: number }; line: number; rank: number | null; passed: unknown }[]) =>
      list.map(({ person, line, rank, passed }) => [person.number, line, rank, passed]);
    expect(body.replaces.publication).toBe(2);
    expect(moves(body.replaces.gained)).toEqual([
      [2, 0, 1, null],
      [3, 1, 2, null],
    ]);
    expect(moves(body.replaces.lost)).toEqual([
      [1, 0, null, null],
      [2, 1, 1, null],
    ]);
  });
});
