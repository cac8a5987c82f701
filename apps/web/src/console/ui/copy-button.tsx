import { useState } from 'react';
import { useLanguage } from '../language.js';

/** Copies a text; where the browser does not let us (plain http), it is selected for copying by hand. */
export function CopyButton({ text, source, children }: { text: string; source: string; children: string }) {
  const { t } = useLanguage();
  const [said, setSaid] = useState('');
  const copy = async () => {
    const field = document.getElementById(source);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.select();
    try {
      await navigator.clipboard.writeText(text);
      setSaid(t.frame.copied);
    } catch {
      setSaid(document.execCommand('copy') ? t.frame.copied : t.frame.copyByHand);
    }
  };
  return (
    <span className="row">
      <button type="button" className="button" onClick={() => void copy()}>
        {children}
      </button>
      <span role="status">{said}</span>
    </span>
  );
}
