import { z } from 'zod';
import { DECISIONS, SIGNAL_KINDS, type SignalRow } from '#attempts';
import { VOID_REASONS } from '#domain';
import type { Ruled } from './recognition.js';
import { foreseenBoard, words, type BoardName } from './key-correction.dto.js';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });
const kind = z.enum(SIGNAL_KINDS).meta({
  description:
    'same_person: trùng họ tên, ngày sinh, đơn vị, hoặc khác đơn vị mà có số điện thoại hai người nhận; fast: nhanh hơn mức đọc kịp; sequence: nhiều người thi nối nhau; many_attempts: đơn vị có số lượt mỗi người cao hơn hẳn',
});
const voidReason = z.enum(VOID_REASONS);

export const SignalId = z.coerce.number().pipe(z.int().min(1).max(2_147_483_647));
export const ParticipantId = z.uuid();

export const SignalsQuery = z.strictObject({
  state: z.enum(['open', 'decided']).default('open'),
  kind: z.enum(SIGNAL_KINDS).optional(),
  after: SignalId.optional().meta({ description: 'Lấy tiếp sau mục này (next của trang trước)' }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type SignalsQuery = z.infer<typeof SignalsQuery>;

export const SignalsView = z
  .object({
    open: z.array(z.object({ kind, signals: whole })),
    voidReasons: z.array(z.object({ code: voidReason, title: z.string() })),
    signals: z.array(
      z.object({
        id: whole,
        kind,
        state: z.enum(['open', 'decided']),
        foundAt: instant,
        unitName: z.string().nullable(),
        figures: z.record(z.string(), z.number()),
        attempts: z.array(z.string()),
        people: z.array(z.object({ participantId: z.string(), fullName: z.string(), attempts: whole, voided: whole })),
        decision: z.enum(DECISIONS).nullable(),
        reason: z.string().nullable(),
        decidedAt: instant.nullable(),
        decidedBy: z.string().nullable(),
      }),
    ),
    next: whole.nullable(),
  })
  .meta({ id: 'SignalsView' });
export type SignalsView = z.infer<typeof SignalsView>;

export const SignalDecisionBody = z
  .strictObject({
    decision: z.enum(DECISIONS).meta({ description: 'nothing: không có gì; ask: hỏi lại; void: không công nhận' }),
    reason: words.meta({ description: 'Vì sao; ghi lại cho người tổ chức' }),
    voidReason: voidReason.nullish().meta({ description: 'Lý do theo thể lệ, người dự thi đọc được; cần khi void' }),
    participantIds: z
      .array(ParticipantId)
      .max(100)
      .default([])
      .meta({ description: 'Không công nhận mọi lượt của những người này; trống: chỉ những lượt của dấu hiệu' }),
    preview: z.boolean(),
  })
  .meta({ id: 'SignalDecisionBody' });
export type SignalDecisionBody = z.infer<typeof SignalDecisionBody>;

export const VoidBody = z
  .strictObject({
    voidReason: voidReason.meta({ description: 'Lý do theo thể lệ, người dự thi đọc được' }),
    reason: words,
    preview: z.boolean().meta({ description: 'true: chỉ xem trước' }),
  })
  .meta({ id: 'VoidBody' });
export type VoidBody = z.infer<typeof VoidBody>;

export const RestoreBody = z.strictObject({ reason: words, preview: z.boolean() }).meta({ id: 'RestoreBody' });
export type RestoreBody = z.infer<typeof RestoreBody>;

export const RuledView = z
  .object({ attempts: whole, persons: whole, boards: z.array(foreseenBoard) })
  .meta({ id: 'RuledView' });
export type RuledView = z.infer<typeof RuledView>;

export const ruledView = (ruled: Ruled, nameOf: BoardName): RuledView => ({
  ...ruled,
  boards: ruled.boards.map((board) => ({ ...board, ...nameOf(board) })),
});

export function signalView(row: SignalRow, addressOf: (attemptId: string) => string): SignalsView['signals'][number] {
  const { id, kind: what, state, figures, decision, reason } = row;
  return {
    ...{ id, kind: what, state, figures, decision, reason },
    foundAt: row.found_at.toISOString(),
    unitName: row.unit_name,
    attempts: row.attempt_ids.map(addressOf),
    people: row.people.map(({ id: participantId, name: fullName, attempts, voided }) => ({
      ...{ participantId, fullName, attempts, voided },
    })),
    decidedAt: row.decided_at?.toISOString() ?? null,
    decidedBy: row.decided_by_name,
  };
}
