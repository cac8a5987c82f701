import { LOCAL_OFFSET_MS } from './calendar.js';

// Vietnamese figures and dates as published reports write them: 240.659; 81,98%; 08:00 thứ Hai, 13/5. Written out
// rather than left to Intl, so that a paper printed by any process on any machine is the same to the byte.

const WEEKDAYS = ['Chủ Nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'] as const;

/** Shown where a share has no meaning because nothing is in the denominator: "no rate", never "0 %". */
export const NO_RATE = '–';

/**
 * A whole number with a dot between thousands. Throws RangeError on a fraction: counts are counted.
 *
 * Example: `formatCount(240659)` = '240.659'.
 */
export function formatCount(count: number | bigint): string {
  if (typeof count === 'number' && !Number.isSafeInteger(count)) throw new RangeError(`not a whole number: ${count}`);
  return String(count).replace(/\B(?=(\d{3})+$)/g, '.');
}

/**
 * numerator ÷ denominator as a percentage with a fixed number of decimals, computed in integers and rounded once, half
 * up. A denominator of 0 gives '–'. More than all is shown as it is (12 of 10 = '120,00%'). Throws RangeError on
 * negative or fractional input.
 *
 * Example: `formatPercent(182, 222)` = '81,98%'; `formatPercent(101907, 240659)` = '42,34%'.
 */
export function formatPercent(numerator: number, denominator: number, decimals = 2): string {
  for (const count of [numerator, denominator]) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a count: ${count}`);
  }
  if (denominator === 0) return NO_RATE;
  const unit = 10n ** BigInt(decimals);
  const twice = 2n * BigInt(denominator);
  const hundredths = (2n * BigInt(numerator) * 100n * unit + BigInt(denominator)) / twice;
  const fraction = decimals === 0 ? '' : `,${String(hundredths % unit).padStart(decimals, '0')}`;
  return `${formatCount(hundredths / unit)}${fraction}%`;
}

/**
 * Points from 1/1000 point, exactly, without useless zeros. Throws RangeError on a fraction of 1/1000 point.
 *
 * Example: 14500 → '14,5'; 15000 → '15'; −250 → '-0,25'.
 */
export function formatPoints(milli: number): string {
  if (!Number.isSafeInteger(milli)) throw new RangeError(`not a whole number of 1/1000 point: ${milli}`);
  const size = Math.abs(milli);
  const fraction = String(size % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${milli < 0 ? '-' : ''}${formatCount(Math.floor(size / 1000))}${fraction === '' ? '' : `,${fraction}`}`;
}

/**
 * A duration in words; what is left of a second is cut off, as the ranking does, so that two people who share a rank
 * read the same duration. Parts that are zero are left out. Throws RangeError on a negative duration.
 *
 * Example: 372900 → '6 phút 12 giây'; 3600000 → '1 giờ'; 999 → '0 giây'.
 */
export function formatDuration(ms: number): string {
  if (!(ms >= 0) || ms === Infinity) throw new RangeError(`not a duration: ${ms}`);
  const seconds = Math.floor(ms / 1000);
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'ngày'],
    [Math.floor(seconds / 3600) % 24, 'giờ'],
    [Math.floor(seconds / 60) % 60, 'phút'],
    [seconds % 60, 'giây'],
  ];
  const words = parts.filter(([count]) => count > 0).map(([count, name]) => `${formatCount(count)} ${name}`);
  return words.length === 0 ? '0 giây' : words.join(' ');
}

/** The local date of an instant (epoch ms) as tables write it: '13/05/2019'. */
export function formatDate(ms: number): string {
  const { day, month, year } = localFields(ms);
  return `${twoDigits(day)}/${twoDigits(month)}/${String(year).padStart(4, '0')}`;
}

/** The local date and time of an instant (epoch ms) as tables write it: '13/05/2019 08:00'. */
export function formatDateTime(ms: number): string {
  return `${formatDate(ms)} ${formatTime(ms)}`;
}

/**
 * The local time of an instant with its weekday, as a notice to people says it: '08:00 thứ Hai, 13/5'. Days
 * below 10 and the first two months have a 0, as official papers write them (NĐ 30/2020).
 */
export function formatWeekdayTime(ms: number): string {
  const { day, month, weekday } = localFields(ms);
  return `${formatTime(ms)} ${weekday}, ${twoDigits(day)}/${month < 3 ? twoDigits(month) : month}`;
}

function formatTime(ms: number): string {
  const { hours, minutes } = localFields(ms);
  return `${twoDigits(hours)}:${twoDigits(minutes)}`;
}

function localFields(ms: number) {
  // The UTC fields of the instant moved by the offset are the local ones, on any machine.
  const local = new Date(ms + LOCAL_OFFSET_MS);
  if (Number.isNaN(local.getTime())) throw new RangeError(`not an instant: ${ms}`);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: WEEKDAYS[local.getUTCDay()] as string,
    hours: local.getUTCHours(),
    minutes: local.getUTCMinutes(),
  };
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}
