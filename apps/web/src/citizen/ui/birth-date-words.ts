import type { DateFault } from '../../shared/person-input.js';
import { useLanguage } from '../language.js';

/** What to say about a birth date that cannot be read. */
export function useBirthDateWords(): (fault: DateFault) => string {
  const { t } = useLanguage();
  const words: Record<DateFault, string> = {
    missing: t.form.birthDateMissing,
    unreadable: t.form.birthDateUnreadable,
    shortYear: t.form.birthDateShortYear,
    noDay: t.form.birthDateNoDay,
    future: t.form.birthDateFuture,
    tooOld: t.form.birthDateTooOld,
  };
  return (fault) => words[fault];
}
