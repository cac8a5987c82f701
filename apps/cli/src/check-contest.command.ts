import { leftToPeople, theLeText, type Regulations } from '#domain';
import { print, readArgs, say, type Errand } from './errand.js';
import { readRegulations } from './read-regulations.js';

/** Judges a file of regulations before anything is made from it, and prints the thể lệ that it amounts to. */
export const checkContest: Errand = {
  usage:
    'check-contest <tệp JSON>\n' +
    '  Kiểm tra cấu hình một cuộc thi. Đúng: in thể lệ, mã thoát 0; những điều phần mềm không tự làm được in ở stderr.\n' +
    '  Sai: in từng lỗi kèm vị trí, mã thoát 1.',
  async run(args) {
    const { positionals } = readArgs({ allowPositionals: true }, args);
    const regulations = readRegulations(positionals);
    if (regulations === null) return 1;
    print(theLeText(regulations).trimEnd());
    sayLeftToPeople(regulations);
    return 0;
  },
};

/** What the organizer has to do, since the server does not. */
export function sayLeftToPeople(regulations: Regulations): void {
  const left = leftToPeople(regulations);
  if (left.length > 0) say('Phần mềm chưa tự làm, ban tổ chức cần làm:');
  for (const { path, message } of left) say(`- ${message} (${path})`);
}
