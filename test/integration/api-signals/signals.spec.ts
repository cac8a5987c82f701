import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignalService } from '#attempts';
import { maskName } from '#domain';
import { ReconcileService, TallyService } from '#results';
import {
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  type AttemptPlan,
  type InsertedContest,
  type InsertedPerson,
} from '../../support/insert.js';
import { Citizens } from '../api-identity/citizens.js';

let house: Citizens;
beforeAll(async () => {
  house = await Citizens.open();
});
afterAll(() => house?.close());

const MINUTE = 60_000;

/** Attempts that count on the boards. */
async function graded(contest: InsertedContest, plans: AttemptPlan[]): Promise<string[]> {
  const ids = await insertGradedAttempts(house.owner, contest, plans);
  await house.owner.transaction((manager) => house.api.app.get(TallyService).apply(manager, contest.id, ids));
  return ids;
}

const find = (contest: InsertedContest, recentMs?: number) =>
  house.owner.transaction((manager) => house.api.app.get(SignalService).findIn(manager, contest.id, recentMs));

const organizer = (contest: InsertedContest) => house.signUpAs({ role: 'organizer', contestId: contest.id });
const standings = async (contest: InsertedContest): Promise<string[]> =>
  (
    await house.owner.query(
      `SELECT participant_id AS id FROM standing WHERE contest_id = $1 AND scope_kind = 'contest' ORDER BY sort_key`,
      [contest.id],
    )
  ).map(({ id }: { id: string }) => id);

describe('an attempt', () => {
  it('is voided with a reason of the regulations and restored, each foreseen, with all figures', async () => {
    const contest = await insertContest(house.owner);
    const people = await insertParticipants(house.owner, contest, [{ name: 'Vàng A Sử' }, { name: 'Zơrâm' }]);
    const [first] = await graded(contest, [
      { person: people[0]!, score: 15_000 },
      { person: people[1]!, score: 9_000 },
    ]);
    const token = await organizer(contest);
    const path = `/contests/${contest.slug}/attempts/${contest.id}-${first}`;
    const body = { voidReason: 'proxy', reason: 'Người khác thi hộ, đã xác nhận', preview: true };

    const seen = await house.call('POST', `${path}/void`, { token, body });
    expect(seen).toMatchObject({ status: 200, body: { attempts: 1, persons: 1 } });
    const board = seen.body.boards.find(({ scope }: { scope: { kind: string } }) => scope.kind === 'contest');
    expect(board).toMatchObject({ changed: 1, outCount: 1, inCount: 0, title: 'Toàn cuộc thi' });
    expect(board.out).toEqual([expect.objectContaining({ name: maskName('Vàng A Sử'), from: 1, to: null })]);
    expect(await standings(contest)).toHaveLength(2);

    const done = await house.call('POST', `${path}/void`, { token, body: { ...body, preview: false } });
    expect(done).toMatchObject({ status: 200, body: { attempts: 1, boards: [] } });
    expect(await standings(contest)).toEqual([people[1]!.id]);
    const [row] = await house.owner.query(`SELECT void_reason FROM attempt WHERE contest_id = $1 AND id = $2`, [
      contest.id,
      first,
    ]);
    expect(row.void_reason).toBe('Thi hộ hoặc nhờ người thi hộ');
    const again = await house.call('POST', `${path}/void`, { token, body: { ...body, preview: false } });
    expect(again).toMatchObject({ status: 409, body: { code: 'ATTEMPT_VOIDED' } });

    const back = { reason: 'Đã kiểm tra lại', preview: false };
    expect((await house.call('POST', `${path}/restore`, { token, body: back })).status).toBe(200);
    expect(await standings(contest)).toEqual([people[0]!.id, people[1]!.id]);
    expect(await house.call('POST', `${path}/restore`, { token, body: back })).toMatchObject({
      body: { code: 'ATTEMPT_NOT_VOIDED' },
    });
    expect(await house.api.app.get(ReconcileService).check(contest.id)).toMatchObject({ total: 0 });
    const trail = await house.owner.query(`SELECT action FROM audit WHERE subject = $1 ORDER BY id`, [
      `attempt/${contest.id}-${first}`,
    ]);
    expect(trail).toEqual([{ action: 'attempt.voided' }, { action: 'attempt.restored' }]);
  });

  it('of a person are voided all at once, those that were before are left', async () => {
    const contest = await insertContest(house.owner);
    const [person] = await insertParticipants(house.owner, contest, [{}]);
    await graded(contest, [{ person: person! }, { person: person!, round: 2 }, { person: person!, voided: true }]);
    const token = await organizer(contest);
    const path = `/contests/${contest.slug}/participants/${person!.id}`;
    const body = { voidReason: 'many_accounts', reason: 'Hai tài khoản', preview: false };
    expect((await house.call('POST', `${path}/void`, { token, body })).body.attempts).toBe(2);
    expect(await standings(contest)).toEqual([]);
    const wrong = await house.call('POST', `${path}/void`, { token, body: { ...body, voidReason: 'không thích' } });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
  });
});

describe('signals', () => {
  const kinds = async (contest: InsertedContest, token: string, query = '') =>
    (await house.call('GET', `/contests/${contest.slug}/signals${query}`, { token })).body;

  it('tell the same person twice, once, and what was decided; nothing follows by itself', async () => {
    const contest = await insertContest(house.owner);
    const born = { birthDate: '1988-02-29', unit: 0 };
    const people = await insertParticipants(house.owner, contest, [
      { name: 'Hồ Thị Ínhh', ...born },
      { name: 'Hồ Thị Ínhh', ...born },
      { name: 'Hồ Thị Ínhh', ...born, birthDate: '1988-03-01' },
      { name: 'Hồ Thị Ínhh', ...born, unit: 1 },
    ]);
    await graded(
      contest,
      people.map((person) => ({ person, score: 5_000 })),
    );
    await find(contest);
    await find(contest);
    const token = await organizer(contest);
    const seen = await kinds(contest, token);
    expect(seen.open).toEqual([{ kind: 'same_person', signals: 1 }]);
    const [signal] = seen.signals;
    const pair = people.slice(0, 2).map(({ id }) => id);
    expect(signal.people.map(({ participantId }: { participantId: string }) => participantId).sort()).toEqual(
      pair.sort(),
    );
    expect(await standings(contest)).toHaveLength(4);

    const path = `/contests/${contest.slug}/signals/${signal.id}/decision`;
    const body = { decision: 'void', voidReason: 'many_accounts', reason: 'Đã gọi hỏi', preview: false };
    const nobody = await house.call('POST', path, { token, body });
    expect(nobody).toMatchObject({ status: 400, body: { code: 'INVALID_INPUT' } });
    const others = await house.call('POST', path, { token, body: { ...body, participantIds: [people[3]!.id] } });
    expect(others.status).toBe(400);
    expect((await kinds(contest, token)).signals).toHaveLength(1);
    const done = await house.call('POST', path, { token, body: { ...body, participantIds: [pair[1]] } });
    expect(done).toMatchObject({ status: 200, body: { attempts: 1 } });
    expect(await standings(contest)).not.toContain(pair[1]);
    const late = await house.call('POST', path, { token, body: { ...body, decision: 'nothing' } });
    expect(late).toMatchObject({ status: 409, body: { code: 'SIGNAL_DECIDED' } });
    await find(contest);
    expect((await kinds(contest, token)).signals).toEqual([]);
    expect((await kinds(contest, token, '?state=decided')).signals).toMatchObject([
      { id: signal.id, decision: 'void', reason: 'Đã gọi hỏi' },
    ]);
  });

  const decided = { decision: 'nothing', reason: 'Hai chị em', preview: false };
  const decide = (contest: InsertedContest, token: string, id: number) =>
    house.call('POST', `/contests/${contest.slug}/signals/${id}/decision`, { token, body: decided });
  const idsOf = (signal: { people: { participantId: string }[] }): string[] =>
    signal.people.map(({ participantId }) => participantId).sort();
  const join = (contest: InsertedContest, name: string, unit = 0) =>
    insertParticipants(house.owner, contest, [{ name, birthDate: '1988-02-29', unit }]);

  it('grow with another account of a person until they are decided; people judged together do not come back', async () => {
    const contest = await insertContest(house.owner);
    // The same name: with capitals, with accents that are written as letters of their own, without any.
    const [[a], [b]] = [await join(contest, 'Đặng Thị Ngà'), await join(contest, 'ĐẶNG THỊ NGÀ'.normalize('NFD'))];
    const token = await organizer(contest);
    await find(contest);
    const [pair] = (await kinds(contest, token)).signals;
    expect(idsOf(pair)).toEqual([a!.id, b!.id].sort());
    const [c] = await join(contest, 'Dang Thi Nga');
    await find(contest);
    const { open, signals } = await kinds(contest, token);
    expect(open).toEqual([{ kind: 'same_person', signals: 1 }]);
    expect(signals).toMatchObject([{ id: pair.id, figures: { accounts: 3, claims: 0 } }]);
    expect(idsOf(signals[0])).toEqual([a!.id, b!.id, c!.id].sort());
    expect((await decide(contest, token, pair.id)).status).toBe(200);
    // One of the three leaves: the two who stay were judged.
    await house.owner.query(
      `UPDATE participant SET anonymised_at = contest_clock() WHERE contest_id = $1 AND id = $2`,
      [contest.id, c!.id],
    );
    await find(contest);
    expect((await kinds(contest, token)).signals).toEqual([]);
    // Somebody new beside them is something new.
    const [d] = await join(contest, 'đặng thị nga');
    await find(contest);
    const again = (await kinds(contest, token)).signals;
    expect(again).toHaveLength(1);
    expect(idsOf(again[0])).toEqual([a!.id, b!.id, d!.id].sort());
  });

  it('tell the same name and birth date in two units only where a phone number was claimed', async () => {
    const contest = await insertContest(house.owner);
    await join(contest, 'Lò Văn Thiết', 0);
    const [second] = await join(contest, 'Lò Văn Thiết', 1);
    const token = await organizer(contest);
    await find(contest);
    expect((await kinds(contest, token)).signals).toEqual([]);
    await house.owner.query(
      `INSERT INTO phone_claim (contest_id, phone, full_name, birth_date, contest_unit_id, state, decided_at, account_id)
       SELECT $1, $2, p.full_name, p.birth_date, p.contest_unit_id, 'both_kept', contest_clock(), p.account_id
         FROM participant p WHERE p.contest_id = $1 AND p.id = $3`,
      [contest.id, house.nextPhone(), second!.id],
    );
    await find(contest);
    const { signals } = await kinds(contest, token);
    expect(signals).toMatchObject([{ kind: 'same_person', unitName: null, figures: { accounts: 2, claims: 1 } }]);
    await decide(contest, token, signals[0].id);
    await find(contest);
    expect((await kinds(contest, token)).signals).toEqual([]);
  });

  it('tell attempts that were faster than one reads, unless they are only guesses', async () => {
    const contest = await insertContest(house.owner);
    const people = await insertParticipants(house.owner, contest, [{}, {}, {}]);
    const at = { startedAt: Date.now() - 10 * MINUTE };
    const [fast] = await graded(contest, [
      { person: people[0]!, score: 15_000, durationMs: 5_000, ...at },
      { person: people[1]!, score: 3_000, durationMs: 5_000, ...at },
      { person: people[2]!, score: 15_000, durationMs: 90_000, ...at },
    ]);
    await find(contest);
    const { signals } = await kinds(contest, await organizer(contest), '?kind=fast');
    expect(signals).toMatchObject([
      { attempts: [`${contest.id}-${fast}`], figures: { elapsedMs: 5_000, questions: 3, score: 15_000 } },
    ]);
  });

  it('are looked for among the attempts of the last minutes, and now and then among those of the whole day', async () => {
    const contest = await insertContest(house.owner);
    const people = await insertParticipants(house.owner, contest, [{}, {}, {}]);
    const [hour, day] = [60 * MINUTE, 24 * 60 * MINUTE];
    const [recent, before] = await graded(
      contest,
      [5 * MINUTE, 2 * hour, day + hour].map((ago, i) => ({
        ...{ person: people[i]!, score: 15_000, durationMs: 5_000, startedAt: Date.now() - ago },
      })),
    );
    const token = await organizer(contest);
    const found = async () =>
      (await kinds(contest, token, '?kind=fast')).signals
        .flatMap(({ attempts }: { attempts: string[] }) => attempts)
        .sort();
    await find(contest, 15 * MINUTE);
    expect(await found()).toEqual([`${contest.id}-${recent}`]);
    await find(contest);
    expect(await found()).toEqual([recent, before].map((id) => `${contest.id}-${id}`).sort());
  });

  it('tell people of a unit who took part in a row, and not those who did so side by side', async () => {
    const contest = await insertContest(house.owner);
    const rows = await insertParticipants(
      house.owner,
      contest,
      Array.from({ length: 12 }, (_, i) => ({ name: `Người ${i}`, unit: i < 6 ? 0 : 1 })),
    );
    const start = Date.now() - 120 * MINUTE;
    const plan = (person: InsertedPerson, i: number, everyMs: number): AttemptPlan => ({
      ...{ person, score: 1_000, durationMs: 4 * MINUTE, startedAt: start + i * everyMs },
    });
    await graded(contest, [
      ...rows.slice(0, 6).map((person, i) => plan(person, i, 4 * MINUTE + 20_000)),
      ...rows.slice(6).map((person, i) => plan(person, i, MINUTE)),
    ]);
    await find(contest);
    const { signals } = await kinds(contest, await organizer(contest));
    expect(signals).toMatchObject([
      { kind: 'sequence', unitName: 'Huyện Diễn Châu', figures: { people: 6, attempts: 6, minutes: 26 } },
    ]);
  });

  it('tell units whose people made many times the attempts of the others', async () => {
    const contest = await insertContest(house.owner);
    const people = await insertParticipants(
      house.owner,
      contest,
      Array.from({ length: 9 }, (_, i) => ({ name: `Người ${i}`, unit: i === 0 ? 0 : 1 })),
    );
    await graded(contest, [
      ...Array.from({ length: 8 }, () => ({ person: people[0]!, score: 1_000 })),
      ...people.slice(1).map((person) => ({ person, score: 1_000 })),
    ]);
    await find(contest);
    const { signals } = await kinds(contest, await organizer(contest));
    expect(signals).toMatchObject([{ kind: 'many_attempts', figures: { persons: 1, attempts: 8 } }]);
  });
});
