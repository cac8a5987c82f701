import { readdirSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { formatCount } from '#domain';
import { required, Secrets } from '#platform';
import { print, readArgs, Refusal, say, step, type Errand } from '../errand.js';
import { asOwner, databaseTime } from '../owner.js';
import { checkArchive, KEYS_FILE, SUMS_FILE } from './archive.js';
import { readPassphrase, sealKeys } from './sealed-keys.js';
import { takeBackup } from './take.js';

const FOLDER = /^cchc-\d{8}T\d{6}\.\d{3}Z$/;

/** Takes a backup and reads it back whole before it says so. */
export const backup: Errand = {
  usage:
    'backup --out <thư mục> [--keep <số bản>] [--passphrase-file <tệp>]\n' +
    '  --out              nơi đặt bản sao lưu; mỗi bản là một thư mục cchc-<ngày>T<giờ>Z\n' +
    '  --keep             giữ lại chừng ấy bản mới nhất trong thư mục, xóa các bản cũ hơn\n' +
    '  --passphrase-file  kèm các khóa ký và khóa mã hóa, khóa lại bằng câu mật khẩu ở dòng đầu của tệp này;\n' +
    '                     không có thì phải tự cất tệp khóa riêng, vì thiếu khóa là không đọc được dữ liệu đã mã hóa\n' +
    '  Không cần dừng: bản sao lưu là ảnh của cơ sở dữ liệu tại một thời điểm. Viết xong, đọc lại trọn vẹn rồi mới báo.\n' +
    '  In thư mục của bản sao lưu; mã thoát 0 nếu trọn vẹn. Khi dừng giữa chừng không để lại bản nào: chạy lại.',
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = readArgs({ options: { out: text, keep: text, 'passphrase-file': text } }, args);
    if (values.out === undefined) throw new Refusal('Phải nêu --out <thư mục>.', 2);
    const keep = keepOf(values.keep);
    const phrase = values['passphrase-file'] === undefined ? null : readPassphrase(values['passphrase-file']);
    const out = resolve(values.out);
    await mkdir(out, { recursive: true, mode: 0o700 });

    return asOwner(async ({ dataSource, env }) => {
      const secretsFile = required(env, 'SECRETS_FILE');
      const { now } = await databaseTime(dataSource);
      const folder = join(out, `cchc-${new Date(now).toISOString().replace(/[-:]/g, '')}`);
      const manifest = await step('Đã viết', () =>
        takeBackup(dataSource, folder, {
          keyIds: Secrets.fromFile(secretsFile).fingerprints,
          extra: phrase === null ? {} : { [KEYS_FILE]: sealKeys(secretsFile, phrase) },
        }),
      ).catch(noRoom);
      const { bytes } = await step('Đã đọc lại', () => checkArchive(folder));
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      say(`${formatCount(rows)} dòng, ${formatCount(Math.ceil(bytes / 1e6))} MB, ảnh lúc ${manifest.takenAt}`);
      if (phrase === null) say(`Bản này không có khóa: hãy cất riêng một bản của ${secretsFile}.`);
      if (keep !== null) removeOld(out, keep);
      print(folder);
      return 0;
    });
  },
};

function keepOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new Refusal('--keep phải là số bản, từ 1.', 2);
  return Number(text);
}

function noRoom(error: NodeJS.ErrnoException): never {
  if (error.code === 'ENOSPC') throw new Refusal('Hết chỗ trên đĩa: không để lại bản nào. Hãy dọn chỗ rồi chạy lại.');
  throw error;
}

/** Only what is named and finished as our own. */
function removeOld(out: string, keep: number): void {
  const whole = readdirSync(out).filter(
    (name) => FOLDER.test(name) && readdirSync(join(out, name)).includes(SUMS_FILE),
  );
  for (const name of whole.sort().slice(0, -keep)) {
    rmSync(join(out, name), { recursive: true });
    say(`Đã xóa bản cũ ${name}`);
  }
}
