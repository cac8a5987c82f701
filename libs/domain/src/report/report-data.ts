import type { CountingRule } from '../counting.js';
import type { ScoreDistribution } from '../distribution.js';
import type { Scope } from '../tally.js';
import type { UnitCounters } from '../unit-counters.js';
import type { UnitStatus } from '../participation.js';

/**
 * Everything that a report of a contest prints, as counts of one moment. Attempts (lượt thi) and persons (người thi) never
 * stand for each other, and a share is always two of the counts here. Scores are in 1/1000 point, instants epoch ms.
 */
export interface ReportData {
  contest: {
    slug: string;
    title: string;
    /** Made-up people: the report says so. */
    isSample: boolean;
    agency: string | null;
    managingAgency: string | null;
    documents: { title: string; number: string | null; date: string | null }[];
    audiences: string[];
  };
  /** What it is about: the whole contest, a phase or a round. */
  field: { kind: Scope['kind']; id: number; title: string; opensAt: number; closesAt: number };
  /** When the figures were read, and whether the field was over by then. */
  countedAt: number;
  isOver: boolean;
  rules: {
    counting: CountingRule;
    /** Attempts with which a unit took part, and whether those of units below it count for it. */
    minAttempts: number;
    childrenCountForParent: boolean;
    /** Questions and minutes of a paper; null where rounds differ. */
    questions: number | null;
    minutes: number | null;
    /** The most a paper can earn; null where papers differ. */
    maxScore: number | null;
  };
  participation: { invited: number; tookPart: number; silent: number };
  /** People of units that are not on the list. */
  outsideList: Tally;
  total: Tally;
  /** Attempts that count, and the sum of their scores. */
  counted: { attempts: number; score: number };
  /** The rounds of the field in their order, each with what it had. */
  rounds: (Tally & { id: number; title: string; opensAt: number; closesAt: number })[];
  /** Of one round: that before it. */
  before: (Tally & { title: string }) | null;
  /** By whole points, full marks in a band of their own; zero: attempts that earned nothing. */
  distribution: ScoreDistribution & { zero: number };
  audiences: (Tally & { code: string; title: string })[];
  groups: ReportGroup[];
  units: ReportUnit[];
  /** Local days ('YYYY-MM-DD') on which something was handed in; persons: those whose first attempt it was. */
  days: { day: string; attempts: number; persons: number }[];
  /** The questions by how often they went wrong, worst first; null where they are not the reader's to see. */
  items: ReportItem[] | null;
  prizes: ReportPrize[];
}

/** What some people did. Persons are counted once each. */
export interface Tally {
  persons: number;
  attempts: number;
  fullMarksAttempts: number;
  fullMarksPersons: number;
}

/** Units of one block, or of one level where the regulations name no blocks. */
export interface ReportGroup {
  /** Code of the block, or the level. */
  key: string;
  title: string;
  invited: number;
  tookPart: number;
  silent: number;
  /** Of the invited units; null as soon as one has none. */
  headcount: number | null;
  counters: UnitCounters;
}

export interface ReportUnit {
  code: string;
  name: string;
  parentName: string | null;
  group: string;
  invited: boolean;
  status: UnitStatus;
  headcount: number | null;
  counters: UnitCounters;
  /** Its place in its block; null where units are not ranked, or it has none. */
  rank: number | null;
  /** What a source says of an earlier time; nothing where the unit came out of a split, for then nothing can be compared. */
  earlier: { persons: number | null; attempts: number | null; asOf: string; source: string } | null;
}

/** A question by the first attempt of each person in each round. */
export interface ReportItem {
  code: string;
  topic: string;
  stem: string;
  /** In how many of those attempts it was asked, and in how many it did not earn all its points. */
  asked: number;
  wrong: number;
}

/** A prize of a published result, with who has it. */
export interface ReportPrize {
  title: string;
  to: 'person' | 'unit';
  /** The round, phase or contest it was given in, and the audience or block. */
  fieldTitle: string;
  groupTitle: string | null;
  /** A special prize is not won by a rank; a result is in words ('15 điểm', 'Hạng 1'), null where there is none. */
  winners: { rank: number | null; name: string; unitName: string | null; result: string | null }[];
}

/**
 * Whether the counts of a report agree with each other: what is cut in several ways adds up to the same in each. A list of
 * what does not, empty when all is well. Figures of one moment always agree, so a fault is a fault of the product.
 *
 * Persons are not summed over units, rounds or days of several audiences: one may stand in two.
 */
export function contradictionsOf(data: ReportData): string[] {
  const { participation, total, counted, rounds, distribution, audiences, units, days, groups, outsideList } = data;
  const sum = <T>(rows: readonly T[], of: (row: T) => number) => rows.reduce((all, row) => all + of(row), 0);
  const invited = units.filter((unit) => unit.invited);
  const equal: [string, number, number][] = [
    ['units invited', participation.invited, participation.tookPart + participation.silent],
    ['units of the list', participation.invited, invited.length],
    ['silent units of the list', participation.silent, invited.filter(({ status }) => status === 'silent').length],
    ['units invited by group', participation.invited, sum(groups, (group) => group.invited)],
    ['units taking part by group', participation.tookPart, sum(groups, (group) => group.tookPart)],
    ['attempts by unit', total.attempts, sum(units, ({ counters }) => counters.attempts)],
    ['attempts by group', total.attempts, sum(groups, ({ counters }) => counters.attempts) + outsideList.attempts],
    ['counted attempts by unit', counted.attempts, sum(units, ({ counters }) => counters.countedAttempts)],
    ['counted score by unit', counted.score, sum(units, ({ counters }) => counters.countedScore)],
    ['full marks by unit', total.fullMarksAttempts, sum(units, ({ counters }) => counters.fullMarksAttempts)],
    ['attempts by round', total.attempts, sum(rounds, ({ attempts }) => attempts)],
    ['attempts by audience', total.attempts, sum(audiences, ({ attempts }) => attempts)],
    ['full marks by audience', total.fullMarksAttempts, sum(audiences, ({ fullMarksAttempts }) => fullMarksAttempts)],
    ['attempts by score', total.attempts, distribution.total],
    ['attempts by band', distribution.total, sum(distribution.bands, ({ attempts }) => attempts)],
    ['attempts by day', total.attempts, sum(days, ({ attempts }) => attempts)],
    ['persons by day of their first attempt', total.persons, sum(days, ({ persons }) => persons)],
  ];
  const within: [string, number, number][] = [
    ['persons among attempts', total.persons, total.attempts],
    ['full marks among attempts', total.fullMarksAttempts, total.attempts],
    ['persons with full marks', total.fullMarksPersons, Math.min(total.persons, total.fullMarksAttempts)],
  ];
  return [
    ...equal.flatMap(([what, one, other]) => (one === other ? [] : [`${what}: ${one} and ${other}`])),
    ...within.flatMap(([what, part, whole]) => (part <= whole ? [] : [`${what}: ${part} of ${whole}`])),
  ];
}
