import { z } from 'zod';
import { DomainError, isCalendarDate, LIMITS, normalizeLines, normalizeText } from '#domain';
import { ITEM_ACTS, ITEM_ORDERS, type BankCaller } from '#bank';
import type { Identity } from '#identity';
import { searchField } from '../results/scope.dto.js';

export const bankCaller = ({ accountId, roles }: Identity): BankCaller => ({ accountId, roles });

/** Codes of banks and items as files name them: one line of letters. @throws DomainError for what can be none */
export function knownCode(text: string, missing: 'BANK_NOT_FOUND' | 'ITEM_NOT_FOUND'): string {
  const code = text.normalize('NFC');
  if (code.length > LIMITS.codeLengthMax || /\p{C}/u.test(code)) throw new DomainError(missing);
  return code;
}

const cleaned = (clean: (text: string) => string, lengthMax: number) => (text: string, context: z.RefinementCtx) => {
  try {
    const clear = clean(text);
    if (clear.length <= lengthMax) return clear;
    context.addIssue({ code: 'custom', message: `Dài nhất ${lengthMax} ký tự.` });
  } catch {
    context.addIssue({ code: 'custom', message: 'Trong chữ có ký tự ẩn. Hãy gõ lại thay vì dán.' });
  }
  return z.NEVER;
};
/** Typed with decomposed accents a text has up to three code units a letter before it is brought to NFC. */
const line = (lengthMax: number) =>
  z
    .string()
    .max(3 * lengthMax)
    .transform(cleaned(normalizeText, lengthMax));
export const lines = (lengthMax: number) =>
  z
    .string()
    .max(3 * lengthMax)
    .transform(cleaned(normalizeLines, lengthMax));
const orNothing = <T extends z.ZodType<string>>(text: T) => text.nullable().transform((told) => told || null);
const day = z.iso.date().refine(isCalendarDate, 'Không có ngày này.');

export const code = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]*$/)
  .max(LIMITS.codeLengthMax);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const level = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const kind = z.enum(['single', 'multiple', 'true_false']);
const status = z.enum(['draft', 'review', 'published', 'retired']);
const review = z.enum(['draft', 'sent', 'returned', 'approved']);
const instant = z.string().meta({ format: 'date-time' });

export const BanksView = z
  .object({
    banks: z.array(
      z.object({
        code: z.string(),
        title: z.string(),
        topics: z.array(z.object({ code: z.string(), title: z.string() })),
        subBanks: z.array(z.string()),
        practice: z.boolean(),
        counts: z.object({ draft: z.int(), review: z.int(), published: z.int(), retired: z.int() }),
        waiting: z.int().meta({ description: 'Bản mới nhất đang chờ người thứ hai thẩm định' }),
        canWrite: z.boolean(),
        canReview: z.boolean(),
        canRun: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'BanksView' });
export type BanksView = z.infer<typeof BanksView>;

export const ItemsQuery = z.strictObject({
  q: searchField,
  topic: z.string().max(LIMITS.codeLengthMax).optional(),
  level: z.coerce.number().pipe(level).optional(),
  status: status.optional(),
  document: z.string().max(LIMITS.pageLineLengthMax).optional(),
  expiring: z
    .enum(['over', 'soon'])
    .optional()
    .meta({ description: 'Căn cứ đã hết hiệu lực, hoặc sẽ hết trong 60 ngày' }),
  review: review.optional().meta({ description: 'Bản mới nhất đi đến đâu' }),
  exposure: z
    .enum(['unused', 'overused'])
    .optional()
    .meta({ description: 'Chưa ai được hỏi; hoặc có trong một nửa số đề của một đợt, hay hơn' }),
  sort: z.enum(ITEM_ORDERS).default('code'),
  descending: z.stringbool().default(false),
  after: z.coerce.number().int().min(0).max(1_000_000).default(0).meta({ description: 'next của trang trước' }),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type ItemsQuery = z.infer<typeof ItemsQuery>;

const place = {
  code: z.string(),
  topic: z.string(),
  topicTitle: z.string(),
  subBank: z.string().nullable(),
  status,
};

export const ItemsView = z
  .object({
    total: z.int(),
    items: z.array(
      z.object({
        ...place,
        version: z.int(),
        review: review.nullable().meta({ description: 'null: nhập từ tệp, không phải chờ ai' }),
        kind,
        level,
        stem: z.string(),
        document: z.string().nullable(),
        article: z.string().nullable(),
        validTo: z.string().nullable(),
        mark: z.string().nullable(),
        changedAt: instant,
        writtenByName: z.string().nullable(),
        isOwn: z.boolean().meta({ description: 'Do chính người đang xem soạn' }),
      }),
    ),
    next: z.int().nullable(),
  })
  .meta({ id: 'ItemsView' });
export type ItemsView = z.infer<typeof ItemsView>;

export const DocumentsView = z
  .object({
    documents: z.array(
      z.object({
        document: z.string(),
        dates: z.array(z.string()).meta({ description: 'Ngày ban hành; hơn một ngày là có câu ghi sai' }),
        items: z.int(),
        published: z.int(),
        firstEnd: z.string().nullable().meta({ description: 'Ngày hết hiệu lực sớm nhất' }),
        over: z.int().meta({ description: 'Số câu đã hết hiệu lực' }),
      }),
    ),
  })
  .meta({ id: 'DocumentsView' });
export type DocumentsView = z.infer<typeof DocumentsView>;

const pictures = z.array(z.object({ sha256: z.string(), alt: z.string() }));

export const ItemView = z
  .object({
    ...place,
    versions: z.array(
      z.object({
        version: z.int(),
        kind,
        level,
        stem: z.string(),
        options: z.array(z.object({ text: z.string(), right: z.boolean() })),
        fixedOptionOrder: z.boolean(),
        document: z.string().nullable(),
        date: z.string().nullable(),
        article: z.string().nullable(),
        validFrom: z.string().nullable(),
        validTo: z.string().nullable(),
        mark: z.string().nullable(),
        explanation: z.string().nullable(),
        keyRule: z.string(),
        keyReason: z.string().nullable(),
        pictures,
        audio: z.string().nullable(),
        createdAt: instant,
        review: review.nullable(),
        writtenByName: z.string().nullable(),
        isOwn: z.boolean(),
        decidedByName: z.string().nullable(),
        decidedAt: instant.nullable(),
      }),
    ),
    notes: z.array(
      z.object({
        version: z.int(),
        act: z.enum(['comment', 'sent', 'returned', 'approved', 'retired', 'restored', 'imported']),
        words: z.string().nullable(),
        byName: z.string().nullable(),
        at: instant,
      }),
    ),
    uses: z.array(
      z.object({
        contestSlug: z.string(),
        contestTitle: z.string(),
        round: z.int(),
        roundTitle: z.string(),
        version: z.int().meta({ description: 'Bản mà đợt thi đã chốt' }),
        opensAt: instant,
        closesAt: instant,
      }),
    ),
  })
  .meta({ id: 'ItemView' });
export type ItemView = z.infer<typeof ItemView>;

export const ItemBody = z
  .strictObject({
    expected: z.int().min(0).max(32_767).meta({ description: 'Bản mới nhất mà người soạn đã thấy; 0 khi là câu mới' }),
    topic: code,
    topicName: line(LIMITS.pageLineLengthMax).nullish(),
    subBank: orNothing(line(LIMITS.codeLengthMax)),
    level,
    kind,
    stem: lines(LIMITS.itemTextLengthMax),
    options: z
      .array(z.strictObject({ text: line(LIMITS.itemTextLengthMax), right: z.boolean() }))
      .min(LIMITS.optionsPerItemMin)
      .max(LIMITS.optionsPerItemMax)
      .refine((options) => options.some(({ right }) => right), 'Hãy chọn ít nhất một đáp án.'),
    fixedOptionOrder: z.boolean(),
    explanation: orNothing(lines(LIMITS.itemTextLengthMax)),
    document: orNothing(line(LIMITS.pageLineLengthMax)),
    date: day.nullable(),
    article: orNothing(line(LIMITS.pageLineLengthMax)),
    validFrom: day.nullable(),
    validTo: day.nullable(),
    mark: orNothing(line(LIMITS.pageLineLengthMax)),
    pictures: z
      .array(z.strictObject({ sha256, alt: line(LIMITS.pageLineLengthMax).refine(Boolean, 'Hãy viết lời tả ảnh.') }))
      .max(LIMITS.picturesPerItemMax),
    audio: sha256.nullable(),
  })
  .meta({ id: 'ItemBody' });
export type ItemBody = z.infer<typeof ItemBody>;

export const faults = z.array(
  z.object({ code: z.string(), severity: z.enum(['error', 'warning']), message: z.string() }),
);

export const ItemWrittenView = z
  .object({
    code: z.string(),
    version: z.int(),
    faults: faults.meta({ description: 'Điều máy thấy chưa ổn; lỗi thì chưa gửi thẩm định được' }),
  })
  .meta({ id: 'ItemWrittenView' });
export type ItemWrittenView = z.infer<typeof ItemWrittenView>;

const words = lines(LIMITS.feedbackTextLengthMax);

export const ItemActBody = z
  .strictObject({
    act: z.enum(ITEM_ACTS).meta({
      description:
        'Gửi thẩm định, duyệt, trả lại, ngừng dùng, dùng lại, góp ý; với mọi câu được nêu, hoặc không câu nào',
    }),
    items: z
      .array(
        z.strictObject({
          code: z.string().min(1).max(LIMITS.codeLengthMax),
          version: z.int().min(1).max(32_767).meta({ description: 'Bản mới nhất mà người làm đã thấy' }),
        }),
      )
      .min(1)
      .max(LIMITS.bulkRowsMax),
    words: words.nullish().transform((told) => told || null),
  })
  .refine(({ act, words: said }) => said !== null || (act !== 'return' && act !== 'comment'), {
    path: ['words'],
    message: 'Hãy viết vài chữ để người soạn biết phải sửa gì.',
  })
  .meta({ id: 'ItemActBody' });
export type ItemActBody = z.infer<typeof ItemActBody>;

export const ItemActView = z.object({ done: z.int() }).meta({ id: 'ItemActView' });
export type ItemActView = z.infer<typeof ItemActView>;

export const RetirementBody = z
  .strictObject({
    document: line(LIMITS.pageLineLengthMax).refine(Boolean, 'Hãy nêu số hiệu văn bản.'),
    words: words.nullish().transform((told) => told || null),
    dryRun: z.boolean().meta({ description: 'Chỉ xem trước, không đổi gì' }),
  })
  .meta({ id: 'RetirementBody' });
export type RetirementBody = z.infer<typeof RetirementBody>;

export const RetirementView = z
  .object({
    items: z.array(z.object({ code: z.string(), status: z.string(), stem: z.string() })),
    rounds: z
      .array(
        z.object({
          contestSlug: z.string(),
          contestTitle: z.string(),
          round: z.int(),
          roundTitle: z.string(),
          closesAt: instant,
          items: z.array(z.string()),
        }),
      )
      .meta({ description: 'Đợt thi đã công bố vẫn rút các câu này: đề đã chốt không đổi' }),
  })
  .meta({ id: 'RetirementView' });
export type RetirementView = z.infer<typeof RetirementView>;

/** A file as the parser of its type hands it on. */
export const MediaBody = z.strictObject({ file: z.unknown().refine((file) => Buffer.isBuffer(file)) });
export type MediaBody = z.infer<typeof MediaBody>;

export const MediaKeptView = z
  .object({ sha256: z.string(), mime: z.string() })
  .meta({ id: 'MediaKeptView', description: 'Đã giữ; một bản của câu hỏi có thể nêu mã này' });
export type MediaKeptView = z.infer<typeof MediaKeptView>;

const namedItems = z
  .array(z.strictObject({ code: z.string().min(1).max(LIMITS.codeLengthMax), version: z.int().min(1).max(32_767) }))
  .min(1)
  .max(LIMITS.bulkRowsMax);

export const BatchBody = z
  .strictObject({
    decisionNumber: line(LIMITS.pageLineLengthMax).refine(Boolean, 'Hãy nêu số quyết định.'),
    decidedOn: day,
    names: lines(LIMITS.pageSummaryLengthMax).refine(Boolean, 'Hãy nêu những người đã ký.'),
    items: namedItems,
  })
  .meta({ id: 'BatchBody' });
export type BatchBody = z.infer<typeof BatchBody>;

export const BatchEnteredView = z.object({ id: z.int() }).meta({ id: 'BatchEnteredView' });
export type BatchEnteredView = z.infer<typeof BatchEnteredView>;

export const BatchesView = z
  .object({
    batches: z.array(
      z.object({
        id: z.int(),
        decisionNumber: z.string(),
        decidedOn: z.string(),
        names: z.string(),
        scanMime: z.string().nullable().meta({ description: 'null: chưa có bản quét' }),
        madeByName: z.string().nullable(),
        madeAt: instant,
        isOwn: z.boolean().meta({ description: 'Do chính người đang xem nhập' }),
        confirmedByName: z.string().nullable(),
        confirmedAt: instant.nullable(),
        items: z.array(z.object({ code: z.string(), version: z.int() })),
      }),
    ),
  })
  .meta({ id: 'BatchesView' });
export type BatchesView = z.infer<typeof BatchesView>;

export const BatchConfirmedView = z.object({ published: z.int() }).meta({ id: 'BatchConfirmedView' });
export type BatchConfirmedView = z.infer<typeof BatchConfirmedView>;

/** The number of a decision as it stands in addresses. */
export const BatchId = z.coerce.number().int().min(1).max(2_147_483_647);
