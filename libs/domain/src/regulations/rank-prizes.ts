import type { PrizeLine } from './regulations.js';

/** What somebody gets by the rank. `isTied`: equals share the edge of this prize, so that only a lot or people can tell who. */
export interface RankPrize {
  title: string;
  isTied: boolean;
}

/**
 * The prizes that an order gives by rank, line after line, each person one: whom the rules ask for full marks and who has not
 * got them is passed over. Prizes won elsewhere, caps per unit and who may not win in the end are not looked at.
 *
 * @param order best first, with how many share the rank in the whole field
 * @param lines prizes by rank for the people of this order, in the order of the rules
 * @example quotas 1 and 2, ranks 1, 2, 2, 4: first prize, second, second, nothing; ranks 1, 1, 3: both first are tied
 */
export function rankPrizes(
  order: readonly { rank: number; sharing: number; fullMarks: boolean }[],
  lines: readonly Pick<PrizeLine, 'title' | 'quota'>[],
  onlyFullMarks: boolean,
): (RankPrize | null)[] {
  const rest = lines.map(({ title, quota }) => ({ title, left: quota }));
  /** What the equals of this rank get. */
  let now: { rank: number; prize: RankPrize | null } | null = null;
  return order.map(({ rank, sharing, fullMarks }) => {
    if (onlyFullMarks && !fullMarks) return null;
    if (now?.rank !== rank) now = { rank, prize: prizeFor(sharing) };
    return now.prize;
  });

  function prizeFor(sharing: number): RankPrize | null {
    const line = rest.find(({ left }) => left > 0);
    if (!line) return null;
    const isTied = sharing > line.left;
    for (const one of rest) {
      const given = Math.min(one.left, sharing);
      one.left -= given;
      sharing -= given;
    }
    return { title: line.title, isTied };
  }
}
