import { bandLabel, formatDate, formatPoints, headcountRate, type ReportData, type UnitCounters } from '#domain';
import type { Cell, Chart, Column, Table } from '../official-document.js';
import { ASKED_MIN, meanOf } from './report-summary.js';

/** So many lines of a long list stand on paper; the workbook has all. */
const UNITS_ON_PAPER = 400;
const ITEMS_ON_PAPER = 20;
const ITEMS_IN_CHART = 10;
const GROUPS_IN_CHART = 15;

const text = (title: string, weight: number): Column => ({ title, weight, align: 'left', kind: 'text' });
const number = (title: string, kind: Column['kind'] = 'count', weight = 2): Column => ({
  ...{ title, weight, kind },
  align: 'right',
});
const NO: Column = { title: 'STT', weight: 1, align: 'center', kind: 'count' };

const share = (numerator: number, denominator: number): Cell => ({ numerator, denominator });
const ROUNDED = 'Tỷ lệ được tính từ số đếm và làm tròn một lần đến hai chữ số thập phân nên tổng các dòng có thể lệch.';

/** (1) Units invited and taking part, by block or level. */
export function unitsTakingPart({ groups, participation }: ReportData): Table {
  const line = (title: string, { invited, tookPart, silent }: ReportData['participation']): Cell[] => [
    ...[title, invited, tookPart, silent],
    share(tookPart, invited),
  ];
  return {
    ...{ block: 'table', id: 'units-taking-part', title: 'Bảng 1. Đơn vị được mời và tham gia' },
    columns: [
      text('Nhóm đơn vị', 5),
      ...[number('Được mời'), number('Tham gia'), number('Chưa tham gia'), number('Tỷ lệ', 'percent')],
    ],
    rows: [
      ...groups.filter(({ invited }) => invited > 0).map((group) => line(group.title, group)),
      line('Cộng', participation),
    ],
    hasTotal: true,
    note: ROUNDED,
  };
}

/** (2) Persons and attempts by round, each beside the round before it. */
export function personsAndAttempts({ rounds, before, total, field }: ReportData): Table {
  const line = (
    title: string,
    { persons, attempts }: { persons: number; attempts: number },
    earlier: { persons: number; attempts: number } | null,
  ): Cell[] => [
    ...[title, persons, attempts, share(attempts, persons)],
    earlier && share(persons, earlier.persons),
    earlier && share(attempts, earlier.attempts),
  ];
  return {
    ...{ block: 'table', id: 'persons-and-attempts', title: 'Bảng 2. Số người thi, số lượt thi' },
    columns: [
      text('Đợt', 4),
      ...[number('Số người'), number('Số lượt'), number('Lượt/người', 'ratio')],
      ...[number('Người so với đợt trước', 'percent'), number('Lượt so với đợt trước', 'percent')],
    ],
    rows: [
      ...rounds.map((round, i) => line(round.title, round, i === 0 ? before : rounds[i - 1]!)),
      line(field.kind === 'contest' ? 'Toàn cuộc thi' : 'Cộng', total, null),
    ],
    hasTotal: true,
    note: 'Một người thi ở nhiều đợt được tính một lần trong dòng cộng, nên số người của các đợt không cộng lại được.',
  };
}

/** (3) Attempts by score. */
export function distributionTable({ distribution }: ReportData): Table {
  return {
    ...{ block: 'table', id: 'distribution', title: 'Bảng 3. Phổ điểm' },
    columns: [text('Điểm', 5), number('Số lượt'), number('Tỷ lệ', 'percent')],
    rows: [
      ...distribution.bands.map((band): Cell[] => [
        ...[bandLabel(band), band.attempts],
        share(band.attempts, distribution.total),
      ]),
      ['Cộng', distribution.total, share(distribution.total, distribution.total)],
    ],
    hasTotal: true,
    note: ROUNDED,
  };
}

/** (4) By audience. */
export function audienceTable({ audiences, total }: ReportData): Table {
  const line = (title: string, of: ReportData['total']): Cell[] => [
    ...[title, of.persons, share(of.persons, total.persons), of.attempts, share(of.attempts, total.attempts)],
    ...[of.fullMarksAttempts, share(of.fullMarksAttempts, of.attempts)],
  ];
  return {
    ...{ block: 'table', id: 'audiences', title: 'Bảng 4. Theo loại đối tượng' },
    columns: [
      text('Đối tượng', 4),
      ...[number('Số người'), number('Tỷ lệ người', 'percent'), number('Số lượt'), number('Tỷ lệ lượt', 'percent')],
      ...[number('Lượt đạt điểm tối đa'), number('Tỷ lệ điểm tối đa', 'percent')],
    ],
    rows: [...audiences.map((one) => line(one.title, one)), line('Cộng', total)],
    hasTotal: true,
    note: ROUNDED,
  };
}

const counterColumns = [
  ...[number('Số người'), number('Số lượt'), number('Lượt được tính'), number('Lượt đạt điểm tối đa')],
  ...[number('Số người của đơn vị'), number('Tỷ lệ người', 'percent'), number('Điểm trung bình', 'points')],
];
const counterCells = (counters: UnitCounters, headcount: number | null): Cell[] => {
  const rate = headcountRate(counters.persons, headcount);
  return [
    ...[counters.persons, counters.attempts, counters.countedAttempts, counters.fullMarksAttempts],
    ...[headcount, rate && share(rate.numerator, rate.denominator)],
    meanOf(counters.countedScore, counters.countedAttempts),
  ];
};
const COUNTED = 'Điểm trung bình lấy từ các lượt thi được tính. Không có tỷ lệ người nơi đơn vị chưa khai số người.';

/** (5) By block or level. */
export function groupTable({ groups, outsideList }: ReportData): Table {
  const blank: Cell[] = [null, null, null];
  return {
    ...{ block: 'table', id: 'groups', title: 'Bảng 5. Theo nhóm đơn vị' },
    columns: [text('Nhóm đơn vị', 4), ...counterColumns],
    rows: [
      ...groups.map((group): Cell[] => [group.title, ...counterCells(group.counters, group.headcount)]),
      ...(outsideList.attempts === 0
        ? []
        : [
            [
              ...['Ngoài danh sách mời', outsideList.persons, outsideList.attempts, null],
              ...[outsideList.fullMarksAttempts, ...blank],
            ] as Cell[],
          ]),
    ],
    note: COUNTED,
  };
}

/** (5) Each unit, in the order of the blocks, those with most people first. */
export function unitTable({ units, groups }: ReportData): Table {
  const titles = new Map(groups.map(({ key, title }, at) => [key, { title, at }]));
  const ranked = units.some(({ rank }) => rank !== null);
  const compared = units.some(({ earlier }) => earlier !== null);
  const place = (key: string) => titles.get(key)?.at ?? groups.length;
  const ordered = [...units].sort(
    (a, b) =>
      Number(b.invited) - Number(a.invited) ||
      place(a.group) - place(b.group) ||
      (a.rank ?? Infinity) - (b.rank ?? Infinity) ||
      b.counters.persons - a.counters.persons ||
      b.counters.attempts - a.counters.attempts ||
      (a.code < b.code ? -1 : 1),
  );
  return {
    ...{ block: 'table', id: 'units', title: 'Bảng 5a. Kết quả của từng đơn vị' },
    columns: [
      ...[NO, text('Mã', 2), text('Đơn vị', 6), text('Nhóm', 3)],
      ...counterColumns,
      ...(ranked ? [number('Thứ hạng', 'count', 1)] : []),
      ...(compared ? [number('Kỳ trước: người'), number('Kỳ trước: lượt')] : []),
    ],
    rows: ordered.map((unit, i): Cell[] => [
      ...[i + 1, unit.code, unit.name],
      unit.invited ? (titles.get(unit.group)?.title ?? '') : 'Ngoài danh sách mời',
      ...counterCells(unit.counters, unit.headcount),
      ...(ranked ? [unit.rank] : []),
      ...(compared ? [unit.earlier?.persons ?? null, unit.earlier?.attempts ?? null] : []),
    ]),
    note: compared ? `${COUNTED} Đơn vị chia tách không có số liệu kỳ trước.` : COUNTED,
    rowsOnPaper: UNITS_ON_PAPER,
  };
}

/** (6) Units of the list that have not taken part. */
export function silentTable({ units, groups }: ReportData): Table {
  const titles = new Map(groups.map(({ key, title }) => [key, title]));
  const silent = units.filter(({ invited, status }) => invited && status === 'silent');
  return {
    ...{ block: 'table', id: 'silent-units', title: 'Bảng 6. Đơn vị được mời chưa tham gia' },
    columns: [
      ...[NO, text('Mã', 2), text('Đơn vị', 6), text('Đơn vị cấp trên', 4), text('Nhóm', 3)],
      number('Số người của đơn vị'),
    ],
    rows: silent.map(({ code, name, parentName, group, headcount }, i): Cell[] => [
      ...[i + 1, code, name, parentName, titles.get(group) ?? '', headcount],
    ]),
    rowsOnPaper: UNITS_ON_PAPER,
  };
}

/** (7) Day by day. */
export function dayTable({ days, total }: ReportData): Table {
  return {
    ...{ block: 'table', id: 'days', title: 'Bảng 7. Theo ngày' },
    columns: [
      { title: 'Ngày', weight: 3, align: 'left', kind: 'date' },
      ...[number('Số lượt'), number('Tỷ lệ', 'percent'), number('Người thi lần đầu')],
    ],
    rows: [
      ...days.map(({ day, attempts, persons }): Cell[] => [day, attempts, share(attempts, total.attempts), persons]),
      ['Cộng', total.attempts, share(total.attempts, total.attempts), total.persons],
    ],
    hasTotal: true,
    note: 'Theo giờ nộp bài. Mỗi người được tính vào ngày nộp lượt thi đầu tiên.',
  };
}

/** Asked often enough to say something of them; all, where none was. */
export function toldItems(items: NonNullable<ReportData['items']>): NonNullable<ReportData['items']> {
  const often = items.filter(({ asked }) => asked >= ASKED_MIN);
  return often.length > 0 ? often : items;
}

/** (8) Questions most often wrong: what to explain to people next. */
export function itemTable(items: NonNullable<ReportData['items']>): Table {
  return {
    ...{ block: 'table', id: 'items', title: 'Bảng 8. Câu hỏi trả lời sai nhiều' },
    columns: [
      ...[NO, text('Mã', 2), text('Chủ đề', 3), text('Câu hỏi', 8)],
      ...[number('Số lượt hỏi'), number('Số lượt sai'), number('Tỷ lệ sai', 'percent')],
    ],
    rows: toldItems(items).map(({ code, topic, stem, asked, wrong }, i): Cell[] => [
      ...[i + 1, code, topic, stem, asked, wrong],
      share(wrong, asked),
    ]),
    note: 'Theo lượt thi đầu của mỗi người trong mỗi đợt. Sai: không được trọn điểm của câu, kể cả bỏ trống.',
    rowsOnPaper: ITEMS_ON_PAPER,
  };
}

/** (9) Who has which prize, people or units. */
export function prizeTable({ prizes }: ReportData, to: 'person' | 'unit'): Table {
  const title = to === 'person' ? 'Bảng 9. Giải cá nhân' : 'Bảng 9a. Giải tập thể';
  const rows = prizes
    .filter((prize) => prize.to === to)
    .flatMap((prize) => prize.winners.map((winner) => ({ prize, winner })));
  return {
    ...{ block: 'table', id: to === 'person' ? 'prizes-of-persons' : 'prizes-of-units', title },
    columns: [
      ...[NO, text('Giải', 3), text('Đợt', 3), text('Nhóm', 3)],
      ...(to === 'person' ? [text('Họ và tên', 4), text('Đơn vị', 4)] : [text('Đơn vị', 6)]),
      text('Kết quả', 4),
    ],
    rows: rows.map(({ prize, winner }, i): Cell[] => [
      ...[i + 1, prize.title, prize.fieldTitle, prize.groupTitle],
      ...(to === 'person' ? [winner.name, winner.unitName] : [winner.name]),
      winner.result,
    ]),
  };
}

export function groupChart({ groups }: ReportData): Chart {
  const points = groups
    .map(({ title, counters }) => ({ label: title, value: counters.persons }))
    .sort((a, b) => b.value - a.value);
  return {
    ...{ block: 'chart', id: 'groups-chart', title: 'Hình 1. Số người thi theo nhóm đơn vị', form: 'bars' },
    ...{ unit: 'người', points: points.slice(0, GROUPS_IN_CHART) },
  };
}

export function distributionChart({ distribution }: ReportData): Chart {
  return {
    ...{ block: 'chart', id: 'distribution-chart', title: 'Hình 2. Phổ điểm', form: 'columns', unit: 'lượt thi' },
    points: distribution.bands.map(({ from, to, attempts }) => ({
      label:
        from === null ? `< ${formatPoints(to ?? 0)}` : to === null ? `> ${formatPoints(from)}` : formatPoints(from),
      value: attempts,
    })),
  };
}

export function dayChart({ days }: ReportData): Chart {
  return {
    ...{ block: 'chart', id: 'days-chart', title: 'Hình 3. Số lượt thi theo ngày', form: 'line', unit: 'lượt thi' },
    points: days.map(({ day, attempts }) => ({ label: formatDate(Date.parse(day)).slice(0, 5), value: attempts })),
  };
}

export function itemChart(items: NonNullable<ReportData['items']>): Chart {
  return {
    ...{
      block: 'chart',
      id: 'items-chart',
      title: 'Hình 4. Câu hỏi trả lời sai nhiều',
      form: 'bars',
      unit: 'lượt sai',
    },
    points: toldItems(items)
      .slice(0, ITEMS_IN_CHART)
      .map(({ stem, wrong }, i) => ({ label: `${i + 1}. ${shortened(stem)}`, value: wrong })),
  };
}

const LABEL_LENGTH = 60;
const shortened = (stem: string): string =>
  [...stem].length <= LABEL_LENGTH
    ? stem
    : `${[...stem]
        .slice(0, LABEL_LENGTH - 1)
        .join('')
        .trimEnd()}…`;
