import { z } from 'zod';
import { DomainError, LIMITS } from '#domain';
import { ROLES, STAFF_ORDERS } from '#identity';
import { UnitCode } from '../contests/contest.dto.js';
import { searchField } from '../results/scope.dto.js';
import { fullName, instant, phone, typedPassword } from './identity.dto.js';

/** Ours has 43 characters; what is longer is refused before it is looked at. */
const TOKEN_LENGTH_MAX = 100;
/** Six digits in two groups, or a recovery code of 16 letters with a blank or a dash between all of them. */
const CODE_LENGTH_MAX = 40;
/** A province has some hundred; the list goes on behind it. */
const STAFF_PAGE_MAX = 500;

const id = z.coerce.number().int().min(1).max(2_147_483_647);
const slug = z.string().min(1).max(LIMITS.codeLengthMax);
const token = z.string().min(1).max(TOKEN_LENGTH_MAX);

const end = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .nullable()
  .meta({ description: 'Lúc vai trò hết hiệu lực; null: đến khi bị thu hồi' });

export const OfferSecondFactorBody = z.strictObject({ password: typedPassword }).meta({ id: 'OfferSecondFactorBody' });
export type OfferSecondFactorBody = z.infer<typeof OfferSecondFactorBody>;

export const SecondFactorBody = z
  .strictObject({
    code: z.string().min(1).max(CODE_LENGTH_MAX).meta({ description: 'Sáu chữ số của ứng dụng, hoặc một mã dự phòng' }),
  })
  .meta({ id: 'SecondFactorBody' });
export type SecondFactorBody = z.infer<typeof SecondFactorBody>;

export const OfferedSecondFactorView = z
  .object({
    secret: z.string().meta({ description: 'Để gõ vào ứng dụng xác thực' }),
    otpauthUri: z.string(),
    qrSvg: z.string().meta({ description: 'Mã QR của otpauthUri, dạng SVG' }),
  })
  .meta({ id: 'OfferedSecondFactorView' });
export type OfferedSecondFactorView = z.infer<typeof OfferedSecondFactorView>;

export const RecoveryCodesView = z
  .object({ recoveryCodes: z.array(z.string()).meta({ description: 'Chỉ hiện một lần; mỗi mã dùng một lần' }) })
  .meta({ id: 'RecoveryCodesView' });
export type RecoveryCodesView = z.infer<typeof RecoveryCodesView>;

export const StaffInvitationBody = z
  .strictObject({
    role: z.enum(ROLES),
    fullName,
    phone,
    contestSlug: slug.nullable().meta({ description: 'null: ở mọi cuộc thi' }),
    contestUnitId: z.int().min(1).max(2_147_483_647).nullable().meta({ description: 'Chỉ cho đầu mối đơn vị' }),
    unitCode: UnitCode.nullable()
      .default(null)
      .meta({ description: 'Đơn vị trong cây đơn vị, chỉ cho người tổ chức của đơn vị' }),
    expiresAt: end,
  })
  .meta({ id: 'StaffInvitationBody' });
export type StaffInvitationBody = z.infer<typeof StaffInvitationBody>;

export const RoleEndBody = z.strictObject({ expiresAt: end }).meta({ id: 'RoleEndBody' });
export type RoleEndBody = z.infer<typeof RoleEndBody>;

export const StaffInvitationView = z
  .object({ link: z.string().meta({ description: 'Dùng một lần; chỉ hiện lần này' }), expiresAt: instant })
  .meta({ id: 'StaffInvitationView' });
export type StaffInvitationView = z.infer<typeof StaffInvitationView>;

export const ReadInvitationBody = z.strictObject({ token }).meta({ id: 'ReadInvitationBody' });
export type ReadInvitationBody = z.infer<typeof ReadInvitationBody>;

export const RedeemInvitationBody = z
  .strictObject({ token, password: typedPassword })
  .meta({ id: 'RedeemInvitationBody' });
export type RedeemInvitationBody = z.infer<typeof RedeemInvitationBody>;

export const OfferedRoleView = z
  .object({
    fullName: z.string(),
    phone: z.string().meta({ description: 'Đã che bớt' }),
    role: z.enum(ROLES),
    contestTitle: z.string().nullable(),
    unitName: z.string().nullable(),
    keepsPassword: z.boolean().meta({ description: 'Số điện thoại đã có tài khoản: cần mật khẩu của tài khoản đó' }),
  })
  .meta({ id: 'OfferedRoleView' });
export type OfferedRoleView = z.infer<typeof OfferedRoleView>;

export const StaffQuery = z.strictObject({
  role: z.enum(ROLES).optional(),
  contestSlug: slug.optional(),
  search: searchField.default('').meta({ description: 'Vài chữ của họ tên, không cần dấu; hoặc cả số điện thoại' }),
  sort: z.enum(STAFF_ORDERS).optional().meta({ description: 'Dấu trừ: ngược lại; để trống: theo lúc trao' }),
  after: id.optional().meta({ description: 'nextAfter của trang trước' }),
  limit: z.coerce.number().int().min(1).max(STAFF_PAGE_MAX).default(100),
});
export type StaffQuery = z.infer<typeof StaffQuery>;

export const StaffView = z
  .object({
    roles: z.array(
      z.object({
        id: z.int(),
        role: z.enum(ROLES),
        accountId: z.uuid(),
        fullName: z.string(),
        phone: z.string().nullable().meta({ description: 'Đã che bớt' }),
        contestSlug: z.string().nullable().meta({ description: 'null: ở mọi cuộc thi' }),
        unitName: z.string().nullable(),
        grantedAt: instant,
        expiresAt: instant.nullable(),
        isExpired: z.boolean(),
        isDisabled: z.boolean().meta({ description: 'Tài khoản đã bị khóa' }),
        hasSecondFactor: z.boolean(),
        mayEnd: z.boolean().meta({ description: 'Người hỏi thu hồi hoặc đổi thời hạn được' }),
      }),
    ),
    nextAfter: z.int().nullable(),
  })
  .meta({ id: 'StaffView' });
export type StaffView = z.infer<typeof StaffView>;

export const PendingInvitationsView = z
  .object({
    invitations: z.array(
      z.object({
        id: z.uuid(),
        role: z.enum(ROLES),
        fullName: z.string(),
        phone: z.string().meta({ description: 'Đã che bớt' }),
        contestSlug: z.string().nullable().meta({ description: 'null: ở mọi cuộc thi' }),
        unitName: z.string().nullable(),
        invitedByName: z.string().nullable(),
        expiresAt: instant.meta({ description: 'Đường dẫn hết hiệu lực lúc này' }),
        isExpired: z.boolean(),
        mayChange: z.boolean().meta({ description: 'Người hỏi gửi lại hoặc rút được' }),
      }),
    ),
  })
  .meta({ id: 'PendingInvitationsView' });
export type PendingInvitationsView = z.infer<typeof PendingInvitationsView>;

const count = z.int().nonnegative();

export const DeskView = z
  .object({
    corrections: z
      .object({ open: count, disputed: count })
      .meta({ description: 'Yêu cầu chuyển đơn vị đang chờ; trong đó số đã từng bị đơn vị từ chối' }),
    contacts: z
      .object({ never: count, sent: count, opened: count, active: count })
      .meta({ description: 'Số đơn vị: chưa mời đầu mối, đã gửi, đã mở, đã có đầu mối' }),
    rolesEnding: count.meta({ description: 'Số vai trò hết hạn trong bảy ngày tới' }),
    incidents: count.meta({ description: 'Số sự cố chưa xử lý xong' }),
    signals: count.meta({ description: 'Số dấu hiệu chưa có quyết định' }),
    claims: count.meta({ description: 'Số điện thoại hai người cùng nhận, chưa phân xử' }),
  })
  .meta({ id: 'DeskView' });
export type DeskView = z.infer<typeof DeskView>;

/** The number of a role in an address. @throws DomainError NOT_FOUND for what is none */
export function roleIdOf(text: string): number {
  const { data } = id.safeParse(text);
  if (data === undefined) throw new DomainError('NOT_FOUND');
  return data;
}

/** The account, or the invitation, in an address. @throws DomainError NOT_FOUND for what is none */
export function idOf(text: string): string {
  const { data } = z.uuid().safeParse(text);
  if (data === undefined) throw new DomainError('NOT_FOUND');
  return data;
}
