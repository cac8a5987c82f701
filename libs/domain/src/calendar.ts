/**
 * Days and weeks of Vietnam. Instants are epoch milliseconds everywhere in the rules. Asia/Ho_Chi_Minh has been UTC+7
 * without summer time since 1975 (IANA tz database), so the calendar is plain arithmetic and needs no zone data of the
 * machine. Contests before 1975 do not exist.
 */
export const LOCAL_OFFSET_MS = 7 * 60 * 60 * 1000;
export const DAY_MS = 24 * 60 * 60 * 1000;
export const WEEK_MS = 7 * DAY_MS;

/** Days since 1970-01-01 on the local calendar. */
const dayNumber = (ms: number): number => Math.floor((ms + LOCAL_OFFSET_MS) / DAY_MS);
/** 0 = Monday … 6 = Sunday. 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;
const dateText = (day: number): string => isoInstant(day * DAY_MS).slice(0, 10);

/** The instant as ISO 8601 text in UTC, for details of refusals. Example: `isoInstant(0) = '1970-01-01T00:00:00.000Z'`. */
export function isoInstant(ms: number): string {
  return new Date(ms).toISOString();
}

/** The local date of an instant, 'YYYY-MM-DD'. Example: 2019-05-05T17:00:00Z is already '2019-05-06' in Vietnam. */
export function localDay(ms: number): string {
  return dateText(dayNumber(ms));
}

/**
 * The ISO 8601 week of an instant on the local calendar, 'GGGG-Www': weeks begin on Monday, and a week belongs to the year
 * that has its Thursday. Example: Sunday 2021-01-03 is in '2020-W53', Monday 2021-01-04 in '2021-W01'.
 */
export function isoWeek(ms: number): string {
  const day = dayNumber(ms);
  const thursday = day - weekdayOf(day) + 3;
  const year = dateText(thursday).slice(0, 4);
  const firstOfYear = Date.parse(`${year}-01-01T00:00:00Z`) / DAY_MS;
  const week = Math.floor((thursday - firstOfYear) / 7) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** The next local midnight strictly after the instant: when a limit per day starts anew. */
export function nextDayStart(ms: number): number {
  return (dayNumber(ms) + 1) * DAY_MS - LOCAL_OFFSET_MS;
}

/** The next Monday 00:00 local strictly after the instant: when a limit per week starts anew. */
export function nextWeekStart(ms: number): number {
  const day = dayNumber(ms);
  return (day - weekdayOf(day) + 7) * DAY_MS - LOCAL_OFFSET_MS;
}

/** Is the text a date that exists, written 'YYYY-MM-DD'? Example: '2023-02-29' does not exist. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && isoInstant(ms).startsWith(text);
}

/**
 * The instant of a local date and time 'HH:mm'. Published rules write the end of a day as "24h00", so '24:00' is read as
 * the next midnight. RangeError when the date or the time does not exist.
 * Example: `instantAt('2019-05-06', '08:00')` is 2019-05-06T01:00:00Z.
 */
export function instantAt(date: string, time: string): number {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(time) ?? [];
  const minuteOfDay = Number(hours) * 60 + Number(minutes);
  const lawful = Number(minutes) < 60 && minuteOfDay <= 24 * 60;
  if (!isCalendarDate(date) || !lawful) throw new RangeError(`no such local time: ${date} ${time}`);
  return Date.parse(`${date}T00:00:00Z`) + minuteOfDay * 60_000 - LOCAL_OFFSET_MS;
}

/** An instant as the local 'YYYY-MM-DD HH:mm' that `parseLocalTime` reads. Example: 2019-05-06T01:00:00Z is '2019-05-06 08:00'. */
export function localTime(ms: number): string {
  return isoInstant(ms + LOCAL_OFFSET_MS)
    .slice(0, 16)
    .replace('T', ' ');
}

/**
 * The instant of a local 'YYYY-MM-DD HH:mm', '24:00' being the end of that day; null when there is no such time.
 * Example: `parseLocalTime('2019-05-06 08:00')` is 2019-05-06T01:00:00Z.
 */
export function parseLocalTime(text: string): number | null {
  const [, date, time] = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/.exec(text) ?? [];
  if (date === undefined || time === undefined) return null;
  try {
    return instantAt(date, time);
  } catch {
    return null;
  }
}
