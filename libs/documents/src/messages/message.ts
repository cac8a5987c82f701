import { formatCount, formatDate, formatPercent, formatWeekdayTime } from '#domain';
import { contestNamed, lowerFirst } from '../papers/letterhead.js';
import { participationWords, type RoundFigures } from '../papers/round-notice.js';

/** When organizers write to everybody, in Zalo groups and on the portal. */
export const MESSAGE_MOMENTS = ['opening', 'last_day', 'result', 'summary'] as const;
export type MessageMoment = (typeof MESSAGE_MOMENTS)[number];

/** What a message is made from. The summary is about the whole contest: its `figures` are those of the contest. */
export interface MessageFacts {
  contestTitle: string;
  agency: string | null;
  moment: MessageMoment;
  figures: RoundFigures;
  /** Whole, to be pressed; and without 'https://', as it stands on the picture. */
  link: string;
  shortAddress: string;
  hotline: string | null;
  zalo: string | null;
  colours: { accent: string; deep: string; tint: string };
  sample: boolean;
}

export interface MessageFigure {
  value: string;
  label: string;
}

/** The words of a picture, from the top. */
export interface PictureWords {
  above: string;
  title: string;
  /** What is told in one line below. */
  line: string;
  figures: MessageFigure[];
}

const day = (ms: number) => `${formatWeekdayTime(ms)}/${formatDate(ms).slice(-4)}`;

/** A text to be copied as it stands: short lines, the address alone on its line so that every program makes a link of it. */
export function messageText(facts: MessageFacts): string {
  const { contestTitle, agency, moment, figures, link, hotline, zalo, sample } = facts;
  const { title, opensAt, closesAt, persons } = figures;
  const contest = contestNamed(contestTitle);
  const help = [hotline && `gọi ${hotline}`, zalo && `Zalo ${zalo}`].filter(Boolean).join(' hoặc ');
  const ask = help === '' ? [] : [`Cần giúp? ${help.charAt(0).toLocaleUpperCase('vi')}${help.slice(1)}.`];
  const body: Record<MessageMoment, string[]> = {
    opening: [
      `MỜI BẠN DỰ THI: ${contest}`,
      `${title} mở từ ${day(opensAt)} đến ${day(closesAt)}.`,
      'Thi ngay trên điện thoại, không cần cài gì thêm:',
      link,
      ...ask,
    ],
    last_day: [
      `CÒN 1 NGÀY: ${contest}`,
      `${title} kết thúc lúc ${day(closesAt)}.`,
      ...(persons === 0 ? [] : [`Đến nay đã có ${tookPartWords(figures)}.`]),
      'Bạn chưa thi? Vào ngay:',
      link,
      ...ask,
    ],
    result: [`KẾT QUẢ ${title.toLocaleUpperCase('vi')}: ${contest}`, participationWords(figures), 'Xem kết quả:', link],
    summary: [`TỔNG KẾT: ${contest}`, participationWords(figures), 'Xem kết quả:', link],
  };
  const host = agency === null ? [] : [agency];
  return [...(sample ? ['[Dữ liệu mẫu]'] : []), ...body[moment], ...host].join('\n');
}

/** '12.345 người dự thi, 182/222 đơn vị tham gia' */
function tookPartWords({ persons, tookPart, invited }: RoundFigures): string {
  const units = invited === 0 ? '' : `, ${formatCount(tookPart)}/${formatCount(invited)} đơn vị tham gia`;
  return `${formatCount(persons)} người dự thi${units}`;
}

/** The same as a picture says it: few words, large figures. */
export function pictureWords({ contestTitle, moment, figures, sample }: MessageFacts): PictureWords {
  const { title, opensAt, closesAt, persons, attempts, tookPart, invited, fullMarksAttempts } = figures;
  const people = { value: formatCount(persons), label: 'người dự thi' };
  const units =
    invited === 0 ? [] : [{ value: `${formatCount(tookPart)}/${formatCount(invited)}`, label: 'đơn vị tham gia' }];
  const shares =
    attempts === 0 ? [] : [{ value: formatPercent(fullMarksAttempts, attempts), label: 'lượt thi đạt điểm tối đa' }];
  const result = [people, { value: formatCount(attempts), label: 'lượt thi' }, ...units, ...shares];
  const words: Record<MessageMoment, PictureWords> = {
    opening: {
      above: `Mời bạn dự thi ${lowerFirst(title)}`,
      title: contestTitle,
      line: `Từ ${day(opensAt)} đến ${day(closesAt)}`,
      figures: [],
    },
    last_day: {
      above: `Còn 1 ngày · ${title}`,
      title: contestTitle,
      line: `Kết thúc lúc ${day(closesAt)}`,
      figures: persons === 0 ? [] : [people, ...units],
    },
    result: { above: `Kết quả ${lowerFirst(title)}`, title: contestTitle, line: '', figures: result },
    summary: { above: 'Tổng kết', title: contestTitle, line: '', figures: result },
  };
  const said = words[moment];
  return sample ? { ...said, above: `Dữ liệu mẫu · ${said.above}` } : said;
}
