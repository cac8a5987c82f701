/** The door and what keeps it: signing in by its page, a forgotten password, the recovery code, the password, other devices. */
export const account = {
  // The door
  signInFirst: 'Chưa có tài khoản? Hãy chọn một cuộc thi ở trang chủ rồi bấm vào thi, tài khoản được tạo ngay ở đó.',
  chooseContest: 'Chọn cuộc thi',
  registerInstead: 'Đăng ký dự thi',
  enteringByLink: 'Đang đăng nhập bằng đường dẫn…',
  linkRefused: 'Chưa đăng nhập được bằng đường dẫn này',
  linkRefusedNext: 'Hãy lấy đường dẫn mới, hoặc đăng nhập bằng số điện thoại và mật khẩu.',

  // Forgotten password
  resetTitle: 'Đặt lại mật khẩu',
  resetLead: 'Cần một mã: mã khôi phục bạn đã ghi lại, hoặc mã dùng một lần do đầu mối đơn vị cấp.',
  code: 'Mã khôi phục hoặc mã dùng một lần',
  codeHint: 'Chữ hoa hay chữ thường, có hay không có dấu gạch đều được.',
  codeMissing: 'Hãy điền mã khôi phục hoặc mã dùng một lần.',
  sendCode: 'Gửi mã tới số này',
  sendingCode: 'Đang gửi mã…',
  sendCodeHint: 'Mã gồm 6 chữ số, tới bằng tin nhắn. Đã có mã thì bỏ qua bước này.',
  codeSent: (minutes: string) =>
    `Nếu số này có tài khoản, mã sẽ tới trong ít phút và dùng được ${minutes} phút. Chưa thấy tin nhắn thì dùng một cách khác ở dưới.`,
  newPassword: 'Mật khẩu mới',
  reset: 'Đặt mật khẩu mới',
  resetting: 'Đang đặt lại…',
  noCode: 'Chưa có mã?',
  noCodeUnit: 'Hỏi đầu mối của đơn vị bạn: người đó cấp được một mã dùng một lần, có hiệu lực 15 phút.',
  noCodeSupport: (hotline: string | null) =>
    `Hoặc gọi ${hotline ?? 'số hỗ trợ của cuộc thi'}. Hãy có sẵn ngày sinh, tên đơn vị và mã biên nhận của một lượt thi.`,
  findHotline: 'Xem số hỗ trợ',
  backToSignIn: 'Về trang đăng nhập',
  resetDone: 'Đã đặt mật khẩu mới',
  resetDoneText: 'Bạn đã đăng nhập. Trên các máy khác, tài khoản của bạn đã được đăng xuất.',
  newCodeWhy: 'Mã cũ không còn dùng được. Đây là mã khôi phục mới của bạn:',

  // The recovery code, shown once
  codeWhy: 'Khi quên mật khẩu, bạn dùng mã này để tự đặt lại, không cần gọi ai.',
  codeOnce: 'Mã chỉ hiện lần này.',
  codeKeep: 'Hãy chép ra giấy hoặc chụp màn hình. Đừng đưa mã cho người khác.',
  copyCode: 'Sao chép mã',
  downloadCode: 'Tải về',
  fileName: 'ma-khoi-phuc.txt',
  file: (code: string, address: string) =>
    `Mã khôi phục tài khoản Thi CCHC\r\n\r\n${code}\r\n\r\nKhi quên mật khẩu, dùng mã này ở ${address}\r\nĐừng đưa mã cho người khác.\r\n`,
  codeKept: 'Tôi đã ghi lại',
  codeLater: 'Nếu để mất mã, bạn tạo mã mới ở Trang của tôi.',

  // My page: password and recovery code
  safety: 'Mật khẩu và mã khôi phục',
  safetyText: 'Mã khôi phục giúp bạn tự đặt lại mật khẩu khi quên. Mất mã thì tạo mã mới ở đây.',
  changePassword: 'Đổi mật khẩu',
  currentPassword: 'Mật khẩu hiện tại',
  currentWrong: 'Mật khẩu hiện tại chưa đúng.',
  changeText: 'Đổi xong, các máy khác phải đăng nhập lại. Bài đang làm vẫn còn.',
  save: 'Lưu mật khẩu mới',
  saving: 'Đang lưu…',
  changed: 'Đã đổi mật khẩu. Các máy khác đã được đăng xuất.',
  newCode: 'Tạo mã khôi phục mới',
  newCodeText: 'Mã cũ sẽ không dùng được nữa. Hãy điền mật khẩu để tạo mã mới.',
  makeCode: 'Tạo mã mới',
  makingCode: 'Đang tạo…',
  codeMade: 'Đã có mã khôi phục mới.',

  // My page: other devices
  devices: 'Các máy khác đang đăng nhập',
  devicesNone: 'Không có máy nào khác đang đăng nhập tài khoản này.',
  deviceUnknown: 'Máy không rõ loại',
  deviceSince: (at: string) => `Đăng nhập lúc ${at}.`,
  endDevice: 'Đăng xuất',
  endingDevice: 'Đang đăng xuất…',
  endAll: (count: string) => `Đăng xuất cả ${count} máy khác`,
  endText: 'Không nhận ra máy nào thì đăng xuất máy đó rồi đổi mật khẩu. Bài đang làm vẫn còn.',
  ended: (count: string) => `Đã đăng xuất ${count} máy.`,
  showAll: (count: string) => `Xem cả ${count} máy`,
};
