import { useLanguage } from '../../language.js';

/** Where in the three steps the person is. */
export function Steps({ now }: { now: 1 | 2 | 3 }) {
  const { t } = useLanguage();
  const names = [t.join.stepWho, t.join.stepUnit, t.join.stepStart];
  return (
    <ol class="steps" aria-label={t.join.steps}>
      {names.map((name, i) => (
        <li
          key={name}
          class={i + 1 < now ? 'step step-done' : 'step'}
          aria-current={i + 1 === now ? 'step' : undefined}
        >
          <span class="step-number" aria-hidden="true">
            {i + 1 < now ? '✓' : i + 1}
          </span>
          {name}
          {i + 1 < now && <span class="unseen"> ({t.join.stepDone})</span>}
        </li>
      ))}
    </ol>
  );
}
