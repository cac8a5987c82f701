import { CRITERIA } from '../criteria/index.js';
import { formatCount, formatDuration, formatPoints } from '../format-vi.js';
import type { ReleaseMoment } from '../round-rules.js';
import { UNIT_METRICS } from '../unit-metrics/index.js';
import type {
  AttemptPlan,
  ExcludedGroup,
  PaperPlan,
  PrizeLine,
  Regulations,
  RoundPlan,
  Sight,
  TimePlan,
  VoidReason,
} from './regulations.js';
import { PRIZE_BY } from './prize-words.js';
import { questionsOf, roundSections } from './server-rules.js';

/** One article of the printed rules; its number is its place in the list. */
export interface Article {
  title: string;
  /** Numbered when there are several. A paragraph may hold lines that begin with '- '. */
  paragraphs: string[];
}

/**
 * Complete regulations as articles in Vietnamese: what citizens read, what is annexed to the decision. Each sentence comes
 * from one field, so that what is printed is what is kept; an article with nothing to say is left out.
 */
export function theLe(regulations: Regulations): Article[] {
  const articles: [string, (string | false)[]][] = [
    ['Tên cuộc thi và cơ quan tổ chức', hostParagraphs(regulations)],
    ['Đối tượng và điều kiện dự thi', peopleParagraphs(regulations)],
    ['Thời gian', calendarParagraphs(regulations)],
    ['Đăng ký dự thi', identityParagraphs(regulations)],
    ['Đề thi và thời gian làm bài', paperParagraphs(regulations)],
    ['Số lượt thi', attemptParagraphs(regulations)],
    ['Chấm điểm và lượt thi được tính', scoringParagraphs(regulations)],
    ['Câu dự đoán', predictionParagraphs(regulations)],
    ['Xếp hạng cá nhân', rankingParagraphs(regulations)],
    ['Đơn vị tham gia', unitParagraphs(regulations)],
    ['Giải thưởng', prizeParagraphs(regulations)],
    ['Công bố kết quả', releaseParagraphs(regulations)],
    ['Xác minh, không công nhận kết quả và khiếu nại', verificationParagraphs(regulations)],
    ['Dữ liệu cá nhân', personalParagraphs(regulations)],
    ['Nội dung khác', extraParagraphs(regulations)],
  ];
  return articles
    .map(([title, paragraphs]) => ({ title, paragraphs: paragraphs.filter((one) => one !== false) }))
    .filter(({ paragraphs }) => paragraphs.length > 0);
}

/** The articles as plain text, for a file or a terminal. */
export function theLeText(regulations: Regulations): string {
  const articles = theLe(regulations).map(({ title, paragraphs }, i) => {
    const numbered = paragraphs.length > 1 ? paragraphs.map((one, k) => `${k + 1}. ${one}`) : paragraphs;
    return [`Điều ${i + 1}. ${title}`, ...numbered].join('\n');
  });
  return [`THỂ LỆ\n${regulations.title.toLocaleUpperCase('vi')}`, ...articles].join('\n\n') + '\n';
}

function hostParagraphs({ title, host, about }: Regulations): (string | false)[] {
  return [
    `Tên cuộc thi: ${title}.`,
    host.agency !== null && `Cơ quan tổ chức: ${host.agency}.`,
    host.managingAgency !== null && `Cơ quan chủ quản: ${host.managingAgency}.`,
    about ?? false,
    host.hotline !== null &&
      `Hỗ trợ: ${[host.hotline, host.hours, host.zalo && `Zalo ${host.zalo}`].filter(Boolean).join('; ')}.`,
  ];
}

const EXCLUDED: Record<ExcludedGroup, string> = {
  organizers: 'thành viên Ban Tổ chức',
  jury: 'thành viên Ban Giám khảo',
  drafters: 'người soạn và thẩm định câu hỏi',
  technicians: 'người vận hành phần mềm',
  relatives: 'người thân đã khai của những người trên',
};

function peopleParagraphs({ audiences, eligibility }: Regulations): (string | false)[] {
  const { groups, whenTwo } = audiences;
  const { minimumAge: min, maximumAge: max, place, units, roster, eidLevel, excluded } = eligibility;
  return [
    groups.length === 0
      ? `Mọi người${place === null ? '' : ` sinh sống, học tập, công tác tại ${place}`} đều được dự thi.`
      : `Các nhóm đối tượng${place === null ? '' : ` sinh sống, học tập, công tác tại ${place}`}: ${listed(groups.map(({ title }) => title))}.`,
    groups.length > 1 &&
      (whenTwo === 'person_chooses'
        ? 'Người thuộc hai nhóm tự chọn một nhóm khi đăng ký và giữ nhóm đó trong cả cuộc thi.'
        : `Người thuộc hai nhóm dự thi ở nhóm nêu trước trong danh sách trên.`),
    min !== null && `Từ đủ ${min.years} tuổi trở lên, tính đến ngày ${proseDate(min.on)}.`,
    max !== null && `Không quá ${max.years} tuổi, tính đến ngày ${proseDate(max.on)}.`,
    units === 'invited_only' && 'Chỉ người của các đơn vị được mời.',
    roster === 'listed_only' && 'Chỉ người có tên trong danh sách do đơn vị gửi Ban Tổ chức.',
    eidLevel !== null && `Có tài khoản định danh điện tử mức ${eidLevel}.`,
    excluded.length > 0 && `Không được dự thi: ${listed(excluded.map((one) => EXCLUDED[one]))}.`,
  ];
}

function calendarParagraphs({ calendar: { phases, rounds }, time }: Regulations): string[] {
  const line = ({ title, opensAt, closesAt }: RoundPlan) =>
    `${title}: từ ${proseTime(opensAt)} đến ${proseTime(closesAt)}`;
  const byPhase = phases.map(
    ({ code, title }) =>
      `${title}:\n${rounds
        .filter(({ phase }) => phase === code)
        .map((one) => `- ${line(one)}.`)
        .join('\n')}`,
  );
  const free = rounds.filter(({ phase }) => phase === null);
  const alone = rounds.length === 1 && phases.length === 0;
  return [
    ...byPhase,
    ...(free.length > 0
      ? [free.length === 1 ? `${line(free[0]!)}.` : `Các đợt thi:\n${free.map((one) => `- ${line(one)}.`).join('\n')}`]
      : []),
    ...(alone ? [] : ['Mỗi lượt thi thuộc đợt mà lượt đó bắt đầu.']),
    time.atRoundEnd === 'cut'
      ? 'Khi đợt thi đóng, bài đang làm dở được nộp tự động với các câu đã lưu.'
      : 'Lượt thi bắt đầu trước giờ đóng được làm đủ thời gian, kể cả khi đợt thi đã đóng.',
    'Giờ tính theo đồng hồ của máy chủ (giờ Việt Nam).',
  ];
}

const KEYS: Record<Regulations['identity']['key'], string> = {
  phone: 'số điện thoại',
  citizen_number: 'số định danh cá nhân (CCCD)',
  staff_number: 'mã số cán bộ, công chức, viên chức',
  eid: 'tài khoản định danh điện tử (VNeID)',
};
const LOCKED: Record<Regulations['identity']['locked'][number], string> = {
  full_name: 'họ tên',
  birth_date: 'ngày sinh',
  unit: 'đơn vị',
};

function identityParagraphs({ identity: { key, locked, corrections }, units }: Regulations): (string | false)[] {
  const where = units.kind === 'workplace' ? 'nơi công tác hoặc học tập' : 'nơi cư trú';
  return [
    `Mỗi người một tài khoản, nhận biết theo ${KEYS[key]}, dùng cho mọi đợt thi.`,
    `Đơn vị dự thi là ${where}.${units.example === null ? '' : ` ${units.example}`}`,
    locked.length > 0 &&
      `Sau lượt thi đầu tiên không tự sửa được ${listed(locked.map((one) => LOCKED[one]))}` +
        (corrections === 'by_request' ? '; nếu sai thì gửi yêu cầu để được xem xét.' : '.'),
  ];
}

function paperParagraphs(regulations: Regulations): (string | false)[] {
  const { paper, time, calendar, audiences } = regulations;
  const { kind, byAudience, shuffleItems, shuffleOptions, avoidSeenItems, multipleRight } = paper;
  const titleOf = new Map(audiences.groups.map(({ code, title }) => [code, title]));
  const common = `${paperWords(paper)}, ${timeWords(time)}`;
  const different = calendar.rounds.flatMap((round) => {
    const own = roundSections(regulations, round);
    const words = `${paperWords(own.paper)}, ${timeWords(own.time)}`;
    return words === common ? [] : [`Riêng ${round.title}: ${words}.`];
  });
  return [
    `Mỗi lượt thi gồm ${common}.`,
    kind === 'drawn'
      ? `Câu hỏi lấy ngẫu nhiên từ ngân hàng cho từng lượt thi${avoidSeenItems ? ', tránh những câu người đó đã gặp khi còn câu khác' : ''}.`
      : 'Mọi người làm cùng một bộ câu hỏi.',
    byAudience.length > 0 &&
      `Bộ câu hỏi riêng cho: ${listed(byAudience.map(({ audience }) => titleOf.get(audience) ?? audience))}.`,
    (shuffleItems || shuffleOptions) &&
      `Thứ tự ${listed([...(shuffleItems ? ['câu hỏi'] : []), ...(shuffleOptions ? ['phương án trả lời'] : [])])} được trộn.`,
    multipleRight !== 'none' &&
      `Có câu nhiều phương án đúng; ${multipleRight === 'number_told' ? 'số phương án đúng được nói trong câu hỏi' : 'số phương án đúng không nói trước'}.`,
    ...different,
    time.kind !== 'none' && 'Hết giờ, bài được nộp tự động với các câu đã lưu.',
    time.extraTime && 'Người khuyết tật, người cần hỗ trợ được cộng thêm thời gian khi liên hệ Ban Tổ chức trước.',
  ];
}

function paperWords(paper: PaperPlan): string {
  return `${formatCount(questionsOf(paper))} câu hỏi trắc nghiệm`;
}

function timeWords({ kind, seconds }: TimePlan): string {
  if (kind === 'none' || seconds === null) return 'không giới hạn thời gian trong đợt thi';
  return kind === 'paper' ? `làm trong ${formatDuration(seconds * 1000)}` : `mỗi câu ${formatDuration(seconds * 1000)}`;
}

const PERIODS: readonly [keyof AttemptPlan & `per${string}`, string][] = [
  ['perDay', 'mỗi ngày'],
  ['perWeek', 'mỗi tuần (từ thứ Hai đến Chủ Nhật)'],
  ['perRound', 'mỗi đợt'],
  ['perPhase', 'mỗi giai đoạn'],
  ['perContest', 'cả cuộc thi'],
];

function attemptParagraphs({ attempts, calendar }: Regulations): (string | false)[] {
  const limited = (plan: AttemptPlan) =>
    PERIODS.flatMap(([period, name]) => (plan[period] === null ? [] : [`${formatCount(plan[period])} lượt ${name}`]));
  const words = (plan: AttemptPlan) => {
    const limits = limited(plan);
    return limits.length === 0 ? 'không giới hạn số lượt' : `tối đa ${listed(limits)}`;
  };
  const { minGapMinutes, abandonedCounts, practice } = attempts;
  return [
    `Mỗi người thi ${words(attempts)}.`,
    ...calendar.rounds.flatMap(({ title, differs }) =>
      differs.attempts === null ? [] : [`Riêng ${title}: ${words(differs.attempts)}.`],
    ),
    minGapMinutes !== null && `Hai lượt thi cách nhau ít nhất ${formatDuration(minGapMinutes * 60_000)}.`,
    abandonedCounts ? 'Lượt thi đã bắt đầu mà bỏ dở vẫn tính là một lượt.' : 'Lượt thi bỏ dở không tính.',
    practice && 'Có phần ôn luyện không giới hạn, không tính vào kết quả.',
  ];
}

const MULTIPLE: Record<Regulations['scoring']['multiple'], string> = {
  all_or_nothing: 'phải chọn đúng và đủ mới có điểm',
  partial: 'mỗi phương án đúng có một phần điểm',
  penalty: 'mỗi phương án đúng có một phần điểm, phương án sai bị trừ điểm',
};
const COUNTED: Record<Regulations['counting']['rule'], string> = {
  best: 'Mỗi người được tính lượt thi có điểm cao nhất; nếu bằng điểm, tính lượt nộp sớm hơn.',
  first: 'Mỗi người được tính lượt thi đầu tiên.',
  last: 'Mỗi người được tính lượt thi cuối cùng.',
};

function scoringParagraphs({ scoring, paper, counting, calendar }: Regulations): (string | false)[] {
  const { points, pointsByTopic, multiple, wrongPenalty, floorAtZero, rounding } = scoring;
  const say = (value: number) => formatPoints(Math.round(value * 1000));
  const topics = Object.entries(pointsByTopic);
  const hasMultiple = paper.multipleRight !== 'none';
  return [
    `Mỗi câu trả lời đúng được ${say(points)} điểm.`,
    topics.length > 0 && `Riêng theo chủ đề: ${listed(topics.map(([topic, value]) => `${topic} ${say(value)} điểm`))}.`,
    hasMultiple &&
      `Câu nhiều phương án đúng: ${MULTIPLE[multiple]}` +
        (multiple === 'penalty' ? ` (${say(wrongPenalty)} điểm mỗi phương án sai).` : '.'),
    hasMultiple && multiple === 'penalty' && floorAtZero && 'Điểm của một bài không dưới 0.',
    rounding !== 'exact' && `Điểm được làm tròn đến ${rounding === 'tenth' ? '0,1' : '1'} điểm.`,
    COUNTED[counting.rule],
    calendar.rounds.length > 1 &&
      (counting.across === 'sum_of_rounds'
        ? 'Kết quả chung là tổng điểm các lượt được tính của từng đợt.'
        : 'Kết quả chung của các đợt cũng theo quy tắc trên.'),
  ];
}

const SUBJECTS: Record<NonNullable<Regulations['prediction']>['subject'], string> = {
  persons_all_correct: 'số người trả lời đúng tất cả các câu',
  persons_taking_part: 'số người dự thi',
  attempts: 'số lượt thi',
};
const SCOPES = { round: 'đợt thi', phase: 'giai đoạn', contest: 'cả cuộc thi' } as const;

function predictionParagraphs({ prediction, audiences, counting }: Regulations): (string | false)[] {
  if (prediction === null) return [];
  const { asked, subject, of, among, compare, equalDistance, changeUntil, whichCounts, min, max } = prediction;
  const own = among === 'own_audience' && audiences.groups.length > 0 ? ', trong nhóm đối tượng của mình' : '';
  return [
    `Người dự thi dự đoán ${SUBJECTS[subject]} của ${SCOPES[of]}${own}, ${asked === 'after' ? 'sau' : 'trước'} khi trả lời các câu hỏi; câu dự đoán không tính điểm.`,
    `Dự đoán là một số từ ${formatCount(min)} đến ${formatCount(max)}, sửa được đến khi ${changeUntil === 'submit' ? 'nộp bài' : 'đợt thi đóng'}.`,
    'Số để so là số tính trên kết quả hợp lệ, sau khi đã loại các bài không được công nhận; mỗi người tính một lần.',
    {
      nearest: 'Dự đoán càng gần số thực tế càng tốt.',
      not_over: 'Dự đoán càng gần số thực tế càng tốt, nhưng dự đoán cao hơn thì không được tính.',
      exact_only: 'Chỉ dự đoán đúng bằng số thực tế mới được tính.',
    }[compare],
    compare === 'nearest' &&
      {
        equal: 'Hai dự đoán lệch bằng nhau về hai phía được coi như nhau.',
        under_first: 'Hai dự đoán lệch bằng nhau thì dự đoán thấp hơn xếp trước.',
        over_first: 'Hai dự đoán lệch bằng nhau thì dự đoán cao hơn xếp trước.',
      }[equalDistance],
    {
      counted_attempt: 'Người thi nhiều lượt: tính dự đoán của lượt thi được tính.',
      first: 'Người thi nhiều lượt: tính dự đoán đầu tiên.',
      last: 'Người thi nhiều lượt: tính dự đoán cuối cùng.',
    }[whichCounts],
    counting.across === 'sum_of_rounds' &&
      'Khi xét chung các đợt, độ lệch của các đợt được cộng lại; đợt dự thi mà không dự đoán thì coi như không dự đoán.',
  ];
}

function rankingParagraphs({ ranking, audiences }: Regulations): (string | false)[] {
  const { criteria, durationPrecision, sharedRank, byAudience } = ranking;
  const steps = criteria.map((one, i) => `- Tiêu chí ${i + 1}: ${CRITERIA[one].sentence}`).join('\n');
  return [
    audiences.groups.length > 0 &&
      (byAudience ? 'Xếp hạng riêng cho từng nhóm đối tượng.' : 'Xếp hạng chung cho mọi đối tượng.'),
    `Người dự thi được xếp hạng lần lượt theo các tiêu chí; tiêu chí sau chỉ xét khi các tiêu chí trước bằng nhau:\n${steps}`,
    criteria.includes('duration') &&
      `Thời gian làm bài so theo ${durationPrecision === 's' ? 'giây, bỏ phần lẻ' : 'phần nghìn giây'}.`,
    sharedRank && 'Những người bằng nhau ở mọi tiêu chí cùng đồng hạng.',
  ];
}

function unitParagraphs({ units }: Regulations): (string | false)[] {
  const { participation, blocks, ranking } = units;
  const below = participation.childrenCountForParent ? ', tính cả các đơn vị cấp dưới' : '';
  return [
    `Đơn vị được tính là tham gia khi có ít nhất ${formatCount(participation.minAttempts)} lượt thi được tính${below}. Tỷ lệ tham gia tính trên danh sách đơn vị được mời.`,
    blocks.length > 0 && `Các khối đơn vị: ${listed(blocks.map(({ title }) => title))}.`,
    ranking !== null &&
      (ranking.metrics.length === 1
        ? `Xếp hạng đơn vị theo: ${UNIT_METRICS[ranking.metrics[0]!.metric].sentence}`
        : `Xếp hạng đơn vị theo các thành phần:\n${ranking.metrics.map(({ metric, weight }) => `- ${UNIT_METRICS[metric].sentence} Trọng số ${weight}%.`).join('\n')}`),
    typeof ranking?.minimumHeadcount === 'number' &&
      `Chỉ xếp hạng đơn vị có từ ${formatCount(ranking.minimumHeadcount)} người trở lên.`,
    typeof ranking?.attemptsPerPersonMax === 'number' &&
      `Mỗi người được tính cho đơn vị không quá ${formatCount(ranking.attemptsPerPersonMax)} lượt thi.`,
    ranking !== null &&
      ranking.tie.length > 0 &&
      `Nếu bằng nhau thì ${ranking.tie.length > 1 ? 'lần lượt ' : ''}xét ${listed(ranking.tie.map((one) => UNIT_METRICS[one].name))}.`,
  ];
}

const PRIZE_OF = { round: 'mỗi đợt', phase: 'mỗi giai đoạn', contest: 'cả cuộc thi' } as const;
function prizeParagraphs({ prizes, audiences, units }: Regulations): (string | false)[] {
  const { list, onePerPerson, perUnitMax, onlyFullMarks, replacement } = prizes;
  if (list.length === 0) return [];
  const group = new Map([...audiences.groups, ...units.blocks].map(({ code, title }) => [code, title]));
  const line = (prize: PrizeLine) => {
    const whom = prize.audience ?? prize.block;
    const parts = [
      `${formatCount(prize.quota)} ${lowerFirst(prize.title)}`,
      whom !== null && `dành cho ${group.get(whom) ?? whom}`,
      PRIZE_BY[prize.by] ?? false,
      prize.amountVnd !== null && `trị giá ${formatCount(prize.amountVnd)} đồng${prize.quota > 1 ? ' mỗi giải' : ''}`,
      prize.detail !== null && lowerFirst(prize.detail.replace(/\.$/, '')),
    ];
    return `- ${parts.filter((part) => part !== false).join(', ')}.`;
  };
  const groups = (['round', 'phase', 'contest'] as const).flatMap((of) =>
    (['person', 'unit'] as const).flatMap((to) => {
      const own = list.filter((prize) => prize.of === of && prize.to === to);
      const head = `Giải ${to === 'person' ? 'cá nhân' : 'tập thể'} ${PRIZE_OF[of]}:`;
      return own.length === 0 ? [] : [`${head}\n${own.map(line).join('\n')}`];
    }),
  );
  return [
    ...groups,
    onlyFullMarks && 'Giải cá nhân chỉ xét người đạt điểm tối đa.',
    onePerPerson !== null &&
      `Mỗi người nhận không quá một giải cá nhân trong ${onePerPerson === 'round' ? 'một đợt' : 'cả cuộc thi'}.`,
    perUnitMax !== null && `Mỗi đơn vị có không quá ${formatCount(perUnitMax)} người đạt giải trong một lần xét.`,
    replacement === 'next_in_line'
      ? 'Khi người đạt giải bị loại hoặc không nhận giải, người xếp kế tiếp được thay.'
      : 'Khi người đạt giải bị loại hoặc không nhận giải, giải đó không trao.',
  ];
}

const MOMENTS: Record<ReleaseMoment, string> = {
  at_submit: 'ngay sau khi nộp bài',
  round_end: 'khi đợt thi kết thúc',
  contest_end: 'khi cuộc thi kết thúc',
  never: 'không công bố',
};

function releaseParagraphs({ release, publication }: Regulations): (string | false)[] {
  const { score, ownAnswers, key, explanations, board, unitTable, silentUnits, counters } = release;
  const boardWords = {
    live: 'Bảng xếp hạng tạm thời hiện trong suốt đợt thi.',
    frozen: `Bảng xếp hạng tạm thời hiện trong đợt thi, đứng yên trong ${formatDuration((board.frozenMinutes ?? 0) * 60_000)} cuối.`,
    after: 'Bảng xếp hạng hiện khi đợt thi kết thúc.',
    hidden: 'Bảng xếp hạng không công khai trên trang.',
  }[board.shown];
  return [
    `Điểm: ${MOMENTS[score]}. Bài đã làm: ${MOMENTS[ownAnswers]}. Đáp án: ${MOMENTS[key]}. Giải thích: ${MOMENTS[explanations]}.`,
    boardWords,
    `Bảng đơn vị: ${sightWords(unitTable)}. Danh sách đơn vị chưa tham gia: ${sightWords(silentUnits)}. Số liệu đang thi: ${sightWords(counters)}.`,
    release.maskNames && 'Họ tên trên bảng xếp hạng được che bớt (ví dụ: Nguyễn V. A.).',
    release.fullNamesWithConsent
      ? 'Họ tên đầy đủ chỉ nêu khi người đó đồng ý, hoặc trong quyết định trao giải; không nêu đủ họ tên trẻ em.'
      : 'Họ tên đầy đủ chỉ nêu trong quyết định trao giải; không nêu đủ họ tên trẻ em.',
    publication.withinDays !== null &&
      `Kết quả được công bố trong ${formatCount(publication.withinDays)} ngày sau khi đợt thi kết thúc.`,
    publication.signer !== null && `${publication.signer} ký quyết định công nhận kết quả.`,
  ];
}

function sightWords({ who, when }: Sight): string {
  if (who === 'hidden') return 'không công bố';
  const whom = { organizers: 'Ban Tổ chức', own_units: 'Ban Tổ chức và các đơn vị cấp trên', public: 'mọi người' }[who];
  const since = { live: 'ngay trong đợt thi', round_end: 'khi đợt thi kết thúc', contest_end: 'khi cuộc thi kết thúc' };
  return `${whom} xem được ${since[when]}`;
}

const VOIDED: Record<VoidReason, string> = {
  wrong_data: 'khai sai thông tin',
  other_persons_data: 'dùng thông tin của người khác',
  proxy: 'thi hộ hoặc nhờ người thi hộ',
  many_accounts: 'một người dùng nhiều tài khoản',
  excluded_person: 'người không được dự thi',
  technical_fraud: 'dùng phần mềm hay cách khác để gian lận',
};

function verificationParagraphs({ verification }: Regulations): (string | false)[] {
  const { papers, claimDays, appealDays, voidReasons, decidedBy, approvals } = verification;
  return [
    papers.length > 0 && `Người đạt giải xuất trình ${listed(papers)} để xác minh trước khi công bố.`,
    claimDays !== null && `Người đạt giải nhận giải trong ${formatCount(claimDays)} ngày kể từ ngày công bố.`,
    voidReasons.length > 0 &&
      `Không công nhận kết quả khi: ${listed(
        voidReasons.map((one) => VOIDED[one]),
        'hoặc',
      )}.`,
    `Người quyết định: ${decidedBy}${approvals === 2 ? ', có hai người cùng duyệt' : ''}. Lý do được ghi lại và báo cho người bị loại.`,
    appealDays !== null && `Khiếu nại gửi trong ${formatCount(appealDays)} ngày kể từ ngày công bố kết quả.`,
  ];
}

function personalParagraphs({ personalData: { retentionMonths } }: Regulations): string[] {
  return [
    'Họ tên, ngày sinh, số điện thoại, đơn vị và bài thi chỉ dùng để tổ chức cuộc thi này, theo sự đồng ý của người dự thi khi đăng ký.',
    `Dữ liệu cá nhân được lưu ${formatCount(retentionMonths)} tháng kể từ khi đợt thi cuối kết thúc, sau đó xóa hoặc khử nhận dạng.`,
    'Người dự thi xem, sửa, tải về, rút lại sự đồng ý và xóa dữ liệu của mình ở Trang của tôi.',
  ];
}

function extraParagraphs({ extras: { essay, team, instantGift, survey, referral } }: Regulations): (string | false)[] {
  return [
    essay !== null && `Phần tự luận: ${essay.prompt} Không quá ${formatCount(essay.wordsMax)} chữ.`,
    team !== null && `Thi theo đội, mỗi đội không quá ${formatCount(team.membersMax)} người.`,
    instantGift !== null && `Quà tặng ngay: ${instantGift}.`,
    survey && 'Sau bài thi có phiếu khảo sát; trả lời hay không không ảnh hưởng kết quả.',
    referral && 'Người dự thi có mã giới thiệu để mời người khác.',
  ];
}

/** 'Giải Nhất' in the middle of a sentence: 'giải Nhất'. */
const lowerFirst = (text: string): string => text.charAt(0).toLocaleLowerCase('vi') + text.slice(1);

/** 'a, b và c'; where a part has a comma of its own, 'a, b; và c'. */
function listed(parts: readonly string[], last = 'và'): string {
  if (parts.length < 2) return parts.join('');
  const between = parts.some((part) => part.includes(',')) ? '; ' : ', ';
  return `${parts.slice(0, -1).join(between)}${between === '; ' ? '; ' : ' '}${last} ${parts.at(-1)}`;
}

/** '2019-05-06' as official papers write it: '06/5/2019' (NĐ 30/2020: a nought before days below 10 and months 1, 2). */
function proseDate(date: string): string {
  const [year, month, day] = date.split('-');
  return `${day}/${Number(month) < 3 ? month : Number(month)}/${year}`;
}

/** As it was written, so that 24:00 stays the end of the day that people know. */
function proseTime(local: string): string {
  const [date, time] = local.split(' ') as [string, string];
  const [hours, minutes] = time.split(':');
  return `${hours} giờ ${minutes} ngày ${proseDate(date)}`;
}
