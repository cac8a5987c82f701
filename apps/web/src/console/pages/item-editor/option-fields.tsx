import { letterOf } from '../../item-rules.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import type { Draft } from './draft.js';

const OPTIONS_MIN = 2;
const OPTIONS_MAX = 6;

/** The options with their letters, and which of them are right. */
export function OptionFields({ draft, change }: { draft: Draft; change: (draft: Draft) => void }) {
  const { t } = useLanguage();
  const { kind, options } = draft;
  const isFixed = kind === 'true_false';
  const set = (next: Draft['options']) => change({ ...draft, options: next });
  const mark = (place: number, right: boolean) =>
    set(
      options.map((one, i) => ({
        ...one,
        right: kind === 'multiple' ? (i === place ? right : one.right) : i === place,
      })),
    );
  return (
    <fieldset className="field">
      <legend className="label">{t.items.options}</legend>
      <p className="hint">{kind === 'multiple' ? t.items.markSeveral : t.items.markOne}</p>
      {options.map(({ text, right }, place) => (
        <div key={place} className="item-option">
          <label>
            <input
              type={kind === 'multiple' ? 'checkbox' : 'radio'}
              name="dap-an"
              checked={right}
              onChange={({ target }) => mark(place, target.checked)}
              aria-label={t.items.optionRight(letterOf(place))}
            />
            {letterOf(place)}
          </label>
          <input
            className="input"
            aria-label={t.items.option(letterOf(place))}
            value={text}
            readOnly={isFixed}
            onChange={({ target }) =>
              set(options.map((one, i) => (i === place ? { ...one, text: target.value } : one)))
            }
          />
          {!isFixed && options.length > OPTIONS_MIN ? (
            <Button
              kind="quiet"
              label={`${t.items.remove}: ${t.items.option(letterOf(place))}`}
              work={() => {
                const rest = options.filter((_, i) => i !== place);
                set(rest.some((one) => one.right) ? rest : rest.map((one, i) => ({ ...one, right: i === 0 })));
              }}
            >
              {t.items.remove}
            </Button>
          ) : (
            <span />
          )}
        </div>
      ))}
      {!isFixed && options.length < OPTIONS_MAX && (
        <Button kind="second" work={() => set([...options, { text: '', right: false }])}>
          {t.items.addOption}
        </Button>
      )}
    </fieldset>
  );
}
