import { migrate } from '#database';
import { print, readArgs, type Errand } from './errand.js';
import { asOwner } from './owner.js';

/** Brings the schema up to date and says what ran. */
export const migrateErrand: Errand = {
  usage: 'migrate\n  Chạy các bước cập nhật cấu trúc còn thiếu; hai chương trình chạy cùng lúc thì chờ nhau.',
  async run(args) {
    readArgs({ options: {} }, args);
    const names = await asOwner(({ dataSource }) => migrate(dataSource));
    print(names.length === 0 ? 'Không có bước nào còn thiếu.' : names.join('\n'));
    return 0;
  },
};
