import type { ListFault } from './block-column.js';
import type { TotalRow } from './totals-list.js';

/** A unit as it was on the day of a list, and the invited unit that it has become, or a part of it. */
export interface Predecessor {
  contestUnitId: number;
  code: string;
  name: string;
  /** Whether it was split on the way: nobody can say which part of its figures went where. */
  isSplit: boolean;
  /** Whether it is the invited unit itself, which goes on. */
  isOwn: boolean;
}

/** What an invited unit had at an earlier time. */
export interface EarlierTotal {
  contestUnitId: number;
  persons: number | null;
  attempts: number | null;
  /** Former units that were added up; empty: the unit itself. */
  ofUnits: string[];
  /** Former units of it that the list does not tell. */
  lacking: string[];
  /** Former units that were split: there are no figures then. */
  splitFrom: string[];
}

/**
 * Totals of the units of a day as totals of the invited ones. A code names the unit of its time: where units were merged
 * their totals are added, where one was split nothing can be compared.
 *
 * @param predecessors of all invited units, as of the day of the list
 * @param invited units by code, for codes that the tree does not know on that day
 * @param knownCodes codes that some unit bore on that day
 * Example: A (30 people) and B (20) were merged into N: N had 50, "gồm A, B".
 */
export function earlierTotals(
  rows: readonly TotalRow[],
  predecessors: readonly Predecessor[],
  invited: ReadonlyMap<string, number>,
  knownCodes: ReadonlySet<string>,
): { totals: EarlierTotal[]; faults: ListFault[] } {
  const totals: EarlierTotal[] = [];
  const faults: ListFault[] = [];
  const rowOf = new Map(rows.map((row) => [row.code, row]));
  const used = new Set<string>();
  const byUnit = new Map<number, Predecessor[]>();
  for (const one of predecessors) byUnit.set(one.contestUnitId, [...(byUnit.get(one.contestUnitId) ?? []), one]);
  for (const [contestUnitId, former] of byUnit) {
    const found = former.filter(({ code }) => rowOf.has(code));
    if (found.length === 0) continue;
    found.forEach(({ code }) => used.add(code));
    const told = found.map(({ code }) => rowOf.get(code)!);
    const splitFrom = former.filter(({ isSplit }) => isSplit).map(({ name }) => name);
    if (splitFrom.length > 0) {
      totals.push({ contestUnitId, persons: null, attempts: null, ofUnits: [], lacking: [], splitFrom });
      continue;
    }
    const [persons, attempts] = [sumOf(told.map((row) => row.persons)), sumOf(told.map((row) => row.attempts))];
    if (persons === null && attempts === null) {
      const message = `${found.map(({ name }) => name).join(', ')} không có cùng loại số liệu nên không cộng được.`;
      faults.push({ row: told[0]!.row, message });
      continue;
    }
    const ofUnits = found.filter(({ isOwn }) => !isOwn).map(({ name }) => name);
    const lacking = former.filter(({ code }) => !rowOf.has(code)).map(({ name }) => name);
    totals.push({ contestUnitId, persons, attempts, ofUnits, lacking, splitFrom });
  }
  for (const { row, code, persons, attempts } of rows) {
    const contestUnitId = invited.get(code);
    if (used.has(code)) continue;
    if (contestUnitId !== undefined && !knownCodes.has(code))
      totals.push({ contestUnitId, persons, attempts, ofUnits: [], lacking: [], splitFrom: [] });
    else
      faults.push({
        row,
        message: `đơn vị ${code} của ngày đó không có, và không thành đơn vị nào, trong danh sách mời.`,
      });
  }
  return { totals, faults };
}

/** Null as soon as one is not known. */
const sumOf = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((sum, one) => (sum === null || one === null ? null : sum + one), 0);
