import { z } from 'zod';
import { FILE_FORMATS, POSTER_SHEETS, REPORT_FORMATS, type DocumentKind, type DocumentParams } from '#documents';
import { OPEN_CHOICES, OPEN_TERMS, type OpenChoice } from '#domain';
import type { Identity, Role } from '#identity';
import type { ReportedContest } from '#results';
import { words } from '../attempts/key-correction.dto.js';
import { holdsIn } from '../office.js';

/** Who asks for a file of which contest. */
interface Asker {
  caller: Identity;
  contest: ReportedContest;
}

interface KindRule<Shape extends z.ZodType, Params> {
  /** Who may ask for it, follow it and take it away, in the contest. */
  roles: Role[];
  /** What the body says beside the id. */
  params: Shape;
  /** The params as the maker gets them: what the caller may not say is added here. @throws DomainError */
  complete(body: z.infer<Shape>, asker: Asker): Params;
}

const rule = <Shape extends z.ZodType, Params>(one: KindRule<Shape, Params>): KindRule<Shape, Params> => one;

const ReportBody = z.strictObject({
  scope: z.enum(['contest', 'phase', 'round']),
  scopeId: z
    .int()
    .min(1)
    .max(32_767)
    .nullable()
    .meta({ description: 'Số của đợt hay giai đoạn; null khi toàn cuộc thi' }),
  format: z.enum(REPORT_FORMATS),
});

const CommendationBody = z.strictObject({
  proposalId: z.uuid().meta({ description: 'Danh sách đề nghị khen thưởng' }),
  format: z.enum([...FILE_FORMATS, 'preview']),
});

const CertificatesBody = z.strictObject({
  unitName: z.string().max(300).nullable().meta({ description: 'Đơn vị như ghi trên giấy; null: mọi đơn vị' }),
  kind: z.enum(['result', 'prize']).nullable(),
  format: z.enum(['pdf', 'zip']).meta({ description: 'Một tệp để in, hay mỗi giấy một tệp' }),
  gives: z.boolean().meta({ description: 'Cấp trước cho ai đủ điều kiện mà chưa có giấy' }),
});

const OpenDataBody = z
  .strictObject({
    columns: z
      .array(z.enum(OPEN_CHOICES as [OpenChoice, ...OpenChoice[]]))
      .max(OPEN_CHOICES.length)
      .meta({ description: 'Các cột ngoài đợt thi' }),
    terms: z.enum(OPEN_TERMS),
    termsText: words.nullable().meta({ description: 'Khi terms=own: điều khoản sử dụng bằng lời' }),
  })
  .refine(({ terms, termsText }) => (terms === 'own') === (termsText !== null), {
    message: 'termsText chỉ có, và phải có, khi terms=own',
    path: ['termsText'],
  });

/** Each kind of file: a line here is a kind that can be asked for. */
export const DOCUMENT_KINDS = {
  certificates: rule({
    roles: ['organizer', 'administrator'],
    params: CertificatesBody,
    complete: (body) => body,
  }),
  commendation: rule({ roles: ['organizer', 'administrator'], params: CommendationBody, complete: (body) => body }),
  report: rule({
    roles: ['organizer', 'administrator', 'auditor'],
    params: ReportBody,
    complete: (body, { caller, contest }) => ({
      ...body,
      // In a contest that a unit runs with a bank that was lent to it, wordings are for those whose office holds everywhere.
      tellsItems: contest.runByUnitCode === null || holdsIn(caller, 0, ['organizer', 'administrator', 'auditor']),
    }),
  }),
  openData: rule({ roles: ['organizer', 'administrator'], params: OpenDataBody, complete: (body) => body }),
  posters: rule({
    roles: ['organizer', 'administrator'],
    params: z.strictObject({
      sheet: z.enum(POSTER_SHEETS).meta({ description: 'Áp phích A3, A4; tờ rơi A5, hay hai tờ rơi trên một A4' }),
      format: z.enum(['pdf', 'zip']).meta({ description: 'Một tệp nhiều trang, hay mỗi đơn vị một tệp' }),
    }),
    complete: (body) => body,
  }),
  invitations: rule({
    roles: ['organizer', 'administrator'],
    params: z.strictObject({}),
    complete: () => ({}),
  }),
} as const satisfies { [Kind in DocumentKind]: KindRule<z.ZodType, DocumentParams[Kind]> };

/** Every role that may ask for a file of some kind. */
export const DOCUMENT_ROLES: Role[] = [...new Set(Object.values(DOCUMENT_KINDS).flatMap(({ roles }) => roles))];
