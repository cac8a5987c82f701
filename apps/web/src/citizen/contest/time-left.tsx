import { countdown, type Formats } from '../../shared/formats.js';
import { useLanguage } from '../language.js';
import { useNow } from '../use-now.js';

const DAY_MS = 86_400_000;

/** Days and hours while it is far, then hours, minutes and seconds. */
export const timeLeft = (ms: number, f: Formats): string => (ms >= DAY_MS ? f.roughDuration(ms) : countdown(ms));

/** The time that is left until an instant, with a word for what it is; nothing while the server's time is not known. */
export function TimeLeft({ to, label }: { to: string; label: string }) {
  const { f } = useLanguage();
  const now = useNow();
  if (now === null) return <p class="time-left" />;
  return (
    <p class="time-left" role="timer">
      <span class="soft">{label}</span> <strong class="numbers">{timeLeft(Date.parse(to) - now, f)}</strong>
    </p>
  );
}
