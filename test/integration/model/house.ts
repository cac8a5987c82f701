import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataSource } from 'typeorm';
import {
  AttemptsModule,
  AttemptTokens,
  CorrectionService,
  CorrectionWork,
  GradingModule,
  GradingQueue,
  GradingService,
  lengthenAttempts,
  parseAttemptAddress,
  PauseService,
  ResultService,
  SignalService,
  StartService,
  SweepService,
  WriteService,
  type AttemptView,
  type Receipt,
} from '#attempts';
import { decodeOrder, DomainError, type VoidReason } from '#domain';
import { ExtraTimeService } from '#identity';
import {
  BACKLOG_QUEUE,
  Clock,
  ENV,
  GRADING_QUEUE,
  gradingJobId,
  LOGGER,
  Metrics,
  REDIS,
  REDIS_SUBSCRIBER,
  type DatabaseClock,
  type GradingJob,
} from '#platform';
import { ForesightService, ResultsModule, TallyService } from '#results';
import { Recognition } from '../../../apps/api/src/attempts/recognition.js';
import { GradingProcessor } from '../../../apps/worker/src/grading.processor.js';
import { KeyCorrections } from '../../../apps/worker/src/key-corrections.js';
import { Sweeper } from '../../../apps/worker/src/sweeper.js';
import { buildRoundRules, insertContest, insertPeople, type ContestFixture } from '../../support/contest.js';
import { startEngine, wipeRedis, type Engine } from '../../support/engine.js';
import { startRooms, type Rooms } from '../../support/rooms.js';
import {
  attemptsOf,
  countedOf,
  DURATION_MS,
  GRACE_MS,
  inRound,
  openAtOnce,
  pausedMsOf,
  PLACES,
  PREDICTIONS,
  ROUNDS,
  type Attempt,
  type Correction,
  type Model,
  type Page,
  type Question,
  type RunRules,
  type Write,
} from './model.js';

/** How often a thing arrives: as it should, again after it was answered, or at two processes at the same time. */
export type Times = 'once' | 'twice' | 'at once';
export type Told<T> = { ok: T } | { code: string };

/** A contest takes so many runs; then all that is stored of it is judged by the checker of the drills. */
const RUNS_PER_CONTEST = 100;
const PEOPLE = 2;
const ITEMS = 4;
/** Longer than any deadline of a run, and than what the sweeper has found once counts as found. */
const DRAIN_MS = 3 * 3_600_000;
const BY = randomUUID();
const root = fileURLToPath(new URL('../../../', import.meta.url));

/** One process of the product: the rooms of the front door and of the worker, on the database and Redis of the house. */
class Process {
  readonly grader: GradingProcessor;
  readonly corrector: KeyCorrections;
  readonly recognition: Recognition;

  constructor(
    readonly get: Rooms['get'],
    dataSource = get(DataSource),
  ) {
    const [tally, foresight, clock] = [get(TallyService), get(ForesightService), get<Clock>(Clock)];
    const [redis, env, logger] = [get<Redis>(REDIS), get(ENV), get(LOGGER)];
    const consumer = get<Redis>(REDIS_SUBSCRIBER);
    const grading = get(GradingService);
    this.grader = new GradingProcessor(dataSource, grading, tally, redis, consumer, env, logger, new Metrics());
    const work = get(CorrectionWork);
    this.corrector = new KeyCorrections(dataSource, work, tally, foresight, clock, redis, env, logger);
    this.recognition = new Recognition(dataSource, tally, foresight, get(SignalService), redis, env);
  }
}

/** The same process, but it dies before each commit of a transaction: nothing of it is there. */
function dying(get: Rooms['get']): Process {
  const whole = get(DataSource);
  const transaction = (work: (manager: unknown) => Promise<unknown>) =>
    whole.transaction(async (manager) => {
      await work(manager);
      throw Object.assign(new Error('Connection terminated'), { code: '57P01' });
    });
  const dataSource = new Proxy(whole, {
    get: (target, name) => (name === 'transaction' ? transaction : (Reflect.get(target, name) as unknown)),
  });
  return new Process(get, dataSource);
}

async function told<T>(work: () => Promise<T>): Promise<Told<T>> {
  try {
    return { ok: await work() };
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code };
    throw error;
  }
}

/**
 * The product without HTTP: two processes on one PostgreSQL and one Redis, and a clock that stands where the runs put it. Each
 * run has a round, a unit, questions and people of its own in a contest that it shares with those before it.
 */
export class House {
  readonly processes: [Process, Process];
  readonly dead: Process;
  readonly sweeper: Sweeper;
  readonly queues: Queue<GradingJob>[];
  readonly redis: Redis;
  private contest: ContestFixture | null = null;
  private place = { bankId: 0, topicId: 0 };
  /** In the contest of now. */
  private runs = 0;
  private people = 0;
  private ledger: string[] = [];
  private now = 0;

  private constructor(
    readonly engine: Engine,
    private readonly other: Rooms,
  ) {
    this.processes = [new Process(engine.get), new Process(other.get)];
    this.dead = dying(engine.get);
    this.redis = engine.get<Redis>(REDIS);
    const { get, env } = engine;
    this.queues = [GRADING_QUEUE, BACKLOG_QUEUE].map(
      (name) => new Queue<GradingJob>(name, { connection: this.redis, prefix: env.REDIS_PREFIX }),
    );
    for (const queue of this.queues) queue.on('error', () => undefined);
    const [sweeps, clock] = [get(SweepService), get<Clock>(Clock)];
    this.sweeper = new Sweeper(get(DataSource), sweeps, get(GradingQueue), clock, env, get(LOGGER), new Metrics());
  }

  /** @param harm a bug in the form of SQL, planted into the database of this house */
  static async open(harm?: string): Promise<House> {
    const engine = await startEngine();
    const { REDIS_PREFIX, SECRETS_FILE } = engine.env;
    const rooms = [AttemptsModule, GradingModule, ResultsModule];
    const other = await startRooms(engine.database, rooms, { REDIS_PREFIX, SECRETS_FILE });
    const house = new House(engine, other);
    await engine.owner.query(`
      CREATE TABLE model_clock (ms float8 NOT NULL);
      INSERT INTO model_clock SELECT floor(extract(epoch FROM contest_clock()) * 1000);
      GRANT SELECT ON model_clock TO cchc_app, cchc_read;
      CREATE OR REPLACE FUNCTION contest_clock() RETURNS timestamptz LANGUAGE sql VOLATILE
        AS 'SELECT to_timestamp(ms / 1000) FROM public.model_clock'`);
    const [{ ms }]: [{ ms: number }] = await engine.owner.query('SELECT ms FROM model_clock');
    await house.moveTo(ms);
    if (harm !== undefined) await engine.owner.query(harm);
    return house;
  }

  async close(): Promise<void> {
    for (const queue of this.queues) await queue.close();
    await this.other.close();
    await this.engine.close();
  }

  /** Puts the one clock of the product at an instant, where it stands; every process looks at it. */
  async moveTo(ms: number): Promise<void> {
    this.now = ms;
    await this.engine.owner.query('UPDATE model_clock SET ms = $1', [ms]);
    await Promise.all(this.processes.map(({ get }) => get<DatabaseClock>(Clock).renew()));
  }

  /** Forgets all that Redis holds for this house. */
  async wipe(): Promise<void> {
    await wipeRedis(this.engine);
  }

  /** A line of the ledger that clients keep outside the product. */
  note(line: Record<string, unknown>): void {
    this.ledger.push(`${JSON.stringify(line)}\n`);
  }

  async newRun(rules: RunRules): Promise<Run> {
    if (this.runs === RUNS_PER_CONTEST) await this.judge();
    this.runs += 1;
    const { contestId, slug } = (this.contest ??= await this.newContest());
    // After the one that the contest was made with.
    const firstRoundId = 2 + ROUNDS.length * (this.runs - 1);
    const rounds = ROUNDS.map(({ opensMs, closesMs }) => ({
      ...{ opensAt: this.now + opensMs, closesAt: this.now + closesMs },
    }));
    const roundIds = rounds.map((_, i) => firstRoundId + i);
    const { timing, limits, paper } = buildRoundRules();
    const roundRules = buildRoundRules({
      paper: { ...paper, blueprint: [{ topic: null, level: null, count: PLACES }] },
      timing: { ...timing, durationMs: DURATION_MS, graceMs: GRACE_MS, atRoundEnd: rules.atRoundEnd },
      limits: { ...limits, perRound: rules.limit, perContest: rules.limitInAll },
      forgivesAbandoned: rules.forgivesAbandoned,
      prediction: rules.asksPrediction ? { ...PREDICTIONS, subject: 'attempts', whichCounts: 'counted_attempt' } : null,
    });
    const rows: { unit: number; id: number; kind: string; mask: number }[] = await this.engine.owner.query(
      `WITH u AS (INSERT INTO contest_unit (contest_id, code, name, level, kind, search_key, invited, headcount)
                  VALUES ($1, $2, $2, 'department', 'agency', $2, true, 40) RETURNING id),
       i AS (INSERT INTO item (bank_id, topic_id, code, status)
             SELECT $3, $4, $2 || '-' || n, 'published' FROM generate_series(1, $5::int) n RETURNING id),
       v AS (INSERT INTO item_version (item_id, version, kind, level, stem, options)
             SELECT id, 1, CASE id % 2 WHEN 0 THEN 'multiple' ELSE 'single' END, 1, 'Câu hỏi', ARRAY['một','hai','ba','bốn']
               FROM i RETURNING id, kind),
       k AS (INSERT INTO key_revision (item_version_id, revision, key_mask, explanation)
             SELECT id, 1, CASE kind WHEN 'multiple' THEN 5 ELSE 1 << id % 4 END, '' FROM v
             RETURNING item_version_id, key_mask),
       r AS (INSERT INTO round (contest_id, id, title) SELECT $1, id, $2 FROM unnest($6::int[]) AS w(id)),
       w AS (INSERT INTO round_revision (contest_id, round_id, revision, opens_at, closes_at, rules, pool)
             SELECT $1, w.id, 1, to_timestamp(opens / 1000), to_timestamp(closes / 1000), $9::jsonb, (SELECT array_agg(id) FROM v)
               FROM unnest($6::int[], $7::float8[], $8::float8[]) AS w(id, opens, closes))
       SELECT u.id AS unit, v.id, v.kind, k.key_mask AS mask FROM u, v JOIN k ON k.item_version_id = v.id ORDER BY v.id`,
      [
        ...[contestId, `${slug}-${this.runs}`, this.place.bankId, this.place.topicId, ITEMS, roundIds],
        ...[rounds.map(({ opensAt }) => opensAt), rounds.map(({ closesAt }) => closesAt), roundRules],
      ],
    );
    const unitId = rows[0]!.unit;
    const people = await insertPeople(this.engine.owner, { ...this.contest, units: [unitId] }, PEOPLE);
    this.people += PEOPLE;
    const model: Model = {
      ...{ now: this.now, rules, rounds, pause: null, corrections: [] },
      items: rows.map(({ id, kind, mask }) => ({
        ...{ id, isMultiple: kind === 'multiple', key: { mask, rule: 'normal', revision: 1 } },
      })),
      people: people.map(() => ({ attempts: [], pages: [null, null], extraPercent: 0 })),
    };
    const known = people.map((person, i) => ({ ...person, number: this.people - PEOPLE + i }));
    return new Run(this, model, { contestId, roundIds, unitId, people: known });
  }

  private async newContest(): Promise<ContestFixture> {
    const contest = await insertContest(this.engine.owner, { items: 1 });
    const [place]: [{ bankId: number; topicId: number }] = await this.engine.owner.query(
      `SELECT c.bank_id AS "bankId", t.id AS "topicId" FROM contest c JOIN topic t USING (bank_id) WHERE c.id = $1`,
      [contest.contestId],
    );
    this.place = place;
    return contest;
  }

  /**
   * Has the checker of the drills judge what is stored of the contest, by the ledger of its clients, and puts it away.
   * @throws Error when an invariant is broken
   */
  async judge(): Promise<void> {
    const { contest, ledger } = this;
    if (!contest) return;
    await this.leaveContest();
    const directory = mkdtempSync(join(tmpdir(), 'cchc-model-'));
    try {
      const file = join(directory, 'ledger.jsonl');
      writeFileSync(file, ledger.join(''));
      const args = ['test/drills/checker.mjs', this.engine.database.ownerUrl, String(contest.contestId), file];
      const child = spawn(process.execPath, args, { cwd: root });
      const said: string[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(String(chunk)));
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
      if (code !== 0) throw new Error(`the checker found: ${said.join('')}`);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }

  /** The next run gets another contest: this one is full, or holds what a failing run left behind. */
  async leaveContest(): Promise<void> {
    // The sweeper asks contests that are published.
    await this.engine.owner.query(`UPDATE contest SET status = 'draft' WHERE id = $1`, [this.contest?.contestId]);
    [this.contest, this.ledger] = [null, []];
    this.runs = 0;
  }
}

interface Known {
  contestId: number;
  /** In the order of the model's rounds. */
  roundIds: number[];
  unitId: number;
  people: { accountId: string; participantId: string; sessionId: string; number: number }[];
}

/** What commands do to the product in one run, and what is written down of it. */
export class Run {
  /** When a write was sent for the first time: a retry is judged as that one. */
  private readonly firstSent = new Map<string, number>();

  constructor(
    readonly house: House,
    readonly model: Model,
    private readonly known: Known,
  ) {}

  /** @param at the process that is asked; the other one too where a thing comes twice */
  async ask<T>(times: Times, at: number, work: (process: Process) => Promise<T>): Promise<Told<T>[]> {
    const [one, other] = [this.house.processes[at]!, this.house.processes[1 - at]!];
    if (times === 'at once') return Promise.all([told(() => work(one)), told(() => work(other))]);
    const first = await told(() => work(one));
    return times === 'once' ? [first] : [first, await told(() => work(other))];
  }

  async moveTo(ms: number): Promise<void> {
    this.model.now = ms;
    await this.house.moveTo(ms);
  }

  async start(
    { p, page, round, times }: { p: number; page: number; round: number; times: Times },
    request: { startKey: string; receivedAt: number },
  ) {
    const { contestId, roundIds, people } = this.known;
    const { accountId, sessionId } = people[p]!;
    const of = { contestId, roundId: roundIds[round]!, accountId, sessionId };
    return this.ask(times, page, ({ get }) => get(StartService).start({ ...of, ...request }));
  }

  async resume(p: number, page: number, attempt: Attempt): Promise<Told<AttemptView>> {
    const { accountId, sessionId } = this.known.people[p]!;
    const work = ({ get }: Process) => get(StartService).resume(this.known.contestId, attempt.id, accountId, sessionId);
    return (await this.ask('once', page, work))[0]!;
  }

  async write(page: Page, at: number, wish: Write, receivedAt: number, times: Times): Promise<Told<Receipt>[]> {
    return this.ask(times, at, ({ get }) => {
      const claims = get(AttemptTokens).read(page.token!);
      const { kind, prediction, ...request } = wish;
      const body = { ...request, receivedAt };
      return kind === 'save'
        ? get(WriteService).save(claims, body)
        : get(WriteService).submit(claims, { ...body, prediction });
    });
  }

  async read(p: number, attempt: Attempt) {
    const { accountId } = this.known.people[p]!;
    const read = ({ get }: Process) => get(ResultService).read(this.known.contestId, attempt.id, { accountId }, 0);
    return (await this.ask('once', p, read))[0]!;
  }

  /** The paper as only a test may read it. */
  async paperOf(id: string): Promise<Question[]> {
    const [{ items, orders }]: [{ items: number[]; orders: number[] }] = await this.house.engine.owner.query(
      'SELECT paper_items AS items, paper_orders AS orders FROM attempt WHERE contest_id = $1 AND id = $2',
      [this.known.contestId, id],
    );
    return items.map((version, i) => ({
      item: this.model.items.find((item) => item.id === version)!,
      order: decodeOrder(orders[i]!, 4),
    }));
  }

  /** The API tells the queue after it has answered. */
  async queued(attempt: Attempt): Promise<boolean> {
    const id = gradingJobId({ contestId: this.known.contestId, attemptIds: [attempt.id] });
    for (let tries = 0; tries < 500; tries += 1) {
      if (await this.house.queues[0]!.getJob(id)) return true;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    return false;
  }

  /** Hands the jobs that Redis has to the worker. @returns the attempts that were handed over and committed */
  async deliver(how: Times | 'lost' | 'dies'): Promise<string[]> {
    const jobs = (await Promise.all(this.house.queues.map((queue) => queue.getWaiting()))).flat();
    // What is owed decides whether there was anything to commit.
    if (how === 'dies') {
      await Promise.all(jobs.map((job) => this.house.dead.grader.process(job.data).catch(() => undefined)));
      return [];
    }
    if (how !== 'lost')
      await Promise.all(
        jobs.map(async (job) => {
          for (const answer of await this.ask(how, 0, ({ grader }) => grader.process(job.data)))
            if ('code' in answer) throw new Error(answer.code);
        }),
      );
    await Promise.all(jobs.map((job) => job.remove()));
    return how === 'lost' ? [] : jobs.flatMap((job) => job.data.attemptIds);
  }

  async askCorrection({ id, item, rule, mask }: Correction, times: Times): Promise<void> {
    const wish = {
      ...{ contestId: this.known.contestId, id, itemVersionId: item.id, rightMask: mask },
      rule: ({ normal: 'regrade', annulled: 'annul', all_credit: 'give_all' } as const)[rule],
      ...{ reason: 'thử', publicNote: 'thử', isPreview: false, by: BY, requestId: null },
    };
    for (const answer of await this.ask(times, 0, ({ get }) => get(CorrectionService).ask(wish)))
      if ('code' in answer) throw new Error(answer.code);
  }

  /** @returns how many attempts each correction has changed */
  async carryCorrections(how: Times | 'dies', ids: string[]): Promise<Map<string, number>> {
    if (how === 'dies') await this.house.dead.corrector.work().catch(() => undefined);
    else await this.ask(how, 0, ({ corrector }) => corrector.work());
    const service = this.house.engine.get(CorrectionService);
    const done = new Map<string, number>();
    for (const id of ids) {
      const { state, done: counts } = await service.read(this.known.contestId, id);
      if (state === 'applied') done.set(id, counts.attempts);
    }
    return done;
  }

  recognise(attempt: Attempt, isVoided: boolean, times: Times) {
    const voidFor: VoidReason | null = isVoided ? 'technical_fraud' : null;
    const ruling = { contestId: this.known.contestId, voidFor, reason: 'thử', by: BY, requestId: null };
    const judged = { attemptId: attempt.id };
    return this.ask(times, 0, ({ recognition }) => recognition.rule(judged, { ...ruling, isPreview: false }));
  }

  beginPause(pauseId: string, times: Times) {
    const act = { contestId: this.known.contestId, pauseId, actorId: BY, requestId: null };
    return this.ask(times, 0, ({ get }) => get(PauseService).begin(act, { reason: 'thử', note: 'thử' }));
  }

  endPause(pauseId: string, times: Times) {
    const act = { contestId: this.known.contestId, pauseId, actorId: BY, requestId: null };
    return this.ask(times, 0, ({ get }) => get(PauseService).end(act));
  }

  async grantExtraTime(p: number, percent: number): Promise<void> {
    const { contestId, people } = this.known;
    const of = { participantId: people[p]!.participantId };
    const dataSource = this.house.engine.get(DataSource);
    await dataSource.transaction(async (manager) => {
      const act = { contestId, contestSlug: '', actorId: BY, requestId: 'model' };
      await new ExtraTimeService(dataSource).grant(manager, act, { of, percent, reason: 'thử' });
      await lengthenAttempts(manager, contestId, of);
    });
  }

  noteStart(p: number, attempt: Attempt): void {
    const { number } = this.known.people[p]!;
    const { id, startKey: key, startedAt: at } = attempt;
    this.house.note({ op: 'start', end: 'ok', person: number, key, attempt: id, receipt: id, ...sent(at, at) });
  }

  noteWrite(p: number, attempt: Attempt, wish: Write, receivedAt: number, answer: Told<Receipt>): void {
    const key = `${wish.writer} ${wish.seq}`;
    const name = `${key} ${JSON.stringify([wish.kind, wish.changes, wish.prediction])}`;
    if (!this.firstSent.has(name)) this.firstSent.set(name, receivedAt);
    const line = { op: wish.kind, person: this.known.people[p]!.number, key, attempt: attempt.id };
    const times = sent(this.firstSent.get(name)!, this.model.now);
    if ('code' in answer) return this.house.note({ ...line, end: 'refused', code: answer.code, ...times });
    const { deadlineAt: _, ...receipt } = answer.ok;
    const hash = hashOf(attempt);
    this.house.note({ ...line, end: 'ok', hash, receipt: JSON.stringify(receipt), ...times });
  }

  noteRead(p: number, attempt: Attempt, score: number | null): void {
    const line = { op: 'result', end: 'ok', person: this.known.people[p]!.number, key: 'result', attempt: attempt.id };
    this.house.note({ ...line, score, ...sent(this.model.now, this.model.now) });
  }

  /** What is stored of this run, and what the model says should be. */
  async compared(): Promise<{ stored: unknown; expected: unknown }> {
    const { contestId, roundIds, unitId, people } = this.known;
    const [{ stored }]: [{ stored: unknown }] = await this.house.engine.owner.query(
      `SELECT jsonb_build_object(
        'attempts', (SELECT coalesce(jsonb_object_agg(t.id, jsonb_build_object(
            'person', t.participant_id, 'round', t.round_id, 'no', t.attempt_no, 'state', t.state, 'startedAt', ${ms('t.started_at')},
            'deadlineAt', ${ms('t.deadline_at')}, 'pausedMs', t.paused_ms, 'extraPercent', t.extra_time_percent, 'prediction', t.prediction,
            'closed', CASE WHEN t.submitted_at IS NOT NULL THEN jsonb_build_object('at', ${ms('t.submitted_at')},
               'by', t.closed_by, 'lateMs', t.late_ms, 'elapsedMs', t.elapsed_ms) END,
            'hasNumber', t.receipt_number IS NOT NULL, 'isVoided', t.voided_at IS NOT NULL, 'isAbandoned', t.abandoned,
            'writer', a.writer, 'seq', a.seq, 'savedAt', ${ms('a.saved_at')}, 'choices', a.choices, 'isSealed', a.sealed,
            'grades', (SELECT count(*) FROM grade WHERE contest_id = $1 AND attempt_id = t.id),
            'effective', (SELECT coalesce(jsonb_agg(jsonb_build_object('revision', g.revision, 'keyRevisions', g.key_revisions,
               'score', g.score, 'maxScore', g.max_score, 'fullMarks', g.full_marks)), '[]')
               FROM grade g WHERE g.contest_id = $1 AND g.attempt_id = t.id AND g.effective),
            'contribution', (SELECT jsonb_build_object('valid', c.valid, 'counted', c.counted, 'score', c.score,
               'revision', c.grade_revision) FROM contribution c WHERE c.contest_id = $1 AND c.attempt_id = t.id),
            'failures', (SELECT count(*) FROM grading_failure WHERE contest_id = $1 AND attempt_id = t.id))), '{}')
          FROM attempt t JOIN answers a ON a.contest_id = $1 AND a.attempt_id = t.id
         WHERE t.contest_id = $1 AND t.round_id = ANY($2::int[])),
        'people', (SELECT jsonb_object_agg(q.participant_id, jsonb_build_object('attempts', q.attempt_count,
            'standing', (SELECT s.attempt_id FROM standing s WHERE s.contest_id = $1 AND s.scope_kind = 'contest'
                            AND s.participant_id = q.participant_id),
            'inRounds', (SELECT jsonb_agg(s.attempt_id ORDER BY w.id) FROM unnest($2::int[]) AS w(id)
                           LEFT JOIN standing s ON s.contest_id = $1 AND s.scope_kind = 'round' AND s.scope_id = w.id
                                               AND s.participant_id = q.participant_id)))
          FROM attempt_quota q WHERE q.contest_id = $1 AND q.participant_id = ANY($4::uuid[])),
        'unit', (SELECT jsonb_build_object('persons', coalesce(sum(persons), 0), 'attempts', coalesce(sum(attempts), 0),
            'countedAttempts', coalesce(sum(counted_attempts), 0), 'countedScore', coalesce(sum(counted_score), 0),
            'fullMarksAttempts', coalesce(sum(full_marks_attempts), 0), 'fullMarksPersons', coalesce(sum(full_marks_persons), 0))
          FROM unit_counter WHERE contest_id = $1 AND scope_kind = 'contest' AND contest_unit_id = $3)) AS stored`,
      [contestId, roundIds, unitId, people.map(({ participantId }) => participantId)],
    );
    return { stored, expected: this.expected() };
  }

  private expected(): unknown {
    const { people, roundIds } = this.known;
    const { rounds } = this.model;
    const valid = attemptsOf(this.model).filter(
      ({ grade, isVoided, isAbandoned }) => grade && !isVoided && !isAbandoned,
    );
    const inRounds = this.model.people.map((person) => rounds.map((round) => countedOf(inRound(person, round))));
    const counted = inRounds.flat().filter((attempt) => attempt !== null);
    const perfect = valid.filter(({ grade }) => grade!.fullMarks);
    const persons = (attempts: Attempt[]) =>
      this.model.people.filter((person) => person.attempts.some((attempt) => attempts.includes(attempt))).length;
    const attempts = this.model.people.flatMap((person, p) =>
      person.attempts.map((attempt, i) => [
        attempt.id,
        rowOf(attempt, {
          ...{ person: people[p]!.participantId, round: roundIds[rounds.indexOf(attempt.round)]!, no: i + 1 },
          isCounted: counted.includes(attempt),
        }),
      ]),
    );
    return {
      attempts: Object.fromEntries(attempts) as unknown,
      people: Object.fromEntries(
        this.model.people.map((person, p) => [
          people[p]!.participantId,
          {
            attempts: person.attempts.length,
            standing: countedOf(person.attempts)?.id ?? null,
            inRounds: inRounds[p]!.map((attempt) => attempt?.id ?? null),
          },
        ]),
      ),
      unit: {
        persons: persons(valid),
        attempts: valid.length,
        countedAttempts: counted.length,
        countedScore: counted.reduce((sum, { grade }) => sum + grade!.score, 0),
        fullMarksAttempts: perfect.length,
        fullMarksPersons: persons(perfect),
      },
    };
  }

  /** Lets everything come to its end, as the world does by itself. */
  async drain(): Promise<void> {
    await this.moveTo(this.model.now + DRAIN_MS);
    await this.house.sweeper.sweep();
  }

  /** People with more than one open attempt. */
  tooManyOpen(): number {
    return this.model.people.filter((person) => openAtOnce(person) > 1).length;
  }
}

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;
const sent = (firstSentAt: number, answeredAt: number) => ({ firstSentAt, answeredAt });
const hashOf = ({ id, choices }: Attempt): string =>
  createHash('sha256')
    .update(`thi-cchc-answers-1\n${id}\n${choices.join(',')}`)
    .digest('hex');

/** The id of an attempt in a view. */
export const idOf = (view: AttemptView): string => parseAttemptAddress(view.attemptId).attemptId;

function rowOf(
  attempt: Attempt,
  { isCounted, ...of }: { person: string; round: number; no: number; isCounted: boolean },
): unknown {
  const { startedAt, deadlineAt, extraPercent, prediction, closed, isVoided, isAbandoned, grade } = attempt;
  const { writer, seq, savedAt, choices } = attempt;
  return {
    ...{ ...of, startedAt, deadlineAt, pausedMs: pausedMsOf(attempt), extraPercent, prediction },
    ...{ closed, isVoided, isAbandoned },
    state: grade ? 'graded' : closed ? 'submitted' : 'in_progress',
    ...{ hasNumber: closed !== null, isSealed: closed !== null, writer, seq, savedAt, choices },
    grades: grade?.revision ?? 0,
    effective: grade ? [grade] : [],
    contribution: grade && {
      ...{ valid: !isVoided && !isAbandoned, counted: isCounted, score: grade.score, revision: grade.revision },
    },
    failures: 0,
  };
}
