import { z } from 'zod';
import { COUNTING_RULES, CRITERIA, formatDuration, LIMITS, type RankingCriterion } from '#domain';
import type { SimulatedLine, Simulation, SimulationBasis } from '#results';
import { audienceField, oneScope, ONE_SCOPE, pointsOf, scopeFields } from './scope.dto.js';

const whole = z.int().nonnegative();

const criterion = z.enum(Object.keys(CRITERIA) as [RankingCriterion, ...RankingCriterion[]]);
const ranking = z
  .strictObject({
    criteria: z
      .array(criterion)
      .min(1)
      .max(Object.keys(CRITERIA).length)
      .meta({ description: 'Xét lần lượt từ đầu đến cuối' }),
    durationPrecision: z.enum(['s', 'ms']),
  })
  .meta({ description: 'Chuỗi tiêu chí xếp hạng' });
const counting = z
  .strictObject({
    rule: z.enum(COUNTING_RULES as [(typeof COUNTING_RULES)[number]]),
    across: z.enum(['one_attempt', 'sum_of_rounds']),
  })
  .meta({ description: 'Lượt thi được tính' });

export const SimulationBasisView = z
  .object({
    rounds: z.array(z.object({ number: whole, title: z.string() })),
    phases: z.array(z.object({ number: whole, title: z.string() })),
    audiences: z.array(z.object({ code: z.string(), title: z.string() })),
    ranking,
    counting,
    asksPrediction: z.boolean(),
  })
  .meta({ id: 'SimulationBasisView' });
export type SimulationBasisView = z.infer<typeof SimulationBasisView>;

export const SimulateBody = z
  .strictObject({
    ...scopeFields,
    audience: audienceField,
    ranking,
    counting,
    truth: z
      .int()
      .min(0)
      .max(LIMITS.predictionMax)
      .nullable()
      .default(null)
      .meta({ description: 'Số đúng giả định của câu dự đoán; null: tính từ các lượt thi' }),
    places: z
      .int()
      .min(1)
      .max(LIMITS.simulatedPlacesMax)
      .nullable()
      .default(null)
      .meta({ description: 'Bao nhiêu hạng đầu; null: theo số giải' }),
  })
  .refine(oneScope, ONE_SCOPE)
  .meta({ id: 'SimulateBody' });
export type SimulateBody = z.infer<typeof SimulateBody>;

const line = z.object({
  rank: whole,
  other: whole.meta({ description: 'Hạng của người đó theo cách xếp kia' }),
  name: z.string().meta({ description: 'Như trên bảng xếp hạng' }),
  unit: z.string(),
  score: z.number(),
  duration: z.string(),
  attempts: whole,
  ahead: z
    .object({ step: whole, criterion: z.string(), own: z.string(), next: z.string() })
    .nullable()
    .meta({ description: 'Vì sao hơn người kế tiếp; null: bằng nhau, hoặc là người cuối' }),
  prize: z
    .object({ title: z.string(), isTied: z.boolean().meta({ description: 'Nhiều người bằng nhau, còn bốc thăm' }) })
    .nullable()
    .meta({ description: 'Giải theo hạng, theo số giải và điều kiện điểm tối đa của thể lệ' }),
});

export const SimulationView = z
  .object({
    scopeTitle: z.string(),
    places: whole,
    persons: whole,
    attempts: whole,
    truth: whole.nullable().meta({ description: 'Số mà dự đoán được so với, khi chỉ có một' }),
    hasPrizes: z.boolean().meta({ description: 'Thể lệ có giải theo hạng cho những người được xếp ở đây' }),
    now: z.array(line).meta({ description: 'Các hạng đầu theo quy định đang áp dụng' }),
    then: z.array(line).meta({ description: 'Các hạng đầu theo cách xếp thử' }),
  })
  .meta({ id: 'SimulationView' });
export type SimulationView = z.infer<typeof SimulationView>;

export function simulationBasisView({ contest, ranking: rule, ...basis }: SimulationBasis): SimulationBasisView {
  const { rounds, phases, audiences } = contest;
  return {
    rounds: rounds.map(({ id, title }) => ({ number: id, title })),
    phases: phases.map(({ id, title }) => ({ number: id, title })),
    audiences: audiences.map(({ code, title }) => ({ code, title })),
    ranking: { criteria: rule.criteria, durationPrecision: rule.durationPrecision },
    ...basis,
  };
}

export function simulationView({ contest: _, scope: _scope, now, then, ...rest }: Simulation): SimulationView {
  return { ...rest, now: now.map(lineView), then: then.map(lineView) };
}

function lineView({ durationMs, score, ...rest }: SimulatedLine): z.infer<typeof line> {
  return { ...rest, score: pointsOf(score), duration: formatDuration(durationMs) };
}
