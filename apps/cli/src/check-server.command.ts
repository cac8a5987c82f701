import { formatCount } from '#domain';
import { print, readArgs, Refusal, say, type Errand } from './errand.js';
import { asOwner } from './owner.js';
import { attemptCpuMs, carries, FIGURES, PLANNED_SHARE, type FigureName } from './server/carries.js';
import { measureServer } from './server/measure.js';
import { MEASURED } from './server/measured-herd.js';
import { measuredRun, modelServersTable, vietnameseDay } from './server/model-servers.js';
import { remarksOn } from './server/remarks.js';

/** Says what this machine carries, from what was measured on it a moment ago and from a run of the load tool. */
export const checkServer: Errand = {
  usage:
    'check-server [--web <số tiến trình>] [--json]\n' +
    'check-server --table\n' +
    '  --web   số tiến trình web sẽ chạy trên máy này, sau một cửa chung; mặc định 1, như npm start\n' +
    '  --json  in số đo dạng JSON thay cho bảng\n' +
    '  --table không đo gì, chỉ in bảng máy chủ mẫu và lần chạy tải dùng để tính\n' +
    '  Đo bộ xử lý, bộ nhớ, đĩa, thời gian ghi xuống đĩa và thời gian ghi của PostgreSQL; xem cài đặt và giờ;\n' +
    '  rồi nói máy này chịu được bao nhiêu người. Chạy lúc vắng người: lệnh đo mất vài giây và máy đang bận thì số đo thấp.\n' +
    '  Mã thoát 1 nếu có điều phải sửa trước khi mở cuộc thi thật.',
  async run(args) {
    const { values } = readArgs(
      {
        options: {
          web: { type: 'string', default: '1' },
          json: { type: 'boolean' },
          table: { type: 'boolean' },
        },
      },
      args,
    );
    if (!/^[1-9]\d{0,2}$/.test(values.web)) throw new Refusal('--web là một số từ 1 đến 999.', 2);
    if (values.table) {
      print(`${modelServersTable()}\n\n${measuredRun()}`);
      return 0;
    }
    const server = await asOwner((desk) => measureServer(desk, Number(values.web)));
    const carried = carries(server);
    const remarks = remarksOn(server);
    if (values.json) print(JSON.stringify({ server, carries: carried, remarks }));
    else {
      print(`Bộ xử lý: ${server.cores} nhân (${server.cpuModel}); tải đang có ${formatTenths(server.load)}`);
      print(`Bộ nhớ: ${formatTenths(server.memoryGib)} GiB, còn dùng được ${formatTenths(server.memoryFreeGib)} GiB`);
      print(
        `Đĩa: còn ${formatTenths(server.diskFreeGib)} GiB; ghi chắc chắn một trang ${formatTenths(server.fsyncMs)} ms`,
      );
      print(
        `PostgreSQL ${server.postgres['server_version']}: ghi chắc chắn một giao dịch ${formatTenths(server.commitMs)} ms`,
      );
      print(`Một lượt thi 15 câu tốn ${formatTenths(attemptCpuMs(server.sumMs))} ms của một nhân trên máy này`);
      print('');
      for (const [name, { title }] of Object.entries(FIGURES)) {
        const { people, limit } = carried[name as FigureName];
        print(`${title.padEnd(52)} ${formatCount(people).padStart(9)}   (hết trước: ${limit})`);
      }
      print('');
      for (const { isStop, text } of remarks) print(`${isStop ? 'PHẢI SỬA' : 'Nên xem '}  ${text}`);
      say(
        `Tính với ${PLANNED_SHARE * 100} % bộ xử lý và ${server.webProcesses} tiến trình web, từ số đo trên máy này và lần chạy tải ` +
          `${vietnameseDay(MEASURED.measuredOn)} với ${formatCount(MEASURED.people)} người (docs/vi/cai-dat.md). Chưa thay được một lần chạy thử.`,
      );
    }
    return remarks.some(({ isStop }) => isStop) ? 1 : 0;
  },
};

const formatTenths = (value: number): string => value.toFixed(1).replace('.', ',');
