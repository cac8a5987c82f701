import { commendationWords, formatCount, formatPercent, type CommendationForm } from '#domain';
import type { Annex, Block, Column, OfficialDocument, Table } from '../official-document.js';
import { contestNamed, frameOf, lowerFirst, type Issuer } from './letterhead.js';

/** Somebody, or a unit, as a list of proposals names them. */
export interface ProposedRow {
  name: string;
  /** Chức vụ; null for a unit, and where it is not known. */
  post: string | null;
  /** Null for a unit. */
  unitName: string | null;
  /** The achievement. */
  reason: string;
  /** What of it is not true any more, in sentences. */
  untrue: readonly string[];
}

/** All that a tờ trình that proposes people and units for commendation says. */
export interface CommendationPaper extends Issuer {
  form: CommendationForm;
  formWords: string | null;
  /** Who decides: 'Chủ tịch Ủy ban nhân dân tỉnh'. */
  authority: string;
  /** What it rests on, without 'Căn cứ': papers of the contest, published results with their decisions. */
  bases: readonly string[];
  participation: { invited: number; tookPart: number; persons: number; attempts: number };
  persons: readonly ProposedRow[];
  units: readonly ProposedRow[];
  isSample: boolean;
}

const LAW = 'Luật Thi đua, khen thưởng số 06/2022/QH15';

/**
 * The proposal with its lists as annexes, units before people. Number, date and signature are left to the document office.
 * What is not true any more is said beside the line, never left out in silence.
 */
export function commendationProposal(paper: CommendationPaper): OfficialDocument {
  const { form, formWords, authority, bases, participation, persons, units, isSample } = paper;
  const contest = contestNamed(paper.title);
  const given = `tặng ${commendationWords(form, formWords)}`;
  const annexes = annexesOf(paper, given);
  const whom = [
    { of: units, words: 'tập thể' },
    { of: persons, words: 'cá nhân' },
  ].filter(({ of }) => of.length > 0);
  const many = whom.map(({ words }) => words).join(', ');
  return {
    ...frameOf(paper, 'TTr'),
    kind: 'Tờ trình',
    subject: `Về việc đề nghị ${given} ${many === '' ? '' : `cho ${many} `}đạt thành tích trong ${contest}${isSample ? ' (dữ liệu mẫu)' : ''}`,
    recipients: [authority],
    body: [
      // The last one ends with a full stop, those before it with a semicolon (NĐ 30/2020, Phụ lục I).
      ...[LAW, ...bases].map((basis, i) => ({
        ...text(`Căn cứ ${basis}${i === bases.length ? '.' : ';'}`),
        italic: true,
      })),
      text(`Ban Tổ chức ${lowerFirst(contest)} báo cáo kết quả và đề nghị khen thưởng như sau:`),
      heading('1. Kết quả tham gia'),
      text(participationWords(participation)),
      heading('2. Đề nghị khen thưởng'),
      text(`Ban Tổ chức kính đề nghị ${authority} xem xét, ${given} cho:`),
      ...whom.map(({ of, words }, i) => ({
        ...text(`${twoDigits(of.length)} ${words} (${annexes[i]!.number});`),
        item: true,
      })),
      text(`Kính trình ${authority} xem xét, quyết định.`),
    ],
    annexes,
  };
}

function annexesOf({ persons, units }: CommendationPaper, given: string): Annex[] {
  const lists = [
    ...(units.length === 0 ? [] : [{ whom: 'tập thể', table: tableOf('units', 'Tập thể', units, UNIT_COLUMNS) }]),
    ...(persons.length === 0
      ? []
      : [{ whom: 'cá nhân', table: tableOf('persons', 'Cá nhân', persons, PERSON_COLUMNS) }]),
  ];
  return lists.map(({ whom, table }, i) => ({
    number: lists.length === 1 ? 'Phụ lục' : `Phụ lục ${['I', 'II'][i]}`,
    title: `Danh sách ${whom} đề nghị ${given}`,
    landscape: true,
    body: [table],
  }));
}

type ListColumn = Column & { of: (row: ProposedRow) => string | null };

const left = (title: string, weight: number, of: ListColumn['of']): ListColumn => ({
  ...{ title, weight, of },
  ...{ align: 'left', kind: 'text' },
});
const REASON = left('Thành tích', 9, ({ reason }) => reason);
const UNIT_COLUMNS = [left('Tên tập thể', 6, ({ name }) => name), REASON];
const PERSON_COLUMNS = [
  left('Họ và tên', 4.5, ({ name }) => name),
  left('Chức vụ', 3, ({ post }) => post ?? ''),
  left('Đơn vị', 5, ({ unitName }) => unitName),
  REASON,
];
const UNTRUE = left('Không còn đúng', 4.5, ({ untrue }) => untrue.join(' '));

/** The column of what is untrue is there only where something is. */
function tableOf(id: string, title: string, rows: readonly ProposedRow[], columns: readonly ListColumn[]): Table {
  const shown = rows.some(({ untrue }) => untrue.length > 0) ? [...columns, UNTRUE] : columns;
  return {
    ...{ block: 'table', id, title },
    columns: [
      { title: 'STT', weight: 1, align: 'center', kind: 'count' },
      ...shown.map(({ of: _of, ...column }) => column),
    ],
    rows: rows.map((row, i) => [i + 1, ...shown.map(({ of }) => of(row))]),
  };
}

function participationWords({ invited, tookPart, persons, attempts }: CommendationPaper['participation']): string {
  const units =
    invited === 0
      ? ''
      : `có ${formatCount(tookPart)}/${formatCount(invited)} đơn vị, địa phương tham gia (chiếm tỷ lệ ${formatPercent(tookPart, invited)}); `;
  return `Cuộc thi ${units}có ${formatCount(persons)} người dự thi với ${formatCount(attempts)} lượt thi.`;
}

/** Counts below ten as papers of the administration write them: '05 tập thể'. */
const twoDigits = (count: number): string => (count < 10 ? `0${count}` : formatCount(count));

const text = (words: string) => ({ block: 'paragraph' as const, text: words });
const heading = (words: string): Block => ({ block: 'heading', level: 2, text: words });
