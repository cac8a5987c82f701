import { useEffect } from 'preact/hooks';
import type { ContestDetails } from '../../../shared/api/views.js';
import { useFigures } from '../../use-live.js';

/** Spread over so long, so that everybody who looks at a board does not ask for the new one at once. */
const SPREAD_MS = 10_000;
const SOONEST_MS = 2_000;

/**
 * Asks for a table anew once there is a newer one, told by the socket that all pages share.
 *
 * @param shown version of the table on the screen; undefined while there is none
 * @param isHeld somebody reads further down: the table does not change under their eyes
 * @returns whether there is a newer one that is not shown
 */
export function useNewest(
  contest: ContestDetails,
  shown: number | undefined,
  isHeld: boolean,
  reload: () => void,
): boolean {
  const newest = useFigures(contest)?.version ?? 0;
  const isOld = shown !== undefined && newest > shown;
  useEffect(() => {
    if (!isOld || isHeld) return;
    const timer = setTimeout(reload, SOONEST_MS + Math.random() * SPREAD_MS);
    return () => clearTimeout(timer);
  }, [isOld, isHeld]);
  return isOld;
}
