/** How people write phone numbers and dates, read as the server reads them, so that slips are told at once. */

/** A Vietnamese number: ten digits of a mobile or eleven of a fixed line, written in any way. The server decides. */
export function isPhone(text: string): boolean {
  const digits = text.replace(/[\s.\-–()]/g, '').replace(/^(?:\+84|0084|84)0?/, '0');
  return /^0(?:[35789]\d{8}|2\d{9})$/.test(digits);
}

/** Nobody is older; the server has the same bound. */
const AGE_YEARS_MAX = 122;

export type DateFault = 'missing' | 'unreadable' | 'shortYear' | 'noDay' | 'future' | 'tooOld';

/**
 * A birth date as people type it: 1/2/1990, 01-02-1990, 01.02.1990, 01021990, or as browsers fill it in: 1990-02-01.
 *
 * @param today 'YYYY-MM-DD', by the server's clock
 * @returns 'YYYY-MM-DD', or what is wrong
 */
export function readBirthDate(text: string, today: string): { date: string } | { fault: DateFault } {
  const typed = text.trim();
  if (typed === '') return { fault: 'missing' };
  const [, y0, m0, d0] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(typed) ?? [];
  const [, d1, m1, y1] =
    /^(\d{1,2})[\s/.,-]+(\d{1,2})[\s/.,-]+(\d{1,4})$/.exec(typed) ?? /^(\d\d)(\d\d)(\d{4})$/.exec(typed) ?? [];
  const [day, month, year] = [d0 ?? d1, m0 ?? m1, y0 ?? y1];
  if (!day || !month || !year) return { fault: 'unreadable' };
  if (year.length < 4) return { fault: 'shortYear' };
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00Z`);
  // The calendar rolls 31/4 over into May.
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date) return { fault: 'noDay' };
  if (date > today) return { fault: 'future' };
  if (ageOn(date, today) > AGE_YEARS_MAX) return { fault: 'tooOld' };
  return { date };
}

/** 'YYYY-MM-DD' as people write it: 1/2/1990. */
export const writeDate = (date: string): string => date.split('-').reverse().map(Number).join('/');

/** Completed years of age on a date, both 'YYYY-MM-DD'; who was born on 29 February completes them on 1 March. */
export function ageOn(birthDate: string, onDate: string): number {
  const years = Number(onDate.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return onDate.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
