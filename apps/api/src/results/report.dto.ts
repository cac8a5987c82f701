import { z } from 'zod';
import { bandLabel } from '#domain';
import type { ReportedDistribution, ReportedSentence } from '#results';
import { audienceField, oneScope, ONE_SCOPE, pointsOf, reported, reportedFields, scopeFields } from './scope.dto.js';

export const DistributionQuery = z
  .strictObject({
    ...scopeFields,
    audience: audienceField,
    bands: z
      .enum(['points', 'fifths'])
      .default('points')
      .meta({ description: 'Theo từng điểm, hoặc năm khoảng bằng nhau' }),
  })
  .refine(oneScope, ONE_SCOPE);
export type DistributionQuery = z.infer<typeof DistributionQuery>;

export const DistributionView = z
  .object({
    ...reportedFields,
    maxScore: z.number(),
    bands: z.array(
      z.object({
        label: z.string(),
        from: z.number().nullable().meta({ description: 'Từ điểm này trở lên' }),
        to: z.number().nullable().meta({ description: 'Đến dưới điểm này; khoảng cuối kể cả điểm này' }),
        closed: z.boolean(),
        attempts: z.int(),
      }),
    ),
    total: z.int().meta({ description: 'Mọi lượt thi được công nhận: tổng các khoảng' }),
  })
  .meta({ id: 'ScoreDistributionView' });
export type DistributionView = z.infer<typeof DistributionView>;

export function distributionView(distribution: ReportedDistribution): DistributionView {
  return {
    ...reported(distribution),
    maxScore: pointsOf(distribution.maxScore),
    bands: distribution.bands.map((band) => ({
      label: bandLabel(band),
      from: pointsOf(band.from),
      to: pointsOf(band.to),
      closed: band.closed,
      attempts: band.attempts,
    })),
    total: distribution.total,
  };
}

export const SentenceView = z
  .object({
    ...reportedFields,
    sentence: z.string(),
    figures: z.object({
      invited: z.int(),
      tookPart: z.int(),
      attempts: z.int(),
      fullMarksAttempts: z.int(),
      maxScore: z.number().nullable(),
    }),
  })
  .meta({ id: 'ReportSentenceView' });
export type SentenceView = z.infer<typeof SentenceView>;

export function sentenceView(report: ReportedSentence): SentenceView {
  const { sentence, figures } = report;
  return { ...reported(report), sentence, figures: { ...figures, maxScore: pointsOf(figures.maxScore) } };
}
