import { z } from 'zod';
import { DomainError, LIMITS, normalizeText } from '#domain';
import { phone } from '../identity/identity.dto.js';
import { ContestSlug, UnitCode } from './contest.dto.js';

const PAGE_MAX = 100;
/** Phones or units of a rehearsal: a whole office, far inside a body. */
const TESTERS_MAX = 300;
const instant = z.string().meta({ format: 'date-time' });
const PlanId = z.uuid();
const state = z.enum(['drafting', 'made', 'published', 'closed']);

/** Text that a person typed, in the form that is stored; without signs that nobody sees. */
const typed = (max: number) =>
  z
    .string()
    .max(max)
    .transform((text, context) => {
      try {
        return normalizeText(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'Trong chữ có ký tự ẩn.' });
        return z.NEVER;
      }
    });

const regulations = z
  .record(z.string(), z.unknown())
  .meta({ description: 'Thể lệ theo cấu trúc Regulations; bản soạn có thể chưa đủ hay còn sai' });

export const TemplatesView = z
  .object({ templates: z.array(z.object({ code: z.string(), title: z.string(), summary: z.string() })) })
  .meta({ id: 'TemplatesView' });
export type TemplatesView = z.infer<typeof TemplatesView>;

export const PlansQuery = z.strictObject({
  q: typed(100).default('').meta({ description: 'Một vài chữ trong tên hay địa chỉ, không cần dấu' }),
  unit: UnitCode.optional().meta({ description: 'Chỉ những bản do đơn vị này hay đơn vị bên dưới tổ chức' }),
  after: PlanId.optional().meta({ description: 'next của trang trước' }),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
});
export type PlansQuery = z.infer<typeof PlansQuery>;

const updated = { updatedAt: instant, updatedByName: z.string().nullable() };
const contestSlug = z.string().nullable().meta({ description: 'Cuộc thi đã tạo từ bản soạn' });

const unit = z.object({ code: z.string(), name: z.string() });
const runBy = unit.nullable().meta({ description: 'Đơn vị tổ chức; null: tỉnh' });

export const PlansView = z
  .object({
    plans: z.array(
      z.object({
        id: PlanId,
        title: z.string(),
        slug: z.string(),
        state,
        contestSlug,
        runBy,
        isOffered: z.boolean().meta({ description: 'Đang giao làm mẫu cho đơn vị' }),
        isStopped: z.boolean().meta({ description: 'Tỉnh đang dừng cuộc thi' }),
        ...updated,
      }),
    ),
    next: PlanId.nullable(),
  })
  .meta({ id: 'PlansView' });
export type PlansView = z.infer<typeof PlansView>;

export const NewPlanBody = z
  .strictObject({
    from: z.union([
      z.strictObject({ template: z.string().max(LIMITS.codeLengthMax) }),
      z.strictObject({ plan: PlanId }),
      z.strictObject({ contest: ContestSlug }),
      z.strictObject({ regulations }),
      z.strictObject({ offer: PlanId, unitCode: UnitCode }).meta({ description: 'Mẫu tỉnh giao, cho một đơn vị' }),
    ]),
    title: typed(LIMITS.pageLineLengthMax).optional(),
    slug: ContestSlug.optional().meta({ description: 'Bỏ trống thì lấy từ tên cuộc thi' }),
  })
  .meta({ id: 'NewPlanBody' });
export type NewPlanBody = z.infer<typeof NewPlanBody>;

const version = z.int().min(1).max(2_147_483_647);

export const NewPlanView = z.object({ id: PlanId, version }).meta({ id: 'NewPlanView' });
export type NewPlanView = z.infer<typeof NewPlanView>;

export const PlanView = z
  .object({
    id: PlanId,
    version,
    state,
    contestSlug,
    regulations,
    bankCode: z.string().nullable(),
    invited: z.object({
      count: z.int(),
      missing: z.int().meta({ description: 'Số mã không còn trong cây đơn vị' }),
    }),
    runBy,
    locked: z.array(z.string()).meta({ description: 'Những chỗ tỉnh đã khóa với người hỏi' }),
    lentBank: z
      .object({
        code: z.string(),
        title: z.string(),
        topics: z.array(z.object({ code: z.string(), title: z.string() })),
        subBanks: z.array(z.string()),
      })
      .nullable()
      .meta({ description: 'Ngân hàng câu hỏi được giao kèm mẫu, không kèm câu hỏi nào' }),
    ...updated,
  })
  .meta({ id: 'PlanView' });
export type PlanView = z.infer<typeof PlanView>;

export const SavePlanBody = z
  .strictObject({
    version: version.meta({ description: 'Bản mà người soạn bắt đầu sửa' }),
    regulations,
    bankCode: z.string().min(1).max(LIMITS.codeLengthMax).nullable().optional(),
  })
  .meta({ id: 'SavePlanBody' });
export type SavePlanBody = z.infer<typeof SavePlanBody>;

const fault = z.object({ path: z.string(), code: z.string(), message: z.string() });

export const SavedPlanView = z
  .object({ version, faults: z.array(fault), leftToPeople: z.array(fault) })
  .meta({ id: 'SavedPlanView' });
export type SavedPlanView = z.infer<typeof SavedPlanView>;

export const InvitedQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .meta({ description: 'Chỉ xét danh sách, không ghi gì' }),
});
export type InvitedQuery = z.infer<typeof InvitedQuery>;

/** What the door makes of an Excel or CSV file; JSON cannot say it. */
const FileBody = z.strictObject({ file: z.unknown().refine((file) => Buffer.isBuffer(file)) });
const AllUnderBody = z.strictObject({ from: z.literal('all'), under: UnitCode });

export const InvitedBody = z.union([AllUnderBody, FileBody]).meta({
  id: 'InvitedBody',
  description: 'Mọi đơn vị bên dưới một đơn vị, hoặc chính tệp .xlsx, .csv với cột “Mã đơn vị”, “Số người”',
});
export type InvitedBody = z.infer<typeof InvitedBody>;

export const InvitedView = z
  .object({
    count: z.int(),
    headcount: z.int().meta({ description: 'Tổng số người của các đơn vị đã biết số người' }),
    faultCount: z.int(),
    faults: z.array(z.object({ row: z.int(), message: z.string() })).meta({ description: 'Các lỗi đầu tiên' }),
  })
  .meta({ id: 'InvitedView' });
export type InvitedView = z.infer<typeof InvitedView>;

export const OpeningChecksView = z
  .object({
    checks: z.array(z.object({ code: z.string(), state: z.enum(['good', 'warn', 'stop']), message: z.string() })),
  })
  .meta({ id: 'OpeningChecksView' });
export type OpeningChecksView = z.infer<typeof OpeningChecksView>;

export const RevisionsView = z
  .object({
    revisions: z.array(
      z.object({
        number: z.int(),
        effectiveAt: instant,
        note: z.string().nullable().meta({ description: 'null: lần công bố đầu' }),
        state: z
          .enum(['planned', 'held', 'withdrawn'])
          .meta({ description: 'Chưa có hiệu lực; đã có hiệu lực; rút trước khi có hiệu lực' }),
      }),
    ),
  })
  .meta({ id: 'RevisionsView' });
export type RevisionsView = z.infer<typeof RevisionsView>;

const revisionNumber = z.coerce.number().int().min(1).max(32_767);
export const CompareQuery = z.strictObject({ from: revisionNumber, to: revisionNumber });
export type CompareQuery = z.infer<typeof CompareQuery>;

const changes = z
  .array(z.object({ path: z.string(), label: z.string(), before: z.string(), after: z.string() }))
  .meta({ description: 'Từng chỗ khác nhau, bằng lời của thể lệ' });

export const ChangesView = z.object({ changes }).meta({ id: 'ChangesView' });
export type ChangesView = z.infer<typeof ChangesView>;

export const RevisionDraftView = z
  .object({
    planId: PlanId,
    version,
    number: z.int().meta({ description: 'Lần sửa đang áp dụng' }),
    planned: z
      .object({ number: z.int(), effectiveAt: instant })
      .nullable()
      .meta({ description: 'Lần sửa chờ có hiệu lực' }),
    faults: z.array(fault).meta({ description: 'Những gì còn ngăn việc sửa' }),
    changes,
  })
  .meta({ id: 'RevisionDraftView' });
export type RevisionDraftView = z.infer<typeof RevisionDraftView>;

export const ReviseBody = z
  .strictObject({
    version: version.meta({ description: 'Của bản soạn, như người sửa đã xem' }),
    note: typed(LIMITS.noteLengthMax)
      .refine((text) => text !== '', 'Hãy viết lời báo để mọi người biết thể lệ đổi gì và vì sao.')
      .meta({ description: 'Lời báo công khai' }),
    effectiveAt: z.iso
      .datetime({ offset: true })
      .nullable()
      .default(null)
      .meta({ description: 'Từ lúc nào; null: ngay' }),
  })
  .meta({ id: 'ReviseBody' });
export type ReviseBody = z.infer<typeof ReviseBody>;

export const WithdrawRevisionBody = z
  .strictObject({ number: z.int().min(1).max(32_767) })
  .meta({ id: 'WithdrawRevisionBody' });
export type WithdrawRevisionBody = z.infer<typeof WithdrawRevisionBody>;

export const RevisedView = z.object({ number: z.int() }).meta({ id: 'RevisedView' });
export type RevisedView = z.infer<typeof RevisedView>;

export const RehearsalBody = z
  .strictObject({
    phones: z.array(phone).max(TESTERS_MAX).default([]).meta({ description: 'Số điện thoại của người làm thử' }),
    unitCodes: z.array(UnitCode).max(TESTERS_MAX).default([]).meta({ description: 'Đơn vị mà mọi người đều làm thử' }),
    roundHours: z
      .int()
      .min(1)
      .max(720)
      .nullable()
      .default(null)
      .meta({ description: 'Mỗi đợt dài bao nhiêu giờ; null: như thật' }),
  })
  .refine(({ phones, unitCodes }) => phones.length + unitCodes.length > 0, 'Hãy mời ít nhất một người hoặc một đơn vị.')
  .meta({ id: 'RehearsalBody' });
export type RehearsalBody = z.infer<typeof RehearsalBody>;

const count = z.int();

export const RehearsalView = z
  .object({
    open: z
      .object({ contestSlug: z.string(), madeAt: instant, phones: count, unitCodes: z.array(z.string()) })
      .nullable()
      .meta({ description: 'Lần chạy thử đang mở; phones: số người được mời' }),
    course: z
      .object({
        attempts: count,
        persons: count,
        submitted: count,
        timedOut: count,
        graded: count,
        units: count,
        audiences: count,
        phones: count.meta({ description: 'Số người đã dùng điện thoại' }),
        desktops: count.meta({ description: 'Số người đã dùng máy tính' }),
      })
      .nullable()
      .meta({ description: 'Đã thử những gì; null: chưa bao giờ chạy thử' }),
    gaps: z.array(z.string()).meta({ description: 'Những gì chưa thử' }),
  })
  .meta({ id: 'RehearsalView' });
export type RehearsalView = z.infer<typeof RehearsalView>;

export const RehearsalRemovedView = z.object({ attempts: count }).meta({ id: 'RehearsalRemovedView' });
export type RehearsalRemovedView = z.infer<typeof RehearsalRemovedView>;

export const PublicationBody = z.strictObject({ version }).meta({ id: 'PublicationBody' });
export type PublicationBody = z.infer<typeof PublicationBody>;

export const PublishedView = z.object({ contestSlug: z.string() }).meta({ id: 'PublishedView' });
export type PublishedView = z.infer<typeof PublishedView>;

/** What cannot be the number of a plan names none. */
export function knownPlan(id: string): string {
  if (!PlanId.safeParse(id).success) throw new DomainError('PLAN_NOT_FOUND');
  return id;
}
