import { formatCount, formatPercent, formatPoints } from './format-vi.js';
import type { Scope } from './tally.js';

/**
 * Forms of formal commendation (Luật Thi đua, khen thưởng 06/2022/QH15): merit is *bằng khen*, commendation is *giấy khen*;
 * another one is named by who proposes it. Each needs a decision of whoever is competent; the product only proposes.
 */
export const COMMENDATION_FORMS = ['merit', 'commendation', 'other'] as const;
export type CommendationForm = (typeof COMMENDATION_FORMS)[number];

/** A prize that somebody is proposed for, as it was published then. */
export interface ProposedPrize {
  scope: Scope;
  /** 'Tuần 1'; null for the contest as a whole. */
  fieldTitle: string | null;
  /** Number of the publication in its field, and the hash of its winner file. */
  publication: number;
  hash: string;
  title: string;
  /** The audience or block that it is for; null = all. */
  group: string | null;
  rank: number | null;
  /** 1/1000 point; null for a unit. */
  score: number | null;
}

/** Where a unit stands in a field, as counts. */
export interface UnitStanding {
  /** The block that it is compared in; null where units are compared all together. */
  group: string | null;
  /** Null where units are not ranked, or this one is not. */
  rank: number | null;
  /** Units with a rank that it is compared with. */
  among: number;
  persons: number;
  attempts: number;
  /** Null = not known. */
  headcount: number | null;
}

/** Why somebody is proposed: frozen with the line, whatever becomes of the figures. */
export interface ProposedFacts {
  prizes: ProposedPrize[];
  /** Of a unit: where it stood, and in which field; null for a person. */
  standing: { scope: Scope; fieldTitle: string | null; at: number; figures: UnitStanding } | null;
}

/** What is commended by is written in the paper: 'Bằng khen'. @param ownWords of another form */
export function commendationWords(form: CommendationForm, ownWords: string | null): string {
  if (form === 'other') return ownWords ?? '';
  return form === 'merit' ? 'Bằng khen' : 'Giấy khen';
}

/**
 * The achievement as a list of proposals prints it, every share beside its counts.
 *
 * Example: a person with two prizes: 'Đạt Giải Nhất, Tuần 1 (15 điểm); Giải Ba, toàn cuộc thi (44 điểm)'. A unit: 'Xếp hạng
 * 1/12 khối Sở, ngành; 240 người dự thi trên tổng số 300 người (80,00%), 512 lượt thi'.
 */
export function proposedReason({ prizes, standing }: ProposedFacts): string {
  const won = prizes.map(prizeWords).join('; ');
  const got = won === '' ? [] : [standing === null ? `Đạt ${won}` : `đạt ${won}`];
  return [...(standing === null ? [] : [standingWords(standing)]), ...got].join('; ');
}

function prizeWords({ title, group, fieldTitle, score }: ProposedPrize): string {
  const whose = group === null ? title : `${title} (${group})`;
  const points = score === null ? '' : ` (${formatPoints(score)} điểm)`;
  return `${whose}, ${fieldTitle ?? 'toàn cuộc thi'}${points}`;
}

function standingWords({ fieldTitle, figures }: NonNullable<ProposedFacts['standing']>): string {
  const { group, rank, among, persons, attempts, headcount } = figures;
  const place =
    rank === null
      ? []
      : [`xếp hạng ${formatCount(rank)}/${formatCount(among)}${group === null ? ' đơn vị' : ` ${lower(group)}`}`];
  const share =
    headcount === null || headcount === 0
      ? `${formatCount(persons)} người dự thi`
      : `${formatCount(persons)} người dự thi trên tổng số ${formatCount(headcount)} người (${formatPercent(persons, headcount)})`;
  const words = [...place, `${share}, ${formatCount(attempts)} lượt thi`].join('; ');
  return fieldTitle === null ? upper(words) : `${fieldTitle}: ${words}`;
}

const upper = (text: string): string => text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
/** 'Khối sở, ngành' in the middle of a sentence; what begins with another name says that it is a block. */
const lower = (group: string): string =>
  /^(khối|cụm|nhóm)/iu.test(group) ? group.charAt(0).toLocaleLowerCase('vi') + group.slice(1) : `khối ${group}`;

/** What holds now of somebody who is proposed. */
export interface HoldingFacts {
  /** Of what is published now. */
  prizes: readonly ProposedPrize[];
  /** In the field of the line; null for a person, and for a unit that no longer takes part there. */
  standing: UnitStanding | null;
  /** The person has left or was deleted: nobody is left to be commended. */
  isNobody: boolean;
}

/**
 * What of a proposal is not true any more, in sentences; empty while all of it is. A publication that took the place of
 * another makes nothing untrue by itself: only where the prize is not the same there.
 *
 * Example: ['Không còn Giải Nhất, Tuần 1 (15 điểm) theo bản công bố hiện hành.']
 */
export function untruths(frozen: ProposedFacts, now: HoldingFacts): string[] {
  if (now.isNobody) return ['Người này đã rút khỏi cuộc thi hoặc không còn lưu tên.'];
  return [...frozen.prizes.flatMap((prize) => prizeUntruth(prize, now.prizes)), ...standingUntruth(frozen, now)];
}

function prizeUntruth(prize: ProposedPrize, now: readonly ProposedPrize[]): string[] {
  const found = now.find(
    ({ scope, title, group }) =>
      scope.kind === prize.scope.kind && scope.id === prize.scope.id && title === prize.title && group === prize.group,
  );
  const words = prizeWords(prize);
  if (!found) return [`Không còn ${words} theo bản công bố hiện hành.`];
  if (found.score !== prize.score)
    return [`${words} nay là ${prizeWords(found)} (bản công bố thứ ${found.publication}).`];
  // A unit may keep its prize and stand at another place.
  if (found.rank !== prize.rank) return [`${words}: thứ hạng nay khác (bản công bố thứ ${found.publication}).`];
  return [];
}

const FIGURES = ['group', 'rank', 'among', 'persons', 'attempts', 'headcount'] as const;

function standingUntruth({ standing }: ProposedFacts, now: HoldingFacts): string[] {
  if (standing === null) return [];
  if (now.standing === null) return ['Đơn vị không còn trong số đơn vị tham gia.'];
  if (FIGURES.every((name) => standing.figures[name] === now.standing![name])) return [];
  return [`Số liệu nay là: ${standingWords({ ...standing, figures: now.standing })}.`];
}

/** The units to begin with: the first `most` of each block, within which a rank is, those too that share the last place. */
export function topOfBlocks<Unit extends { rank: number | null }>(units: readonly Unit[], most: number): Unit[] {
  return units.filter(({ rank }) => rank !== null && rank <= most);
}
