import { useState } from 'preact/hooks';
import { Refusal } from '../../../shared/api/client.js';
import type { Attempt, MyPlace } from '../../../shared/api/views.js';
import { tab } from '../../../shared/storage.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useNow } from '../../use-now.js';
import { isStartOwed } from './start-attempt.js';
import { StartButton } from './start-button.js';

/** An attempt is in hand: back to it at once. */
export function GoOn({
  open,
  onOpen,
  onSignedOut,
}: {
  open: NonNullable<MyPlace['openAttempt']>;
  onOpen: (attempt: Attempt) => void;
  onSignedOut: () => void;
}) {
  const { t, f } = useLanguage();
  const now = useNow();
  const [error, setError] = useState<Error | null>(null);
  const { attemptId, roundId, roundTitle, startedAt, deadlineAt } = open;
  const leftMs = now === null ? null : Date.parse(deadlineAt) - now;
  const isOver = leftMs !== null && leftMs <= 0;
  const refused = (reason: Error | null) => {
    if (reason instanceof Refusal && reason.status === 401) return onSignedOut();
    setError(reason);
  };
  return (
    <>
      <p>{t.join.goOnText(roundTitle, f.clockTime(startedAt))}</p>
      {leftMs !== null && (
        <p class={isOver ? 'box box-warn' : 'go-on-left numbers'}>
          {isOver ? t.join.goOnOver : t.join.goOnLeft(f.duration(leftMs))}
        </p>
      )}
      {error && <ErrorBox error={error} />}
      {/* This tab sent the start and never heard of it: the same start again makes it the device that holds the attempt. */}
      {!isOver && isStartOwed(tab, roundId) ? (
        <StartButton roundId={roundId} label={t.join.goOn} onOpen={onOpen} onError={refused} />
      ) : (
        <a class="button button-large button-send" href={`/${isOver ? 'ket-qua' : 'lam-bai'}/${attemptId}`}>
          {isOver ? t.join.seeResult : t.join.goOn}
        </a>
      )}
    </>
  );
}
