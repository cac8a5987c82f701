import { z } from 'zod';
import { isoInstant, OPEN_COLUMNS, OPEN_TERMS, openTermsLine, LIMITS } from '#domain';
import { COLUMN_WORDS, type OpenDataDesk, type OpenDataFile, type ReportedContest } from '#results';
import { words } from '../attempts/key-correction.dto.js';
import { Sha256Hex } from '../awards/settlement.dto.js';

const whole = z.int().nonnegative();
const instant = z.string().meta({ format: 'date-time' });
const column = z.enum(OPEN_COLUMNS);

const fileFields = {
  columns: z.array(
    z.object({
      column,
      name: z.string().meta({ description: 'Tên cột trong tệp' }),
      english: z.string(),
      meaning: z.string(),
      englishMeaning: z.string(),
      toldRows: whole.meta({ description: 'Số dòng có giá trị ở cột này; các dòng khác đã gộp' }),
    }),
  ),
  terms: z.enum(OPEN_TERMS),
  termsLine: z.string(),
  dataHash: Sha256Hex,
  dictionaryHash: Sha256Hex,
  dataBytes: whole,
  dictionaryBytes: whole,
  attempts: whole.meta({ description: 'Lượt thi hợp lệ: số dòng và số đã bỏ' }),
  rows: whole,
  generalised: whole.meta({ description: 'Dòng cho biết ít hơn các cột có thể cho' }),
  suppressed: whole,
  sample: z.array(z.array(z.string())).meta({ description: 'Mười dòng rải đều trong tệp' }),
  madeAt: instant,
  publishedAt: instant.nullable(),
  withdrawnAt: instant.nullable(),
  withdrawReason: z.string().nullable(),
};

const contest = z.object({ slug: z.string(), title: z.string(), sample: z.boolean() });

export const OpenDataView = z
  .object({
    contest,
    personsMin: whole.meta({ description: 'Mỗi tổ hợp giá trị ứng với ít nhất bấy nhiêu người' }),
    file: z
      .object(fileFields)
      .nullable()
      .meta({ description: 'Tệp đang công khai, hoặc tệp đã thu hồi; null: chưa có' }),
  })
  .meta({ id: 'OpenDataView' });
export type OpenDataView = z.infer<typeof OpenDataView>;

export const OpenDataDeskView = z
  .object({
    contest,
    personsMin: whole,
    isOver: z.boolean(),
    attemptsOwed: z.boolean().meta({ description: 'Còn lượt thi chưa chấm' }),
    isSettled: z.boolean().meta({ description: 'Kết quả chính thức của cuộc thi, hoặc của mọi đợt, đã công bố' }),
    settlementOpen: z.boolean().meta({ description: 'Đang chốt kết quả' }),
    fixedColumns: z
      .array(column)
      .nullable()
      .meta({ description: 'Cột của tệp từng công khai: không công bố được cột khác' }),
    files: z.array(
      z.object({
        ...fileFields,
        id: z.uuid(),
        smallest: whole.nullable().meta({ description: 'Số người của tổ hợp nhỏ nhất' }),
        isStale: z.boolean().meta({ description: 'Số liệu đã thay đổi từ khi lập' }),
        withoutSettlement: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'OpenDataDeskView' });
export type OpenDataDeskView = z.infer<typeof OpenDataDeskView>;

export const PublishOpenDataBody = z
  .strictObject({
    dataHash: Sha256Hex.meta({ description: 'Mã băm của tệp mà người công bố đã xem' }),
    withoutSettlement: z
      .boolean()
      .default(false)
      .meta({ description: 'Xác nhận cuộc thi không chốt kết quả trên hệ thống' }),
  })
  .meta({ id: 'PublishOpenDataBody' });
export type PublishOpenDataBody = z.infer<typeof PublishOpenDataBody>;

export const WithdrawOpenDataBody = z
  .strictObject({ reason: words.meta({ description: 'Vì sao thu hồi; công khai' }) })
  .meta({ id: 'WithdrawOpenDataBody' });
export type WithdrawOpenDataBody = z.infer<typeof WithdrawOpenDataBody>;

export const OpenDataFileId = z.uuid();

export function openDataView({
  contest: of,
  file,
}: {
  contest: ReportedContest;
  file: OpenDataFile | null;
}): OpenDataView {
  return { ...headOf(of), file: file && fileView(file) };
}

export function openDataDeskView(desk: OpenDataDesk): OpenDataDeskView {
  const { isOver, attemptsOwed, isSettled, settlementOpen, fixedColumns } = desk;
  return {
    ...headOf(desk.contest),
    ...{ isOver, attemptsOwed, isSettled, settlementOpen, fixedColumns },
    files: desk.files.map((file) => ({
      ...fileView(file),
      ...{ id: file.id, isStale: file.isStale, withoutSettlement: file.withoutSettlement },
      smallest: file.summary.smallest,
    })),
  };
}

const headOf = ({ slug, title, sample }: ReportedContest) => ({
  contest: { slug, title, sample },
  personsMin: LIMITS.openDataPersonsMin,
});

function fileView(file: OpenDataFile) {
  const { terms, termsText, dataHash, dictionaryHash, withdrawReason, summary } = file;
  const { attempts, rows, generalised, suppressed, sample, dataBytes, dictionaryBytes, told } = summary;
  const instantOf = (ms: number | null) => (ms === null ? null : isoInstant(ms));
  return {
    columns: file.columns.map((one) => ({ column: one, ...COLUMN_WORDS[one], toldRows: told[one] ?? 0 })),
    ...{ terms, termsLine: openTermsLine(terms, termsText), dataHash, dictionaryHash, dataBytes, dictionaryBytes },
    ...{ attempts, rows, generalised, suppressed, sample, withdrawReason },
    madeAt: isoInstant(file.madeAt),
    publishedAt: instantOf(file.publishedAt),
    withdrawnAt: instantOf(file.withdrawnAt),
  };
}
