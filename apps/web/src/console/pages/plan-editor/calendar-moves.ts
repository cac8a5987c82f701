import { localDay, localTime, parseLocalTime } from '../../regulations.js';

const DAY_MS = 86_400_000;

/** What a round is to this form: the rest of it stays as it is. */
export interface RoundLine {
  code: string;
  title: string;
  opensAt: string;
  closesAt: string;
}

/** 24:00 stays the end of its day. */
function movedBy(text: string, byMs: number): string {
  const at = parseLocalTime(text);
  if (at === null) return text;
  return text.endsWith('24:00') ? `${localDay(at - DAY_MS + byMs)} 24:00` : localTime(at + byMs);
}

/**
 * All rounds moved so that the first one opens on a day; the times of the day stay.
 *
 * @param day 'YYYY-MM-DD'
 */
export function calendarFrom<Round extends RoundLine>(rounds: readonly Round[], day: string): Round[] {
  const from = rounds[0] && parseLocalTime(`${rounds[0].opensAt.split(' ')[0]} 00:00`);
  const to = parseLocalTime(`${day} 00:00`);
  if (from === null || from === undefined || to === null) return [...rounds];
  return rounds.map((round) => ({
    ...round,
    opensAt: movedBy(round.opensAt, to - from),
    closesAt: movedBy(round.closesAt, to - from),
  }));
}

/**
 * One round more: as long as the last one, after as long a pause as between the last two.
 *
 * Example: after 'Tuần 4' comes 'Tuần 5', a week later.
 */
export function withNextRound<Round extends RoundLine>(rounds: readonly Round[], blank: Round): Round[] {
  const last = rounds[rounds.length - 1];
  if (!last) return [blank];
  const before = rounds[rounds.length - 2];
  const [opens, closes] = [parseLocalTime(last.opensAt), parseLocalTime(last.closesAt)];
  const earlier = before ? parseLocalTime(before.opensAt) : null;
  const apart =
    opens === null || closes === null ? 0 : earlier === null ? wholeDays(closes - opens) : Math.max(opens - earlier, 0);
  const title = last.title.replace(/\d+(?=\D*$)/, (number) => String(Number(number) + 1));
  const next = {
    ...last,
    code: freeCode(rounds, 'dot'),
    title,
    opensAt: movedBy(last.opensAt, apart),
    closesAt: movedBy(last.closesAt, apart),
  };
  return [...rounds, next];
}

const wholeDays = (ms: number): number => Math.ceil(ms / DAY_MS) * DAY_MS;

/** A code that no line has yet: 'dot-3'. */
export function freeCode(lines: readonly { code: string }[], word: string): string {
  let number = lines.length + 1;
  while (lines.some(({ code }) => code === `${word}-${number}`)) number += 1;
  return `${word}-${number}`;
}
