import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useMemo, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { formatsOf, type Formats, type Language } from '../shared/formats.js';
import { vi } from './words.js';
import type { Words } from '../shared/messages/words.js';
import { device } from '../shared/storage.js';

interface Speech {
  /** The sentences of the language. */
  t: Words;
  /** Its numbers, dates and durations. */
  f: Formats;
  language: Language;
  speakIn: (language: Language) => void;
}

const Context = createContext<Speech>({ t: vi, f: formatsOf('vi'), language: 'vi', speakIn: () => {} });

/** @example const { t, f } = useLanguage(); return <p>{t.home.attempts(f.count(12))}</p> */
export const useLanguage = (): Speech => useContext(Context);

const KEPT = 'language';

/** Vietnamese is in the first script; another language is fetched when somebody wants it. */
export function LanguageProvider({ children }: { children: ComponentChildren }) {
  const [spoken, setSpoken] = useState<{ language: Language; t: Words }>({ language: 'vi', t: vi });

  const speakIn = useCallback(async (language: Language) => {
    const t = language === 'vi' ? vi : (await import('../shared/messages/en/index.js')).en;
    document.documentElement.lang = language;
    device.write(KEPT, language);
    setSpoken({ language, t });
  }, []);

  useEffect(() => {
    // Without the network the page stays Vietnamese.
    if (device.read<Language>(KEPT) === 'en') speakIn('en').catch(() => {});
  }, [speakIn]);

  const speech = useMemo(
    () => ({
      ...spoken,
      f: formatsOf(spoken.language),
      speakIn: (language: Language) => void speakIn(language).catch(() => {}),
    }),
    [spoken, speakIn],
  );
  return <Context.Provider value={speech}>{children}</Context.Provider>;
}
