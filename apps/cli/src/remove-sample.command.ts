import { createInterface } from 'node:readline/promises';
import { formatCount } from '#domain';
import { print, readArgs, Refusal, say, type Errand } from './errand.js';
import { asOwner } from './owner.js';
import { removeSampleData } from './sample/remove.js';

/** Takes the sample data away, all of them in one transaction. */
export const removeSample: Errand = {
  usage: 'remove-sample [--yes]\n  Xóa toàn bộ dữ liệu mẫu và in số dòng đã xóa của từng bảng.\n  --yes  không hỏi lại',
  async run(args) {
    const { values } = readArgs({ options: { yes: { type: 'boolean' } } }, args);
    if (!values.yes) await confirm();
    const removal = await asOwner(({ dataSource }) => dataSource.transaction(removeSampleData));
    if (removal.inTheWay > 0) {
      throw new Refusal(
        `${formatCount(removal.inTheWay)} tài khoản mẫu đang dự cuộc thi thật: chưa xóa gì. Hãy xóa các cuộc thi ấy hoặc giữ lại dữ liệu mẫu.`,
      );
    }
    for (const { table, rows } of removal.tables) print(`${table.padEnd(18)} ${formatCount(rows).padStart(9)}`);
    const total = removal.tables.reduce((sum, { rows }) => sum + rows, 0);
    print(`${'tổng cộng'.padEnd(18)} ${formatCount(total).padStart(9)}`);
    const { units, banks } = removal.kept;
    if (units + banks > 0)
      say(`Giữ lại ${formatCount(units)} đơn vị và ${banks} ngân hàng câu hỏi vì cuộc thi thật đang dùng.`);
    return 0;
  },
};

async function confirm(): Promise<void> {
  if (!process.stdin.isTTY)
    throw new Refusal('Việc này xóa dữ liệu nên phải hỏi lại; không có bàn phím thì thêm --yes.');
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question('Xóa toàn bộ dữ liệu mẫu? Gõ "xoa" để đồng ý: ');
  prompt.close();
  if (answer.trim() !== 'xoa') throw new Refusal('Không xóa gì cả.');
}
