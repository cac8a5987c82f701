import { print, readArgs, type Errand } from './errand.js';
import { bankReport } from './sample/bank-report.js';
import { BANK_READ_ON, readSeedBank } from './sample/seeds.js';

/** Prints the figures of docs/question-bank.md. */
export const bankReportErrand: Errand = {
  usage: 'bank-report\n  In bảng tổng hợp ngân hàng câu hỏi mẫu dạng Markdown, kèm 10.000 đề thử mỗi tuần.',
  async run(args) {
    readArgs({}, args);
    print(bankReport(readSeedBank().items, { today: BANK_READ_ON, papers: 10_000 }));
    return 0;
  },
};
