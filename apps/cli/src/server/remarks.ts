import type { Server } from './measure.js';

export interface Remark {
  /** Must be mended before a contest is opened. */
  isStop: boolean;
  /** One Vietnamese sentence, with what to do. */
  text: string;
}

/** What to mend on a machine, the worst first. */
export function remarksOn(server: Server): Remark[] {
  const { postgres } = server;
  const found: Remark[] = [];
  const stop = (isSo: boolean, text: string) => void (isSo && found.push({ isStop: true, text }));
  const look = (isSo: boolean, text: string) => void (isSo && found.push({ isStop: false, text }));
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes'])
    stop(postgres[name] === 'off', `PostgreSQL đang tắt ${name}: bài đã nộp có thể mất khi mất điện. Hãy bật lại.`);
  stop(server.diskFreeGib < 5, 'Đĩa còn dưới 5 GiB. Hãy dọn chỗ hoặc thêm đĩa.');
  stop(server.memoryGib < 2, 'Bộ nhớ dưới 2 GiB. Hãy thêm bộ nhớ.');
  stop(server.areKeysOpen, 'Người khác trên máy đọc được tệp khóa. Hãy chạy chmod 600 trên tệp đó.');
  stop(server.isClockKept === false, 'Giờ của máy không được đồng bộ. Hãy chạy: timedatectl set-ntp true');
  look(server.isClockKept === null, 'Chưa hỏi được giờ có đồng bộ không. Hãy xem: timedatectl hoặc chronyc tracking');
  look(server.load > server.cores * 0.5, 'Máy đang bận nên số đo thấp hơn thật. Hãy đo lại lúc vắng người.');
  look(server.fsyncMs > 10, 'Ghi xuống đĩa chậm. Đĩa SSD có nguồn dự phòng ghi nhanh hơn nhiều lần.');
  look(
    postgres['data_checksums'] === 'off',
    'PostgreSQL không giữ mã kiểm của trang dữ liệu: đĩa hỏng có thể không bị phát hiện.',
  );
  look(server.diskFreeGib >= 5 && server.diskFreeGib < 20, 'Đĩa còn dưới 20 GiB, nên thêm chỗ cho bản sao lưu.');
  return found;
}
