import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../../../shared/api/client.js';
import type { OwnAttempt } from '../../../shared/api/views.js';

const FIRST = 20;
const LONGEST = 50;
/** More than anybody has; a search that has not come to the end by then says what it has found. */
const PAGES_MAX = 40;

interface State {
  attempts: OwnAttempt[];
  /** Where the older ones begin; null: there are none, undefined: nothing is known yet. */
  next: string | null | undefined;
  error?: Error;
}

/** My attempts, newest first, fetched as far as somebody looks. */
export function useOwnAttempts(): State & { isLoading: boolean; more: () => Promise<void>; all: () => Promise<void> } {
  const [state, setState] = useState<State>({ attempts: [], next: undefined });
  const [isLoading, setLoading] = useState(true);
  const current = useRef(state);
  const running = useRef<Promise<void>>(Promise.resolve());

  const load = useCallback((pages: number) => {
    const work = async () => {
      setLoading(true);
      for (let page = 0; page < pages && current.current.next !== null; page++) {
        const { attempts, next } = current.current;
        try {
          const limit = next === undefined ? FIRST : LONGEST;
          const older = await get('/api/me/attempts', { query: { limit, after: next } });
          current.current = { attempts: [...attempts, ...older.attempts], next: older.next };
        } catch (error) {
          current.current = { attempts, next, error: error as Error };
          break;
        } finally {
          setState(current.current);
        }
      }
      setLoading(false);
    };
    // One after the other: two at once would fetch the same page twice.
    running.current = running.current.then(work);
    return running.current;
  }, []);
  useEffect(() => {
    void load(1);
  }, [load]);
  return { ...state, isLoading, more: () => load(1), all: () => load(PAGES_MAX) };
}
