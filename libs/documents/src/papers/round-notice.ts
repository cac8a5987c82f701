import { formatCount, formatDateTime, formatPercent, participationSentence, type ParticipationFigures } from '#domain';
import type { Block, OfficialDocument } from '../official-document.js';
import { contestNamed, frameOf, lowerFirst, type Issuer } from './letterhead.js';
import { winnersTable, type WinnerRow } from './winners-list.js';

/** A unit with its head-count, for the sentences that name units. */
export interface UnitShare {
  name: string;
  persons: number;
  headcount: number;
}

/** What a round has added up to. Instants are epoch ms, the maximum is in 1/1000 point. */
export interface RoundFigures extends Omit<ParticipationFigures, 'maxScore'> {
  title: string;
  opensAt: number;
  closesAt: number;
  /** Null where papers of different maxima add up. */
  maxScore: number | null;
  persons: number;
  /** Different people with full marks. */
  fullMarksPersons: number;
  /** Invited units with a known head-count. */
  units: readonly UnitShare[];
  /** When it was counted. */
  countedAt: number;
  /** Whether the round is over: else the figures go on. */
  isOver: boolean;
}

/** Units that are named in a sentence; the others are in the table on the page. */
const NAMED_MAX = 6;
/** Below it a unit is asked to do more. */
const LOW_PERCENT = 10;

/**
 * The weekly notice of a round's results: what organizers write in their own reports, every share with its counts and
 * computed from them.
 *
 * @param winners null before they are published
 * @param officialPage the address where the official results stand, without 'https://'
 */
export function roundNotice(
  issuer: Issuer,
  round: RoundFigures,
  winners: readonly WinnerRow[] | null,
  officialPage: string,
): OfficialDocument {
  const contest = contestNamed(issuer.title);
  const body: Block[] = [
    text(`Ban Tổ chức ${lowerFirst(contest)} thông báo kết quả ${lowerFirst(round.title)} như sau:`),
    heading('1. Kết quả tham gia'),
    text(`${round.title} diễn ra từ ${formatDateTime(round.opensAt)} đến ${formatDateTime(round.closesAt)}.`),
    text(participationWords(round)),
    ...unitWords(round),
    heading('2. Kết quả đạt giải'),
    ...winnersBlocks(winners, round.title),
    heading('3. Công bố'),
    text(`Kết quả chính thức, cách tính và nơi gửi khiếu nại: ${officialPage}.`),
    text(
      round.isOver
        ? `Số liệu tính lúc ${formatDateTime(round.countedAt)}, sau khi đã loại các bài không được công nhận.`
        : `Số liệu tạm tính lúc ${formatDateTime(round.countedAt)}; đợt thi chưa kết thúc.`,
    ),
  ];
  return {
    ...frameOf(issuer, 'TB'),
    kind: 'Thông báo',
    subject: `Kết quả ${lowerFirst(round.title)} ${contest}`,
    recipients: [],
    receivers: ['Các đơn vị, địa phương tham gia', 'Lưu: VT'],
    body,
  };
}

const text = (words: string): Block => ({ block: 'paragraph', text: words });
const heading = (words: string): Block => ({ block: 'heading', level: 2, text: words });

/** The sentence of the participation with persons beside attempts: the two are never one. */
export function participationWords(round: RoundFigures): string {
  const { persons, fullMarksPersons, maxScore } = round;
  const sentence = participationSentence({ ...round, maxScore: maxScore ?? 0 });
  // "(15/15 điểm)" would be untrue of papers with another maximum.
  const said = maxScore === null ? sentence.replace(/ \(0\/0 điểm\)/, '') : sentence;
  const share = `chiếm tỷ lệ ${formatPercent(fullMarksPersons, persons)}`;
  const people =
    persons === 0
      ? ''
      : ` Có ${formatCount(persons)} người dự thi, trong đó ${formatCount(fullMarksPersons)} người có bài đạt điểm tối đa (${share}).`;
  return `${round.isOver ? `Kết thúc ${lowerFirst(round.title)}` : `Đến nay, ${lowerFirst(round.title)}`} ${said}.${people}`;
}

/** Units that all their people took part in, and those with few: named as far as a sentence carries them. */
function unitWords({ units }: RoundFigures): Block[] {
  const known = units.filter(({ headcount }) => headcount > 0);
  const full = known.filter(({ persons, headcount }) => persons >= headcount);
  const low = known
    .filter(({ persons, headcount }) => persons > 0 && persons * 100 < headcount * LOW_PERCENT)
    .sort((a, b) => a.persons * b.headcount - b.persons * a.headcount);
  const share = ({ name, persons, headcount }: UnitShare) =>
    `${name} (${formatCount(persons)}/${formatCount(headcount)} người, ${formatPercent(persons, headcount)})`;
  return [
    ...(full.length === 0
      ? []
      : [text(`Có ${formatCount(full.length)} đơn vị đạt 100% người tham gia trở lên: ${named(full.map(share))}.`)]),
    ...(low.length === 0
      ? []
      : [
          text(
            `Vẫn còn ${formatCount(low.length)} đơn vị tham gia với tỷ lệ dưới ${LOW_PERCENT}%: ${named(low.map(share))}.`,
          ),
        ]),
  ];
}

const named = (names: readonly string[]): string => {
  const more = names.length - NAMED_MAX;
  return [...names.slice(0, NAMED_MAX), ...(more > 0 ? [`và ${formatCount(more)} đơn vị khác`] : [])].join('; ');
};

function winnersBlocks(winners: readonly WinnerRow[] | null, title: string): Block[] {
  if (winners === null) {
    return [text('Danh sách người đạt giải được công bố sau khi Ban Tổ chức xác minh và phê duyệt kết quả.')];
  }
  if (winners.length === 0) return [text('Đợt này không có giải được trao.')];
  return [
    text(`Có ${formatCount(winners.length)} giải được trao:`),
    winnersTable(winners, `Danh sách đạt giải ${lowerFirst(title)}`),
  ];
}
