import { z } from 'zod';
import { LIMITS, normalizeText } from '#domain';
import { LOOK_REASONS } from '#identity';
import { instant } from './identity.dto.js';

/** A text typed with decomposed accents has up to three code units a letter before it is brought to NFC. */
const RAW_REASON_LENGTH_MAX = 3 * LIMITS.noteLengthMax;
/** Twelve digits with signs between all of them. */
const NUMBER_LENGTH_MAX = 40;

export const ParticipantId = z.uuid().transform((id) => id.toLowerCase());

export const IdentityRequestsBody = z
  .strictObject({
    participantIds: z.array(ParticipantId).min(1).max(LIMITS.identityAskedAtOnceMax),
    reason: z
      .string()
      .max(RAW_REASON_LENGTH_MAX)
      .transform(normalizeText)
      .pipe(z.string().min(1, 'Hãy viết để làm gì.').max(LIMITS.noteLengthMax))
      .meta({ description: 'Để làm gì; người được giải đọc được', examples: ['Trao giải Nhì tuần 1'] }),
  })
  .meta({ id: 'IdentityRequestsBody' });
export type IdentityRequestsBody = z.infer<typeof IdentityRequestsBody>;

export const IdentityRequestsView = z
  .object({ asked: z.int(), known: z.int().meta({ description: 'Đã được đề nghị từ trước' }) })
  .meta({ id: 'IdentityRequestsView' });
export type IdentityRequestsView = z.infer<typeof IdentityRequestsView>;

const terms = {
  reason: z.string(),
  askedAt: instant,
  givenAt: instant.nullable(),
  last4: z
    .string()
    .nullable()
    .meta({ description: 'Bốn chữ số cuối', examples: ['1234'] }),
  deleteAfter: instant.meta({ description: 'Từ lúc này số định danh bị xóa' }),
};

export const OwnIdentityRequest = z.object({ contestSlug: z.string(), contestTitle: z.string(), ...terms });

export const OwnIdentityRequestsView = z
  .object({ requests: z.array(OwnIdentityRequest) })
  .meta({ id: 'OwnIdentityRequestsView' });
export type OwnIdentityRequestsView = z.infer<typeof OwnIdentityRequestsView>;

export const IdentityNumberBody = z
  .strictObject({ number: z.string().max(NUMBER_LENGTH_MAX).meta({ description: 'Số định danh cá nhân, 12 chữ số' }) })
  .meta({ id: 'IdentityNumberBody' });
export type IdentityNumberBody = z.infer<typeof IdentityNumberBody>;

export const IdentityGivenView = z
  .object({
    isProvinceKnown: z.boolean().meta({ description: 'Ba số đầu là một tỉnh đã biết; nếu không, nên xem lại' }),
  })
  .meta({ id: 'IdentityGivenView' });
export type IdentityGivenView = z.infer<typeof IdentityGivenView>;

export const IdentityPapersQuery = z.strictObject({
  after: ParticipantId.optional().meta({ description: 'Lấy tiếp sau người này (next của trang trước)' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  state: z.enum(['given', 'waiting']).optional().meta({ description: 'Chỉ người đã cung cấp, hoặc chưa' }),
});
export type IdentityPapersQuery = z.infer<typeof IdentityPapersQuery>;

export const IdentityPapersView = z
  .object({
    papers: z.array(z.object({ participantId: z.uuid(), fullName: z.string(), unitName: z.string(), ...terms })),
    next: z.uuid().nullable(),
  })
  .meta({ id: 'IdentityPapersView' });
export type IdentityPapersView = z.infer<typeof IdentityPapersView>;

export const IdentityLookQuery = z.strictObject({
  reason: z
    .enum(LOOK_REASONS)
    .meta({ description: 'Xem để làm gì: chi trả giải, kê khai thuế, giải quyết khiếu nại, thanh tra; được ghi lại' }),
});
export type IdentityLookQuery = z.infer<typeof IdentityLookQuery>;

export const IdentityPaperView = z
  .object({
    fullName: z.string(),
    number: z.string().meta({ description: 'Ghi đủ 12 chữ số' }),
    isProvinceKnown: z.boolean(),
    givenAt: instant,
    deleteAfter: instant,
  })
  .meta({ id: 'IdentityPaperView' });
export type IdentityPaperView = z.infer<typeof IdentityPaperView>;
