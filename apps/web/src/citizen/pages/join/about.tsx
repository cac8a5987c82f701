import { serverNow } from '../../../shared/api/server-clock.js';
import type { ContestDetails, Round } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';

/** Beside the form: what all this is for. */
export function About({ contest, round }: { contest: ContestDetails; round: Round | undefined }) {
  const { t, f } = useLanguage();
  if (!round) return null;
  const { title, state, opensAt, closesAt, questions, durationMs } = round;
  const now = serverNow();
  return (
    <aside class="join-about" aria-labelledby="about">
      <h2 id="about">{t.join.aboutTitle}</h2>
      <p>
        <strong>{contest.title}</strong>
      </p>
      <p>
        {state === 'running'
          ? t.join.aboutOpen(title, f.weekdayTime(closesAt, now))
          : t.join.aboutComing(title, f.weekdayTime(opensAt, now))}
      </p>
      <p>{t.join.aboutPaper(f.count(questions), durationMs === null ? t.join.untilClose : f.duration(durationMs))}</p>
      <p class="soft">{t.join.aboutTime}</p>
    </aside>
  );
}
