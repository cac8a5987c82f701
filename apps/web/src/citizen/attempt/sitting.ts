import { call, get, isPassing, Refusal } from '../../shared/api/client.js';
import { isClockDoubtful, noticeSleep, recallClock, serverNow } from '../../shared/api/server-clock.js';
import { tab } from '../../shared/storage.js';
import type { Attempt, Receipt } from '../../shared/api/views.js';
import { AnswerKeeper, sortUnsent, TakenBack, type Parcel, type SaveState } from './answer-keeper.js';
import { Journal, lastMoment, type Change, type Entry, type Place } from './journal.js';
import { predictionOf } from './prediction.js';
import { TabLock } from './tab-lock.js';

/** With less grace than this, the paper leaves before the deadline instead of at it. */
const SHORT_GRACE_MS = 5_000;
const LEAD_MS = 1_500;
/** In the last minute the deadline is read once more, each device at a moment of its own. */
const REREAD_FROM_MS = 55_000;
const REREAD_TO_MS = 20_000;
/** A parcel without an answer for so long is sent anew: on a bad network a new connection often gets through. */
const PATIENCE_MS = 10_000;
/** An unanswered question is asked again after so long, times 0.5 to 1.5. */
const AGAIN_MS = 4_000;

const SIGNED_OUT = ['SESSION_ENDED', 'NOT_SIGNED_IN'];
const TAKEN = ['ATTEMPT_TAKEN_OVER', 'SAVE_OUT_OF_ORDER', 'SAVE_CONFLICT'];
const ENDED = ['DEADLINE_PASSED', 'ATTEMPT_CLOSED', 'ATTEMPT_VOIDED'];

/** An answer that this device could not bring in time, and what the server has in its place. */
export interface NotCounted extends Change {
  instead: readonly number[];
}

/** What the end of an attempt looks like from here. `truth` is null until the server could be asked. */
export interface End {
  why: string;
  truth: { isClosed: boolean; answered: number; notCounted: NotCounted[] } | null;
}

/** Where this page and the attempt stand to each other. */
export type Stage =
  | { kind: 'opening' }
  | { kind: 'failed'; error: Error }
  /** The session is over and nothing of the attempt is on this device. */
  | { kind: 'signed-out'; error: Error }
  /** Another tab or device has it; it may have been taken from this page. */
  | { kind: 'elsewhere'; where: 'tab' | 'device' }
  | { kind: 'working' }
  | { kind: 'handing-in' }
  | { kind: 'over'; end: End }
  /** To the result. */
  | { kind: 'done' };

/**
 * One person's sitting at one attempt on this page: opens it wherever it was left, brings answers and the submit to the
 * server, follows the deadline, and never ends without saying what counted.
 */
export class Sitting {
  stage: Stage = { kind: 'opening' };
  saved: SaveState = { kind: 'idle' };
  /** A refusal that the person has to know about while working. */
  trouble: Error | null = null;
  /** The deadline was moved meanwhile. */
  isDeadlineMoved = false;
  /** The time is up, and only what belongs to the submit can still be done. */
  isTimeUp = false;

  private journal: Journal | null = null;
  private keeper: AnswerKeeper | null = null;
  private readonly lock: TabLock;
  private hasTriedAtEnd = false;
  private isReading = false;
  private readonly rereadAtMs = REREAD_TO_MS + Math.random() * (REREAD_FROM_MS - REREAD_TO_MS);
  private hasReread = false;
  private isGone = false;
  private wake: () => void = () => {};

  /** @param changed called after everything that can be seen */
  constructor(
    readonly attemptId: string,
    private readonly changed: () => void,
  ) {
    this.lock = new TabLock(attemptId, () => this.loseToTab());
  }

  /** What this device knows of the attempt; only while it has it. */
  get entry(): Entry | null {
    return this.journal?.entry ?? null;
  }

  /** While the contest stands still, it moves on with the clock. */
  get deadline(): number {
    const { deadlineAt, pause } = this.entry!.paper;
    return Date.parse(deadlineAt) + (pause ? serverNow() - Date.parse(pause.since) : 0);
  }

  /** Until when a submit counts. */
  get lastMoment(): number {
    return lastMoment(this.entry!.paper);
  }

  /** How many answers no receipt covers. */
  get unsaved(): number {
    return this.keeper?.unsaved ?? 0;
  }

  /** Would closing the page now leave something behind that the server does not have? */
  get isUnsaved(): boolean {
    return this.stage.kind === 'handing-in' || (this.stage.kind === 'working' && this.unsaved > 0);
  }

  chosen(position: number): readonly number[] {
    return this.keeper?.chosen(position) ?? [];
  }

  /** Positions without an answer. */
  get unanswered(): number[] {
    return this.entry!.paper.questions.map(({ position }) => position).filter((at) => this.chosen(at).length === 0);
  }

  // Opening

  /** Finds the attempt: on this device, in another tab, or at the server. */
  async open(): Promise<void> {
    this.show({ kind: 'opening' });
    const [journal, isFree] = await Promise.all([Journal.find(this.attemptId), this.lock.claim()]);
    if (this.isGone) return journal?.close();
    this.journal = journal;
    recallClock(journal?.entry.clockOffsetMs ?? null);
    if (!isFree) return this.show({ kind: 'elsewhere', where: 'tab' });
    if (journal?.entry.hold === 'ours') return this.work();
    await this.ask();
  }

  /** Nothing here, or nothing valid any more: the server says how the attempt stands. */
  private async ask(): Promise<void> {
    try {
      const now = await get('/api/attempts/{attemptId}', { path: { attemptId: this.attemptId } });
      if (now.state !== 'in_progress') {
        if (this.journal) return await this.end('ATTEMPT_CLOSED');
        return this.show({ kind: 'done' });
      }
      const entry = this.entry;
      const isUntouched =
        entry?.hold === 'signed_out' && sortUnsent(entry.pending, entry.confirmed, now.answers).overtaken.length === 0;
      if (isUntouched) await this.resume();
      else this.show({ kind: 'elsewhere', where: 'device' });
    } catch (error) {
      this.fail(error as Error);
      // There the button that was pressed says why.
      if (this.stage.kind === 'elsewhere') throw error;
    }
  }

  /** Goes on here, whoever had the attempt until now. */
  async takeOver(): Promise<void> {
    if (this.stage.kind !== 'elsewhere') return;
    if (this.stage.where === 'device') return this.resume();
    await this.lock.take();
    // The other tab has noted everything before it let go.
    this.journal?.close();
    this.journal = await Journal.find(this.attemptId);
    if (this.journal?.entry.hold === 'ours') this.work();
    else await this.ask();
  }

  private async resume(): Promise<void> {
    try {
      const attempt = await call('post', '/api/attempts/{attemptId}/resume', { path: { attemptId: this.attemptId } });
      const before = this.entry;
      const { pending, leftovers, confirmed } = before ?? { pending: [], leftovers: [], confirmed: [] };
      const { mergeable, overtaken } = sortUnsent(pending, confirmed, attempt.answers);
      // What was offered and is not decided yet is offered again, unless something newer was chosen here.
      const old = leftovers.filter(({ position }) => !pending.some((change) => change.position === position));
      const offered = sortUnsent(old, confirmed, attempt.answers);
      // After a stay in other hands nothing is merged by itself: the person sees it and decides.
      const isOwn = before?.hold === 'signed_out';
      this.journal?.close();
      this.journal = await Journal.begin(attempt, {
        ...(before && { flags: before.flags, prediction: before.prediction, place: before.place }),
        pending: isOwn ? mergeable : [],
        leftovers: [...offered.mergeable, ...offered.overtaken, ...(isOwn ? [] : mergeable), ...overtaken],
      });
      this.work();
    } catch (error) {
      if (error instanceof Refusal && ENDED.includes(error.code)) return this.end(error.code);
      this.fail(error as Error);
      throw error;
    }
  }

  private fail(error: Error): void {
    if (error instanceof Refusal && SIGNED_OUT.includes(error.code)) this.show({ kind: 'signed-out', error });
    else if (this.stage.kind !== 'elsewhere') this.show({ kind: 'failed', error });
  }

  private work(): void {
    const journal = this.journal!;
    if (this.isGone) return journal.close();
    const { savedAt, pending, handIn } = journal.entry;
    this.trouble = null;
    this.isTimeUp = false;
    this.hasTriedAtEnd = false;
    this.saved = savedAt === null ? { kind: 'idle' } : { kind: 'saved', at: savedAt };
    if (pending.length > 0) this.saved = { kind: 'saving' };
    this.keeper = new AnswerKeeper(journal, {
      tell: (state) => this.tell(state),
      send: (kind, parcel, signal) => this.send(kind, parcel, signal),
    });
    this.show({ kind: 'working' });
    if (handIn) void this.submit();
    else void this.refresh();
  }

  // Working

  answer(position: number, options: readonly number[]): void {
    if (this.isTimeUp) return;
    this.keeper?.change(position, options);
    this.changed();
  }

  flag(position: number): void {
    const { flags } = this.entry!;
    const others = flags.filter((other) => other !== position);
    this.note({ flags: others.length < flags.length ? others : [...flags, position] });
  }

  go(place: Place): void {
    this.note({ place });
  }

  predict(prediction: string): void {
    this.note({ prediction });
  }

  /** @param leftover chosen again, or (null) all of them left */
  settle(leftover: Change | null): void {
    const { leftovers } = this.entry!;
    if (leftover && this.isTimeUp) return;
    if (leftover) this.answer(leftover.position, leftover.options);
    this.note({ leftovers: leftover ? leftovers.filter((other) => other !== leftover) : [] });
  }

  private note(news: Partial<Entry>): void {
    void this.journal?.keep(news);
    this.changed();
  }

  private send(kind: 'save' | 'submit', body: Parcel, signal: AbortSignal): Promise<Receipt> {
    const headers = { 'x-attempt-token': this.entry!.token };
    const wish = { path: { attemptId: this.attemptId }, headers, signal, patienceMs: PATIENCE_MS };
    return kind === 'save'
      ? call('put', '/api/attempts/{attemptId}/answers', { ...wish, body }).then((receipt) => {
          const { deadlineAt, pause } = this.entry!.paper;
          if (receipt.deadlineAt !== (pause ? null : deadlineAt)) void this.refresh();
          return receipt;
        })
      : call('post', '/api/attempts/{attemptId}/submit', { ...wish, body });
  }

  private tell(state: SaveState): void {
    this.saved = state;
    if (state.kind === 'refused') this.refused(state.error);
    else {
      if (state.kind === 'saved') this.trouble = null;
      this.changed();
    }
  }

  private refused(error: Error): void {
    const code = error instanceof Refusal ? error.code : '';
    // A save that came too late goes with the submit, for which there is the grace.
    if (code === 'DEADLINE_PASSED' && this.stage.kind === 'working' && !this.hasTriedAtEnd) {
      this.atEnd();
      if (this.isGuessing) void this.refresh();
      return;
    }
    if (ENDED.includes(code)) return void this.end(code);
    if (TAKEN.includes(code)) return void this.loseToDevice();
    if (SIGNED_OUT.includes(code)) void this.journal?.keep({ hold: 'signed_out' });
    if (this.stage.kind === 'handing-in') this.stage = { kind: 'working' };
    this.trouble = error;
    this.changed();
  }

  /** Also two pages of one writer, of which one slept, are told apart by asking the server for a new writer. */
  private loseToDevice(): void {
    this.keeper?.stop();
    void this.journal?.keep({ hold: 'lost' });
    this.show({ kind: 'elsewhere', where: 'device' });
  }

  private async loseToTab(): Promise<void> {
    this.keeper?.stop();
    await this.journal?.keep();
    this.journal?.close();
    this.show({ kind: 'elsewhere', where: 'tab' });
  }

  /** Asks the server how the attempt stands: after a sleep, an outage, and in the last minute. */
  async refresh(): Promise<void> {
    if (this.isReading || !this.isAtWork) return;
    this.isReading = true;
    try {
      const now = await get('/api/attempts/{attemptId}', { path: { attemptId: this.attemptId } });
      if (!this.isAtWork) return;
      await this.hearOf(now);
    } catch (error) {
      if (!this.isAtWork) return;
      if (error instanceof Refusal && SIGNED_OUT.includes(error.code)) this.refused(error);
      else if (!isPassing(error)) this.abandon(error as Error);
    } finally {
      this.isReading = false;
    }
  }

  private get isAtWork(): boolean {
    return !this.isGone && (this.stage.kind === 'working' || this.stage.kind === 'handing-in');
  }

  private async hearOf(now: Attempt): Promise<void> {
    const { paper } = this.entry!;
    const { deadlineAt, graceMs, extraTimePercent, pause } = now;
    if (deadlineAt !== paper.deadlineAt || graceMs !== paper.graceMs || !pause !== !paper.pause) {
      this.isDeadlineMoved = deadlineAt !== paper.deadlineAt;
      await this.journal!.keep({ paper: { ...paper, deadlineAt, graceMs, extraTimePercent, pause } });
    }
    if (this.isTimeUp && this.deadline - serverNow() > this.leadMs) {
      this.isTimeUp = false;
      this.hasTriedAtEnd = false;
    }
    this.changed();
    if (this.stage.kind !== 'working') return;
    if (now.state !== 'in_progress') await this.end('ATTEMPT_CLOSED');
    else if (!this.isTimeUp) this.keeper!.check();
  }

  /** The attempt is not this person's, or not there: nothing of it is shown. */
  private abandon(error: Error): void {
    this.keeper?.stop();
    this.journal?.close();
    this.show({ kind: 'failed', error });
  }

  /** The network is back, or the page is looked at again. */
  hurry(): void {
    this.wake();
    if (!this.isAtWork) return;
    this.keeper?.tryNow();
    void this.refresh();
  }

  /** The page may be about to go: what was gathered leaves at once. */
  flush(): void {
    if (this.isAtWork) this.keeper?.tryNow();
  }

  // The end

  private get leadMs(): number {
    return this.entry!.paper.graceMs < SHORT_GRACE_MS ? LEAD_MS : 0;
  }

  /** The number to send with the submit; null when the round asks for none, or it is not filled in. */
  private get prediction(): number | null {
    const { paper, prediction } = this.entry!;
    return paper.prediction && predictionOf(prediction, paper.prediction);
  }

  /** At the end of the time the number was missing or being typed: the grace is for it. */
  get isGuessing(): boolean {
    const { paper, place } = this.entry!;
    return paper.prediction !== null && (this.prediction === null || place === 'prediction');
  }

  /** Must be called several times a second. */
  tick(): void {
    if (!this.isAtWork) return;
    noticeSleep();
    // The band above the page hears when it goes on.
    if (this.entry!.paper.pause) return;
    const left = this.deadline - serverNow();
    if (isClockDoubtful()) void this.refreshSlowly();
    else if (!this.hasReread && left < this.rereadAtMs) {
      this.hasReread = true;
      void this.refresh();
    }
    if (left > this.leadMs || this.stage.kind === 'handing-in') return;
    this.isTimeUp = true;
    this.changed();
    // A guessed time does not end an attempt.
    if (isClockDoubtful() || this.hasTriedAtEnd) return;
    this.atEnd();
  }

  /** The time for answers is over, by the clock or because the server took no more: the grace is for the submit alone. */
  private atEnd(): void {
    this.isTimeUp = true;
    this.changed();
    if (this.isGuessing) {
      const grace = this.lastMoment - serverNow();
      if (this.entry!.place !== 'prediction') this.go('prediction');
      if (grace > LEAD_MS) return;
      if (this.prediction === null) return grace > 0 ? undefined : void this.end('DEADLINE_PASSED');
    }
    this.hasTriedAtEnd = true;
    void this.submit();
  }

  private async refreshSlowly(): Promise<void> {
    if (this.isReading) return;
    await this.refresh();
    this.isReading = true;
    await this.pause();
    this.isReading = false;
  }

  /** Hands the attempt in, and keeps at it until the server has answered. */
  async submit(): Promise<void> {
    if (this.stage.kind !== 'working') return;
    this.trouble = null;
    this.show({ kind: 'handing-in' });
    try {
      const receipt = await this.keeper!.submit(this.prediction);
      const { number, receivedAt, answered } = receipt;
      tab.write(`bien-nhan:${this.attemptId}`, { number, receivedAt, answered });
      await this.journal!.forget();
      this.show({ kind: 'done' });
    } catch (error) {
      if (error instanceof TakenBack && this.isAtWork) this.show({ kind: 'working' });
    }
  }

  /** Back to the paper, while the submit has not been answered. */
  takeBack(): void {
    this.keeper?.takeBack();
  }

  /** The attempt takes no more answers: says what counted, as soon as the server can be asked, until it is closed there. */
  private async end(why: string): Promise<void> {
    this.keeper?.stop();
    this.show({ kind: 'over', end: { why, truth: null } });
    while (!this.isGone) {
      const now = await get('/api/attempts/{attemptId}', { path: { attemptId: this.attemptId } }).catch(
        (error: Error) => (isPassing(error) ? null : error),
      );
      if (this.isGone) return;
      if (now instanceof Error) return this.fail(now);
      if (now) {
        const isClosed = now.state !== 'in_progress';
        const notCounted = this.notCounted(now);
        if (isClosed && notCounted.length === 0 && why !== 'ATTEMPT_VOIDED') return this.leaveForResult();
        const answered = now.answers.filter((options) => options.length > 0).length;
        this.show({ kind: 'over', end: { why, truth: { isClosed, answered, notCounted } } });
        if (isClosed || why === 'ATTEMPT_VOIDED') return;
      }
      await this.pause();
    }
  }

  private notCounted({ answers }: Attempt): NotCounted[] {
    const entry = this.entry;
    if (!entry) return [];
    const { mergeable, overtaken } = sortUnsent(entry.pending, entry.confirmed, answers);
    return [...mergeable, ...overtaken]
      .sort((a, b) => a.position - b.position)
      .map((change) => ({ ...change, instead: answers[change.position - 1] ?? [] }));
  }

  /** All is said: nothing of the attempt stays on this device. */
  async leaveForResult(): Promise<void> {
    await this.journal?.forget();
    this.show({ kind: 'done' });
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, AGAIN_MS * (0.5 + Math.random()));
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  private show(stage: Stage): void {
    this.stage = stage;
    this.changed();
  }

  /** The page goes. What is unsent stays in the journal for the next one. */
  leave(): void {
    if (this.isAtWork) this.keeper?.tryNow();
    this.isGone = true;
    this.keeper?.stop();
    this.journal?.close();
    this.wake();
    this.lock.close();
  }
}
