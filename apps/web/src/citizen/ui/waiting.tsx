import { useLanguage } from '../language.js';

/** The shape of a page that is being fetched, said in words for who cannot see it. @param lines how many grey lines */
export function Waiting({ lines = 4, words }: { lines?: number; words?: string }) {
  const { t } = useLanguage();
  return (
    <div role="status">
      <p class="soft">{words ?? t.shell.loading}</p>
      <div aria-hidden="true">
        {Array.from({ length: lines }, (_, i) => (
          <span key={i} class="skeleton" style={{ width: `${90 - ((i * 17) % 45)}%` }} />
        ))}
      </div>
    </div>
  );
}
