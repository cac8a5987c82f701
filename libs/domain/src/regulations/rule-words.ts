import { CRITERIA, type Criterion, type RankingCriterion } from '../criteria/index.js';
import { UNIT_METRICS, type UnitMetric, type UnitMetricRule } from '../unit-metrics/index.js';

/** One of the words below for each code; `true` and `false` of a yes-or-no. A choice that the thể lệ is silent about has words all the same. */
type Words = Readonly<Record<string, string>>;

const MOMENTS = {
  at_submit: 'ngay sau khi nộp bài',
  round_end: 'khi đợt thi kết thúc',
  contest_end: 'khi cuộc thi kết thúc',
  never: 'không công bố',
};
const SIGHT_WHO = {
  hidden: 'không công bố',
  organizers: 'Ban Tổ chức',
  own_units: 'Ban Tổ chức và các đơn vị cấp trên',
  public: 'mọi người',
};
const SIGHT_WHEN = {
  live: 'ngay trong đợt thi',
  round_end: 'khi đợt thi kết thúc',
  contest_end: 'khi cuộc thi kết thúc',
};
/** What stands in a registry brings its own words along. */
const wordsIn = <K extends string, T>(registry: Record<K, T>, of: (one: T) => string) =>
  Object.fromEntries(Object.entries<T>(registry).map(([code, one]) => [code, of(one)])) as Record<K, string>;
const METRICS = wordsIn<UnitMetric, UnitMetricRule>(UNIT_METRICS, ({ name }) => name);

/**
 * What each choice of the regulations means, by its path ('[]' for every line of a list): the thể lệ prints these words and
 * the form in which an organizer chooses shows them, so that what is chosen is what is published.
 *
 * Example: `RULE_WORDS['counting.rule'].first` is 'Mỗi người được tính lượt thi đầu tiên.'
 */
export const RULE_WORDS = {
  'audiences.whenTwo': {
    person_chooses: 'Người thuộc hai nhóm tự chọn một nhóm khi đăng ký và giữ nhóm đó trong cả cuộc thi.',
    first_listed: 'Người thuộc hai nhóm dự thi ở nhóm nêu trước trong danh sách trên.',
  },
  'eligibility.units': {
    any: 'Người của mọi đơn vị.',
    invited_only: 'Chỉ người của các đơn vị được mời.',
  },
  'eligibility.roster': {
    open: 'Ai đủ điều kiện cũng đăng ký được.',
    listed_only: 'Chỉ người có tên trong danh sách do đơn vị gửi Ban Tổ chức.',
  },
  'eligibility.eidLevel': {
    1: 'Có tài khoản định danh điện tử mức 1.',
    2: 'Có tài khoản định danh điện tử mức 2.',
  },
  'eligibility.excluded[]': {
    organizers: 'thành viên Ban Tổ chức',
    jury: 'thành viên Ban Giám khảo',
    drafters: 'người soạn và thẩm định câu hỏi',
    technicians: 'người vận hành phần mềm',
    relatives: 'người thân đã khai của những người trên',
  },
  'identity.key': {
    phone: 'số điện thoại',
    citizen_number: 'số định danh cá nhân (CCCD)',
    staff_number: 'mã số cán bộ, công chức, viên chức',
    eid: 'tài khoản định danh điện tử (VNeID)',
  },
  'identity.locked[]': { full_name: 'họ tên', birth_date: 'ngày sinh', unit: 'đơn vị' },
  'identity.corrections': {
    by_request: 'nếu sai thì gửi yêu cầu để được xem xét',
    none: 'không nhận yêu cầu sửa',
  },
  'paper.kind': {
    drawn: 'Câu hỏi lấy ngẫu nhiên từ ngân hàng cho từng lượt thi',
    fixed: 'Mọi người làm cùng một bộ câu hỏi.',
  },
  'paper.blueprint[].level': { 1: 'nhận biết', 2: 'thông hiểu', 3: 'vận dụng' },
  'paper.shuffleItems': { true: 'Thứ tự câu hỏi được trộn.' },
  'paper.shuffleOptions': { true: 'Thứ tự phương án trả lời được trộn.' },
  'paper.avoidSeenItems': { true: 'tránh những câu người đó đã gặp khi còn câu khác' },
  'paper.multipleRight': {
    none: 'Mỗi câu có một phương án đúng.',
    number_told: 'số phương án đúng được nói trong câu hỏi',
    number_untold: 'số phương án đúng không nói trước',
  },
  'time.kind': { paper: 'cho cả bài', question: 'cho từng câu', none: 'không giới hạn thời gian trong đợt thi' },
  'time.atRoundEnd': {
    cut: 'Khi đợt thi đóng, bài đang làm dở được nộp tự động với các câu đã lưu.',
    full_time: 'Lượt thi bắt đầu trước giờ đóng được làm đủ thời gian, kể cả khi đợt thi đã đóng.',
  },
  'time.extraTime': {
    true: 'Người khuyết tật, người cần hỗ trợ được cộng thêm thời gian khi liên hệ Ban Tổ chức trước.',
  },
  'attempts.abandonedCounts': {
    true: 'Lượt thi đã bắt đầu mà bỏ dở vẫn tính là một lượt.',
    false: 'Lượt thi hết giờ mà chưa trả lời câu nào là lượt bỏ dở và không tính.',
  },
  'attempts.practice': { true: 'Có phần ôn luyện không giới hạn, không tính vào kết quả.' },
  'scoring.multiple': {
    all_or_nothing: 'phải chọn đúng và đủ mới có điểm',
    partial: 'mỗi phương án đúng có một phần điểm',
    penalty: 'mỗi phương án đúng có một phần điểm, phương án sai bị trừ điểm',
  },
  'scoring.floorAtZero': { true: 'Điểm của một bài không dưới 0.' },
  'scoring.rounding': {
    exact: 'Điểm không làm tròn.',
    tenth: 'Điểm được làm tròn đến 0,1 điểm.',
    whole: 'Điểm được làm tròn đến 1 điểm.',
  },
  'counting.rule': {
    best: 'Mỗi người được tính lượt thi có điểm cao nhất; nếu bằng điểm, tính lượt nộp sớm hơn.',
    first: 'Mỗi người được tính lượt thi đầu tiên.',
    last: 'Mỗi người được tính lượt thi cuối cùng.',
  },
  'counting.across': {
    one_attempt: 'Kết quả chung của các đợt cũng theo quy tắc trên.',
    sum_of_rounds: 'Kết quả chung là tổng điểm các lượt được tính của từng đợt.',
  },
  'prediction.asked': { before: 'trước khi trả lời các câu hỏi', after: 'sau khi trả lời các câu hỏi' },
  'prediction.subject': {
    persons_all_correct: 'số người trả lời đúng tất cả các câu',
    persons_taking_part: 'số người dự thi',
    attempts: 'số lượt thi',
  },
  'prediction.of': { round: 'đợt thi', phase: 'giai đoạn', contest: 'cả cuộc thi' },
  'prediction.among': { own_audience: 'trong nhóm đối tượng của mình', all: 'trong mọi người dự thi' },
  'prediction.compare': {
    nearest: 'Dự đoán càng gần số thực tế càng tốt.',
    not_over: 'Dự đoán càng gần số thực tế càng tốt, nhưng dự đoán cao hơn thì không được tính.',
    exact_only: 'Chỉ dự đoán đúng bằng số thực tế mới được tính.',
  },
  'prediction.equalDistance': {
    equal: 'Hai dự đoán lệch bằng nhau về hai phía được coi như nhau.',
    under_first: 'Hai dự đoán lệch bằng nhau thì dự đoán thấp hơn xếp trước.',
    over_first: 'Hai dự đoán lệch bằng nhau thì dự đoán cao hơn xếp trước.',
  },
  'prediction.changeUntil': { submit: 'nộp bài', round_end: 'đợt thi đóng' },
  'prediction.whichCounts': {
    counted_attempt: 'Người thi nhiều lượt: tính dự đoán của lượt thi được tính.',
    first: 'Người thi nhiều lượt: tính dự đoán đầu tiên.',
    last: 'Người thi nhiều lượt: tính dự đoán cuối cùng.',
  },
  'ranking.criteria[]': wordsIn<RankingCriterion, Criterion>(CRITERIA, ({ sentence }) => sentence),
  'ranking.durationPrecision': { s: 'giây, bỏ phần lẻ', ms: 'phần nghìn giây' },
  'ranking.sharedRank': {
    true: 'Những người bằng nhau ở mọi tiêu chí cùng đồng hạng.',
    false: 'Không có người đồng hạng.',
  },
  'ranking.byAudience': {
    true: 'Xếp hạng riêng cho từng nhóm đối tượng.',
    false: 'Xếp hạng chung cho mọi đối tượng.',
  },
  'prizes.list[].of': { round: 'mỗi đợt', phase: 'mỗi giai đoạn', contest: 'cả cuộc thi' },
  'prizes.list[].to': { person: 'cá nhân', unit: 'tập thể' },
  'prizes.list[].by': {
    rank: 'theo thứ hạng',
    youngest: 'cho người đạt giải ít tuổi nhất',
    oldest: 'cho người đạt giải cao tuổi nhất',
    minority: 'cho người dân tộc thiểu số (tự khai khi nhận giải)',
    most_first_prizes: 'cho người hoặc đơn vị có nhiều giải Nhất nhất',
    most_participants: 'cho đơn vị có nhiều người dự thi nhất',
    jury: 'do Ban Giám khảo xét',
    referral: 'cho người giới thiệu được nhiều người dự thi nhất',
  },
  'prizes.onePerPerson': {
    round: 'Mỗi người nhận không quá một giải cá nhân trong một đợt.',
    contest: 'Mỗi người nhận không quá một giải cá nhân trong cả cuộc thi.',
  },
  'prizes.onlyFullMarks': { true: 'Giải cá nhân chỉ xét người đạt điểm tối đa.' },
  'prizes.replacement': {
    next_in_line: 'Khi người đạt giải bị loại hoặc không nhận giải, người xếp kế tiếp được thay.',
    not_given: 'Khi người đạt giải bị loại hoặc không nhận giải, giải đó không trao.',
  },
  'units.kind': { workplace: 'nơi công tác hoặc học tập', residence: 'nơi cư trú' },
  'units.participation.childrenCountForParent': { true: 'tính cả các đơn vị cấp dưới' },
  'units.ranking.metrics[].metric': METRICS,
  'units.ranking.tie[]': METRICS,
  'release.score': MOMENTS,
  'release.ownAnswers': MOMENTS,
  'release.key': MOMENTS,
  'release.explanations': MOMENTS,
  'release.board.shown': {
    live: 'Bảng xếp hạng tạm thời hiện trong suốt đợt thi.',
    frozen: 'Bảng xếp hạng tạm thời hiện trong đợt thi, đứng yên ở những phút cuối.',
    after: 'Bảng xếp hạng hiện khi đợt thi kết thúc.',
    hidden: 'Bảng xếp hạng không công khai trên trang.',
  },
  'release.unitTable.who': SIGHT_WHO,
  'release.unitTable.when': SIGHT_WHEN,
  'release.silentUnits.who': SIGHT_WHO,
  'release.silentUnits.when': SIGHT_WHEN,
  'release.counters.who': SIGHT_WHO,
  'release.counters.when': SIGHT_WHEN,
  'release.maskNames': { true: 'Họ tên trên bảng xếp hạng được che bớt (ví dụ: Nguyễn V. A.).' },
  'release.fullNamesWithConsent': {
    true: 'Họ tên đầy đủ chỉ nêu khi người đó đồng ý, hoặc trong quyết định trao giải; không nêu đủ họ tên trẻ em.',
    false: 'Họ tên đầy đủ chỉ nêu trong quyết định trao giải; không nêu đủ họ tên trẻ em.',
  },
  'verification.voidReasons[]': {
    wrong_data: 'khai sai thông tin',
    other_persons_data: 'dùng thông tin của người khác',
    proxy: 'thi hộ hoặc nhờ người thi hộ',
    many_accounts: 'một người dùng nhiều tài khoản',
    excluded_person: 'người không được dự thi',
    technical_fraud: 'dùng phần mềm hay cách khác để gian lận',
  },
  'verification.approvals': { 1: 'một người duyệt', 2: 'có hai người cùng duyệt' },
  'extras.survey': { true: 'Sau bài thi có phiếu khảo sát; trả lời hay không không ảnh hưởng kết quả.' },
  'extras.referral': { true: 'Người dự thi có mã giới thiệu để mời người khác.' },
} as const satisfies Record<string, Words>;

/** 'prizes.list[3].by' and 'calendar.rounds[0].differs.time.kind' as they stand above: 'prizes.list[].by', 'time.kind'. */
export const plainPath = (path: string): string =>
  path.replace(/^calendar\.rounds\[\d+\]\.differs\./, '').replace(/\[\d+\]/g, '[]');

/**
 * The words of a choice at a path; undefined where it has none.
 *
 * Example: `choiceWords('prizes.list[2].of', 'round')` is 'mỗi đợt'.
 */
export function choiceWords(path: string, value: string | number | boolean): string | undefined {
  const words = (RULE_WORDS as Readonly<Record<string, Words>>)[plainPath(path)];
  return words && Object.hasOwn(words, String(value)) ? words[String(value)] : undefined;
}
