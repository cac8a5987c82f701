import type { FrozenInput, PredictionTruths, PrizeLine, WinnerFile } from '#domain';

/** What pages show of a winner file without opening it: everything but its standings and the figures of units. */
export interface FileSummary extends Pick<
  WinnerFile,
  'isFinal' | 'awards' | 'passedOver' | 'notGiven' | 'ties' | 'draws'
> {
  /** All prize lines of the rules by which it was made. */
  prizes: PrizeLine[];
  software: string;
  ruleRevision: number;
  frozenAt: number;
  attempts: number;
  persons: number;
  boards: { audience: string | null; persons: number }[];
  truths: PredictionTruths | null;
  /** Highest score that somebody has, 1/1000 point. */
  bestScore: number | null;
}

/** Whoever was passed over beyond so many is in the file alone: a chain of full marks under a cap may pass over thousands. */
const PASSED_OVER_SHOWN = 500;

export function summaryOf(input: FrozenInput, file: WinnerFile): FileSummary {
  const { isFinal, awards, passedOver, notGiven, ties, draws, boards } = file;
  const { software, ruleRevision, frozenAt, truths, attempts } = input;
  return {
    prizes: input.rules.prizes.list,
    ...{ isFinal, awards, notGiven, ties, draws, software, ruleRevision, frozenAt, truths },
    passedOver: passedOver.slice(0, PASSED_OVER_SHOWN),
    attempts: attempts.rows.length,
    persons: new Set(boards.flatMap(({ places }) => places.map(({ person }) => person))).size,
    boards: boards.map(({ audience, places }) => ({ audience, persons: places.length })),
    bestScore: boards.reduce<number | null>((best, { places }) => Math.max(best ?? 0, places[0]?.score ?? 0), null),
  };
}
