import { readSchema } from '#database';
import { readArgs, type Errand } from './errand.js';
import { asOwner } from './owner.js';

/** Prints the schema that the migrations make, to be committed and reviewed as a diff. */
export const dbSnapshot: Errand = {
  usage: 'db-snapshot > libs/database/src/schema.sql\n  In cấu trúc của cơ sở dữ liệu đã cập nhật đủ.',
  async run(args) {
    readArgs({ options: {} }, args);
    const schema = await asOwner(({ dataSource }) => readSchema((sql) => dataSource.query(sql)));
    process.stdout.write(schema);
    return 0;
  },
};
