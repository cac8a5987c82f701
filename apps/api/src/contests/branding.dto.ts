import { z } from 'zod';
import { BRANDING_USES, LIMITS } from '#domain';
import { lines } from '../lines.js';

const whole = z.int().nonnegative();
const text = z.string().nullable();
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const file = hash.meta({ description: 'Mã SHA-256, xem ở /api/branding-files/…' });
/** One line; '' and null both say nothing. */
const line = lines(LIMITS.pageLineLengthMax).refine((typed) => !typed.includes('\n'), {
  message: 'Hãy viết trên một dòng.',
});
const lineOrNull = line.nullable().transform((typed) => (typed === '' ? null : typed));

export const BrandingHash = hash;
export const BrandingFileQuery = z.strictObject({ use: z.enum(BRANDING_USES) });
export type BrandingFileQuery = z.infer<typeof BrandingFileQuery>;
export const BrandingFileBody = z.strictObject({ file: z.unknown().refine((bytes) => Buffer.isBuffer(bytes)) });
export type BrandingFileBody = z.infer<typeof BrandingFileBody>;

export const BrandingFileView = z
  .object({ file, mime: z.string(), width: whole.nullable(), height: whole.nullable(), sizeBytes: whole })
  .meta({ id: 'BrandingFileView' });
export type BrandingFileView = z.infer<typeof BrandingFileView>;

const picture = { file, width: whole, height: whole };
/** Part of what everybody reads of a contest. */
export const BrandingView = z
  .object({
    logo: z.object(picture).nullable(),
    banner: z
      .object({ ...picture, small: file, alt: z.string().meta({ description: 'Rỗng: chỉ để trang trí' }) })
      .nullable(),
    footer: z.object({ responsible: text, address: text, telephone: text, email: text, licence: text }),
    papers: z.array(
      z.object({ file, title: z.string(), number: text, date: text.meta({ format: 'date' }), sizeBytes: whole }),
    ),
  })
  .meta({ id: 'BrandingView' });

export const BrandingBody = z
  .strictObject({
    version: whole.meta({ description: 'Bản đã đọc trước khi sửa; 0 khi chưa có gì' }),
    logo: z.strictObject({ file: hash }).nullable(),
    banner: z.strictObject({ file: hash, small: hash, alt: line }).nullable(),
    footer: z.strictObject({
      responsible: lineOrNull,
      address: lineOrNull,
      telephone: lineOrNull,
      email: z.preprocess(
        (typed) => (typed === '' ? null : typed),
        z.email({ message: 'Thư điện tử viết như ten@tinh.gov.vn.' }).max(LIMITS.pageLineLengthMax).nullable(),
      ),
      licence: lineOrNull,
    }),
    papers: z
      .array(
        z.strictObject({
          file: hash,
          title: line.refine((typed) => typed !== '', { message: 'Hãy viết tên văn bản.' }),
          number: lineOrNull,
          date: z.iso.date({ message: 'Hãy viết ngày ký.' }).nullable(),
        }),
      )
      .max(LIMITS.brandingPapersMax),
  })
  .meta({ id: 'BrandingBody' });
export type BrandingBody = z.infer<typeof BrandingBody>;

export const BrandingStateView = z
  .object({
    version: whole,
    branding: BrandingView,
    updatedAt: text.meta({ format: 'date-time' }),
    updatedByName: text,
  })
  .meta({ id: 'BrandingStateView' });
export type BrandingStateView = z.infer<typeof BrandingStateView>;
