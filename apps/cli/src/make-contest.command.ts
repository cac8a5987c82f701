import { readFileSync } from 'node:fs';
import type { EntityManager } from 'typeorm';
import { BankService } from '#bank';
import { ContestService, readInvitedList, type ContestDraft, type InvitedRow, type InvitedUnit } from '#contests';
import { run, statement } from '#database';
import { DomainError, formatCount, LIMITS, localDay, serverRules, type Regulations } from '#domain';
import { readTableFile } from '#platform';
import { sayLeftToPeople } from './check-contest.command.js';
import { applyOrTakeBack } from './dry-run.js';
import { print, readArgs, Refusal, say, type Errand } from './errand.js';
import { asOwner } from './owner.js';
import { readRegulations } from './read-regulations.js';

/** A bank by its code. $1 code. Index: bank_code_key. */
const bankOfCode = statement<{ id: number }>('cli.bank-of-code', `SELECT id FROM bank WHERE code = $1`);

/** The units that stand today, by their codes. $1 text[] codes. Index: unit_code_key. */
const livingUnits = statement<{ code: string; valid_from: string }>(
  'cli.living-units',
  `SELECT code, to_char(valid_from, 'YYYY-MM-DD') AS valid_from
     FROM unit WHERE code = ANY($1::text[]) AND valid_to IS NULL`,
);

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
      const made = await applyOrTakeBack(dataSource, apply, (manager) =>
        make(manager, { regulations, bank, invited, publish }),
      ).catch(explainFaults);
      if (made === null) return 1;
      const { rounds, invitedCount } = made;
      for (const { title, questions, pool } of rounds)
        print(`${title}: đề ${questions} câu, lấy từ ${formatCount(pool)} câu.`);
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

async function make(
  manager: EntityManager,
  wish: { regulations: Regulations; bank: string; invited: readonly InvitedRow[]; publish: boolean },
) {
  const { regulations, publish } = wish;
  const [bank] = await run(manager, bankOfCode, [wish.bank]);
  if (!bank) throw new Refusal(`Không có ngân hàng câu hỏi mang mã ${wish.bank}.`);
  const units = await findUnits(manager, wish.invited);
  const { rounds, ...rest } = serverRules(regulations);
  const draft: ContestDraft = { ...rest, bankId: bank.id, sample: false, regulations, rounds: [] };
  for (const round of rounds) {
    // On all days of the round, so that nobody is asked what the law says no more.
    const days = { first: localDay(round.opensAt), last: localDay(round.closesAt - 1) };
    const pool = await new BankService().publishedPool(manager, bank.id, { subBank: round.rules.paper.subBank, days });
    draft.rounds.push({ ...round, pool });
  }
  const contests = new ContestService();
  const contestId = await contests.create(manager, draft);
  const invitedCount = await contests.inviteUnits(manager, contestId, units);
  if (publish) await contests.publish(manager, contestId);
  return {
    invitedCount,
    rounds: draft.rounds.map(({ title, rules, pool }) => ({
      title,
      questions: rules.paper.blueprint.reduce((sum, { count }) => sum + count, 0),
      pool: pool.length,
    })),
  };
}

async function readList(path: string): Promise<InvitedRow[]> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new Refusal(`Không đọc được tệp ${path}: ${(error as Error).message}`);
  }
  const { rows, faults } = readInvitedList(await readTableFile(bytes, LIMITS.invitationRowsMax));
  for (const { row, message } of faults) print(`dòng ${row}: ${message}`);
  if (faults.length > 0) throw new Refusal(`Danh sách đơn vị có ${faults.length} lỗi: chưa tạo cuộc thi.`);
  if (rows.length === 0) throw new Refusal('Danh sách không có đơn vị nào.');
  return rows;
}

async function findUnits(manager: EntityManager, invited: readonly InvitedRow[]): Promise<InvitedUnit[]> {
  const found = await run(manager, livingUnits, [invited.map(({ code }) => code)]);
  const since = new Map(found.map(({ code, valid_from }) => [code, valid_from]));
  const unknown = invited.filter(({ code }) => !since.has(code));
  for (const { row, code } of unknown) print(`dòng ${row}: cây đơn vị không có đơn vị mang mã ${code} đang hoạt động.`);
  if (unknown.length > 0) throw new Refusal(`Danh sách đơn vị có ${unknown.length} lỗi: chưa tạo cuộc thi.`);
  return invited.map(({ code, headcount }) => ({
    code,
    validFrom: since.get(code)!,
    headcount,
    headcountNote: headcount === null ? null : 'Theo danh sách mời',
  }));
}

/** What the bank cannot serve shows only when the contest is made: told like the faults of the file. */
function explainFaults(error: unknown): null {
  if (!(error instanceof DomainError) || error.code !== 'IMPOSSIBLE_RULES') throw error;
  const faults = Object.entries(error.details);
  for (const [path, message] of faults) print(`${path}: ${String(message)}`);
  say(`${faults.length} lỗi.`);
  return null;
}
