import { z } from 'zod';
import type { RoundStatistics } from '#results';

const whole = z.int().nonnegative();
const figure = z.number().nullable();

export const RoundNumber = z.coerce.number().pipe(z.int().min(1).max(32_767));

export const ItemStatisticsView = z
  .object({
    round: z.object({ number: whole, title: z.string() }),
    rounds: z.array(z.object({ number: whole, title: z.string() })),
    attempts: whole.meta({ description: 'Số lượt thi đầu được tính' }),
    alpha: figure.meta({ description: 'Cronbach alpha theo vị trí câu trong đề' }),
    items: z.array(
      z.object({
        itemVersionId: whole,
        code: z.string(),
        topic: z.string(),
        stem: z.string(),
        attempts: whole,
        facility: figure.meta({ description: 'Phần điểm đạt được, 0 đến 1' }),
        standardDeviation: figure,
        discrimination: figure.meta({ description: 'Tương quan với phần còn lại của đề' }),
        pointBiserial: figure.meta({ description: 'Tương quan với cả đề' }),
        randomGuess: z.number(),
        options: z.array(z.object({ text: z.string(), chosen: whole })),
        unanswered: whole,
        jump: figure.meta({ description: 'Dễ hơn (+) hay khó hơn (−) đợt trước, khi khác rõ rệt' }),
        flags: z.array(z.enum(['jump', 'negative', 'unused'])),
      }),
    ),
  })
  .meta({ id: 'ItemStatisticsView' });
export type ItemStatisticsView = z.infer<typeof ItemStatisticsView>;

export function itemStatisticsView({ contest, round, attempts, alpha, items }: RoundStatistics): ItemStatisticsView {
  return {
    round: { number: round.id, title: round.title },
    rounds: contest.rounds.map(({ id, title }) => ({ number: id, title })),
    ...{ attempts, alpha, items },
  };
}
