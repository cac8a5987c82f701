import { checkAccent } from '../accent.js';
import { hiddenCharacters, normalizeTexts } from '../contest-page.js';
import { checkRulesTogether } from '../contest-rules.js';
import { parseLocalTime } from '../calendar.js';
import { checkRankingRule } from '../ranking.js';
import { RELEASE_MOMENTS } from '../round-rules.js';
import { checkRoundRules } from '../round-rules-check.js';
import { checkShape, faultIf, type RuleFault } from '../rule-shape.js';
import { completeRegulations } from './defaults.js';
import { valueAt } from './places.js';
import type { PrizeLine, Regulations, RoundPlan } from './regulations.js';
import { serverRules } from './server-rules.js';
import { REGULATIONS_SHAPE } from './shape.js';

/**
 * Judges a file of regulations as a whole: fills in what it leaves out, then names every contradiction in words at the
 * field that has to change. Faults of shape hide those of meaning, since a text where a number stands has none.
 *
 * @param file as it arrives, usually JSON
 * @returns the complete regulations when there is no fault, and all faults
 * Example: a round that closes before it opens gives one fault at `calendar.rounds[0].closesAt`, WINDOW_EMPTY.
 */
export function checkRegulations(file: unknown): { regulations: Regulations | null; faults: RuleFault[] } {
  const whole = completeRegulations(file);
  const shapeFaults = checkShape(whole, REGULATIONS_SHAPE);
  if (shapeFaults.length > 0) return { regulations: null, faults: shapeFaults };
  const regulations = whole as Regulations;
  const faults = [
    ...slugFaults(regulations),
    ...(regulations.host.accent === null ? [] : checkAccent(regulations.host.accent, 'host.accent')),
    ...calendarFaults(regulations),
    ...peopleFaults(regulations),
    ...timeFaults(regulations),
    ...attemptFaults(regulations),
    ...predictionFaults(regulations),
    ...rankingFaults(regulations),
    ...prizeFaults(regulations),
    ...unitFaults(regulations),
    ...releaseFaults(regulations),
    ...serverFaults(regulations),
    ...noteFaults(regulations),
    ...hiddenCharacters(regulations),
  ];
  return { regulations: faults.length === 0 ? normalizeTexts(regulations) : null, faults };
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** How the address of a rehearsal ends; no other contest's may. */
export const REHEARSAL_ENDING = '-chay-thu';

function slugFaults({ slug }: Regulations): RuleFault[] {
  const message = 'Tên trong địa chỉ chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.';
  const reserved = `Tên kết thúc bằng "${REHEARSAL_ENDING}" dành cho cuộc thi chạy thử.`;
  return [
    ...faultIf(!SLUG.test(slug), 'slug', 'NOT_A_SLUG', message),
    ...faultIf(slug.endsWith(REHEARSAL_ENDING), 'slug', 'OF_A_REHEARSAL', reserved),
  ];
}

function calendarFaults({ calendar: { phases, rounds } }: Regulations): RuleFault[] {
  const at = (i: number, field: keyof RoundPlan) => `calendar.rounds[${i}].${field}`;
  return [
    ...faultIf(rounds.length === 0, 'calendar.rounds', 'NO_ROUND', 'Cuộc thi chưa có đợt thi nào.'),
    ...repeated(rounds, 'calendar.rounds', 'đợt thi'),
    ...repeated(phases, 'calendar.phases', 'giai đoạn'),
    ...phases.flatMap(({ code, title }, i) =>
      faultIf(
        rounds.every(({ phase }) => phase !== code),
        `calendar.phases[${i}]`,
        'PHASE_EMPTY',
        `Giai đoạn "${title}" không có đợt thi nào.`,
      ),
    ),
    ...rounds.flatMap(({ phase, title, opensAt }, i) => {
      const before = rounds[i - 1];
      const overlaps = before !== undefined && timeOf(opensAt) < timeOf(before.closesAt);
      return [
        ...unknownCode(phase, phases, at(i, 'phase'), 'giai đoạn'),
        ...faultIf(
          overlaps,
          at(i, 'opensAt'),
          'ROUNDS_OVERLAP',
          `"${title}" mở khi "${before?.title}" chưa đóng: một lượt thi sẽ không biết thuộc đợt nào.`,
        ),
      ];
    }),
  ];
}

function peopleFaults({ audiences, eligibility, identity, paper, calendar }: Regulations): RuleFault[] {
  const { minimumAge: min, maximumAge: max } = eligibility;
  const papers = [
    { plan: paper, at: 'paper' },
    ...calendar.rounds.flatMap(({ differs }, i) =>
      differs.paper ? [{ plan: differs.paper, at: `calendar.rounds[${i}].differs.paper` }] : [],
    ),
  ];
  return [
    ...repeated(audiences.groups, 'audiences.groups', 'đối tượng'),
    ...faultIf(
      audiences.groups.length === 1,
      'audiences.groups',
      'AUDIENCE_ALONE',
      'Chỉ có một nhóm đối tượng thì không cần chia: hãy để trống, hoặc thêm nhóm thứ hai.',
    ),
    ...papers.flatMap(({ plan, at }) => [
      ...plan.byAudience.flatMap(({ audience }, i) =>
        unknownCode(audience, audiences.groups, `${at}.byAudience[${i}].audience`, 'đối tượng'),
      ),
      ...repeated(
        plan.byAudience.map(({ audience }) => ({ code: audience })),
        `${at}.byAudience`,
        'đối tượng',
      ),
    ]),
    ...calendar.rounds.flatMap(({ subBank, differs }, i) =>
      faultIf(
        subBank !== null &&
          differs.paper === null &&
          audiences.groups.length > 0 &&
          audiences.groups.every(({ code }) => paper.byAudience.some(({ audience }) => audience === code)),
        `calendar.rounds[${i}].subBank`,
        'PART_UNUSED',
        'Mọi đối tượng đều có bộ câu hỏi riêng nên phần ngân hàng của đợt không dùng tới: hãy ghi bộ của từng đối tượng ở phần đề thi riêng của đợt.',
      ),
    ),
    ...faultIf(
      min !== null && max !== null && min.years > max.years,
      'eligibility.maximumAge',
      'AGES_CONTRADICT',
      `Tuổi tối đa (${max?.years}) nhỏ hơn tuổi tối thiểu (${min?.years}).`,
    ),
    ...twice(eligibility.excluded, 'eligibility.excluded'),
    ...twice(identity.locked, 'identity.locked'),
    ...faultIf(
      identity.key === 'eid' && eligibility.eidLevel === null,
      'eligibility.eidLevel',
      'EID_LEVEL_MISSING',
      'Nhận biết theo tài khoản định danh điện tử thì phải nói mức định danh cần có.',
    ),
  ];
}

function timeFaults({ time, calendar }: Regulations): RuleFault[] {
  const plans = [
    { plan: time, at: 'time' },
    ...calendar.rounds.flatMap(({ differs }, i) =>
      differs.time ? [{ plan: differs.time, at: `calendar.rounds[${i}].differs.time` }] : [],
    ),
  ];
  return plans.flatMap(({ plan: { kind, seconds }, at }) => [
    ...faultIf(
      kind !== 'none' && seconds === null,
      `${at}.seconds`,
      'TIME_MISSING',
      'Chưa nói thời gian làm bài là bao nhiêu. Nếu không giới hạn, hãy chọn "không tính giờ".',
    ),
    ...faultIf(
      kind === 'none' && seconds !== null,
      `${at}.seconds`,
      'TIME_UNUSED',
      'Đã chọn không tính giờ nhưng lại có số giây.',
    ),
  ]);
}

function attemptFaults({ attempts, calendar, counting }: Regulations): RuleFault[] {
  const one = calendar.rounds.length === 1;
  return [
    ...faultIf(
      attempts.perPhase !== null && calendar.phases.length === 0,
      'attempts.perPhase',
      'NO_PHASE',
      'Có giới hạn theo giai đoạn nhưng cuộc thi không chia giai đoạn.',
    ),
    ...faultIf(
      one && counting.across === 'sum_of_rounds',
      'counting.across',
      'ONE_ROUND',
      'Chỉ có một đợt thi thì không có gì để cộng.',
    ),
  ];
}

function predictionFaults({ prediction, ranking, calendar, audiences, prizes, counting }: Regulations): RuleFault[] {
  if (prediction === null) return [];
  const { of, among, compare, equalDistance, changeUntil, asked } = prediction;
  const forRounds = prizes.list.some((prize) => prize.of === 'round' && prize.to === 'person' && prize.by === 'rank');
  return [
    ...faultIf(
      !ranking.criteria.includes('prediction_distance'),
      'ranking.criteria',
      'PREDICTION_UNUSED',
      'Có câu dự đoán nhưng xếp hạng không dùng đến: hãy thêm tiêu chí dự đoán, hoặc bỏ câu dự đoán.',
    ),
    ...faultIf(
      of === 'phase' && calendar.rounds.some(({ phase }) => phase === null),
      'prediction.of',
      'NO_PHASE',
      'Dự đoán số của giai đoạn nhưng có đợt thi không thuộc giai đoạn nào.',
    ),
    ...faultIf(
      of !== 'round' && forRounds && calendar.rounds.length > 1,
      'prediction.of',
      'PREDICTION_TOO_LATE',
      'Trao giải từng đợt nhưng số để so dự đoán chỉ biết sau khi cả giai đoạn hay cuộc thi kết thúc.',
    ),
    ...faultIf(
      among === 'own_audience' && audiences.groups.length === 0,
      'prediction.among',
      'NO_AUDIENCE',
      'Dự đoán số của đối tượng mình nhưng cuộc thi không chia đối tượng.',
    ),
    ...faultIf(
      compare !== 'nearest' && equalDistance !== 'equal',
      'prediction.equalDistance',
      'DISTANCE_RULE_UNUSED',
      'Chỉ khi lấy số gần nhất mới có hai dự đoán lệch bằng nhau về hai phía.',
    ),
    ...faultIf(
      counting.across === 'sum_of_rounds' && equalDistance !== 'equal',
      'prediction.equalDistance',
      'DISTANCES_ADDED',
      'Cộng các đợt thì độ lệch cũng cộng lại, không còn phân biệt lệch về phía nào.',
    ),
    ...faultIf(
      changeUntil === 'round_end' && asked === 'before',
      'prediction.changeUntil',
      'CHANGE_CONTRADICTS',
      'Hỏi trước khi làm bài thì dự đoán không sửa được đến khi đợt đóng.',
    ),
  ];
}

function rankingFaults({ ranking, calendar, prediction, counting }: Regulations): RuleFault[] {
  const { criteria, durationPrecision, sharedRank } = ranking;
  const hasLot = criteria.includes('lot');
  return [
    ...checkRankingRule({ criteria, durationPrecision }),
    ...faultIf(
      !sharedRank && !hasLot,
      'ranking.criteria',
      'TIES_REMAIN',
      'Không cho đồng hạng thì tiêu chí cuối cùng phải là bốc thăm: mọi tiêu chí khác đều có thể bằng nhau.',
    ),
    ...faultIf(
      sharedRank && hasLot,
      'ranking.sharedRank',
      'NEVER_SHARED',
      'Đã bốc thăm thì không còn ai đồng hạng: hãy bỏ một trong hai.',
    ),
    ...faultIf(
      criteria.includes('earlier_round_score') && (calendar.rounds.length < 2 || counting.across === 'sum_of_rounds'),
      'ranking.criteria',
      'NO_EARLIER_ROUND',
      'Tiêu chí điểm đợt trước cần ít nhất hai đợt thi, không cộng dồn.',
    ),
    ...faultIf(
      prediction === null && criteria.includes('prediction_distance'),
      'ranking.criteria',
      'PREDICTION_NEVER_ASKED',
      'Xếp hạng theo dự đoán nhưng không có câu dự đoán.',
    ),
  ];
}

/** What only people can be given a prize for. */
const PERSONAL: readonly PrizeLine['by'][] = ['youngest', 'oldest', 'minority', 'referral'];

function prizeFaults({ prizes, calendar, audiences, units }: Regulations): RuleFault[] {
  return prizes.list.flatMap((prize, i) => {
    const at = (field: keyof PrizeLine) => `prizes.list[${i}].${field}`;
    const { title, to, by } = prize;
    return [
      ...unknownCode(prize.audience, audiences.groups, at('audience'), 'đối tượng'),
      ...unknownCode(prize.block, units.blocks, at('block'), 'khối'),
      ...faultIf(
        prize.of === 'phase' && calendar.phases.length === 0,
        at('of'),
        'NO_PHASE',
        `"${title}" trao theo giai đoạn nhưng cuộc thi không chia giai đoạn.`,
      ),
      ...faultIf(
        to === 'unit' && by === 'rank' && units.ranking === null,
        at('by'),
        'UNITS_NOT_RANKED',
        `"${title}" trao theo thứ hạng đơn vị nhưng thể lệ chưa nói xếp hạng đơn vị thế nào.`,
      ),
      ...faultIf(
        to === 'unit' && PERSONAL.includes(by),
        at('by'),
        'NOT_FOR_UNITS',
        `"${title}" chỉ trao được cho người.`,
      ),
      ...faultIf(
        to === 'person' && by === 'most_participants',
        at('by'),
        'NOT_FOR_PERSONS',
        `"${title}" chỉ trao được cho đơn vị.`,
      ),
      ...faultIf(
        to === 'person' && prize.block !== null,
        at('block'),
        'BLOCK_OF_PERSONS',
        `"${title}": khối là của đơn vị, giải cho người thì chia theo đối tượng.`,
      ),
    ];
  });
}

function unitFaults({ units: { ranking, blocks } }: Regulations): RuleFault[] {
  const metrics = ranking?.metrics ?? [];
  const total = metrics.reduce((sum, { weight }) => sum + weight, 0);
  const names = metrics.map(({ metric }) => metric);
  return [
    ...repeated(blocks, 'units.blocks', 'khối'),
    ...faultIf(
      ranking !== null && total !== 100,
      'units.ranking.metrics',
      'WEIGHTS_NOT_100',
      `Tổng trọng số các thành phần xếp hạng đơn vị là ${total}%, phải là 100%.`,
    ),
    ...twice([...names, ...(ranking?.tie ?? [])], 'units.ranking.tie'),
  ];
}

function releaseFaults({ release, attempts }: Regulations): RuleFault[] {
  const { board, key, explanations } = release;
  const early = RELEASE_MOMENTS.indexOf(explanations) < RELEASE_MOMENTS.indexOf(key);
  const several = attempts.perContest !== 1 && attempts.perRound !== 1;
  return [
    ...faultIf(
      (board.shown === 'frozen') !== (board.frozenMinutes !== null),
      'release.board.frozenMinutes',
      'FREEZE_CONTRADICTS',
      'Bảng xếp hạng đứng yên thì phải nói trước bao nhiêu phút; các cách khác thì để trống.',
    ),
    ...faultIf(
      early,
      'release.explanations',
      'EXPLANATION_TELLS_KEY',
      'Giải thích nói ra đáp án, nên không thể công bố trước đáp án.',
    ),
    ...faultIf(
      key === 'at_submit' && several,
      'release.key',
      'KEY_WHILE_TRYING',
      'Được thi nhiều lượt mà công bố đáp án ngay khi nộp thì lượt sau chỉ là chép lại.',
    ),
  ];
}

/** Names in the rules of the server and where the same thing stands in regulations. */
const PLACES: readonly [RegExp, string][] = [
  [/^timing\.durationMs/, 'time.seconds'],
  [/^timing\.graceMs/, 'time.graceSeconds'],
  [/^timing\.atRoundEnd/, 'time.atRoundEnd'],
  [/^limits\.minGapMs/, 'attempts.minGapMinutes'],
  [/^limits\./, 'attempts.'],
  [/^scoring\.pointsMilliByTopic/, 'scoring.pointsByTopic'],
  [/^scoring\.pointsMilli/, 'scoring.points'],
  [/^scoring\.wrongPenaltyMilli/, 'scoring.wrongPenalty'],
];

/** What the server itself would refuse, told at the place of the regulations: each fault once, however many rounds have it. */
function serverFaults(regulations: Regulations): RuleFault[] {
  const { rounds, rules } = serverRules(regulations);
  const perRound = rounds.flatMap((round, i) => {
    const { differs } = regulations.calendar.rounds[i]!;
    const window = { opensAt: round.opensAt, closesAt: round.closesAt };
    return checkRoundRules(round.rules, window).map((fault) => {
      if (fault.path === 'window') return { ...fault, path: `calendar.rounds[${i}].closesAt` };
      const place = PLACES.find(([from]) => from.test(fault.path));
      const path = place ? fault.path.replace(...place) : fault.path;
      const own =
        Object.hasOwn(differs, path.split('.', 1)[0]!) && differs[path.split('.', 1)[0] as keyof typeof differs];
      return { ...fault, path: own ? `calendar.rounds[${i}].differs.${path}` : path };
    });
  });
  const together =
    perRound.length > 0
      ? []
      : checkRulesTogether(
          rules,
          rounds.map((round) => round.rules),
        );
  const sums = together
    .filter(({ code }) => code !== 'PREDICTION_NEVER_ASKED')
    .map((fault) => ({ ...fault, path: fault.path.replace(/^limits\./, 'attempts.') }));
  const seen = new Set<string>();
  return [...perRound, ...sums].filter(({ path, code }) => {
    const key = `${path} ${code}`;
    return !seen.has(key) && seen.add(key);
  });
}

function noteFaults(regulations: Regulations): RuleFault[] {
  return Object.keys(regulations.notes).flatMap((path) =>
    faultIf(
      valueAt(regulations, path) === undefined,
      `notes.${path}`,
      'NOTE_NOWHERE',
      `Ghi chú cho "${path}" nhưng thể lệ không có mục này.`,
    ),
  );
}

const timeOf = (text: string): number => parseLocalTime(text) ?? NaN;

function repeated(list: readonly { code: string }[], path: string, what: string): RuleFault[] {
  return list.flatMap(({ code }, i) =>
    faultIf(
      list.findIndex((other) => other.code === code) < i,
      `${path}[${i}].code`,
      'CODE_REPEATED',
      `Mã "${code}" đã dùng cho ${what} ở trên.`,
    ),
  );
}

function twice(list: readonly string[], path: string): RuleFault[] {
  return list.flatMap((one, i) =>
    faultIf(list.indexOf(one) < i, path, 'REPEATED', `"${one}" nêu hai lần, lần sau không có tác dụng.`),
  );
}

function unknownCode(code: string | null, list: readonly { code: string }[], path: string, what: string): RuleFault[] {
  const isKnown = code === null || list.some((one) => one.code === code);
  return faultIf(!isKnown, path, 'UNKNOWN_CODE', `Không có ${what} mang mã "${code}".`);
}
