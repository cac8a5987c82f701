import { z } from 'zod';
import { LIMITS } from '#domain';
import type { TableRow } from '#platform';
import { searchField } from '../results/scope.dto.js';
import { EarlierView } from '../results/unit-table.dto.js';
import { day, line } from '../units/unit-tree.dto.js';
import { UnitCode } from './contest.dto.js';

const PAGE_MAX = 200;
const source = line(LIMITS.noteLengthMax).meta({ description: 'Số liệu lấy từ đâu' });
const block = line(LIMITS.codeLengthMax);
const codes = z.array(UnitCode).min(1).max(LIMITS.bulkRowsMax);

export const InvitedUnitsQuery = z.strictObject({
  search: searchField,
  block: block.optional().meta({ description: 'Chỉ các đơn vị của khối này' }),
  afterName: searchField,
  afterId: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
});
export type InvitedUnitsQuery = z.infer<typeof InvitedUnitsQuery>;

export const InvitedListQuery = z.strictObject({
  list: z
    .enum(['invited', 'earlier'])
    .default('invited')
    .meta({ description: 'Danh sách mời, hay số liệu nhập của lần trước' }),
  on: day.meta({ description: 'Ngày của số liệu' }),
  source,
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
});
export type InvitedListQuery = z.infer<typeof InvitedListQuery>;

export const InvitedChangeBody = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('added'), codes }),
    z.strictObject({ kind: z.literal('removed'), codes }),
    z.strictObject({ kind: z.literal('block'), codes, block: block.nullable() }),
    z.strictObject({
      ...{ kind: z.literal('headcount'), code: UnitCode, headcount: z.int().min(1).max(999_999_999) },
      ...{ on: day, source },
    }),
  ])
  .meta({ id: 'InvitedChangeBody' });
export type InvitedChangeBody = z.infer<typeof InvitedChangeBody>;

const FileBody = z.strictObject({ file: z.unknown().refine((file) => Buffer.isBuffer(file)) });
const TableBody = z.strictObject({
  table: z
    .array(z.array(z.string().max(LIMITS.noteLengthMax)).max(LIMITS.tableColumnsMax))
    .min(1)
    .max(LIMITS.bulkRowsMax),
});

/** A list as a file, which JSON cannot say, or its rows as texts, the heads of the columns first. */
export const InvitedListBody = z.union([TableBody, FileBody]).meta({
  id: 'InvitedListBody',
  description: 'JSON, hoặc chính tệp .xlsx, .csv với cột “Mã đơn vị” và các cột số liệu',
});
export type InvitedListBody = { table: string[][] } | { file: Buffer };

/** Rows of a list as a file has them. */
export const tableOf = (table: readonly string[][]): TableRow[] =>
  table.map((cells, i) => ({ row: i + 1, cells: cells.map((text) => text.trim()) }));

const count = z.int().nonnegative();

export const InvitedUnitsView = z
  .object({
    rule: z.object({ minAttempts: z.int(), childrenCountForParent: z.boolean() }),
    summary: z.object({ units: count, headcount: count, without: count }),
    blocks: z.array(z.object({ code: z.string(), title: z.string() })).meta({ description: 'Các khối trong thể lệ' }),
    units: z.array(
      z.object({
        id: z.int(),
        code: z.string(),
        name: z.string(),
        parentName: z.string().nullable(),
        level: z.string(),
        block: z.string().nullable().meta({ description: 'Mã khối' }),
        headcount: count.nullable(),
        headcountNote: z.string().nullable(),
        headcounts: z
          .array(z.object({ headcount: count, countedOn: z.string(), source: z.string(), setAt: z.string() }))
          .meta({ description: 'Mới nhất trước' }),
        people: count.meta({ description: 'Số người đã đăng ký cho đơn vị' }),
        earlier: EarlierView.nullable(),
      }),
    ),
    next: z.object({ afterName: z.string(), afterId: z.int() }).nullable(),
  })
  .meta({ id: 'InvitedUnitsView' });
export type InvitedUnitsView = z.infer<typeof InvitedUnitsView>;

export const InvitedOutcomeView = z
  .object({
    ...{
      rows: count,
      added: count,
      headcounts: count,
      blocks: count,
      totals: count,
      split: count,
      same: count,
      faultCount: count,
    },
    faults: z.array(z.object({ row: z.int(), message: z.string() })),
  })
  .meta({ id: 'InvitedOutcomeView' });
export type InvitedOutcomeView = z.infer<typeof InvitedOutcomeView>;
