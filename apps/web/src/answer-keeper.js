// Brings answers to the server and says the truth about them. A change is kept on this device before it is sent, and
// counts as saved only when the server's receipt is here.

/** Where a lost network is concerned, one retry a second at first, later one in half a minute. */
const FIRST_PAUSE_MS = 800;
const LONGEST_PAUSE_MS = 30_000;

/** Will the same request be answered otherwise later? Refusals by rule will not. */
const isPassing = (error) => error.code === 'UNREACHABLE' || error.status === 429 || error.status >= 500;

const same = (a, b) => a.length === b.length && a.every((option, i) => option === b[i]);

/**
 * @typedef {{ kind: 'idle' } | { kind: 'saving' } | { kind: 'saved', at: string } | { kind: 'offline' }
 *   | { kind: 'busy' } | { kind: 'refused', error: Error }} SaveState
 */
export class AnswerKeeper {
  #pending = new Map();
  #pump = null;
  #submitting = false;
  #flight = null;
  #wake = () => {};

  /**
   * @param {{ attemptId: string, writer: string, seq: number, answers: number[][] }} attempt as the server showed it
   * @param {object} with_
   * @param {(kind: 'save' | 'submit', body: object, signal: AbortSignal) => Promise<{ receivedAt: string }>} with_.send
   * @param {{ read(name: string): any, write(name: string, value: unknown): void, remove(name: string): void }} with_.shelf
   * @param {(state: SaveState) => void} with_.tell
   * @param {() => number} [with_.random]
   * @param {number} [with_.pauseMs]
   */
  constructor(attempt, { send, shelf, tell, random = Math.random, pauseMs = FIRST_PAUSE_MS }) {
    Object.assign(this, { send, shelf, tell, random, pauseMs });
    this.name = `bai:${attempt.attemptId}`;
    this.writer = attempt.writer;
    this.seq = attempt.seq;
    /** What the server has confirmed. */
    this.confirmed = attempt.answers.map((options) => [...options]);
    this.#recover();
    if (this.#pending.size > 0) this.#start();
  }

  /**
   * Takes up what an earlier page of this device could not send. Where the server has another answer than that page knew,
   * another device was faster, and the server's answer stands.
   */
  #recover() {
    const kept = this.shelf.read(this.name);
    for (const [position, options] of kept?.pending ?? []) {
      const [now, then] = [this.confirmed[position - 1], kept.confirmed[position - 1]];
      if (now && then && same(now, then) && !same(now, options)) this.#pending.set(position, options);
    }
    this.prediction = kept?.prediction ?? '';
  }

  #keep() {
    const { confirmed, prediction } = this;
    this.shelf.write(this.name, { confirmed, prediction, pending: [...this.#pending] });
  }

  /** Options now chosen, by position: those on their way before those confirmed. @param {number} position from 1 */
  chosen(position) {
    return this.#pending.get(position) ?? this.confirmed[position - 1];
  }

  /** @param {number} position from 1 @param {number[]} options from 1, as shown on the screen; [] takes the answer back */
  change(position, options) {
    if (this.#submitting) return;
    this.#pending.set(
      position,
      [...options].sort((a, b) => a - b),
    );
    this.#keep();
    this.#start();
  }

  /** The number is sent with the submit; until then it is kept here. @param {string} text as typed */
  predict(text) {
    this.prediction = text;
    this.#keep();
  }

  get unsaved() {
    return this.#pending.size;
  }

  /** The network may be back: do not wait any longer. */
  tryNow() {
    this.#wake();
  }

  /** The attempt is over or in other hands: nothing is sent any more. @param {{ forget?: boolean }} [how] */
  stop({ forget = false } = {}) {
    this.#submitting = true;
    this.#flight?.abort();
    this.#wake();
    if (forget) this.shelf.remove(this.name);
  }

  #start() {
    this.#pump ??= this.#run().finally(() => (this.#pump = null));
  }

  async #run() {
    let last = null;
    while (this.#pending.size > 0 && !this.#submitting) {
      const sent = [...this.#pending];
      this.tell({ kind: 'saving' });
      try {
        last = await this.#deliver('save', { writer: this.writer, seq: ++this.seq, changes: changesOf(sent) });
      } catch (error) {
        if (!this.#submitting) this.tell({ kind: 'refused', error });
        return;
      }
      for (const [position, options] of sent) {
        this.confirmed[position - 1] = options;
        if (this.#pending.get(position) === options) this.#pending.delete(position);
      }
      this.#keep();
    }
    if (last && !this.#submitting) this.tell({ kind: 'saved', at: last.receivedAt });
  }

  /**
   * Hands the attempt in with everything not confirmed yet. The same request is repeated until the server has answered:
   * it gives the same receipt again.
   * @param {number | null} prediction
   * @returns {Promise<{ receivedAt: string, number: string }>} the receipt; throws the server's refusal
   */
  async submit(prediction) {
    this.#submitting = true;
    this.#flight?.abort();
    this.#wake();
    await this.#pump;
    const changes = changesOf([...this.#pending]);
    try {
      this.tell({ kind: 'saving' });
      const receipt = await this.#deliver('submit', {
        ...{ writer: this.writer, seq: ++this.seq, changes },
        ...(prediction !== null && { prediction }),
      });
      this.shelf.remove(this.name);
      return receipt;
    } catch (error) {
      this.#submitting = false;
      this.tell({ kind: 'refused', error });
      throw error;
    }
  }

  async #deliver(kind, body) {
    const flight = new AbortController();
    this.#flight = flight;
    for (let failures = 0; ; failures++) {
      try {
        return await this.send(kind, body, flight.signal);
      } catch (error) {
        if (flight.signal.aborted || !isPassing(error)) throw error;
        this.tell({ kind: error.code === 'UNREACHABLE' ? 'offline' : 'busy' });
        await this.#pause(failures);
        if (flight.signal.aborted) throw error;
      }
    }
  }

  /** Between half and one and a half of the pause, so that a hall of phones does not come back in one moment. */
  #pause(failures) {
    const ms = Math.min(LONGEST_PAUSE_MS, this.pauseMs * 2 ** failures) * (0.5 + this.random());
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const changesOf = (entries) => entries.map(([position, options]) => ({ position, options }));
