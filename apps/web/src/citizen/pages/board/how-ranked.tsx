import type { ContestDetails } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';

/** The chain of criteria as the contest has it, and why ranks may still change. */
export function HowRanked({ contest, isProvisional }: { contest: ContestDetails; isProvisional: boolean }) {
  const { t } = useLanguage();
  const { ranking, maskNames, addsRounds } = contest.rules;
  return (
    <div class="how">
      {isProvisional && (
        <p>
          <strong>{t.board.provisional}:</strong> {t.board.provisionalWhy}
        </p>
      )}
      <details class="fold">
        <summary>{t.board.how}</summary>
        <div class="fold-text">
          <p>{t.board.howText}</p>
          <ol>
            {ranking.map(({ criterion, name }) => (
              <li key={criterion}>{name}</li>
            ))}
          </ol>
          {addsRounds && contest.roundList.length > 1 && <p>{t.board.addsRounds}</p>}
          {maskNames && <p>{t.board.masked}</p>}
        </div>
      </details>
    </div>
  );
}
