import type { Attempt } from '../../shared/api/views.js';
import { clockOffsetMs, serverNow } from '../../shared/api/server-clock.js';
import { vault } from './vault.js';

/** An answer by its position from 1 and the numbers of its options from 1, as they stand on the screen. */
export interface Change {
  position: number;
  options: number[];
}

/** Where in the attempt the person is: a question by its position, or one of the steps after the last. */
export type Place = number | 'prediction' | 'review';

/**
 * Does this device hold the attempt? `ours`: yes, as far as it knows. `signed_out`: yes, but the session that let it in has
 * ended. `lost`: another device holds it.
 */
export type Hold = 'ours' | 'signed_out' | 'lost';

/** A submit that the person (or the end of the time) decided on: repeated word for word until the server has answered. */
export interface HandIn {
  seq: number;
  changes: Change[];
  prediction: number | null;
}

/**
 * All that this device knows of one attempt: enough to go on after a refresh, without the network too. There is nothing in
 * it that says who the person is.
 */
export interface Entry {
  /** As the server gave it; deadline and grace as last heard. */
  paper: Attempt;
  hold: Hold;
  writer: string;
  token: string;
  /** The last number given to a save of this writer, sent or not. */
  seq: number;
  /** What the server has confirmed, by position. */
  confirmed: number[][];
  /** When it last did; null before the first time. */
  savedAt: string | null;
  /** Changes that no receipt covers yet. */
  pending: Change[];
  /** What an earlier device or hour could not send and was overtaken: shown, never sent by itself. */
  leftovers: Change[];
  flags: number[];
  /** As typed. */
  prediction: string;
  place: Place;
  handIn: HandIn | null;
  /** How far the server's clock is ahead of this device's, for the time left after a refresh without network. */
  clockOffsetMs: number | null;
}

const PREFIX = 'bai:';

/** Journals that may still write: those of this page. */
const open = new Set<Journal>();

/** One attempt's entry, kept on this device after every change. */
export class Journal {
  private isClosed = false;

  private constructor(readonly entry: Entry) {
    open.add(this);
  }

  /** The journal of an attempt that this device has; null when it has none. */
  static async find(attemptId: string): Promise<Journal | null> {
    const entry = await vault.read<Entry>(PREFIX + attemptId);
    return entry && new Journal(entry);
  }

  /**
   * Begins a journal for an attempt that was just started or resumed here; an older one of it is replaced.
   *
   * @param before what stays of the older one
   */
  static async begin(attempt: Attempt, before: Partial<Entry> = {}): Promise<Journal> {
    const { writer, token, seq, answers } = attempt;
    if (writer === null || token === null) throw new Error('this device does not hold the attempt');
    const journal = new Journal({
      flags: [],
      prediction: '',
      place: attempt.prediction?.asked === 'before' ? 'prediction' : 1,
      pending: [],
      leftovers: [],
      ...before,
      paper: { ...attempt, token: null },
      hold: 'ours',
      writer,
      token,
      seq,
      confirmed: answers.map((options) => [...options]),
      savedAt: null,
      handIn: null,
      clockOffsetMs: clockOffsetMs(),
    });
    await journal.keep();
    return journal;
  }

  /** Notes what is new. The promise is kept when it would survive the end of this page. */
  async keep(news: Partial<Entry> = {}): Promise<void> {
    Object.assign(this.entry, news, { clockOffsetMs: clockOffsetMs() ?? this.entry.clockOffsetMs });
    if (!this.isClosed) await vault.write(PREFIX + this.entry.paper.attemptId, this.entry);
  }

  /** No more notes from this page; what is kept stays. */
  close(): void {
    this.isClosed = true;
    open.delete(this);
  }

  /** Leaves nothing of the attempt on this device. */
  async forget(): Promise<void> {
    this.close();
    await vault.remove(PREFIX + this.entry.paper.attemptId);
  }
}

/**
 * To be called with what a start or a resume answered, before going to /lam-bai/<id>: the attempt page then goes on at once.
 * Where the attempt is open on another device (`token` is null) nothing is kept, and the attempt page asks.
 *
 * @example await openAttempt(attempt); route(`/lam-bai/${attempt.attemptId}`);
 */
export async function openAttempt(attempt: Attempt): Promise<void> {
  await forgetFinished(attempt.attemptId);
  if (attempt.writer === null || attempt.token === null) return;
  const known = await Journal.find(attempt.attemptId);
  known?.close();
  // The same start asked again: what this device has is newer than what the server told.
  if (known?.entry.writer === attempt.writer && known.entry.hold === 'ours') return;
  (await Journal.begin(attempt)).close();
}

/** Journals of attempts whose last moment is over have nothing more to send. */
async function forgetFinished(exceptId: string): Promise<void> {
  for (const name of await vault.names()) {
    if (!name.startsWith(PREFIX) || name === PREFIX + exceptId) continue;
    const entry = await vault.read<Entry>(name);
    if (entry && lastMoment(entry.paper) < serverNow()) await vault.remove(name);
  }
}

/** Leaves nothing of any attempt on this device, and lets no page that is still open write again. */
export async function forgetAttempts(): Promise<void> {
  for (const journal of [...open]) journal.close();
  for (const name of await vault.names()) if (name.startsWith(PREFIX)) await vault.remove(name);
}

/** Until when a submit counts, epoch ms by the server's clock. */
export const lastMoment = ({ deadlineAt, graceMs }: Pick<Attempt, 'deadlineAt' | 'graceMs'>): number =>
  Date.parse(deadlineAt) + graceMs;
