import { describe, expect, it } from '@jest/globals';
import { formatsOf } from '../../shared/formats.js';
import { en } from '../../shared/messages/en/index.js';
import { vi } from '../../shared/messages/vi/index.js';
import { rulesOf, type RoundRules } from './rules.js';

const NO_LIMITS = { perDay: null, perWeek: null, perRound: null, perPhase: null, perContest: null, minGapMs: null };
const round = (more: Partial<RoundRules> = {}): RoundRules => ({
  title: 'Tuần 1',
  closesAt: '2026-05-18T02:00:00Z',
  questions: 15,
  blueprint: [{ topic: null, topicTitle: null, level: null, count: 15 }],
  durationMs: 20 * 60_000,
  graceMs: 30_000,
  atRoundEnd: 'cut',
  scoring: {
    ...{ pointsMilli: 1000, pointsMilliByTopic: {}, multiple: 'all_or_nothing' },
    ...{ wrongPenaltyMilli: 0, floorAtZero: true, rounding: 'exact' },
  },
  limits: NO_LIMITS,
  prediction: null,
  release: { score: 'at_submit', ownAnswers: 'round_end', key: 'contest_end', explanations: 'contest_end' },
  ...more,
});
const RULES = {
  counting: 'best' as const,
  ranking: [
    { criterion: 'score', name: 'Điểm cao hơn' },
    { criterion: 'duration', name: 'Thời gian làm bài ngắn hơn' },
  ],
  durationPrecision: 's' as const,
  participation: { minAttempts: 1, childrenCountForParent: false },
  minimumAge: null,
  maximumAge: null,
  invitedOnly: false,
  maskNames: true,
  addsRounds: false,
  isOneBoard: false,
};
type Contest = Parameters<typeof rulesOf>[0];
const contest = (roundList: RoundRules[], rules: Partial<Contest['rules']> = {}, more: Partial<Contest> = {}) => ({
  ...{ rules: { ...RULES, ...rules }, roundList, units: { invited: 222 }, phases: [], retentionMonths: 24 },
  audiences: [{ id: 1, code: 'chung', title: 'Chung' }],
  ...more,
});
const VI = { t: vi.contest, f: formatsOf('vi') };
const EN = { t: en.contest, f: formatsOf('en') };
const roundSaid = (more: Partial<RoundRules>, speech = VI) =>
  rulesOf(contest([round(more)]), speech).rounds[0]!.groups.flatMap(({ sentences }) => sentences);
const contestSaid = (rules: Partial<Contest['rules']>, more: Partial<Contest> = {}, speech = VI) =>
  rulesOf(contest([round()], rules, more), speech).contest.flatMap(({ sentences }) => sentences);

describe('the rules of a round in sentences', () => {
  it('tell a plain round whole', () => {
    expect(roundSaid({})).toEqual([
      'Mỗi lượt thi có 15 câu hỏi, làm trong 20 phút.',
      'Đến giờ đóng đợt thi, bài đang làm dừng lại: bắt đầu sát giờ đóng thì có ít thời gian hơn.',
      'Hết giờ làm bài, hệ thống còn chờ nhận bài thêm 30 giây để phòng mạng chậm.',
      'Bài chưa bấm nộp khi hết giờ được tự nộp với các câu đã lưu.',
      'Mỗi câu đúng được 1 điểm.',
      'Câu có nhiều phương án đúng: chọn đủ và không thừa phương án nào mới được điểm.',
      'Không giới hạn số lượt thi.',
      'Không có câu dự đoán.',
      'Điểm: xem được sau khi nộp và chấm xong, thường mất vài giây.',
      'Bài làm của bạn: xem được khi đợt thi kết thúc.',
      'Đáp án và giải thích: xem được khi cuộc thi kết thúc.',
    ]);
  });

  const limits = { ...NO_LIMITS, perDay: 2, perWeek: 7, perRound: 8, perPhase: 9, perContest: 1_000 };
  const penalty = {
    pointsMilli: 1500,
    pointsMilliByTopic: {},
    multiple: 'penalty' as const,
    wrongPenaltyMilli: 250,
    rounding: 'exact' as const,
  };
  const prediction = { subject: 'attempts' as const, min: 0, max: 1_000_000, whichCounts: 'last' as const };
  const topics = [
    { topic: 'mot-cua', topicTitle: 'Một cửa', level: 1, count: 5 },
    { topic: 'khac', topicTitle: 'Khác', level: null, count: 2 },
    { topic: null, topicTitle: null, level: 3, count: 4 },
    { topic: null, topicTitle: null, level: null, count: 4 },
  ];
  it.each<[string, Partial<RoundRules>, string[]]>([
    ['no time limit', { durationMs: null }, ['Mỗi lượt thi có 15 câu hỏi, làm đến khi đợt thi đóng.']],
    ['full time', { atRoundEnd: 'full_time' }, ['Ai bắt đầu trước giờ đóng đợt thi vẫn được làm đủ thời gian.']],
    ['no grace', { graceMs: 0 }, ['Hết giờ làm bài là ngừng nhận bài.']],
    [
      'a blueprint',
      { blueprint: topics },
      ['Đề gồm 5 câu về Một cửa mức nhận biết; 2 câu về Khác; 4 câu mức vận dụng; 4 câu thuộc mọi chủ đề.'],
    ],
    [
      'a blueprint by field and level',
      {
        blueprint: [
          { topic: 'mot-cua', topicTitle: 'Một cửa', level: 3, count: 1 },
          { topic: 'khac', topicTitle: 'Khác', level: 1, count: 2 },
          { topic: 'mot-cua', topicTitle: 'Một cửa', level: 1, count: 1 },
        ],
      },
      ['Đề gồm 2 câu về Một cửa; 2 câu về Khác. Trong đó có 3 câu mức nhận biết, 1 câu mức vận dụng.'],
    ],
    [
      'points by topic',
      {
        blueprint: topics,
        scoring: { ...round().scoring, pointsMilliByTopic: { 'mot-cua': 2500, khac: 0 } },
      },
      ['Câu về Một cửa được 2,5 điểm.', 'Câu về Khác được hỏi nhưng không tính điểm.'],
    ],
    [
      'partial marks',
      { scoring: { ...round().scoring, multiple: 'partial' } },
      [
        'Câu có nhiều phương án đúng: mỗi phương án đúng được một phần điểm, chọn sai bị trừ bớt, thấp nhất là 0 điểm một câu.',
      ],
    ],
    [
      'a penalty with a floor',
      { scoring: { ...penalty, floorAtZero: true } },
      [
        'Mỗi câu đúng được 1,5 điểm.',
        'Câu có nhiều phương án đúng: mỗi phương án đúng được một phần điểm.',
        'Ở câu đó, mỗi phương án chọn sai bị trừ 0,25 điểm.',
        'Điểm cả bài không xuống dưới 0.',
      ],
    ],
    [
      'rounding',
      { scoring: { ...penalty, floorAtZero: true, rounding: 'tenth' } },
      ['Điểm được làm tròn đến 0,1 điểm.'],
    ],
    [
      'explanations after the key',
      { release: { score: 'at_submit', ownAnswers: 'at_submit', key: 'round_end', explanations: 'contest_end' } },
      ['Đáp án: xem được khi đợt thi kết thúc.', 'Giải thích: xem được khi cuộc thi kết thúc.'],
    ],
    ['no floor', { scoring: { ...penalty, floorAtZero: false } }, ['Điểm cả bài có thể xuống dưới 0.']],
    [
      'all limits',
      { limits: { ...limits, minGapMs: 1_800_000 } },
      [
        'Mỗi người thi nhiều nhất 2 lượt mỗi ngày, 7 lượt mỗi tuần, 8 lượt mỗi đợt, 9 lượt mỗi giai đoạn, ' +
          '1.000 lượt trong cả cuộc thi.',
        'Tuần tính từ 0 giờ thứ Hai.',
        'Lượt đã bắt đầu là đã dùng, kể cả khi không nộp bài.',
        'Hai lượt bắt đầu cách nhau ít nhất 30 phút.',
      ],
    ],
    [
      'a prediction',
      { prediction },
      [
        'Trước khi nộp bài, bạn dự đoán có bao nhiêu lượt thi trong đợt: một số từ 0 đến 1.000.000.',
        'Thi nhiều lượt thì dự đoán cuối cùng có giá trị.',
      ],
    ],
    [
      'a prediction that is not the last word at the submit',
      { prediction: { ...prediction, changeUntil: 'round_end' } },
      ['Nộp bài rồi vẫn sửa được số dự đoán ở Trang của tôi, đến 09:00 thứ Hai, 18/5.'],
    ],
    [
      'nothing shown',
      { release: { score: 'never', ownAnswers: 'never', key: 'never', explanations: 'never' } },
      ['Điểm: không công bố ở đây.', 'Đáp án và giải thích: không công bố ở đây.'],
    ],
  ])('tell %s', (_case, more, expected) => expect(roundSaid(more)).toEqual(expect.arrayContaining(expected)));

  it('stand once for rounds that have the same, and apart for the others', () => {
    const book = rulesOf(contest([round(), round({ title: 'Tuần 2', graceMs: 0 }), round({ title: 'Tuần 3' })]), VI);
    expect(book.rounds.map(({ titles }) => titles)).toEqual([['Tuần 1', 'Tuần 3'], ['Tuần 2']]);
  });

  it('name the hours of no round where several have such a prediction, so that these stand together', () => {
    const may = { ...prediction, changeUntil: 'round_end' as const };
    const weeks = [round({ prediction: may }), round({ prediction: may, closesAt: '2026-05-25T02:00:00Z' })];
    const { rounds } = rulesOf(contest(weeks), VI);
    expect(rounds).toHaveLength(1);
    expect(rounds[0]!.groups.flatMap(({ sentences }) => sentences)).toContain(
      'Nộp bài rồi vẫn sửa được số dự đoán ở Trang của tôi, đến giờ đóng của đợt thi.',
    );
  });

  it('stand once for weeks in which another field has the hard question', () => {
    const week = (title: string, hard: string) =>
      round({
        title,
        blueprint: ['Một cửa', 'Khác'].map((topic) => {
          return { topic, topicTitle: topic, level: topic === hard ? 3 : 1, count: 2 };
        }),
      });
    const book = rulesOf(contest([week('Tuần 1', 'Một cửa'), week('Tuần 2', 'Khác')]), VI);
    expect(book.rounds.map(({ titles }) => titles)).toEqual([['Tuần 1', 'Tuần 2']]);
  });
});

describe('the rules of a contest in sentences', () => {
  it('tell a plain contest whole', () => {
    expect(contestSaid({})).toEqual([
      'Thi nhiều lượt trong một đợt thì lượt tốt nhất được tính.',
      'Xếp hạng lần lượt theo: điểm cao hơn; thời gian làm bài ngắn hơn.',
      'Thời gian làm bài được so đến từng giây.',
      'Trên bảng xếp hạng, tên đệm và tên được viết tắt, ví dụ Nguyễn V. A.',
      'Không giới hạn tuổi.',
      '222 đơn vị được mời tham gia.',
      'Đơn vị chưa có trong danh sách mời: bạn vẫn dự thi được, kết quả ghi vào nhóm ngoài danh sách mời.',
      'Đơn vị được tính là đã tham gia khi có từ 1 lượt thi được tính trở lên.',
      'Lượt thi của đơn vị cấp dưới không tính cho đơn vị cấp trên.',
      'Họ tên, số điện thoại, ngày sinh được lưu đến hết 24 tháng sau đợt thi cuối, rồi xóa hoặc khử nhận dạng.',
      'Bạn xem, tải về, rút lại sự đồng ý hoặc xóa dữ liệu của mình ở Trang của tôi.',
    ]);
  });

  it('tell what is set otherwise', () => {
    const said = contestSaid(
      {
        ...{ counting: 'first', durationPrecision: 'ms', maskNames: false },
        participation: { minAttempts: 5, childrenCountForParent: true },
        minimumAge: { years: 14, on: '2026-05-01' },
      },
      {
        audiences: [...contest([]).audiences, { id: 2, code: 'hs', title: 'Học sinh' }],
        phases: [{ id: 1, title: 'Vòng loại' }],
        units: { invited: 0 },
        retentionMonths: 6,
      },
    );
    expect(said).toEqual([
      'Thi nhiều lượt trong một đợt thì lượt đầu tiên được tính.',
      'Xếp hạng lần lượt theo: điểm cao hơn; thời gian làm bài ngắn hơn.',
      'Thời gian làm bài được so đến từng phần nghìn giây.',
      'Xếp hạng riêng cho từng đối tượng: Chung; Học sinh.',
      'Các đợt thi chia thành giai đoạn: Vòng loại.',
      'Bảng xếp hạng ghi đầy đủ họ tên.',
      'Cuộc thi dành cho người từ đủ 14 tuổi, tính đến ngày 01/5/2026.',
      'Đơn vị được tính là đã tham gia khi có từ 5 lượt thi được tính trở lên.',
      'Lượt thi của đơn vị cấp dưới được tính cho đơn vị cấp trên.',
      'Họ tên, số điện thoại, ngày sinh được lưu đến hết 6 tháng sau đợt thi cuối, rồi xóa hoặc khử nhận dạng.',
      'Bạn xem, tải về, rút lại sự đồng ý hoặc xóa dữ liệu của mình ở Trang của tôi.',
    ]);
  });

  it('say nothing of time when the ranking does not, and name a criterion they do not know as the server does', () => {
    const said = contestSaid({ ranking: [{ criterion: 'beauty', name: 'chữ đẹp hơn' }] });
    expect(said).toContain('Xếp hạng lần lượt theo: chữ đẹp hơn.');
    expect(said.join(' ')).not.toContain('so đến');
  });

  it('are told in English too', () => {
    expect(roundSaid({}, EN)[0]).toBe('An attempt has 15 questions, to be answered in 20 minutes.');
    expect(contestSaid({}, {}, EN)).toContain('Ranked by, in this order: higher score; shorter time taken.');
  });
});
