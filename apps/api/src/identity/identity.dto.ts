import { z } from 'zod';
import { isCalendarDate, isPlausibleName, LIMITS, normalizeText, parsePhone } from '#domain';
import { CONSENT_PURPOSES, OPTIONAL_PURPOSES, ROLES } from '#identity';

const PHONE_LENGTH_MAX = 40;
/** A name typed with decomposed accents has up to three code units a letter before it is brought to NFC. */
const RAW_NAME_LENGTH_MAX = 3 * LIMITS.nameLengthMax;
/** Ours has 43 characters; what is longer is refused before it is looked at. */
const LINK_TOKEN_LENGTH_MAX = 100;

/** Longer than any address of a contest. */
const CONTEST_SLUG_LENGTH_MAX = 80;

/** As wide as the column. */
const CONSENT_VERSION_MAX = 32_767;

export const instant = z.string().meta({ format: 'date-time' });

export const phone = z
  .string()
  .max(PHONE_LENGTH_MAX)
  .transform((text, context) => {
    const e164 = parsePhone(text);
    if (e164 !== null) return e164;
    context.addIssue({ code: 'custom', message: 'Số điện thoại chưa đúng. Ví dụ: 0912 345 678.' });
    return z.NEVER;
  })
  .meta({ description: 'Số điện thoại Việt Nam, viết thế nào cũng được', examples: ['0912 345 678'] });

/** Brought to NFC and otherwise left as typed: blanks and signs belong to a password. */
export const newPassword = z
  .string()
  .overwrite((text) => text.normalize('NFC'))
  .max(LIMITS.passwordMax);
export const typedPassword = newPassword.min(1);

export const fullName = z
  .string()
  .max(RAW_NAME_LENGTH_MAX)
  .transform((text, context) => {
    const name = visible(text);
    if (name !== null && isPlausibleName(name)) return name;
    const message = name === null ? 'Trong họ tên có ký tự ẩn. Hãy gõ lại thay vì dán.' : 'Hãy viết đúng họ tên.';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  })
  .meta({ description: 'Họ và tên', examples: ['H’Hen Niê'] });

export const day = z.string().refine(isCalendarDate, 'Ngày sinh phải là ngày có thật, dạng NNNN-TT-NN.');

const birthDate = day
  .nullish()
  .meta({ description: 'Ngày sinh, dạng NNNN-TT-NN; cần khi cuộc thi quy định tuổi', examples: ['1992-05-08'] });

export const contestUnitId = z.int().min(1).max(2_147_483_647).meta({ description: 'Số của đơn vị trong cuộc thi' });

export const SignUpBody = z
  .strictObject({ phone, password: newPassword, fullName, birthDate })
  .meta({ id: 'SignUpBody' });
export type SignUpBody = z.infer<typeof SignUpBody>;

export const SignInBody = z.strictObject({ phone, password: typedPassword }).meta({ id: 'SignInBody' });
export type SignInBody = z.infer<typeof SignInBody>;

export const RedeemLinkBody = z
  .strictObject({ token: z.string().min(1).max(LINK_TOKEN_LENGTH_MAX) })
  .meta({ id: 'RedeemLinkBody' });
export type RedeemLinkBody = z.infer<typeof RedeemLinkBody>;

export const JoinBody = z
  .strictObject({
    contestUnitId,
    audience: z.string().min(1).max(LIMITS.codeLengthMax).optional().meta({
      description: 'Mã đối tượng dự thi; bỏ trống được khi cuộc thi chỉ có một',
    }),
    birthDate,
    consents: z
      .array(z.strictObject({ purpose: z.enum(CONSENT_PURPOSES), version: z.int().min(1).max(CONSENT_VERSION_MAX) }))
      .max(CONSENT_PURPOSES.length)
      .default([])
      .meta({ description: 'Các văn bản về dữ liệu cá nhân mà người dự thi đồng ý, xem /api/consents/current' }),
    guardian: z
      .strictObject({ fullName, agreed: z.literal(true) })
      .optional()
      .meta({ description: 'Cha, mẹ hoặc người giám hộ đồng ý cho người dưới 16 tuổi dự thi' }),
  })
  .meta({ id: 'JoinBody' });
export type JoinBody = z.infer<typeof JoinBody>;

export const AmendMeBody = z
  .strictObject({ fullName: fullName.optional(), birthDate: day.optional() })
  .refine((body) => Object.values(body).some((value) => value !== undefined), 'Chưa có gì để sửa.')
  .meta({ id: 'AmendMeBody' });
export type AmendMeBody = z.infer<typeof AmendMeBody>;

export const ChangeUnitBody = z.strictObject({ contestUnitId }).meta({ id: 'ChangeUnitBody' });
export type ChangeUnitBody = z.infer<typeof ChangeUnitBody>;

export const ConsentTextsView = z
  .object({
    texts: z.array(
      z.object({
        purpose: z.enum(CONSENT_PURPOSES),
        version: z.int(),
        required: z.boolean().meta({ description: 'Không đồng ý thì không dự thi được' }),
        text: z.string().meta({ description: 'Mỗi đoạn một dòng' }),
      }),
    ),
  })
  .meta({ id: 'ConsentTextsView' });
export type ConsentTextsView = z.infer<typeof ConsentTextsView>;

const consentName = { contestSlug: z.string().min(1).max(CONTEST_SLUG_LENGTH_MAX), purpose: z.enum(CONSENT_PURPOSES) };

export const GiveConsentBody = z
  .strictObject({
    ...consentName,
    purpose: z.enum(OPTIONAL_PURPOSES),
    version: z.int().min(1).max(CONSENT_VERSION_MAX),
  })
  .meta({ id: 'GiveConsentBody' });
export type GiveConsentBody = z.infer<typeof GiveConsentBody>;

export const WithdrawConsentBody = z.strictObject(consentName).meta({ id: 'WithdrawConsentBody' });
export type WithdrawConsentBody = z.infer<typeof WithdrawConsentBody>;

export const DeleteMeBody = z.strictObject({ password: typedPassword }).meta({ id: 'DeleteMeBody' });
export type DeleteMeBody = z.infer<typeof DeleteMeBody>;

export const KeptConsentView = z
  .object({
    contestSlug: z.string(),
    contestTitle: z.string(),
    purpose: z.enum(CONSENT_PURPOSES),
    version: z.int(),
    text: z.string().meta({ description: 'Mỗi đoạn một dòng' }),
    givenAt: instant,
    withdrawnAt: instant.nullable(),
  })
  .meta({ id: 'KeptConsentView' });

export const KeptConsentsView = z.object({ consents: z.array(KeptConsentView) }).meta({ id: 'KeptConsentsView' });
export type KeptConsentsView = z.infer<typeof KeptConsentsView>;

export const SignedInView = z
  .object({
    accountId: z.uuid(),
    fullName: z.string(),
    token: z.string().meta({ description: 'Cho chương trình: Authorization: Bearer. Trình duyệt dùng cookie.' }),
    expiresAt: instant,
  })
  .meta({ id: 'SignedInView' });
export type SignedInView = z.infer<typeof SignedInView>;

export const RolesView = z.array(
  z.object({
    role: z.enum(ROLES),
    contestId: z.int().nullable(),
    contestUnitId: z.int().nullable(),
    unitCode: z.string().optional().meta({ description: 'Đơn vị mà người này tổ chức các cuộc thi' }),
  }),
);

export const CurrentSessionView = z
  .object({
    account: z
      .object({
        fullName: z.string(),
        sample: z.boolean().meta({ description: 'Dữ liệu mẫu' }),
        roles: RolesView.meta({ description: 'Các vai trò đang có hiệu lực trong phiên này' }),
        secondFactor: z
          .enum(['not_needed', 'to_set_up', 'to_show'])
          .meta({ description: 'Có vai trò chờ mã xác minh: cần cài, hay cần nhập' }),
      })
      .nullable()
      .meta({ description: 'null: chưa đăng nhập' }),
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'CurrentSessionView' });
export type CurrentSessionView = z.infer<typeof CurrentSessionView>;

export const ParticipantView = z
  .object({
    contestId: z.int(),
    participantId: z.uuid(),
    contestUnitId: z.int(),
    fullName: z.string(),
    birthDate: z.string().nullable(),
  })
  .meta({ id: 'ParticipantView' });
export type ParticipantView = z.infer<typeof ParticipantView>;

const participation = {
  participantId: z.uuid(),
  contestUnitId: z.int(),
  unitCode: z.string(),
  unitName: z.string(),
  parentName: z.string().nullable(),
  audience: z.string(),
  audienceTitle: z.string(),
  isUnitFixed: z.boolean().meta({ description: 'Đã có lượt thi, không tự đổi đơn vị được nữa' }),
};

export const MeView = z
  .object({
    account: z.object({
      accountId: z.uuid(),
      fullName: z.string(),
      phone: z
        .string()
        .nullable()
        .meta({ description: 'Đã che bớt', examples: ['09xx xxx 678'] }),
      birthDate: z.string().nullable(),
      sample: z.boolean().meta({ description: 'Dữ liệu mẫu' }),
      roles: RolesView,
    }),
    session: z.object({ expiresAt: instant }),
    participations: z.array(
      z.object({
        contestId: z.int(),
        contestSlug: z.string(),
        contestTitle: z.string(),
        ...participation,
      }),
    ),
  })
  .meta({ id: 'MeView' });
export type MeView = z.infer<typeof MeView>;

const whole = z.int().nonnegative();

export const MyPlaceView = z
  .object({
    now: instant.meta({ description: 'Lúc máy chủ xét' }),
    participation: z.object(participation).nullable().meta({ description: 'null: chưa đăng nhập hoặc chưa dự thi' }),
    openAttempt: z
      .object({
        attemptId: z.string(),
        roundId: z.string(),
        roundTitle: z.string(),
        startedAt: instant,
        deadlineAt: instant,
        graceMs: whole,
      })
      .nullable()
      .meta({ description: 'Lượt thi đang làm dở' }),
    rounds: z.array(
      z.object({
        roundId: z.string(),
        used: whole.meta({ description: 'Số lượt đã dùng của giới hạn chặt nhất; không giới hạn thì của đợt' }),
        left: whole.nullable().meta({ description: 'null: không giới hạn' }),
        per: z
          .enum(['day', 'week', 'round', 'phase', 'contest'])
          .nullable()
          .meta({ description: 'Giới hạn chặt nhất' }),
        canStart: z.boolean().meta({ description: 'Bắt đầu được lượt mới ngay bây giờ' }),
        refusal: z
          .object({ code: z.string(), title: z.string(), details: z.record(z.string(), z.unknown()) })
          .nullable()
          .meta({ description: 'Nếu bắt đầu bây giờ sẽ bị từ chối vì sao' }),
      }),
    ),
  })
  .meta({ id: 'MyPlaceView' });
export type MyPlaceView = z.infer<typeof MyPlaceView>;

/** The text in NFC, or null when something in it cannot be seen. */
function visible(text: string): string | null {
  try {
    return normalizeText(text);
  } catch {
    return null;
  }
}
