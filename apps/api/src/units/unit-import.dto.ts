import { z } from 'zod';
import { LIMITS } from '#domain';
import { UNIT_LISTS } from '#units';
import { day, line } from './unit-tree.dto.js';

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

export const UnitImportQuery = z
  .strictObject({
    list: z.enum(UNIT_LISTS).meta({ description: 'Đơn vị hiện hành, đơn vị cũ, hay đơn vị cũ thành đơn vị mới' }),
    from: day.meta({ description: 'Ngày đầu tiên của đơn vị không ghi ngày; của danh sách kế thừa: ngày có hiệu lực' }),
    to: day.optional().meta({ description: 'Ngày đầu tiên không còn, cho đơn vị cũ không ghi ngày' }),
    legalBasis: line(LIMITS.noteLengthMax).optional().meta({ description: 'Văn bản, cho dòng kế thừa không ghi' }),
    mend: flag.meta({
      description: 'Sửa tên và cấp trên theo tệp; của danh sách kế thừa: bỏ qua dòng có mã mà cây không có',
    }),
    dryRun: flag.meta({ description: 'Chỉ xét, không ghi gì' }),
  })
  .refine(({ list, to }) => (list === 'legacy') === (to !== undefined), 'list=legacy cần to, và chỉ khi đó')
  .refine(({ from, to }) => to === undefined || to > from, 'to phải sau from');
export type UnitImportQuery = z.infer<typeof UnitImportQuery>;

/** What the door makes of an Excel or CSV file; JSON cannot say it. */
export const ListFileBody = z.strictObject({ file: z.unknown().refine((file) => Buffer.isBuffer(file)) });
export type ListFileBody = { file: Buffer };

const count = z.int().nonnegative();
const faults = z.array(z.object({ row: z.int(), column: z.string(), code: z.string(), message: z.string() }));

export const UnitImportView = z
  .object({
    ...{ rows: count, added: count, changed: count, same: count, skipped: count },
    ...{ faultCount: count, faults, noteCount: count, notes: faults },
  })
  .meta({ id: 'UnitImportView' });
export type UnitImportView = z.infer<typeof UnitImportView>;
