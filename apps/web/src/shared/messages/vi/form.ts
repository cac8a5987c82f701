/** What the pieces of forms say: fields, the box that finds a unit, the summary of faults, copying. */
export const form = {
  changeUnit: 'Đổi đơn vị',
  phone: 'Số điện thoại',
  password: 'Mật khẩu',
  passwordRule: 'Từ 8 ký tự trở lên. Đừng dùng tên, ngày sinh, số điện thoại của bạn hay dãy dễ đoán như 12345678.',
  showPassword: 'Hiện',
  hidePassword: 'Ẩn',
  thePassword: 'mật khẩu',
  birthDate: 'Ngày sinh',
  birthDateHintPlain: 'Viết theo ngày/tháng/năm, ví dụ 2/9/1990.',
  birthDateMissing: 'Hãy điền ngày sinh.',
  birthDateUnreadable: 'Hãy viết ngày sinh theo ngày/tháng/năm, ví dụ 2/9/1990.',
  birthDateShortYear: 'Hãy viết đủ bốn chữ số của năm sinh, ví dụ 2/9/1990.',
  birthDateNoDay: 'Không có ngày này trong lịch. Hãy xem lại ngày và tháng.',
  birthDateFuture: 'Ngày sinh này chưa tới. Hãy xem lại năm sinh.',
  birthDateTooOld: 'Hãy xem lại năm sinh.',
  wrongTitle: (count: string) => `Còn ${count} chỗ cần xem lại`,
  unitsFound: 'Đơn vị tìm thấy',
  unitsCount: (count: string, isMore: boolean) =>
    isMore ? `Thấy hơn ${count} đơn vị. Gõ thêm chữ để thu hẹp.` : `Thấy ${count} đơn vị.`,
  unitsNone: 'Không thấy đơn vị nào như vậy. Hãy thử ít chữ hơn.',
  unitsSearching: 'Đang tìm…',
  unitOutside: 'Đơn vị của tôi không có trong danh sách',
  unitOutsideText:
    'Đơn vị này chưa có trong danh sách mời. Bạn vẫn dự thi được, kết quả ghi vào nhóm ngoài danh sách mời.',
  copied: 'Đã sao chép.',
  copyFailed: 'Chưa sao chép được. Hãy nhấn giữ vào chữ rồi chọn sao chép.',
};
