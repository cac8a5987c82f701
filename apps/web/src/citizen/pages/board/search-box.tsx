import { useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../../language.js';

const PAUSE_MS = 300;

/** Looks for units once the typing pauses. */
export function SearchBox({ initial, onSearch }: { initial: string; onSearch: (text: string) => void }) {
  const { t } = useLanguage();
  const [text, setText] = useState(initial);
  useEffect(() => {
    if (text === initial) return;
    const timer = setTimeout(() => onSearch(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <label class="tool tool-wide">
      <span>{t.board.search}</span>
      <input
        class="input"
        type="search"
        maxLength={100}
        autocomplete="off"
        placeholder={t.board.searchHint}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </label>
  );
}
