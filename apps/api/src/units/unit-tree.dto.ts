import { z } from 'zod';
import { isCalendarDate, LIMITS, normalizeText } from '#domain';
import { UNIT_KINDS, type ChangeRow, type ChangeWish, type UnitStory } from '#units';
import { UnitCode } from '../contests/contest.dto.js';
import { searchField } from '../results/scope.dto.js';

const PAGE_MAX = 200;

/** A day of the calendar, as it stands in addresses and bodies. */
export const day = z
  .string()
  .refine(isCalendarDate, 'Ngày không có thật.')
  .meta({ format: 'date', examples: ['2025-07-01'] });

/** One line of text that is stored: NFC, one blank between words, nothing unseen. */
export const line = (lengthMax: number) =>
  z
    .string()
    .max(lengthMax)
    .transform((text, context) => {
      try {
        return normalizeText(text);
      } catch {
        context.addIssue({ code: 'custom', message: 'Trong chữ có ký tự ẩn.' });
        return z.NEVER;
      }
    })
    .pipe(z.string().min(1));

const place = {
  afterName: searchField.meta({ description: 'Lấy tiếp sau đơn vị này (next của trang trước)' }),
  afterId: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
  limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(50),
};

export const UnitTreeQuery = z.strictObject({
  on: day.optional().meta({ description: 'Cây đơn vị của ngày này; không ghi là hôm nay' }),
  parent: UnitCode.optional().meta({ description: 'Các đơn vị ngay dưới mã này; không ghi là các đơn vị cao nhất' }),
  search: searchField,
  ...place,
});
export type UnitTreeQuery = z.infer<typeof UnitTreeQuery>;

const treeUnit = {
  id: z.int(),
  code: z.string(),
  level: z.string(),
  kind: z.string(),
  name: z.string(),
  parentName: z.string().nullable(),
  validFrom: z.string().meta({ format: 'date' }),
  validTo: z.string().meta({ format: 'date', description: 'Ngày đầu tiên không còn' }).nullable(),
};
const TreeUnit = z.object(treeUnit);

export const UnitTreeView = z
  .object({
    on: z.string().meta({ format: 'date' }),
    units: z.array(
      TreeUnit.extend({
        childCount: z.int().nullable().meta({ description: 'Số đơn vị ngay dưới; null trong kết quả tìm' }),
        now: z
          .array(z.object({ code: z.string(), validFrom: z.string(), name: z.string() }))
          .nullable()
          .meta({ description: 'Đơn vị cũ: nay là những đơn vị này' }),
      }),
    ),
    next: z.object({ afterName: z.string(), afterId: z.int() }).nullable(),
  })
  .meta({ id: 'UnitTreeView' });
export type UnitTreeView = z.infer<typeof UnitTreeView>;

export const UnitStoryQuery = z.strictObject({
  code: UnitCode,
  from: day.meta({ description: 'Ngày đầu tiên của đơn vị: mã cùng ngày này mới chỉ đúng một đơn vị' }),
  on: day.optional(),
});
export type UnitStoryQuery = z.infer<typeof UnitStoryQuery>;

const CHANGE_KINDS = ['renamed', 'moved', 'merged', 'split', 'retired', 'added'] as const;

const UnitChange = z.object({
  id: z.int(),
  kind: z.enum(CHANGE_KINDS),
  effectiveOn: z.string().meta({ format: 'date' }),
  legalBasis: z.string(),
  before: z.array(z.string()),
  after: z.array(z.string()),
  madeAt: z.string().meta({ format: 'date-time' }),
  undoneAt: z.string().meta({ format: 'date-time' }).nullable(),
  canUndo: z.boolean(),
});

export const UnitChangesQuery = z.strictObject({
  after: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
});
export type UnitChangesQuery = z.infer<typeof UnitChangesQuery>;

export const UnitChangesView = z
  .object({ changes: z.array(UnitChange), next: z.int().nullable() })
  .meta({ id: 'UnitChangesView' });
export type UnitChangesView = z.infer<typeof UnitChangesView>;

export const UnitStoryView = z
  .object({
    on: z.string().meta({ format: 'date' }),
    unit: TreeUnit,
    above: z.array(TreeUnit),
    childCount: z.int(),
    periods: z.array(TreeUnit),
    steps: z.array(
      TreeUnit.extend({
        isFrom: z.boolean().meta({ description: 'Đơn vị này có từ đó; không thì nó thành đơn vị đó' }),
        relation: z.enum(['merged', 'split', 'renamed', 'reclassified', 'moved', 'unchanged']),
        effectiveOn: z.string().meta({ format: 'date' }),
        legalBasis: z.string().nullable(),
      }),
    ),
    changes: z.array(UnitChange),
  })
  .meta({ id: 'UnitStoryView' });
export type UnitStoryView = z.infer<typeof UnitStoryView>;

const unitId = z.int().min(1).max(2_147_483_647);
const name = line(LIMITS.pageLineLengthMax);
const level = line(LIMITS.codeLengthMax);
const NewUnitBody = z.strictObject({
  code: UnitCode,
  level,
  kind: z.enum(UNIT_KINDS),
  name,
  fullName: name,
  parentId: unitId.nullable(),
});
const unitsMax = z.array(unitId).min(1).max(LIMITS.unitsPerChangeMax);

const Wish = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('renamed'), unitId, name, fullName: name, level }),
  z.strictObject({ kind: z.literal('moved'), unitId, parentId: unitId.nullable() }),
  z.strictObject({
    kind: z.literal('merged'),
    unitIds: unitsMax,
    into: z.union([z.strictObject({ unitId }), z.strictObject({ unit: NewUnitBody })]),
  }),
  z.strictObject({
    kind: z.literal('split'),
    unitId,
    parts: z.array(NewUnitBody).min(1).max(LIMITS.unitsPerChangeMax),
  }),
  z.strictObject({ kind: z.literal('retired'), unitId }),
  z.strictObject({ kind: z.literal('added'), unit: NewUnitBody }),
]);

export const UnitChangeBody = z
  .strictObject({ effectiveOn: day, legalBasis: line(LIMITS.noteLengthMax), change: Wish })
  .meta({ id: 'UnitChangeBody' });
export type UnitChangeBody = z.infer<typeof UnitChangeBody> & { change: ChangeWish };

export const UndoneChangeBody = z.strictObject({ id: unitId }).meta({ id: 'UndoneChangeBody' });
export type UndoneChangeBody = z.infer<typeof UndoneChangeBody>;

export const UnitChangePreviewView = z
  .object({
    before: z.array(z.string()),
    after: z.array(z.string()),
    followers: z.int().meta({ description: 'Đơn vị cấp dưới chuyển theo' }),
    isPast: z.boolean().meta({ description: 'Ngày có hiệu lực đã qua: làm rồi thì không hoàn lại được' }),
    faults: z.array(
      z.object({
        code: z.enum([
          'ended',
          'not_begun',
          'code_taken',
          'code_twice',
          'has_children',
          'later_children',
          'below_itself',
          'parent_not_in_force',
          'same',
          'too_few',
          'into_itself',
        ]),
        unit: z.string(),
        count: z.int(),
      }),
    ),
  })
  .meta({ id: 'UnitChangePreviewView' });
export type UnitChangePreviewView = z.infer<typeof UnitChangePreviewView>;

export const UnitChangeMadeView = z.object({ id: z.int() }).meta({ id: 'UnitChangeMadeView' });
export type UnitChangeMadeView = z.infer<typeof UnitChangeMadeView>;

export function changeView(row: ChangeRow, canUndo: boolean): z.infer<typeof UnitChange> {
  const { madeAt, undoneAt, ...rest } = row;
  return { ...rest, madeAt: madeAt.toISOString(), undoneAt: undoneAt?.toISOString() ?? null, canUndo };
}

export function storyView(story: UnitStory, canUndo: (row: ChangeRow) => boolean): UnitStoryView {
  return { ...story, changes: story.changes.map((row) => changeView(row, canUndo(row))) };
}
