import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { AwardsModule, LotService, SettlementReader, SettlementService, SettlingModule } from '#awards';
import type { ReportParams } from '#documents';
import { FixedClock } from '#platform';
import { makeReport } from '../../../apps/worker/src/documents/make-report.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect, OPENING, WEEK } from '../../support/insert.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import { contestOver, regulationsOf, workerOf, type Settled } from './settled.js';

// What a report says of prizes, made as the process beside the worker makes it, against what was published.

let database: TestDatabase;
let owner: DataSource;
let app: DataSource;
let rooms: Rooms;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  app = await connect(database.appUrl, 2);
  rooms = await startRooms(database, [AwardsModule, SettlingModule]);
});
afterAll(async () => {
  await rooms?.close();
  await app?.destroy();
  await owner?.destroy();
  await database?.drop();
});

const week = (number: number) => ({
  ...{ code: `tuan-${number}`, title: `Tuần ${number}` },
  opensAt: `2019-05-${String(7 * number - 1).padStart(2, '0')} 08:00`,
  closesAt: `2019-05-${String(7 * number + 6).padStart(2, '0')} 08:00`,
});

/** Two weeks; prizes of each for people and the unit with most of them, and one of the whole contest. */
const contestOfTwoWeeks = () =>
  contestOver(
    owner,
    [
      { score: 15, guess: 2, unit: 0 },
      { score: 14, guess: 2, unit: 1 },
      { score: 13, guess: 2, unit: 1 },
      { score: 12, guess: 2, unit: 1 },
    ],
    regulationsOf({
      calendar: { phases: [], rounds: [week(1), week(2)] },
      prizes: {
        list: [
          { title: 'Giải Nhất', of: 'round', to: 'person', by: 'rank', quota: 1, amountVnd: 500_000 },
          { title: 'Giải Nhì', of: 'round', to: 'person', by: 'rank', quota: 2, amountVnd: 300_000 },
          { title: 'Giải Tập thể', of: 'round', to: 'unit', by: 'most_participants', quota: 1, amountVnd: 1_000_000 },
          { title: 'Giải chung cuộc', of: 'contest', to: 'person', by: 'rank', quota: 1, amountVnd: 2_000_000 },
        ],
        ...{ onePerPerson: 'round', perUnitMax: null, onlyFullMarks: false, replacement: 'next_in_line' },
      },
    }),
  );

async function freeze(settled: Settled, field: string): Promise<string> {
  const id = randomUUID();
  const act = { contestId: settled.contest.id, by: randomUUID(), requestId: null };
  await rooms.get(LotService).commit({ slug: settled.contest.slug, field, by: act.by, requestId: null });
  await rooms.get(SettlementService).ask(act, { id, field, reason: null }, () => Promise.resolve(0));
  await workerOf(rooms).work();
  return id;
}

async function publish(settled: Settled, id: string): Promise<void> {
  const { row } = await rooms.get(SettlementReader).read(settled.contest.id, id);
  const version = { version: row.version, hash: row.hash! };
  const act = () => ({ contestId: settled.contest.id, by: randomUUID(), requestId: null });
  await rooms.get(SettlementService).approve(act(), id, version);
  await rooms.get(SettlementService).approve(act(), id, version);
  await rooms.get(SettlementService).publish(act(), id, { ...version, reason: null });
}

type Block = { block: string; id?: string; text?: string; rows?: unknown[][] };

async function reported({ contest }: Settled, scope: Pick<ReportParams, 'scope' | 'scopeId'>) {
  const chunks: Uint8Array[] = [];
  await makeReport({
    ...{ contestId: contest.id, slug: contest.slug, askedBy: randomUUID(), dataSource: app },
    reading: () => Promise.resolve(app),
    params: { ...scope, format: 'preview', tellsItems: false },
    ...{ clock: new FixedClock(OPENING + 9 * WEEK), signal: new AbortController().signal, progress: () => {} },
    write: (chunk) => Promise.resolve(void chunks.push(chunk)),
  });
  const { document } = JSON.parse(Buffer.concat(chunks).toString()) as { document: { body: Block[] } };
  const rowsOf = (id: string) => document.body.find((block) => block.id === id)?.rows ?? null;
  const text = document.body.flatMap((block) => block.text ?? []).join('\n');
  return { persons: rowsOf('prizes-of-persons'), units: rowsOf('prizes-of-units'), text };
}

const WHOLE = { scope: 'contest', scopeId: null } as const;
const LEFT = '[Ban Tổ chức bổ sung: danh sách giải cá nhân, giải tập thể theo kết quả đã công bố]';

describe('section IV and table 9 of a report', () => {
  it('name exactly who was published, in full, and nobody before', async () => {
    const settled = await contestOfTwoWeeks();
    const names: { full_name: string; unit: string }[] = await owner.query(
      `SELECT p.full_name, u.name AS unit FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted(id, at)
         JOIN participant p ON p.contest_id = $1 AND p.id = wanted.id JOIN contest_unit u ON u.id = p.contest_unit_id
        ORDER BY wanted.at`,
      [settled.contest.id, settled.people.map(({ id }) => id)],
    );
    const [first, second, third] = names;

    const id = await freeze(settled, 'dot-1');
    const whole = await freeze(settled, 'tat-ca');
    for (const scope of [WHOLE, { scope: 'round', scopeId: 1 } as const]) {
      const before = await reported(settled, scope);
      expect(before).toMatchObject({ persons: null, units: null, text: expect.stringContaining(LEFT) });
    }

    // Who decides sees what units would get, until it is published.
    const foreseen = () => rooms.get(SettlementReader).foreseenUnitPrizes(settled.contest.id);
    expect(await foreseen()).toMatchObject([{ field: 'dot-1', fieldTitle: 'Tuần 1', title: 'Giải Tập thể' }]);
    await publish(settled, id);
    expect(await foreseen()).toEqual([]);
    const persons = [
      [1, 'Giải Nhất', 'Tuần 1', null, first!.full_name, first!.unit, '15 điểm'],
      [2, 'Giải Nhì', 'Tuần 1', null, second!.full_name, second!.unit, '14 điểm'],
      [3, 'Giải Nhì', 'Tuần 1', null, third!.full_name, third!.unit, '13 điểm'],
    ];
    const units = [[1, 'Giải Tập thể', 'Tuần 1', null, second!.unit, 'cho đơn vị có nhiều người dự thi nhất']];
    const ofRound = await reported(settled, { scope: 'round', scopeId: 1 });
    expect(ofRound).toMatchObject({ persons, units });
    expect(ofRound.text).toContain('Theo kết quả đã công bố, có 3 giải cá nhân và 1 giải tập thể.');
    expect(ofRound.text).not.toContain(LEFT);
    // What was frozen and not published is nowhere, nor what belongs to another week.
    expect(await reported(settled, WHOLE)).toMatchObject({ persons, units });
    expect(await reported(settled, { scope: 'round', scopeId: 2 })).toMatchObject({ persons: null, units: null });

    await publish(settled, whole);
    const last = [4, 'Giải chung cuộc', 'Toàn cuộc thi', null, first!.full_name, first!.unit];
    const { persons: all } = await reported(settled, WHOLE);
    expect(all?.slice(0, 3)).toEqual(persons);
    expect(all?.slice(3).map((row) => row.slice(0, 6))).toEqual([last]);
    expect((await reported(settled, { scope: 'round', scopeId: 1 })).persons).toEqual(persons);
  });
});
