import { useEffect, useReducer, useState } from 'preact/hooks';
import { Sitting } from '../../attempt/sitting.js';

const TICK_MS = 250;

/** The sitting at an attempt, as long as this page is shown: follows the time, the network and the eyes of the person. */
export function useSitting(attemptId: string): Sitting | null {
  const [sitting, setSitting] = useState<Sitting | null>(null);
  const [, redraw] = useReducer((count: number) => count + 1, 0);

  useEffect(() => {
    const made = new Sitting(attemptId, () => redraw(undefined));
    setSitting(made);
    void made.open();
    const timer = setInterval(() => made.tick(), TICK_MS);
    const hurry = () => made.hurry();
    const look = () => (document.hidden ? made.flush() : made.hurry());
    // What is unsaved is kept on this device, but the deadline does not wait for it.
    const warn = (event: BeforeUnloadEvent) => {
      if (!made.isUnsaved) return;
      event.preventDefault();
      // Browsers of the year 2021 ask only when this is set.
      event.returnValue = '';
    };
    // A page that the browser brings back as it was knows nothing of what happened since.
    const comeBack = (event: PageTransitionEvent) => {
      if (!event.persisted) return;
      removeEventListener('beforeunload', warn);
      location.reload();
    };
    addEventListener('online', hurry);
    addEventListener('contest-changed', hurry);
    addEventListener('beforeunload', warn);
    addEventListener('pageshow', comeBack);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      removeEventListener('online', hurry);
      removeEventListener('contest-changed', hurry);
      removeEventListener('beforeunload', warn);
      removeEventListener('pageshow', comeBack);
      document.removeEventListener('visibilitychange', look);
      made.leave();
    };
  }, [attemptId]);

  return sitting?.attemptId === attemptId ? sitting : null;
}
