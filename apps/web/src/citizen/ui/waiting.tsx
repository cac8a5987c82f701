import { useLanguage } from '../language.js';

/** From so many lines on it stands for a whole page. */
const PAGE_LINES = 8;

/**
 * The shape of a page that is being fetched, said in words for who cannot see it. A whole page keeps its room, so that
 * the foot of the page does not jump away when it comes.
 *
 * @param lines how many grey lines
 */
export function Waiting({ lines = 4, words }: { lines?: number; words?: string }) {
  const { t } = useLanguage();
  return (
    <div role="status" class={lines < PAGE_LINES ? undefined : 'waiting-page'}>
      <p class="soft">{words ?? t.shell.loading}</p>
      <div aria-hidden="true">
        {Array.from({ length: lines }, (_, i) => (
          <span key={i} class="skeleton" style={{ width: `${90 - ((i * 17) % 45)}%` }} />
        ))}
      </div>
    </div>
  );
}
