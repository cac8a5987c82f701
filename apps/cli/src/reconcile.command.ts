import { ContestReader, ReconcileService } from '#results';
import { print, readArgs, Refusal, say, type Errand } from './errand.js';
import { asOwner } from './owner.js';

/** Proves boards and counters equal to a recount of the attempts, and repairs them if asked. */
export const reconcile: Errand = {
  usage:
    'reconcile [--contest <tên trong địa chỉ>] [--repair]\n' +
    '  --contest  chỉ một cuộc thi (mặc định: mọi cuộc thi đã mở)\n' +
    '  --repair   sửa số sai theo bài thi đã chấm\n' +
    '  In mỗi cuộc thi một dòng JSON; mã thoát 1 nếu còn số sai.',
  async run(args) {
    const { values } = readArgs({ options: { contest: { type: 'string' }, repair: { type: 'boolean' } } }, args);
    return asOwner(async ({ dataSource }) => {
      const contests = await dataSource.query<{ id: number; slug: string }[]>(
        `SELECT id, slug FROM contest WHERE status <> 'draft' AND ($1::text IS NULL OR slug = $1) ORDER BY id`,
        [values.contest ?? null],
      );
      if (contests.length === 0 && values.contest !== undefined)
        throw new Refusal(`Không có cuộc thi "${values.contest}" đã mở.`);
      const service = new ReconcileService(dataSource, new ContestReader(dataSource));
      let wrong = 0;
      for (const { id, slug } of contests) {
        const found = values.repair ? await service.repair(id) : await service.check(id);
        const { attempts, total, tables } = found;
        print(
          JSON.stringify({
            contest: slug,
            attempts,
            differences: total,
            repaired: values.repair === true && total > 0,
            tables,
          }),
        );
        say(
          total === 0
            ? `${slug}: khớp (${attempts} lượt thi)`
            : `${slug}: ${total} dòng sai${values.repair ? ', đã sửa' : ''}`,
        );
        wrong += values.repair ? 0 : total;
      }
      return wrong === 0 ? 0 : 1;
    });
  },
};
