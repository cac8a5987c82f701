import { z } from 'zod';
import { WORDING_STATES } from '#bank';
import { LIMITS } from '#domain';
import { searchField } from '../results/scope.dto.js';
import { lines, sha256 } from './bank.dto.js';

const language = z
  .string()
  .regex(/^[a-z]{2,3}$/)
  .meta({ description: 'Mã BCP 47', examples: ['tai'] });
const state = z.enum(WORDING_STATES);
const status = z.enum(['draft', 'review', 'published', 'retired']);
const instant = z.string().meta({ format: 'date-time' });

export const WordingsQuery = z.strictObject({
  language,
  state: z
    .enum([...WORDING_STATES, 'unsigned'])
    .optional()
    .meta({ description: 'unsigned: mọi câu mà người thi chưa đọc được bằng tiếng này' }),
  q: searchField,
  after: z.coerce.number().int().min(0).max(1_000_000).default(0).meta({ description: 'next của trang trước' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type WordingsQuery = z.infer<typeof WordingsQuery>;

export const WordingsView = z
  .object({
    languages: z.array(
      z.object({
        language: z.string(),
        title: z.string(),
        counts: z.object({
          missing: z.int(),
          stale: z.int().meta({ description: 'Câu đã có bản mới sau khi dịch' }),
          written: z.int().meta({ description: 'Chờ người thứ hai ký' }),
          returned: z.int(),
          signed: z.int(),
        }),
      }),
    ),
    total: z.int(),
    items: z.array(
      z.object({
        code: z.string(),
        status,
        version: z.int(),
        stem: z.string(),
        state,
        wordingStem: z.string().nullable(),
        hasAudio: z.boolean(),
        writtenByName: z.string().nullable(),
        isOwn: z.boolean(),
      }),
    ),
    next: z.int().nullable(),
  })
  .meta({ id: 'WordingsView' });
export type WordingsView = z.infer<typeof WordingsView>;

export const WordingSheetView = z
  .object({
    code: z.string(),
    version: z.int(),
    kind: z.enum(['single', 'multiple', 'true_false']),
    status,
    stem: z.string(),
    options: z.array(z.string()),
    state,
    wording: z
      .object({
        version: z.int().meta({ description: 'Bản câu hỏi mà lời này dịch; cũ hơn bản mới nhất thì phải xem lại' }),
        revision: z.int(),
        stem: z.string(),
        options: z.array(z.string()),
        audio: z.string().nullable(),
        ofStem: z.string().meta({ description: 'Phần dẫn tiếng Việt mà lời này dịch' }),
        ofOptions: z.array(z.string()),
        writtenByName: z.string().nullable(),
        writtenAt: instant,
        isOwn: z.boolean(),
        signedByName: z.string().nullable(),
        signedAt: instant.nullable(),
        returnedByName: z.string().nullable(),
        returnedAt: instant.nullable(),
        returnWords: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'WordingSheetView' });
export type WordingSheetView = z.infer<typeof WordingSheetView>;

const seen = {
  version: z.int().min(1).max(32_767).meta({ description: 'Bản mới nhất của câu hỏi mà người làm đã thấy' }),
  revision: z.int().min(0).max(32_766).meta({ description: 'Lần viết mới nhất đã thấy; 0 khi bản này chưa có' }),
};
const text = lines(LIMITS.itemTextLengthMax).refine(Boolean, 'Hãy viết lời ở đây.');

export const WordingBody = z
  .strictObject({
    ...seen,
    stem: text,
    options: z
      .array(text)
      .min(LIMITS.optionsPerItemMin)
      .max(LIMITS.optionsPerItemMax)
      .meta({ description: 'Theo thứ tự phương án tiếng Việt' }),
    audio: sha256.nullable().meta({ description: 'Tiếng đọc cả câu, đã tải lên' }),
  })
  .meta({ id: 'WordingBody' });
export type WordingBody = z.infer<typeof WordingBody>;

export const WordingWrittenView = z.object({ revision: z.int() }).meta({ id: 'WordingWrittenView' });
export type WordingWrittenView = z.infer<typeof WordingWrittenView>;

export const WordingDecisionBody = z
  .discriminatedUnion('decision', [
    z.strictObject({
      ...seen,
      decision: z.literal('signed'),
      knowsLanguage: z.literal(true).meta({ description: 'Người ký nói rõ mình đọc và hiểu tiếng này' }),
    }),
    z.strictObject({
      ...seen,
      decision: z.literal('returned'),
      words: lines(LIMITS.feedbackTextLengthMax).refine(Boolean, 'Hãy viết vài chữ để người viết biết phải sửa gì.'),
    }),
  ])
  .meta({ id: 'WordingDecisionBody' });
export type WordingDecisionBody = z.infer<typeof WordingDecisionBody>;
