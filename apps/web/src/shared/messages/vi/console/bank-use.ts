/** What contests take from a bank of questions. */
export const bankUse = {
  title: 'Câu hỏi có đủ cho đề thi?',
  lead: 'Mỗi dòng của cấu trúc đề so với số câu trong ngân hàng: đã duyệt, đang dùng, còn hiệu lực suốt các ngày của đợt. Đợt đã qua không kể.',
  nobody: 'Chưa có bản soạn hay cuộc thi sắp tới nào chọn ngân hàng này.',
  untitled: 'Cuộc thi chưa có tên',
  published: 'Đã công bố: các đợt giữ đề đã chốt; số dưới đây tính theo ngân hàng hôm nay.',
  faulty: 'Thể lệ còn chỗ cần sửa, nên chưa so được.',
  days: (from: string, to: string) => `Từ ${from} đến ${to}.`,
  pool: (count: string) => `Rút từ ${count} câu.`,
  shared: (count: string) => `${count} câu trong đó đợt khác cũng rút.`,
  needed: 'Mỗi đề cần',
  available: 'Đang có',
  verdict: 'Nhận xét',
  anyTopic: 'Mọi chủ đề',
  anyLevel: 'mọi mức độ',
  part: (part: string) => `phần “${part}”`,
  short: (count: string) => `thiếu ${count} câu`,
  thin: 'đủ nhưng ít: đề dễ giống nhau',
  enough: 'đủ',
};

/** The bank that people of a contest practise with. */
export const practiceBank = {
  title: 'Ôn luyện',
  lead: 'Mọi người ôn bao nhiêu lần cũng được, thấy ngay đáp án, giải thích và căn cứ; không tính vào điểm, thứ hạng hay số liệu nào.',
  now: (bank: string, questions: string) => `Đang ôn bằng “${bank}”: ${questions} câu.`,
  none: 'Cuộc thi chưa có ôn luyện.',
  closed: 'Lúc này trang ôn luyện đang đóng: khi cuộc thi diễn ra chỉ mở nếu thể lệ cho phép.',
  look: 'Xem trang ôn luyện',
  bank: 'Ngân hàng để ôn',
  hint: 'Chỉ câu đang dùng mới hiện. Câu mà một đợt thi sắp tới còn hỏi thì không hiện, dù có trong ngân hàng này.',
  noBank: 'Không có ôn luyện',
  publicBank: (title: string) => `${title} (đã công khai)`,
  becomesPublic:
    'Ngân hàng này sẽ trở thành công khai cùng mọi đáp án, và từ đó không đợt thi nào được rút câu từ nó nữa.',
  choose: 'Chọn ngân hàng này',
  ask: (bank: string) => `Cho mọi người ôn bằng “${bank}”?`,
  means: (count: string) => `${count} câu đang dùng của ngân hàng hiện trên trang ôn luyện của cuộc thi.`,
  meansPublic: (count: string) =>
    `${count} câu cùng đáp án thành công khai. Việc này không lấy lại được: đợt thi sẽ không bao giờ dùng ngân hàng này.`,
  chosen: (questions: string) => `Đã mở ôn luyện với ${questions} câu.`,
  take: 'Thôi ôn luyện',
  takeAsk: 'Bỏ phần ôn luyện của cuộc thi?',
  takeMeans: 'Trang ôn luyện đóng lại. Ngân hàng đã công khai vẫn là công khai.',
  taken: 'Đã bỏ phần ôn luyện.',
};
