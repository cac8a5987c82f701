import type { PrizeLine } from '../regulations/regulations.js';
import { isRoundIn } from '../regulations/standings.js';
import type { Contender } from './boards.js';
import type { AttemptRow, FrozenInput } from './frozen-input.js';
import { LineFiller, type Candidate, type Outcome, type Refusal, type Turns } from './line-filler.js';
import { rankedIn, unitsAbove, unitSums } from './unit-facts.js';
import type { Award } from './winner-file.js';

/** Prizes for somebody who has one already, so that "one to a person" does not speak of them. */
const ON_TOP: readonly PrizeLine['by'][] = ['youngest', 'oldest', 'minority', 'most_first_prizes'];
/** Prizes that people award. */
const BY_PEOPLE: readonly PrizeLine['by'][] = ['minority', 'jury', 'referral'];

/** A prize that somebody has within the field, of this settlement or of one before. */
interface Held {
  line: number;
  person: string;
  unit: number | null;
}

type NumberedLine = readonly [line: number, plan: PrizeLine];

/**
 * Gives the prizes of a field, line after line: first those for people, then those for people who have a prize, then those
 * for units. See the rules in `winnersOf`.
 */
export class Prizes {
  readonly outcome: Outcome = { awards: [], passedOver: [], notGiven: [], ties: [] };
  private readonly lines: NumberedLine[];
  /** Who can have no further prize. */
  private readonly holders: Set<string>;
  private readonly winnersOfUnit = new Map<number, Set<string>>();

  /**
   * @param boards the standings by audience
   * @param people all attempts of each person
   */
  constructor(
    private readonly input: FrozenInput,
    private readonly boards: ReadonlyMap<string | null, readonly Contender[]>,
    private readonly people: ReadonlyMap<string, readonly AttemptRow[]>,
  ) {
    const { rules, field, earlier } = input;
    this.lines = [...rules.prizes.list.entries()].filter(([, { of }]) => of === field.of);
    const before = rules.prizes.onePerPerson === 'contest' ? earlier.flatMap(({ awards }) => awards) : [];
    this.holders = new Set(before.map(({ person }) => person));
  }

  toPersons(): void {
    const own = this.lines.filter(([, { to, by }]) => to === 'person' && !ON_TOP.includes(by));
    this.inLines(own, (line, plan) => (plan.by === 'rank' ? this.byRank(plan) : this.byPeople(line)));
    const onTop = this.lines.filter(([, { to, by }]) => to === 'person' && ON_TOP.includes(by));
    const held = this.held();
    this.inLines(onTop, (line, plan) =>
      plan.by === 'minority' ? this.amongWinners(line, held) : this.special(plan, held),
    );
  }

  /** @param sums what `unitSums` says of the units, after the prizes to people */
  toUnits(sums: ReturnType<typeof unitSums>): void {
    const own = this.lines.filter(([, { to }]) => to === 'unit');
    this.inLines(own, (line, plan) => this.amongUnits(line, plan, sums));
  }

  /** People with a prize within the field, by each unit that they count for. */
  winnersByUnit(): Map<number, Set<string>> {
    const above = unitsAbove(this.input);
    const winners = new Map<number, Set<string>>();
    for (const { person, unit } of this.held())
      for (const id of above(unit)) winners.set(id, (winners.get(id) ?? new Set()).add(person));
    return winners;
  }

  /** Lines of one order of candidates are filled one after the other, whatever stands between them. */
  private inLines(lines: readonly NumberedLine[], turnsOf: (line: number, plan: PrizeLine) => Turns): void {
    const isReplaced = this.input.rules.prizes.replacement === 'next_in_line';
    const fillers = new Map<string, LineFiller>();
    for (const [line, plan] of lines) {
      const isByPeople = BY_PEOPLE.includes(plan.by);
      const order = JSON.stringify([plan.by, plan.audience, plan.block, isByPeople ? line : null]);
      const filler = fillers.get(order) ?? new LineFiller(turnsOf(line, plan), this.outcome, isReplaced);
      fillers.set(order, filler);
      filler.fill(line, plan, isByPeople ? 'undecided' : 'nobody_left');
    }
  }

  private byRank({ audience }: PrizeLine): Turns {
    const { onlyFullMarks, perUnitMax } = this.input.rules.prizes;
    return {
      groups: equals(this.boards.get(audience)!, (a, b) => a.rank === b.rank),
      refuses: (one, line) =>
        this.refusedAsPerson(one, line, onlyFullMarks && one.fullMarks === false ? 'not_full_marks' : null),
      together: (some) => {
        if (perUnitMax === null) return some.length;
        const free = new Map<number | null, number>();
        return some.filter(({ person, unit }) => {
          if (unit === null || this.winnersOfUnit.get(unit)?.has(person!)) return true;
          const places = free.get(unit) ?? perUnitMax - (this.winnersOfUnit.get(unit)?.size ?? 0);
          free.set(unit, places - 1);
          return places > 0;
        }).length;
      },
      order: (some) => this.personOrder(some),
      won: (one) => this.has(one),
    };
  }

  private byPeople(line: number): Turns {
    return {
      groups: singles(this.given(line)),
      refuses: (one, at) => this.refusedAsPerson(one, at, null),
      order: () => null,
      won: (one) => this.has(one),
    };
  }

  /** People chose one of the winners. */
  private amongWinners(line: number, held: readonly Held[]): Turns {
    const winners = new Set(held.map(({ person }) => person));
    return {
      groups: singles(this.given(line)),
      refuses: (one, at) => (winners.has(one.person!) ? this.outOf(one, at) : { reason: 'no_prize', out: null }),
      order: () => null,
    };
  }

  /** The youngest or oldest winners, or those with the most first prizes. */
  private special({ by, audience }: PrizeLine, held: readonly Held[]): Turns {
    const firsts = new Map<string, number>();
    for (const { line, person } of held)
      firsts.set(person, (firsts.get(person) ?? 0) + Number(isFirstPrize(this.input.rules.prizes.list, line)));
    const list = [...firsts].flatMap(([person, first]) => {
      const birthOrder = this.people.get(person)?.find((row) => row[11] !== null)?.[11] ?? null;
      const value = by === 'most_first_prizes' ? -first : by === 'oldest' ? birthOrder : birthOrder && -birthOrder;
      const unit = this.unitOf(person);
      return value !== null && value !== 0 && this.isOf(person, audience)
        ? [{ person, unit, rank: null, fullMarks: null, value }]
        : [];
    });
    list.sort((a, b) => a.value - b.value || (a.person < b.person ? -1 : 1));
    return {
      groups: equals(list, (a, b) => a.value === b.value),
      refuses: (one, line) => this.outOf(one, line),
      order: (some) => this.personOrder(some),
    };
  }

  private amongUnits(line: number, plan: PrizeLine, sums: ReturnType<typeof unitSums>): Turns {
    const { by, block } = plan;
    const { rules, units } = this.input;
    const refuses = (one: Candidate, at: number) => this.outOf(one, at);
    if (BY_PEOPLE.includes(by)) return { groups: singles(this.given(line)), refuses, order: () => null };
    const isMember = new Set(
      units.filter((unit) => unit.invited && (block === null || unit.block === block)).map(({ id }) => id),
    );
    const above = unitsAbove(this.input);
    const values = new Map<number, number>();
    if (by === 'rank') {
      for (const [id, { rank }] of rankedIn(this.input, sums, block)) if (rank !== null) values.set(id, rank);
    } else if (by === 'most_participants') {
      for (const [id, { facts }] of sums) if (facts.persons > 0) values.set(id, -facts.persons);
    } else {
      for (const { line: won, unit } of this.held())
        if (isFirstPrize(rules.prizes.list, won))
          for (const id of above(unit)) values.set(id, (values.get(id) ?? 0) - 1);
    }
    const list = [...values]
      .filter(([unit]) => isMember.has(unit))
      .map(([unit, value]) => ({ person: null, unit, rank: by === 'rank' ? value : null, fullMarks: null, value }))
      .sort((a, b) => a.value - b.value || a.unit - b.unit);
    return {
      groups: equals(list, (a, b) => a.value === b.value),
      refuses,
      order: (some) => this.unitOrder(some),
    };
  }

  private refusedAsPerson(one: Candidate, line: number, other: 'not_full_marks' | null): Refusal {
    const { onePerPerson, perUnitMax } = this.input.rules.prizes;
    const { person, unit } = one;
    if (onePerPerson !== null && this.holders.has(person!)) return { reason: 'has_prize', out: null };
    if (other) return { reason: other, out: null };
    const winners = unit === null ? undefined : this.winnersOfUnit.get(unit);
    if (perUnitMax !== null && winners && !winners.has(person!) && winners.size >= perUnitMax)
      return { reason: 'unit_cap', out: null };
    return this.outOf(one, line);
  }

  /** Whether people took the candidate out of this line, or of all. */
  private outOf({ person, unit }: Candidate, line: number): Refusal {
    const { personsOut, unitsOut } = this.input.decisions;
    const isHere = (one: { line: number | null }) => one.line === null || one.line === line;
    const out =
      person === null
        ? unitsOut.find((one) => one.unit === unit && isHere(one))
        : personsOut.find((one) => one.person === person && isHere(one));
    return out ? { reason: 'out', out: out.reason } : null;
  }

  private has({ person, unit }: Candidate): void {
    this.holders.add(person!);
    if (unit !== null) this.winnersOfUnit.set(unit, (this.winnersOfUnit.get(unit) ?? new Set()).add(person!));
  }

  private given(line: number): Candidate[] {
    return this.input.decisions.given
      .filter((one) => one.line === line)
      .map((one) =>
        'person' in one
          ? { person: one.person, unit: this.unitOf(one.person), rank: null, fullMarks: null }
          : { person: null, unit: one.unit, rank: null, fullMarks: null },
      );
  }

  /** Prizes of people within the field. */
  private held(): Held[] {
    const { rules, field, earlier } = this.input;
    const isInside = ({ of, code }: (typeof earlier)[number]) => {
      if (of === field.of || field.of === 'round') return false;
      return (
        field.of === 'contest' ||
        rules.calendar.rounds.some((round) => of === 'round' && round.code === code && isRoundIn(round, field))
      );
    };
    const own = this.outcome.awards.filter((award): award is Award & { person: string } => award.person !== null);
    return [...earlier.filter(isInside).flatMap(({ awards }) => awards), ...own];
  }

  /** The unit of the last attempt of somebody who is on no board here. */
  private unitOf(person: string): number | null {
    const { rules, field } = this.input;
    const rounds = new Set(rules.calendar.rounds.filter((round) => isRoundIn(round, field)).map(({ code }) => code));
    const own = this.people.get(person)?.filter(([, , round]) => rounds.has(round)) ?? [];
    return own.length === 0 ? null : own.reduce((last, row) => (row[0] > last[0] ? row : last))[4];
  }

  private isOf(person: string, audience: string | null): boolean {
    return audience === null || (this.people.get(person)?.some((row) => row[3] === audience) ?? false);
  }

  private personOrder<C extends Candidate>(some: readonly C[]): C[] | null {
    return orderBy(
      some,
      this.input.decisions.personOrders.map(({ persons }) => persons),
      ({ person }) => person!,
    );
  }

  private unitOrder<C extends Candidate>(some: readonly C[]): C[] | null {
    return orderBy(
      some,
      this.input.decisions.unitOrders.map(({ units }) => units),
      ({ unit }) => unit!,
    );
  }
}

/** Whether a line is the first prize: the first line for people by rank of its kind of field and audience. */
export function isFirstPrize(list: readonly PrizeLine[], line: number): boolean {
  const { of, audience } = list[line]!;
  return (
    line ===
    list.findIndex((one) => one.to === 'person' && one.by === 'rank' && one.of === of && one.audience === audience)
  );
}

/** Equals by an order that names every one of them. */
function orderBy<C, Id>(some: readonly C[], orders: readonly (readonly Id[])[], idOf: (one: C) => Id): C[] | null {
  const order = orders.find((ids) => some.every((one) => ids.includes(idOf(one))));
  return order ? some.toSorted((a, b) => order.indexOf(idOf(a)) - order.indexOf(idOf(b))) : null;
}

/** Runs of equal neighbours of a sorted list. */
function* equals<C>(list: readonly C[], areEqual: (a: C, b: C) => boolean): Generator<C[]> {
  for (let from = 0; from < list.length;) {
    let to = from + 1;
    while (to < list.length && areEqual(list[from]!, list[to]!)) to += 1;
    yield list.slice(from, to);
    from = to;
  }
}

const singles = <C>(list: readonly C[]): Iterator<C[]> => list.map((one) => [one])[Symbol.iterator]();
