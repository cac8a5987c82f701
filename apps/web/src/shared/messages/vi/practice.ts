/** Practising for a contest: as often as one likes, kept nowhere. */
export const practice = {
  title: 'Ôn luyện',
  lead: (contest: string) =>
    `Câu hỏi để làm quen, của ${contest}. Làm bao nhiêu lần cũng được, không cần đăng nhập, không lưu lại và không tính vào kết quả. Câu hỏi khi thi là những câu khác.`,
  none: 'Cuộc thi này chưa có phần ôn luyện.',
  closed:
    'Cuộc thi đang diễn ra và thể lệ không cho ôn luyện trong thời gian này. Phần ôn luyện mở lại khi cuộc thi kết thúc.',
  empty: 'Chưa có câu hỏi ôn luyện nào. Bạn xem lại sau nhé.',
  toContest: 'Về trang cuộc thi',
  topic: 'Chủ đề',
  allTopics: (count: string) => `Mọi chủ đề (${count} câu)`,
  topicOf: (title: string, count: string) => `${title} (${count} câu)`,
  question: (number: string) => `Câu ${number}`,
  one: 'Chọn một phương án.',
  several: 'Chọn mọi phương án bạn cho là đúng.',
  check: 'Trả lời',
  checking: 'Đang xem…',
  choose: 'Hãy chọn phương án.',
  right: 'Đúng rồi.',
  wrong: 'Chưa đúng.',
  ownChoice: 'bạn chọn',
  rightChoice: 'đúng',
  explanation: 'Giải thích',
  source: (document: string) => `Căn cứ: ${document}`,
  articleUnknown: 'chưa đối chiếu điều, khoản',
  next: 'Câu khác',
  tally: (right: string, all: string) => `Đúng ${right} trên ${all} câu vừa làm.`,
};
