import { useEffect } from 'preact/hooks';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { ContestDetails, Round } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { useNow } from '../../use-now.js';

/** Those who wait for the hour do not all ask in the same second; who asked too early asks again. */
const ASK_MS = 2_000;
const SPREAD_MS = 3_000;

/** When the round opens, and that one may register before. @param onOpen told when it is time */
export function Coming({ round, isRegistered, onOpen }: { round: Round; isRegistered: boolean; onOpen: () => void }) {
  const { t, f } = useLanguage();
  const now = useNow();
  const leftMs = now === null ? null : Date.parse(round.opensAt) - now;
  const isTime = leftMs !== null && leftMs <= 0;
  useEffect(() => {
    if (!isTime) return;
    const timer = setInterval(onOpen, ASK_MS + Math.random() * SPREAD_MS);
    return () => clearInterval(timer);
  }, [isTime]);
  return (
    <div class="box">
      {leftMs !== null && (
        <p>
          <strong>
            {t.join.opensIn(f.weekdayTime(round.opensAt, serverNow()), f.roughDuration(Math.max(0, leftMs)))}
          </strong>
        </p>
      )}
      <p>{isRegistered ? t.join.registered : t.join.registerNow}</p>
    </div>
  );
}

export function Finished({ contest }: { contest: ContestDetails }) {
  const { t, f } = useLanguage();
  return (
    <>
      <p>{t.join.finishedAt(f.weekdayTime(contest.closesAt, serverNow()))}</p>
      <p>{t.join.finishedNext}</p>
      <p class="row">
        <a class="button" href={`/cuoc-thi/${contest.slug}/bang-xep-hang`}>
          {t.join.seeBoard}
        </a>
        <a class="button button-second" href={`/cuoc-thi/${contest.slug}`}>
          {t.join.seeContest}
        </a>
      </p>
    </>
  );
}
