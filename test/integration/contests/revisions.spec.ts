import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RevisionService } from '#contests';
import { Citizens } from '../api-identity/citizens.js';
import { makeBank, makeTree } from './room.js';

// The thể lệ of a published contest changes by revisions: drafted in its plan, told to everybody, and never in what is over.

let house: Citizens;
let organizer: string;
let plan: string;
/** What a template holds: the tests know it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Loose = any;
const SLUG = 'thi-doi-the-le';

const call = (method: string, path: string, body?: unknown) => house.call(method, path, { token: organizer, body });
const read = async () => (await call('GET', `/contest-plans/${plan}`)).body;
const draft = async () => (await call('GET', `/contests/${SLUG}/revision-draft`)).body;
const revise = async (note: string, effectiveAt: string | null = null) =>
  call('POST', `/contests/${SLUG}/revisions`, { version: (await read()).version, note, effectiveAt });
async function write(change: (regulations: Record<string, Loose>) => object) {
  const { version, regulations } = await read();
  return call('PUT', `/contest-plans/${plan}`, { version, regulations: change(regulations) });
}

beforeAll(async () => {
  house = await Citizens.open();
  await makeTree(house.owner);
  await house.owner.transaction((manager) => makeBank(manager, 'cchc', 60));
  organizer = await house.signUpAs({ role: 'organizer' });
  const made = await call('POST', '/contest-plans', { from: { template: 'hang-tuan' }, title: 'Thi đổi thể lệ' });
  plan = made.body.id;
  await write((regulations) => ({
    ...regulations,
    time: { ...regulations['time'], atRoundEnd: 'cut' },
    ranking: { criteria: ['score', 'prediction_distance', 'duration', 'lot'] },
    prediction: { ...regulations['prediction'], whichCounts: 'counted_attempt' },
  }));
  await call('PUT', `/contest-plans/${plan}/invited`, { from: 'all', under: '40' });
  const published = await call('POST', `/contest-plans/${plan}/publication`, { version: 2 });
  expect(published.body).toEqual({ contestSlug: SLUG });
});
afterAll(() => house?.close());

describe('a published thể lệ', () => {
  it('changes by a revision with its moment and a note for everybody, and what was published stays', async () => {
    expect(await draft()).toMatchObject({ planId: plan, number: 1, faults: [], changes: [] });
    expect((await revise('Không đổi gì')).body.code).toBe('NOTHING_TO_REVISE');
    await write((regulations) => ({
      ...regulations,
      time: { ...regulations['time'], seconds: 900 },
      ranking: { criteria: ['score', 'prediction_distance', 'submitted_at', 'lot'] },
      prediction: { ...regulations['prediction'], subject: 'attempts' },
    }));
    const { changes } = await draft();
    expect(changes).toContainEqual({
      path: 'time.seconds',
      label: expect.stringContaining('Thời gian làm bài'),
      before: '1200',
      after: '900',
    });
    expect(changes.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['time.seconds', 'ranking.criteria[2]', 'prediction.subject']),
    );
    expect((await house.call('GET', `/contests/${SLUG}`)).body.roundList[0].durationMs).toBe(1_200_000);

    const note = 'Rút thời gian làm bài còn 15 phút theo đề nghị của các sở.';
    const revised = await revise(note);
    expect([revised.status, revised.body]).toEqual([201, { number: 2 }]);
    const { body: contest } = await house.call('GET', `/contests/${SLUG}`);
    expect(contest.roundList.map(({ durationMs }: { durationMs: number }) => durationMs)).toEqual(
      Array(4).fill(900_000),
    );
    expect(contest.rules.ranking[2].criterion).toBe('submitted_at');

    const { body: list } = await house.call('GET', `/contests/${SLUG}/revisions`);
    expect(list.revisions).toMatchObject([
      { number: 1, note: null },
      { number: 2, note, effectiveAt: expect.stringMatching(/Z$/) },
    ]);
    const { body: compared } = await house.call('GET', `/contests/${SLUG}/revisions/compare?from=1&to=2`);
    expect(compared.changes).toEqual(changes);
    const { body: told } = await house.call('GET', `/contests/${SLUG}/the-le`);
    const last = told.articles.at(-1);
    expect(last.title).toBe('Thay đổi sau khi công bố');
    expect(last.paragraphs).toEqual([expect.stringMatching(/^Từ \d\d:\d\d .*: Rút thời gian/)]);
    const stored = await house.owner.query(
      `SELECT v.regulations -> 'time' -> 'seconds' AS seconds FROM contest_revision v ORDER BY v.revision`,
    );
    expect(stored).toEqual([{ seconds: 1200 }, { seconds: 900 }]);
    expect((await draft()).changes).toEqual([]);
  });

  it('keeps its address, rounds and audiences, and what a round has behind it', async () => {
    const [{ id }] = await house.owner.query(`SELECT id FROM contest WHERE slug = $1`, [SLUG]);
    const { regulations: before } = await read();
    await house.owner.query(
      `UPDATE round_revision SET opens_at = contest_clock() - interval '2 day', closes_at = contest_clock() - interval '1 day'
        WHERE contest_id = $1 AND round_id = 1`,
      [id],
    );
    await write((regulations) => {
      const rounds = regulations['calendar'].rounds as Record<string, string>[];
      return {
        ...regulations,
        slug: 'ten-khac',
        calendar: {
          ...regulations['calendar'],
          rounds: rounds.map((round, i) =>
            i === 0 ? { ...round, closesAt: round['closesAt']!.replace('24:00', '23:00') } : round,
          ),
        },
      };
    });
    const paths = (await draft()).faults.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(['slug', 'calendar.rounds[0].closesAt']);
    const refused = await revise('Đổi tên');
    expect([refused.status, refused.body.code]).toEqual([400, 'IMPOSSIBLE_RULES']);
    // Time for the other rounds alone: the one that is over keeps its own.
    await write(() => ({ ...before, time: { ...before.time, seconds: 600 } }));
    expect((await revise('Còn 10 phút')).body).toEqual({ number: 3 });
    const { body: contest } = await house.call('GET', `/contests/${SLUG}`);
    const minutes = contest.roundList.map((round: { durationMs: number }) => round.durationMs / 60_000);
    expect(minutes).toEqual([15, 10, 10, 10]);
  });

  it('changes at an hour that was told before, by the clock alone; it may be withdrawn until then', async () => {
    const [{ id }] = await house.owner.query(`SELECT id FROM contest WHERE slug = $1`, [SLUG]);
    const hour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const minutes = async () => {
      const { body } = await house.call('GET', `/contests/${SLUG}`);
      return [body.title, ...body.roundList.map((round: { durationMs: number }) => round.durationMs / 60_000)];
    };
    await write((regulations) => ({
      ...regulations,
      title: 'Thi đổi thể lệ, tên mới',
      time: { ...regulations['time'], seconds: 300 },
    }));
    for (const wrong of [hour(-1), '2099-01-01T00:00:00Z'])
      expect((await revise('Sai giờ', wrong)).body.code).toBe('REVISION_TIME');
    const at = hour(2);
    expect((await revise('Từ mai còn 5 phút', at)).body).toEqual({ number: 4 });
    const before = await minutes();
    expect(before.slice(1)).toEqual([15, 10, 10, 10]);
    // Everybody is told beforehand, and no second one can be made.
    const planned = async () => {
      const { body } = await house.call('GET', `/contests/${SLUG}/revisions`);
      return body.revisions.slice(3).map(({ number, state }: { number: number; state: string }) => [number, state]);
    };
    const told = async () => (await house.call('GET', `/contests/${SLUG}/the-le`)).body.articles.at(-1);
    expect(await planned()).toEqual([[4, 'planned']]);
    expect(await told()).toMatchObject({
      title: 'Thay đổi sắp có hiệu lực',
      paragraphs: [expect.stringMatching(/^Có hiệu lực từ .*: Từ mai còn 5 phút/)],
    });
    expect((await draft()).planned).toEqual({ number: 4, effectiveAt: at });
    const second = await revise('Lần nữa', hour(3));
    expect([second.status, second.body.code]).toEqual([409, 'REVISION_PLANNED']);

    const withdraw = (number: number) => call('POST', `/contests/${SLUG}/revisions/planned/withdrawal`, { number });
    expect((await withdraw(3)).body.code).toBe('REVISION_NOT_PLANNED');
    expect((await withdraw(4)).body).toEqual({ number: 4 });
    expect(await planned()).toEqual([[4, 'withdrawn']]);
    expect((await told()).title).toBe('Thay đổi sau khi công bố');

    // Planned again; a round is kept open longer meanwhile, and its planned revision closes no earlier.
    expect((await revise('Từ tối nay còn 5 phút', at)).body).toEqual({ number: 5 });
    const closings = async () =>
      (await house.call('GET', `/contests/${SLUG}`)).body.roundList.map(
        ({ closesAt }: { closesAt: string }) => closesAt,
      );
    const later = new Date(Date.parse((await closings())[1]) + 3_600_000).toISOString();
    const extended = await call('POST', `/contests/${SLUG}/rounds/2/extensions`, { closesAt: later, note: 'Mất điện' });
    expect(extended.status).toBeLessThan(300);
    expect((await closings())[1]).toBe(later);
    expect((await minutes()).slice(1)).toEqual([15, 10, 10, 10]);

    // The hour comes: nobody has to act for the rules to hold.
    const come = `interval '3 hours'`;
    await house.owner.query(`UPDATE contest SET next_at = next_at - ${come} WHERE id = $1`, [id]);
    await house.owner.query(`UPDATE round SET next_at = next_at - ${come} WHERE contest_id = $1`, [id]);
    await house.owner.query(
      `UPDATE contest_revision SET effective_at = effective_at - ${come} WHERE contest_id = $1 AND revision = 5`,
      [id],
    );
    await house.owner.query(
      `UPDATE round_revision v SET effective_at = v.effective_at - ${come} FROM round r
        WHERE v.contest_id = $1 AND r.contest_id = $1 AND r.id = v.round_id AND v.revision = r.next_revision`,
      [id],
    );
    expect(await minutes()).toEqual([before[0], 15, 5, 5, 5]);
    expect((await closings())[1]).toBe(later);
    expect((await withdraw(5)).body.code).toBe('REVISION_NOT_PLANNED');
    // What pages say beside the rules follows, once.
    const revisions = house.api.app.get(RevisionService);
    await house.owner.transaction((manager) => revisions.settle(manager));
    expect((await minutes())[0]).toBe('Thi đổi thể lệ, tên mới');
    expect(await house.owner.transaction((manager) => revisions.settle(manager))).toEqual([]);
    expect((await draft()).changes).toEqual([]);
  });

  it('is revised only from the plan that was looked at, by who runs the contest, while it is not closed', async () => {
    await write((regulations) => ({ ...regulations, about: 'Cuộc thi của mọi người.' }));
    const late = await call('POST', `/contests/${SLUG}/revisions`, { version: 1, note: 'Lời giới thiệu' });
    expect([late.status, late.body.code]).toEqual([409, 'PLAN_CHANGED']);
    expect((await revise('  ')).status).toBe(400);
    expect((await house.call('GET', `/contests/${SLUG}/revisions/compare?from=1&to=9`)).body.code).toBe(
      'REVISION_NOT_FOUND',
    );
    expect((await house.call('GET', '/contests/khong-co/revisions')).body.code).toBe('CONTEST_NOT_FOUND');
    await house.owner.query(`UPDATE contest SET status = 'closed' WHERE slug = $1`, [SLUG]);
    expect((await revise('Lời giới thiệu')).body.code).toBe('CONTEST_NOT_OPEN');
  });
});
