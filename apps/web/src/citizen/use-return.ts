import { useEffect } from 'preact/hooks';

/** Somebody comes back to a page that was behind another: what it says may have changed meanwhile. */
export function useReturn(look: () => void): void {
  useEffect(() => {
    const seen = () => {
      if (!document.hidden) look();
    };
    document.addEventListener('visibilitychange', seen);
    return () => document.removeEventListener('visibilitychange', seen);
  });
}
