import { useEffect, useState } from 'preact/hooks';
import { knowsServerTime, serverNow } from '../shared/api/server-clock.js';

const SECOND_MS = 1_000;
const read = (stepMs: number) => (knowsServerTime() ? Math.floor(serverNow() / stepMs) * stepMs : null);

/**
 * The server's time in whole steps, told again when a new one begins: every countdown of a page moves together. null
 * while the server has not been heard; the phone's clock is no help.
 */
export function useNow(stepMs = SECOND_MS): number | null {
  const [now, setNow] = useState(() => read(stepMs));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      setNow(read(stepMs));
      timer = setTimeout(tick, SECOND_MS - (serverNow() % SECOND_MS));
    };
    tick();
    return () => clearTimeout(timer);
  }, [stepMs]);
  return now;
}
