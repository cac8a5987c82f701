import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useLanguage } from '../language.js';

const CLASSES = {
  main: 'button',
  second: 'button button-second',
  quiet: 'button button-quiet',
  danger: 'button button-danger',
};

/**
 * A button whose work takes time: while it lasts it says so and cannot be pressed twice.
 *
 * @param work may throw: `onError` is told and the button can be pressed again
 * @example <Button work={() => post('/api/staff/invitations', body)} onError={setError}>{t.people.invite}</Button>
 */
export function Button({
  work,
  onError = () => {},
  kind = 'main',
  type = 'button',
  busy,
  label,
  children,
}: {
  work?: () => unknown;
  onError?: (error: Error) => void;
  kind?: keyof typeof CLASSES;
  type?: 'button' | 'submit';
  /** What it says while it works. */
  busy?: string;
  /** Spoken instead of the words on it, which it must begin with. */
  label?: string;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  const [isBusy, setBusy] = useState(false);
  const isHere = useRef(true);
  useEffect(() => {
    isHere.current = true;
    return () => void (isHere.current = false);
  }, []);
  const press = async () => {
    if (isBusy) return;
    setBusy(true);
    try {
      await work?.();
    } catch (error) {
      if (isHere.current) onError(error as Error);
    } finally {
      if (isHere.current) setBusy(false);
    }
  };
  // Not `disabled`: a button that loses the focus while it works throws keyboard users out of their place.
  return (
    <button
      type={type}
      className={CLASSES[kind]}
      aria-disabled={isBusy || undefined}
      aria-label={isBusy ? undefined : label}
      onClick={work && (() => void press())}
    >
      {isBusy ? (busy ?? t.shell.working) : children}
    </button>
  );
}
