import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  canonicalJson,
  completeRegulations,
  decidingRules,
  formatDuration,
  inputHash,
  personNumber,
  winnersOf,
  type DecidingRules,
  type FrozenInput,
  type Regulations,
} from '#domain';
import { OfficialBoards, ResultsModule, TallyService } from '#results';
import {
  contestRules,
  insertContest,
  insertGradedAttempts,
  insertParticipants,
  insertRows,
  OPENING,
  roundRules,
  type InsertedContest,
  type InsertedPerson,
} from '../../support/insert.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { frozen, sha256, type Tried } from '../../support/settlements.js';
import { Citizens } from '../api-identity/citizens.js';

// The board after results were published: the order of the very file that was published, with what decided each place.

let house: Citizens;
let worker: Rooms;
let contest: InsertedContest;
let people: InsertedPerson[];
let ids: string[];

/** Everybody with full marks, told apart by what was guessed, then by the time, then by the lot. */
const TRIED: Tried[] = [
  { person: 1, prediction: 9, durationMs: 300_000 },
  { person: 2, prediction: 4, durationMs: 500_000 },
  { person: 3, prediction: 6, durationMs: 400_000 },
  { person: 4, prediction: 6, durationMs: 400_000 },
  { person: 5, score: 14_000, prediction: 5, durationMs: 60_000 },
];

const RULES: DecidingRules = {
  ...decidingRules(
    completeRegulations({ calendar: { rounds: [{ code: 'tuan-1' }] }, audiences: {} }) as unknown as Regulations,
  ),
  ranking: {
    ...{ criteria: ['score', 'prediction_distance', 'duration', 'lot'], durationPrecision: 's' },
    ...{ sharedRank: false, byAudience: false },
  },
  prediction: {
    ...{ subject: 'persons_all_correct', of: 'round', among: 'all', compare: 'nearest' },
    ...{ equalDistance: 'equal', whichCounts: 'counted_attempt' },
  },
};

const board = async (query = '', token?: string) =>
  (await house.call('GET', `/contests/${contest.slug}/board?scope=round&round=1${query}`, { token })).body;

const bytes = (value: unknown) => `\\x${gzipSync(canonicalJson(value)).toString('hex')}`;

/** Puts out what a settlement of round 1 came to, as the room of awards does. */
async function publish(
  input: FrozenInput,
  number: number,
  settlement: string = randomUUID(),
  version = 1,
): Promise<string> {
  const scope = { contest_id: contest.id, scope_kind: 'round', scope_id: 1 };
  const file = winnersOf(input, sha256);
  const hashes = { input_hash: inputHash(input, sha256), hash: file.hash };
  if (version === 1)
    await insertRows(house.owner, 'settlement', [
      { ...scope, id: settlement, state: 'published', version: 1, asked_by: randomUUID() },
    ]);
  await insertRows(house.owner, 'winner_file', [
    {
      ...{ contest_id: contest.id, settlement_id: settlement, version, summary: '{}', ...hashes },
      ...{ input: bytes(input), content: bytes(file) },
    },
  ]);
  await insertRows(house.owner, 'publication', [
    {
      ...{ ...scope, number, settlement_id: settlement, version, ...hashes },
      ...{ published_by: randomUUID(), reason: number === 1 ? null : 'Một người không nhận giải' },
    },
  ]);
  return settlement;
}

beforeAll(async () => {
  house = await Citizens.open();
  worker = await startRooms(house.database, [ResultsModule]);
});
afterAll(async () => {
  await worker?.close();
  await house?.close();
});
beforeEach(async () => {
  const rules = roundRules({
    prediction: { subject: 'persons_all_correct', min: 0, max: 100, whichCounts: 'counted_attempt' },
  });
  contest = await insertContest(house.owner, {
    rules: contestRules({
      ranking: { criteria: ['score', 'prediction_distance', 'duration', 'lot'], durationPrecision: 's' },
    }),
    rounds: [{ rules }, { rules }],
  });
  people = await insertParticipants(
    house.owner,
    contest,
    TRIED.map(({ person }) => ({ name: `Nguyễn Thị ${'ABCDEFGHIK'[person]}` })),
  );
  ids = await insertGradedAttempts(
    house.owner,
    contest,
    TRIED.map(({ person, score, durationMs }) => ({
      ...{ person: people[person - 1]!, score: score ?? 15_000, durationMs: durationMs! },
      startedAt: OPENING + person * 60_000,
    })),
  );
  await house.owner.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
  await insertRows(
    house.owner,
    'person_number',
    people.map(({ id }, i) => ({ contest_id: contest.id, number: i + 1, participant_id: id })),
  );
});

interface Line {
  rank: number;
  name: string;
  decided: { step: number; criterion: string; shown: string } | null;
}
/** The people of a board by their letters. */
const order = (rows: Line[]) => rows.map(({ name }) => name.at(-2)).join('');
const reasons = (rows: Line[]) => rows.map(({ decided }) => decided && `${decided.step}: ${decided.shown}`);

describe('the board before results are published', () => {
  it('is provisional, and tells what decides so far by the chain that the thể lệ has', async () => {
    const page = await board();
    expect([page.provisional, page.official]).toEqual([true, null]);
    expect(order(page.rows)).toMatch(/^B(?:DE|ED)CF$/);
    expect(reasons(page.rows)).toEqual([
      null,
      `3: làm bài trong ${formatDuration(400_000)}`,
      null,
      `3: làm bài trong ${formatDuration(500_000)}`,
      '1: 14 điểm',
    ]);
    expect(page.rows[1].decided).toMatchObject({ criterion: 'duration', value: 400_000 });
    const second = await board(`&limit=1&after=${(await board('&limit=1')).next}`);
    expect(reasons(second.rows)).toEqual([`3: làm bài trong ${formatDuration(400_000)}`]);
    const token = await own(4);
    expect((await board('&limit=1', token)).own).toMatchObject({ rank: 5, decided: { step: 1, shown: '14 điểm' } });
  });
});

describe('the board after results were published', () => {
  it('has the order of what was published, each line with its reason, whatever happens to the figures later', async () => {
    const before = (await board()).version;
    const input = frozen({ rules: RULES, tried: TRIED });
    await publish(input, 1);
    expect((await board()).official).toBeNull();
    expect(await worker.get(OfficialBoards).work()).toEqual([contest.id]);
    expect(await worker.get(OfficialBoards).work()).toEqual([]);

    const page = await board();
    expect(page).toMatchObject({ provisional: false, official: { publication: 1, publishedAt: expect.any(String) } });
    expect(page.version).toBeGreaterThan(before);
    const [all] = winnersOf(input, sha256).boards;
    const letters = new Map(people.map((_, i) => [personNumber(i + 1), 'BCDEF'[i]]));
    expect(order(page.rows)).toBe(all!.places.map(({ person }) => letters.get(person)).join(''));
    expect(page.rows.map(({ rank }: Line) => rank)).toEqual([1, 2, 3, 4, 5]);
    // Four had full marks: C guessed it, D and E were two off, of whom the lot chose, B five.
    expect(order(page.rows)).toMatch(/^C(?:DE|ED)BF$/);
    expect(reasons(page.rows)).toEqual([null, '2: dự đoán lệch 2', '4: bốc thăm', '2: dự đoán lệch 5', '1: 14 điểm']);
    expect(page.rows[0]).toMatchObject({
      ...{ score: 15, maxScore: 15, fullMarks: true, durationMs: 500_000, attempts: 1, isOwn: false },
    });

    // Nothing of it moves when an attempt is not recognised after all.
    await house.owner.query(
      `UPDATE attempt SET voided_at = now(), void_reason = 'fraud' WHERE contest_id = $1 AND id = $2`,
      [contest.id, ids[1]],
    );
    await house.owner.transaction((manager) => new TallyService().apply(manager, contest.id, [ids[1]!]));
    expect(order((await board()).rows)).toBe(order(page.rows));
    // Of the whole contest nothing was published.
    const { body: whole } = await house.call('GET', `/contests/${contest.slug}/board`);
    expect([whole.official, order(whole.rows)]).toEqual([null, expect.stringMatching(/^B(?:DE|ED)F$/)]);
  });

  it('is read page by page, with the own line whatever the page shows', async () => {
    await publish(frozen({ rules: RULES, tried: TRIED }), 1);
    await worker.get(OfficialBoards).work();
    const token = await own(4);
    const seen: Line[] = [];
    for (let after = ''; ;) {
      const page = await board(`&limit=2${after}`, token);
      expect(page).toMatchObject({ standings: 5, own: { rank: 5, isOwn: true, decided: { step: 1 } } });
      seen.push(...page.rows);
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(order(seen)).toBe(order((await board()).rows));
    expect((seen.at(-1) as Line & { isOwn: boolean }).isOwn).toBe(true);
    for (const wrong of ['hang-', 'hang-x', 'AAAA'])
      expect((await board(`&after=${wrong}`)).code).toBe('INVALID_INPUT');
  });

  it('follows the publication that holds: another version of a settlement, or another settlement', async () => {
    const settlement = await publish(frozen({ rules: RULES, tried: TRIED }), 1);
    await worker.get(OfficialBoards).work();
    const first = order((await board()).rows);
    const input = frozen({
      ...{ rules: RULES, tried: TRIED },
      decisions: { personsOut: [{ person: personNumber(2), line: null, reason: 'declined' }] },
    });
    await publish(input, 2, settlement, 2);
    expect(await worker.get(OfficialBoards).work()).toEqual([contest.id]);
    // Who declines a prize keeps the place.
    expect((await board()).official.publication).toBe(2);
    expect(order((await board()).rows)).toBe(first);

    // An objection was right: the attempt of C is not recognised, and everything is counted again without it.
    await publish(frozen({ rules: RULES, tried: TRIED.filter(({ person }) => person !== 2) }), 3);
    await worker.get(OfficialBoards).work();
    const last = await board();
    expect([last.official.publication, last.standings]).toEqual([3, 4]);
    expect(order(last.rows)).toMatch(/^(?:DE|ED)BF$/);
    expect(reasons(last.rows)[2]).toBe('2: dự đoán lệch 6');
  });
});

/** Somebody of the board, signed in. */
async function own(index: number): Promise<string> {
  const token = await house.signUp();
  await house.owner.query(
    `UPDATE participant SET account_id = (SELECT account_id FROM session ORDER BY created_at DESC, id DESC LIMIT 1)
      WHERE contest_id = $1 AND id = $2`,
    [contest.id, people[index]!.id],
  );
  return token;
}
