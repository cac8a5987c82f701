import { useState } from 'preact/hooks';
import type { Sitting } from '../../attempt/sitting.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { WorkButton } from '../../ui/work-button.js';
import { optionWords } from './letters.js';

/** The attempt is in other hands: says so, shows what this device could not send, and offers to go on here. */
export function Elsewhere({ sitting, where }: { sitting: Sitting; where: 'tab' | 'device' }) {
  const { t, f } = useLanguage();
  const [error, setError] = useState<Error | null>(null);
  const { entry } = sitting;
  // What another tab of this browser took over, it took with everything that was unsent.
  const unsent = where === 'device' ? (entry?.pending ?? []) : [];
  return (
    <Frame title={where === 'tab' ? t.attempt.elsewhereTab : t.attempt.elsewhereDevice} isNarrow>
      <p>{t.attempt.elsewhereText}</p>
      {entry && unsent.length > 0 && (
        <section class="box box-warn attempt-unsent">
          <h2>{t.attempt.unsentTitle}</h2>
          <ul>
            {unsent.map(({ position, options }) => (
              <li key={position}>
                {t.attempt.choice(
                  f.count(position),
                  optionWords(entry.paper.questions[position - 1]!, options) || t.attempt.nothingChosen,
                )}
              </li>
            ))}
          </ul>
          <p>{t.attempt.unsentText}</p>
        </section>
      )}
      {error && <ErrorBox error={error} />}
      <p class="attempt-actions">
        <WorkButton class="button button-large button-full" work={() => sitting.takeOver()} onError={setError}>
          {where === 'tab' ? t.attempt.continueHere : t.attempt.continueOnDevice}
        </WorkButton>
        <a class="button button-quiet button-full" href="/">
          {t.shell.backHome}
        </a>
      </p>
    </Frame>
  );
}
