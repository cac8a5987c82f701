import { addCounters, addInto, noCounters, type UnitCounters } from './unit-counters.js';

/** The line under a unit table for people of units that are not on the list of invited units. */
export const OUTSIDE_LIST_LABEL = 'Ngoài danh sách mời';

/** One unit of a contest, frozen when the contest opened, with its counters in the scope being reported. */
export interface UnitRow {
  contestUnitId: number;
  /** contestUnitId of the parent; null, or an id that is not among the rows, makes it a root. */
  parentId: number | null;
  level: string;
  kind: string;
  invited: boolean;
  /** Staff or people of the unit, as the organizer gave it; null when not given. */
  headcount: number | null;
  counters: UnitCounters;
}

/** When a unit took part: with at least `minAttempts` counted attempts, its child units' included or not. */
export interface ParticipationRule {
  minAttempts: number;
  childrenCountForParent: boolean;
}

/**
 * `took_part`, `silent`: invited, with or without enough counted attempts. `under_invited`: not invited itself, but its
 * people stand for an invited unit above it. `outside_list`: not invited and standing for nobody invited.
 */
export type UnitStatus = 'took_part' | 'silent' | 'under_invited' | 'outside_list';

export interface Participation {
  invited: number;
  tookPart: number;
  silent: number;
  /** What the units outside the list have together; never part of the rate. */
  outsideList: UnitCounters;
  /** tookPart of invited, as counts: a percentage is made only where it is shown. */
  rate: { numerator: number; denominator: number };
  /** By contestUnitId. */
  statuses: Map<number, UnitStatus>;
}

/**
 * Whether a unit has enough counted attempts to have taken part. Counted attempts, not attempts: a person who tries
 * ten times in a round has one. Throws RangeError when `minAttempts` is below 1: silent units would take part.
 */
export function tookPart(row: Pick<UnitRow, 'counters'>, rule: Pick<ParticipationRule, 'minAttempts'>): boolean {
  if (!(rule.minAttempts >= 1)) throw new RangeError(`minAttempts must be at least 1, not ${rule.minAttempts}`);
  return row.counters.countedAttempts >= rule.minAttempts;
}

/**
 * Units invited, taking part and silent. The denominator is the organizer's list (`invited`), not the tree: Nghệ An
 * invited 222 "đơn vị, địa phương" in 2019, neither its 20 districts nor its more than 400 communes.
 *
 * With `childrenCountForParent` the counted attempts of all units below count for a unit too, at any depth, also those
 * of units not invited themselves: who chose a commune below an invited district stands for the district. Without it,
 * each unit has only its own, and everybody of a unit not invited is outside the list.
 *
 * Example: a district (invited, silent), its commune (invited, 3 counted attempts) and a school (not invited, 2), rule
 * {minAttempts: 1, childrenCountForParent: false}: invited 2, tookPart 1, silent 1, outside the list 2 counted attempts.
 * With true, the district took part through its commune: tookPart 2.
 */
export function participation(rows: readonly UnitRow[], rule: ParticipationRule): Participation {
  const parents = new Map(rows.map((row) => [row.contestUnitId, row]));
  const sums = rule.childrenCountForParent ? subtreeCounters(rows) : null;
  const result: Participation = {
    invited: 0,
    tookPart: 0,
    silent: 0,
    outsideList: noCounters(),
    rate: { numerator: 0, denominator: 0 },
    statuses: new Map(),
  };
  for (const row of rows) {
    const status = statusOf(row, sums?.get(row.contestUnitId) ?? row.counters, rule, parents);
    result.statuses.set(row.contestUnitId, status);
    if (row.invited) result.invited += 1;
    if (status === 'took_part') result.tookPart += 1;
    if (status === 'silent') result.silent += 1;
    if (status === 'outside_list') result.outsideList = addCounters(result.outsideList, row.counters);
  }
  result.rate = { numerator: result.tookPart, denominator: result.invited };
  return result;
}

function statusOf(
  row: UnitRow,
  counters: UnitCounters,
  rule: ParticipationRule,
  parents: ReadonlyMap<number, UnitRow>,
): UnitStatus {
  if (row.invited) return tookPart({ counters }, rule) ? 'took_part' : 'silent';
  if (!rule.childrenCountForParent) return 'outside_list';
  return ancestorsOf(row, parents).some((ancestor) => ancestor.invited) ? 'under_invited' : 'outside_list';
}

/** Counters of every unit with all units below it, by contestUnitId. Throws when the tree bites its tail. */
export function subtreeCounters(rows: readonly UnitRow[]): Map<number, UnitCounters> {
  const parents = new Map(rows.map((row) => [row.contestUnitId, row]));
  const sums = new Map(rows.map((row) => [row.contestUnitId, row.counters]));
  for (const row of rows) {
    for (const { contestUnitId } of ancestorsOf(row, parents)) {
      sums.set(contestUnitId, addCounters(sums.get(contestUnitId) ?? noCounters(), row.counters));
    }
  }
  return sums;
}

function ancestorsOf(row: UnitRow, parents: ReadonlyMap<number, UnitRow>): UnitRow[] {
  const ancestors: UnitRow[] = [];
  let parent = row.parentId === null ? undefined : parents.get(row.parentId);
  while (parent) {
    if (parent === row || ancestors.length > parents.size) {
      throw new Error(`unit ${row.contestUnitId} is below itself`);
    }
    ancestors.push(parent);
    parent = parent.parentId === null ? undefined : parents.get(parent.parentId);
  }
  return ancestors;
}

/** Share of a unit's people that took part, as counts. */
export interface HeadcountRate {
  numerator: number;
  denominator: number;
  /** More persons than heads: shown as it is and marked, for the organizer to look at the head-count. */
  aboveHeadcount: boolean;
}

/**
 * Persons taking part of a unit's head-count (tỷ lệ người tham gia). Null, not 0 %, when the head-count is missing or
 * zero: there is no such rate.
 *
 * Example: 12 persons of a head-count of 10: {numerator 12, denominator 10, aboveHeadcount true}, shown as 120 %.
 */
export function headcountRate(persons: number, headcount: number | null): HeadcountRate | null {
  if (headcount === null || headcount <= 0) return null;
  return { numerator: persons, denominator: headcount, aboveHeadcount: persons > headcount };
}

/** A line of the table by level, kind or parent. */
export interface UnitGroup<K> {
  key: K;
  invited: number;
  tookPart: number;
  silent: number;
  /** Sum over the invited units; null as soon as one of them has none (or 0): part of a head-count makes a wrong rate. */
  headcount: number | null;
  /** Own counters of the units of the group (their child units are in the child's group), without those outside the list. */
  counters: UnitCounters;
}

export interface UnitGroups {
  byLevel: UnitGroup<string>[];
  byKind: UnitGroup<string>[];
  /** By contestUnitId of the direct parent, null for the roots. */
  byParent: UnitGroup<number | null>[];
}

/**
 * The unit table summed up by level, by kind and by direct parent, groups in the order of their first unit. Every unit
 * on the list is in exactly one group of each table, so each table, together with `participation(...).outsideList`,
 * sums to everything. Groups without anybody on the list are left out.
 * @param statuses as `participation` judged them
 */
export function rollUp(rows: readonly UnitRow[], statuses: ReadonlyMap<number, UnitStatus>): UnitGroups {
  const ids = new Set(rows.map((row) => row.contestUnitId));
  return {
    byLevel: groupUnits(rows, statuses, (row) => row.level),
    byKind: groupUnits(rows, statuses, (row) => row.kind),
    byParent: groupUnits(rows, statuses, (row) =>
      row.parentId !== null && ids.has(row.parentId) ? row.parentId : null,
    ),
  };
}

/**
 * Units summed up by any key, groups in the order of their first unit; units outside the list are in none.
 * @param statuses as `participation` judged them
 */
export function groupUnits<K>(
  rows: readonly UnitRow[],
  statuses: ReadonlyMap<number, UnitStatus>,
  keyOf: (row: UnitRow) => K,
): UnitGroup<K>[] {
  const groups = new Map<K, UnitGroup<K>>();
  for (const row of rows) {
    const status = statuses.get(row.contestUnitId);
    if (status === 'outside_list') continue;
    const key = keyOf(row);
    let group = groups.get(key);
    if (!group) {
      group = { key, invited: 0, tookPart: 0, silent: 0, headcount: 0, counters: noCounters() };
      groups.set(key, group);
    }
    addInto(group.counters, row.counters);
    if (!row.invited) continue;
    group.invited += 1;
    if (status === 'took_part') group.tookPart += 1;
    else group.silent += 1;
    const missing = group.headcount === null || row.headcount === null || row.headcount <= 0;
    group.headcount = missing ? null : (group.headcount as number) + (row.headcount as number);
  }
  return [...groups.values()];
}
