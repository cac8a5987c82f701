import { z } from 'zod';
import { LIMITS } from '#domain';
import { phone } from '../identity/identity.dto.js';
import { shortText } from './pause.dto.js';

const instant = z.string().meta({ format: 'date-time' });
const id = z.int().min(1).max(2_147_483_647);

/** The number of a line as it stands in addresses. */
export const ExtraTimeId = z.coerce.number().pipe(id);

const percent = z
  .int()
  .min(1)
  .max(LIMITS.extraTimePercentMax)
  .meta({ description: 'Cộng thêm bao nhiêu phần trăm thời gian làm bài' });
const reason = shortText.meta({ description: 'Căn cứ, ví dụ số đơn; không viết tình trạng sức khỏe' });

export const ExtraTimeBody = z
  .union([
    z.strictObject({ phone, percent, reason }),
    z.strictObject({ participantId: z.uuid(), percent, reason }),
    z.strictObject({
      contestUnitId: id.meta({ description: 'Mọi người đứng tên đơn vị này, không gồm đơn vị trực thuộc' }),
      percent,
      reason,
    }),
  ])
  .meta({ id: 'ExtraTimeBody' });
export type ExtraTimeBody = z.infer<typeof ExtraTimeBody>;

export const ExtraTimeGrantedView = z
  .object({
    id: id.nullable().meta({ description: 'null khi chỉ xem trước' }),
    lengthened: z.int().meta({ description: 'Bao nhiêu lượt đang làm được thêm giờ ngay' }),
  })
  .meta({ id: 'ExtraTimeGrantedView' });
export type ExtraTimeGrantedView = z.infer<typeof ExtraTimeGrantedView>;

export const ExtraTimeView = z
  .object({
    grants: z.array(
      z.object({
        id,
        participantId: z.uuid().nullable().meta({ description: 'null khi cấp cho cả đơn vị' }),
        fullName: z.string().nullable().meta({ description: 'null khi cấp cho cả đơn vị' }),
        unitName: z.string(),
        isUnit: z.boolean(),
        percent: z.int(),
        reason: z.string(),
        grantedAt: instant,
        withdrawnAt: instant.nullable(),
      }),
    ),
  })
  .meta({ id: 'ExtraTimeView' });
export type ExtraTimeView = z.infer<typeof ExtraTimeView>;
