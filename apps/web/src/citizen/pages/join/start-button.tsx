import { useEffect, useRef, useState } from 'preact/hooks';
import { post, Unreachable } from '../../../shared/api/client.js';
import type { Attempt } from '../../../shared/api/views.js';
import { tab } from '../../../shared/storage.js';
import { openAttempt } from '../../attempt/journal.js';
import { useLanguage } from '../../language.js';
import { isQueued, startAttempt, type StartWait } from './start-attempt.js';

/** The round before which this tab stands in the queue. */
const QUEUED = 'cho';

/**
 * Starts an attempt of a round, or gets back the one that this tab has started, however long the server takes.
 *
 * @param onOpen the attempt is on this device; where it is open elsewhere, the page of the attempt asks
 * @param onError the rules refuse it
 */
export function StartButton({
  roundId,
  label,
  onOpen,
  onError,
}: {
  roundId: string;
  label: string;
  onOpen: (attempt: Attempt) => void;
  onError: (error: Error | null) => void;
}) {
  const { t } = useLanguage();
  const [isBusy, setBusy] = useState(false);
  const [wait, setWait] = useState<StartWait | null>(null);
  const [hasStopped, setStopped] = useState(false);
  const isWanted = useRef(false);
  const button = useRef<HTMLButtonElement>(null);

  const press = async () => {
    if (isBusy) return;
    onError(null);
    setStopped(false);
    setBusy(true);
    isWanted.current = true;
    try {
      const attempt = await startAttempt(roundId, {
        // On this device before the key is let go, also when nobody waits any more: it is never taken for another device's.
        send: async (key) => {
          const started = await post('/api/rounds/{roundId}/attempts', undefined, {
            path: { roundId },
            headers: { 'idempotency-key': key },
          });
          await openAttempt(started);
          return started;
        },
        shelf: tab,
        pause: untilOnlineOr,
        random: Math.random,
        onWait: (next) => {
          if (isQueued(next.error)) tab.write(QUEUED, roundId);
          if (isWanted.current) setWait(next);
        },
        isWanted: () => isWanted.current,
      });
      if (attempt && isWanted.current) onOpen(attempt);
    } catch (error) {
      if (isWanted.current) onError(error as Error);
    } finally {
      tab.remove(QUEUED);
      setBusy(false);
      setWait(null);
    }
  };
  useEffect(() => {
    // The page was loaded anew while it stood in the queue: the place is there, and so is the page again.
    if (tab.read(QUEUED) === roundId) void press();
    return () => void (isWanted.current = false);
  }, []);
  const stop = () => {
    isWanted.current = false;
    tab.remove(QUEUED);
    setBusy(false);
    setWait(null);
    setStopped(true);
    button.current?.focus();
  };
  return (
    <>
      <button
        type="button"
        ref={button}
        class="button button-large button-send"
        aria-disabled={isBusy}
        onClick={() => void press()}
      >
        {isBusy ? t.join.starting : label}
      </button>
      <div role="status">
        {wait && (
          <p class="box box-warn">
            {wait.error instanceof Unreachable
              ? t.join.waitingNetwork
              : isQueued(wait.error)
                ? wait.error.message
                : t.join.waitingBusy}
          </p>
        )}
        {hasStopped && <p class="soft">{t.join.stopped}</p>}
      </div>
      {wait && (
        <button type="button" class="button button-quiet" onClick={stop}>
          {t.join.stopWaiting}
        </button>
      )}
    </>
  );
}

/** Waits, or less long when the network comes back. */
const untilOnlineOr = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
  });
