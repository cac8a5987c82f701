import type { ComponentChildren } from 'preact';

/** Sends a form; says so while it lasts, and keeps the focus. */
export function SendButton({ isBusy, busy, children }: { isBusy: boolean; busy: string; children: ComponentChildren }) {
  return (
    <button type="submit" class="button button-large button-send" aria-disabled={isBusy}>
      {isBusy ? busy : children}
    </button>
  );
}
