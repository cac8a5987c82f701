import { accentColours, checkAccent, readableAccent } from '../../regulations.js';
import { useLanguage } from '../../language.js';
import { Field } from '../../ui/field.js';
import { useEditingPlan, useRule } from './editing-context.js';
import { OptionalPart } from './lines.js';

const PATH = 'host.accent';
/** That of the product (tokens.css): to begin from. */
const FIRST = '#0b5394';

/** The colour of the contest: picked or typed, shown on light and dark pages; one that is too pale is offered the nearest. */
export function AccentField() {
  const { t } = useLanguage();
  const { faults } = useEditingPlan();
  const { value, set, isOpen } = useRule(PATH);
  const accent = typeof value === 'string' ? value : FIRST;
  const isPale = checkAccent(accent, PATH)[0]?.code === 'ACCENT_PALE';
  const isColour = isPale || checkAccent(accent, PATH).length === 0;
  const colours = isColour ? accentColours(accent) : null;
  const fault = faults.find(({ path }) => path === PATH)?.message;
  return (
    <OptionalPart path={PATH} make={() => FIRST} label={t.plans.accentOn} hint={t.plans.accentHint} tellsItself>
      <Field label={t.plans.accent} error={fault}>
        {(ties) => (
          <span className="accent-pick">
            <input
              className="input number-input"
              disabled={!isOpen}
              autoComplete="off"
              spellCheck={false}
              {...ties}
              value={accent}
              onChange={({ target }) => set(target.value.trim().toLowerCase())}
            />
            <input
              className="input"
              type="color"
              disabled={!isOpen}
              aria-label={t.plans.accentPick}
              value={isColour ? accent : FIRST}
              onChange={({ target }) => set(target.value)}
            />
            {isPale && isOpen && (
              <button type="button" className="button button-second" onClick={() => set(readableAccent(accent))}>
                {t.plans.accentUse(readableAccent(accent))}
              </button>
            )}
          </span>
        )}
      </Field>
      {colours && (
        <p className="accent-samples">
          <span style={{ color: colours['own-accent'] }}>
            {t.plans.accentLight}
            <b style={{ background: colours['own-accent'], color: '#ffffff' }}>{t.plans.accentSample}</b>
          </span>
          <span className="accent-dark" style={{ color: colours['own-accent-dark'] }}>
            {t.plans.accentDark}
            <b style={{ background: colours['own-accent-dark'], color: '#0c1a28' }}>{t.plans.accentSample}</b>
          </span>
        </p>
      )}
    </OptionalPart>
  );
}
