import {
  addInto,
  compareFractions,
  headcountRate,
  noCounters,
  participation,
  rollUp,
  searchKey,
  subtreeCounters,
  type HeadcountRate,
  type Participation,
  type ParticipationRule,
  type UnitCounters,
  type UnitGroups,
  type UnitPlace,
  type UnitRow,
  type UnitStatus,
  type Unplaced,
} from '#domain';

/** Where a unit stands in its block; without blocks, among all. */
export interface RankedPlace extends Omit<UnitPlace, 'unplaced'> {
  /** Why it has no rank; `no_block`: units are compared by blocks, and it is in none. */
  unplaced: Unplaced | 'no_block' | null;
  /** Units with a rank that it is compared with, itself among them. */
  among: number;
}

/** A unit of a contest with what it has in a scope. Scores in 1/1000 point. */
export interface UnitLine extends UnitRow {
  code: string;
  name: string;
  parentName: string | null;
  headcountNote: string | null;
  /** Code of its block in the regulations; null = in none. */
  block: string | null;
  /** What a source says of an earlier time, never added to the counters. Day 'YYYY-MM-DD', units by their names. */
  earlier: {
    persons: number | null;
    attempts: number | null;
    asOf: string;
    source: string;
    ofUnits: string[];
    lacking: string[];
    splitFrom: string[];
  } | null;
  /** What it has of the prizes that are published within the scope; null while nothing is. */
  awards: {
    /** People of the unit with a prize, each once; those of the units below too where the rules count them. */
    winners: number;
    /** Titles of the prizes that the unit itself got. */
    prizes: string[];
  } | null;
  status: UnitStatus;
  /** Counted attempts of the unit with all below it; null where only its own make a unit take part. */
  countedWithBelow: number | null;
  rate: HeadcountRate | null;
  /** Where it stands; null where units are not ranked, and for units that were not invited. */
  place: RankedPlace | null;
}

/** All units of a contest in a scope, summed up. */
export interface UnitTable {
  lines: UnitLine[];
  participation: Participation;
  groups: UnitGroups;
  /** Sum over all units, those outside the list too; its persons count somebody who stood for two units twice. */
  total: UnitCounters;
  /** Different persons. */
  persons: number;
}

export const UNIT_SORTS = [
  'code',
  'name',
  'persons',
  'attempts',
  'countedAttempts',
  'headcount',
  'rate',
  'mean',
  'fullMarks',
  'rank',
] as const;
export type UnitSort = (typeof UNIT_SORTS)[number];

/** What is looked for in a unit table. */
export interface UnitFilter {
  level?: string | undefined;
  /** Code of a block. */
  block?: string | undefined;
  status?: UnitStatus | undefined;
  /** contestUnitId: its direct children. */
  parent?: number | undefined;
  /** Part of a name or code, with or without accents. */
  search?: string | undefined;
}

/** What the whole table says of a line. */
export type Judgement = Pick<UnitLine, 'status' | 'countedWithBelow' | 'rate' | 'place'>;

/** A line before its place in the table is known: who took part shows only when all are read. */
export type RawUnitLine = Omit<UnitLine, keyof Judgement>;

/**
 * A line of these facts and this judgement. Field by field: a copy by `...` to which something is added takes V8 4 to 11 µs, which
 * tables of thousands of lines feel, and this 0.04 (`node test/load/unit-lines.mjs`).
 */
export const judgedLine = (line: RawUnitLine, { status, countedWithBelow, rate, place }: Judgement): UnitLine => ({
  contestUnitId: line.contestUnitId,
  parentId: line.parentId,
  code: line.code,
  name: line.name,
  parentName: line.parentName,
  level: line.level,
  kind: line.kind,
  invited: line.invited,
  headcount: line.headcount,
  headcountNote: line.headcountNote,
  block: line.block,
  earlier: line.earlier,
  awards: line.awards,
  counters: line.counters,
  status,
  countedWithBelow,
  rate,
  place,
});

/** Judges and sums up the units of a contest. `persons`: how many different ones the scope has. */
export function tabulate(raw: readonly RawUnitLine[], rule: ParticipationRule, persons: number): UnitTable {
  const judged = participation(raw, rule);
  const sums = rule.childrenCountForParent ? subtreeCounters(raw) : null;
  const lines = raw.map((line) =>
    judgedLine(line, {
      status: judged.statuses.get(line.contestUnitId)!,
      countedWithBelow: sums?.get(line.contestUnitId)?.countedAttempts ?? null,
      rate: headcountRate(line.counters.persons, line.headcount),
      place: null,
    }),
  );
  const total = noCounters();
  for (const { counters } of raw) addInto(total, counters);
  return { lines, participation: judged, groups: rollUp(raw, judged.statuses), total, persons };
}

/** Names of units made comparable, which takes 4 µs: each search goes through all of a table. */
const comparable = new Map<string, string>();
const COMPARABLE_MAX = 50_000;

function comparableName(name: string): string {
  const known = comparable.get(name);
  if (known !== undefined) return known;
  if (comparable.size >= COMPARABLE_MAX) comparable.clear();
  const key = searchKey(name);
  comparable.set(name, key);
  return key;
}

export function filtered(lines: readonly UnitLine[], { level, block, status, parent, search }: UnitFilter): UnitLine[] {
  const wanted = search === undefined ? '' : searchKey(search);
  return lines.filter(
    (line) =>
      (level === undefined || line.level === level) &&
      (block === undefined || line.block === block) &&
      (status === undefined || line.status === status) &&
      (parent === undefined || line.parentId === parent) &&
      (wanted === '' || comparableName(line.name).includes(wanted) || line.code.toLowerCase().includes(wanted)),
  );
}

/**
 * The lines in order. Units without a value (no head-count, nothing counted) come last in both directions; equal ones
 * follow in the order of their codes, so that a page never shows a line twice.
 */
export function sorted(lines: readonly UnitLine[], by: UnitSort, order: 'asc' | 'desc'): UnitLine[] {
  const direction = order === 'asc' ? 1 : -1;
  return [...lines].sort((a, b) => {
    const [known, other] = [hasValue(a, by), hasValue(b, by)];
    if (known !== other) return known ? -1 : 1;
    return (known ? direction * compareBy(a, b, by) : 0) || byText(a.code, b.code) || a.contestUnitId - b.contestUnitId;
  });
}

function hasValue(line: UnitLine, by: UnitSort): boolean {
  if (by === 'headcount') return line.headcount !== null;
  if (by === 'rate') return line.rate !== null;
  if (by === 'rank') return line.place !== null && line.place.rank !== null;
  return by !== 'mean' || line.counters.countedAttempts > 0;
}

/** Vietnamese order of names: An < Ăn < Ân < Dương < Đào. */
const byName = new Intl.Collator('vi').compare;
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function compareBy(a: UnitLine, b: UnitLine, by: UnitSort): number {
  switch (by) {
    case 'code':
      return byText(a.code, b.code);
    case 'name':
      return byName(a.name, b.name);
    case 'persons':
      return a.counters.persons - b.counters.persons;
    case 'attempts':
      return a.counters.attempts - b.counters.attempts;
    case 'countedAttempts':
      return a.counters.countedAttempts - b.counters.countedAttempts;
    case 'headcount':
      return a.headcount! - b.headcount!;
    case 'rate':
      return compareFractions(a.rate!, b.rate!);
    case 'mean':
      return compareFractions(meanOf(a), meanOf(b));
    case 'fullMarks':
      return a.counters.fullMarksAttempts - b.counters.fullMarksAttempts;
    case 'rank':
      return a.place!.rank! - b.place!.rank!;
  }
}

const meanOf = ({ counters }: UnitLine) => ({
  numerator: counters.countedScore,
  denominator: counters.countedAttempts,
});

/** Mean score of the counted attempts in 1/1000 point, rounded half up to a whole one; null when nothing counts. */
export function meanScore({ countedScore, countedAttempts }: UnitCounters): number | null {
  return countedAttempts === 0 ? null : Math.floor((2 * countedScore + countedAttempts) / (2 * countedAttempts));
}

/** The ids of units with everything below them, at any depth. */
export function chainBelow(lines: readonly UnitLine[], roots: readonly number[]): Set<number> {
  const below = new Set(roots);
  // A child may come before its parent: go on until a whole pass finds nobody new.
  for (let size = -1; size !== below.size;) {
    size = below.size;
    for (const { contestUnitId, parentId } of lines) {
      if (parentId !== null && below.has(parentId)) below.add(contestUnitId);
    }
  }
  return below;
}
