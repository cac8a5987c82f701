import { z } from 'zod';
import { BANK_FORMAT_NAMES, READ_BANK_FORMATS, type BankFormatName, type FileQuestion } from '#bank';
import { DomainError, isCalendarDate, LIMITS, normalizeLines, normalizeText } from '#domain';

const fileName = z
  .string()
  .max(3 * LIMITS.pageLineLengthMax)
  .transform((text, context) => {
    try {
      // What browsers send is a name; a path before it is of no interest, and may tell of a person.
      const name = normalizeText(text).split(/[/\\]/).at(-1)!.slice(-LIMITS.pageLineLengthMax);
      if (name !== '') return name;
    } catch {
      // Told below.
    }
    context.addIssue({ code: 'custom', message: 'Tên tệp có ký tự ẩn hoặc để trống.' });
    return z.NEVER;
  });

export const ImportQuery = z.strictObject({
  format: z
    .enum([...READ_BANK_FORMATS, 'rows'] as [BankFormatName | 'rows'])
    .meta({ description: 'rows: các dòng của lần chạy thử trước, đã sửa, viết thành JSON' }),
  fileName: fileName.meta({ description: 'Ghi lại cạnh từng câu đã nhập' }),
  dryRun: z.stringbool().default(true).meta({ description: 'Chỉ xem, không ghi gì' }),
  only: z
    .enum(['all', 'good'])
    .default('all')
    .meta({ description: 'Khi có dòng lỗi: không nhập gì, hay nhập các dòng không lỗi' }),
});
export type ImportQuery = z.infer<typeof ImportQuery>;

/** What the door makes of the bytes; JSON cannot say it. */
export const ImportBody = z
  .strictObject({ file: z.unknown().refine((file): file is Buffer => Buffer.isBuffer(file)) })
  .meta({ id: 'ImportBody', description: 'Chính tệp, kiểu application/octet-stream' });
export type ImportBody = z.infer<typeof ImportBody>;

const text = z.string().max(3 * LIMITS.itemTextLengthMax);
const day = z.iso.date().refine(isCalendarDate).nullable();

const question = {
  row: z.int().min(1).max(1_000_000).meta({ description: 'Dòng của bảng, dòng chữ, hoặc đoạn của tệp Word' }),
  label: text.nullable().meta({ description: 'Tên câu trong tệp: Câu 12' }),
  code: text.nullable(),
  topic: text.nullable().meta({ description: 'Mã hoặc tên chủ đề' }),
  level: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
  subBank: text.nullable(),
  kind: z.enum(['single', 'multiple', 'true_false']),
  stem: text,
  options: z.array(z.strictObject({ text, right: z.boolean() })).max(20),
  explanation: text.nullable(),
  document: text.nullable(),
  date: day,
  article: text.nullable(),
  validFrom: day,
  validTo: day,
  mark: text.nullable(),
};

const MendedRows = z.array(z.strictObject(question)).min(1).max(LIMITS.bankFileQuestionsMax);

/** @throws DomainError INVALID_INPUT for what is no list of rows */
export function mendedRows(bytes: Buffer): FileQuestion[] {
  try {
    const parsed = MendedRows.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    if (parsed.success) return parsed.data.map(cleaned);
  } catch {
    // What is not JSON, or has hidden signs, is told as any other wrong input.
  }
  throw new DomainError('INVALID_INPUT');
}

function cleaned(row: z.infer<typeof MendedRows>[number]): FileQuestion {
  const line = (words: string | null): string | null => (words === null ? null : normalizeText(words) || null);
  return {
    ...row,
    ...{ label: line(row.label), code: line(row.code), topic: line(row.topic), subBank: line(row.subBank) },
    ...{ document: line(row.document), article: line(row.article), mark: line(row.mark) },
    stem: normalizeLines(row.stem),
    explanation: row.explanation === null ? null : normalizeLines(row.explanation) || null,
    options: row.options.map(({ text: words, right }) => ({ text: normalizeText(words), right })),
  };
}

const severity = z.enum(['error', 'warning']);

export const ImportView = z
  .object({
    rows: z.array(
      z.object({
        question: z.object({ ...question, options: z.array(z.object({ text: z.string(), right: z.boolean() })) }),
        topic: z.object({ code: z.string(), title: z.string() }).nullable(),
        faults: z.array(
          z.object({
            column: z.string().nullable(),
            code: z.string(),
            severity,
            message: z.string(),
            isOfFile: z.boolean().meta({ description: 'Do việc đọc tệp; sửa tay dòng ấy thì hết' }),
          }),
        ),
        alike: z.array(
          z.object({ code: z.string().nullable(), row: z.int().nullable(), stem: z.string(), percent: z.int() }),
        ),
        isKnown: z.boolean().meta({ description: 'Ngân hàng đã có mã này: dòng thành bản mới của câu ấy' }),
        isGood: z.boolean(),
      }),
    ),
    faults: z
      .array(
        z.object({
          row: z.int().nullable(),
          column: z.string().nullable(),
          code: z.string(),
          severity,
          message: z.string(),
        }),
      )
      .meta({ description: 'Lỗi của cả tệp, hoặc của câu không đọc được' }),
    written: z
      .object({ added: z.int(), reworded: z.int(), unchanged: z.int(), left: z.int() })
      .nullable()
      .meta({ description: 'null: mới chỉ xem' }),
  })
  .meta({ id: 'ImportView' });
export type ImportView = z.infer<typeof ImportView>;

const format = z.enum(BANK_FORMAT_NAMES as [(typeof BANK_FORMAT_NAMES)[number]]);

export const ExportQuery = z.strictObject({
  format,
  topic: z.string().max(LIMITS.codeLengthMax).optional(),
  subBank: z.string().max(LIMITS.codeLengthMax).optional(),
  status: z
    .enum(['draft', 'review', 'published', 'retired'])
    .optional()
    .meta({ description: 'Bỏ trống: mọi câu chưa ngừng dùng' }),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

export const TemplateQuery = z.strictObject({ format });
export type TemplateQuery = z.infer<typeof TemplateQuery>;

const alikeItem = z.object({
  code: z.string(),
  version: z.int(),
  status: z.enum(['draft', 'review', 'published', 'retired']),
  topic: z.string(),
  stem: z.string(),
  options: z.array(z.object({ text: z.string(), right: z.boolean() })),
});

export const NearDuplicatesView = z
  .object({ pairs: z.array(z.object({ percent: z.int(), first: alikeItem, second: alikeItem })) })
  .meta({ id: 'NearDuplicatesView' });
export type NearDuplicatesView = z.infer<typeof NearDuplicatesView>;

const code = z.string().min(1).max(LIMITS.codeLengthMax);

export const DifferentBody = z.strictObject({ first: code, second: code }).meta({ id: 'DifferentBody' });
export type DifferentBody = z.infer<typeof DifferentBody>;

export const AlikeBody = z
  .strictObject({
    code: code.nullable().meta({ description: 'Câu đang soạn; null khi là câu mới' }),
    stem: z.string().max(3 * LIMITS.itemTextLengthMax),
    options: z.array(z.string().max(3 * LIMITS.itemTextLengthMax)).max(LIMITS.optionsPerItemMax),
  })
  .meta({ id: 'AlikeBody' });
export type AlikeBody = z.infer<typeof AlikeBody>;

export const AlikeView = z
  .object({ alike: z.array(z.object({ code: z.string(), stem: z.string(), percent: z.int() })) })
  .meta({ id: 'AlikeView' });
export type AlikeView = z.infer<typeof AlikeView>;
