import { closeSync, existsSync, openSync, rmSync, writeFileSync } from 'node:fs';
import {
  contestThatInvites,
  INVITATION_FORMATS,
  inviteUnits,
  planFor,
  readInvitationList,
  writeInvitations,
  type InvitationFault,
  type InvitationFormat,
} from '#identity';
import { required, Secrets } from '#platform';
import { print, readArgs, Refusal, step, type Errand } from './errand.js';
import { asOwner } from './owner.js';
import { readTable } from './read-input.js';

/** Invites the managers of a contest's units and writes their letters into a file. */
export const inviteManagers: Errand = {
  usage:
    'invite-managers <mã cuộc thi> [danh sách.xlsx|.csv] [--all-units] [--out <tệp.pdf|.xlsx|.txt>]\n' +
    '  danh sách    có cột “Mã đơn vị”; “Họ tên”, “Số điện thoại”, “Phó” nếu có\n' +
    '  --all-units  mời mọi đơn vị của cuộc thi chưa có thư mời, thay cho danh sách\n' +
    '  --out        tệp thư mời sẽ ghi; không có thì chỉ chạy thử',
  async run(args) {
    const { values, positionals } = readArgs(
      { allowPositionals: true, options: { 'all-units': { type: 'boolean' }, out: { type: 'string' } } },
      args,
    );
    const [slug, list, ...others] = positionals;
    const { 'all-units': isForAll = false, out } = values;
    if (slug === undefined || others.length > 0 || isForAll === (list !== undefined))
      throw new Refusal('Hãy nêu mã cuộc thi, rồi một danh sách hoặc --all-units.', 2);
    const format = formatOf(out);
    const { rows, faults } =
      list === undefined ? { rows: 'all_units' as const, faults: [] } : readInvitationList(await readTable(list));
    return asOwner(async ({ dataSource, env }) => {
      const contest = await contestThatInvites(dataSource.manager, slug);
      const plan = await planFor(dataSource.manager, contest.id, rows);
      refuseFaults([...faults, ...plan.faults]);
      if (out === undefined || format === null) {
        print(`${plan.wanted.length} thư mời sẽ tạo, ${plan.existing} dòng đã có thư mời.`);
        print('Chạy thử, chưa ghi gì. Thêm --out <tệp.pdf|.xlsx|.txt> để tạo.');
        return 0;
      }
      const secrets = Secrets.fromFile(required(env, 'SECRETS_FILE'));
      const desk = { secrets, publicUrl: env.PUBLIC_URL, write: writeInvitations };
      const by = { actorId: null, requestId: null };
      // Opened first: secrets are told once, so a file that cannot be written must stop it. For the eyes of its owner alone.
      const file = openSync(out, 'wx', 0o600);
      const work = () => inviteUnits(dataSource, desk, contest, rows, format, by);
      const { bytes, made, existing } = await step('Tạo thư mời', work).catch((error: unknown) => {
        rmSync(out);
        throw error;
      });
      writeFileSync(file, bytes);
      closeSync(file);
      print(`${made} thư mời trong ${out}, ${existing} dòng đã có thư mời. Tệp này chỉ có một: hãy giữ kín.`);
      return 0;
    });
  },
};

/** @throws Refusal when the file cannot be made: before any invitation is, since their secrets are told only once */
function formatOf(out: string | undefined): InvitationFormat | null {
  if (out === undefined) return null;
  if (existsSync(out)) throw new Refusal(`Tệp ${out} đã có.`);
  const format = INVITATION_FORMATS.find((ending) => out.endsWith(`.${ending}`));
  if (!format) throw new Refusal('--out phải là tệp .pdf, .xlsx hoặc .txt.', 2);
  return format;
}

function refuseFaults(faults: readonly InvitationFault[]): void {
  for (const { row, message } of faults) print(`dòng ${row}: ${message}`);
  if (faults.length > 0) throw new Refusal(`Danh sách có ${faults.length} lỗi: chưa tạo thư mời nào.`);
}
