import { UNIT_KINDS } from '../contest-page.js';
import { COUNTING_RULES } from '../counting.js';
import { CRITERIA } from '../criteria/index.js';
import { LIMITS } from '../limits.js';
import { RELEASE_MOMENTS } from '../round-rules.js';
import * as shape from '../rule-shape.js';
import type { Shape } from '../rule-shape.js';
import { UNIT_METRICS } from '../unit-metrics/index.js';
import { EXCLUDED_GROUPS, VOID_REASONS } from './regulations.js';

const code = (name: string) => shape.text(name, LIMITS.codeLengthMax);
const line = (name: string) => shape.text(name, LIMITS.pageLineLengthMax);
const lineOrNull = (name: string) => shape.orNull(line(name));
const moment = (name: string) => shape.choice(name, RELEASE_MOMENTS);
const { record, list, map, choice, integer, boolean, orNull } = shape;
const perPeriod = (name: string) => orNull(integer(name, 1, LIMITS.attemptsPerPeriodMax));
const days = (name: string) => orNull(integer(name, 1, LIMITS.rulesDaysMax));
const metric = (name: string) => choice(name, Object.keys(UNIT_METRICS));
const age = (name: string) =>
  orNull(record(name, { years: integer('Số tuổi', 1, LIMITS.ageYearsMax), on: shape.date('Ngày tính tuổi') }));
const sight = (name: string) =>
  record(name, {
    who: choice('Ai được xem', ['hidden', 'organizers', 'own_units', 'public']),
    when: choice('Xem từ khi nào', ['live', 'round_end', 'contest_end']),
  });
const group = (name: string) => record(name, { code: code('Mã'), title: line('Tên') });

const PAPER = record('Đề thi', {
  kind: choice('Cách ra đề', ['drawn', 'fixed']),
  blueprint: list(
    'Bảng cấu trúc đề',
    record('Dòng cấu trúc đề', {
      topic: orNull(code('Chủ đề')),
      level: orNull(choice('Mức độ', [1, 2, 3])),
      count: integer('Số câu', 1, LIMITS.itemsPerPaperMax),
    }),
    LIMITS.blueprintCellsMax,
  ),
  subBank: orNull(code('Phần ngân hàng')),
  byAudience: list(
    'Bộ câu hỏi riêng của đối tượng',
    record('Bộ câu hỏi riêng', { audience: code('Đối tượng'), subBank: code('Phần ngân hàng') }),
    LIMITS.audiencesMax,
  ),
  shuffleItems: boolean('Trộn thứ tự câu'),
  shuffleOptions: boolean('Trộn thứ tự phương án'),
  avoidSeenItems: boolean('Tránh câu đã gặp'),
  multipleRight: choice('Câu nhiều phương án đúng', ['none', 'number_told', 'number_untold']),
});

const TIME = record('Thời gian làm bài', {
  kind: choice('Cách tính giờ', ['paper', 'question', 'none']),
  seconds: orNull(integer('Số giây', 1, LIMITS.durationMaxMs / 1000)),
  graceSeconds: integer('Số giây chờ nộp', 0, LIMITS.graceMaxMs / 1000),
  atRoundEnd: choice('Lượt thi còn dở khi đợt đóng', ['cut', 'full_time']),
  extraTime: boolean('Cộng giờ cho người cần hỗ trợ'),
});

const ATTEMPTS = record('Lượt thi', {
  perDay: perPeriod('Số lượt mỗi ngày'),
  perWeek: perPeriod('Số lượt mỗi tuần'),
  perRound: perPeriod('Số lượt mỗi đợt'),
  perPhase: perPeriod('Số lượt mỗi giai đoạn'),
  perContest: perPeriod('Số lượt cả cuộc thi'),
  minGapMinutes: orNull(integer('Khoảng cách giữa hai lượt (phút)', 1, LIMITS.minGapMaxMs / 60_000)),
  abandonedCounts: boolean('Tính lượt bỏ dở'),
  practice: boolean('Ôn luyện'),
});

/** What every section looks like. The names are those of the form, so that a fault reads as a sentence about a field. */
export const REGULATIONS_SHAPE: Shape = record('Thể lệ', {
  schema: choice('Phiên bản thể lệ', [1]),
  slug: shape.text('Tên trong địa chỉ', LIMITS.codeLengthMax),
  title: line('Tên cuộc thi'),
  host: record('Cơ quan tổ chức', {
    agency: lineOrNull('Cơ quan tổ chức'),
    managingAgency: lineOrNull('Cơ quan chủ quản'),
    accent: lineOrNull('Màu nhấn'),
    hotline: lineOrNull('Điện thoại hỗ trợ'),
    hours: lineOrNull('Giờ hỗ trợ'),
    zalo: lineOrNull('Zalo'),
  }),
  about: orNull(shape.text('Lời giới thiệu', LIMITS.pageSummaryLengthMax)),
  calendar: record('Lịch thi', {
    phases: list('Giai đoạn', group('Giai đoạn'), LIMITS.roundsMax),
    rounds: list(
      'Đợt thi',
      record('Đợt thi', {
        code: code('Mã đợt thi'),
        title: line('Tên đợt thi'),
        phase: orNull(code('Giai đoạn')),
        opensAt: shape.localTime('Giờ mở'),
        closesAt: shape.localTime('Giờ đóng'),
        subBank: orNull(code('Phần ngân hàng của đợt')),
        differs: record('Phần khác với cả cuộc thi', {
          paper: orNull(PAPER),
          time: orNull(TIME),
          attempts: orNull(ATTEMPTS),
        }),
      }),
      LIMITS.roundsMax,
    ),
  }),
  audiences: record('Đối tượng dự thi', {
    groups: list('Nhóm đối tượng', group('Nhóm đối tượng'), LIMITS.audiencesMax),
    whenTwo: choice('Người thuộc hai nhóm', ['person_chooses', 'first_listed']),
  }),
  eligibility: record('Điều kiện dự thi', {
    minimumAge: age('Tuổi tối thiểu'),
    maximumAge: age('Tuổi tối đa'),
    place: lineOrNull('Địa bàn'),
    units: choice('Đơn vị được dự thi', ['any', 'invited_only']),
    roster: choice('Danh sách người dự thi', ['open', 'listed_only']),
    eidLevel: orNull(choice('Mức định danh điện tử', [1, 2])),
    excluded: list('Người không được dự thi', choice('Nhóm', EXCLUDED_GROUPS), EXCLUDED_GROUPS.length),
  }),
  identity: record('Nhận biết người dự thi', {
    key: choice('Mỗi người nhận biết theo', ['phone', 'citizen_number', 'staff_number', 'eid']),
    locked: list('Thông tin không tự sửa', choice('Thông tin', ['full_name', 'birth_date', 'unit']), 3),
    corrections: choice('Sửa thông tin', ['by_request', 'none']),
  }),
  paper: PAPER,
  time: TIME,
  attempts: ATTEMPTS,
  scoring: record('Cách chấm', {
    points: shape.decimal('Điểm mỗi câu', LIMITS.pointsMilliMin / 1000, LIMITS.pointsMilliMax / 1000),
    pointsByTopic: map(
      'Điểm theo chủ đề',
      shape.decimal('Điểm mỗi câu của chủ đề', 0, LIMITS.pointsMilliMax / 1000),
      LIMITS.blueprintCellsMax,
    ),
    multiple: choice('Cách chấm câu nhiều phương án đúng', ['all_or_nothing', 'partial', 'penalty']),
    wrongPenalty: shape.decimal('Điểm trừ mỗi phương án sai', 0, LIMITS.pointsMilliMax / 1000),
    floorAtZero: boolean('Không để điểm dưới 0'),
    rounding: choice('Làm tròn điểm', ['exact', 'tenth', 'whole']),
  }),
  counting: record('Lượt thi được tính', {
    rule: choice('Lượt thi được tính', COUNTING_RULES),
    across: choice('Kết quả của nhiều đợt', ['one_attempt', 'sum_of_rounds']),
  }),
  prediction: orNull(
    record('Câu dự đoán', {
      asked: choice('Hỏi trước hay sau khi làm bài', ['before', 'after']),
      subject: choice('Điều dự đoán', ['persons_all_correct', 'persons_taking_part', 'attempts']),
      of: choice('Phạm vi của con số', ['round', 'phase', 'contest']),
      among: choice('Tính trong', ['own_audience', 'all']),
      compare: choice('Cách so dự đoán', ['nearest', 'not_over', 'exact_only']),
      equalDistance: choice('Lệch bằng nhau', ['equal', 'under_first', 'over_first']),
      changeUntil: choice('Được sửa đến khi', ['submit', 'round_end']),
      whichCounts: choice('Dự đoán được tính', ['counted_attempt', 'first', 'last']),
      min: integer('Số dự đoán nhỏ nhất', 0, LIMITS.predictionMax),
      max: integer('Số dự đoán lớn nhất', 0, LIMITS.predictionMax),
    }),
  ),
  ranking: record('Xếp hạng', {
    criteria: list('Tiêu chí xếp hạng', choice('Tiêu chí', Object.keys(CRITERIA)), Object.keys(CRITERIA).length),
    durationPrecision: choice('Thời gian làm bài so theo', ['s', 'ms']),
    sharedRank: boolean('Cho phép đồng hạng'),
    byAudience: boolean('Xếp hạng riêng từng đối tượng'),
  }),
  prizes: record('Giải thưởng', {
    list: list(
      'Cơ cấu giải',
      record('Giải', {
        title: line('Tên giải'),
        of: choice('Trao cho', ['round', 'phase', 'contest']),
        to: choice('Người nhận', ['person', 'unit']),
        by: choice('Xét theo', [
          'rank',
          'youngest',
          'oldest',
          'minority',
          'most_first_prizes',
          'most_participants',
          'jury',
          'referral',
        ]),
        audience: orNull(code('Đối tượng')),
        block: orNull(code('Khối')),
        quota: integer('Số giải', 1, LIMITS.prizeCountMax),
        amountVnd: orNull(integer('Số tiền (đồng)', 0, LIMITS.prizeVndMax)),
        detail: orNull(shape.text('Ghi chú của giải', LIMITS.pageSummaryLengthMax)),
      }),
      LIMITS.pageRowsMax,
    ),
    onePerPerson: orNull(choice('Mỗi người một giải trong', ['round', 'contest'])),
    perUnitMax: orNull(integer('Số giải cá nhân tối đa của một đơn vị', 1, LIMITS.prizeCountMax)),
    onlyFullMarks: boolean('Chỉ xét người đạt điểm tối đa'),
    replacement: choice('Khi người đạt giải bị loại', ['next_in_line', 'not_given']),
  }),
  units: record('Đơn vị', {
    kind: choice('Loại đơn vị dự thi', UNIT_KINDS),
    example: lineOrNull('Ví dụ chọn đơn vị'),
    participation: record('Đơn vị tham gia', {
      minAttempts: integer('Số lượt thi tối thiểu để đơn vị được tính là tham gia', 1, 1_000_000),
      childrenCountForParent: boolean('Tính lượt thi của đơn vị cấp dưới cho đơn vị cấp trên'),
    }),
    blocks: list('Khối', group('Khối'), LIMITS.audiencesMax),
    ranking: orNull(
      record('Xếp hạng đơn vị', {
        metrics: list(
          'Cách xếp hạng đơn vị',
          record('Thành phần', { metric: metric('Thành phần'), weight: integer('Trọng số (%)', 1, 100) }),
          Object.keys(UNIT_METRICS).length,
        ),
        minimumHeadcount: orNull(integer('Số người tối thiểu của đơn vị', 1, 1_000_000)),
        attemptsPerPersonMax: orNull(integer('Số lượt tối đa của một người', 1, LIMITS.attemptsPerPeriodMax)),
        tie: list('Khi bằng nhau', metric('Thành phần'), Object.keys(UNIT_METRICS).length),
      }),
    ),
  }),
  release: record('Công bố', {
    score: moment('Công bố điểm'),
    ownAnswers: moment('Công bố bài đã làm'),
    key: moment('Công bố đáp án'),
    explanations: moment('Công bố giải thích'),
    board: record('Bảng xếp hạng', {
      shown: choice('Bảng xếp hạng', ['live', 'frozen', 'after', 'hidden']),
      frozenMinutes: orNull(integer('Số phút bảng đứng yên trước khi đợt đóng', 1, LIMITS.minGapMaxMs / 60_000)),
    }),
    unitTable: sight('Bảng đơn vị'),
    silentUnits: sight('Danh sách đơn vị chưa tham gia'),
    counters: sight('Số người, số lượt đang thi'),
    maskNames: boolean('Che bớt họ tên'),
    fullNamesWithConsent: boolean('Nêu đủ họ tên người đồng ý'),
  }),
  verification: record('Xác minh, khiếu nại', {
    papers: list('Giấy tờ xuất trình', line('Giấy tờ'), LIMITS.pageRowsMax),
    claimDays: days('Số ngày nhận giải'),
    appealDays: days('Số ngày khiếu nại'),
    voidReasons: list('Lý do không công nhận', choice('Lý do', VOID_REASONS), VOID_REASONS.length),
    decidedBy: line('Người quyết định'),
    approvals: choice('Số người duyệt', [1, 2]),
  }),
  publication: record('Quyết định kết quả', {
    signer: lineOrNull('Người ký'),
    withinDays: days('Số ngày công bố'),
  }),
  personalData: record('Dữ liệu cá nhân', {
    retentionMonths: integer('Số tháng lưu dữ liệu cá nhân', 1, LIMITS.retentionMonthsMax),
  }),
  extras: record('Phần thêm', {
    essay: orNull(
      record('Phần tự luận', {
        prompt: shape.text('Đề tự luận', LIMITS.pageSummaryLengthMax),
        wordsMax: integer('Số chữ tối đa', 1, LIMITS.essayWordsMax),
      }),
    ),
    team: orNull(record('Thi theo đội', { membersMax: integer('Số người một đội', 2, LIMITS.teamMembersMax) })),
    instantGift: lineOrNull('Quà tặng ngay'),
    survey: boolean('Phiếu khảo sát'),
    referral: boolean('Mã giới thiệu'),
  }),
  notes: map('Ghi chú', shape.text('Ghi chú', LIMITS.pageSummaryLengthMax), LIMITS.pageRowsMax),
});
