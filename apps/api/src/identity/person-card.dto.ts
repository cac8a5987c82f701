import { z } from 'zod';
import { LIMITS } from '#domain';
import { lines } from '../lines.js';
import { contestUnitId, instant } from './identity.dto.js';
import { FoundPersonView } from './support.dto.js';
import { note } from './unit-correction.dto.js';

const whole = z.int().nonnegative();

const DeskAttemptView = z
  .object({
    attemptId: z.string(),
    attemptNo: whole,
    roundTitle: z.string(),
    state: z.enum(['in_progress', 'submitted', 'graded']),
    closedBy: z.enum(['participant', 'deadline', 'round_end', 'organizer']).nullable(),
    voided: z.boolean(),
    voidReason: z.string().nullable(),
    startedAt: instant,
    deadlineAt: instant,
    extraTimePercent: whole,
    questions: whole,
    answered: whole.meta({ description: 'Số câu máy chủ đã có câu trả lời; không bao giờ nói trả lời gì' }),
    lastSavedAt: instant.nullable(),
    outages: z
      .array(z.object({ from: instant, to: instant }))
      .meta({ description: 'Những lúc máy của người thi mất kết nối, theo lần lưu sau đó' }),
    resumedAt: z.array(instant).meta({ description: 'Những lúc mở lại bài hoặc chuyển sang máy khác' }),
    submittedAt: instant.nullable(),
    lateMs: whole.nullable(),
    elapsedMs: whole.nullable(),
    receiptNumber: z.string().nullable(),
    gradedAt: instant.nullable(),
    regraded: z.boolean(),
    isStuck: z.boolean().meta({ description: 'Chưa chấm được; người vận hành đã được báo' }),
    score: z.int().nullable().meta({ description: 'Điểm × 1000; null khi người thi chưa được xem' }),
    maxScore: whole.nullable(),
    scoreReleasedAt: instant.nullable(),
  })
  .meta({ id: 'DeskAttemptView' });

export const PersonCardView = z
  .object({
    person: FoundPersonView.extend({
      accountSince: instant,
      sessions: whole.meta({ description: 'Số trình duyệt đang đăng nhập' }),
      lastSignedInAt: instant.nullable(),
      extraTimePercent: whole,
      isExcluded: z.boolean(),
      correction: z
        .object({
          unit: z.object({
            contestUnitId: z.int(),
            code: z.string(),
            name: z.string(),
            parentName: z.string().nullable(),
          }),
          state: z.enum(['open', 'approved', 'refused']),
          askedAt: instant,
        })
        .nullable()
        .meta({ description: 'Yêu cầu chuyển đơn vị gần nhất' }),
      notes: z.array(z.object({ id: z.int(), text: z.string(), notedAt: instant, notedByName: z.string().nullable() })),
    }).meta({ id: 'PersonAtDeskView' }),
    attempts: z.array(DeskAttemptView).meta({ description: 'Mới nhất trước' }),
  })
  .meta({ id: 'PersonCardView' });
export type PersonCardView = z.infer<typeof PersonCardView>;

export const DeskNoteBody = z
  .strictObject({
    text: lines(LIMITS.deskNoteLengthMax)
      .refine((text) => text !== '', 'Hãy viết vài chữ.')
      .meta({ description: 'Người gọi hỏi gì, đã làm gì; người đó xem được trong bản sao dữ liệu của mình' }),
  })
  .meta({ id: 'DeskNoteBody' });
export type DeskNoteBody = z.infer<typeof DeskNoteBody>;

export const DeskNotedView = z.object({ noted: z.literal(true) }).meta({ id: 'DeskNotedView' });
export type DeskNotedView = z.infer<typeof DeskNotedView>;

export const UnitForPersonBody = z.strictObject({ contestUnitId, reason: note }).meta({ id: 'UnitForPersonBody' });
export type UnitForPersonBody = z.infer<typeof UnitForPersonBody>;

export const UnitAskedView = z
  .object({ moved: z.boolean().meta({ description: 'Đã chuyển ngay; nếu không, đầu mối đơn vị sẽ quyết định' }) })
  .meta({ id: 'UnitAskedView' });
export type UnitAskedView = z.infer<typeof UnitAskedView>;
