import { z } from 'zod';
import { LIMITS } from '#domain';

const pace = z.int().min(1).max(LIMITS.startsPerSecondMax);

export const StartPaceBody = z
  .strictObject({
    startsPerSecond: pace.nullable().meta({ description: 'Riêng cho cuộc thi này; null: theo nhịp chung của máy chủ' }),
  })
  .meta({ id: 'StartPaceBody' });
export type StartPaceBody = z.infer<typeof StartPaceBody>;

export const StartPaceView = z
  .object({
    own: pace.nullable().meta({ description: 'Lượt bắt đầu mỗi giây của riêng cuộc thi; null: theo nhịp của máy chủ' }),
    server: pace.nullable().meta({ description: 'Nhịp chung của máy chủ; null: không giới hạn' }),
    most: pace.meta({ description: 'Nhịp cao nhất mà người hỏi đặt được' }),
    waiting: z.int().nonnegative().meta({ description: 'Người đang chờ đến lượt, kể cả người đã rời trang' }),
    waitMs: z.int().nonnegative().meta({ description: 'Ai bấm bắt đầu lúc này thì chờ bao lâu' }),
  })
  .meta({ id: 'StartPaceView' });
export type StartPaceView = z.infer<typeof StartPaceView>;
