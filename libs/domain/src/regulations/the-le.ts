import { formatCount, formatDuration, formatPoints } from '../format-vi.js';
import type { Sight } from '../sight.js';
import { UNIT_METRICS } from '../unit-metrics/index.js';
import type { AttemptPlan, PaperPlan, PrizeLine, Regulations, RoundPlan, TimePlan } from './regulations.js';
import { RULE_WORDS } from './rule-words.js';
import { questionsOf, roundSections } from './server-rules.js';

/** Stands where an organizer has not written anything yet (`draftRegulations`). */
export const UNSAID = '…';

/** One article of the printed rules; its number is its place in the list. */
export interface Article {
  title: string;
  /** Numbered when there are several. A paragraph may hold lines that begin with '- '. */
  paragraphs: string[];
}

/** The articles in their order, by the name that a form calls them by. */
const ARTICLES = {
  host: ['Tên cuộc thi và cơ quan tổ chức', hostParagraphs],
  people: ['Đối tượng và điều kiện dự thi', peopleParagraphs],
  calendar: ['Thời gian', calendarParagraphs],
  identity: ['Đăng ký dự thi', identityParagraphs],
  paper: ['Đề thi và thời gian làm bài', paperParagraphs],
  attempts: ['Số lượt thi', attemptParagraphs],
  scoring: ['Chấm điểm và lượt thi được tính', scoringParagraphs],
  prediction: ['Câu dự đoán', predictionParagraphs],
  ranking: ['Xếp hạng cá nhân', rankingParagraphs],
  units: ['Đơn vị tham gia', unitParagraphs],
  prizes: ['Giải thưởng', prizeParagraphs],
  release: ['Công bố kết quả', releaseParagraphs],
  verification: ['Xác minh, không công nhận kết quả và khiếu nại', verificationParagraphs],
  personalData: ['Dữ liệu cá nhân', personalParagraphs],
  extras: ['Nội dung khác', extraParagraphs],
} as const satisfies Record<string, readonly [string, (regulations: Regulations) => (string | false)[]]>;
export type ArticleName = keyof typeof ARTICLES;

/**
 * Complete regulations as articles in Vietnamese: what citizens read, what is annexed to the decision. Each sentence comes
 * from one field, so that what is printed is what is kept; an article with nothing to say is left out.
 */
export function theLe(regulations: Regulations): Article[] {
  return namedArticles(regulations).map(({ title, paragraphs }) => ({ title, paragraphs }));
}

/** The same with the name of each, for a form that shows what its fields will say. */
export function namedArticles(regulations: Regulations): (Article & { name: ArticleName })[] {
  return Object.entries(ARTICLES)
    .map(([name, [title, paragraphsOf]]) => ({
      name: name as ArticleName,
      title,
      paragraphs: (paragraphsOf(regulations) as (string | false)[]).filter((one) => one !== false),
    }))
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

function peopleParagraphs({ audiences, eligibility }: Regulations): (string | false)[] {
  const { groups, whenTwo } = audiences;
  const { minimumAge: min, maximumAge: max, place, units, roster, eidLevel, excluded } = eligibility;
  return [
    groups.length === 0
      ? `Mọi người${place === null ? '' : ` sinh sống, học tập, công tác tại ${place}`} đều được dự thi.`
      : `Các nhóm đối tượng${place === null ? '' : ` sinh sống, học tập, công tác tại ${place}`}: ${listed(groups.map(({ title }) => title))}.`,
    groups.length > 1 && RULE_WORDS['audiences.whenTwo'][whenTwo],
    min !== null && `Từ đủ ${min.years} tuổi trở lên, tính đến ngày ${proseDate(min.on)}.`,
    max !== null && `Không quá ${max.years} tuổi, tính đến ngày ${proseDate(max.on)}.`,
    units === 'invited_only' && RULE_WORDS['eligibility.units'][units],
    roster === 'listed_only' && RULE_WORDS['eligibility.roster'][roster],
    eidLevel !== null && RULE_WORDS['eligibility.eidLevel'][eidLevel],
    excluded.length > 0 &&
      `Không được dự thi: ${listed(excluded.map((one) => RULE_WORDS['eligibility.excluded[]'][one]))}.`,
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
    RULE_WORDS['time.atRoundEnd'][time.atRoundEnd],
    'Giờ tính theo đồng hồ của máy chủ (giờ Việt Nam).',
  ];
}

function identityParagraphs({ identity: { key, locked, corrections }, units }: Regulations): (string | false)[] {
  return [
    `Mỗi người một tài khoản, nhận biết theo ${RULE_WORDS['identity.key'][key]}, dùng cho mọi đợt thi.`,
    `Đơn vị dự thi là ${RULE_WORDS['units.kind'][units.kind]}.${units.example === null ? '' : ` ${units.example}`}`,
    locked.length > 0 &&
      `Sau lượt thi đầu tiên không tự sửa được ${listed(locked.map((one) => RULE_WORDS['identity.locked[]'][one]))}` +
        (corrections === 'by_request' ? `; ${RULE_WORDS['identity.corrections'][corrections]}.` : '.'),
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
      ? `${RULE_WORDS['paper.kind'].drawn}${avoidSeenItems ? `, ${RULE_WORDS['paper.avoidSeenItems'].true}` : ''}.`
      : RULE_WORDS['paper.kind'].fixed,
    byAudience.length > 0 &&
      `Bộ câu hỏi riêng cho: ${listed(byAudience.map(({ audience }) => titleOf.get(audience) ?? audience))}.`,
    (shuffleItems || shuffleOptions) &&
      `Thứ tự ${listed([...(shuffleItems ? ['câu hỏi'] : []), ...(shuffleOptions ? ['phương án trả lời'] : [])])} được trộn.`,
    multipleRight !== 'none' && `Có câu nhiều phương án đúng; ${RULE_WORDS['paper.multipleRight'][multipleRight]}.`,
    ...different,
    time.kind !== 'none' && 'Hết giờ, bài được nộp tự động với các câu đã lưu.',
    time.extraTime && RULE_WORDS['time.extraTime'].true,
  ];
}

function paperWords(paper: PaperPlan): string {
  return `${formatCount(questionsOf(paper))} câu hỏi trắc nghiệm`;
}

function timeWords({ kind, seconds }: TimePlan): string {
  if (kind === 'none') return RULE_WORDS['time.kind'].none;
  const words = seconds === null ? UNSAID : formatDuration(seconds * 1000);
  return kind === 'paper' ? `làm trong ${words}` : `mỗi câu ${words}`;
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
    RULE_WORDS['attempts.abandonedCounts'][abandonedCounts ? 'true' : 'false'],
    practice && RULE_WORDS['attempts.practice'].true,
  ];
}

function scoringParagraphs({ scoring, paper, counting, calendar }: Regulations): (string | false)[] {
  const { points, pointsByTopic, multiple, wrongPenalty, floorAtZero, rounding } = scoring;
  const say = (value: number) => formatPoints(Math.round(value * 1000));
  const topics = Object.entries(pointsByTopic);
  const hasMultiple = paper.multipleRight !== 'none';
  return [
    `Mỗi câu trả lời đúng được ${say(points)} điểm.`,
    topics.length > 0 && `Riêng theo chủ đề: ${listed(topics.map(([topic, value]) => `${topic} ${say(value)} điểm`))}.`,
    hasMultiple &&
      `Câu nhiều phương án đúng: ${RULE_WORDS['scoring.multiple'][multiple]}` +
        (multiple === 'penalty' ? ` (${say(wrongPenalty)} điểm mỗi phương án sai).` : '.'),
    hasMultiple && multiple === 'penalty' && floorAtZero && RULE_WORDS['scoring.floorAtZero'].true,
    rounding !== 'exact' && RULE_WORDS['scoring.rounding'][rounding],
    RULE_WORDS['counting.rule'][counting.rule],
    calendar.rounds.length > 1 && RULE_WORDS['counting.across'][counting.across],
  ];
}

function predictionParagraphs({ prediction, audiences, counting }: Regulations): (string | false)[] {
  if (prediction === null) return [];
  const { asked, subject, of, among, compare, equalDistance, changeUntil, whichCounts, min, max } = prediction;
  const own =
    among === 'own_audience' && audiences.groups.length > 0 ? `, ${RULE_WORDS['prediction.among'][among]}` : '';
  return [
    `Người dự thi dự đoán ${RULE_WORDS['prediction.subject'][subject]} của ${RULE_WORDS['prediction.of'][of]}${own}, ${RULE_WORDS['prediction.asked'][asked]}; câu dự đoán không tính điểm.`,
    `Dự đoán là một số từ ${formatCount(min)} đến ${formatCount(max)}, sửa được${changeUntil === 'round_end' ? ' ở Trang của tôi' : ''} đến khi ${RULE_WORDS['prediction.changeUntil'][changeUntil]}.`,
    'Số để so là số tính trên kết quả hợp lệ, sau khi đã loại các bài không được công nhận; mỗi người tính một lần.',
    RULE_WORDS['prediction.compare'][compare],
    compare === 'nearest' && RULE_WORDS['prediction.equalDistance'][equalDistance],
    RULE_WORDS['prediction.whichCounts'][whichCounts],
    counting.across === 'sum_of_rounds' &&
      'Khi xét chung các đợt, độ lệch của các đợt được cộng lại; đợt dự thi mà không dự đoán thì coi như không dự đoán.',
  ];
}

function rankingParagraphs({ ranking, audiences }: Regulations): (string | false)[] {
  const { criteria, durationPrecision, sharedRank, byAudience } = ranking;
  const steps = criteria.map((one, i) => `- Tiêu chí ${i + 1}: ${RULE_WORDS['ranking.criteria[]'][one]}`).join('\n');
  return [
    audiences.groups.length > 0 && RULE_WORDS['ranking.byAudience'][byAudience ? 'true' : 'false'],
    `Người dự thi được xếp hạng lần lượt theo các tiêu chí; tiêu chí sau chỉ xét khi các tiêu chí trước bằng nhau:\n${steps}`,
    criteria.includes('duration') &&
      `Thời gian làm bài so theo ${RULE_WORDS['ranking.durationPrecision'][durationPrecision]}.`,
    sharedRank && RULE_WORDS['ranking.sharedRank'].true,
  ];
}

function unitParagraphs({ units }: Regulations): (string | false)[] {
  const { participation, blocks, ranking } = units;
  const below = participation.childrenCountForParent
    ? `, ${RULE_WORDS['units.participation.childrenCountForParent'].true}`
    : '';
  return [
    `Đơn vị được tính là tham gia khi có ít nhất ${formatCount(participation.minAttempts)} lượt thi được tính${below}. Tỷ lệ tham gia tính trên danh sách đơn vị được mời.`,
    blocks.length > 0 && `Các khối đơn vị: ${listed(blocks.map(({ title }) => title))}.`,
    ranking !== null &&
      (ranking.metrics.length === 1
        ? `Xếp hạng đơn vị theo: ${UNIT_METRICS[ranking.metrics[0]!.metric].sentence}`
        : `Xếp hạng đơn vị theo các thành phần:\n${ranking.metrics.map(({ metric, weight }) => `- ${UNIT_METRICS[metric].sentence} Trọng số ${weight}%.`).join('\n')}`),
    ranking !== null &&
      ranking.metrics.length > 1 &&
      `Ở mỗi thành phần, đơn vị cao nhất${blocks.length > 0 ? ' trong khối' : ''} được đủ trọng số, đơn vị khác được phần tương ứng với tỷ số so với đơn vị đó.`,
    ranking !== null &&
      participation.childrenCountForParent &&
      'Số liệu xếp hạng của đơn vị gồm cả các đơn vị cấp dưới.',
    ranking !== null && blocks.length > 0 && 'Đơn vị được xếp hạng trong khối của mình.',
    typeof ranking?.minimumHeadcount === 'number' &&
      `Chỉ xếp hạng đơn vị có từ ${formatCount(ranking.minimumHeadcount)} người trở lên.`,
    typeof ranking?.attemptsPerPersonMax === 'number' &&
      `Mỗi người được tính cho đơn vị không quá ${formatCount(ranking.attemptsPerPersonMax)} lượt thi, lấy các lượt điểm cao.`,
    ranking !== null &&
      ranking.tie.length > 0 &&
      `Nếu bằng nhau thì ${ranking.tie.length > 1 ? 'lần lượt ' : ''}xét ${listed(ranking.tie.map((one) => UNIT_METRICS[one].name))}.`,
  ];
}

function prizeParagraphs({ prizes, audiences, units }: Regulations): (string | false)[] {
  const { list, onePerPerson, perUnitMax, onlyFullMarks, replacement } = prizes;
  if (list.length === 0) return [];
  const group = new Map([...audiences.groups, ...units.blocks].map(({ code, title }) => [code, title]));
  const line = (prize: PrizeLine) => {
    const whom = prize.audience ?? prize.block;
    const parts = [
      `${formatCount(prize.quota)} ${lowerFirst(prize.title)}`,
      whom !== null && `dành cho ${group.get(whom) ?? whom}`,
      prize.by !== 'rank' && RULE_WORDS['prizes.list[].by'][prize.by],
      prize.amountVnd !== null && `trị giá ${formatCount(prize.amountVnd)} đồng${prize.quota > 1 ? ' mỗi giải' : ''}`,
      prize.detail !== null && lowerFirst(prize.detail.replace(/\.$/, '')),
    ];
    return `- ${parts.filter((part) => part !== false).join(', ')}.`;
  };
  const groups = (['round', 'phase', 'contest'] as const).flatMap((of) =>
    (['person', 'unit'] as const).flatMap((to) => {
      const own = list.filter((prize) => prize.of === of && prize.to === to);
      const head = `Giải ${RULE_WORDS['prizes.list[].to'][to]} ${RULE_WORDS['prizes.list[].of'][of]}:`;
      return own.length === 0 ? [] : [`${head}\n${own.map(line).join('\n')}`];
    }),
  );
  return [
    ...groups,
    onlyFullMarks && RULE_WORDS['prizes.onlyFullMarks'].true,
    onePerPerson !== null && RULE_WORDS['prizes.onePerPerson'][onePerPerson],
    perUnitMax !== null && `Mỗi đơn vị có không quá ${formatCount(perUnitMax)} người đạt giải trong một lần xét.`,
    RULE_WORDS['prizes.replacement'][replacement],
  ];
}

function releaseParagraphs({ release, publication }: Regulations): (string | false)[] {
  const { score, ownAnswers, key, explanations, board, unitTable, silentUnits, counters } = release;
  const standsStill = `trong ${formatDuration((board.frozenMinutes ?? 0) * 60_000)} cuối`;
  const moments = RULE_WORDS['release.score'];
  return [
    `Điểm: ${moments[score]}. Bài đã làm: ${moments[ownAnswers]}. Đáp án: ${moments[key]}. Giải thích: ${moments[explanations]}.`,
    RULE_WORDS['release.board.shown'][board.shown].replace('ở những phút cuối', standsStill),
    `Bảng đơn vị: ${sightWords(unitTable)}. Danh sách đơn vị chưa tham gia: ${sightWords(silentUnits)}. Số liệu đang thi: ${sightWords(counters)}.`,
    release.maskNames && RULE_WORDS['release.maskNames'].true,
    RULE_WORDS['release.fullNamesWithConsent'][release.fullNamesWithConsent ? 'true' : 'false'],
    publication.withinDays !== null &&
      `Kết quả được công bố trong ${formatCount(publication.withinDays)} ngày sau khi đợt thi kết thúc.`,
    publication.signer !== null && `${publication.signer} ký quyết định công nhận kết quả.`,
  ];
}

function sightWords({ who, when }: Sight): string {
  const whom = RULE_WORDS['release.unitTable.who'][who];
  return who === 'hidden' ? whom : `${whom} xem được ${RULE_WORDS['release.unitTable.when'][when]}`;
}

function verificationParagraphs({ verification }: Regulations): (string | false)[] {
  const { papers, claimDays, appealDays, voidReasons, decidedBy, approvals } = verification;
  return [
    papers.length > 0 && `Người đạt giải xuất trình ${listed(papers)} để xác minh trước khi công bố.`,
    claimDays !== null && `Người đạt giải nhận giải trong ${formatCount(claimDays)} ngày kể từ ngày công bố.`,
    voidReasons.length > 0 &&
      `Không công nhận kết quả khi: ${listed(
        voidReasons.map((one) => RULE_WORDS['verification.voidReasons[]'][one]),
        'hoặc',
      )}.`,
    `Người quyết định: ${decidedBy}${approvals === 2 ? `, ${RULE_WORDS['verification.approvals'][2]}` : ''}. Lý do được ghi lại và báo cho người bị loại.`,
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
    survey && RULE_WORDS['extras.survey'].true,
    referral && RULE_WORDS['extras.referral'].true,
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
  if (day === undefined) return date;
  return `${day}/${Number(month) < 3 ? month : Number(month)}/${year}`;
}

/** As it was written, so that 24:00 stays the end of the day that people know. */
function proseTime(local: string): string {
  const [date, time] = local.split(' ') as [string, string?];
  if (time === undefined) return local;
  const [hours, minutes] = time.split(':');
  return `${hours} giờ ${minutes} ngày ${proseDate(date)}`;
}
