import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useLanguage } from '../language.js';

/** Puts a text on the clipboard and says whether that worked. */
export function CopyButton({ text, children }: { text: string; children: ComponentChildren }) {
  const { t } = useLanguage();
  const [said, say] = useState('');
  const press = async () => {
    const isDone = await copy(text);
    say(isDone ? t.form.copied : t.form.copyFailed);
  };
  return (
    <span class="row">
      <button type="button" class="button button-second" onClick={() => void press()}>
        {children}
      </button>
      <span role="status" class="soft">
        {said}
      </span>
    </span>
  );
}

/** Browsers keep the clipboard from pages on plain http; there the older way through a selection still works. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.setAttribute('readonly', '');
    area.className = 'unseen';
    document.body.append(area);
    area.select();
    const isDone = document.execCommand('copy');
    area.remove();
    return isDone;
  }
}
