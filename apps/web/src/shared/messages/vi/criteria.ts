/** What somebody has in the criterion that decided a place. */
export const criteria = {
  has: {
    score: (points: string) => `${points} điểm`,
    prediction_distance: (distance: string) => `dự đoán lệch ${distance}`,
    duration: (time: string) => `làm bài trong ${time}`,
    submitted_at: (at: string) => `nộp bài lúc ${at}`,
    started_at: (at: string) => `bắt đầu lúc ${at}`,
    attempt_count: (count: string) => `${count} lượt thi`,
    earlier_round_score: (points: string) => `${points} điểm ở đợt trước`,
    youngest: () => 'ít tuổi hơn',
    oldest: () => 'nhiều tuổi hơn',
    lot: () => 'bốc thăm',
  },
  lacks: {
    prediction_distance: 'không có dự đoán được tính',
    earlier_round_score: 'không dự thi đợt trước',
    youngest: 'không khai ngày sinh',
    oldest: 'không khai ngày sinh',
    lot: 'chưa bốc thăm',
  } as Record<string, string>,
};
