/** Figures, instants and durations as readers of a language know them. Times are those of Vietnam on any machine. */

export type Language = 'vi' | 'en';

/** Instants as ISO text or epoch ms. */
export type Instant = string | number;

const OFFSET_MS = 7 * 3_600_000;
const two = (number: number): string => String(number).padStart(2, '0');
// The UTC fields of the instant moved by the offset are the local ones.
const local = (instant: Instant): Date => new Date(new Date(instant).getTime() + OFFSET_MS);

/** 06/5, 13/02: as official papers write them, days below 10 and the first two months have a 0 (NĐ 30/2020). */
function dayMonth(instant: Instant): string {
  const [day, month] = [local(instant).getUTCDate(), local(instant).getUTCMonth() + 1];
  return `${two(day)}/${month < 3 ? two(month) : month}`;
}

const UNITS = {
  vi: { day: 'ngày', hour: 'giờ', minute: 'phút', second: 'giây', soon: 'chưa đầy 1 phút', join: ' ' },
  en: { day: 'day', hour: 'hour', minute: 'minute', second: 'second', soon: 'less than a minute', join: ' ' },
};
const WEEKDAYS = {
  vi: ['Chủ Nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
};

/** All formats of one language. */
export function formatsOf(language: Language) {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB';
  const whole = new Intl.NumberFormat(locale);
  const pointed = new Intl.NumberFormat(locale, { maximumFractionDigits: 3 });
  const exact = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const share = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const units = UNITS[language];
  const weekdays = WEEKDAYS[language];

  /** 240659 → 240.659 */
  const count = (number: number): string => whole.format(number);
  /** 09:41 */
  const clockTime = (instant: Instant): string =>
    `${two(local(instant).getUTCHours())}:${two(local(instant).getUTCMinutes())}`;
  /** 09:41:30, for the last moment of something */
  const clockTimeExact = (instant: Instant): string => `${clockTime(instant)}:${two(local(instant).getUTCSeconds())}`;
  /** 13/5/2026 */
  const date = (instant: Instant): string => `${dayMonth(instant)}/${local(instant).getUTCFullYear()}`;
  const unitWord = (number: number, unit: 'day' | 'hour' | 'minute' | 'second'): string =>
    `${count(number)} ${units[unit]}${language === 'en' && number !== 1 ? 's' : ''}`;
  const parts = (ms: number): string[] => {
    const seconds = Math.floor(ms / 1000);
    return (
      [
        [Math.floor(seconds / 86_400), 'day'],
        [Math.floor(seconds / 3600) % 24, 'hour'],
        [Math.floor(seconds / 60) % 60, 'minute'],
        [seconds % 60, 'second'],
      ] as const
    )
      .filter(([number]) => number > 0)
      .map(([number, unit]) => unitWord(number, unit));
  };

  return {
    language,
    count,
    clockTime,
    clockTimeExact,
    date,
    /** From 1/1000 point: 14500 → 14,5 */
    points: (milli: number): string => pointed.format(milli / 1000),
    /** 14.5 → 14,5 */
    decimal: (number: number): string => pointed.format(number),
    /** A mean, always with two decimals: 13.5 → 13,50 */
    mean: (number: number): string => exact.format(number),
    /** 182 of 222 → 81,98%; nothing of nothing has no rate. */
    percent: (part: number, all: number): string => (all === 0 ? '–' : share.format(part / all)),
    /** 08:00 thứ Hai, 13/5; the year is added when it is not that of `now`. */
    weekdayTime: (instant: Instant, now: Instant = instant): string => {
      const at = local(instant);
      const year = at.getUTCFullYear() === local(now).getUTCFullYear() ? '' : `/${at.getUTCFullYear()}`;
      return `${clockTime(instant)} ${weekdays[at.getUTCDay()]}, ${dayMonth(instant)}${year}`;
    },
    /** 372900 → 6 phút 12 giây; parts that are zero are left out. */
    duration: (ms: number): string => parts(ms).join(units.join) || unitWord(0, 'second'),
    /** The two largest parts, for what is still far away: 2 ngày 3 giờ. */
    roughDuration: (ms: number): string =>
      ms < 60_000
        ? units.soon
        : parts(ms - (ms % 60_000))
            .slice(0, 2)
            .join(units.join),
  };
}

export type Formats = ReturnType<typeof formatsOf>;

/** 92000 → 01:32; with hours 1:01:32. What is left of a second counts as a whole one: 00:00 is the end. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`;
}
