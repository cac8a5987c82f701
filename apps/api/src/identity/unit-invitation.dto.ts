import { z } from 'zod';
import { LIMITS } from '#domain';
import { INVITATION_FORMATS, type InvitationStates } from '#identity';
import { UnitCode } from '../contests/contest.dto.js';
import { fullName, newPassword, phone, SignedInView } from './identity.dto.js';

const STATES = ['never', 'sent', 'opened', 'active'] as const;
const CODE_LENGTH_MAX = 40;
const TOKEN_LENGTH_MAX = 100;
const PAGE_MAX = 200;

const format = z.enum(INVITATION_FORMATS).default('pdf').meta({ description: 'Tệp được trả về' });

export const InviteQuery = z.strictObject({
  format,
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({ description: 'Chỉ xét danh sách, không tạo gì; trả về JSON' }),
});
export type InviteQuery = z.infer<typeof InviteQuery>;

export const LetterQuery = z.strictObject({ format });
export type LetterQuery = z.infer<typeof LetterQuery>;

const InvitationRowBody = z.strictObject({
  unitCode: UnitCode,
  fullName: fullName.nullish(),
  phone: phone.nullish(),
  isDeputy: z.boolean().default(false).meta({ description: 'Đầu mối phó, phải có số điện thoại' }),
});

const RowsBody = z.strictObject({ rows: z.array(InvitationRowBody).min(1).max(LIMITS.invitationRowsInBodyMax) });
const AllUnitsBody = z.strictObject({ allUnits: z.literal(true) });

/** What the door makes of an Excel or CSV file; JSON cannot say it. */
const FileBody = z.strictObject({
  file: z.unknown().refine((file) => Buffer.isBuffer(file)),
});

export const InviteBody = z.union([RowsBody, AllUnitsBody, FileBody]).meta({
  id: 'InviteBody',
  description: 'JSON, hoặc chính tệp .xlsx, .csv với cột “Mã đơn vị”, “Họ tên”, “Số điện thoại”, “Phó”',
});
export type InviteBody = z.infer<typeof InviteBody>;

export const ReplaceManagerBody = z.strictObject({ fullName, phone }).meta({ id: 'ReplaceManagerBody' });
export type ReplaceManagerBody = z.infer<typeof ReplaceManagerBody>;

const proof = {
  token: z.string().min(1).max(TOKEN_LENGTH_MAX).optional().meta({ description: 'Phần sau dấu # của liên kết' }),
  unitCode: UnitCode.optional(),
  code: z
    .string()
    .min(1)
    .max(CODE_LENGTH_MAX)
    .optional()
    .meta({ examples: ['7K2M-9QXD'] }),
};
type Proof = { token?: string | undefined; unitCode?: string | undefined; code?: string | undefined };
const isOneProof = ({ token, unitCode, code }: Proof): boolean =>
  token === undefined ? unitCode !== undefined && code !== undefined : unitCode === undefined && code === undefined;
const ONE_PROOF = 'Cần token của liên kết, hoặc mã đơn vị cùng mã mời.';

export const OpenInvitationBody = z
  .strictObject(proof)
  .refine(isOneProof, ONE_PROOF)
  .meta({ id: 'OpenInvitationBody' });
export type OpenInvitationBody = z.infer<typeof OpenInvitationBody>;

export const RedeemUnitInvitationBody = z
  .strictObject({ ...proof, phone, password: newPassword, fullName })
  .refine(isOneProof, ONE_PROOF)
  .meta({ id: 'RedeemUnitInvitationBody' });
export type RedeemUnitInvitationBody = z.infer<typeof RedeemUnitInvitationBody>;

/** The proof in a body that has passed the check above. */
export function proofOf({ token, unitCode, code }: Proof) {
  return token === undefined ? { unitCode: unitCode!, code: code! } : { token };
}

export const InvitationForecastView = z
  .object({
    toMake: z.int().meta({ description: 'Số thư sẽ tạo' }),
    existing: z.int().meta({ description: 'Số dòng đã có thư mời' }),
    faultCount: z.int(),
    faults: z.array(z.object({ row: z.int(), message: z.string() })).meta({ description: 'Các lỗi đầu tiên' }),
  })
  .meta({ id: 'InvitationForecastView' });
export type InvitationForecastView = z.infer<typeof InvitationForecastView>;

export const InvitationGlanceView = z
  .object({
    contestSlug: z.string(),
    contestTitle: z.string(),
    unitCode: z.string(),
    unitName: z.string(),
    fullName: z.string().nullable(),
    isDeputy: z.boolean(),
  })
  .meta({ id: 'InvitationGlanceView' });
export type InvitationGlanceView = z.infer<typeof InvitationGlanceView>;

export const RedeemedView = SignedInView.extend({
  recoveryCode: z.string().nullable().meta({ description: 'Mã khôi phục, hiện một lần; null khi đã có tài khoản' }),
}).meta({ id: 'RedeemedView' });
export type RedeemedView = z.infer<typeof RedeemedView>;

export const InvitationStatesQuery = z.strictObject({
  search: z.string().max(100).default('').meta({ description: 'Tên không cần dấu, hoặc mã' }),
  state: z.enum(STATES).optional().meta({ description: 'never: chưa mời' }),
  after: z.coerce.number().int().min(0).max(2_147_483_647).default(0).meta({ description: 'next của trang trước' }),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
});
export type InvitationStatesQuery = z.infer<typeof InvitationStatesQuery>;

const instant = z.string().meta({ format: 'date-time' });

export const InvitationStatesView = z
  .object({
    counts: z.object({ never: z.int(), sent: z.int(), opened: z.int(), active: z.int() }).meta({
      description: 'Số đơn vị: chưa mời, đã gửi, đã mở, đã có đầu mối',
    }),
    units: z.array(
      z.object({
        contestUnitId: z.int(),
        code: z.string(),
        name: z.string(),
        parentName: z.string().nullable(),
        state: z.enum(STATES),
        invitations: z.array(
          z.object({
            id: z.int(),
            state: z.enum(['sent', 'opened', 'active']),
            isDeputy: z.boolean(),
            fullName: z.string().nullable(),
            phone: z.string().nullable().meta({ description: 'Đã che bớt' }),
            sentAt: instant,
            openedAt: instant.nullable(),
            activatedAt: instant.nullable(),
          }),
        ),
      }),
    ),
    next: z.int().nullable(),
  })
  .meta({ id: 'InvitationStatesView' });
export type InvitationStatesView = z.infer<typeof InvitationStatesView>;

export function invitationStatesView({ counts, units, next }: InvitationStates): InvitationStatesView {
  return { counts, units: units.map(({ id, ...unit }) => ({ contestUnitId: id, ...unit })), next };
}
