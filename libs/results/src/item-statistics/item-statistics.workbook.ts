import { formatDateTime } from '#domain';
import { writeHead, writeLine, type Column } from '../workbook.cells.js';
import type { WorkbookFile } from '../workbook.service.js';
import type { ItemFlag, ItemLine, RoundStatistics } from './item-statistics.service.js';

const FLAGS: Record<ItemFlag, string> = {
  jump: 'dễ hoặc khó đi rõ rệt so với đợt trước',
  negative: 'người điểm cao làm sai nhiều hơn',
  unused: 'có phương án không ai chọn',
};

const OPTIONS_MAX = 6;

const COLUMNS: Column<ItemLine>[] = [
  { title: 'Mã câu', width: 22, format: 'text', value: ({ code }) => code },
  { title: 'Lĩnh vực', width: 28, format: 'text', value: ({ topic }) => topic },
  { title: 'Câu hỏi', width: 60, format: 'text', value: ({ stem }) => stem },
  { title: 'Lượt', width: 10, format: 'count', value: ({ attempts }) => attempts },
  { title: 'Độ dễ', width: 10, format: 'percent', value: ({ facility }) => facility },
  { title: 'Độ lệch chuẩn', width: 10, format: 'percent', value: ({ standardDeviation }) => standardDeviation },
  { title: 'Chỉ số phân biệt', width: 10, format: 'points', value: ({ discrimination }) => discrimination },
  { title: 'Tương quan điểm nhị phân', width: 12, format: 'points', value: ({ pointBiserial }) => pointBiserial },
  { title: 'Điểm đoán mò', width: 10, format: 'percent', value: ({ randomGuess }) => randomGuess },
  ...Array.from({ length: OPTIONS_MAX }, (_, i): Column<ItemLine> => ({
    ...{ title: `Chọn ${String.fromCharCode(65 + i)}`, width: 9, format: 'count' },
    value: ({ options }) => options[i]?.chosen ?? null,
  })),
  { title: 'Không trả lời', width: 10, format: 'count', value: ({ unanswered }) => unanswered },
  {
    ...{ title: 'Cần xem', width: 40, format: 'text' },
    value: ({ flags }) => flags.map((flag) => FLAGS[flag]).join('; '),
  },
];

/** The items of a round as an Excel file with real numbers. @param now epoch ms */
export async function statisticsWorkbook(statistics: RoundStatistics, now: number): Promise<WorkbookFile> {
  const { Workbook } = (await import('exceljs')).default;
  const { contest, round, attempts, alpha, items } = statistics;
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('Câu hỏi');
  const reliability = alpha === null ? '' : ` Cronbach alpha: ${alpha.toFixed(3).replace('.', ',')}.`;
  writeHead(
    sheet,
    [
      `Thống kê câu hỏi: ${contest.title}, ${round.title}`,
      `Theo lượt thi đầu của mỗi người: ${attempts} lượt.${reliability} Lúc ${formatDateTime(now)}.`,
    ],
    COLUMNS,
  );
  for (const item of items) writeLine(sheet.addRow([]), item, COLUMNS);
  const bytes = Buffer.from(await workbook.xlsx.writeBuffer());
  return { name: `Thống kê câu hỏi - ${contest.title} - ${round.title}.xlsx`, bytes };
}
