/** The page for a projector: few words, large. */
export const screen = {
  title: (contest: string) => `Màn hình lớn: ${contest}`,
  waiting: 'Đang tải cuộc thi…',
  opensIn: (round: string) => `${round} mở sau`,
  closesIn: (round: string) => `${round} đóng sau`,
  finished: 'Cuộc thi đã kết thúc',
  finishedAt: (at: string) => `lúc ${at}`,
  parts: { days: 'ngày', hours: 'giờ', minutes: 'phút', seconds: 'giây' },
  scan: 'Quét mã để vào thi',
  scanResults: 'Quét mã để xem kết quả',
  orType: 'hoặc gõ địa chỉ',
  fullScreen: 'Toàn màn hình',
  leave: 'Về trang cuộc thi',
  sample: 'Dữ liệu mẫu',
};
