import { z } from 'zod';

const instant = z.string().meta({ format: 'date-time' });
const count = z.int().nonnegative();
const share = z.number().min(0).max(1);

export const ExposureView = z
  .object({
    items: z
      .array(
        z.object({
          code: z.string(),
          rounds: count.meta({ description: 'Số đợt thi đã hỏi câu này; không kể chạy thử' }),
          asked: count.meta({ description: 'Số đề đã có câu này' }),
          lastAskedAt: instant,
          share: share.meta({ description: 'Phần đề của một đợt có câu này, ở đợt nhiều nhất' }),
        }),
      )
      .meta({ description: 'Chỉ những câu đã được hỏi' }),
  })
  .meta({ id: 'ExposureView' });
export type ExposureView = z.infer<typeof ExposureView>;

export const ItemExposureView = z
  .object({
    rounds: z.array(
      z.object({
        contestSlug: z.string(),
        contestTitle: z.string(),
        round: z.int(),
        roundTitle: z.string(),
        opensAt: instant,
        closesAt: instant,
        papers: count.meta({ description: 'Số đề đã rút trong đợt' }),
        asked: count.meta({ description: 'Số đề có câu này' }),
        lastAskedAt: instant,
      }),
    ),
  })
  .meta({ id: 'ItemExposureView' });
export type ItemExposureView = z.infer<typeof ItemExposureView>;

export const BlueprintsView = z
  .object({
    plans: z.array(
      z.object({
        planId: z.string().nullable().meta({ description: 'null: cuộc thi không có bản soạn' }),
        title: z.string(),
        isPublished: z.boolean(),
        rounds: z
          .array(
            z.object({
              title: z.string(),
              opensAt: instant,
              closesAt: instant,
              pool: count.meta({
                description: 'Số câu đang dùng và còn hiệu lực suốt đợt, trong phần ngân hàng của đợt',
              }),
              shared: count.meta({ description: 'Trong đó, số câu mà đợt khác của cuộc thi cũng rút' }),
              cells: z.array(
                z.object({
                  subBank: z.string().nullable(),
                  topic: z.string().nullable(),
                  level: z.int().nullable(),
                  count: count.meta({ description: 'Mỗi đề cần bao nhiêu câu' }),
                  available: count,
                }),
              ),
              faults: z.array(z.string()).meta({ description: 'Chỗ không rút được đề, thành câu' }),
            }),
          )
          .nullable()
          .meta({ description: 'null: thể lệ còn chỗ cần sửa. Đợt đã qua không kể' }),
      }),
    ),
  })
  .meta({ id: 'BlueprintsView' });
export type BlueprintsView = z.infer<typeof BlueprintsView>;
