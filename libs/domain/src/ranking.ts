import {
  CRITERIA,
  isCriterion,
  type DurationPrecision,
  type Rankable,
  type RankingCriterion,
} from './criteria/index.js';

/** The ranking chain of a contest: criteria in order, and whether durations compare by the second or the millisecond. */
export interface RankingRule {
  criteria: RankingCriterion[];
  durationPrecision: DurationPrecision;
}

/** Why a ranking rule cannot be used: where, a stable code, and the reason as a Vietnamese sentence. */
export interface RankingFault {
  path: string;
  code: string;
  message: string;
}

/** Each criterion as rules and boards call it. */
export const CRITERION_NAMES = Object.fromEntries(
  Object.entries(CRITERIA).map(([code, { name }]) => [code, name]),
) as Record<RankingCriterion, string>;

/**
 * The chain a contest gets when its rules say nothing: score, prediction, duration in whole seconds, lot. Prediction
 * comes before any time because speed-first chains punish slow readers and the old and reward a second account;
 * milliseconds would let the network decide.
 */
export const DEFAULT_RANKING: RankingRule = {
  criteria: ['score', 'prediction_distance', 'duration', 'lot'],
  durationPrecision: 's',
};

/**
 * Orders two standings by the chain: negative when `a` ranks before `b`, 0 when the chain cannot tell them apart (they
 * share a rank). An unknown distance, birth date or lot comes after every known one.
 *
 * Example (default chain): 15 points in 6:12.900 and 15 points in 6:12.100 with equal predictions are told apart by the
 * lot only, because both took 372 whole seconds.
 */
export function compareRankables(a: Rankable, b: Rankable, rule: RankingRule): number {
  for (const criterion of rule.criteria) {
    const order = compareBy(criterion, a, b, rule.durationPrecision);
    if (order !== 0) return order;
  }
  return 0;
}

/** The criterion that put one of the two before the other ("hơn nhau ở …"), null when they share a rank. */
export function decidingCriterion(a: Rankable, b: Rankable, rule: RankingRule): RankingCriterion | null {
  return rule.criteria.find((criterion) => compareBy(criterion, a, b, rule.durationPrecision) !== 0) ?? null;
}

function compareBy(criterion: RankingCriterion, a: Rankable, b: Rankable, precision: DurationPrecision): number {
  const { ordinal } = CRITERIA[criterion];
  const [ours, theirs] = [ordinal(a, precision), ordinal(b, precision)];
  return ours === theirs ? 0 : ours < theirs ? -1 : 1;
}

/**
 * Competition ranks of a sorted list: equal neighbours share a rank and the next one skips, 1, 2, 2, 4.
 * `sorted` is best first; `equal` says whether two neighbours share a rank.
 */
export function competitionRanks<T>(sorted: readonly T[], equal: (a: T, b: T) => boolean): number[] {
  const ranks: number[] = [];
  let rank = 1;
  let previous: T | undefined;
  sorted.forEach((entry, index) => {
    if (index > 0 && !equal(previous as T, entry)) rank = index + 1;
    ranks.push(rank);
    previous = entry;
  });
  return ranks;
}

/**
 * Everything that makes a ranking rule impossible, all faults at once, empty when it can be used. Takes `unknown`
 * because rules arrive as JSON. `at` is the path of the rule in the configuration.
 */
export function checkRankingRule(rule: unknown, at = 'ranking'): RankingFault[] {
  if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) {
    return [
      { path: at, code: 'RANKING_SHAPE', message: 'Quy tắc xếp hạng phải gồm danh sách tiêu chí và độ chính xác.' },
    ];
  }
  const faults: RankingFault[] = [];
  const fault = (path: string, code: string, message: string) => faults.push({ path: `${at}.${path}`, code, message });
  for (const field of Object.keys(rule)) {
    if (field !== 'criteria' && field !== 'durationPrecision') {
      fault(field, 'RANKING_UNKNOWN_FIELD', `Quy tắc xếp hạng không có mục "${field}".`);
    }
  }
  const { criteria, durationPrecision } = rule as { criteria?: unknown; durationPrecision?: unknown };
  if (durationPrecision !== 's' && durationPrecision !== 'ms') {
    fault('durationPrecision', 'RANKING_PRECISION', 'Thời gian làm bài chỉ so theo giây (s) hoặc mili giây (ms).');
  }
  if (!Array.isArray(criteria) || criteria.length === 0) {
    fault('criteria', 'RANKING_EMPTY', 'Phải có ít nhất một tiêu chí xếp hạng.');
    return faults;
  }
  checkCriteria(criteria, (index, code, message) => fault(`criteria[${index}]`, code, message));
  return faults;
}

function checkCriteria(criteria: unknown[], fault: (index: number, code: string, message: string) => void): void {
  const seen = new Set<unknown>();
  criteria.forEach((criterion, index) => {
    if (!isCriterion(criterion)) {
      fault(index, 'RANKING_UNKNOWN_CRITERION', `Không có tiêu chí xếp hạng ${shown(criterion)}.`);
      return;
    }
    const name = CRITERION_NAMES[criterion];
    if (seen.has(criterion)) {
      fault(index, 'RANKING_DUPLICATE', `Tiêu chí "${name}" đã nêu ở trên nên lần sau không còn tác dụng.`);
    }
    if (criterion === 'lot' && index < criteria.length - 1) {
      fault(
        index,
        'RANKING_LOT_NOT_LAST',
        'Bốc thăm phải đứng cuối: sau khi bốc thăm không tiêu chí nào còn tác dụng.',
      );
    }
    const opposite = criterion === 'youngest' ? 'oldest' : criterion === 'oldest' ? 'youngest' : null;
    if (opposite !== null && seen.has(opposite)) {
      const reason = 'hai người đã bằng nhau ở tiêu chí trước thì cũng cùng ngày sinh';
      fault(index, 'RANKING_OPPOSITES', `"${CRITERION_NAMES[opposite]}" và "${name}" không dùng cùng nhau: ${reason}.`);
    }
    seen.add(criterion);
  });
  if (criteria[0] !== 'score') {
    fault(0, 'RANKING_SCORE_FIRST', 'Điểm phải là tiêu chí đầu tiên; các tiêu chí khác chỉ phân định khi bằng điểm.');
  }
}

/** What was written, if it is a text; other things may refuse to be made one. */
function shown(criterion: unknown): string {
  return typeof criterion === 'string' ? `"${criterion}"` : 'không phải là chữ';
}
