// A whole replay: its own stack with durable commits, the contest, its people, the four rounds, and the recount.

import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { speaker } from '../../scripts/say.mjs';
import { startStack } from '../../scripts/stack.mjs';
import { enrolPeople, insertContest, roundRules, sampleNames, tokenOf } from './fixture.mjs';
import { HttpClient } from './http-client.mjs';
import { gradingLag } from './load-walk.mjs';
import { readUsage, round, usedBetween } from './measures.mjs';
import { progressBar } from './progress.mjs';
import { ScaledClock } from './replay-clock.mjs';
import { signUpEverybody } from './replay-door.mjs';
import { keepFiles } from './replay-files.mjs';
import { FrontDoor } from './replay-person.mjs';
import { PER_DAY, PER_ROUND, planContest, randomOf, ROUNDS } from './replay-plan.mjs';
import { expectedSentence, readReport, recount } from './replay-report.mjs';
import { Stage } from './replay-stage.mjs';

/** The replayed contest in addresses. */
export const REPLAY_SLUG = 'kiem-soat-tthc-2019';
const TITLE = 'Tìm hiểu hoạt động kiểm soát thủ tục hành chính và cung cấp, sử dụng dịch vụ công năm 2019 (chạy lại)';
/** The evening before: people sign up. */
const EVE = '2019-05-05T20:00:00+07:00';
const SESSION_ENDS = '2019-07-01T00:00:00+07:00';
/** So many people come through the door of sign-up and sign-in; the others are enrolled in bulk. */
const AT_THE_DOOR = 500;
/** Real ms of thinking in one attempt; a small replay does not wait for its people that long. */
const PAUSE = { fromMs: 500, toMs: 3_000 };
const SHORT_PAUSE = { fromMs: 50, toMs: 300 };
const SMALL = 20_000;
const PATIENCE_MS = 300_000;

/**
 * @param {{ attempts: number, connections: number, scale: number, seed: number, apis: number, workers: number,
 *   keep?: string | undefined, atTheDoor?: number, signal: AbortSignal, log?: import('../../scripts/say.mjs').Speaker,
 *   inspect?: (databaseUrl: string, contestId: number) => Promise<void> }} wish
 *   atTheDoor: how many sign up and sign in over HTTP; inspect: looks at the database (as its owner) before it is thrown away
 * @returns {Promise<{ sentence: string, unitTable: string, figures: Record<string, unknown> & { errors: number, differences: number } }>}
 */
export async function replayContest(wish) {
  const log = wish.log ?? speaker(process.stderr);
  const dead = new AbortController();
  const signal = AbortSignal.any([wish.signal, dead.signal]);
  const stack = await startStack({
    ...{ durable: true, apis: wish.apis, workers: wish.workers, prepare: 'empty', log, signal },
    extraEnv: { CCHC_REPLAY: '1', LOG_LEVEL: 'warn', DOOR_REQUESTS_PER_TEN_SECONDS: '100000' },
    onDeath: (name, how) => {
      log.line(`  ✘ ${name} ${how}`);
      dead.abort(new Error(`${name} ${how}`));
    },
  });
  const db = new pg.Client({ connectionString: stack.env.DATABASE_OWNER_URL });
  db.on('error', () => {}); // the stack says itself when its database is gone
  try {
    await db.connect();
    const clock = new ScaledClock(db, wish.scale);
    await log.step('Đồng hồ của năm 2019', () => beginClock(stack, clock));
    const clients = stack.urls.map((url) => new HttpClient(url, Math.ceil(wish.connections / stack.urls.length)));
    try {
      return await play({ ...wish, signal }, { log, stack, db, clock, door: new FrontDoor(clients) });
    } finally {
      for (const client of clients) client.close();
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : error; // what broke first, not what broke because of it
  } finally {
    await db.end().catch(() => {});
    await stack.stop();
  }
}

/** Api and worker ask at their start how fast time runs: they begin again under the new clock. */
async function beginClock(stack, clock) {
  const apps = Object.keys(stack.pids).filter((name) => /^(api|worker)-/.test(name));
  await Promise.all(apps.map((name) => stack.halt(name)));
  await clock.begin(EVE);
  await Promise.all(apps.map((name) => stack.resume(name)));
}

async function play(wish, { log, stack, db, clock, door }) {
  const names = sampleNames();
  const contest = await log.step('Cuộc thi bốn tuần', () => makeContest(db));
  const { contestId, unitIds, codes } = contest;
  const plan = planContest({ attempts: wish.attempts, codes, seed: wish.seed });
  const unitOf = (/** @type {number} */ person) => unitIds[plan.units[person]];

  const atTheDoor = Math.min(wish.atTheDoor ?? AT_THE_DOOR, plan.people);
  const doorBar = progressBar('Đăng ký, đăng nhập', atTheDoor);
  const audiences = contest.audiences;
  const onDone = (/** @type {number} */ done) => doorBar.show(done);
  const tokens = await signUpEverybody(door, { count: atTheDoor, slug: REPLAY_SLUG, names, unitOf, audiences, onDone });
  doorBar.end(atTheDoor);
  const secret = `replay-${process.pid}-${performance.timeOrigin}`;
  const bulk = Array.from({ length: plan.people - atTheDoor }, (_, n) => unitOf(atTheDoor + n));
  await log.step('Ghi danh người thi', () =>
    enrolPeople(db, { contestId, first: atTheDoor, unitIds: bulk, secret, names, sessionEnds: SESSION_ENDS }),
  );

  const before = readUsage(stack.pids);
  const began = performance.now();
  const bar = progressBar('Lượt thi', wish.attempts);
  const stage = new Stage({
    ...{ door, clock, contestId, signal: wish.signal },
    keyOf: await readKeys(db, contestId),
    random: randomOf(wish.seed + 1),
    tokenOf: (person) => tokens[person] ?? tokenOf(secret, person),
    pause: wish.attempts < SMALL ? SHORT_PAUSE : PAUSE,
    onPlayed: (played) => bar.show(played, new Date(clock.now() + 7 * 3_600_000).toISOString().slice(0, 16)),
  });
  for (const session of plan.sessions) await stage.play(session);
  bar.end(stage.played);
  await log.step('Chấm nốt', () => untilGraded(db, contestId, clock, stage.quietFrom, wish.signal));
  const seconds = (performance.now() - began) / 1000;
  const after = readUsage(stack.pids);

  const counted = await log.step('Đếm lại từ đầu', () => recount(stack.env.DATABASE_OWNER_URL, REPLAY_SLUG));
  const report = await readReport(door, REPLAY_SLUG);
  const wrongSentence = report.sentence === expectedSentence(wish.attempts, plan.perfect) ? 0 : 1;
  if (wrongSentence) log.line(`  ✘ Câu báo cáo khác dự kiến: ${report.sentence}`);
  if (counted.differences > 0) log.line(`  ✘ ${JSON.stringify(counted.examples)}`);
  if (wish.keep) await log.step(`Tệp CSV trong ${wish.keep}`, () => keepFiles(db, contestId, wish.keep));
  await wish.inspect?.(stack.env.DATABASE_OWNER_URL, contestId);

  const lag = await gradingLag(db, contestId, '2019-01-01', '2020-01-01');
  const { invited, tookPart, attempts, perfect } = counted;
  const steps = Object.entries(door.steps).map(([name, latencies]) => [name, latencies.summary()]);
  const figures = {
    ...{ invited, tookPart, attempts, perfect },
    people: plan.people,
    signedUpOverHttp: tokens.filter((token) => token !== '').length,
    timeScale: wish.scale,
    skippedHours: round(clock.skippedMs / 3_600_000, 1),
    refusedByRule: sum(door.refusedByRule),
    refusals: door.refusedByRule,
    attemptsPerSecond: round(attempts / seconds, 1),
    seconds: round(seconds, 1),
    steps: Object.fromEntries(steps),
    // Measured by the contest's clock, told in real ms.
    gradingLag: { p50: round(lag.p50 / wish.scale, 1), p95: round(lag.p95 / wish.scale, 1) },
    cpuSeconds: usedBetween(before.cpu, after.cpu),
    rssMb: after.rssMb,
    retries: door.retries,
    errors: sum(door.errors),
    errorKinds: door.errors,
    differences: counted.differences + wrongSentence,
  };
  return { sentence: report.sentence, unitTable: report.unitTable, figures };
}

/** @param {Record<string, number>} counts */
const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);

async function makeContest(db) {
  const rules = roundRules({
    limits: { perDay: PER_DAY, perWeek: null, perRound: PER_ROUND, perPhase: null, perContest: null, minGapMs: null },
  });
  const rounds = ROUNDS.map(({ opensAt, closesAt }) => ({ opensAt, closesAt, rules }));
  const contest = await insertContest(db, { slug: REPLAY_SLUG, title: TITLE, rounds });
  const { rows } = await db.query('SELECT id, code FROM contest_unit WHERE contest_id = $1', [contest.contestId]);
  const codes = new Map(rows.map(({ id, code }) => [id, code]));
  return { ...contest, codes: contest.unitIds.map((id) => codes.get(id)) };
}

/**
 * What is right, read by the owner of the tables: the numbers of the right options of a question as it is shown. Told by
 * its text, as a person who knows would, so that a mistake between what is shown and what is graded shows up as a wrong score.
 */
async function readKeys(db, contestId) {
  const { rows } = await db.query(
    `SELECT v.stem, v.options, k.key_mask FROM item_version v JOIN key_revision k ON k.item_version_id = v.id
      WHERE v.id IN (SELECT unnest(pool) FROM round_revision WHERE contest_id = $1)`,
    [contestId],
  );
  const right = new Map(
    rows.map(({ stem, options, key_mask: mask }) => [stem, new Set(options.filter((_, i) => (mask & (1 << i)) !== 0))]),
  );
  return ({ stem, options }) => {
    const texts = right.get(stem);
    return options.flatMap((option, i) => (texts.has(option) ? [i + 1] : []));
  };
}

/** Moves the clock to where attempts left open are over, and waits for the sweeper and the last grade. */
async function untilGraded(db, contestId, clock, quietFrom, signal) {
  await clock.jumpTo(Math.max(clock.now(), quietFrom));
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const { rows } = await db.query(
      `SELECT count(*)::int AS open FROM attempt WHERE contest_id = $1 AND state <> 'graded'`,
      [contestId],
    );
    if (rows[0].open === 0) return;
    if (performance.now() > until) throw new Error(`${rows[0].open} attempts were never graded`);
    await sleep(250, undefined, { signal });
  }
}
