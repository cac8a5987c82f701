import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatCount } from '#domain';
import { required, Secrets } from '#platform';
import { print, readArgs, Refusal, say, step, type Errand } from '../errand.js';
import { asOwner } from '../owner.js';
import { checkArchive, KEYS_FILE, type Manifest } from './archive.js';
import { lookAt, putBack, stepsOf } from './put-back.js';
import { addKeys, openKeys, readPassphrase } from './sealed-keys.js';

/** Puts a backup into a database, after it was read whole. */
export const restore: Errand = {
  usage:
    'restore --from <thư mục của bản sao lưu> [--dry-run] [--replace <tên cơ sở dữ liệu>] [--passphrase-file <tệp>]\n' +
    '  --dry-run          chỉ đọc trọn bản sao lưu và xem cơ sở dữ liệu đích, không ghi gì\n' +
    '  --replace          cho phép xóa dữ liệu đang có; phải viết đúng tên cơ sở dữ liệu để xác nhận\n' +
    '  --passphrase-file  mở các khóa đi kèm bản sao lưu và thêm vào tệp khóa của máy này\n' +
    '  Không có --replace thì chỉ khôi phục vào cơ sở dữ liệu trống. Phải dừng api và worker trước.\n' +
    '  Các dòng được nạp trong một giao dịch: dừng giữa chừng thì không có dòng nào, chạy lại là được.',
  async run(args) {
    const text = { type: 'string' } as const;
    const options = { from: text, replace: text, 'passphrase-file': text, 'dry-run': { type: 'boolean' } } as const;
    const { values } = readArgs({ options }, args);
    const { from } = values;
    if (from === undefined) throw new Refusal('Phải nêu --from <thư mục của bản sao lưu>.', 2);
    const phrase = values['passphrase-file'] === undefined ? null : readPassphrase(values['passphrase-file']);
    const { manifest } = await step('Bản sao lưu trọn vẹn', () => checkArchive(from));
    stepsOf(manifest);
    const keys = phrase === null ? null : openKeys(sealedKeys(from), phrase);

    return asOwner(async ({ dataSource, env }) => {
      const target = await lookAt(dataSource);
      if (target.inUseBy.length > 0)
        throw new Refusal(`Hãy dừng ${target.inUseBy.join(' và ')} trước: đang nối vào "${target.database}".`);
      const isFilled = target.filled.length > 0;
      if (isFilled && values.replace !== target.database)
        throw new Refusal(
          `Cơ sở dữ liệu "${target.database}" đang có dữ liệu (${target.filled.slice(0, 5).join(', ')}…). Chưa ghi gì. Muốn xóa để thay bằng bản sao lưu: thêm --replace ${target.database}`,
        );
      const secretsFile = required(env, 'SECRETS_FILE');
      if (values['dry-run']) {
        sayKeys(manifest, Secrets.fromFile(secretsFile), keys !== null);
        print(
          `Khôi phục được vào "${target.database}" (${isFilled ? 'xóa dữ liệu đang có' : 'đang trống'}). Chưa ghi gì.`,
        );
        return 0;
      }
      await step('Đã khôi phục', () => putBack(dataSource, from, manifest, isFilled, say));
      if (keys !== null) {
        const added = addKeys(secretsFile, keys);
        say(
          added.length === 0
            ? 'Máy này đã có đủ khóa.'
            : `Đã thêm khóa ${added.join(', ')}; tệp cũ: ${secretsFile}.before`,
        );
      }
      sayKeys(manifest, Secrets.fromFile(secretsFile), false);
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
      print(`Đã khôi phục ${formatCount(rows)} dòng vào "${target.database}", như lúc ${manifest.takenAt}.`);
      return 0;
    });
  },
};

function sealedKeys(from: string): Buffer {
  try {
    return readFileSync(join(from, KEYS_FILE));
  } catch {
    throw new Refusal('Bản sao lưu này không kèm khóa: hãy bỏ --passphrase-file và chép tệp khóa đã cất riêng.');
  }
}

/** Without these keys receipts are not recognised, and what is encrypted cannot be read. */
function sayKeys({ keyIds }: Manifest, own: Secrets, comeAlong: boolean): void {
  const known = new Set(Object.values(own.fingerprints).flat());
  const missing = Object.values(keyIds)
    .flat()
    .filter((id) => !known.has(id));
  if (missing.length === 0 || comeAlong) return;
  say(
    `CHÚ Ý: máy này thiếu khóa ${missing.join(', ')}. Biên nhận cũ và dữ liệu đã mã hóa chưa dùng được: hãy chép tệp khóa đã cất riêng, hoặc dùng --passphrase-file.`,
  );
}
