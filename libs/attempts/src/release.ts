import type { ReleaseMoment } from '#domain';

/**
 * From when a thing is shown that the rules release at this moment, epoch ms: 0 = at once, Infinity = never.
 *
 * @param closes when the round of the attempt closes and when the last round of its contest does, epoch ms, as the rules
 *   are now: a round that is prolonged keeps its results back longer
 */
export function releasedAt(moment: ReleaseMoment, closes: { round: number; contest: number }): number {
  switch (moment) {
    case 'at_submit':
      return 0;
    case 'round_end':
      return closes.round;
    case 'contest_end':
      return closes.contest;
    case 'never':
      return Number.POSITIVE_INFINITY;
  }
}
