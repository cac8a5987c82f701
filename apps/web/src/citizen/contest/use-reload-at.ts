import { useEffect, useRef } from 'preact/hooks';
import { useNow } from '../use-now.js';
import { passedAt } from './entrance.js';

/** At the hour at which a round opens, many pages would ask in the same second. */
const SPREAD_MS = 5_000;

/** Asks again, within some seconds, when one of these instants has come while the page was open. */
export function useReloadAt(instants: readonly unknown[], reload: () => void): void {
  const now = useNow();
  const known = instants.filter((at): at is string => typeof at === 'string');
  const key = known.join();
  const passed = now === null ? null : passedAt(known, now);
  const before = useRef({ key, passed });
  useEffect(() => {
    const { current: old } = before;
    before.current = { key, passed };
    // Other instants come with another answer, which is as new as can be.
    if (old.key !== key || old.passed === null || passed === null || passed <= old.passed) return;
    const timer = setTimeout(reload, Math.random() * SPREAD_MS);
    return () => clearTimeout(timer);
  }, [key, passed]);
}
