import { formatCount } from '#domain';
import { print, readArgs, Refusal, type Errand } from '../errand.js';
import { checkArchive } from './archive.js';

/** Reads a backup whole, without any database. */
export const checkBackup: Errand = {
  usage:
    'check-backup --from <thư mục của bản sao lưu>\n' +
    '  Đọc trọn bản sao lưu: mã kiểm của từng tệp, số dòng của từng bảng. In số dòng của từng bảng;\n' +
    '  mã thoát 0 nếu trọn vẹn, 1 nếu có tệp thiếu, hỏng hay bị sửa.',
  async run(args) {
    const { values } = readArgs({ options: { from: { type: 'string' } } }, args);
    if (values.from === undefined) throw new Refusal('Phải nêu --from <thư mục của bản sao lưu>.', 2);
    const { manifest, bytes } = await checkArchive(values.from);
    for (const { table, rows } of manifest.tables) print(`${table.padEnd(28)} ${formatCount(rows).padStart(12)}`);
    print(`Trọn vẹn: ảnh lúc ${manifest.takenAt}, ${formatCount(bytes)} byte.`);
    return 0;
  },
};
