import { z } from 'zod';
import { searchField } from '../results/scope.dto.js';
import { instant } from './identity.dto.js';

const LINES_MAX = 200;
const SUBJECT_LENGTH_MAX = 300;

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

export const TrailQuery = z.strictObject({
  family: z
    .string()
    .regex(/^[a-z][a-z_-]{0,40}$/)
    .optional()
    .meta({ description: 'Dòng nói về gì: phần đứng trước dấu chấm của action' }),
  search: searchField.default('').meta({ description: 'Vài chữ của họ tên người làm, không cần dấu' }),
  actorId: z.uuid().optional(),
  subject: z.string().min(1).max(SUBJECT_LENGTH_MAX).optional(),
  from: moment.optional(),
  until: moment.optional().meta({ description: 'Trước thời điểm này' }),
  after: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional().meta({
    description: 'next của trang trước',
  }),
  limit: z.coerce.number().int().min(1).max(LINES_MAX).default(50),
});
export type TrailQuery = z.infer<typeof TrailQuery>;

export const TrailView = z
  .object({
    lines: z.array(
      z.object({
        id: z.int(),
        at: instant,
        actor: z
          .object({ id: z.uuid(), fullName: z.string().nullable() })
          .nullable()
          .meta({ description: 'null: phần mềm tự làm, hoặc người chưa đăng nhập' }),
        action: z.string(),
        subject: z.string(),
        before: z.unknown(),
        after: z.unknown(),
        requestId: z.string().nullable(),
        seal: z.int().nullable().meta({ description: 'Số mắt xích; null trong vài giây đầu' }),
      }),
    ),
    next: z.int().nullable(),
  })
  .meta({ id: 'TrailView' });
export type TrailView = z.infer<typeof TrailView>;

export const TrailCheckBody = z
  .strictObject({
    noted: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^\d{1,15}:[0-9a-f]{64}$/, 'Mã đã ghi lại có dạng <số>:<64 chữ số hex>.')
      .nullable()
      .meta({ description: 'head của lần kiểm tra trước, cất ở nơi khác' }),
  })
  .meta({ id: 'TrailCheckBody' });
export type TrailCheckBody = z.infer<typeof TrailCheckBody>;

export const TrailCheckView = z
  .object({
    sealed: z.int().meta({ description: 'Số dòng có niêm phong khớp, đến chỗ sai đầu tiên' }),
    unsealed: z.int().meta({ description: 'Số dòng mới chưa tới lượt niêm phong' }),
    head: z.string().nullable().meta({ description: 'Mắt xích cuối còn khớp, để ghi lại' }),
    fault: z
      .object({
        kind: z.enum(['changed', 'removed', 'inserted', 'rewritten']),
        seq: z.int().nullable(),
        auditId: z.int().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'TrailCheckView' });
export type TrailCheckView = z.infer<typeof TrailCheckView>;
