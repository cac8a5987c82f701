import { z } from 'zod';
import { shortText } from './pause.dto.js';

const instant = z.string().meta({ format: 'date-time' });
const id = z.int().min(1).max(2_147_483_647);

/** The number of an announcement as it stands in addresses. */
export const AnnouncementId = z.coerce.number().pipe(id);

export const AnnouncementBody = z
  .strictObject({
    text: shortText,
    from: z.iso.datetime({ offset: true }).nullish().meta({ description: 'Hiện từ lúc nào; bỏ trống là ngay bây giờ' }),
    until: z.iso.datetime({ offset: true }).meta({ description: 'Hiện đến lúc nào' }),
  })
  .meta({ id: 'AnnouncementBody' });
export type AnnouncementBody = z.infer<typeof AnnouncementBody>;

export const AnnouncedView = z.object({ id }).meta({ id: 'AnnouncedView' });
export type AnnouncedView = z.infer<typeof AnnouncedView>;

export const NoticesView = z
  .object({
    stop: z
      .object({ since: instant, note: z.string() })
      .nullable()
      .meta({ description: 'Cuộc thi bị dừng: không ai bắt đầu lượt mới' }),
    pause: z.object({ since: instant, note: z.string() }).nullable().meta({ description: 'Cuộc thi đang tạm dừng' }),
    announcements: z
      .array(z.object({ id, text: z.string(), from: instant, until: instant }))
      .meta({ description: 'Mới nhất trước; kể cả thông báo sẽ hiện sau' }),
  })
  .meta({ id: 'NoticesView' });
export type NoticesView = z.infer<typeof NoticesView>;
