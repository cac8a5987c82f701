import type { Award, NotGiven, OpenTie, PassedOver, PassedReason } from './winner-file.js';
import type { OutReason } from './frozen-input.js';
import type { PrizeLine } from '../regulations/regulations.js';

/** A person or a unit whose turn it may be. */
export interface Candidate {
  person: string | null;
  unit: number | null;
  rank: number | null;
  /** Null where it is not asked. */
  fullMarks: boolean | null;
}

/** Why a candidate gets nothing of a line; null = it is a winner. */
export type Refusal = { reason: PassedReason; out: OutReason | null } | null;

export interface Turns {
  /** Candidates in order; those in one list are equal. Walked through once, by one line after the other. */
  groups: Iterator<Candidate[]>;
  /** Of a line: why not this one. */
  refuses: (candidate: Candidate, line: number) => Refusal;
  /** The order of equals that people decided; null while there is none. */
  order: (equals: readonly Candidate[]) => Candidate[] | null;
  /** How many of these equals can win together; the same as given unless a cap is among them. */
  together?: (equals: readonly Candidate[]) => number;
  /** Told of each winner. */
  won?: (candidate: Candidate) => void;
}

/** What prize lines come to. */
export interface Outcome {
  awards: Award[];
  passedOver: PassedOver[];
  notGiven: NotGiven[];
  ties: OpenTie[];
}

/**
 * Gives the prizes of lines that draw from the same order of candidates, line after line: each candidate has one turn. Keeps
 * who was passed over until somebody behind gets something, and ties that the edge of a line runs through.
 */
export class LineFiller {
  private equals: Candidate[] = [];
  /** Of equals whose order is open: how many more prizes may go to them, and the tie they stand in. */
  private open: { prizes: number; tie: OpenTie } | null = null;
  private movedUp = 0;
  private waiting: PassedOver[] = [];

  /** @param isReplaced whether the next in line moves up when a winner falls out */
  constructor(
    private readonly turns: Turns,
    private readonly outcome: Outcome,
    private readonly isReplaced: boolean,
  ) {}

  /** @param leftOver why prizes are not given when no candidate is left */
  fill(line: number, { by, quota }: PrizeLine, leftOver: NotGiven['reason'] = 'nobody_left'): void {
    let left = quota;
    const lacking: Partial<Record<NotGiven['reason'], number>> = {};
    const lack = (reason: NotGiven['reason'], count: number) => {
      lacking[reason] = (lacking[reason] ?? 0) + count;
      left -= count;
    };
    while (left > 0) {
      if (this.open) {
        const { tie } = this.open;
        const count = Math.min(left, this.open.prizes);
        tie.lines.push(line);
        this.open.prizes -= count;
        if (this.open.prizes === 0) this.open = null;
        lack('tie_open', count);
      } else if (this.equals.length > 0) {
        const candidate = this.equals.shift()!;
        const refusal = this.turns.refuses(candidate, line);
        if (refusal === null) {
          this.give(candidate, line, by, quota - left + 1);
          left -= 1;
        } else if (this.passes(candidate, line, refusal)) lack('not_replaced', 1);
      } else if (!this.next(line, left)) lack(leftOver, left);
    }
    for (const reason of ['not_replaced', 'tie_open', 'undecided', 'nobody_left'] as const) {
      if (lacking[reason]) this.outcome.notGiven.push({ line, count: lacking[reason], reason });
    }
  }

  /** Takes the next equals; false when nobody is left. Marks them open when the edge of the line runs through them. */
  private next(line: number, left: number): boolean {
    const { groups, refuses, order, together = (some: readonly Candidate[]) => some.length } = this.turns;
    const { value, done } = groups.next();
    if (done) return false;
    this.equals = value;
    if (value.length === 1) return true;
    const refusals = value.map((one) => this.takesNoPlace(refuses(one, line)));
    const able = value.filter((_, i) => refusals[i] === null);
    const winners = together(able);
    if (able.length < 2 || (winners === able.length && winners <= left)) return true;
    const ordered = order(able);
    if (ordered) {
      this.equals = [...value.filter((one) => !able.includes(one)), ...ordered];
      return true;
    }
    value.forEach((one, i) => refusals[i] && this.passes(one, line, refusals[i]));
    const tie: OpenTie = {
      lines: [],
      persons: able.flatMap(({ person }) => person ?? []),
      units: able.flatMap(({ person, unit }) => (person === null && unit !== null ? [unit] : [])),
    };
    this.outcome.ties.push(tie);
    this.equals = [];
    this.open = { prizes: winners, tie };
    return true;
  }

  /** Who falls out and is not replaced still takes the place that nobody gets. */
  private takesNoPlace(refusal: Refusal): Refusal {
    return refusal?.reason === 'out' && !this.isReplaced ? null : refusal;
  }

  private give(candidate: Candidate, line: number, by: PrizeLine['by'], place: number): void {
    const { person, unit, rank } = candidate;
    this.outcome.passedOver.push(...this.waiting);
    this.waiting = [];
    this.outcome.awards.push({ line, place, by, person, unit, rank, movedUp: this.movedUp });
    this.turns.won?.(candidate);
  }

  /** Remembers who gets nothing. True when the prize stays without anybody. */
  private passes({ person, unit, rank }: Candidate, line: number, refusal: NonNullable<Refusal>): boolean {
    const passed = { line, person, unit, rank, ...refusal };
    if (refusal.reason !== 'out') {
      this.waiting.push(passed);
      return false;
    }
    this.outcome.passedOver.push(passed);
    if (!this.isReplaced) return true;
    this.movedUp += 1;
    return false;
  }
}
