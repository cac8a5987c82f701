import { useState } from 'preact/hooks';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { Sitting } from '../../attempt/sitting.js';
import { useLanguage } from '../../language.js';
import { optionWords } from './letters.js';

/** What the person has to know beside the question: more time, another deadline, choices of before, the end. */
export function Notices({ sitting }: { sitting: Sitting }) {
  const { t, f } = useLanguage();
  const { paper, leftovers, hold } = sitting.entry!;
  const [hasRead, setRead] = useState(false);
  return (
    <>
      {sitting.isTimeUp && hold === 'ours' && (
        <p class="box box-warn" role="alert">
          {sitting.isGuessing
            ? t.attempt.predictionInGrace(f.duration(Math.max(0, sitting.lastMoment - serverNow())))
            : t.attempt.timeUpWaiting}
        </p>
      )}
      {sitting.isDeadlineMoved && !sitting.isTimeUp && (
        <p class="box" role="status">
          {t.attempt.deadlineMoved(f.weekdayTime(paper.deadlineAt))}
        </p>
      )}
      {paper.extraTimePercent > 0 && !hasRead && (
        <p class="box row" role="status">
          {t.attempt.extraTime(f.count(paper.extraTimePercent))}
          <button type="button" class="button button-quiet" onClick={() => setRead(true)}>
            {t.attempt.understood}
          </button>
        </p>
      )}
      {leftovers.length > 0 && (
        <section class="box box-warn attempt-unsent">
          <h2>{t.attempt.leftoversTitle}</h2>
          <p>{t.attempt.leftoversText}</p>
          <ul>
            {leftovers.map((leftover) => (
              <li key={leftover.position} class="row">
                <span>
                  {t.attempt.choice(
                    f.count(leftover.position),
                    optionWords(paper.questions[leftover.position - 1]!, leftover.options) || t.attempt.nothingChosen,
                  )}
                </span>
                <button
                  type="button"
                  class="button button-second"
                  aria-label={t.attempt.chooseAgainLabel(f.count(leftover.position))}
                  onClick={() => sitting.settle(leftover)}
                >
                  {t.attempt.chooseAgain}
                </button>
              </li>
            ))}
          </ul>
          <button type="button" class="button button-quiet" onClick={() => sitting.settle(null)}>
            {t.attempt.dismiss}
          </button>
        </section>
      )}
    </>
  );
}
