import { z } from 'zod';
import { LIMITS } from '#domain';
import { ContestSlug } from '../contests/contest.dto.js';
import { contestUnitId, day, fullName, instant, phone } from './identity.dto.js';
import { receiptNumber } from './reset-code.dto.js';
import { note } from './unit-correction.dto.js';

const id = z.int().min(1).max(2_147_483_647);
const count = z.int().nonnegative();

export const PersonSearchBody = z
  .union([
    z.strictObject({ phone }),
    z.strictObject({ receiptNumber }),
    z.strictObject({
      fullName: z
        .string()
        .trim()
        .min(1)
        .max(LIMITS.nameLengthMax)
        .meta({ description: 'Vài chữ trong họ tên, không cần dấu' }),
      contestUnitId,
    }),
  ])
  .meta({ id: 'PersonSearchBody', description: 'Một trong ba: số điện thoại; mã biên nhận; họ tên cùng đơn vị' });
export type PersonSearchBody = z.infer<typeof PersonSearchBody>;

export const FoundPersonView = z.object({
  participantId: z.uuid(),
  fullNameMasked: z.string().meta({ examples: ['Nguyễn V. A.'] }),
  phoneMasked: z
    .string()
    .nullable()
    .meta({ examples: ['09xx xxx 678'] }),
  unit: z.object({
    contestUnitId: z.int(),
    code: z.string(),
    name: z.string(),
    parentName: z.string().nullable(),
  }),
  joinedAt: instant,
  attempts: count,
  noCode: z
    .enum(['staff', 'disabled', 'no_phone'])
    .nullable()
    .meta({ description: 'Vì sao không cấp được mã một lần; null: cấp được' }),
});

export const PeopleFoundView = z
  .object({
    people: z.array(FoundPersonView),
    hasMore: z.boolean().meta({ description: 'Còn người khác khớp, cần nói rõ tên hơn' }),
  })
  .meta({ id: 'PeopleFoundView' });
export type PeopleFoundView = z.infer<typeof PeopleFoundView>;

export const PhoneClaimBody = z
  .strictObject({
    contestSlug: ContestSlug,
    phone,
    fullName,
    birthDate: day,
    contestUnitId,
    note: note.meta({ description: 'Điều muốn nói thêm; người giải quyết đọc được' }),
  })
  .meta({ id: 'PhoneClaimBody' });
export type PhoneClaimBody = z.infer<typeof PhoneClaimBody>;

export const PhoneClaimAskedView = z
  .object({ received: z.literal(true).meta({ description: 'Như nhau, số điện thoại có tài khoản hay không' }) })
  .meta({ id: 'PhoneClaimAskedView' });
export type PhoneClaimAskedView = z.infer<typeof PhoneClaimAskedView>;

export const PhoneClaimsQuery = z.strictObject({
  state: z.enum(['open', 'decided']).default('open'),
  after: z.coerce.number().pipe(id).optional().meta({ description: 'Lấy tiếp sau yêu cầu này (next của trang trước)' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type PhoneClaimsQuery = z.infer<typeof PhoneClaimsQuery>;

/** The number of a claim as it stands in addresses. */
export const PhoneClaimId = z.coerce.number().pipe(id);

export const PhoneClaimsView = z
  .object({
    counts: z.object({ open: count, decided: count }),
    claims: z.array(
      z.object({
        id,
        phone: z.string().meta({ description: 'Đủ số, để gọi lại' }),
        fullName: z.string(),
        birthDate: z.string(),
        unit: z.object({ code: z.string(), name: z.string(), parentName: z.string().nullable() }),
        note: z.string().nullable(),
        state: z.enum(['open', 'handed_over', 'both_kept', 'refused']),
        askedAt: instant,
        decidedAt: instant.nullable(),
        awaitsPassword: z.boolean().meta({ description: 'Đã có tài khoản mới nhưng chưa đặt mật khẩu' }),
        holder: z
          .object({
            fullNameMasked: z.string(),
            since: instant,
            unitName: z.string().nullable(),
            attempts: count,
            isSameName: z.boolean(),
            isSameBirthDate: z.boolean(),
          })
          .nullable()
          .meta({ description: 'Tài khoản đang giữ số; null: không ai giữ' }),
      }),
    ),
    next: id.nullable(),
  })
  .meta({ id: 'PhoneClaimsView' });
export type PhoneClaimsView = z.infer<typeof PhoneClaimsView>;

export const PhoneDecisionBody = z
  .union([
    z.strictObject({ decision: z.enum(['hand_over', 'refuse']) }),
    z.strictObject({
      decision: z.literal('keep_both'),
      phone: phone.meta({ description: 'Số khác, chưa có tài khoản, cho người gửi yêu cầu' }),
    }),
  ])
  .meta({ id: 'PhoneDecisionBody' });
export type PhoneDecisionBody = z.infer<typeof PhoneDecisionBody>;

export const PhoneDecisionView = z
  .object({
    code: z.string().nullable().meta({ description: 'Mã một lần để đặt mật khẩu, chỉ cho xem một lần' }),
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'PhoneDecisionView' });
export type PhoneDecisionView = z.infer<typeof PhoneDecisionView>;
