import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { publishedPrizes } from '#awards';
import { FILE_FORMATS, writeReport } from '#documents';
import type { ReportData } from '#domain';
import { FixedClock } from '#platform';
import { ContestReader, ReportReader, UnitRankingService } from '#results';
import { print, readArgs, Refusal, step, type Errand } from './errand.js';
import { asOwner, databaseTime } from './owner.js';

/** Writes the report of a contest, phase or round as Word, Excel and PDF files. */
export const exportReport: Errand = {
  usage:
    'export-report --contest <tên trong địa chỉ> --out <thư mục> [--round <số đợt> | --phase <số giai đoạn>]\n' +
    'export-report --demo --out <thư mục>\n' +
    '  --out   nơi ghi report.docx, report.xlsx, report.pdf\n' +
    '  --demo  chạy lại cuộc thi năm 2019 với 2.000 lượt trên dữ liệu tạm, rồi lập báo cáo của cuộc thi đó',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = readArgs({ options: { contest: text, out: text, round: text, phase: text } }, args);
    const { contest: slug, out } = values;
    if (slug === undefined || out === undefined) throw new Refusal('Phải nêu --contest và --out.', 2);
    const [round, phase] = [numberOf(values.round), numberOf(values.phase)];
    const scope = round !== undefined ? 'round' : phase !== undefined ? 'phase' : 'contest';
    return asOwner(async ({ dataSource }) => {
      const clock = new FixedClock((await databaseTime(dataSource)).now);
      const contests = new ContestReader(dataSource);
      const reader = new ReportReader(dataSource, contests, new UnitRankingService(dataSource, clock), clock);
      const { id } = await contests.bySlug(slug);
      const figures = await step('Số liệu', () => reader.read(id, { scope, round, phase, tellsItems: true }));
      const data: ReportData = { ...figures, prizes: await publishedPrizes(dataSource.manager, id, figures.field) };
      await mkdir(out, { recursive: true });
      for (const format of FILE_FORMATS) {
        const file = join(out, `report.${format}`);
        await step(file, () => writeFile(file, (write) => writeReport(data, format, write)));
        print(file);
      }
      return 0;
    });
  },
};

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new Refusal(`Không phải số của một đợt hay giai đoạn: ${text}`, 2);
  return Number(text);
}

async function writeFile(
  path: string,
  make: (write: (chunk: Uint8Array) => Promise<void>) => Promise<unknown>,
): Promise<void> {
  const file = createWriteStream(path);
  const written = finished(file);
  await make(
    (chunk) => new Promise((resolve, reject) => file.write(chunk, (error) => (error ? reject(error) : resolve()))),
  );
  file.end();
  await written;
}
