import { z } from 'zod';
import { FEEDBACK_TOPICS, LIMITS, normalizeLines, saysSomething, type FeedbackTopic } from '#domain';

/** Typed with decomposed accents a text has up to three code units a letter before it is brought to NFC. */
const RAW_TEXT_LENGTH_MAX = 3 * LIMITS.feedbackTextLengthMax;

const CODES = FEEDBACK_TOPICS.map(({ code }) => code) as [FeedbackTopic, ...FeedbackTopic[]];

const text = z
  .string()
  .max(RAW_TEXT_LENGTH_MAX)
  .transform((raw, context) => {
    try {
      const lines = normalizeLines(raw);
      if ([...lines].length <= LIMITS.feedbackTextLengthMax) return lines;
      context.addIssue({ code: 'custom', message: `Góp ý dài nhất ${LIMITS.feedbackTextLengthMax} ký tự.` });
    } catch {
      context.addIssue({ code: 'custom', message: 'Trong chữ có ký tự ẩn. Hãy gõ lại thay vì dán.' });
    }
    return z.NEVER;
  });

export const FeedbackBody = z
  .strictObject({
    id: z.uuidv4().meta({ description: 'Do máy của người gửi tạo ngẫu nhiên; gửi lại thì giữ nguyên' }),
    topic: z.enum(CODES).nullish(),
    contestUnitId: z.int().min(1).max(2_147_483_647).nullish().meta({ description: 'Đơn vị được góp ý' }),
    text: text.nullish(),
    satisfaction: z.int().min(1).max(5).nullish().meta({ description: '1 rất không hài lòng, 5 rất hài lòng' }),
    named: z.boolean().meta({ description: 'Gửi kèm tên; false thì không lưu gì về người gửi' }),
  })
  .transform(({ topic = null, contestUnitId = null, text = null, satisfaction = null, ...rest }) => ({
    ...rest,
    topic,
    contestUnitId,
    text: text === '' ? null : text,
    satisfaction,
  }))
  .refine(saysSomething, 'Hãy viết vài chữ hoặc chọn mức hài lòng.')
  .meta({ id: 'FeedbackBody' });
export type FeedbackBody = z.infer<typeof FeedbackBody>;

export const FeedbackView = z.object({ received: z.literal(true) }).meta({ id: 'FeedbackView' });
export type FeedbackView = z.infer<typeof FeedbackView>;

export const FeedbackTopicsView = z
  .object({ topics: z.array(z.object({ code: z.enum(CODES), title: z.string() })) })
  .meta({ id: 'FeedbackTopicsView' });
export type FeedbackTopicsView = z.infer<typeof FeedbackTopicsView>;
