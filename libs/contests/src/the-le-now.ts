import { formatWeekdayTime, localTime, parseLocalTime, theLe, type Article, type Regulations } from '#domain';
import type { RoundRow } from './directory.queries.js';

/**
 * The thể lệ as it holds now: windows that were changed since are those of the rounds, and the last article says what was
 * changed and why, in the words that everybody was told, and what will be from when.
 */
export function theLeNow(
  regulations: Regulations,
  rounds: readonly RoundRow[],
  revisions: readonly { effectiveMs: number; note: string | null; isPlanned: boolean }[],
): Article[] {
  const now = new Map(rounds.map((round) => [round.number, round]));
  const moved = regulations.calendar.rounds.map((round, i) => {
    const row = now.get(i + 1);
    if (!row) return round;
    const isMoved = (written: string, ms: number) => localTime(ms) !== localTimeOf(written);
    return {
      ...round,
      opensAt: isMoved(round.opensAt, row.opensMs) ? localTime(row.opensMs) : round.opensAt,
      closesAt: isMoved(round.closesAt, row.closesMs) ? localTime(row.closesMs) : round.closesAt,
    };
  });
  const articles = theLe({ ...regulations, calendar: { ...regulations.calendar, rounds: moved } });
  const told = (isPlanned: boolean, from: string) =>
    revisions.flatMap((one) =>
      one.note === null || one.isPlanned !== isPlanned
        ? []
        : [`${from} ${formatWeekdayTime(one.effectiveMs)}: ${one.note}`],
    );
  // A round that was changed by a revision of the whole has its note, which stands there already.
  const notes = new Set(revisions.map(({ note }) => note));
  const ofRounds = rounds.flatMap(({ title, note }) => (note === null || notes.has(note) ? [] : [`${title}: ${note}`]));
  const lastArticle = (title: string, paragraphs: string[]) => (paragraphs.length === 0 ? [] : [{ title, paragraphs }]);
  return [
    ...articles,
    ...lastArticle('Thay đổi sau khi công bố', [...told(false, 'Từ'), ...ofRounds]),
    ...lastArticle('Thay đổi sắp có hiệu lực', told(true, 'Có hiệu lực từ')),
  ];
}

/** '2019-05-06 24:00' is the same moment as 00:00 of the next day, and stays as it was written. */
const localTimeOf = (written: string): string => localTime(parseLocalTime(written) ?? NaN);
