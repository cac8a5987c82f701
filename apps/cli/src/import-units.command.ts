import { isCalendarDate, localDay } from '#domain';
import { readUnitList, UnitService } from '#units';
import { applyOrTakeBack } from './dry-run.js';
import { print, readArgs, Refusal, type Errand } from './errand.js';
import { asOwner, databaseTime } from './owner.js';
import { readInput } from './read-input.js';

const DRY_RUN = 'Chạy thử, chưa ghi gì. Thêm --apply để ghi.';

/** Brings the unit tree to what a CSV list says. */
export const importUnits: Errand = {
  usage:
    'import-units <tệp.csv> [--apply] [--from NNNN-TT-NN]\n' +
    '  --apply  ghi vào cơ sở dữ liệu; không có thì chỉ chạy thử\n' +
    '  --from   ngày có hiệu lực của đơn vị không ghi ngày (mặc định: hôm nay)',
  async run(args) {
    const { values, positionals } = readArgs(
      { allowPositionals: true, options: { apply: { type: 'boolean' }, from: { type: 'string' } } },
      args,
    );
    const { from, apply = false } = values;
    if (from !== undefined && !isCalendarDate(from))
      throw new Refusal(`--from phải là ngày có thật, không phải "${from}".`, 2);
    const text = readInput(positionals);
    return asOwner(async ({ dataSource }) => {
      const codes = await dataSource.query<{ code: string }[]>('SELECT DISTINCT code FROM unit');
      const { units, faults } = readUnitList(text, new Set(codes.map(({ code }) => code)));
      for (const { row, column, message } of faults) print(`dòng ${row}${column && `, cột ${column}`}: ${message}`);
      if (faults.length > 0) throw new Refusal(`Danh sách có ${faults.length} lỗi: chưa nhập gì.`);
      const firstDay = from ?? localDay((await databaseTime(dataSource)).now);
      const rows = units.map((unit) => ({ ...unit, validFrom: unit.validFrom ?? firstDay }));
      const { added, changed } = await applyOrTakeBack(dataSource, apply, (manager) =>
        new UnitService().importTree(manager, rows, { sample: false }),
      );
      print(
        `${rows.length} đơn vị trong tệp: ${added} mới, ${changed} thay đổi, ${rows.length - added - changed} giữ nguyên.`,
      );
      if (!apply) print(DRY_RUN);
      return 0;
    });
  },
};
