import type { ContestDetails } from '../../shared/api/views.js';
import { useLanguage } from '../language.js';

/** Beside the choice of a unit: which kind of unit this contest wants, the organizer's example, and how to search. */
export function UnitHint({ unitKind, unitExample }: Pick<ContestDetails, 'unitKind' | 'unitExample'>) {
  const { t } = useLanguage();
  return (
    <>
      {t.join.unitRule[unitKind]} {unitExample && <span lang="vi">{unitExample} </span>}
      {t.join.unitHint}
    </>
  );
}
