/** Without hurry: the page that somebody opened comes first. */
const PAUSE_MS = 3000;

/** Has the frame of the pages kept on this device (src/service-worker), where the browser can. Nothing waits for it. */
export function keepShell(): void {
  if (!import.meta.env.PROD || !isSecureContext || !('serviceWorker' in navigator)) return;
  const register = () => {
    // Without a network there is nothing to fetch; the next visit tries again.
    if (navigator.onLine) navigator.serviceWorker.register('/sw.js').catch(() => {});
  };
  addEventListener('load', () => setTimeout(register, PAUSE_MS), { once: true });
}
