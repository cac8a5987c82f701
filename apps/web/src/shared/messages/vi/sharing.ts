/** Inviting others to a contest, from the foot of its page. */
export const sharing = {
  title: 'Mời người khác cùng thi',
  text: 'Quét mã QR bằng máy ảnh của điện thoại, hoặc gửi địa chỉ này.',
  address: 'Địa chỉ trang này',
  send: 'Gửi cho người khác',
  copy: 'Sao chép địa chỉ',
  copied: 'Đã sao chép địa chỉ.',
  copyByHand: 'Địa chỉ đã được bôi đen. Hãy nhấn giữ rồi chọn sao chép.',
  print: 'In trang này',
};
