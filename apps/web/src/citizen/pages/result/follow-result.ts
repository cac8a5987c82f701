import { useCallback, useEffect, useState } from 'preact/hooks';
import { get, isPassing, Refusal } from '../../../shared/api/client.js';
import type { Result } from '../../../shared/api/views.js';

export interface Followed {
  result: Result | undefined;
  error: Error | undefined;
  /** Asked for so long that the person may as well come back later. */
  isLong: boolean;
  again: () => void;
}

const LONG_MS = 60_000;
/** Between two questions, so that thousands who waited for the same minute do not ask together. */
const PAUSE_MS = { grading: 800, closing: 5_000, lost: 4_000 };

/** The result of an attempt, asked for until it is graded; the server holds each question until there is news. */
export function useResult(attemptId: string): Followed {
  const [state, setState] = useState<Omit<Followed, 'again'>>({ result: undefined, error: undefined, isLong: false });
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const leaving = new AbortController();
    void follow(attemptId, leaving.signal, (news) => setState((old) => ({ ...old, error: undefined, ...news })));
    return () => leaving.abort();
  }, [attemptId, turn]);

  return { ...state, again: useCallback(() => setTurn((n) => n + 1), []) };
}

async function follow(
  attemptId: string,
  signal: AbortSignal,
  tell: (news: Partial<Omit<Followed, 'again'>>) => void,
): Promise<void> {
  const path = { attemptId };
  const since = performance.now();
  let wait: string | null = null;
  while (!signal.aborted) {
    let pauseMs = PAUSE_MS.lost;
    try {
      const result: Result = await get('/api/attempts/{attemptId}/result', { path, query: { wait }, signal });
      if (signal.aborted) return;
      tell({ result, isLong: performance.now() - since > LONG_MS });
      if (result.state === 'graded') return;
      // The first question is answered at once; only now is it known that there is something to wait for.
      if (wait === null) pauseMs = 0;
      else pauseMs = result.state === 'submitted' ? PAUSE_MS.grading : PAUSE_MS.closing;
      wait = '10s';
    } catch (error) {
      if (signal.aborted) return;
      tell({ error: error as Error });
      if (error instanceof Refusal && !isPassing(error)) return;
    }
    await pause(pauseMs * (1 + Math.random()), signal);
  }
}

/** Ends early when the network comes back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      removeEventListener('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
    signal.addEventListener('abort', end);
  });
}
