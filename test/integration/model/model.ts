// The life of attempts told a second time, as a few lines of plain state: what whoever looks from outside must find, whatever
// came twice, out of order or not at all. It knows no table and no room; what it says is compared with what they say.

export const DURATION_MS = 15 * 60_000;
export const GRACE_MS = 30_000;
/** The rounds of a run, from its beginning: for a while both are open. */
export const ROUNDS = [
  { opensMs: -60 * 60_000, closesMs: 40 * 60_000 },
  { opensMs: 10 * 60_000, closesMs: 70 * 60_000 },
] as const;
/** What a prediction may be, where one is asked for. */
export const PREDICTIONS = { min: 0, max: 1_000 } as const;
export const PLACES = 3;
const MARGIN_MS = 30_000;
/** A request may have waited so long for being judged. */
const FRESH_MS = 30_000;
const POINTS = 1_000;

/** What differs from run to run. */
export interface RunRules {
  /** Attempts a person and round. */
  limit: number | null;
  /** Attempts a person in the contest. */
  limitInAll: number | null;
  asksPrediction: boolean;
  forgivesAbandoned: boolean;
  atRoundEnd: 'cut' | 'full_time';
}

export type KeyRule = 'normal' | 'annulled' | 'all_credit';
export interface Key {
  mask: number;
  rule: KeyRule;
  revision: number;
}

export interface Item {
  id: number;
  isMultiple: boolean;
  key: Key;
}

/** A question of a paper: which one, and which of its options stands at each place of the screen. */
export interface Question {
  item: Item;
  order: readonly number[];
}

export interface Change {
  position: number;
  options: number[];
}

export interface Write {
  kind: 'save' | 'submit';
  writer: string;
  seq: number;
  changes: Change[];
  prediction: number | null;
}

/** Instants in epoch ms. */
export interface Round {
  opensAt: number;
  closesAt: number;
}

export interface Pause {
  id: string;
  startedAt: number;
}

export interface Attempt {
  id: string;
  round: Round;
  startKey: string;
  startedAt: number;
  deadlineAt: number;
  extraPercent: number;
  /** The pauses whose time it got back. */
  stood: { from: number; to: number }[];
  prediction: number | null;
  paper: Question[];
  firstWriter: string;
  writer: string;
  seq: number;
  /** The last write that was taken, and the receipt that was given for it. */
  last: { write: string; receipt: unknown } | null;
  savedAt: number | null;
  choices: number[];
  closed: {
    at: number;
    by: 'participant' | 'deadline' | 'round_end' | 'organizer';
    lateMs: number;
    elapsedMs: number;
  } | null;
  isVoided: boolean;
  isAbandoned: boolean;
  grade: Grade | null;
}

export interface Grade {
  revision: number;
  keyRevisions: number[];
  score: number;
  maxScore: number;
  fullMarks: boolean;
}

/** A browser of a person: which attempt it shows, and whether it may write in it. */
export interface Page {
  attempt: Attempt;
  writer: string | null;
  token: string | null;
  seq: number;
  /** What it sent last; repeated when no answer came. */
  last: Write | null;
}

export interface Person {
  attempts: Attempt[];
  pages: (Page | null)[];
  extraPercent: number;
}

export interface Correction {
  id: string;
  item: Item;
  rule: KeyRule;
  mask: number | null;
}

export interface Model {
  now: number;
  rules: RunRules;
  rounds: Round[];
  pause: Pause | null;
  items: Item[];
  people: Person[];
  /** Approved and not carried out, in the order in which they were asked for. */
  corrections: Correction[];
}

const isOpen = (attempt: Attempt): boolean => attempt.closed === null && !attempt.isVoided;
/** When whatever was received in time is judged, and the attempt may be closed. */
export const closableAfter = (attempt: Attempt): number => attempt.deadlineAt + GRACE_MS + MARGIN_MS;
export const attemptsOf = (model: Model): Attempt[] => model.people.flatMap(({ attempts }) => attempts);

/** Its clock stands: whatever happens now counts as at the beginning of the pause. Not where time was over by then. */
export const stands = ({ pause }: Model, attempt: Attempt): boolean =>
  pause !== null && pause.startedAt < attempt.deadlineAt;
/** How much time its pauses gave back, in ms. */
export const pausedMsOf = ({ stood }: Attempt): number => stood.reduce((sum, { from, to }) => sum + to - from, 0);

export function deadlineOf(model: Model, round: Round, startedAt: number, extraPercent: number): number {
  const ends = startedAt + Math.ceil((DURATION_MS * (100 + extraPercent)) / 100);
  return model.rules.atRoundEnd === 'cut' ? Math.min(ends, round.closesAt) : ends;
}

/** Time at work until an instant: what lies between, without the pauses. */
function workedUntil(attempt: Attempt, instant: number): number {
  const until = Math.min(instant, attempt.deadlineAt);
  const stood = attempt.stood.map(({ from, to }) => Math.max(0, Math.min(until, to) - from));
  return stood.reduce((left, ms) => left - ms, until - attempt.startedAt);
}

/** What a start comes to: a refusal, the attempt that is given back, or a new one, which begins at this instant. */
export type Started = { code: string } | { known: Attempt; mayWrite: boolean } | { beginsAt: number };

export function start(
  model: Model,
  person: Person,
  round: Round,
  { startKey, receivedAt }: { startKey: string; receivedAt: number },
): Started {
  const latest = person.attempts.at(-1);
  if (latest && isOpen(latest) && !stands(model, latest) && receivedAt > closableAfter(latest)) close(model, latest);
  if (receivedAt < model.now - FRESH_MS) return { code: 'CLOCK_UNSURE' };
  const same = person.attempts.find((attempt) => attempt.startKey === startKey);
  if (same) return { known: same, mayWrite: isOpen(same) && same.writer === same.firstWriter };
  if (latest && isOpen(latest)) return { known: latest, mayWrite: false };
  if (model.pause) return { code: 'CONTEST_PAUSED' };
  const beginsAt = Math.max(receivedAt, latest?.startedAt ?? receivedAt);
  if (beginsAt < round.opensAt) return { code: 'ROUND_NOT_OPEN' };
  if (beginsAt >= round.closesAt) return { code: 'ROUND_CLOSED' };
  const used = person.attempts.filter(({ isAbandoned }) => !isAbandoned);
  const { limit, limitInAll } = model.rules;
  const inRound = used.filter((attempt) => attempt.round === round);
  if ((limit !== null && inRound.length >= limit) || (limitInAll !== null && used.length >= limitInAll))
    return { code: 'ATTEMPT_LIMIT_REACHED' };
  if (latest && !latest.closed) closeNow(model, latest);
  return { beginsAt };
}

export type Written = { code: string } | 'taken' | 'again';

/** Is the prediction of a submit such as its round asks for? @returns the refusal, or null */
function judgePrediction({ asksPrediction }: RunRules, prediction: number | null): { code: string } | null {
  if (!asksPrediction) return prediction === null ? null : { code: 'PREDICTION_NOT_ASKED' };
  if (prediction === null) return { code: 'PREDICTION_REQUIRED' };
  const { min, max } = PREDICTIONS;
  return prediction >= min && prediction <= max ? null : { code: 'PREDICTION_OUT_OF_RANGE' };
}

/** What a save or submit comes to; one that is taken changes the attempt. */
export function write(model: Model, attempt: Attempt, wish: Write, receivedAt: number): Written {
  const refusal = wish.kind === 'submit' ? judgePrediction(model.rules, wish.prediction) : null;
  if (refusal) return refusal;
  const isMine = attempt.writer === wish.writer;
  const text = JSON.stringify([wish.kind, wish.changes, wish.prediction]);
  if (isMine && attempt.last && attempt.seq === wish.seq) {
    if (attempt.last.write === text) return 'again';
    return { code: attempt.closed ? 'ATTEMPT_CLOSED' : 'SAVE_CONFLICT' };
  }
  if (attempt.isVoided) return { code: 'ATTEMPT_VOIDED' };
  if (attempt.closed)
    return { code: ['participant', 'organizer'].includes(attempt.closed.by) ? 'ATTEMPT_CLOSED' : 'DEADLINE_PASSED' };
  if (!isMine) return { code: 'ATTEMPT_TAKEN_OVER' };
  const until = attempt.deadlineAt + (wish.kind === 'submit' ? GRACE_MS : 0);
  const countsAt = stands(model, attempt) ? Math.min(receivedAt, model.pause!.startedAt) : receivedAt;
  if (countsAt > until) return { code: 'DEADLINE_PASSED' };
  if (wish.seq <= attempt.seq) return { code: 'SAVE_OUT_OF_ORDER' };
  if (receivedAt < model.now - FRESH_MS) return { code: 'CLOCK_UNSURE' };
  for (const { position, options } of wish.changes)
    attempt.choices[position - 1] = options.reduce((mask, option) => mask | (1 << (option - 1)), 0);
  attempt.seq = wish.seq;
  attempt.savedAt = receivedAt;
  attempt.last = { write: text, receipt: null };
  if (wish.kind === 'submit') {
    attempt.prediction = wish.prediction;
    attempt.closed = {
      at: receivedAt,
      by: 'participant',
      lateMs: Math.max(0, countsAt - attempt.deadlineAt),
      elapsedMs: workedUntil(attempt, countsAt),
    };
  }
  return 'taken';
}

/** Another browser goes on with the attempt. @returns the refusal, or null */
export function takeOver(attempt: Attempt): { code: string } | null {
  if (attempt.isVoided) return { code: 'ATTEMPT_VOIDED' };
  if (attempt.closed) return { code: 'ATTEMPT_CLOSED' };
  attempt.seq = 0;
  attempt.last = null;
  return null;
}

/** Its time is over: it is closed with what it has. */
function close(model: Model, attempt: Attempt): void {
  const { deadlineAt } = attempt;
  attempt.closed = {
    at: deadlineAt,
    by: deadlineAt >= attempt.round.closesAt ? 'round_end' : 'deadline',
    lateMs: 0,
    elapsedMs: workedUntil(attempt, deadlineAt),
  };
  attempt.isAbandoned = model.rules.forgivesAbandoned && attempt.choices.every((mask) => mask === 0);
}

/** It was voided, and its person begins another. */
function closeNow(model: Model, attempt: Attempt): void {
  const at = Math.min(model.now, attempt.deadlineAt);
  attempt.closed = { at, by: 'organizer', lateMs: 0, elapsedMs: workedUntil(attempt, at) };
}

/** The sweeper closes what is overdue, recognised or not. */
export function sweep(model: Model): void {
  for (const attempt of attemptsOf(model))
    if (!attempt.closed && !stands(model, attempt) && model.now > closableAfter(attempt)) close(model, attempt);
}

/** Stops the contest; again with the same id: nothing happens. @returns the refusal, or null */
export function beginPause(model: Model, id: string): { code: string } | null {
  if (model.pause) return model.pause.id === id ? null : { code: 'PAUSE_OPEN' };
  model.pause = { id, startedAt: model.now };
  return null;
}

/** Lets the contest go on: whose clock stood gets the time back. @returns how many attempts did */
export function endPause(model: Model): number {
  const standing = attemptsOf(model).filter((attempt) => !attempt.closed && stands(model, attempt));
  for (const attempt of standing) {
    const from = Math.max(model.pause!.startedAt, attempt.startedAt);
    attempt.deadlineAt += model.now - from;
    attempt.stood.push({ from, to: model.now });
  }
  model.pause = null;
  return standing.length;
}

function marked({ choices, paper }: Attempt, revision: number): Grade {
  let [score, maxScore] = [0, 0];
  paper.forEach(({ item: { key }, order }, i) => {
    const chosen = order.reduce((mask, option, place) => mask | (((choices[i]! >> place) & 1) << option), 0);
    if (key.rule === 'annulled') return;
    maxScore += POINTS;
    if (key.rule === 'all_credit' || chosen === key.mask) score += POINTS;
  });
  const keyRevisions = paper.map(({ item }) => item.key.revision);
  return { revision, keyRevisions, score, maxScore, fullMarks: maxScore > 0 && score === maxScore };
}

/** A job came: what it names is graded if that is owed, and only then. */
export function grade(model: Model, ids: readonly string[]): void {
  for (const attempt of attemptsOf(model))
    if (ids.includes(attempt.id) && attempt.closed && !attempt.grade) attempt.grade = marked(attempt, 1);
}

/** Carries the approved corrections out. @returns how many attempts each of them changed */
export function correct(model: Model): Map<string, number> {
  const changed = new Map<string, number>();
  for (const { id, item, rule, mask } of model.corrections.splice(0)) {
    const after = { rule, mask: mask ?? item.key.mask };
    if (after.rule !== item.key.rule || after.mask !== item.key.mask)
      item.key = { ...after, revision: item.key.revision + 1 };
    const behind = attemptsOf(model).filter(
      ({ grade, paper }) => grade && paper.some((question, i) => question.item.key.revision !== grade.keyRevisions[i]),
    );
    for (const attempt of behind) attempt.grade = marked(attempt, attempt.grade!.revision + 1);
    changed.set(id, behind.length);
  }
  return changed;
}

/** Takes recognition from an attempt or gives it back. @returns the refusal, or null */
export function recognise(attempt: Attempt, isVoided: boolean): { code: string } | null {
  if (attempt.isVoided === isVoided) return { code: isVoided ? 'ATTEMPT_VOIDED' : 'ATTEMPT_NOT_VOIDED' };
  attempt.isVoided = isVoided;
  return null;
}

/** Grants extra time, for attempts under way too; what somebody was told is never taken back. */
export function grantExtraTime(model: Model, person: Person, percent: number): void {
  person.extraPercent = percent;
  for (const attempt of person.attempts) {
    if (!isOpen(attempt) || attempt.deadlineAt <= Math.min(model.now, model.pause?.startedAt ?? model.now)) continue;
    const extraPercent = Math.max(attempt.extraPercent, percent);
    const deadlineAt = deadlineOf(model, attempt.round, attempt.startedAt, extraPercent) + pausedMsOf(attempt);
    if (deadlineAt > attempt.deadlineAt) Object.assign(attempt, { deadlineAt, extraPercent });
  }
}

/** The attempt that counts for a person, in a round or in all: of those recognised the best, of equals the first. */
export function countedOf(attempts: readonly Attempt[]): Attempt | null {
  const valid = attempts.filter(({ grade, isVoided, isAbandoned }) => grade && !isVoided && !isAbandoned);
  return (
    valid.sort(
      (a, b) =>
        b.grade!.score - a.grade!.score ||
        a.closed!.at - b.closed!.at ||
        a.startedAt - b.startedAt ||
        (a.id < b.id ? -1 : 1),
    )[0] ?? null
  );
}
export const inRound = ({ attempts }: Person, round: Round): Attempt[] =>
  attempts.filter((attempt) => attempt.round === round);

/** I8: nobody has two attempts open. */
export const openAtOnce = ({ attempts }: Person): number => attempts.filter(isOpen).length;
