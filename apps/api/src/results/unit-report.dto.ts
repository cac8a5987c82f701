import { z } from 'zod';
import { momentOf } from '#contests';
import type { UnitReport } from '#results';
import { reported, reportedFields, searchField } from './scope.dto.js';
import { RankingView, rankingView, UnitLineView, unitLineView } from './unit-table.dto.js';

export const UnitReportQuery = z.strictObject({
  search: searchField,
  status: z
    .enum(['all', 'took_part', 'silent'])
    .default('all')
    .meta({ description: 'Chỉ các đơn vị cấp dưới đã tham gia, hoặc chưa tham gia' }),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type UnitReportQuery = z.infer<typeof UnitReportQuery>;

export const UnitReportView = z
  .object({
    contest: reportedFields.contest,
    updatedAt: reportedFields.updatedAt,
    version: reportedFields.version,
    ranking: RankingView.nullable(),
    unit: UnitLineView,
    rounds: z.array(
      z.object({
        number: z.int(),
        title: z.string(),
        state: z.enum(['coming', 'running', 'finished']),
        persons: z.int(),
        attempts: z.int(),
      }),
    ),
    below: z
      .object({
        invited: z.int(),
        tookPart: z.int(),
        silent: z.int(),
        silentShown: z.boolean().meta({
          description: 'false: tên các đơn vị chưa tham gia chỉ cho ban tổ chức và đầu mối của các đơn vị đó xem',
        }),
        count: z.int().meta({ description: 'Số dòng trên mọi trang' }),
        rows: z.array(UnitLineView),
        page: z.int(),
        limit: z.int(),
      })
      .meta({ description: 'Các đơn vị ngay dưới đơn vị này' }),
  })
  .meta({ id: 'UnitReportView' });
export type UnitReportView = z.infer<typeof UnitReportView>;

/** @param now epoch ms, by which the rounds are open or not */
export function unitReportView(report: UnitReport, query: UnitReportQuery, now: number): UnitReportView {
  const { contest, updatedAt, version } = reported(report);
  const { lines, ...below } = report.below;
  const isClosed = report.contest.status === 'closed';
  return {
    ...{ contest, updatedAt, version },
    ranking: rankingView(report.ranking),
    unit: unitLineView(report.unit, report),
    rounds: report.rounds.map(({ round, persons, attempts }) => ({
      number: round.id,
      title: round.title,
      state: isClosed ? 'finished' : momentOf(now, round.opensAt, round.closesAt),
      persons,
      attempts,
    })),
    below: {
      ...below,
      rows: lines.map((line) => unitLineView(line, report)),
      page: query.page,
      limit: query.limit,
    },
  };
}
