import { BankService } from '#bank';
import { bankIdOf, ContestService, findUnits, makeContest as make, readInvitedList, type InvitedRow } from '#contests';
import { DomainError, formatCount } from '#domain';
import { sayLeftToPeople } from './check-contest.command.js';
import { applyOrTakeBack } from './dry-run.js';
import { print, readArgs, Refusal, say, type Errand } from './errand.js';
import { asOwner } from './owner.js';
import { readTable } from './read-input.js';
import { readRegulations } from './read-regulations.js';

/** Makes a contest from a file of regulations, a bank and a list of units: a draft, or open to everybody. */
export const makeContest: Errand = {
  usage:
    'make-contest <tệp JSON> --bank <mã ngân hàng> --units <danh sách.xlsx|.csv> [--publish] [--apply]\n' +
    '  tệp JSON   cấu hình cuộc thi, như check-contest\n' +
    '  --units    có cột “Mã đơn vị”; “Số người” nếu biết\n' +
    '  --publish  mở cho mọi người xem; không có thì cuộc thi là bản nháp\n' +
    '  --apply    ghi; không có thì chỉ chạy thử',
  async run(args) {
    const { values, positionals } = readArgs(
      {
        allowPositionals: true,
        options: {
          bank: { type: 'string' },
          units: { type: 'string' },
          publish: { type: 'boolean', default: false },
          apply: { type: 'boolean', default: false },
        },
      },
      args,
    );
    const { bank, units, publish = false, apply = false } = values;
    if (bank === undefined || units === undefined) throw new Refusal('Phải nêu --bank và --units.', 2);
    const regulations = readRegulations(positionals);
    if (regulations === null) return 1;
    const invited = await readList(units);
    return asOwner(async ({ dataSource }) => {
      const contests = new ContestService();
      const questions = new BankService();
      const compose = { contests, poolOf: questions.publishedPool.bind(questions) };
      const made = await applyOrTakeBack(dataSource, apply, async (manager) => {
        const bankId = await bankIdOf(manager, bank);
        const found = await findUnits(manager, invited);
        refuseMissing(invited, found.missing);
        const one = await make(manager, { regulations, bankId, invited: found.units }, compose);
        if (publish) await contests.publish(manager, one.contestId);
        return one;
      }).catch(explainFaults);
      if (made === null) return 1;
      const { rounds, invitedCount } = made;
      for (const one of rounds) print(`${one.title}: đề ${one.questions} câu, lấy từ ${formatCount(one.pool)} câu.`);
      print(`${formatCount(invitedCount)} đơn vị được mời.`);
      sayLeftToPeople(regulations);
      print(
        apply
          ? `Đã tạo cuộc thi ${regulations.slug}${publish ? ', mọi người đã xem được' : ' (bản nháp)'}.`
          : 'Chạy thử, chưa ghi gì. Thêm --apply để ghi.',
      );
      return 0;
    });
  },
};

async function readList(path: string): Promise<InvitedRow[]> {
  const { rows, faults } = readInvitedList(await readTable(path));
  for (const { row, message } of faults) print(`dòng ${row}: ${message}`);
  if (faults.length > 0) throw new Refusal(`Danh sách đơn vị có ${faults.length} lỗi: chưa tạo cuộc thi.`);
  if (rows.length === 0) throw new Refusal('Danh sách không có đơn vị nào.');
  return rows;
}

function refuseMissing(invited: readonly InvitedRow[], missing: readonly string[]): void {
  for (const { row, code } of invited)
    if (missing.includes(code)) print(`dòng ${row}: cây đơn vị không có đơn vị mang mã ${code} đang hoạt động.`);
  if (missing.length > 0) throw new Refusal(`Danh sách đơn vị có ${missing.length} lỗi: chưa tạo cuộc thi.`);
}

/** What the bank cannot serve shows only when the contest is made: told like the faults of the file. */
function explainFaults(error: unknown): null {
  if (!(error instanceof DomainError)) throw error;
  if (error.code === 'BANK_NOT_FOUND')
    throw new Refusal(`Không có ngân hàng câu hỏi mang mã ${String(error.details['code'])}.`);
  if (error.code !== 'IMPOSSIBLE_RULES') throw error;
  const faults = Object.entries(error.details);
  for (const [path, message] of faults) print(`${path}: ${String(message)}`);
  say(`${faults.length} lỗi.`);
  return null;
}
