import { useEffect, useState } from 'preact/hooks';
import { useLanguage } from '../../language.js';

/** Refused only by the person or the browser; the page stays as it is then. */
export const fillScreen = () => void document.documentElement.requestFullscreen?.().catch(() => {});

/** Fills the screen where the browser can; gone while it is filled (Escape ends it). */
export function FullScreenButton() {
  const { t } = useLanguage();
  const [isFull, setFull] = useState(document.fullscreenElement !== null);
  useEffect(() => {
    const look = () => setFull(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  if (!document.fullscreenEnabled || isFull) return null;
  return (
    <button type="button" class="screen-button" onClick={fillScreen}>
      {t.screen.fullScreen}
    </button>
  );
}
