import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { useLanguage } from '../language.js';

/** Long enough to be read twice; what must not be missed stands on the page itself. */
const SHOWN_MS = 8_000;

const Context = createContext<(words: string) => void>(() => {});

/** Says in passing that something was done. @example const say = useToast(); say(t.people.ended(name)); */
export const useToast = (): ((words: string) => void) => useContext(Context);

export function ToastProvider({ children }: { children: ReactNode }) {
  const { t } = useLanguage();
  const [shown, setShown] = useState<readonly { id: number; words: string }[]>([]);
  const hide = useCallback((id: number) => setShown((all) => all.filter((one) => one.id !== id)), []);
  const say = useMemo(() => {
    let last = 0;
    return (words: string) => {
      const id = ++last;
      setShown((all) => [...all, { id, words }]);
      setTimeout(() => hide(id), SHOWN_MS);
    };
  }, [hide]);
  return (
    <Context.Provider value={say}>
      {children}
      {/* There from the beginning, and not hidden behind a dialog, so that what comes into it is spoken. */}
      <div className="toasts no-print" role="status" data-react-aria-top-layer="true">
        {shown.map(({ id, words }) => (
          <div key={id} className="toast">
            <span>{words}</span>
            <button type="button" aria-label={t.shell.close} onClick={() => hide(id)}>
              ×
            </button>
          </div>
        ))}
      </div>
    </Context.Provider>
  );
}
