import type { Me } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';

/** Where the person takes part, and for which unit. */
export function JoinedList({ participations }: Pick<Me, 'participations'>) {
  const { t } = useLanguage();
  return (
    <>
      <h3>{t.me.contests}</h3>
      {participations.length === 0 && <p>{t.me.noContests}</p>}
      <ul class="joined">
        {participations.map(({ contestId, contestSlug, contestTitle, unitName, isUnitFixed }) => (
          <li key={contestId}>
            <a href={`/cuoc-thi/${contestSlug}`}>{contestTitle}</a>
            <span class="soft">{t.me.forUnit(unitName)}</span>
            <a class="joined-enter" href={`/cuoc-thi/${contestSlug}/vao-thi`}>
              {isUnitFixed ? t.me.enter : t.me.changeUnit}
              <span class="unseen">: {contestTitle}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
