import { checkShape, faultIf, type RuleFault, type Shape } from '../rule-shape.js';
import { completeRegulations } from './defaults.js';
import { shapeAt, valueAt, withValue } from './places.js';
import type { Regulations } from './regulations.js';
import { REGULATIONS_SHAPE } from './shape.js';
import { UNSAID } from './the-le.js';

/**
 * What organizers have to say themselves, and a file does not yet: real contests were disputed over each of these, so that
 * no default answers in their place. Faults of an open decision, beside those of `checkRegulations`.
 *
 * @param file as it was written, not completed: what is left out is what nobody has decided
 * Example: `undecided({})` names `time.atRoundEnd` and `ranking.criteria`.
 */
export function undecided(file: unknown): RuleFault[] {
  const whole = completeRegulations(file);
  const at = (path: string) => valueAt(whole, path);
  const open = (path: string) => valueAt(file, path) === undefined;
  const several = at('attempts.perContest') !== 1 && at('attempts.perRound') !== 1;
  const prizes = at('prizes.list');
  return [
    ...faultIf(
      open('time.atRoundEnd') && at('time.kind') !== 'none',
      'time.atRoundEnd',
      'UNDECIDED',
      'Lượt thi bắt đầu sát giờ đóng: nộp khi đợt đóng, hay được làm đủ thời gian? Hãy chọn.',
    ),
    ...faultIf(
      open('ranking.criteria'),
      'ranking.criteria',
      'UNDECIDED',
      'Khi bằng điểm, "thời gian sớm nhất" là làm bài nhanh hơn, hay nộp bài sớm hơn? Hãy chọn các tiêu chí xếp hạng.',
    ),
    ...faultIf(
      isObject(at('prediction')) && several && open('prediction.whichCounts'),
      'prediction.whichCounts',
      'UNDECIDED',
      'Người thi nhiều lượt có nhiều dự đoán: tính dự đoán nào? Hãy chọn.',
    ),
    ...(Array.isArray(prizes) ? prizes : []).flatMap((prize: unknown, i) =>
      ['title', 'detail'].flatMap((field) => {
        const text = valueAt(prize, field);
        return faultIf(
          typeof text === 'string' && /%/.test(text) && !/100\s*%|kể cả|không kể|bao gồm|trừ/i.test(text),
          `prizes.list[${i}].${field}`,
          'PERCENT_UNCLEAR',
          'Tỷ lệ phần trăm: hãy ghi rõ "kể cả 100%" hay "không kể 100%".',
        );
      }),
    ),
  ];
}

/**
 * Regulations that are still being written, whole enough to be printed: every missing or faulty field is '…', nothing or
 * the first choice. Null for what is no document at all.
 */
export function draftRegulations(file: unknown): Regulations | null {
  let whole = completeRegulations(file);
  if (!isObject(whole)) return null;
  for (const { path } of checkShape(whole, REGULATIONS_SHAPE)) {
    const shape = shapeAt(path);
    whole = withValue(whole, path, shape ? blank(shape) : undefined);
  }
  return whole as Regulations;
}

function blank(shape: Shape): unknown {
  if (shape.orNull) return null;
  switch (shape.is) {
    case 'integer':
    case 'decimal':
      return 0;
    case 'boolean':
      return false;
    case 'choice':
      return shape.of[0];
    case 'list':
      return [];
    case 'map':
      return {};
    case 'record':
      return Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, blank(field)]));
    default:
      return UNSAID;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
