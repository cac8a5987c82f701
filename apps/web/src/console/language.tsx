import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { formatsOf, type Formats, type Language } from '../shared/formats.js';
import { vi } from '../shared/messages/vi/console/index.js';
import { device } from '../shared/storage.js';

/** The sentences of the console: the keys of the Vietnamese ones. */
export type Words = typeof vi;

interface Speech {
  t: Words;
  /** Numbers, dates and durations of the language. */
  f: Formats;
  language: Language;
  speakIn: (language: Language) => void;
}

const Context = createContext<Speech>({ t: vi, f: formatsOf('vi'), language: 'vi', speakIn: () => {} });

/** @example const { t, f } = useLanguage(); return <p>{t.people.count(f.count(12))}</p> */
export const useLanguage = (): Speech => useContext(Context);

const KEPT = 'language';
const LOCALES = { vi: 'vi-VN', en: 'en-US' };

/** Vietnamese is in the first script; another language is fetched when somebody wants it. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [spoken, setSpoken] = useState<{ language: Language; t: Words }>({ language: 'vi', t: vi });

  const speakIn = useCallback(async (language: Language) => {
    const t = language === 'vi' ? vi : (await import('../shared/messages/en/console/index.js')).en;
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
  return (
    <Context.Provider value={speech}>
      <I18nProvider locale={LOCALES[spoken.language]}>{children}</I18nProvider>
    </Context.Provider>
  );
}
