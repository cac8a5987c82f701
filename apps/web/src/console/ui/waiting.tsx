import { useLanguage } from '../language.js';

/** The shape of what is coming, with words for those who listen. */
export function Waiting({ lines = 3, words }: { lines?: number; words?: string }) {
  const { t } = useLanguage();
  return (
    <div role="status">
      <span className={words ? undefined : 'unseen'}>{words ?? t.shell.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="skeleton" aria-hidden="true" />
      ))}
    </div>
  );
}
