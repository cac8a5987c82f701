import { z } from 'zod';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });

const PAGE_MAX = 50;

export const MyAttemptsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(20),
  after: z.string().max(60).optional().meta({ description: 'Lấy tiếp sau lượt thi này (next của trang trước)' }),
});
export type MyAttemptsQuery = z.infer<typeof MyAttemptsQuery>;

const MyAttemptView = z
  .object({
    attemptId: z.string(),
    contestSlug: z.string(),
    contestTitle: z.string(),
    roundId: z.string(),
    roundTitle: z.string(),
    attemptNo: whole,
    state: z.enum(['in_progress', 'submitted', 'graded']),
    closedBy: z.enum(['participant', 'deadline', 'round_end', 'organizer']).nullable(),
    startedAt: instant,
    deadlineAt: instant,
    submittedAt: instant.nullable(),
    elapsedMs: whole.nullable(),
    receiptNumber: z.string().nullable(),
    prediction: whole.nullable(),
    voided: z.boolean(),
    score: z.int().nullable().meta({ description: 'Điểm × 1000; null khi chưa chấm hoặc chưa công bố' }),
    maxScore: whole.nullable(),
    scoreReleasedAt: instant.nullable().meta({ description: 'Lúc công bố điểm, nếu chưa công bố' }),
  })
  .meta({ id: 'MyAttemptView' });

export const MyAttemptsView = z
  .object({ attempts: z.array(MyAttemptView), next: z.string().nullable() })
  .meta({ id: 'MyAttemptsView' });
