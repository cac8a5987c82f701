import { useState } from 'preact/hooks';
import { chooseSize, nextSize, size, SIZES } from '../../../shared/display.js';
import { useLanguage } from '../../language.js';

/** A− and A+, in reach while reading. */
export function TextSize() {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState(size());
  const resize = (step: 1 | -1) => {
    chooseSize(nextSize(chosen, step));
    setChosen(size());
  };
  return (
    <span class="attempt-sizes" role="group" aria-label={t.shell.textSize}>
      <button type="button" aria-disabled={chosen === SIZES[0]} onClick={() => resize(-1)}>
        {t.shell.smaller}
        <span class="unseen"> {t.shell.smallerLabel}</span>
      </button>
      <button type="button" aria-disabled={chosen === SIZES[SIZES.length - 1]} onClick={() => resize(1)}>
        {t.shell.larger}
        <span class="unseen"> {t.shell.largerLabel}</span>
      </button>
    </span>
  );
}
