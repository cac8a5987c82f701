import type { ConsentText } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';

/** What the person agrees to, with the whole text at hand. Nothing is ticked beforehand. */
export function ConsentBoxes({
  texts,
  given,
  onGive,
  error,
}: {
  texts: readonly ConsentText[];
  given: readonly string[];
  onGive: (given: string[]) => void;
  error?: string;
}) {
  const { t } = useLanguage();
  if (texts.length === 0) return null;
  return (
    <fieldset class={`choose ${error ? 'field-wrong' : ''}`}>
      <legend>{t.join.consent}</legend>
      {error && (
        <p class="wrong" id="consents-error">
          {error}
        </p>
      )}
      {texts.map(({ purpose, version, text }, i) => {
        const isGiven = given.includes(purpose);
        return (
          <div key={`${purpose} ${version}`}>
            <label class={`tick ${isGiven ? 'tick-on' : ''}`}>
              <input
                type="checkbox"
                id={i === 0 ? 'consents' : undefined}
                checked={isGiven}
                aria-describedby={error ? 'consents-error' : undefined}
                aria-invalid={error ? 'true' : undefined}
                onChange={() => onGive(isGiven ? given.filter((one) => one !== purpose) : [...given, purpose])}
              />
              <span>{purpose === 'contest' ? t.join.consentLabel : t.join.consentOther[purpose]}</span>
            </label>
            <details class="fold">
              <summary>{t.join.consentRead}</summary>
              <div class="fold-text" lang="vi">
                {text.split(/\n+/).map((paragraph) => (
                  <p key={paragraph}>{paragraph}</p>
                ))}
              </div>
            </details>
          </div>
        );
      })}
    </fieldset>
  );
}
