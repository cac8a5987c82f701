// Figures, instants and durations as Vietnamese readers know them. Times are those of Vietnam on any machine.

const OFFSET_MS = 7 * 3_600_000;
const WEEKDAYS = ['Chủ Nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'];
const whole = new Intl.NumberFormat('vi-VN');
const pointed = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 3 });
const share = new Intl.NumberFormat('vi-VN', { style: 'percent', minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** 240659 → 240.659 */
export const count = (number) => whole.format(number);

/** From 1/1000 point: 14500 → 14,5 */
export const points = (milli) => pointed.format(milli / 1000);

/** 182 of 222 → 81,98%; nothing of nothing has no rate. */
export const percent = (part, all) => (all === 0 ? '–' : share.format(part / all));

const two = (number) => String(number).padStart(2, '0');
// The UTC fields of the instant moved by the offset are the local ones.
const local = (instant) => new Date(new Date(instant).getTime() + OFFSET_MS);

/** 09:41 */
export const clockTime = (instant) => `${two(local(instant).getUTCHours())}:${two(local(instant).getUTCMinutes())}`;

/** 08:00 thứ Hai, 13/5; the year is added when it is not this one. */
export function weekdayTime(instant, now = instant) {
  const at = local(instant);
  const year = at.getUTCFullYear() === local(now).getUTCFullYear() ? '' : `/${at.getUTCFullYear()}`;
  return `${clockTime(instant)} ${WEEKDAYS[at.getUTCDay()]}, ${at.getUTCDate()}/${at.getUTCMonth() + 1}${year}`;
}

/** 372900 → 6 phút 12 giây; parts that are zero are left out. */
export function duration(ms) {
  const seconds = Math.floor(ms / 1000);
  const parts = [
    [Math.floor(seconds / 86_400), 'ngày'],
    [Math.floor(seconds / 3600) % 24, 'giờ'],
    [Math.floor(seconds / 60) % 60, 'phút'],
    [seconds % 60, 'giây'],
  ];
  const words = parts.filter(([number]) => number > 0).map(([number, name]) => `${count(number)} ${name}`);
  return words.length === 0 ? '0 giây' : words.join(' ');
}

/** The two largest parts, for what is still far away: 2 ngày 3 giờ. */
export const roughDuration = (ms) =>
  ms < 60_000
    ? 'chưa đầy 1 phút'
    : duration(ms - (ms % 60_000))
        .split(' ')
        .slice(0, 4)
        .join(' ');

/** 92000 → 01:32; with hours 1:01:32. What is left of a second counts as a whole one: 00:00 is the end. */
export function countdown(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return `${hours > 0 ? `${hours}:` : ''}${two(minutes)}:${two(seconds % 60)}`;
}

/** The parts as people say them: câu 4, câu 11. */
export const questionList = (positions) => positions.map((position) => `câu ${position}`).join(', ');
