import { z } from 'zod';
import { LIMITS, normalizeLines } from '#domain';
import { contestUnitId } from './identity.dto.js';

const STATES = ['open', 'approved', 'refused'] as const;
const id = z.int().min(1).max(2_147_483_647);
const instant = z.string().meta({ format: 'date-time' });
/** Typed with decomposed accents a text has up to three code units a letter before it is brought to NFC. */
const RAW_NOTE_LENGTH_MAX = 3 * LIMITS.noteLengthMax;

/** A few words; blank ones are none. */
export const note = z
  .string()
  .max(RAW_NOTE_LENGTH_MAX)
  .transform((raw, context) => {
    try {
      const lines = normalizeLines(raw);
      if ([...lines].length <= LIMITS.noteLengthMax) return lines === '' ? null : lines;
      context.addIssue({ code: 'custom', message: `Hãy viết ngắn hơn: dài nhất ${LIMITS.noteLengthMax} ký tự.` });
    } catch {
      context.addIssue({ code: 'custom', message: 'Trong chữ có ký tự ẩn. Hãy gõ lại thay vì dán.' });
    }
    return z.NEVER;
  })
  .nullish();

export const UnitCorrectionBody = z
  .strictObject({
    contestUnitId,
    reason: note.meta({ description: 'Vì sao cần chuyển; người duyệt đọc được' }),
  })
  .meta({ id: 'UnitCorrectionBody' });
export type UnitCorrectionBody = z.infer<typeof UnitCorrectionBody>;

const unit = z.object({
  contestUnitId: z.int(),
  code: z.string(),
  name: z.string(),
  parentName: z.string().nullable(),
});

const decision = {
  reason: z.string().nullable(),
  state: z.enum(STATES),
  askedAt: instant,
  decidedAt: instant.nullable(),
  note: z.string().nullable().meta({ description: 'Lời của người duyệt' }),
};

export const MyUnitCorrectionView = z
  .object({
    correction: z
      .object({ unit, ...decision })
      .nullable()
      .meta({ description: 'Yêu cầu gần nhất; null: chưa có' }),
  })
  .meta({ id: 'MyUnitCorrectionView' });
export type MyUnitCorrectionView = z.infer<typeof MyUnitCorrectionView>;

export const UnitCorrectionView = MyUnitCorrectionView.extend({
  moved: z.boolean().meta({ description: 'Chưa có lượt thi nào nên đã chuyển ngay, không cần duyệt' }),
}).meta({ id: 'UnitCorrectionView' });
export type UnitCorrectionView = z.infer<typeof UnitCorrectionView>;

export const UnitCorrectionsQuery = z.strictObject({
  state: z
    .enum([...STATES, 'disputed'])
    .default('open')
    .meta({ description: 'disputed: đang chờ và đã từng bị chính đơn vị đó từ chối' }),
  after: z.coerce.number().pipe(id).optional().meta({ description: 'Lấy tiếp sau yêu cầu này (next của trang trước)' }),
  limit: z.coerce.number().int().min(1).max(LIMITS.bulkRowsMax).default(50),
});
export type UnitCorrectionsQuery = z.infer<typeof UnitCorrectionsQuery>;

const count = z.int().nonnegative();

export const UnitCorrectionsView = z
  .object({
    counts: z.object({ open: count, approved: count, refused: count, disputed: count }),
    corrections: z.array(
      z.object({
        id,
        participantId: z.uuid(),
        fullName: z.string(),
        attempts: count.meta({ description: 'Số lượt thi sẽ chuyển theo' }),
        from: unit,
        to: unit,
        disputed: z.boolean(),
        ...decision,
      }),
    ),
    next: id.nullable(),
  })
  .meta({ id: 'UnitCorrectionsView' });
export type UnitCorrectionsView = z.infer<typeof UnitCorrectionsView>;

export const UnitDecisionsBody = z
  .strictObject({
    ids: z.array(id).min(1).max(LIMITS.bulkRowsMax),
    approve: z.boolean(),
    note: note.meta({ description: 'Người gửi yêu cầu đọc được' }),
  })
  .meta({ id: 'UnitDecisionsBody' });
export type UnitDecisionsBody = z.infer<typeof UnitDecisionsBody>;

export const UnitDecisionsView = z
  .object({
    approved: count,
    refused: count,
    skipped: z.array(id).meta({
      description: 'Đã duyệt trước đó, đã được gửi lại, thuộc đơn vị khác, hoặc là yêu cầu của chính người duyệt',
    }),
  })
  .meta({ id: 'UnitDecisionsView' });
export type UnitDecisionsView = z.infer<typeof UnitDecisionsView>;
