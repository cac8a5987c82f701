import { z } from 'zod';
import { contestUnitId, day, phone } from './identity.dto.js';

/** Twelve letters with blanks or dashes between them. */
const RECEIPT_LENGTH_MAX = 40;

/** As typed: whether it is one is asked later. */
export const receiptNumber = z.string().min(1).max(RECEIPT_LENGTH_MAX);

export const ResetCodeBody = z
  .union([
    z.strictObject({ participantId: z.uuid() }),
    z.strictObject({
      phone,
      birthDate: day,
      contestUnitId,
      receiptNumber: receiptNumber.optional().meta({
        description: 'Mã biên nhận của một lượt thi bất kỳ; ban tổ chức phải có, đầu mối đơn vị thì không bắt buộc',
      }),
    }),
  ])
  .meta({ id: 'ResetCodeBody' });
export type ResetCodeBody = z.infer<typeof ResetCodeBody>;

export const ResetCodeView = z
  .object({
    code: z.string().meta({ description: 'Chỉ cho xem một lần, dùng một lần', examples: ['K7QM-2D0X-9AFT'] }),
    expiresAt: z.string().meta({ format: 'date-time' }),
    fullNameMasked: z.string().meta({ examples: ['Nguyễn V. A.'] }),
  })
  .meta({ id: 'ResetCodeView' });
export type ResetCodeView = z.infer<typeof ResetCodeView>;
