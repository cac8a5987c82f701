import { z } from 'zod';
import type { Correction } from '#attempts';
import { LIMITS, maskToOptions, normalizeLines } from '#domain';
import { scopeTitle, type ReportedContest } from '#results';
import { searchField } from '../results/scope.dto.js';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });
const rule = z.enum(['regrade', 'annul', 'give_all']);

/** A few sentences that must not be missing. Typed with decomposed accents they are up to three times as long. */
export const words = z
  .string()
  .max(3 * LIMITS.noteLengthMax)
  .transform((raw, context) => {
    try {
      const lines = normalizeLines(raw);
      if (lines === '') context.addIssue({ code: 'custom', message: 'Hãy viết vài chữ.' });
      else if ([...lines].length <= LIMITS.noteLengthMax) return lines;
      else context.addIssue({ code: 'custom', message: `Hãy viết ngắn hơn: dài nhất ${LIMITS.noteLengthMax} ký tự.` });
    } catch {
      context.addIssue({ code: 'custom', message: 'Trong chữ có ký tự ẩn. Hãy gõ lại thay vì dán.' });
    }
    return z.NEVER;
  });

export const ItemVersionId = z.coerce.number().pipe(z.int().min(1).max(2_147_483_647));
export const CorrectionId = z.uuid();

export const AskedItemsQuery = z.strictObject({
  q: searchField,
  after: ItemVersionId.optional().meta({ description: 'Lấy tiếp sau câu này (next của trang trước)' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type AskedItemsQuery = z.infer<typeof AskedItemsQuery>;

export const AskedItemsView = z
  .object({
    items: z.array(
      z.object({
        itemVersionId: whole,
        code: z.string(),
        kind: z.enum(['single', 'multiple', 'true_false']),
        topic: z.string(),
        stem: z.string(),
        options: z.array(z.string()),
        rounds: z.array(whole).meta({ description: 'Số của các đợt có câu này trong nguồn đề' }),
      }),
    ),
    next: whole.nullable(),
  })
  .meta({ id: 'AskedItemsView' });
export type AskedItemsView = z.infer<typeof AskedItemsView>;

export const KeyCorrectionBody = z
  .strictObject({
    id: CorrectionId.meta({ description: 'Do người gửi đặt; gửi lại cùng mã là cùng một lần sửa' }),
    rule: rule.meta({ description: 'regrade: chấm lại theo đáp án mới; annul: bỏ câu; give_all: ai cũng được điểm' }),
    keyMask: z
      .int()
      .min(1)
      .max(63)
      .nullish()
      .meta({ description: 'Phương án đúng, bit i là phương án i + 1 theo thứ tự gốc; chỉ khi regrade' }),
    reason: words.meta({ description: 'Lý do, ghi vào nhật ký' }),
    publicNote: words.meta({ description: 'Lời giải thích mà người dự thi đọc' }),
    preview: z.boolean().meta({ description: 'true: chỉ xem trước; false: thực hiện' }),
  })
  .meta({ id: 'KeyCorrectionBody' });
export type KeyCorrectionBody = z.infer<typeof KeyCorrectionBody>;

const options = z.array(whole);

/** What would become of the places of a board for which prizes are given. */
export const foreseenBoard = z.object({
  scope: z.object({ kind: z.enum(['round', 'phase', 'contest']), id: whole }),
  audienceId: whole,
  title: z.string(),
  audience: z.string(),
  places: whole.meta({ description: 'Số giải trao theo thứ hạng' }),
  changed: whole,
  moved: whole,
  out: z.array(
    z.object({ name: z.string(), unit: z.string(), from: whole, to: whole.nullable() }).meta({
      description: 'Người ra khỏi nhóm có giải; tên luôn rút gọn',
    }),
  ),
  outCount: whole,
  inCount: whole,
  isRough: z.boolean(),
});

const preview = z.object({
  at: instant,
  before: z.object({ options, rule: z.enum(['normal', 'annulled', 'all_credit']) }),
  attempts: whole.meta({ description: 'Lượt đã chấm có câu này' }),
  ungraded: whole.meta({ description: 'Lượt đang làm hoặc chưa chấm; sẽ chấm theo đáp án mới' }),
  persons: whole,
  raised: whole,
  lowered: whole,
  otherContests: whole,
  boards: z.array(foreseenBoard),
});

export const KeyCorrectionView = z
  .object({
    id: z.string(),
    item: z.object({ itemVersionId: whole, code: z.string(), stem: z.string(), options: z.array(z.string()) }),
    rule,
    right: options.nullable().meta({ description: 'Số thứ tự phương án đúng mới, theo thứ tự gốc' }),
    reason: z.string(),
    publicNote: z.string(),
    state: z.enum(['asked', 'previewed', 'approved', 'applying', 'applied', 'failed']),
    askedAt: instant,
    askedBy: z.string().nullable(),
    approvedAt: instant.nullable(),
    approvedBy: z.string().nullable(),
    appliedAt: instant.nullable(),
    preview: preview.nullable(),
    done: z.object({ attempts: whole, raised: whole, lowered: whole }),
    failure: z.string().nullable(),
  })
  .meta({ id: 'KeyCorrectionView' });
export type KeyCorrectionView = z.infer<typeof KeyCorrectionView>;

export const KeyCorrectionsView = z
  .object({ corrections: z.array(KeyCorrectionView), mayApprove: z.boolean() })
  .meta({ id: 'KeyCorrectionsView' });
export type KeyCorrectionsView = z.infer<typeof KeyCorrectionsView>;

export type BoardName = (board: { scope: { kind: 'round' | 'phase' | 'contest'; id: number }; audienceId: number }) => {
  title: string;
  audience: string;
};

export function correctionView(correction: Correction, nameOf: BoardName): KeyCorrectionView {
  const { rightMask, preview: foreseen, askedAt, approvedAt, appliedAt, ...rest } = correction;
  return {
    ...rest,
    right: rightMask === null ? null : maskToOptions(rightMask),
    askedAt: askedAt.toISOString(),
    approvedAt: approvedAt?.toISOString() ?? null,
    appliedAt: appliedAt?.toISOString() ?? null,
    preview: foreseen && { ...foreseen, boards: foreseen.boards.map((board) => ({ ...board, ...nameOf(board) })) },
  };
}

/** How a board is called: its scope and audience in words. */
export const boardNames =
  (contest: ReportedContest): BoardName =>
  ({ scope, audienceId }) => ({
    title: scopeTitle(contest, scope),
    audience: contest.audiences.find(({ id }) => id === audienceId)?.title ?? '',
  });
