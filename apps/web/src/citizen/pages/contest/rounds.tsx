import type { ContestDetails } from '../../../shared/api/views.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { momentOf } from '../../contest/moment.js';
import { useLanguage } from '../../language.js';
import { useNow } from '../../use-now.js';

const TAGS = { coming: 'tag', running: 'tag tag-good', finished: 'tag tag-quiet' };

/** The rounds with their dates, and which of them is open. */
export function RoundList({ contest }: { contest: ContestDetails }) {
  const { t, f } = useLanguage();
  const now = useNow(10_000);
  const at = (instant: string) => f.weekdayTime(instant, serverNow());
  return (
    <section>
      <h2>{t.contest.rounds}</h2>
      <ol class="rounds">
        {contest.roundList.map((round) => {
          const moment = contest.state === 'finished' ? 'finished' : momentOf(round, now);
          return (
            <li key={round.id} class={`round-${moment}`}>
              <div class="round-head">
                <h3>{round.title}</h3>
                <span class={TAGS[moment]}>{t.contest.roundStates[moment]}</span>
              </div>
              <p class="soft">{t.contest.timeTo(at(round.opensAt), at(round.closesAt))}</p>
              {round.phase && <p class="soft">{round.phase}</p>}
              {round.note && <p>{round.note}</p>}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
