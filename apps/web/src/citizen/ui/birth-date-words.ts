import type { DateFault } from '../../shared/person-input.js';
import { useLanguage } from '../language.js';

/** What to say about a birth date that cannot be read. */
export function useBirthDateWords(): (fault: DateFault) => string {
  const { t } = useLanguage();
  const words: Record<DateFault, string> = {
    missing: t.join.birthDateMissing,
    unreadable: t.join.birthDateUnreadable,
    shortYear: t.join.birthDateShortYear,
    noDay: t.join.birthDateNoDay,
    future: t.join.birthDateFuture,
    tooOld: t.join.birthDateTooOld,
  };
  return (fault) => words[fault];
}
