/** Open data of a contest: what is in it, the files, by which terms they may be used. */
export const dataset = {
  title: 'Dữ liệu mở',
  loading: 'Đang tải dữ liệu mở…',
  none: 'Cuộc thi chưa công bố dữ liệu mở.',
  withdrawn: (at: string) => `Dữ liệu mở đã được thu hồi lúc ${at}.`,
  reason: (reason: string) => `Lý do: ${reason}`,
  lead: (rows: string, persons: string) =>
    `${rows} lượt thi, mỗi lượt một dòng, không có tên, số, giờ hay thứ tự. Mỗi tổ hợp giá trị ứng với ít nhất ${persons} người.`,
  suppressed: (count: string) => `${count} lượt thi không có trong tệp vì ứng với quá ít người.`,
  generalised: (count: string) => `${count} dòng đã gộp: ô trống là ô không cho biết.`,
  madeAt: (at: string) => `Số liệu đọc lúc ${at}.`,
  files: 'Tệp',
  data: (size: string) => `Tải dữ liệu (CSV, ${size})`,
  dictionary: (size: string) => `Tải từ điển (CSV, ${size})`,
  kilobytes: (count: string) => `${count} KB`,
  megabytes: (count: string) => `${count} MB`,
  hash: 'Mã băm SHA-256',
  copyHash: 'Sao chép mã băm',
  hashText: 'Tính lại mã băm của tệp đã tải về: giống mã này thì tệp còn nguyên như đã công bố.',
  terms: 'Điều khoản sử dụng',
  columns: 'Các cột',
};
