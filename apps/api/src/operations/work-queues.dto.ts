import { z } from 'zod';
import { instant } from '../identity/identity.dto.js';

const whole = z.int().nonnegative();

/** Queues that are tables of the database, in the order in which they are shown. */
export const WORK_QUEUES = ['documents', 'settlements', 'corrections'] as const;
export type WorkQueue = (typeof WORK_QUEUES)[number];

export const WorkQueuesView = z
  .object({
    queues: z.array(
      z.object({
        name: z.enum(WORK_QUEUES),
        counts: z.object({ waiting: whole, active: whole, delayed: whole, failed: whole }),
        oldestMs: whole.meta({ description: 'Việc chờ lâu nhất' }),
        failed: z.array(
          z.object({
            id: z.uuid(),
            contestId: z.int(),
            contest: z.string(),
            kind: z.string().meta({ description: 'Loại tệp, phạm vi chốt kết quả, hoặc cách sửa đáp án' }),
            tries: whole,
            reason: z.string(),
            askedAt: instant,
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'WorkQueuesView' });
export type WorkQueuesView = z.infer<typeof WorkQueuesView>;

/** A correction of a key is not among them: it is asked for anew, by who knows what is right. */
export const WorkRetryBody = z
  .strictObject({ queue: z.enum(['documents', 'settlements']), contestId: z.int().positive(), id: z.uuid() })
  .meta({ id: 'WorkRetryBody' });
export type WorkRetryBody = z.infer<typeof WorkRetryBody>;
