import { z } from 'zod';
import { instant } from '../identity/identity.dto.js';

const whole = z.int().nonnegative();

export const GradingDeskView = z
  .object({
    owed: z.object({ attempts: whole, oldestMs: whole }).meta({ description: 'Bài đã nộp chưa có điểm' }),
    queue: z
      .object({
        counts: z.object({ waiting: whole, active: whole, delayed: whole, failed: whole }),
        oldestMs: whole.meta({ description: 'Việc chờ lâu nhất' }),
        isPaused: z.boolean(),
        failed: z.array(
          z.object({
            id: z.string(),
            contestId: z.int(),
            attempts: whole,
            tries: whole,
            reason: z.string(),
            failedAt: instant,
          }),
        ),
      })
      .nullable()
      .meta({ description: 'null: Redis chưa trả lời' }),
    stuck: z
      .array(
        z.object({
          contestId: z.int(),
          contest: z.string(),
          attemptId: z.uuid(),
          reason: z.string(),
          tries: whole,
          lastAt: instant,
        }),
      )
      .meta({ description: 'Bài không chấm được' }),
  })
  .meta({ id: 'GradingDeskView' });
export type GradingDeskView = z.infer<typeof GradingDeskView>;

export const RetryBody = z
  .strictObject({
    jobId: z
      .string()
      .regex(/^[\w-]{1,80}$/)
      .nullable()
      .meta({ description: 'null: mọi việc hỏng' }),
  })
  .meta({ id: 'GradingRetryBody' });
export type RetryBody = z.infer<typeof RetryBody>;

export const GradeAgainBody = z
  .strictObject({ attemptId: z.uuid().nullable().meta({ description: 'null: mọi bài không chấm được' }) })
  .meta({ id: 'GradeAgainBody' });
export type GradeAgainBody = z.infer<typeof GradeAgainBody>;

export const QueuedView = z.object({ count: whole }).meta({ id: 'GradingQueuedView' });
export type QueuedView = z.infer<typeof QueuedView>;

export const GradingPauseBody = z.strictObject({ isPaused: z.boolean() }).meta({ id: 'GradingPauseBody' });
export type GradingPauseBody = z.infer<typeof GradingPauseBody>;
