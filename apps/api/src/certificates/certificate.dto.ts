import { z } from 'zod';
import { CERTIFICATE_RULES, LIMITS } from '#domain';
import { lines } from '../lines.js';
import { searchField } from '../results/scope.dto.js';

const whole = z.int().nonnegative();
const text = z.string().nullable();
const instant = z.string().meta({ format: 'date-time' });
const line = lines(LIMITS.pageLineLengthMax).refine((typed) => !typed.includes('\n'), {
  message: 'Hãy viết trên một dòng.',
});
const said = line.refine((typed) => typed !== '', { message: 'Hãy viết mục này.' });
const lineOrNull = line.nullable().transform((typed) => (typed === '' ? null : typed));

const design = {
  rule: z.enum(CERTIFICATE_RULES),
  leastScore: whole.nullable().meta({ description: 'Phần nghìn điểm, khi rule=points' }),
  tellsScore: z.boolean(),
  date: z.enum(['issued', 'left']),
  background: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable()
    .meta({ description: 'JPEG khổ A4 ngang theo mã SHA-256; null: khung do phần mềm vẽ' }),
  isOpen: z.boolean(),
  givesPrizes: z.boolean().meta({ description: 'Tự cấp giấy cho người đạt giải khi kết quả được công bố' }),
};

export const CertificateDesignBody = z
  .strictObject({
    version: whole.meta({ description: 'Bản đã đọc trước khi sửa; 0 khi chưa có gì' }),
    ...design,
    managingAgency: lineOrNull,
    issuer: said,
    title: said,
    symbol: z.string().regex(/^[A-ZĐ][A-ZĐ0-9-]{1,19}$/, { message: 'Ký hiệu viết hoa, không dấu cách, như GCN-BTC.' }),
    place: lineOrNull,
    signature: z.strictObject({ authority: said, post: said, name: lineOrNull }),
  })
  .refine(({ rule, leastScore }) => (rule === 'points') === (leastScore !== null), {
    message: 'Hãy ghi mức điểm, và chỉ khi cấp theo mức điểm.',
    path: ['leastScore'],
  })
  .meta({ id: 'CertificateDesignBody' });
export type CertificateDesignBody = z.infer<typeof CertificateDesignBody>;

export const CertificateDesignView = z
  .object({
    contest: z.object({ id: whole, slug: z.string(), title: z.string(), sample: z.boolean() }),
    version: whole,
    design: z.object({
      ...design,
      managingAgency: text,
      issuer: z.string(),
      title: z.string(),
      symbol: z.string(),
      place: text,
      signature: z.object({ authority: z.string(), post: z.string(), name: text }),
    }),
    updatedAt: instant.nullable(),
    updatedByName: text,
    isOver: z.boolean().meta({ description: 'Đợt cuối đã kết thúc: cấp được' }),
    closesAt: instant,
    persons: whole.meta({ description: 'Người có lượt thi được tính' }),
    fullMarks: whole,
    valid: whole,
    revoked: whole,
  })
  .meta({ id: 'CertificateDesignView' });
export type CertificateDesignView = z.infer<typeof CertificateDesignView>;

const given = {
  serial: z.string(),
  code: z.string(),
  unitName: z.string(),
  contestTitle: z.string(),
  contestSlug: z.string(),
  words: z.string(),
  isPrize: z.boolean(),
  revokedAt: instant.nullable(),
  revokeReason: text,
  replacedBy: text.meta({ description: 'Số thay thế' }),
  isSample: z.boolean(),
};
export const CertificateView = z
  .object({ number: whole, fullName: z.string(), issuedAt: instant, decision: text, ...given })
  .meta({ id: 'CertificateView' });
export type CertificateView = z.infer<typeof CertificateView>;

export const PublicCertificateView = z
  .object({ initials: z.string(), issuedOn: z.string().meta({ format: 'date' }), ...given })
  .meta({ id: 'PublicCertificateView' });
export type PublicCertificateView = z.infer<typeof PublicCertificateView>;

export const CertificatesQuery = z.strictObject({
  search: searchField,
  after: z.coerce.number().int().min(0).default(0).meta({ description: 'Sau số này' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type CertificatesQuery = z.infer<typeof CertificatesQuery>;
export const CertificatesView = z
  .object({ certificates: z.array(CertificateView), next: whole.nullable() })
  .meta({ id: 'CertificatesView' });
export type CertificatesView = z.infer<typeof CertificatesView>;

export const CertificateUnitsView = z
  .object({ units: z.array(z.object({ unitName: z.string(), certificates: whole })) })
  .meta({ id: 'CertificateUnitsView' });
export type CertificateUnitsView = z.infer<typeof CertificateUnitsView>;

export const CertificatePreviewQuery = z.strictObject({
  names: z.enum(['usual', 'longest']).default('usual'),
  kind: z.enum(['result', 'prize']).default('result'),
  as: z.enum(['png', 'pdf']).default('png'),
  version: z.coerce.number().int().optional().meta({ description: 'Để trình duyệt không dùng hình cũ' }),
});
export type CertificatePreviewQuery = z.infer<typeof CertificatePreviewQuery>;

export const RevokeCertificateBody = z
  .strictObject({ reason: said.meta({ description: 'Trang xác nhận nói lý do này' }) })
  .meta({ id: 'RevokeCertificateBody' });
export type RevokeCertificateBody = z.infer<typeof RevokeCertificateBody>;

export const TakeCertificateBody = z
  .strictObject({ contest: z.string().max(100).meta({ description: 'Tên của cuộc thi trong địa chỉ' }) })
  .meta({ id: 'TakeCertificateBody' });
export type TakeCertificateBody = z.infer<typeof TakeCertificateBody>;

export const MyCertificatesView = z
  .object({
    contests: z.array(
      z.object({
        slug: z.string(),
        title: z.string(),
        state: z.enum(['coming', 'closed', 'ready', 'none', 'given']),
        closesAt: instant,
        certificates: z.array(CertificateView),
      }),
    ),
  })
  .meta({ id: 'MyCertificatesView' });
export type MyCertificatesView = z.infer<typeof MyCertificatesView>;
