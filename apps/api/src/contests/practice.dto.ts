import { z } from 'zod';
import { LIMITS } from '#domain';

const id = z.int().min(1).max(2_147_483_647);
const count = z.int().nonnegative();

export const PracticeView = z
  .object({
    contestTitle: z.string(),
    bankCode: z.string(),
    isOpen: z.boolean().meta({ description: 'Đang mở; khi cuộc thi diễn ra chỉ mở nếu thể lệ cho phép' }),
    questions: count,
    topics: z.array(z.object({ code: z.string(), title: z.string(), questions: count })),
  })
  .meta({ id: 'PracticeView' });
export type PracticeView = z.infer<typeof PracticeView>;

export const PracticeQuery = z.strictObject({
  topic: z.string().max(LIMITS.codeLengthMax).optional(),
  without: z
    .string()
    .regex(/^\d{1,10}(?:,\d{1,10}){0,199}$/)
    .optional()
    .meta({ description: 'Những câu vừa làm, cách nhau bằng dấu phẩy' }),
});
export type PracticeQuery = z.infer<typeof PracticeQuery>;

export const PracticeQuestionsView = z
  .object({
    questions: z.array(
      z
        .object({
          id,
          kind: z.enum(['single', 'multiple', 'true_false']),
          stem: z.string(),
          options: z.array(z.string()),
          isOrderFixed: z.boolean(),
          editorMark: z.string().nullable(),
        })
        .meta({ id: 'PracticeQuestionView' }),
    ),
  })
  .meta({ id: 'PracticeQuestionsView' });
export type PracticeQuestionsView = z.infer<typeof PracticeQuestionsView>;

export const PracticeAnswerBody = z
  .strictObject({
    questionId: id,
    options: z
      .array(z.int().min(1).max(LIMITS.optionsPerItemMax))
      .min(1)
      .max(LIMITS.optionsPerItemMax)
      .meta({ description: 'Số thứ tự phương án như câu hỏi có, từ 1' }),
  })
  .meta({ id: 'PracticeAnswerBody' });
export type PracticeAnswerBody = z.infer<typeof PracticeAnswerBody>;

export const PracticeVerdictView = z
  .object({
    isRight: z.boolean(),
    rightOptions: z.array(z.int()),
    explanation: z.string().nullable(),
    source: z.object({
      document: z.string().nullable(),
      article: z.string().nullable(),
      date: z.string().nullable(),
    }),
  })
  .meta({ id: 'PracticeVerdictView' });
export type PracticeVerdictView = z.infer<typeof PracticeVerdictView>;

export const PracticeOfferBody = z
  .strictObject({
    bankCode: z
      .string()
      .max(LIMITS.codeLengthMax)
      .nullable()
      .meta({ description: 'Ngân hàng ôn luyện: từ nay câu hỏi và đáp án của nó công khai; null: thôi' }),
  })
  .meta({ id: 'PracticeOfferBody' });
export type PracticeOfferBody = z.infer<typeof PracticeOfferBody>;

export const PracticeOfferView = z
  .object({ bankCode: z.string().nullable(), questions: count })
  .meta({ id: 'PracticeOfferView' });
export type PracticeOfferView = z.infer<typeof PracticeOfferView>;
