import { formatCount } from '#domain';
import type { Cell, Column, OfficialDocument, Table } from '../official-document.js';
import { contestNamed, frameOf, lowerFirst, type Issuer } from './letterhead.js';

/** One prize as it was published. Null where it has no meaning: a unit has no time, and a contest may not rank by it. */
export interface WinnerRow {
  /** 'Giải Nhất' */
  prize: string;
  /** Whom it is for: 'Cán bộ, công chức'; null = all. */
  group: string | null;
  /** Of the person, in full where the paper names whom a decision gives a prize; of a prize for a unit, the unit. */
  name: string;
  unitName: string | null;
  /** In 1/1000 point. */
  score: number | null;
  /** How far the prediction is off. */
  distance: number | null;
  /** Whole seconds. */
  elapsedSeconds: number | null;
  /** Why the place is theirs: 'hơn ở tiêu chí 2: dự đoán lệch 3', against the next one. */
  reason: string | null;
  amountVnd: number | null;
}

/** What was settled, as titles say it: 'Đợt 1', or the contest. */
export interface SettledField {
  title: string;
  /** Beside it in the paper: which publication the list is from. */
  publication: string;
}

const KINDS: (Column & { of: (row: WinnerRow) => Cell })[] = [
  { title: 'Họ và tên', weight: 5, align: 'left', kind: 'text', of: ({ name }) => name },
  { title: 'Đơn vị', weight: 6, align: 'left', kind: 'text', of: ({ unitName }) => unitName },
  { title: 'Điểm', weight: 2, align: 'right', kind: 'points', of: ({ score }) => score },
  { title: 'Dự đoán lệch', weight: 2.2, align: 'right', kind: 'count', of: ({ distance }) => distance },
  {
    title: 'Thời gian làm bài',
    weight: 3,
    align: 'right',
    kind: 'seconds',
    of: ({ elapsedSeconds }) => elapsedSeconds,
  },
  { title: 'Căn cứ xếp hạng', weight: 4.6, align: 'left', kind: 'text', of: ({ reason }) => reason },
  {
    title: 'Giải',
    weight: 3.4,
    align: 'left',
    kind: 'text',
    of: ({ prize, group }) => (group === null ? prize : `${prize} (${group})`),
  },
  { title: 'Tiền thưởng (đồng)', weight: 3, align: 'right', kind: 'count', of: ({ amountVnd }) => amountVnd },
];

/** The winners as a table; columns in which nothing stands are left out. The last row adds up the money, where there is any. */
export function winnersTable(winners: readonly WinnerRow[], title: string): Table {
  const kept = KINDS.filter(({ of }) => winners.some((row) => of(row) !== null));
  const columns: Column[] = [
    { title: 'STT', weight: 1.2, align: 'center', kind: 'count' },
    ...kept.map(({ of: _of, ...column }) => column),
  ];
  const hasMoney = winners.some(({ amountVnd }) => amountVnd !== null);
  const money = winners.reduce((sum, { amountVnd }) => sum + (amountVnd ?? 0), 0);
  const total: Cell[] = [
    '',
    `Tổng cộng: ${formatCount(winners.length)} giải`,
    ...kept.slice(1).map(({ title: column }) => (column.startsWith('Tiền thưởng') ? money : '')),
  ];
  return {
    block: 'table',
    id: 'winners',
    title,
    columns,
    rows: [...winners.map((row, i) => [i + 1, ...kept.map(({ of }) => of(row))]), ...(hasMoney ? [total] : [])],
    ...(hasMoney && { hasTotal: true }),
  };
}

/** The list of winners as the annex of the decision that recognizes them, whose number and date are left empty. */
export function winnersAnnex(issuer: Issuer, field: SettledField, winners: readonly WinnerRow[]): OfficialDocument {
  const contest = contestNamed(issuer.title);
  const people = winners.filter(({ unitName }) => unitName !== null);
  const units = winners.filter(({ unitName }) => unitName === null);
  const ofContest = field.title === issuer.title;
  const where = ofContest ? contest : `${field.title} ${contest}`;
  return {
    ...frameOf(issuer, 'QĐ'),
    kind: 'Quyết định',
    subject: `Công nhận kết quả ${ofContest ? lowerFirst(contest) : `${lowerFirst(field.title)} ${contest}`}`,
    body: [],
    annexes: [
      {
        number: 'Phụ lục',
        title: `Danh sách đạt giải ${where}`,
        landscape: true,
        body: [
          ...(winners.length === 0 ? [{ block: 'paragraph' as const, text: 'Không có giải được trao.' }] : []),
          ...(people.length === 0 ? [] : [winnersTable(people, 'Giải cá nhân')]),
          ...(units.length === 0 ? [] : [{ ...winnersTable(units, 'Giải tập thể'), id: 'unit-winners' }]),
          { block: 'paragraph', italic: true, text: field.publication },
        ],
      },
    ],
    only: 'annexes',
  };
}
