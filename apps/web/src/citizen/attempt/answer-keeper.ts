import { isPassing, Unreachable } from '../../shared/api/client.js';
import { serverNow } from '../../shared/api/server-clock.js';
import type { Receipt } from '../../shared/api/views.js';
import type { Change, HandIn, Journal } from './journal.js';

/** Where a lost network is concerned, one retry a second at first, later one in half a minute. */
const FIRST_PAUSE_MS = 800;
const LONGEST_PAUSE_MS = 30_000;
/** Quick changes travel together. */
const GATHER_MS = 300;

/** Where the answers are. It is always true: `saved` only when the receipt of the last change is here. */
export type SaveState =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'offline' }
  | { kind: 'busy' }
  | { kind: 'refused'; error: Error };

/** What travels: a save, or a submit with its prediction. */
export interface Parcel {
  writer: string;
  seq: number;
  changes: Change[];
  prediction?: number;
  /** How long it waited here for a connection: the desk can then say what happened. */
  waitedMs?: number;
}

export interface KeeperWorld {
  /** Brings a parcel to the server. Throws Refusal or Unreachable. */
  send: (kind: 'save' | 'submit', parcel: Parcel, signal: AbortSignal) => Promise<Receipt>;
  tell: (state: SaveState) => void;
  random?: () => number;
  pauseMs?: number;
  gatherMs?: number;
}

/** A submit was taken back by the person before the server had answered. */
export class TakenBack extends Error {}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((option, i) => option === b[i]);

/**
 * Brings answers to the server and says the truth about them. A change is kept on this device before it is sent, and counts
 * as saved only when the server's receipt is here. The number of a save is kept before it is used, so that after a refresh
 * no number stands for two different saves.
 */
export class AnswerKeeper {
  private readonly random: () => number;
  private readonly pauseMs: number;
  private readonly gatherMs: number;
  private pump: Promise<void> | null = null;
  private gathering: ReturnType<typeof setTimeout> | undefined;
  private flight: AbortController | null = null;
  private isHandingIn = false;
  private isStopped = false;
  private isCheckWanted = false;
  private wake: () => void = () => {};
  private told: SaveState['kind'] = 'idle';

  constructor(
    private readonly journal: Journal,
    private readonly world: KeeperWorld,
  ) {
    this.random = world.random ?? Math.random;
    this.pauseMs = world.pauseMs ?? FIRST_PAUSE_MS;
    this.gatherMs = world.gatherMs ?? GATHER_MS;
    // A submit that was on its way goes on as a submit.
    if (this.unsaved > 0 && !journal.entry.handIn) this.start();
  }

  /** How many changes no receipt covers. */
  get unsaved(): number {
    return this.journal.entry.pending.length;
  }

  /** Options now chosen: those on their way before those confirmed. @param position from 1 */
  chosen(position: number): readonly number[] {
    const { pending, confirmed } = this.journal.entry;
    return pending.find((change) => change.position === position)?.options ?? confirmed[position - 1] ?? [];
  }

  /** @param position from 1 @param options from 1, as shown on the screen; [] takes the answer back */
  change(position: number, options: readonly number[]): void {
    if (this.isHandingIn || this.isStopped) return;
    const change = { position, options: [...options].sort((a, b) => a - b) };
    const others = this.journal.entry.pending.filter((old) => old.position !== position);
    void this.journal.keep({ pending: [...others, change] });
    // While a parcel waits for the network, what was said of it holds for this change too.
    if (this.told !== 'offline' && this.told !== 'busy') this.tell({ kind: 'saving' });
    if (this.pump) return;
    clearTimeout(this.gathering);
    this.gathering = setTimeout(() => this.start(), this.gatherMs);
  }

  /** Asks whether this device still holds the attempt, by a save of nothing; told as any save is. */
  check(): void {
    if (this.isHandingIn || this.isStopped || this.pump) return;
    this.isCheckWanted = true;
    this.start();
  }

  /** The network may be back, or the page may be about to go: do not wait any longer. */
  tryNow(): void {
    this.wake();
    if (this.unsaved > 0 && !this.isHandingIn) this.start();
  }

  private tell(state: SaveState): void {
    this.told = state.kind;
    this.world.tell(state);
  }

  /** Nothing is sent any more; what is on its way may still arrive, and is kept as unsaved. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.gathering);
    this.wake();
  }

  private start(): void {
    clearTimeout(this.gathering);
    if (this.isStopped || this.isHandingIn) return;
    this.pump ??= this.run().finally(() => (this.pump = null));
  }

  private get isHalted(): boolean {
    return this.isStopped || this.isHandingIn;
  }

  private async run(): Promise<void> {
    const { journal } = this;
    while ((this.unsaved > 0 || this.isCheckWanted) && !this.isHalted) {
      this.isCheckWanted = false;
      const sent = journal.entry.pending;
      if (sent.length > 0) this.tell({ kind: 'saving' });
      const seq = journal.entry.seq + 1;
      await journal.keep({ seq });
      // Also a page that is going sends what it began.
      if (this.isHandingIn) return;
      let receipt: Receipt;
      try {
        receipt = await this.deliver('save', { writer: journal.entry.writer, seq, changes: sent });
      } catch (error) {
        if (!this.isHalted) this.tell({ kind: 'refused', error: error as Error });
        return;
      }
      const confirmed = [...journal.entry.confirmed];
      for (const { position, options } of sent) confirmed[position - 1] = options;
      const pending = journal.entry.pending.filter((change) => !sent.includes(change));
      if (this.isStopped) return;
      await journal.keep({ confirmed, pending, savedAt: receipt.receivedAt });
    }
    if (this.isHalted) return;
    const { savedAt } = journal.entry;
    if (this.unsaved === 0 && savedAt !== null) this.tell({ kind: 'saved', at: savedAt });
  }

  /**
   * Hands the attempt in with everything not confirmed yet. The same parcel is repeated until the server has answered, after
   * a refresh too: it gives the same receipt again.
   *
   * @throws {Refusal} the server's; then answers can be changed and saved again
   * @throws {TakenBack} when `takeBack` was called
   */
  async submit(prediction: number | null): Promise<Receipt> {
    const { journal } = this;
    this.isHandingIn = true;
    clearTimeout(this.gathering);
    this.flight?.abort();
    this.wake();
    await this.pump;
    this.tell({ kind: 'saving' });
    const handIn: HandIn = journal.entry.handIn ?? {
      seq: journal.entry.seq + 1,
      changes: journal.entry.pending,
      prediction,
    };
    try {
      await journal.keep({ handIn, seq: Math.max(handIn.seq, journal.entry.seq) });
      const { prediction: guess, ...rest } = handIn;
      return await this.deliver('submit', {
        writer: journal.entry.writer,
        ...rest,
        ...(guess !== null && { prediction: guess }),
      });
    } catch (error) {
      // A page that goes leaves the submit to the next one.
      if (this.isStopped) throw error;
      this.isHandingIn = false;
      await journal.keep({ handIn: null });
      if (!(error instanceof TakenBack)) this.tell({ kind: 'refused', error: error as Error });
      else if (this.unsaved > 0) this.start();
      else this.check();
      throw error;
    }
  }

  /** Takes a submit back that has not been answered; it may have arrived all the same. */
  takeBack(): void {
    if (this.isHandingIn) this.flight?.abort();
    this.wake();
  }

  private async deliver(kind: 'save' | 'submit', parcel: Parcel): Promise<Receipt> {
    const flight = new AbortController();
    this.flight = flight;
    const since = serverNow();
    for (let failures = 0; ; failures++) {
      try {
        return await this.world.send(kind, parcel, flight.signal);
      } catch (error) {
        if (flight.signal.aborted) throw new TakenBack();
        if (this.isStopped || !isPassing(error)) throw error;
        this.tell({ kind: error instanceof Unreachable ? 'offline' : 'busy' });
        await this.pause(failures);
        if (error instanceof Unreachable) parcel.waitedMs = Math.max(1, Math.round(serverNow() - since));
        if (flight.signal.aborted || this.isStopped) throw new TakenBack();
      }
    }
  }

  /** Between half and one and a half of the pause, so that a hall of phones does not come back in one moment. */
  private pause(failures: number): Promise<void> {
    const ms = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2 ** failures) * (0.5 + this.random());
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/**
 * What becomes of changes that were not sent, when the answers have been in other hands or time has passed.
 *
 * @param unsent what this device could not send @param confirmed what it knew of the server then @param answers the server's now
 * @returns `mergeable`: the server still has what this device knew, so the change is simply late. `overtaken`: the server has
 *   another answer meanwhile. What the server has already is in neither.
 */
export function sortUnsent(
  unsent: readonly Change[],
  confirmed: readonly (readonly number[])[],
  answers: readonly (readonly number[])[],
): { mergeable: Change[]; overtaken: Change[] } {
  const news = unsent.filter(({ position, options }) => !same(answers[position - 1] ?? [], options));
  const isLate = ({ position }: Change): boolean => same(answers[position - 1] ?? [], confirmed[position - 1] ?? []);
  return { mergeable: news.filter(isLate), overtaken: news.filter((change) => !isLate(change)) };
}
