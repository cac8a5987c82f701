import type { PoolItem } from './paper.js';
import type { BlueprintCell, PaperRules } from './round-rules.js';

/** What one line of a blueprint asks of one part of a bank, and what is there. */
export interface CellFigures extends BlueprintCell {
  /** The part of the bank; null is the whole. */
  subBank: string | null;
  /** Items of this topic and level, also those that another line wants as well. */
  available: number;
}

/**
 * Every line of a blueprint against the items that a round may draw from, for each part of the bank that papers come from:
 * the rules' own, and those of audiences that have one. Whether all lines can be filled at once, `checkBlueprint` says.
 *
 * @param items of the pool, each item once
 * @example blueprintFigures(items, rules.paper) // [{ subBank: null, topic: 'mot-cua', level: 1, count: 5, available: 12 }]
 */
export function blueprintFigures(items: readonly PoolItem[], rules: PaperRules): CellFigures[] {
  const parts = new Set([rules.subBank, ...(rules.byAudience ?? []).map(({ subBank }) => subBank)]);
  return [...parts].flatMap((subBank) =>
    rules.blueprint.map((cell) => ({
      ...cell,
      subBank,
      available: items.filter(
        (item) =>
          (subBank === null || item.subBank === subBank) &&
          (cell.topic === null || item.topic === cell.topic) &&
          (cell.level === null || item.level === cell.level),
      ).length,
    })),
  );
}
