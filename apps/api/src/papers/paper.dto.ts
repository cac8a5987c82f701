import { z } from 'zod';
import { MESSAGE_MOMENTS, PICTURE_SHAPES, type PictureShape } from '#documents';

const round = z.coerce.number().int().min(1).max(32_767).meta({ description: 'Số của đợt' });

const as = z.enum(['docx', 'pdf']).default('docx').meta({ description: 'Tệp Word, hay PDF' });

export const RegulationsPaperQuery = z.strictObject({
  to: z.enum(['plan', 'decision']).default('plan').meta({ description: 'Kèm theo kế hoạch hay quyết định' }),
  as,
});
export type RegulationsPaperQuery = z.infer<typeof RegulationsPaperQuery>;

export const RoundNoticeQuery = z.strictObject({ round, as });
export type RoundNoticeQuery = z.infer<typeof RoundNoticeQuery>;

export const InvitationQuery = z.strictObject({ as });
export type InvitationQuery = z.infer<typeof InvitationQuery>;

export const WinnersPaperQuery = z.strictObject({
  as: z.enum(['docx', 'xlsx', 'pdf']).default('docx').meta({ description: 'Tệp Word, Excel, hay PDF' }),
});
export type WinnersPaperQuery = z.infer<typeof WinnersPaperQuery>;

const moment = z.enum(MESSAGE_MOMENTS);
/** A summary is of the whole contest, everything else of a round. */
const oneSubject = (query: { moment: string; round?: number | undefined }) =>
  (query.moment === 'summary') === (query.round === undefined);

export const MessagePictureQuery = z
  .strictObject({
    moment: moment.meta({ description: 'Mở đợt, còn một ngày, kết quả đợt, tổng kết' }),
    round: round.optional(),
    shape: z
      .enum(Object.keys(PICTURE_SHAPES) as [PictureShape])
      .default('square')
      .meta({ description: '1080 × 1080, hay 1200 × 630' }),
  })
  .refine(oneSubject, { message: 'tổng kết không có đợt; các lúc khác cần round' });
export type MessagePictureQuery = z.infer<typeof MessagePictureQuery>;

export const MessagesView = z
  .object({
    messages: z.array(
      z.object({
        moment,
        round: z.object({ number: z.int(), title: z.string() }).nullable(),
        text: z.string(),
        isDue: z.boolean().meta({ description: 'Nên gửi vào lúc này' }),
        isPublic: z.boolean().meta({ description: 'Thể lệ đã cho mọi người xem số liệu có trong bài' }),
      }),
    ),
  })
  .meta({ id: 'MessagesView' });
export type MessagesView = z.infer<typeof MessagesView>;
