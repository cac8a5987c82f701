import { say, type Errand } from './errand.js';

/** Every errand with its sentence; its file is read only when it is asked for, so that each starts at once. */
const ERRANDS: Record<string, { says: string; load: () => Promise<Errand> }> = {
  prepare: {
    says: 'cập nhật cơ sở dữ liệu và nạp dữ liệu mẫu một lần',
    load: () => import('./prepare.command.js').then((file) => file.prepare),
  },
  migrate: {
    says: 'chỉ cập nhật cấu trúc cơ sở dữ liệu',
    load: () => import('./migrate.command.js').then((file) => file.migrateErrand),
  },
  'sign-in-links': {
    says: 'in liên kết đăng nhập một lần cho các tài khoản mẫu',
    load: () => import('./sign-in-links.command.js').then((file) => file.signInLinks),
  },
  'first-admin': {
    says: 'in liên kết một lần cho quản trị viên đầu tiên',
    load: () => import('./first-admin.command.js').then((file) => file.firstAdmin),
  },
  'remove-sample': {
    says: 'xóa toàn bộ dữ liệu mẫu',
    load: () => import('./remove-sample.command.js').then((file) => file.removeSample),
  },
  'check-contest': {
    says: 'kiểm tra cấu hình một cuộc thi và in thể lệ',
    load: () => import('./check-contest.command.js').then((file) => file.checkContest),
  },
  'make-contest': {
    says: 'tạo cuộc thi từ tệp cấu hình, ngân hàng câu hỏi và danh sách đơn vị (chạy thử nếu không có --apply)',
    load: () => import('./make-contest.command.js').then((file) => file.makeContest),
  },
  'import-units': {
    says: 'nhập cây đơn vị từ tệp CSV (chạy thử nếu không có --apply)',
    load: () => import('./import-units.command.js').then((file) => file.importUnits),
  },
  'import-bank': {
    says: 'nhập ngân hàng câu hỏi từ tệp GIFT (chạy thử nếu không có --apply)',
    load: () => import('./import-bank.command.js').then((file) => file.importBank),
  },
  'bank-report': {
    says: 'in bảng tổng hợp ngân hàng câu hỏi mẫu',
    load: () => import('./bank-report.command.js').then((file) => file.bankReportErrand),
  },
  'practice-bank': {
    says: 'chọn ngân hàng ôn luyện công khai của một cuộc thi',
    load: () => import('./practice-bank.command.js').then((file) => file.practiceBank),
  },
  'add-wording': {
    says: 'thêm cho một câu hỏi lời bằng tiếng khác',
    load: () => import('./add-media.command.js').then((file) => file.addWording),
  },
  'add-picture': {
    says: 'thêm ảnh cho một câu hỏi',
    load: () => import('./add-media.command.js').then((file) => file.addPicture),
  },
  'add-audio': {
    says: 'thêm tiếng đọc cho một câu hỏi',
    load: () => import('./add-media.command.js').then((file) => file.addAudio),
  },
  'extra-time': {
    says: 'cộng thêm thời gian làm bài cho một người dự thi',
    load: () => import('./extra-time.command.js').then((file) => file.extraTime),
  },
  'invite-managers': {
    says: 'mời đầu mối các đơn vị của một cuộc thi, ghi thư mời ra tệp (chạy thử nếu không có --out)',
    load: () => import('./invite-managers.command.js').then((file) => file.inviteManagers),
  },
  reconcile: {
    says: 'tính lại bảng xếp hạng và bảng đơn vị từ bài thi, so với số đang lưu',
    load: () => import('./reconcile.command.js').then((file) => file.reconcile),
  },
  'verify-audit': {
    says: 'kiểm tra nhật ký hệ thống có dòng nào bị sửa, bỏ hay chèn',
    load: () => import('./verify-audit.command.js').then((file) => file.verifyAuditErrand),
  },
  'export-report': {
    says: 'lập báo cáo của một cuộc thi thành tệp Word, Excel, PDF (--demo: trên một cuộc thi chạy lại)',
    load: () => import('./export-report.command.js').then((file) => file.exportReport),
  },
  backup: {
    says: 'sao lưu toàn bộ cơ sở dữ liệu tại một thời điểm, trong khi mọi người vẫn thi',
    load: () => import('./backup/backup.command.js').then((file) => file.backup),
  },
  'check-backup': {
    says: 'đọc trọn một bản sao lưu, kiểm tra mã kiểm và số dòng',
    load: () => import('./backup/check-backup.command.js').then((file) => file.checkBackup),
  },
  restore: {
    says: 'khôi phục cơ sở dữ liệu từ một bản sao lưu',
    load: () => import('./backup/restore.command.js').then((file) => file.restore),
  },
  'check-server': {
    says: 'đo máy chủ này và nói nó chịu được bao nhiêu người',
    load: () => import('./check-server.command.js').then((file) => file.checkServer),
  },
  'db-snapshot': {
    says: 'in cấu trúc cơ sở dữ liệu dạng SQL',
    load: () => import('./db-snapshot.command.js').then((file) => file.dbSnapshot),
  },
};

/** What the command line can be asked for. */
export const ERRAND_NAMES: readonly string[] = Object.keys(ERRANDS);

function list(): string {
  const width = Math.max(...Object.keys(ERRANDS).map((name) => name.length));
  const lines = Object.entries(ERRANDS).map(([name, { says }]) => `  ${name.padEnd(width)}  ${says}`);
  return `npm run -s cli -- <việc> [lựa chọn]\n${lines.join('\n')}\nXem lựa chọn của một việc: <việc> --help\n`;
}

/**
 * Does one errand.
 *
 * @returns the exit code: 0 done, 1 refused or found something wrong, 2 wrongly called
 */
export async function dispatch([name, ...args]: string[]): Promise<number> {
  if (name === '--help' || name === 'help') {
    process.stdout.write(list());
    return 0;
  }
  if (name === undefined || !Object.hasOwn(ERRANDS, name)) {
    process.stderr.write(`${name === undefined ? 'Chưa nêu việc cần làm.' : `Không có việc "${name}".`}\n${list()}`);
    return 2;
  }
  const errand = await ERRANDS[name]!.load();
  if (args.includes('--help')) {
    process.stdout.write(`${errand.usage}\n`);
    return 0;
  }
  const { explain } = await import('./explain.js');
  try {
    return await errand.run(args);
  } catch (error) {
    const { text, exitCode } = explain(error);
    say(text);
    return exitCode;
  }
}
