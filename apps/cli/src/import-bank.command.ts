import { BankService, checkedItemOf, draftItems, readGift } from '#bank';
import { checkBank, localDay } from '#domain';
import { applyOrTakeBack } from './dry-run.js';
import { print, readArgs, Refusal, type Errand } from './errand.js';
import { asOwner, databaseTime } from './owner.js';
import { readInput } from './read-input.js';

/** Brings a bank to what a GIFT file says. */
export const importBank: Errand = {
  usage:
    'import-bank <tệp.gift> --bank <mã> [--title <tên>] [--apply]\n' +
    '  --bank   mã của ngân hàng câu hỏi, mới hoặc đã có\n' +
    '  --title  tên của ngân hàng (mặc định: mã)\n' +
    '  --apply  ghi vào cơ sở dữ liệu; không có thì chỉ chạy thử\n' +
    '  Có câu bị từ chối thì không câu nào được ghi.',
  async run(args) {
    const { values, positionals } = readArgs(
      {
        allowPositionals: true,
        options: { bank: { type: 'string' }, title: { type: 'string' }, apply: { type: 'boolean' } },
      },
      args,
    );
    const { bank: bankCode, apply = false } = values;
    if (bankCode === undefined || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(bankCode))
      throw new Refusal('Phải nêu --bank <mã>, gồm chữ thường không dấu, chữ số và dấu gạch nối.', 2);
    const gift = readGift(readInput(positionals));
    return asOwner(async ({ dataSource }) => {
      const today = localDay((await databaseTime(dataSource)).now);
      const { drafts, refused } = draftItems(gift.items, today);
      const all = [...gift.refused, ...refused].sort((a, b) => a.line - b.line);
      for (const { line, message } of all) print(`dòng ${line}: ${message}`);
      if (all.length > 0) throw new Refusal(`${all.length} câu bị từ chối: chưa nhập gì.`);
      printWarnings(checkBank(gift.items.map(checkedItemOf), today));
      const items = { bankCode, bankTitle: values.title ?? bankCode, sample: false, items: drafts };
      const counts = await applyOrTakeBack(dataSource, apply, (manager) =>
        new BankService().importItems(manager, items),
      );
      const { added, reworded, rekeyed, moved, unchanged } = counts;
      print(
        `${drafts.length} câu trong tệp: ${added} mới, ${reworded} sửa lời, ${rekeyed} sửa đáp án hoặc giải thích, ` +
          `${moved} đổi chủ đề hoặc trạng thái, ${unchanged} giữ nguyên.`,
      );
      if (!apply) print('Chạy thử, chưa ghi gì. Thêm --apply để ghi.');
      return 0;
    });
  },
};

/** Warnings keep no question out; they are for the eye of who answers for the bank. */
function printWarnings({ items, faults }: ReturnType<typeof checkBank>): void {
  for (const { id, faults: own } of items) for (const { message } of own) print(`nên xem lại ${id}: ${message}`);
  for (const { message, ids } of faults)
    print(`nên xem lại${ids.length > 0 ? ` ${ids.join(', ')}` : ' cả ngân hàng'}: ${message}`);
}
