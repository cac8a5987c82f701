import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  AttemptTokens,
  GradingService,
  parseAttemptAddress,
  ResultService,
  StartService,
  WriteService,
  type Receipt,
} from '#attempts';
import { Clock } from '#platform';
import { TallyService } from '#results';
import { buildRoundRules, insertContest, insertPeople, type ContestFixture } from '../../support/contest.js';
import { startEngine, type Engine } from '../../support/engine.js';

// The checker of the drills decides whether a fault did harm. Here it is shown each harm there is, one at a time.

interface Entry {
  op: string;
  end: string;
  person: number;
  key: string;
  attempt: string;
  firstSentAt: number;
  answeredAt: number;
  code?: string;
  hash?: string;
  receipt?: string;
  score?: number | null;
}

interface Verdict {
  code: number | null;
  lost: number;
  gradedTwice: number;
  acknowledged: { starts: number; saves: number; submits: number };
  breaches: Record<string, { count: number; examples: string[] }>;
}

let engine: Engine;
let contest: ContestFixture;
let directory: string;
/** What the clients of three attempts wrote down. */
const ledger: Entry[] = [];

const root = fileURLToPath(new URL('../../../', import.meta.url));
const hashOf = (attempt: string, masks: number[]): string =>
  createHash('sha256')
    .update(`thi-cchc-answers-1\n${attempt}\n${masks.join(',')}`)
    .digest('hex');

/** A whole attempt by the rooms themselves, with the ledger that its client keeps. */
async function attempt(person: { accountId: string; sessionId: string }, n: number): Promise<string> {
  const [starts, writes, clock] = [engine.get(StartService), engine.get(WriteService), engine.get(Clock)];
  const startKey = randomUUID();
  const place = { contestId: contest.contestId, roundId: contest.roundId };
  const view = await starts.start({ ...person, ...place, startKey, receivedAt: clock.now() });
  const id = parseAttemptAddress(view.attemptId).attemptId;
  const [writer, claims] = [view.writer!, engine.get(AttemptTokens).read(view.token!)];
  const entry = (op: string, key: string, more: Partial<Entry>): Entry => {
    const at = clock.now();
    return { op, end: 'ok', person: n, key, attempt: id, firstSentAt: at, answeredAt: at, ...more };
  };
  ledger.push(entry('start', startKey, { receipt: id }));
  const masks = [0, 0, 0, 0, 0];
  const kept = (op: string, seq: number, receipt: Receipt) =>
    ledger.push(entry(op, `${writer} ${seq}`, { hash: hashOf(id, masks), receipt: JSON.stringify(receipt) }));
  for (const position of [1, 2]) {
    masks[position - 1] = 2;
    const changes = [{ position, options: [2] }];
    kept('save', position, await writes.save(claims, { writer, seq: position, changes, receivedAt: clock.now() }));
  }
  const last = { writer, seq: 3, changes: [], prediction: null, receivedAt: clock.now() };
  kept('submit', 3, await writes.submit(claims, last));
  await engine.owner.transaction(async (manager) => {
    await engine.get(GradingService).grade(manager, contest.contestId, [id]);
    await engine.get(TallyService).apply(manager, contest.contestId, [id]);
  });
  const { score } = await engine.get(ResultService).read(contest.contestId, id, person, 0);
  ledger.push(entry('result', 'result', { score }));
  return id;
}

beforeAll(async () => {
  engine = await startEngine();
  directory = mkdtempSync(join(tmpdir(), 'cchc-checker-'));
  const limits = { perDay: null, perWeek: null, perRound: 2, perPhase: null, perContest: null, minGapMs: null };
  contest = await insertContest(engine.owner, { round: buildRoundRules({ limits }) });
  for (const [n, person] of (await insertPeople(engine.owner, contest, 3)).entries()) await attempt(person, n);
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await engine.close();
});

/** Runs the checker as a drill does: a program with the address of a database and a ledger. */
async function check(entries: Entry[] = ledger): Promise<Verdict> {
  const file = join(directory, 'ledger.jsonl');
  writeFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  const args = ['test/drills/checker.mjs', engine.database.ownerUrl, String(contest.contestId), file];
  const child = spawn(process.execPath, args, { cwd: root });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(String(chunk)));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const verdict = /\{.*\}/.exec(said.join(''))?.[0];
  if (verdict === undefined) throw new Error(said.join(''));
  return { code, ...(JSON.parse(verdict) as Omit<Verdict, 'code'>) };
}

/** The checker's verdict on the database after `harm`, which is then made good by `mend`. */
async function afterHarm(harm: string[], mend: string[]): Promise<Verdict> {
  const ids = { $contest: String(contest.contestId), $attempt: `'${ledger[0]!.attempt}'` };
  const sql = (text: string) => text.replace(/\$(contest|attempt)/g, (name) => ids[name as keyof typeof ids]);
  for (const text of harm) await engine.owner.query(sql(text));
  try {
    return await check();
  } finally {
    for (const text of mend) await engine.owner.query(sql(text));
  }
}

const entryOf = (op: string) => ledger.find((entry) => entry.op === op)!;
const changed = (op: string, more: Partial<Entry>): Entry[] =>
  ledger.map((entry) => (entry === entryOf(op) ? { ...entry, ...more } : entry));

it('finds nothing where nothing is wrong, and counts what was acknowledged', async () => {
  expect(await check()).toMatchObject({
    ...{ code: 0, lost: 0, gradedTwice: 0, breaches: {} },
    acknowledged: { starts: 3, saves: 6, submits: 3 },
  });
});

const ONE = 'contest_id = $contest AND attempt_id = $attempt';
const THE_ATTEMPT = 'contest_id = $contest AND id = $attempt';
const STANDING = `contest_id = $contest AND attempt_id = $attempt AND scope_kind = 'contest'`;

describe.each<[string, string, string[], string[]]>([
  [
    'I1',
    'answers that were acknowledged and are others now',
    [`UPDATE answers SET choices[1] = 4 WHERE ${ONE}`],
    [`UPDATE answers SET choices[1] = 2 WHERE ${ONE}`],
  ],
  [
    'I1',
    'a save that was acknowledged and is not there',
    [`UPDATE answers SET seq = 1 WHERE ${ONE}`],
    [`UPDATE answers SET seq = 3 WHERE ${ONE}`],
  ],
  [
    'I2',
    'an attempt with two effective grades',
    [
      'DROP INDEX grade_effective_key',
      `INSERT INTO grade (contest_id, attempt_id, revision, effective, marks, key_revisions, score, max_score, full_marks)
       SELECT contest_id, attempt_id, 2, true, marks, key_revisions, score, max_score, full_marks FROM grade WHERE ${ONE}`,
    ],
    [
      `DELETE FROM grade WHERE ${ONE} AND revision = 2`,
      'CREATE UNIQUE INDEX grade_effective_key ON grade (contest_id, attempt_id) WHERE effective',
    ],
  ],
  [
    'I2',
    'a database that would take a second effective grade',
    ['DROP INDEX grade_effective_key'],
    ['CREATE UNIQUE INDEX grade_effective_key ON grade (contest_id, attempt_id) WHERE effective'],
  ],
  [
    'I2',
    'an attempt without an effective grade',
    [`UPDATE grade SET effective = false WHERE ${ONE}`],
    [`UPDATE grade SET effective = true WHERE ${ONE}`],
  ],
  [
    'I3',
    'a mark that the answers do not earn',
    [`UPDATE grade SET marks[1] = 999 WHERE ${ONE}`],
    [`UPDATE grade g SET marks[1] = g.score - (SELECT sum(m) FROM unnest(g.marks[2:]) AS m) WHERE ${ONE}`],
  ],
  [
    'I3',
    'a grade by a key that was revised since, and no correction under way',
    [
      `INSERT INTO key_revision (item_version_id, revision, key_mask, reason)
       SELECT paper_items[1], 2, 1, 'thử' FROM attempt WHERE ${THE_ATTEMPT}`,
    ],
    [`DELETE FROM key_revision WHERE revision = 2`],
  ],
  [
    'I5',
    'a place on a board by another score',
    [`UPDATE standing SET score = score + 1 WHERE ${STANDING}`],
    [`UPDATE standing SET score = score - 1 WHERE ${STANDING}`],
  ],
  [
    'I6',
    'a unit that counts an attempt too many',
    [`UPDATE unit_counter SET attempts = attempts + 1 WHERE contest_id = $contest AND scope_kind = 'contest'`],
    [`UPDATE unit_counter SET attempts = attempts - 1 WHERE contest_id = $contest AND scope_kind = 'contest'`],
  ],
  [
    'I7',
    'answers of after the end',
    [`UPDATE answers SET saved_at = saved_at + interval '1 d' WHERE ${ONE}`],
    [`UPDATE answers SET saved_at = saved_at - interval '1 d' WHERE ${ONE}`],
  ],
  [
    'I8',
    'a person with more attempts than the quota knows',
    [
      `UPDATE attempt_quota SET attempt_count = 0 WHERE contest_id = $contest AND participant_id IN (SELECT participant_id FROM attempt WHERE ${THE_ATTEMPT})`,
    ],
    [`UPDATE attempt_quota SET attempt_count = 1 WHERE contest_id = $contest AND attempt_count = 0`],
  ],
  [
    'I9',
    'an attempt handed in long ago that nobody graded and nobody told of',
    [
      `UPDATE grade SET effective = false WHERE ${ONE}`,
      `UPDATE attempt SET state = 'submitted', submitted_at = submitted_at - interval '5 min' WHERE ${THE_ATTEMPT}`,
    ],
    [
      `UPDATE attempt SET state = 'graded', submitted_at = submitted_at + interval '5 min' WHERE ${THE_ATTEMPT}`,
      `UPDATE grade SET effective = true WHERE ${ONE}`,
    ],
  ],
])('%s', (invariant, what, harm, mend) => {
  it(`finds ${what}`, async () => {
    const verdict = await afterHarm(harm, mend);
    expect(verdict.code).toBe(1);
    expect(Object.keys(verdict.breaches)).toContain(invariant);
  });
});

describe('what only the ledgers know', () => {
  const day = 86_400_000;
  it.each<[string, string, () => Entry[]]>([
    ['I1', 'an attempt that was acknowledged and never was', () => changed('start', { attempt: randomUUID() })],
    ['I1', 'a receipt for other answers than were sent', () => changed('save', { hash: hashOf('another', [1]) })],
    [
      'I4',
      'a second receipt for one key',
      () => [...ledger, { ...entryOf('submit'), receipt: receiptWith({ number: 'X' }) }],
    ],
    ['I4', 'a second attempt for one key', () => [...ledger, { ...entryOf('start'), attempt: ledger.at(-1)!.attempt }]],
    ['I7', 'a save taken after the end', () => changed('save', { firstSentAt: entryOf('save').firstSentAt + day })],
    ['I7', 'a save refused before the end', () => changed('save', { end: 'refused', code: 'DEADLINE_PASSED' })],
    ['I10', 'a score that was shown and is another', () => changed('result', { score: 7 })],
  ])('%s: %s', async (invariant, _what, entries) => {
    const verdict = await check(entries());
    expect(verdict.code).toBe(1);
    expect(Object.keys(verdict.breaches)).toContain(invariant);
  });

  const receiptWith = (more: object): string => JSON.stringify({ ...JSON.parse(entryOf('submit').receipt!), ...more });

  it('a write that was never answered may be there or not', async () => {
    const { key } = entryOf('save');
    const writer = key.split(' ')[0]!;
    const unknown = { ...entryOf('submit'), key: `${writer} 4`, end: 'unknown' };
    expect(await check([...ledger, unknown])).toMatchObject({ code: 0 });
  });
});
