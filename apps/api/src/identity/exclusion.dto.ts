import { z } from 'zod';
import { LIMITS } from '#domain';
import { EXCLUSION_REASONS } from '#identity';
import { phone } from './identity.dto.js';

const reason = z.enum(EXCLUSION_REASONS);
const id = z.int().min(1).max(2_147_483_647);

export const ExclusionsBody = z
  .strictObject({
    rows: z
      .array(
        z.union([
          z.strictObject({ phone, reason }),
          z.strictObject({
            participantId: z.uuid().meta({ description: 'Người đã đăng ký, kể cả khi không có số điện thoại' }),
            reason,
          }),
        ]),
      )
      .min(1)
      .max(LIMITS.bulkRowsMax)
      .meta({ description: 'Ban tổ chức, giám khảo, kỹ thuật viên và người thân đã khai (theo số điện thoại)' }),
  })
  .meta({ id: 'ExclusionsBody' });
export type ExclusionsBody = z.infer<typeof ExclusionsBody>;

export const ExclusionsAddedView = z
  .object({ added: z.int(), known: z.int().meta({ description: 'Đã có trong danh sách từ trước' }) })
  .meta({ id: 'ExclusionsAddedView' });
export type ExclusionsAddedView = z.infer<typeof ExclusionsAddedView>;

export const ExclusionsQuery = z.strictObject({
  after: z.coerce.number().pipe(id).optional().meta({ description: 'Lấy tiếp sau dòng này (next của trang trước)' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ExclusionsQuery = z.infer<typeof ExclusionsQuery>;

/** The number of a line as it stands in addresses. */
export const ExclusionId = z.coerce.number().pipe(id);

export const ExclusionsView = z
  .object({
    exclusions: z.array(
      z.object({
        id,
        phone: z
          .string()
          .nullable()
          .meta({ description: 'Đã che bớt; không có nếu tài khoản không có số', examples: ['09xx xxx 678'] }),
        reason,
        declaredAt: z.string().meta({ format: 'date-time' }),
        fullName: z.string().nullable().meta({ description: 'Chỉ có khi người này đã đăng ký dự thi' }),
        unitName: z.string().nullable(),
        attempts: z.array(
          z.object({
            attemptId: z.string(),
            roundTitle: z.string(),
            startedAt: z.string().meta({ format: 'date-time' }),
            state: z.string(),
            voided: z.boolean().meta({ description: 'Không công nhận' }),
          }),
        ),
      }),
    ),
    next: id.nullable(),
  })
  .meta({ id: 'ExclusionsView' });
export type ExclusionsView = z.infer<typeof ExclusionsView>;
