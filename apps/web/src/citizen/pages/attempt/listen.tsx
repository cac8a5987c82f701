import { useEffect, useState } from 'preact/hooks';
import type { Question } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { letterOf } from './letters.js';

interface Heard {
  stem: string;
  options: readonly string[];
  audio: string | null;
  language: string;
  languageTitle: string;
}

/** The question for the ear: its recording, or the device's own Vietnamese voice where it has one. */
export function Listen({ question, wording }: { question: Question; wording: Heard }) {
  const { t } = useLanguage();
  const voice = useVietnameseVoice();
  const [isSpeaking, setSpeaking] = useState(false);
  const hush = () => {
    if (voice) speechSynthesis.cancel();
    setSpeaking(false);
  };
  useEffect(() => hush, [question, wording.language, voice]);

  if (wording.audio !== null)
    return (
      <audio
        key={wording.audio}
        class="attempt-audio"
        controls
        preload="none"
        src={wording.audio}
        aria-label={t.attempt.recording(wording.languageTitle)}
      />
    );
  if (!voice || wording.language !== 'vi') return null;

  const speak = () => {
    speechSynthesis.cancel();
    const lines = wording.options.map((option, i) => `${letterOf(question, i + 1)}. ${option}`);
    const speech = new SpeechSynthesisUtterance([wording.stem, ...lines].join('.\n'));
    speech.voice = voice;
    speech.lang = voice.lang;
    speech.onend = () => setSpeaking(false);
    speech.onerror = () => setSpeaking(false);
    setSpeaking(true);
    speechSynthesis.speak(speech);
  };
  return (
    <button type="button" class="button button-second attempt-listen" onClick={isSpeaking ? hush : speak}>
      <svg width="20" height="18" viewBox="0 0 20 18" aria-hidden="true">
        <path d="M2 6v6h4l5 4V2L6 6z" fill="currentColor" />
        <path d="M14 5.5a5 5 0 0 1 0 7M16.5 3a8.5 8.5 0 0 1 0 12" fill="none" stroke="currentColor" stroke-width="2" />
      </svg>
      {isSpeaking ? t.attempt.stopListening : t.attempt.listen}
    </button>
  );
}

/** Some browsers know their voices only a while after the page. */
function useVietnameseVoice(): SpeechSynthesisVoice | null {
  const [voice, setVoice] = useState<SpeechSynthesisVoice | null>(null);
  useEffect(() => {
    if (!('speechSynthesis' in window)) return;
    const look = () =>
      setVoice(speechSynthesis.getVoices().find(({ lang }) => /^vi\b/i.test(lang.replace('_', '-'))) ?? null);
    look();
    // Safari has no events here; there the voices are known at once.
    speechSynthesis.addEventListener?.('voiceschanged', look);
    return () => speechSynthesis.removeEventListener?.('voiceschanged', look);
  }, []);
  return voice;
}
