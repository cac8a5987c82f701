import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useLanguage } from '../language.js';

/**
 * A button whose work takes time: while it lasts it says so and cannot be pressed twice.
 *
 * @param work may throw: then `onError` is told and the button can be pressed again
 */
export function WorkButton({
  work,
  onError,
  busy,
  class: className = 'button',
  type = 'button',
  children,
}: {
  work: () => Promise<unknown>;
  onError: (error: Error) => void;
  busy?: string;
  class?: string;
  type?: 'button' | 'submit';
  children: ComponentChildren;
}) {
  const { t } = useLanguage();
  const [isBusy, setBusy] = useState(false);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => void (isHere.current = false);
  }, []);
  const press = async (event: Event) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    try {
      await work();
    } catch (error) {
      if (isHere.current) onError(error as Error);
    } finally {
      if (isHere.current) setBusy(false);
    }
  };
  // Not `disabled`: a button that loses the focus while it works throws keyboard users out of their place.
  return (
    <button type={type} class={className} aria-disabled={isBusy} onClick={(event) => void press(event)}>
      {isBusy ? (busy ?? t.shell.working) : children}
    </button>
  );
}
