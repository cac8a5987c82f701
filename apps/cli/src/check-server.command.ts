import { formatCount } from '#domain';
import { required } from '#platform';
import { print, readArgs, say, type Errand } from './errand.js';
import { asOwner } from './owner.js';
import { carries, PEOPLE } from './server/carries.js';
import { measureServer } from './server/measure.js';
import { remarksOn } from './server/remarks.js';

/** Says what this machine carries, from what was measured on it a moment ago. */
export const checkServer: Errand = {
  usage:
    'check-server [--json]\n' +
    '  --json  in số đo dạng JSON thay cho bảng\n' +
    '  Đo bộ xử lý, bộ nhớ, đĩa, thời gian ghi xuống đĩa và thời gian ghi của PostgreSQL; xem cài đặt và giờ;\n' +
    '  rồi nói máy này chịu được bao nhiêu người. Chạy lúc vắng người: lệnh đo mất vài giây và máy đang bận thì số đo thấp.\n' +
    '  Mã thoát 1 nếu có điều phải sửa trước khi mở cuộc thi thật.',
  async run(args) {
    const { values } = readArgs({ options: { json: { type: 'boolean' } } }, args);
    const server = await asOwner(({ dataSource, env }) => measureServer(dataSource, required(env, 'SECRETS_FILE')));
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
      print(`Một lượt thi 15 câu tốn ${formatTenths(server.attemptCpuMs)} ms của một nhân trên máy này`);
      print('');
      for (const [name, title] of Object.entries(PEOPLE)) {
        const { people, limit } = carried[name as keyof typeof PEOPLE];
        print(`${title.padEnd(44)} ${formatCount(people).padStart(9)}   (giới hạn: ${limit})`);
      }
      print('');
      for (const { isStop, text } of remarks) print(`${isStop ? 'PHẢI SỬA' : 'Nên xem '}  ${text}`);
      say(
        'Các con số suy ra từ số đo trên máy này và chi phí của một lượt thi trong docs/performance.md; chưa thay được một lần chạy thử.',
      );
    }
    return remarks.some(({ isStop }) => isStop) ? 1 : 0;
  },
};

const formatTenths = (value: number): string => value.toFixed(1).replace('.', ',');
