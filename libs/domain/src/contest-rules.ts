import { COUNTING_RULES, type CountingRule } from './counting.js';
import { LIMITS } from './limits.js';
import { checkRankingRule, type RankingRule } from './ranking.js';
import type { RoundRules } from './round-rules.js';
import * as shape from './rule-shape.js';
import { checkShape, faultIf, type RuleFault } from './rule-shape.js';
import type { SightRules } from './sight.js';

/** So many completed years of age on a day: at least (minimum) or at most (maximum). */
export interface AgeLimit {
  years: number;
  /** 'YYYY-MM-DD' */
  on: string;
}

/** The rules of a whole contest as data. */
export interface ContestRules {
  schema: 1;
  /** Which of a person's attempts counts. */
  counting: CountingRule;
  /** In a phase or contest of several rounds: one attempt stands for the person (left out), or the counted one of each round is added. */
  across?: 'sum_of_rounds';
  ranking: RankingRule;
  /** People of all audiences stand on one board; left out: each audience has its own. */
  oneBoard?: boolean;
  /** When a unit "took part": so many attempts, its own or also those of the units below it. */
  participation: { minAttempts: number; childrenCountForParent: boolean };
  minimumAge: AgeLimit | null;
  /** Left out, as null: none. */
  maximumAge?: AgeLimit | null;
  /** Only people of the invited units, and of units below them, take part. */
  invitedOnly?: boolean;
  /** maskNames: public boards show "Nguyễn V. A.". */
  board: { maskNames: boolean };
  /** What is shown to whom; left out: `USUAL_SIGHTS`. */
  sights?: SightRules;
}

const sight = (name: string) =>
  shape.record(name, {
    who: shape.choice('Ai xem', ['hidden', 'organizers', 'own_units', 'public']),
    when: shape.choice('Từ khi nào', ['live', 'round_end', 'contest_end']),
  });

const ageLimit = (name: string) =>
  shape.orNull(
    shape.record(name, {
      years: shape.integer('Số tuổi', 1, LIMITS.ageYearsMax),
      on: shape.date('Ngày tính tuổi'),
    }),
  );

const CONTEST_SHAPE = shape.record('Quy tắc cuộc thi', {
  schema: shape.choice('Phiên bản quy tắc', [1]),
  counting: shape.choice('Lượt thi được tính', COUNTING_RULES),
  across: shape.orAbsent(shape.choice('Kết quả của nhiều đợt', ['sum_of_rounds'])),
  ranking: shape.elsewhere('Quy tắc xếp hạng'),
  oneBoard: shape.orAbsent(shape.boolean('Xếp hạng chung cho mọi đối tượng')),
  participation: shape.record('Đơn vị tham gia', {
    minAttempts: shape.integer('Số lượt thi tối thiểu để đơn vị được tính là tham gia', 1, 1_000_000),
    childrenCountForParent: shape.boolean('Tính lượt thi của đơn vị cấp dưới cho đơn vị cấp trên'),
  }),
  minimumAge: ageLimit('Tuổi tối thiểu'),
  maximumAge: shape.orAbsent(ageLimit('Tuổi tối đa')),
  invitedOnly: shape.orAbsent(shape.boolean('Chỉ người của các đơn vị được mời')),
  board: shape.record('Bảng xếp hạng', { maskNames: shape.boolean('Che bớt họ tên') }),
  sights: shape.orAbsent(
    shape.record('Công bố số liệu', {
      board: shape.record('Bảng xếp hạng', {
        shown: shape.choice('Bảng xếp hạng', ['live', 'frozen', 'after', 'hidden']),
        frozenMs: shape.orNull(shape.integer('Bảng đứng yên trước khi đợt đóng (mili giây)', 1, LIMITS.minGapMaxMs)),
      }),
      unitTable: sight('Bảng đơn vị'),
      silentUnits: sight('Danh sách đơn vị chưa tham gia'),
      counters: sight('Số liệu đang thi'),
    }),
  ),
});

/**
 * Everything that makes the rules of a contest impossible, all faults at once; empty when they can be used. The ranking
 * chain is judged by its own check (`checkRankingRule`).
 *
 * Example: `minimumAge: { years: 16, on: '2019-02-30' }` gives one fault, `minimumAge.on`, NOT_A_DATE.
 */
export function checkContestRules(rules: unknown): RuleFault[] {
  const faults = checkShape(rules, CONTEST_SHAPE);
  const hasRanking = typeof rules === 'object' && rules !== null && Object.hasOwn(rules, 'ranking');
  return hasRanking ? [...faults, ...checkRankingRule((rules as { ranking: unknown }).ranking)] : faults;
}

/**
 * What only shows when a contest and its rounds are read together (each checked on its own before): the chain ranks by a
 * prediction that no round asks for, or rounds that share a limit of the whole contest state it differently.
 *
 * Example: the default chain with four rounds that ask no prediction gives `ranking.criteria`, PREDICTION_NEVER_ASKED.
 */
export function checkRulesTogether(contest: ContestRules, rounds: readonly RoundRules[]): RuleFault[] {
  const ranked = contest.ranking.criteria.includes('prediction_distance');
  const asked = rounds.some(({ prediction }) => prediction !== null);
  const totals = new Set(rounds.map(({ limits }) => limits.perContest));
  return [
    ...faultIf(
      ranked && !asked && rounds.length > 0,
      'ranking.criteria',
      'PREDICTION_NEVER_ASKED',
      'Xếp hạng theo dự đoán nhưng không đợt thi nào có câu dự đoán.',
    ),
    ...faultIf(
      totals.size > 1,
      'limits.perContest',
      'CONTEST_LIMIT_DIFFERS',
      'Giới hạn số lượt của cả cuộc thi phải ghi giống nhau ở mọi đợt.',
    ),
  ];
}
