/** What stands on all pages of a contest for a while. */
export const notices = {
  paused: (since: string, note: string) =>
    `Cuộc thi đang tạm dừng từ ${since}. ${note} Nếu bạn đang làm bài, đồng hồ đứng yên và câu đã chọn vẫn còn.`,
  stopped: (note: string) =>
    `Cuộc thi đã bị dừng: không bắt đầu lượt thi mới được. ${note} Nếu bạn đang làm bài, hãy làm tiếp và nộp như thường.`,
  announcement: 'Thông báo:',
};
