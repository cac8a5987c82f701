import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import {
  DomainError,
  formatCount,
  formatDateTime,
  OUTSIDE_LIST_LABEL,
  UNIT_METRICS,
  type UnitCounters,
  type UnitGroup,
} from '#domain';
import type { ScopeWish } from './report.contest.js';
import { sentenceOf } from './report.service.js';
import { isStaff, type Viewer } from './report.sight.js';
import { compareEarlier, earlierTotals, type Compared } from './unit-table.earlier.js';
import { meanScore, sorted, type UnitLine } from './unit-table.lines.js';
import type { UnitRanking } from './unit-ranking/unit-ranking.service.js';
import { placed, silentSight, UnitTableService, type ReportedUnits } from './unit-table.service.js';
import { UnitTrendService, type Subtree } from './unit-trend.service.js';
import { share, writeHead, writeLine, type Column } from './workbook.cells.js';

export interface WorkbookFile {
  /** The file's name as people read it, in Vietnamese. */
  name: string;
  bytes: Buffer;
}

/** Somebody who has joined and not taken part. */
export interface WaitingPerson {
  fullName: string;
  unitName: string;
  phoneMasked: string | null;
}

/** Writes the unit table as an Excel file with real numbers. */
@Injectable()
export class WorkbookService {
  constructor(
    private readonly units: UnitTableService,
    private readonly trends: UnitTrendService,
  ) {}

  /**
   * All units of a scope, silent ones too, with the totals by level and by parent on a second sheet.
   *
   * @throws DomainError NOT_ALLOWED for who does not run the contest, CONTEST_NOT_FOUND, ROUND_NOT_FOUND
   */
  async unitTable(slug: string, wish: ScopeWish, viewer: Viewer): Promise<WorkbookFile> {
    const units = await this.units.all(slug, wish, viewer);
    if (!isStaff(viewer, units.contest.id)) throw new DomainError('NOT_ALLOWED');
    const name = `Bảng đơn vị - ${units.contest.title} - ${units.scopeTitle}.xlsx`;
    return { name, bytes: await write(units, await this.units.ranking(units)) };
  }

  /**
   * A unit with those below it, for whoever stands for it: counts and no scores; on a second sheet who has yet to take part.
   *
   * @param waiting who has joined and not taken part, as the caller may see them
   * @throws DomainError CONTEST_NOT_FOUND, UNIT_NOT_FOUND, NOT_ALLOWED
   */
  async subtree(slug: string, code: string, waiting: readonly WaitingPerson[], viewer: Viewer): Promise<WorkbookFile> {
    const units = await this.trends.subtree(slug, code, viewer);
    return {
      name: `${units.unit.name} - ${units.contest.title}.xlsx`,
      bytes: await writeSubtree(units, waiting, silentSight(units, viewer)),
    };
  }
}

const STATUS: Record<UnitLine['status'], string> = {
  took_part: 'Đã tham gia',
  silent: 'Chưa tham gia',
  under_invited: 'Thuộc đơn vị được mời',
  outside_list: OUTSIDE_LIST_LABEL,
};

const text = <Line>(title: string, width: number, value: (line: Line) => string | null): Column<Line> => ({
  ...{ title, width, format: 'text' as const, value },
});
const count = <Line>(title: string, value: (line: Line) => number | null): Column<Line> => ({
  ...{ title, width: 12, format: 'count' as const, value },
});
const percent = <Line>(title: string, value: (line: Line) => number | null): Column<Line> => ({
  ...{ title, width: 12, format: 'percent' as const, value },
});

/** The columns that a unit and a group of units have in common. */
function counterColumns<Line>(of: (line: Line) => UnitCounters): Column<Line>[] {
  return [
    count('Số người thi', (line) => of(line).persons),
    count('Số lượt thi', (line) => of(line).attempts),
    count('Lượt thi được tính', (line) => of(line).countedAttempts),
    count('Lượt thi đạt điểm tối đa', (line) => of(line).fullMarksAttempts),
    percent('Tỷ lệ lượt đạt điểm tối đa', (line) => share(of(line).fullMarksAttempts, of(line).attempts)),
    count('Số người đạt điểm tối đa', (line) => of(line).fullMarksPersons),
    {
      ...{ title: 'Điểm trung bình lượt được tính', width: 12, format: 'points' as const },
      value: (line) => points(meanScore(of(line))),
    },
  ];
}

const UNIT_COLUMNS: Column<UnitLine & { no: number }>[] = [
  count('STT', ({ no }) => no),
  text('Mã', 12, ({ code }) => code),
  text('Đơn vị', 40, ({ name }) => name),
  text('Đơn vị cấp trên', 32, ({ parentName }) => parentName),
  text('Cấp', 14, ({ level }) => level),
  text('Trong danh sách mời', 12, ({ invited }) => (invited ? 'Có' : 'Không')),
  text('Tham gia', 18, ({ status }) => STATUS[status]),
  ...counterColumns<UnitLine & { no: number }>(({ counters }) => counters),
  count('Số người của đơn vị', ({ headcount }) => headcount),
  percent('Tỷ lệ người tham gia', ({ rate }) => rate && share(rate.numerator, rate.denominator)),
  text('Ghi chú số người', 18, ({ headcountNote, rate }) =>
    [headcountNote, rate?.aboveHeadcount ? 'nhiều hơn số người đã khai' : null].filter(Boolean).join('; '),
  ),
];

const SUBTREE_COLUMNS: Column<UnitLine & { no: number }>[] = [
  ...UNIT_COLUMNS.slice(0, 7),
  count('Số người thi', ({ counters }) => counters.persons),
  count('Số lượt thi', ({ counters }) => counters.attempts),
  ...UNIT_COLUMNS.slice(-3),
];

const WAITING_COLUMNS: Column<WaitingPerson & { no: number }>[] = [
  count('STT', ({ no }) => no),
  text('Họ và tên', 32, ({ fullName }) => fullName),
  text('Đơn vị', 40, ({ unitName }) => unitName),
  text('Số điện thoại', 18, ({ phoneMasked }) => phoneMasked),
];

async function writeSubtree(
  units: Subtree,
  waiting: readonly WaitingPerson[],
  sees: (line: UnitLine) => boolean,
): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs');
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  book.creator = 'Thi CCHC';
  const { contest, mark, unit } = units;
  const changedAt = mark.changedAt === null ? 'chưa có lượt thi' : `cập nhật lúc ${formatDateTime(mark.changedAt)}`;
  const titles = [contest.title, `${unit.name}, ${changedAt}${contest.sample ? ' – dữ liệu mẫu' : ''}`];
  const sheet = <Line>(name: string, rows: readonly Line[], columns: readonly Column<Line & { no: number }>[]) => {
    const views = [{ state: 'frozen' as const, xSplit: 0, ySplit: titles.length + 2 }];
    const page = book.addWorksheet(name, { views });
    writeHead(page, titles, columns);
    for (const [i, row] of rows.entries()) writeLine(page.addRow([]), { ...row, no: i + 1 }, columns);
    page.commit();
  };
  sheet(
    'Đơn vị',
    sorted(
      units.lines.filter((line) => isShown(line) && (line.status !== 'silent' || sees(line))),
      'code',
      'asc',
    ),
    SUBTREE_COLUMNS,
  );
  sheet('Đã đăng ký, chưa thi', waiting, WAITING_COLUMNS);
  await book.commit();
  return bytes;
}

type GroupLine = UnitGroup<unknown> & { kind: string; title: string };

const GROUP_COLUMNS: Column<GroupLine>[] = [
  text('Nhóm', 18, ({ kind }) => kind),
  text('Tên', 40, ({ title }) => title),
  count('Được mời', ({ invited }) => invited),
  count('Đã tham gia', ({ tookPart }) => tookPart),
  count('Chưa tham gia', ({ silent }) => silent),
  percent('Tỷ lệ đơn vị tham gia', ({ tookPart, invited }) => share(tookPart, invited)),
  ...counterColumns<GroupLine>(({ counters }) => counters),
  count('Số người của các đơn vị', ({ headcount }) => headcount),
];

/** The block of a unit and, where units are ranked, its place with the figures that it comes from. */
function placeColumns({ contest }: ReportedUnits, ranking: UnitRanking | null): Column<UnitLine & { no: number }>[] {
  const blocks = contest.unitPlan?.blocks ?? [];
  const titleOf = new Map(blocks.map(({ code, title }) => [code, title]));
  if (ranking?.state !== 'shown') return [];
  return [
    ...(blocks.length > 0 ? [text<UnitLine>('Khối', 20, ({ block }) => block && (titleOf.get(block) ?? block))] : []),
    count('Thứ hạng', ({ place }) => place && place.rank),
    {
      ...{ title: 'Điểm xếp hạng (trên 100)', width: 12, format: 'points' as const },
      value: ({ place }) => place && place.points,
    },
    ...ranking.rule.metrics.flatMap(({ metric }, i) => {
      const { name } = UNIT_METRICS[metric];
      const value = (line: UnitLine) => line.place?.parts[i]?.value ?? null;
      const unit = metric === 'mean_score' ? 1000 : 1;
      return [
        count<UnitLine>(`${name}: tử số`, (line) => value(line) && value(line)!.numerator / unit),
        count<UnitLine>(`${name}: mẫu số`, (line) => value(line) && value(line)!.denominator),
      ];
    }),
  ];
}

/** What was published of prizes, once something is. */
function awardColumns({ table }: ReportedUnits): Column<UnitLine & { no: number }>[] {
  if (table.lines.every(({ awards }) => awards === null)) return [];
  return [
    count('Số người đạt giải', ({ awards }) => awards && awards.winners),
    text('Giải của đơn vị', 24, ({ awards }) => awards && awards.prizes.join('; ')),
  ];
}

const HINDRANCES = {
  split: 'không so sánh được: đơn vị đã chia tách',
  lacking: 'không so sánh được: nguồn thiếu số liệu',
};

/** What was imported of an earlier time beside what is now, of the whole contest alone: the earlier one was whole too. */
function earlierColumns({ scope, table }: ReportedUnits): Column<UnitLine & { no: number }>[] {
  if (scope.kind !== 'contest' || earlierTotals(table.lines) === null) return [];
  const change = (pair: Compared | null | undefined) => pair && share(pair.now - pair.before, pair.before);
  return [
    count('Lần trước: số người thi (số liệu nhập)', ({ earlier }) => earlier && earlier.persons),
    percent('So với lần trước: số người thi', (line) => change(compareEarlier(line)?.persons) ?? null),
    count('Lần trước: số lượt thi (số liệu nhập)', ({ earlier }) => earlier && earlier.attempts),
    percent('So với lần trước: số lượt thi', (line) => change(compareEarlier(line)?.attempts) ?? null),
    text('Ghi chú so sánh', 30, (line) => {
      const hindrance = compareEarlier(line)?.hindrance;
      return hindrance ? HINDRANCES[hindrance] : null;
    }),
    text('Nguồn số liệu nhập', 24, ({ earlier }) => earlier && earlier.source),
  ];
}

/** The units that can be compared with an earlier time, together, in a sentence: how many they are too. */
function earlierSentence({ scope, table }: ReportedUnits): string[] {
  const totals = scope.kind === 'contest' ? earlierTotals(table.lines) : null;
  if (totals === null) return [];
  const { units, persons, attempts } = totals;
  const one = (what: string, of: number, { now, before }: Compared) =>
    `${what}: ${formatCount(before)} → ${formatCount(now)} (${formatCount(of)}/${formatCount(units.invited)} đơn vị so sánh được)`;
  const hindered = [
    units.split > 0 && `${formatCount(units.split)} đơn vị không so sánh được vì đã chia tách`,
    units.lacking > 0 && `${formatCount(units.lacking)} đơn vị thiếu số liệu của đơn vị cũ`,
  ].filter(Boolean);
  const said = [one('số người thi', units.persons, persons), one('số lượt thi', units.attempts, attempts), ...hindered];
  return [`So với lần trước, ${said.join('; ')}.`];
}

async function write(units: ReportedUnits, ranking: UnitRanking | null): Promise<Buffer> {
  // Loaded when first needed: it takes a third of a second and a process that exports nothing never pays it.
  const { default: exceljs } = await import('exceljs');
  const stream = new PassThrough();
  const bytes = buffer(stream);
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  book.creator = 'Thi CCHC';
  const { contest, scopeTitle, mark, table } = units;
  const changedAt = mark.changedAt === null ? 'chưa có lượt thi' : `cập nhật lúc ${formatDateTime(mark.changedAt)}`;
  const titles = [contest.title, `${scopeTitle}, ${changedAt}${contest.sample ? ' – dữ liệu mẫu' : ''}`];
  const view = (rows: number, columns: number) => ({ state: 'frozen' as const, xSplit: columns, ySplit: rows });

  const columns = [...UNIT_COLUMNS, ...awardColumns(units), ...earlierColumns(units), ...placeColumns(units, ranking)];
  const headRows = titles.length + 2;
  const sheet = book.addWorksheet('Bảng đơn vị', { views: [view(headRows, 3)] });
  sheet.autoFilter = { from: { row: headRows, column: 1 }, to: { row: headRows, column: columns.length } };
  writeHead(sheet, titles, columns);
  const lines = sorted(placed(table.lines.filter(isShown), ranking), 'attempts', 'desc');
  for (const [i, line] of lines.entries()) writeLine(sheet.addRow([]), { ...line, no: i + 1 }, columns);
  sheet.commit();

  const summary = [...titles, sentenceOf(units).sentence, ...earlierSentence(units)];
  const groups = book.addWorksheet('Tổng hợp', { views: [view(summary.length + 2, 2)] });
  writeHead(groups, summary, GROUP_COLUMNS);
  for (const line of groupLines(units)) writeLine(groups.addRow([]), line, GROUP_COLUMNS);
  groups.commit();
  await book.commit();
  return bytes;
}

/** Units that were not invited stand in the file once somebody has stood for them. */
function isShown(line: UnitLine): boolean {
  return line.invited || line.counters.attempts > 0;
}

function groupLines({ table }: ReportedUnits): GroupLine[] {
  const { participation, groups, lines, total, persons } = table;
  const names = new Map(lines.map(({ contestUnitId, name }) => [contestUnitId, name]));
  const outside = { invited: 0, tookPart: 0, silent: 0, headcount: null };
  return [
    ...groups.byLevel.map((group) => ({ ...group, kind: 'Theo cấp', title: group.key })),
    ...groups.byParent.map((group) => ({
      ...{ ...group, kind: 'Theo đơn vị cấp trên' },
      title: group.key === null ? '(không có cấp trên)' : (names.get(group.key) ?? ''),
    })),
    { ...outside, key: null, kind: OUTSIDE_LIST_LABEL, title: OUTSIDE_LIST_LABEL, counters: participation.outsideList },
    {
      ...{ key: null, kind: 'Tổng cộng', title: 'Tổng cộng', headcount: null, invited: participation.invited },
      ...{ tookPart: participation.tookPart, silent: participation.silent },
      // A person who stood for two units is one person of the contest.
      counters: { ...total, persons },
    },
  ];
}

function points(milli: number | null): number | null {
  return milli === null ? null : milli / 1000;
}
