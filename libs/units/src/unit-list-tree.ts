import type { UnitListFault, UnitRow } from './unit-row.js';

/** What the rows of a list say against each other: codes used twice, parents that are nowhere, parents in a circle. */
export function treeFaults(units: readonly UnitRow[], knownCodes: ReadonlySet<string>): UnitListFault[] {
  return [...duplicates(units), ...lostParents(units, knownCodes), ...cycles(units)];
}

/** Rows whose code stands above for a period that overlaps; a missing day is open to that side. */
function duplicates(units: readonly UnitRow[]): UnitListFault[] {
  const before = new Map<string, UnitRow[]>();
  return units.flatMap((unit) => {
    const { row, code } = unit;
    const same = before.get(code) ?? [];
    const clash = code === '' ? undefined : same.find((other) => overlap(unit, other));
    if (clash === undefined) {
      before.set(code, same);
      same.push(unit);
      return [];
    }
    const message = `Mã ${code} đã có ở dòng ${clash.row} cho cùng thời gian.`;
    return [{ row, column: 'code', code: 'DUPLICATE_CODE' as const, message }];
  });
}

function overlap(a: UnitRow, b: UnitRow): boolean {
  const endsBefore = (x: UnitRow, y: UnitRow) => x.validTo !== null && y.validFrom !== null && x.validTo <= y.validFrom;
  return !endsBefore(a, b) && !endsBefore(b, a);
}

function lostParents(units: readonly UnitRow[], knownCodes: ReadonlySet<string>): UnitListFault[] {
  const codes = new Set(units.map(({ code }) => code));
  return units.flatMap(({ row, parentCode }) => {
    if (parentCode === null || codes.has(parentCode) || knownCodes.has(parentCode)) return [];
    const message = `Không có đơn vị cấp trên mang mã ${parentCode}.`;
    return [{ row, column: 'parent_code', code: 'UNKNOWN_PARENT' as const, message }];
  });
}

/** Rows whose parents lead back to themselves. Each code is walked once, so a list of any length and depth is cheap. */
function cycles(units: readonly UnitRow[]): UnitListFault[] {
  const parentOf = new Map(units.map(({ code, parentCode }) => [code, parentCode]));
  const walked = new Map<string, number>();
  const inCycle = new Set<string>();
  units.forEach(({ code: start }, walk) => {
    let code: string | null | undefined = start;
    while (typeof code === 'string' && !walked.has(code)) {
      walked.set(code, walk);
      code = parentOf.get(code);
    }
    if (typeof code !== 'string' || walked.get(code) !== walk) return;
    for (let at = code; !inCycle.has(at); at = parentOf.get(at)!) inCycle.add(at);
  });
  return units
    .filter(({ code }) => inCycle.has(code))
    .map(({ row, code }) => {
      const message = `Đơn vị ${code} là cấp trên của chính mình qua các đơn vị khác.`;
      return { row, column: 'parent_code', code: 'PARENT_CYCLE' as const, message };
    });
}
