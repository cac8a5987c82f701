import { z } from 'zod';
import { CHECKS } from './opening-checks.js';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });

export const RunningView = z
  .object({
    now: instant.meta({ description: 'Giờ máy chủ lúc trả lời' }),
    checks: z
      .array(
        z.object({
          code: z.enum(CHECKS),
          state: z.enum(['good', 'warn', 'stop']),
          count: whole.nullable(),
          detail: z.string().nullable().meta({ description: 'Nói rõ hơn, khi có: thiết lập nào, đợt nào' }),
        }),
      )
      .meta({ description: 'Kiểm tra trước và trong khi mở: stop là người thi không dự được hoặc bài có thể mất' }),
    rounds: z
      .array(
        z.object({
          number: whole,
          title: z.string(),
          state: z.enum(['coming', 'running', 'finished']),
          opensAt: instant,
          closesAt: instant,
          note: z.string().nullable(),
          underWay: whole.meta({ description: 'Lượt thi đang làm' }),
        }),
      )
      .meta({ description: 'Theo giờ mở' }),
    next: z
      .object({ what: z.enum(['opens', 'closes']), round: z.string(), at: instant })
      .nullable()
      .meta({ description: 'Việc kế tiếp theo lịch; null khi mọi đợt đã xong' }),
    attempts: z.object({
      underWay: whole,
      ungraded: whole.meta({ description: 'Đã nộp, chờ chấm' }),
      graded: whole.meta({ description: 'Đã chấm và được công nhận' }),
      failures: whole.meta({ description: 'Không chấm được' }),
      gradingLagMs: whole.nullable().meta({ description: 'Bài chờ chấm lâu nhất đã chờ bao lâu' }),
    }),
    minutes: z
      .array(z.object({ at: instant, starts: whole, submits: whole }))
      .meta({ description: 'Một giờ gần nhất, từng phút; phút cuối chưa hết' }),
    units: z.object({ invited: whole, silent: whole.meta({ description: 'Được mời và chưa có ai tham gia' }) }),
  })
  .meta({ id: 'RunningView' });
export type RunningView = z.infer<typeof RunningView>;
