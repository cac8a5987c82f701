import { migrate, setRolePasswords } from '#database';
import { print, readArgs, Refusal, say, step, type Errand } from './errand.js';
import { asOwner, databaseTime, type Desk } from './owner.js';

/** Makes a database ready for api and worker. Run at every start, so it is quick when nothing is to be done. */
export const prepare: Errand = {
  usage:
    'prepare [--sample | --empty]\n' +
    '  --sample  nạp dữ liệu mẫu nếu chưa từng nạp và chưa có cuộc thi thật; dời tuần thi mẫu đã qua\n' +
    '  --empty   không nạp dữ liệu mẫu (mặc định)',
  async run(args) {
    const { values } = readArgs({ options: { sample: { type: 'boolean' }, empty: { type: 'boolean' } } }, args);
    if (values.sample && values.empty) throw new Refusal('Chỉ chọn một trong hai: --sample hoặc --empty.', 2);
    await asOwner(async (desk) => {
      await prepareSchema(desk);
      if (values.sample) await prepareSample(desk);
    });
    print('Cơ sở dữ liệu đã sẵn sàng.');
    return 0;
  },
};

async function prepareSchema({ dataSource, env }: Desk): Promise<void> {
  await refuseScaledClock({ dataSource, env });
  const names = await migrate(dataSource);
  if (names.length > 0) say(`Đã cập nhật cấu trúc: ${names.length} bước`);
  const { CCHC_APP_PASSWORD: app, CCHC_READ_PASSWORD: read } = env;
  if (app !== undefined && read !== undefined) await setRolePasswords(dataSource, { app, read });
}

/** A replay's database has a clock of its own; nothing real may ever run on it. */
async function refuseScaledClock({ dataSource }: Desk): Promise<void> {
  const [clock] = await dataSource.query<{ known: boolean }[]>(
    `SELECT to_regprocedure('contest_clock_scale()') IS NOT NULL AS known`,
  );
  if (!clock!.known) return;
  const { scale } = await databaseTime(dataSource);
  if (scale !== 1)
    throw new Refusal('Cơ sở dữ liệu này chạy đồng hồ nén của lệnh replay: hãy dùng một cơ sở dữ liệu khác.');
}

async function prepareSample({ dataSource }: Desk): Promise<void> {
  const { sampleState } = await import('./sample/state.js');
  const state = await sampleState(dataSource.manager);
  if (state === 'removed') return say('Dữ liệu mẫu đã được xóa trước đây: không nạp lại.');
  if (state === 'not_wanted') return say('Đã có cuộc thi thật: không nạp dữ liệu mẫu.');
  if (state === 'loaded') {
    const { moveSampleWeek } = await import('./sample/move-week.js');
    const { now } = await databaseTime(dataSource);
    const moved = await dataSource.transaction((manager) => moveSampleWeek(manager, now));
    for (const line of moved) say(line);
    return;
  }
  const { loadSample } = await import('./sample/load.js');
  const { now } = await databaseTime(dataSource);
  await step('Đã nạp dữ liệu mẫu', () => dataSource.transaction((manager) => loadSample(manager, now, say)));
}
