import type { ItemFault } from '../../item-rules.js';
import { useLanguage } from '../../language.js';

/** What the product's checks say: errors keep a question from going on, warnings are for the eye. */
export function FaultList({ faults }: { faults: readonly Pick<ItemFault, 'severity' | 'message'>[] }) {
  const { t } = useLanguage();
  return (
    <section className="card" aria-label={t.items.checks}>
      <h2>{t.items.checks}</h2>
      {faults.length === 0 ? (
        <p>{t.items.noFaults}</p>
      ) : (
        <ul className="item-faults">
          {faults.map(({ severity, message }) => (
            <li key={message}>
              <span className={severity === 'error' ? 'tag tag-wrong' : 'tag tag-warn'}>
                {t.items.severities[severity]}
              </span>{' '}
              {message}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
