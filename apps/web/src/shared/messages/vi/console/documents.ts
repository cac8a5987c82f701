/** Files that are made beside what serves people. */
export const documents = {
  waiting: 'Đang chờ lập',
  making: (percent: string) => `Đang lập: ${percent}%`,
  beginning: 'Đang lập…',
  cancel: 'Hủy',
  cancelled: 'Đã hủy',
  again: 'Lập lại',
  download: (name: string, size: string) => `Tải về ${name} (${size})`,
  kilobytes: (count: string) => `${count} KB`,
  megabytes: (count: string) => `${count} MB`,
  expires: (at: string) => `Giữ đến ${at}.`,
  askedBy: (name: string, at: string) => `${name} yêu cầu lúc ${at}.`,
  somebody: 'Một người',
  earlier: 'Các tệp đã lập',
  none: 'Chưa có tệp nào.',
};
