import { formatCount, formatPercent, formatPoints } from './format-vi.js';

/** The counts behind the sentence. Units, attempts (lượt thi, not persons), and the maximum score in 1/1000 point. */
export interface ParticipationFigures {
  invited: number;
  tookPart: number;
  attempts: number;
  fullMarksAttempts: number;
  maxScore: number;
}

/**
 * The sentence with which a report states the participation, in the form of the organizers' report of Nghệ An 2019,
 * every share computed from the counts beside it. It has no capital and no full stop: it goes into a longer sentence
 * ("Kết thúc cuộc thi, toàn tỉnh …"). Where nothing is in a denominator the share is left out, not written as 0 %.
 * Throws RangeError on figures that cannot be (more units took part than were invited, more full marks than attempts).
 *
 * Example: {invited 222, tookPart 182, attempts 240659, fullMarksAttempts 101907, maxScore 15000} gives
 * "có 182/222 đơn vị, địa phương tham gia (chiếm tỷ lệ 81,98%); có 240.659 lượt thi, trong đó có 101.907 lượt thi đạt
 * điểm tối đa (15/15 điểm) (chiếm tỷ lệ 42,34%)".
 */
export function participationSentence(figures: ParticipationFigures): string {
  const { invited, tookPart, attempts, fullMarksAttempts, maxScore } = figures;
  refusePartAboveWhole('units taking part', tookPart, invited);
  refusePartAboveWhole('attempts with full marks', fullMarksAttempts, attempts);
  return `${unitsClause(tookPart, invited)}; ${attemptsClause(fullMarksAttempts, attempts, maxScore)}`;
}

function unitsClause(tookPart: number, invited: number): string {
  if (invited === 0) return 'không có đơn vị, địa phương nào trong danh sách mời';
  const share = `chiếm tỷ lệ ${formatPercent(tookPart, invited)}`;
  return `có ${formatCount(tookPart)}/${formatCount(invited)} đơn vị, địa phương tham gia (${share})`;
}

function attemptsClause(fullMarksAttempts: number, attempts: number, maxScore: number): string {
  if (attempts === 0) return 'chưa có lượt thi nào';
  const points = formatPoints(maxScore);
  const fullMarks = `${formatCount(fullMarksAttempts)} lượt thi đạt điểm tối đa (${points}/${points} điểm)`;
  const share = `chiếm tỷ lệ ${formatPercent(fullMarksAttempts, attempts)}`;
  return `có ${formatCount(attempts)} lượt thi, trong đó có ${fullMarks} (${share})`;
}

function refusePartAboveWhole(what: string, part: number, whole: number): void {
  if (part > whole) throw new RangeError(`${what}: ${part} of ${whole}`);
}
