/** One unit: in a contest, and the contests that it takes part in. */
export const unit = {
  title: 'Đơn vị',
  levels: {
    central: 'Trung ương',
    ministry: 'Bộ, ngành',
    province: 'Cấp tỉnh',
    department: 'Sở, ban, ngành',
    district: 'Cấp huyện',
    commune: 'Cấp xã',
    school: 'Trường học',
  } as Record<string, string>,
  statuses: {
    took_part: 'Đã tham gia',
    silent: 'Chưa tham gia',
    under_invited: 'Thuộc đơn vị được mời',
    outside_list: 'Ngoài danh sách mời',
  },
  persons: 'người dự thi',
  attempts: 'lượt thi',
  rate: (part: string, all: string) => `tỷ lệ người tham gia (${part}/${all} người)`,
  mean: 'điểm trung bình',
  noHeadcount: 'Chưa có tổng số người của đơn vị nên chưa tính được tỷ lệ.',
  headcountNote: (note: string) => `Tổng số người: ${note}.`,
  updatedAt: (time: string) => `Cập nhật lúc ${time}.`,
  figuresAt: (when: string) => `Theo thể lệ, số liệu của đơn vị được công bố lúc ${when}.`,
  figuresNever: 'Theo thể lệ, số liệu của đơn vị không công bố trên trang này.',
  silentNow: 'Đơn vị chưa có người dự thi. Hãy gửi địa chỉ dưới đây cho mọi người để bắt đầu.',

  roundsTitle: 'Từng đợt thi',
  round: 'Đợt thi',
  states: { coming: 'Sắp mở', running: 'Đang mở', finished: 'Đã kết thúc' },

  shareTitle: 'Mời người của đơn vị vào thi',
  shareText: 'Ai mở địa chỉ này cũng được chọn sẵn đơn vị, không phải tìm.',
  shareQr: (name: string) => `Mã QR vào thi của ${name}`,
  address: 'Địa chỉ vào thi',
  copyAddress: 'Sao chép địa chỉ',
  message: 'Lời mời để gửi qua Zalo',
  messageText: (name: string, contest: string, address: string) =>
    `Mời mọi người ở ${name} tham gia ${contest}. Thi ngay trên điện thoại, đơn vị đã được chọn sẵn: ${address}`,
  copyMessage: 'Sao chép lời mời',

  belowTitle: 'Đơn vị cấp dưới',
  belowFigures: (tookPart: string, invited: string, percent: string) =>
    `${tookPart}/${invited} đơn vị được mời đã tham gia (${percent}).`,
  all: 'Tất cả',
  allUnits: 'Xem tất cả đơn vị',
  notFound: 'Không tìm thấy đơn vị này trong cuộc thi. Có thể địa chỉ đã gõ thiếu. Hãy tìm trong danh sách đơn vị.',

  contestsLead: 'Cuộc thi mà đơn vị được mời hoặc đã tham gia.',
  contestsNone: 'Đơn vị này chưa có trong cuộc thi nào.',
  seeContests: 'Xem các cuộc thi đang mở',
  enter: 'Vào thi',
  seeContest: 'Xem cuộc thi',
  seeFigures: 'Số liệu của đơn vị',
  asUnit: (name: string) => `Trong cuộc thi này là ${name}.`,
};
