import { useEffect, useReducer } from 'preact/hooks';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { Sitting } from '../../attempt/sitting.js';
import { useLanguage } from '../../language.js';

/** The paper is on its way: says whether it has arrived, and until when it counts. */
export function HandingIn({ sitting }: { sitting: Sitting }) {
  const { t, f } = useLanguage();
  const { saved, lastMoment } = sitting;
  const isWaiting = saved.kind === 'offline' || saved.kind === 'busy';
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(() => redraw(undefined), 1000);
    return () => clearInterval(timer);
  }, []);
  const now = serverNow();
  if (!isWaiting)
    return (
      <section class="card attempt-question attempt-handing-in" role="status">
        <h1 tabIndex={-1}>{t.attempt.handingIn}</h1>
        <p>{t.attempt.handingInText}</p>
      </section>
    );
  const time = f.clockTimeExact(lastMoment);
  return (
    <section class="card attempt-question attempt-handing-in">
      <div role="alert">
        <h1 tabIndex={-1}>{t.attempt.notSubmitted}</h1>
        <p>{saved.kind === 'busy' ? t.attempt.notSubmittedBusy : t.attempt.notSubmittedOffline}</p>
        {now <= lastMoment ? (
          <>
            <p class="box box-warn">
              <strong>{t.attempt.countsUntil(time)}</strong>
            </p>
            <p>{t.attempt.keepOpen}</p>
          </>
        ) : (
          <p class="box box-warn">{t.attempt.tooLateOffline(time)}</p>
        )}
      </div>
      <p class="attempt-actions">
        <button type="button" class="button button-large button-full" onClick={() => sitting.hurry()}>
          {t.attempt.tryNow}
        </button>
        {!sitting.isTimeUp && (
          <button type="button" class="button button-quiet button-full" onClick={() => sitting.takeBack()}>
            {t.attempt.backToPaper}
          </button>
        )}
      </p>
    </section>
  );
}
