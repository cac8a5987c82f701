import { checkRegulations, leftToPeople, theLeText } from '#domain';
import { print, readArgs, Refusal, say, type Errand } from './errand.js';
import { readInput } from './read-input.js';

/** Judges a file of regulations before anything is made from it, and prints the thể lệ that it amounts to. */
export const checkContest: Errand = {
  usage:
    'check-contest <tệp JSON>\n' +
    '  Kiểm tra cấu hình một cuộc thi. Đúng: in thể lệ, mã thoát 0; những điều phần mềm không tự làm được in ở stderr.\n' +
    '  Sai: in từng lỗi kèm vị trí, mã thoát 1.',
  async run(args) {
    const { positionals } = readArgs({ allowPositionals: true }, args);
    const { regulations, faults } = checkRegulations(parse(readInput(positionals)));
    if (regulations === null) {
      for (const { path, code, message } of faults) print(`${path === '' ? '(cả tệp)' : path}: ${message} [${code}]`);
      say(`${faults.length} lỗi.`);
      return 1;
    }
    print(theLeText(regulations).trimEnd());
    const left = leftToPeople(regulations);
    if (left.length > 0) say('Phần mềm chưa tự làm, ban tổ chức cần làm:');
    for (const { path, message } of left) say(`- ${message} (${path})`);
    return 0;
  },
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text.normalize('NFC')) as unknown;
  } catch (error) {
    throw new Refusal(`Tệp không phải JSON: ${(error as Error).message}`);
  }
}
