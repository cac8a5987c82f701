import fc from 'fast-check';
import { strict as assert } from 'node:assert';
import { randomUUID } from 'node:crypto';
import type { Receipt } from '#attempts';
import type { House, Run, Times, Told } from './house.js';
import { idOf } from './house.js';
import * as model from './model.js';
import type { Attempt, Model, Page, Person, RunRules, Write } from './model.js';

// What people, the worker and whoever runs a contest do, and what gets in their way. Each command is done in the model and in
// the product, and what the product answers has to be what the model says.

/** One command of a run; what it needs that is not there makes it be passed over. */
export interface Act {
  toString(): string;
  check(m: Readonly<Model>): boolean;
  run(m: Model, run: Run): Promise<void>;
}

/** The commands that were carried out, for whoever measures. */
export const counted = { commands: 0 };

function act<T extends object>(
  name: string,
  wish: T,
  check: (m: Readonly<Model>) => boolean,
  run: (m: Model, run: Run) => Promise<void>,
): Act {
  return {
    toString: () => `${name}(${JSON.stringify(wish)})`,
    check,
    run: async (m, real) => {
      counted.commands += 1;
      await run(m, real);
    },
  };
}

const codesOf = (answers: Told<unknown>[]): (string | null)[] =>
  answers.map((answer) => ('code' in answer ? answer.code : null));
/** Each of the answers is this refusal, or each is a yes. */
function assertCodes(answers: Told<unknown>[], code: string | null): void {
  assert.deepEqual(
    codesOf(answers),
    answers.map(() => code),
  );
}

// --- people -----------------------------------------------------------------------------------------------------------------

interface OnPage {
  p: number;
  page: number;
}

/** A start, with one of a few keys: so it comes with a new one, with that of an open attempt, or with an old one. */
const start = (wish: OnPage & { round: number; key: number; lateMs: number; times: Times }) =>
  act(
    'start',
    wish,
    () => true,
    async (m, run) => {
      const person = m.people[wish.p]!;
      const receivedAt = m.now - wish.lateMs;
      const startKey = `key-${wish.key}`;
      const round = m.rounds[wish.round]!;
      const should = model.start(m, person, round, { startKey, receivedAt });
      const answers = await run.start(wish, { startKey, receivedAt });
      if ('code' in should) return assertCodes(answers, should.code);
      assertCodes(answers, null);
      const views = answers.flatMap((answer) => ('ok' in answer ? [answer.ok] : []));
      const [view] = views as [(typeof views)[number]];
      const attempt =
        'known' in should
          ? should.known
          : await newAttempt(m, person, run, view, { round, startKey, at: should.beginsAt });
      for (const one of views) {
        assert.equal(idOf(one), attempt.id);
        assert.equal(Date.parse(one.deadlineAt), attempt.deadlineAt);
        assert.equal(one.pause !== null, !attempt.closed && model.stands(m, attempt));
        assert.equal(one.writer, !('known' in should) || should.mayWrite ? attempt.writer : null);
      }
      const { writer, token } = view;
      person.pages[wish.page] = { attempt, writer, token, seq: attempt.seq, last: null };
      // A start that was given somebody's open attempt is not what began it.
      if (attempt.startKey === startKey) run.noteStart(wish.p, attempt);
    },
  );

async function newAttempt(
  m: Model,
  person: Person,
  run: Run,
  view: Parameters<typeof idOf>[0],
  { round, startKey, at }: { round: model.Round; startKey: string; at: number },
): Promise<Attempt> {
  assert.equal(Date.parse(view.startedAt), at);
  const id = idOf(view);
  assert.ok(!person.attempts.some((attempt) => attempt.id === id), 'a start gave an earlier attempt');
  const attempt: Attempt = {
    ...{ id, round, startKey, startedAt: at, extraPercent: person.extraPercent, paper: await run.paperOf(id) },
    ...{ deadlineAt: model.deadlineOf(m, round, at, person.extraPercent), stood: [], prediction: null },
    ...{ firstWriter: view.writer!, writer: view.writer!, seq: 0, last: null, savedAt: null },
    choices: new Array<number>(model.PLACES).fill(0),
    ...{ closed: null, isVoided: false, isAbandoned: false, grade: null },
  };
  person.attempts.push(attempt);
  return attempt;
}

const hasPen = (page: Page | null | undefined): page is Page & { writer: string; token: string } =>
  !!page && page.writer !== null && page.token !== null;

/** Sends a write and compares; what was answered before is answered again. */
async function send(m: Model, run: Run, { p, page: at }: OnPage, wish: Write, lateMs: number, times: Times) {
  const page = m.people[p]!.pages[at]!;
  const { attempt } = page;
  // Nothing is received before the attempt was there.
  const receivedAt = Math.max(m.now - lateMs, attempt.startedAt);
  const should = model.write(m, attempt, wish, receivedAt);
  page.seq = Math.max(page.seq, wish.seq);
  page.last = wish;
  const answers = await run.write(page, at, wish, receivedAt, times);
  for (const answer of answers) run.noteWrite(p, attempt, wish, receivedAt, answer);
  if (typeof should === 'object') return assertCodes(answers, should.code);
  assertCodes(answers, null);
  const receipts = answers.map((answer) => (answer as { ok: Receipt }).ok);
  attempt.last!.receipt ??= withoutDeadline(receipts[0]!);
  for (const receipt of receipts) {
    assert.deepEqual(withoutDeadline(receipt), attempt.last!.receipt);
    assert.equal(receipt.seq, wish.seq);
    assert.equal(receipt.number !== null, wish.kind === 'submit');
    const deadlineAt = wish.kind === 'save' && !model.stands(m, attempt) ? attempt.deadlineAt : null;
    assert.equal(receipt.deadlineAt && Date.parse(receipt.deadlineAt), deadlineAt);
  }
  if (wish.kind === 'submit' && should === 'taken') assert.ok(await run.queued(attempt), 'the queue was not told');
}

const withoutDeadline = ({ deadlineAt: _, ...receipt }: Receipt) => receipt;

/** How somebody answers what is asked beside the questions: as asked, or not at all where one is, or beyond its bounds. */
type Guess = 'as asked' | 'the other way' | 'too much';
function predictionOf({ rules: { asksPrediction } }: Readonly<Model>, guess: Guess): number | null {
  if (guess === 'too much') return model.PREDICTIONS.max + 1;
  return asksPrediction === (guess === 'as asked') ? 240 : null;
}

/** A save or submit: with the next number, or with one that was used, or after some that never arrived. */
const write = (
  wish: OnPage & Pick<Write, 'kind' | 'changes'> & { guess: Guess; step: number; lateMs: number; times: Times },
) =>
  act(
    wish.kind,
    wish,
    (m) => hasPen(m.people[wish.p]!.pages[wish.page]),
    async (m, run) => {
      const { writer, seq, attempt } = m.people[wish.p]!.pages[wish.page]!;
      const changes = wish.changes.map(({ position, options }) => ({
        position,
        options: attempt.paper[position - 1]!.item.isMultiple ? options : options.slice(0, 1),
      }));
      const prediction = wish.kind === 'save' ? null : predictionOf(m, wish.guess);
      const body: Write = { kind: wish.kind, writer: writer!, seq: Math.max(1, seq + wish.step), changes, prediction };
      await send(m, run, wish, body, wish.lateMs, wish.times);
    },
  );

/** The reply was lost, or the page believes so: the same again, with the same key. */
const retry = (wish: OnPage & { times: Times }) =>
  act(
    'retry',
    wish,
    (m) => hasPen(m.people[wish.p]!.pages[wish.page]) && m.people[wish.p]!.pages[wish.page]!.last !== null,
    async (m, run) => send(m, run, wish, m.people[wish.p]!.pages[wish.page]!.last!, 0, wish.times),
  );

const resume = (wish: OnPage) =>
  act(
    'resume',
    wish,
    (m) => m.people[wish.p]!.attempts.length > 0,
    async (m, run) => {
      const person = m.people[wish.p]!;
      const attempt = person.pages[wish.page]?.attempt ?? person.attempts.at(-1)!;
      const refusal = model.takeOver(attempt);
      const answer = await run.resume(wish.p, wish.page, attempt);
      assertCodes([answer], refusal?.code ?? null);
      if ('code' in answer) return;
      const { writer, token } = answer.ok;
      assert.ok(writer !== null && writer !== attempt.writer);
      attempt.writer = writer;
      person.pages[wish.page] = { attempt, writer, token, seq: 0, last: null };
    },
  );

const read = (wish: { p: number; n: number }) =>
  act(
    'read',
    wish,
    (m) => m.people[wish.p]!.attempts.length > wish.n,
    async (m, run) => {
      const attempt = m.people[wish.p]!.attempts[wish.n]!;
      const answer = await run.read(wish.p, attempt);
      assert.ok('ok' in answer);
      const { state, closedBy, voided, abandoned, score, maxScore, fullMarks, lateMs, elapsedMs } = answer.ok;
      const { closed, grade } = attempt;
      assert.deepEqual(
        { state, closedBy, voided, abandoned, score, maxScore, fullMarks, lateMs, elapsedMs },
        {
          state: grade ? 'graded' : closed ? 'submitted' : 'in_progress',
          ...{ closedBy: closed?.by ?? null, voided: attempt.isVoided, abandoned: attempt.isAbandoned },
          ...{ score: grade?.score ?? null, maxScore: grade?.maxScore ?? null, fullMarks: grade?.fullMarks ?? null },
          ...{ lateMs: closed?.lateMs ?? null, elapsedMs: closed?.elapsedMs ?? null },
        },
      );
      run.noteRead(wish.p, attempt, score);
    },
  );

// --- time -------------------------------------------------------------------------------------------------------------------

const pass = (wish: { ms: number }) =>
  act(
    'pass',
    wish,
    () => true,
    (m, run) => run.moveTo(m.now + wish.ms),
  );

const EDGES = {
  deadline: ({ deadlineAt }: Attempt) => deadlineAt,
  grace: ({ deadlineAt }: Attempt) => deadlineAt + model.GRACE_MS,
  closing: model.closableAfter,
};

/** Time passes until the last millisecond of something, or the first after it. */
const passUntil = (wish: { p: number; edge: keyof typeof EDGES; afterMs: number }) => {
  const instant = (m: Readonly<Model>): number => {
    const attempt = m.people[wish.p]!.attempts.at(-1);
    return attempt && !attempt.closed ? EDGES[wish.edge](attempt) + wish.afterMs : 0;
  };
  return act(
    'passUntil',
    wish,
    (m) => instant(m) > m.now,
    (m, run) => run.moveTo(instant(m)),
  );
};

// --- the worker and Redis ---------------------------------------------------------------------------------------------------

const sweep = () =>
  act(
    'sweep',
    {},
    () => true,
    async (m, run) => {
      model.sweep(m);
      await run.house.sweeper.sweep();
    },
  );

/** What waits in the queue is worked on, once or more often; or it is lost, or the worker dies before it commits. */
const work = (wish: { how: Times | 'lost' | 'dies' }) =>
  act(
    'work',
    wish,
    () => true,
    async (m, run) => model.grade(m, await run.deliver(wish.how)),
  );

const wipe = () =>
  act(
    'wipe',
    {},
    () => true,
    (_, run) => run.house.wipe(),
  );

// --- whoever runs the contest -----------------------------------------------------------------------------------------------

const correct = (wish: { n: number; rule: model.KeyRule; mask: number; times: Times }) =>
  act(
    'correct',
    wish,
    () => true,
    async (m, run) => {
      // Two corrections of one instant have no order.
      await run.moveTo(m.now + 1);
      const item = m.items[wish.n]!;
      const mask = wish.rule !== 'normal' ? null : item.isMultiple ? wish.mask : 1 << (wish.mask % 4);
      const correction = { id: randomUUID(), item, rule: wish.rule, mask };
      m.corrections.push(correction);
      await run.askCorrection(correction, wish.times);
    },
  );

async function carry(m: Model, run: Run, how: Times | 'dies'): Promise<void> {
  const ids = m.corrections.map(({ id }) => id);
  const done = await run.carryCorrections(how, ids);
  assert.deepEqual(done, how === 'dies' ? new Map() : model.correct(m));
}

const carryCorrections = (wish: { how: Times | 'dies' }) =>
  act(
    'carryCorrections',
    wish,
    (m) => m.corrections.length > 0,
    // Two workers at several corrections share them out in one order or another.
    (m, run) => carry(m, run, wish.how === 'at once' && m.corrections.length > 1 ? 'twice' : wish.how),
  );

const recognise = (wish: { p: number; n: number; isVoided: boolean }) =>
  act(
    wish.isVoided ? 'void' : 'restore',
    wish,
    (m) => m.people[wish.p]!.attempts.length > wish.n,
    async (m, run) => {
      const attempt = m.people[wish.p]!.attempts[wish.n]!;
      const refusal = model.recognise(attempt, wish.isVoided);
      assertCodes(await run.recognise(attempt, wish.isVoided, 'once'), refusal?.code ?? null);
    },
  );

const grantExtraTime = (wish: { p: number; percent: number }) =>
  act(
    'grantExtraTime',
    wish,
    () => true,
    async (m, run) => {
      model.grantExtraTime(m, m.people[wish.p]!, wish.percent);
      await run.grantExtraTime(wish.p, wish.percent);
    },
  );

/** Stops the contest; `isOther`: though somebody else did. */
const beginPause = (wish: { isOther: boolean; times: Times }) =>
  act(
    'beginPause',
    wish,
    () => true,
    async (m, run) => {
      const id = wish.isOther ? randomUUID() : (m.pause?.id ?? randomUUID());
      const refusal = model.beginPause(m, id);
      assertCodes(await run.beginPause(id, wish.times), refusal?.code ?? null);
    },
  );

async function goOn(m: Model, run: Run, times: Times): Promise<void> {
  const { id, startedAt } = m.pause!;
  const attempts = model.endPause(m);
  const answers = await run.endPause(id, times);
  assertCodes(answers, null);
  for (const answer of answers)
    assert.deepEqual('ok' in answer && [answer.ok.startedAt, answer.ok.endedAt, answer.ok.attempts], [
      ...[startedAt, m.now],
      attempts,
    ]);
}

const endPause = (wish: { times: Times }) =>
  act(
    'endPause',
    wish,
    (m) => m.pause !== null,
    (m, run) => goOn(m, run, wish.times),
  );

// --- runs -------------------------------------------------------------------------------------------------------------------

const p = fc.constantFrom(0, 0, 0, 1);
const page = fc.constantFrom(0, 0, 0, 1);
const n = fc.constantFrom(0, 0, 1, 2);
const times = fc.constantFrom<Times>('once', 'once', 'twice', 'at once');
const lateMs = fc.constantFrom(0, 0, 0, 5_000, 30_000, 30_001);
const changes = fc.uniqueArray(
  fc.record({ position: fc.integer({ min: 1, max: model.PLACES }), options: fc.subarray([1, 2, 3, 4]) }),
  { maxLength: model.PLACES, selector: ({ position }) => position },
);
const step = fc.constantFrom(1, 1, 1, 1, 0, -1, 4);
const rule = fc.constantFrom<model.KeyRule>('normal', 'normal', 'annulled', 'all_credit');
const guess = fc.constantFrom<Guess>('as asked', 'as asked', 'as asked', 'as asked', 'the other way', 'too much');
const writing = (kind: Write['kind']) =>
  fc.record({ p, page, kind: fc.constant(kind), guess, step, changes, lateMs, times }).map(write);
const starting = fc
  .record({ p, page, round: fc.constantFrom(0, 0, 1), key: fc.constantFrom(0, 0, 1, 2, 3), lateMs, times })
  .map(start);
const dies = fc.constantFrom<Times | 'dies'>('once', 'once', 'twice', 'at once', 'dies');

export const rulesOfRun: fc.Arbitrary<RunRules> = fc.record({
  limit: fc.constantFrom(null, 1, 2),
  limitInAll: fc.constantFrom(null, null, 2),
  asksPrediction: fc.boolean(),
  forgivesAbandoned: fc.boolean(),
  atRoundEnd: fc.constantFrom('cut' as const, 'full_time' as const),
});

/** What comes more often stands here more often. */
const EVERY: fc.Arbitrary<Act>[] = [
  ...[starting, starting, starting, starting],
  ...[writing('save'), writing('save'), writing('save'), writing('submit'), writing('submit')],
  fc.record({ p, page, times }).map(retry),
  fc.record({ p, page, times }).map(retry),
  fc.record({ p, page }).map(resume),
  fc.record({ p, n }).map(read),
  fc.record({ p, n }).map(read),
  fc.record({ ms: fc.constantFrom(1_000, 20_000, 61_000, 600_000, 1_500_000) }).map(pass),
  fc
    .record({
      ...{ p, afterMs: fc.constantFrom(0, 1) },
      edge: fc.constantFrom<keyof typeof EDGES>('deadline', 'grace', 'closing'),
    })
    .map(passUntil),
  fc.constant(null).map(sweep),
  fc
    .record({ how: fc.constantFrom<Times | 'lost' | 'dies'>('once', 'once', 'twice', 'at once', 'lost', 'dies') })
    .map(work),
  fc.record({ how: fc.constantFrom<Times>('once') }).map(work),
  fc.constant(null).map(wipe),
  fc.record({ n: fc.nat(3), rule, mask: fc.integer({ min: 1, max: 15 }), times }).map(correct),
  fc.record({ how: dies }).map(carryCorrections),
  fc.record({ p, n, isVoided: fc.constant(true) }).map(recognise),
  fc.record({ p, n, isVoided: fc.constant(false) }).map(recognise),
  fc.record({ p, percent: fc.constantFrom(0, 25, 100) }).map(grantExtraTime),
  fc.record({ isOther: fc.constantFrom(false, false, true), times }).map(beginPause),
  fc.record({ times }).map(endPause),
  fc.record({ times }).map(endPause),
];

const COMMANDS_MAX = 40;

/** @param replayPath of an earlier failure, with its seed and path */
export function commandsOfRun(replayPath?: string): fc.Arbitrary<Iterable<fc.AsyncCommand<Model, Run>>> {
  return fc.commands<Model, Run, false>(EVERY, {
    maxCommands: COMMANDS_MAX,
    size: 'max',
    ...(replayPath === undefined ? {} : { replayPath }),
  });
}

/** One run: the commands in order, then what is stored; then all comes to its end, and what is stored once more. */
export async function live(
  house: House,
  rules: RunRules,
  commands: Iterable<fc.AsyncCommand<Model, Run>>,
): Promise<void> {
  const run = await house.newRun(rules);
  // Without an attempt nearly nothing can be done: each run has one from the beginning.
  await start({ p: 0, page: 0, round: 0, key: 0, lateMs: 0, times: 'once' }).run(run.model, run);
  await fc.asyncModelRun(() => ({ model: run.model, real: run }), commands);
  await assertStored(run);
  if (run.model.pause) await goOn(run.model, run, 'once');
  await run.drain();
  model.sweep(run.model);
  model.grade(run.model, await run.deliver('once'));
  if (run.model.corrections.length > 0) await carry(run.model, run, 'once');
  await assertStored(run);
  for (const attempt of model.attemptsOf(run.model)) assert.ok(attempt.grade, `${attempt.id} was never graded`);
}

async function assertStored(run: Run): Promise<void> {
  const { stored, expected } = await run.compared();
  assert.deepEqual(stored, expected);
  assert.equal(run.tooManyOpen(), 0, 'somebody has two attempts open');
}
