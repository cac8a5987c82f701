import { DAY_MS, WEEK_MS } from './calendar.js';
import { formatDuration } from './format-vi.js';
import { LIMITS } from './limits.js';
import {
  RELEASE_MOMENTS,
  ROUNDINGS,
  type AttemptLimits,
  type BlueprintCell,
  type PaperRules,
  type PredictionRule,
  type ReleaseRules,
  type RoundRules,
  type ScoringRules,
  type TimingRules,
} from './round-rules.js';
import * as shape from './rule-shape.js';
import { checkShape, faultIf, soundSections, type RuleFault } from './rule-shape.js';

type Period = Exclude<keyof AttemptLimits, 'minGapMs'>;
const PERIOD_NAMES: Record<Period, string> = {
  perDay: 'mỗi ngày',
  perWeek: 'mỗi tuần',
  perRound: 'mỗi đợt',
  perPhase: 'mỗi giai đoạn',
  perContest: 'cả cuộc thi',
};
/** Periods of which the first lies wholly inside the second. A day and a round do not: two short rounds may share a day. */
const CONTAINED: readonly [Period, Period][] = [
  ['perDay', 'perWeek'],
  ['perDay', 'perContest'],
  ['perWeek', 'perContest'],
  ['perRound', 'perPhase'],
  ['perRound', 'perContest'],
  ['perPhase', 'perContest'],
];

const code = (name: string) => shape.text(name, LIMITS.codeLengthMax);
const limit = (period: Period) =>
  shape.orNull(shape.integer(`Số lượt ${PERIOD_NAMES[period]}`, 1, LIMITS.attemptsPerPeriodMax));
const moment = (name: string) => shape.choice(name, RELEASE_MOMENTS);

const ROUND_SHAPE = shape.record('Quy tắc đợt thi', {
  schema: shape.choice('Phiên bản quy tắc', [1]),
  paper: shape.record('Cấu trúc đề', {
    blueprint: shape.list(
      'Bảng cấu trúc đề',
      shape.record('Dòng cấu trúc đề', {
        topic: shape.orNull(code('Chủ đề')),
        level: shape.orNull(shape.choice('Mức độ', [1, 2, 3])),
        count: shape.integer('Số câu', 1, LIMITS.itemsPerPaperMax),
      }),
      LIMITS.blueprintCellsMax,
    ),
    subBank: shape.orNull(code('Phần ngân hàng dùng cho đợt')),
    byAudience: shape.orAbsent(
      shape.list(
        'Bộ câu hỏi riêng của đối tượng',
        shape.record('Bộ câu hỏi riêng', {
          audienceId: shape.integer('Đối tượng', 1, LIMITS.audiencesMax),
          subBank: code('Phần ngân hàng'),
        }),
        LIMITS.audiencesMax,
      ),
    ),
    shuffleItems: shape.boolean('Trộn thứ tự câu'),
    shuffleOptions: shape.boolean('Trộn thứ tự phương án'),
    avoidSeenItems: shape.boolean('Tránh câu đã gặp'),
  }),
  timing: shape.record('Thời gian', {
    durationMs: shape.orNull(
      shape.integer('Thời gian làm bài (mili giây)', LIMITS.durationMinMs, LIMITS.durationMaxMs),
    ),
    graceMs: shape.integer('Thời gian chờ nộp (mili giây)', 0, LIMITS.graceMaxMs),
    atRoundEnd: shape.choice('Lượt thi còn dở khi đợt đóng', ['cut', 'full_time']),
  }),
  scoring: shape.record('Cách chấm', {
    pointsMilli: shape.integer('Điểm mỗi câu (phần nghìn điểm)', LIMITS.pointsMilliMin, LIMITS.pointsMilliMax),
    pointsMilliByTopic: shape.map(
      'Điểm theo chủ đề',
      shape.integer('Điểm mỗi câu của chủ đề (phần nghìn điểm)', 0, LIMITS.pointsMilliMax),
      LIMITS.blueprintCellsMax,
    ),
    multiple: shape.choice('Cách chấm câu nhiều phương án đúng', ['all_or_nothing', 'partial', 'penalty']),
    wrongPenaltyMilli: shape.integer('Điểm trừ mỗi phương án sai (phần nghìn điểm)', 0, LIMITS.pointsMilliMax),
    floorAtZero: shape.boolean('Không để điểm bài thi dưới 0'),
    rounding: shape.orAbsent(shape.choice('Làm tròn điểm', ROUNDINGS)),
  }),
  limits: shape.record('Giới hạn lượt thi', {
    perDay: limit('perDay'),
    perWeek: limit('perWeek'),
    perRound: limit('perRound'),
    perPhase: limit('perPhase'),
    perContest: limit('perContest'),
    minGapMs: shape.orNull(shape.integer('Khoảng cách giữa hai lượt (mili giây)', 0, LIMITS.minGapMaxMs)),
  }),
  forgivesAbandoned: shape.orAbsent(shape.boolean('Lượt thi bỏ dở không tính')),
  prediction: shape.orNull(
    shape.record('Câu dự đoán', {
      subject: shape.choice('Điều dự đoán', ['persons_all_correct', 'persons_taking_part', 'attempts']),
      min: shape.integer('Số dự đoán nhỏ nhất', 0, LIMITS.predictionMax),
      max: shape.integer('Số dự đoán lớn nhất', 0, LIMITS.predictionMax),
      changeUntil: shape.orAbsent(shape.choice('Được sửa đến khi', ['round_end'])),
      asked: shape.orAbsent(shape.choice('Hỏi trước hay sau khi làm bài', ['before'])),
      whichCounts: shape.choice('Dự đoán được tính', ['counted_attempt', 'first', 'last']),
    }),
  ),
  release: shape.record('Thời điểm công bố', {
    score: moment('Công bố điểm'),
    ownAnswers: moment('Công bố bài đã làm'),
    key: moment('Công bố đáp án'),
    explanations: shape.orAbsent(moment('Công bố giải thích')),
  }),
});

/**
 * Everything that makes the rules of a round impossible, all faults at once; empty when the round can be held. First the
 * shape (types, ranges, missing and unknown fields), then the meaning of every section whose shape is sound.
 * Whether the bank has the items is asked separately (`checkBlueprint` in paper.ts).
 *
 * @param rules as they arrive, usually JSON
 * @param window the round's opening and closing instants in ms, when they are known
 * Source: the rules of about forty published contests; the ambiguous ones are what an organizer must decide here.
 * Example: 5 attempts a week with 3 in the whole contest gives one fault, `limits.perWeek`, LIMITS_CONTRADICT.
 */
export function checkRoundRules(rules: unknown, window?: { opensAt: number; closesAt: number }): RuleFault[] {
  const faults = checkShape(rules, ROUND_SHAPE);
  const sound = soundSections(faults);
  const round = rules as RoundRules;
  const opens = window !== undefined && window.closesAt > window.opensAt;
  const length = opens ? window.closesAt - window.opensAt : null;
  return [
    ...faults,
    ...faultIf(window !== undefined && !opens, 'window', 'WINDOW_EMPTY', 'Giờ đóng của đợt thi phải sau giờ mở.'),
    ...(sound('paper') ? paperFaults(round.paper) : []),
    ...(sound('timing') ? timingFaults(round.timing, length) : []),
    ...(sound('scoring') ? penaltyFaults(round.scoring) : []),
    ...(sound('paper', 'scoring') ? pointsFaults(round.scoring, round.paper.blueprint) : []),
    ...(sound('limits') ? limitFaults(round.limits, length) : []),
    ...(sound('prediction') && round.prediction ? predictionFaults(round.prediction) : []),
    ...(sound('release') ? releaseFaults(round.release) : []),
  ];
}

function paperFaults({ blueprint }: PaperRules): RuleFault[] {
  const total = blueprint.reduce((sum, { count }) => sum + count, 0);
  const at = 'paper.blueprint';
  const max = LIMITS.itemsPerPaperMax;
  const same = (a: BlueprintCell, b: BlueprintCell) => a.topic === b.topic && a.level === b.level;
  return [
    ...faultIf(
      total === 0,
      at,
      'PAPER_EMPTY',
      'Đề thi chưa có câu hỏi nào: bảng cấu trúc đề phải có ít nhất một dòng.',
    ),
    ...faultIf(total > max, at, 'PAPER_TOO_LONG', `Đề thi có ${total} câu, nhiều hơn mức tối đa ${max} câu.`),
    ...blueprint.flatMap((cell, i) => {
      const first = blueprint.findIndex((other) => same(cell, other));
      const message = `Dòng ${i + 1} trùng chủ đề và mức độ với dòng ${first + 1}: hãy gộp thành một dòng.`;
      return faultIf(first < i, `${at}[${i}]`, 'CELL_REPEATED', message);
    }),
  ];
}

function timingFaults({ durationMs, graceMs, atRoundEnd }: TimingRules, windowMs: number | null): RuleFault[] {
  const at = 'timing.durationMs';
  if (durationMs === null) {
    const message =
      'Không giới hạn thời gian làm bài thì lượt thi phải dừng khi đợt đóng (cut), nếu không sẽ không bao giờ kết thúc.';
    return faultIf(atRoundEnd === 'full_time', 'timing.atRoundEnd', 'NEVER_ENDS', message);
  }
  const tooLong = windowMs !== null && durationMs > windowMs;
  const time = formatDuration(durationMs);
  const longer = `Thời gian làm bài (${time}) dài hơn cả đợt thi (${formatDuration(windowMs ?? 0)}).`;
  const grace = `Thời gian chờ nộp (${formatDuration(graceMs)}) phải ngắn hơn thời gian làm bài (${time}).`;
  return [
    ...faultIf(tooLong, at, 'DURATION_EXCEEDS_WINDOW', longer),
    ...faultIf(graceMs >= durationMs, 'timing.graceMs', 'GRACE_EXCEEDS_DURATION', grace),
  ];
}

function penaltyFaults({ multiple, pointsMilli, wrongPenaltyMilli }: ScoringRules): RuleFault[] {
  const at = 'scoring.wrongPenaltyMilli';
  const penalty = multiple === 'penalty';
  return [
    ...faultIf(
      penalty && wrongPenaltyMilli === 0,
      at,
      'PENALTY_MISSING',
      'Chọn cách chấm trừ điểm thì mức trừ phải lớn hơn 0.',
    ),
    ...faultIf(
      !penalty && wrongPenaltyMilli > 0,
      at,
      'PENALTY_UNUSED',
      'Có mức trừ điểm nhưng cách chấm đã chọn không trừ điểm.',
    ),
    ...faultIf(
      penalty && wrongPenaltyMilli > pointsMilli,
      at,
      'PENALTY_TOO_LARGE',
      'Một phương án sai không thể bị trừ nhiều hơn số điểm của cả câu.',
    ),
  ];
}

function pointsFaults(scoring: ScoringRules, blueprint: BlueprintCell[]): RuleFault[] {
  const byTopic = Object.entries(scoring.pointsMilliByTopic);
  const anyTopic = blueprint.some(({ topic }) => topic === null);
  const unscored = new Set(byTopic.filter(([, points]) => points === 0).map(([topic]) => topic));
  const nothing = blueprint.length > 0 && blueprint.every(({ topic }) => topic !== null && unscored.has(topic));
  return [
    ...byTopic.flatMap(([topic, points]) => {
      const path = `scoring.pointsMilliByTopic.${topic}`;
      const tooSmall = points > 0 && points < LIMITS.pointsMilliMin;
      return [
        ...faultIf(
          !anyTopic && !blueprint.some((cell) => cell.topic === topic),
          path,
          'TOPIC_NOT_IN_PAPER',
          `Có điểm riêng cho chủ đề "${topic}" nhưng cấu trúc đề không lấy câu nào của chủ đề này.`,
        ),
        ...faultIf(
          tooSmall,
          path,
          'POINTS_TOO_SMALL',
          `Điểm mỗi câu phải là 0 hoặc ít nhất ${LIMITS.pointsMilliMin} phần nghìn điểm.`,
        ),
      ];
    }),
    ...faultIf(nothing, 'scoring', 'NO_POINTS', 'Mọi câu trong đề đều 0 điểm: không thể xếp hạng.'),
  ];
}

function limitFaults(limits: AttemptLimits, windowMs: number | null): RuleFault[] {
  const gap = limits.minGapMs ?? 0;
  /** The k-th start comes (k-1) gaps after the first, so it must still lie inside the period. */
  const unreachable = (period: Period, periodMs: number | null, length: string): RuleFault[] => {
    const count = limits[period];
    const message = `Hai lượt cách nhau ít nhất ${formatDuration(gap)} thì không thể thi ${count} lượt trong ${length}.`;
    const cannot = count !== null && periodMs !== null && (count - 1) * gap >= periodMs;
    return faultIf(cannot, `limits.${period}`, 'GAP_TOO_LONG', message);
  };
  return [
    ...CONTAINED.flatMap(([narrow, wide]) => {
      const [few, many] = [limits[wide], limits[narrow]];
      const message = `Cho ${many} lượt ${PERIOD_NAMES[narrow]} nhưng chỉ ${few} lượt ${PERIOD_NAMES[wide]}: hai giới hạn mâu thuẫn.`;
      return faultIf(few !== null && many !== null && many > few, `limits.${narrow}`, 'LIMITS_CONTRADICT', message);
    }),
    ...unreachable('perDay', DAY_MS, 'một ngày'),
    ...unreachable('perWeek', WEEK_MS, 'một tuần'),
    ...unreachable('perRound', windowMs, 'một đợt'),
  ];
}

function predictionFaults({ min, max }: PredictionRule): RuleFault[] {
  const message = `Số dự đoán nhỏ nhất (${min}) phải nhỏ hơn số lớn nhất (${max}).`;
  return faultIf(min >= max, 'prediction.min', 'PREDICTION_RANGE_EMPTY', message);
}

function releaseFaults({ score, key }: ReleaseRules): RuleFault[] {
  const early = RELEASE_MOMENTS.indexOf(key) < RELEASE_MOMENTS.indexOf(score);
  const message = 'Công bố đáp án trước khi công bố điểm là vô lý: có đáp án thì ai cũng tự tính được điểm.';
  return faultIf(early, 'release.key', 'KEY_BEFORE_SCORE', message);
}
