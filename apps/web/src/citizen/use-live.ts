import { useEffect, useState } from 'preact/hooks';
import type { Figures } from '../shared/api/views.js';
import { newer } from '../shared/live-pace.js';
import { watchContest, watchNotices, type Watched, type Why } from '../shared/live.js';

/**
 * The figures of a contest, as they change while it is going on.
 *
 * @param contest as the api shows it; undefined while it is being fetched
 * @example const figures = useFigures(contest); // { persons, attempts, … }
 */
export function useFigures<C extends Watched & { state: string; figures: Figures }>(
  contest: C | undefined,
): C['figures'] | undefined {
  const [heard, setHeard] = useState<{ id: number; figures: Figures } | null>(null);
  const isMoving = contest?.state === 'running';
  useEffect(() => {
    if (!contest || !isMoving) return;
    const { id } = contest;
    return watchContest(contest, (figures) => setHeard({ id, figures }));
  }, [contest?.id, isMoving]);
  if (!contest) return undefined;
  return heard?.id === contest.id ? newer(contest.figures, heard.figures) : contest.figures;
}

/** Hears when the page's contest may have something new to say, and why. */
export function useNotices(id: number, hear: (why: Why) => void): void {
  useEffect(() => watchNotices(id, hear), [id]);
}
