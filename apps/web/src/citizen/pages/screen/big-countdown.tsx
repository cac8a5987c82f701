import { useLanguage } from '../../language.js';

const SECOND_MS = 1_000;

/** Days, hours, minutes and seconds to an instant, each in a place of its own so that nothing jumps. */
export function BigCountdown({ label, to, now }: { label: string; to: string; now: number | null }) {
  const { t, f } = useLanguage();
  const seconds = now === null ? 0 : Math.max(0, Math.ceil((Date.parse(to) - now) / SECOND_MS));
  const parts = [
    ['days', Math.floor(seconds / 86_400)],
    ['hours', Math.floor(seconds / 3_600) % 24],
    ['minutes', Math.floor(seconds / 60) % 60],
    ['seconds', seconds % 60],
  ] as const;
  return (
    <div class="screen-time">
      <p class="screen-label">{label}</p>
      <div class="screen-parts" role="timer">
        {parts.map(([name, number]) => (
          <p key={name}>
            <strong>{now === null ? '–' : name === 'days' ? f.count(number) : String(number).padStart(2, '0')}</strong>{' '}
            <span>{t.screen.parts[name]}</span>
          </p>
        ))}
      </div>
    </div>
  );
}
