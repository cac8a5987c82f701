import { z } from 'zod';
import { LIMITS, normalizeText } from '#domain';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });

/** A short text that people read: told on pages, or kept for those who run the contest. */
export const shortText = z
  .string()
  .transform(normalizeText)
  .pipe(
    z
      .string()
      .min(1)
      .max(LIMITS.announcementLengthMax)
      .regex(/^[^\p{Cc}]+$/u),
  );

export const PreviewQuery = z.strictObject({
  preview: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({ description: 'true: chỉ cho biết sẽ ra sao, không làm gì' }),
});
export type PreviewQuery = z.infer<typeof PreviewQuery>;

export const PauseId = z.uuid();
export const RoundNumber = z.coerce.number().pipe(z.int().min(1).max(9_999));

export const PauseBody = z
  .strictObject({
    id: PauseId.meta({ description: 'Do trang tự sinh: gửi lại với cùng số thì vẫn là một lần tạm dừng' }),
    reason: shortText.meta({ description: 'Vì sao, cho ban tổ chức; được ghi vào nhật ký' }),
    note: shortText.meta({ description: 'Lời báo cho mọi người' }),
  })
  .meta({ id: 'PauseBody' });
export type PauseBody = z.infer<typeof PauseBody>;

const PauseView = z
  .object({
    id: PauseId,
    startedAt: instant,
    reason: z.string(),
    note: z.string(),
    endedAt: instant.nullable(),
    attempts: whole.nullable().meta({ description: 'Bao nhiêu lượt thi đã được trả lại thời gian' }),
  })
  .meta({ id: 'PauseView' });

export const PausesView = z.object({ pauses: z.array(PauseView) }).meta({ id: 'PausesView' });
export type PausesView = z.infer<typeof PausesView>;

export const PauseReachView = z
  .object({
    attempts: whole.meta({ description: 'Lượt thi đang làm' }),
    givenMs: whole.meta({ description: 'Mỗi lượt được trả lại bao lâu, nếu kết thúc lúc này' }),
    endsAt: instant.nullable().meta({ description: 'Khi đó lượt cuối cùng hết giờ lúc nào' }),
    beyondClose: whole.meta({ description: 'Bao nhiêu lượt sẽ kéo qua giờ đóng của đợt' }),
    pause: PauseView.nullable().meta({ description: 'null khi chỉ xem trước' }),
  })
  .meta({ id: 'PauseReachView' });
export type PauseReachView = z.infer<typeof PauseReachView>;

export const ExtensionBody = z
  .strictObject({
    closesAt: z.iso.datetime({ offset: true }).meta({ description: 'Giờ đóng mới' }),
    note: shortText.meta({ description: 'Vì sao, cho mọi người đọc' }),
  })
  .meta({ id: 'ExtensionBody' });
export type ExtensionBody = z.infer<typeof ExtensionBody>;

export const ExtensionView = z
  .object({
    closesAt: instant,
    underWay: whole.meta({ description: 'Lượt thi đang làm trong đợt' }),
    lengthened: whole.meta({ description: 'Bao nhiêu lượt trong đó dài hơn vì giờ đóng cũ đã cắt bớt' }),
  })
  .meta({ id: 'ExtensionView' });
export type ExtensionView = z.infer<typeof ExtensionView>;
