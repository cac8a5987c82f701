// The rules of a contest in sentences, made from its configuration and nothing else.

import { count, duration, points } from './format.js';

const COUNTING = {
  best: 'Trong các lượt đã thi, lượt tốt nhất được tính.',
  first: 'Trong các lượt đã thi, lượt đầu tiên được tính.',
  last: 'Trong các lượt đã thi, lượt cuối cùng được tính.',
};
const RELEASE = {
  at_submit: 'ngay sau khi nộp bài',
  round_end: 'khi đợt thi kết thúc',
  contest_end: 'khi cuộc thi kết thúc',
};
const PERIODS = [
  ['perDay', 'mỗi ngày'],
  ['perWeek', 'mỗi tuần'],
  ['perRound', 'mỗi đợt'],
  ['perPhase', 'mỗi giai đoạn'],
  ['perContest', 'cả cuộc thi'],
];

/** What the prediction is about, as the end of a question. */
export const PREDICTED = {
  persons_all_correct: 'có bao nhiêu người trả lời đúng tất cả các câu',
  persons_taking_part: 'có bao nhiêu người dự thi',
  attempts: 'có bao nhiêu lượt thi',
};

export const paperWords = (round) =>
  `${count(round.questions)} câu hỏi, ${round.durationMs === null ? 'làm đến khi đợt thi đóng' : duration(round.durationMs)}`;

export function limitWords({ limits }) {
  const parts = PERIODS.filter(([name]) => limits[name] !== null).map(
    ([name, per]) => `${count(limits[name])} lượt ${per}`,
  );
  const most = parts.length === 0 ? 'Không giới hạn số lượt thi' : `Thi nhiều nhất ${parts.join(', ')}`;
  return `${most}${limits.minGapMs === null ? '' : `; hai lượt cách nhau ít nhất ${duration(limits.minGapMs)}`}.`;
}

/** @param {object} contest as the server shows it @param {object} round whose rules are told @returns {string[]} */
export function ruleSentences(contest, round) {
  const { counting, ranking, minimumAge } = contest.rules;
  const { scoring, prediction, release } = round;
  return [
    `Mỗi lượt thi: ${paperWords(round)}. Mỗi câu đúng được ${points(scoring.pointsMilli)} điểm.`,
    scoring.wrongPenaltyMilli > 0 && `Mỗi phương án chọn sai bị trừ ${points(scoring.wrongPenaltyMilli)} điểm.`,
    limitWords(round),
    COUNTING[counting],
    prediction && `Trước khi nộp bài, bạn dự đoán ${PREDICTED[prediction.subject]} trong đợt.`,
    `Xếp hạng lần lượt theo: ${ranking.map(({ name }) => name.toLowerCase()).join('; ')}.`,
    release.score in RELEASE ? `Điểm được xem ${RELEASE[release.score]}.` : 'Điểm không công bố trên trang này.',
    release.key in RELEASE && `Đáp án được xem ${RELEASE[release.key]}.`,
    minimumAge && `Dành cho người từ đủ ${count(minimumAge.years)} tuổi.`,
  ].filter(Boolean);
}
