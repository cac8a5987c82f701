import type { ContestDetails } from '../../../shared/api/views.js';
import { FiguresList } from '../../contest/figures.js';
import { useLanguage } from '../../language.js';
import { useFigures } from '../../use-live.js';

/** The figures of a contest, changing while people take it; nothing while the rules keep them back. */
export function LiveFigures({ contest }: { contest: ContestDetails }) {
  const { t, f } = useLanguage();
  const figures = useFigures(contest)!;
  if (contest.state === 'coming' || figures.persons === null) return null;
  return (
    <section aria-label={t.contest.figures}>
      <FiguresList figures={figures} />
      <p class="small soft figures-note">
        {figures.updatedAt ? t.contest.updatedAt(f.weekdayTime(figures.updatedAt)) : t.contest.noFigures}
      </p>
    </section>
  );
}
