// A gate between two parties on loopback: it hands bytes on, and can cut, hold back, slow down or lose them, as networks do.

import { connect, createServer } from 'node:net';

/**
 * One connection through the gate. Each direction keeps its order, whatever happens to the gate meanwhile.
 */
class Link {
  /** @param {Gate} gate @param {import('node:net').Socket} near whoever asked */
  constructor(gate, near) {
    this.gate = gate;
    this.near = near;
    /** @type {import('node:net').Socket | null} */
    this.far = null;
    /** What is on its way in each direction, with the instant at which it may arrive. */
    this.forth = /** @type {{ bytes: Buffer | null, at: number }[]} */ ([]);
    this.back = /** @type {{ bytes: Buffer | null, at: number }[]} */ ([]);
    near.setNoDelay(true);
    near.on('error', () => {});
    near.on('data', (bytes) => this.take(this.forth, bytes));
    near.on('end', () => this.take(this.forth, null));
    near.on('close', () => this.gate.isOpen && this.end());
    void this.dial();
  }

  /** Tries the backends in turn, as a balancer does that asks the next one when one is down. */
  async dial() {
    while (this.gate.isHole) await this.gate.change;
    for (const port of this.gate.inTurn()) {
      const far = connect({ port, host: '127.0.0.1', noDelay: true });
      const isUp = await new Promise((resolve) => {
        far.once('connect', () => resolve(true));
        far.once('error', () => resolve(false));
      });
      if (!isUp) continue;
      if (this.near.destroyed) return void far.destroy();
      far.on('error', () => {});
      far.on('data', (bytes) => this.answer(bytes));
      far.on('end', () => this.take(this.back, null));
      far.on('close', () => this.gate.isOpen && this.end());
      this.far = far;
      return this.pass();
    }
    this.end();
  }

  /** @param {Buffer} bytes */
  answer(bytes) {
    // The other side has done its work, and whoever asked never hears of it.
    if (this.gate.loseReply > 0 && this.gate.random() < this.gate.loseReply) {
      this.gate.lost += 1;
      return this.end();
    }
    this.take(this.back, bytes);
  }

  /** @param {{ bytes: Buffer | null, at: number }[]} way @param {Buffer | null} bytes null: that side has nothing more to say */
  take(way, bytes) {
    way.push({ bytes, at: performance.now() + this.gate.delayMs });
    this.pass();
  }

  /** Hands on what may arrive by now. */
  pass() {
    if (this.gate.isHole || !this.far) return;
    const now = performance.now();
    for (const [way, to] of /** @type {const} */ ([
      [this.forth, this.far],
      [this.back, this.near],
    ])) {
      for (let next = way[0]; next && next.at <= now; next = way[0]) {
        way.shift();
        if (next.bytes) to.write(next.bytes);
        else to.end();
      }
      if (way[0]) setTimeout(() => this.pass(), Math.max(1, way[0].at - now));
    }
  }

  /** At once, in both directions. */
  end() {
    this.gate.links.delete(this);
    // A reset, not a farewell: a network that breaks does not say goodbye.
    this.near.resetAndDestroy();
    this.far?.resetAndDestroy();
  }
}

/** @typedef {'open' | 'cut' | 'hole'} GateState cut: connections are reset and refused; hole: nothing arrives, nobody is told */

/** A port of its own before one or several ports. */
export class Gate {
  /** @type {Set<Link>} */
  links = new Set();
  /** @type {GateState} */
  state = 'open';
  delayMs = 0;
  /** Share of replies that are lost after the other side has done its work. */
  loseReply = 0;
  /** Replies lost so far. */
  lost = 0;
  #turn = 0;
  #told = () => {};
  /** Settles at the next change of state. */
  change = new Promise((resolve) => (this.#told = () => resolve(undefined)));

  /** @param {() => number[]} backends ports; the first that answers is taken, beginning with another each time @param {() => number} random */
  constructor(backends, random) {
    this.backends = backends;
    this.random = random;
    this.server = createServer({ noDelay: true }, (near) => {
      if (this.state === 'cut') return void near.resetAndDestroy();
      this.links.add(new Link(this, near));
    });
  }

  get isHole() {
    return this.state === 'hole';
  }
  get isOpen() {
    return this.state === 'open';
  }

  /** @param {number} [port] any free one unless told @returns {Promise<number>} its port */
  listen(port = 0) {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () =>
        resolve(/** @type {import('node:net').AddressInfo} */ (this.server.address()).port),
      );
    });
  }

  *inTurn() {
    const ports = this.backends();
    this.#turn += 1;
    for (let i = 0; i < ports.length; i += 1) yield ports[(this.#turn + i) % ports.length] ?? 0;
  }

  /** @param {GateState} state */
  set(state) {
    this.state = state;
    const told = this.#told;
    this.change = new Promise((resolve) => (this.#told = () => resolve(undefined)));
    told();
    for (const link of [...this.links]) {
      if (state === 'cut') link.end();
      // What was held back arrives late, in order; who left meanwhile is gone.
      else if (state === 'open') link.near.destroyed || link.far?.destroyed ? link.end() : link.pass();
    }
  }

  /** All as it should be again. */
  heal() {
    this.delayMs = 0;
    this.loseReply = 0;
    this.set('open');
  }

  close() {
    this.set('cut');
    this.server.close();
  }
}
