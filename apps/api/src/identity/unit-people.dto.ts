import { z } from 'zod';
import { searchField } from '../results/scope.dto.js';

export const ManagedUnitsView = z
  .object({
    units: z.array(
      z.object({
        contestSlug: z.string(),
        contestTitle: z.string(),
        isClosed: z.boolean(),
        sample: z.boolean().meta({ description: 'Dữ liệu mẫu' }),
        unitCode: z.string(),
        unitName: z.string(),
        parentName: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'ManagedUnitsView' });
export type ManagedUnitsView = z.infer<typeof ManagedUnitsView>;

export const UnitPeopleQuery = z.strictObject({
  state: z.enum(['took_part', 'not_yet']).default('not_yet').meta({
    description: 'Đã có lượt thi hợp lệ trong cuộc thi, hay đã đăng ký mà chưa có',
  }),
  q: searchField.meta({ description: 'Một vài chữ trong tên, không cần dấu' }),
  cursor: z.uuid().optional().meta({ description: 'Lấy tiếp sau người này (next của trang trước)' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type UnitPeopleQuery = z.infer<typeof UnitPeopleQuery>;

const count = z.int().nonnegative();

export const UnitPeopleView = z
  .object({
    counts: z.object({ tookPart: count, notYet: count }).nullable().meta({
      description: 'Của đơn vị và các đơn vị cấp dưới, không theo chữ tìm; chỉ có ở trang đầu',
    }),
    people: z.array(
      z.object({
        participantId: z.uuid(),
        fullName: z.string(),
        phoneMasked: z
          .string()
          .nullable()
          .meta({ examples: ['09xx xxx 678'] }),
        joinedAt: z.string().meta({ format: 'date-time' }),
        unitCode: z.string(),
        unitName: z.string(),
      }),
    ),
    next: z.uuid().nullable(),
  })
  .meta({ id: 'UnitPeopleView' });
export type UnitPeopleView = z.infer<typeof UnitPeopleView>;
