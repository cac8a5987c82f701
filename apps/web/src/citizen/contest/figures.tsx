import type { Figures } from '../../shared/api/views.js';
import { useLanguage } from '../language.js';
import './contest.css';

/** Three counts that are never one: people, attempts, units; nothing while the rules keep them back. */
export function FiguresList({ figures, isSmall = false }: { figures: Figures; isSmall?: boolean }) {
  const { t, f } = useLanguage();
  const { persons, attempts, unitsTakingPart, unitsInvited } = figures;
  if (persons === null || attempts === null || unitsTakingPart === null) return null;
  const rows = [
    [persons, t.contest.persons],
    [attempts, t.contest.attempts],
    [unitsTakingPart, t.contest.unitsTakingPart, unitsInvited > 0 && t.contest.ofInvited(f.count(unitsInvited))],
  ] as const;
  return (
    <dl class={isSmall ? 'figures figures-small' : 'figures'}>
      {rows.map(([number, name, more]) => (
        <div key={name}>
          <dd class="numbers">{f.count(number)}</dd>
          <dt>
            {name}
            {more && !isSmall && <span class="soft"> {more}</span>}
          </dt>
        </div>
      ))}
    </dl>
  );
}
