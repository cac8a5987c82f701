import { z } from 'zod';
import {
  isoInstant,
  LIMITS,
  OUTSIDE_LIST_LABEL,
  UNIT_METRICS,
  type UnitCounters,
  type UnitGroup,
  type UnitMetric,
} from '#domain';
import {
  compareEarlier,
  earlierTotals,
  meanScore,
  UNIT_SORTS,
  type ReportedUnits,
  type UnitLine,
  type UnitPage,
  type UnitRanking,
} from '#results';
import { oneScope, ONE_SCOPE, pointsOf, reported, reportedFields, scopeFields, searchField } from './scope.dto.js';

const listFields = {
  ...scopeFields,
  level: z
    .string()
    .min(1)
    .max(80)
    .regex(/^[^\p{Cc}]+$/u)
    .optional()
    .meta({ description: 'Chỉ các đơn vị cấp này' }),
  block: z
    .string()
    .min(1)
    .max(LIMITS.codeLengthMax)
    .regex(/^[^\p{Cc}]+$/u)
    .optional()
    .meta({ description: 'Chỉ các đơn vị của khối có mã này' }),
  parent: z.coerce
    .number()
    .int()
    .min(1)
    .max(2_147_483_647)
    .optional()
    .meta({ description: 'Chỉ các đơn vị ngay dưới đơn vị này' }),
  status: z.enum(['took_part', 'silent']).optional().meta({ description: 'Chỉ các đơn vị đã, hay chưa tham gia' }),
  search: searchField,
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(50),
};

export const UnitTableQuery = z
  .strictObject({
    ...listFields,
    sort: z.enum(UNIT_SORTS).default('attempts'),
    order: z.enum(['asc', 'desc']).default('desc'),
  })
  .refine(oneScope, ONE_SCOPE);
export type UnitTableQuery = z.infer<typeof UnitTableQuery>;

/** Units that have nothing differ by name and head-count only. */
export const SilentUnitsQuery = z
  .strictObject({
    ...listFields,
    sort: z.enum(['code', 'name', 'headcount']).default('code'),
    order: z.enum(['asc', 'desc']).default('asc'),
  })
  .refine(oneScope, ONE_SCOPE);
export type SilentUnitsQuery = z.infer<typeof SilentUnitsQuery>;

const counts = {
  persons: z.int().meta({ description: 'Số người thi' }),
  attempts: z.int().meta({ description: 'Số lượt thi' }),
  countedAttempts: z.int().meta({ description: 'Số lượt thi được tính' }),
  fullMarksAttempts: z.int().nullable().meta({ description: 'Số lượt đạt điểm tối đa; null khi chưa công bố điểm' }),
  fullMarksPersons: z.int().nullable(),
  mean: z
    .number()
    .nullable()
    .meta({ description: 'Điểm trung bình các lượt được tính; null khi không có hoặc chưa công bố' }),
};

const Share = z
  .object({ numerator: z.int(), denominator: z.int() })
  .meta({ id: 'ShareView', description: 'Tỷ lệ bằng hai số đếm; phần trăm chỉ tính khi hiển thị' });

const metric = z.enum(Object.keys(UNIT_METRICS) as [UnitMetric, ...UnitMetric[]]);

const Place = z
  .object({
    rank: z.int().nullable().meta({ description: 'Thứ hạng trong khối; null kèm lý do' }),
    unplaced: z.enum(['silent', 'no_headcount', 'too_small', 'no_block']).nullable(),
    among: z.int().meta({ description: 'Số đơn vị có thứ hạng trong khối' }),
    points: z.number().nullable().meta({ description: 'Tổng điểm xếp hạng, trên 100' }),
    parts: z.array(
      z.object({
        metric,
        weight: z.int(),
        value: z.object({ numerator: z.number(), denominator: z.int() }).nullable(),
      }),
    ),
  })
  .meta({ id: 'UnitPlaceView', description: 'Thứ hạng của đơn vị theo thể lệ, mỗi thành phần bằng tử số và mẫu số' });

export const RankingView = z
  .object({
    state: z.enum(['shown', 'with_scores', 'by_organizers']).meta({
      description: 'with_scores: chờ công bố điểm; by_organizers: tính theo giải, ban tổ chức công bố',
    }),
    metrics: z.array(z.object({ metric, weight: z.int() })),
    tie: z.array(metric),
    minimumHeadcount: z.int().nullable(),
    attemptsPerPersonMax: z.int().nullable(),
    countedAt: z.iso.datetime(),
  })
  .meta({ id: 'UnitRankingView' });

const names = z.array(z.string());
export const EarlierView = z
  .object({
    persons: z.int().nullable(),
    attempts: z.int().nullable(),
    asOf: z.string().meta({ description: 'Ngày của số liệu' }),
    source: z.string(),
    ofUnits: names.meta({ description: 'Các đơn vị cũ được cộng lại; rỗng: chính đơn vị' }),
    lacking: names.meta({ description: 'Các đơn vị cũ mà nguồn không có số liệu' }),
    splitFrom: names.meta({ description: 'Các đơn vị cũ đã chia tách: không so sánh được, không có số liệu' }),
  })
  .meta({ id: 'EarlierView', description: 'Số liệu nhập của lần trước, không cộng vào số liệu của hệ thống' });

const Compared = z.object({ now: z.int(), before: z.int() }).nullable();
const ComparisonView = z
  .object({
    hindrance: z.enum(['split', 'lacking']).nullable().meta({
      description: 'Vì sao không so sánh được: đơn vị cũ đã chia tách, hoặc nguồn thiếu một đơn vị cũ',
    }),
    persons: Compared,
    attempts: Compared,
  })
  .meta({ id: 'EarlierComparisonView', description: 'So với số liệu nhập của lần trước, chỉ khi xem toàn cuộc thi' });

export const UnitLineView = z
  .object({
    contestUnitId: z.int(),
    code: z.string(),
    name: z.string(),
    parentId: z.int().nullable(),
    parentName: z.string().nullable(),
    level: z.string(),
    kind: z.string(),
    invited: z.boolean(),
    status: z.enum(['took_part', 'silent', 'under_invited', 'outside_list']),
    ...counts,
    countedWithBelow: z.int().nullable().meta({ description: 'Kể cả đơn vị cấp dưới, nếu thể lệ tính như vậy' }),
    headcount: z.int().nullable(),
    headcountNote: z.string().nullable(),
    block: z.string().nullable().meta({ description: 'Tên khối' }),
    place: Place.nullable(),
    earlier: EarlierView.nullable(),
    comparison: ComparisonView.nullable(),
    awards: z
      .object({
        winners: z.int().meta({ description: 'Số người của đơn vị đạt giải' }),
        prizes: z.array(z.string()).meta({ description: 'Giải mà đơn vị được trao' }),
      })
      .nullable()
      .meta({ description: 'Theo kết quả đã công bố trong phần đang xem; null: chưa công bố' }),
    rate: Share.extend({ aboveHeadcount: z.boolean() })
      .nullable()
      .meta({ description: 'Số người thi trên số người của đơn vị' }),
  })
  .meta({ id: 'UnitLineView' });

const groupFields = {
  invited: z.int(),
  tookPart: z.int(),
  silent: z.int(),
  headcount: z.int().nullable(),
  ...counts,
};

export const UnitTableView = z
  .object({
    ...reportedFields,
    blocks: z.array(z.object({ code: z.string(), title: z.string() })),
    ranking: RankingView.nullable(),
    summary: z.object({ ...groupFields, rate: Share }).omit({ headcount: true }),
    earlier: z
      .object({
        units: z.object({
          invited: z.int(),
          persons: z.int().meta({ description: 'Số đơn vị so sánh được về số người' }),
          attempts: z.int(),
          split: z.int().meta({ description: 'Số đơn vị không so sánh được vì đã chia tách' }),
          lacking: z.int().meta({ description: 'Số đơn vị mà nguồn thiếu số liệu của một đơn vị cũ' }),
        }),
        persons: z.object({ now: z.int(), before: z.int() }),
        attempts: z.object({ now: z.int(), before: z.int() }),
      })
      .nullable()
      .meta({ description: 'Các đơn vị được mời so sánh được với lần trước, cộng lại' }),
    outsideList: z.object({ label: z.string(), ...counts }),
    byLevel: z.array(z.object({ level: z.string(), ...groupFields })),
    byParent: z.array(z.object({ parentId: z.int().nullable(), parentName: z.string().nullable(), ...groupFields })),
    rows: z.array(UnitLineView),
    count: z.int().meta({ description: 'Số dòng trên mọi trang' }),
    page: z.int(),
    limit: z.int(),
  })
  .meta({ id: 'UnitTableView' });
export type UnitTableView = z.infer<typeof UnitTableView>;

const { rows, count, page, limit } = UnitTableView.shape;
export const SilentUnitsView = z
  .object({ ...reportedFields, rows, count, page, limit })
  .meta({ id: 'SilentUnitsView' });
export type SilentUnitsView = z.infer<typeof SilentUnitsView>;

export function unitTableView(units: UnitPage, query: { page: number; limit: number }): UnitTableView {
  const { participation, groups, lines, total, persons } = units.table;
  const show = (counters: UnitCounters) => countsOf(counters, units.scoresShown);
  const group = ({ invited, tookPart, silent, headcount, counters }: UnitGroup<unknown>) => {
    return { invited, tookPart, silent, headcount, ...show(counters) };
  };
  const names = new Map(lines.map(({ contestUnitId, name }) => [contestUnitId, name]));
  const { invited, tookPart, silent, rate } = participation;
  return {
    ...reported(units),
    blocks: blocksOf(units),
    ranking: rankingView(units.ranking),
    // A person who stood for two units is one person of the contest.
    summary: { invited, tookPart, silent, rate, ...show(total), persons },
    earlier: units.scope.kind === 'contest' ? earlierTotals(lines) : null,
    outsideList: { label: OUTSIDE_LIST_LABEL, ...show(participation.outsideList) },
    byLevel: groups.byLevel.map((one) => ({ level: one.key, ...group(one) })),
    byParent: groups.byParent.map((one) => {
      return { parentId: one.key, parentName: one.key === null ? null : (names.get(one.key) ?? null), ...group(one) };
    }),
    rows: units.lines.map((line) => unitLineView(line, units)),
    count: units.count,
    page: query.page,
    limit: query.limit,
  };
}

export function silentUnitsView(units: UnitPage, query: { page: number; limit: number }): SilentUnitsView {
  const rows = units.lines.map((line) => unitLineView(line, units));
  return { ...reported(units), rows, count: units.count, page: query.page, limit: query.limit };
}

type Shown = Pick<ReportedUnits, 'contest' | 'scope' | 'scoresShown'>;

const blocksOf = ({ contest }: Shown) => contest.unitPlan?.blocks ?? [];

/** Field by field, for the reason of `judgedLine`: a page has hundreds. */
export function unitLineView(line: UnitLine, units: Shown): z.infer<typeof UnitLineView> {
  const counts = countsOf(line.counters, units.scoresShown);
  return {
    contestUnitId: line.contestUnitId,
    code: line.code,
    name: line.name,
    parentId: line.parentId,
    parentName: line.parentName,
    level: line.level,
    kind: line.kind,
    invited: line.invited,
    status: line.status,
    persons: counts.persons,
    attempts: counts.attempts,
    countedAttempts: counts.countedAttempts,
    fullMarksAttempts: counts.fullMarksAttempts,
    fullMarksPersons: counts.fullMarksPersons,
    mean: counts.mean,
    countedWithBelow: line.countedWithBelow,
    headcount: line.headcount,
    headcountNote: line.headcountNote,
    block: blocksOf(units).find(({ code }) => code === line.block)?.title ?? line.block,
    place: line.place && placeView(line.place),
    earlier: line.earlier,
    comparison: units.scope.kind === 'contest' ? compareEarlier(line) : null,
    awards: line.awards,
    rate: line.rate,
  };
}

/** Sums of scores are told in points. */
function placeView({ parts, ...place }: NonNullable<UnitLine['place']>): z.infer<typeof Place> {
  const pointed = parts.map((part) =>
    part.metric === 'mean_score' && part.value
      ? { ...part, value: { ...part.value, numerator: pointsOf(part.value.numerator) } }
      : part,
  );
  return { ...place, parts: pointed };
}

export function rankingView(ranking: UnitRanking | null): z.infer<typeof RankingView> | null {
  if (ranking === null) return null;
  const { rule, state, countedAt } = ranking;
  return {
    state,
    metrics: rule.metrics,
    tie: rule.tie,
    minimumHeadcount: rule.minimumHeadcount,
    attemptsPerPersonMax: rule.attemptsPerPersonMax,
    countedAt: isoInstant(countedAt),
  };
}

function countsOf(counters: UnitCounters, scoresShown: boolean) {
  return {
    persons: counters.persons,
    attempts: counters.attempts,
    countedAttempts: counters.countedAttempts,
    fullMarksAttempts: scoresShown ? counters.fullMarksAttempts : null,
    fullMarksPersons: scoresShown ? counters.fullMarksPersons : null,
    mean: scoresShown ? pointsOf(meanScore(counters)) : null,
  };
}
