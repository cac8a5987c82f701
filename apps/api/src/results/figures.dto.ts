import { z } from 'zod';
import { isoInstant } from '#domain';
import type { Figures } from '#results';

const count = (what: string) =>
  z
    .int()
    .nullable()
    .meta({ description: `${what}; null khi thể lệ chưa cho người hỏi xem` });

export const FiguresView = z
  .object({
    persons: count('Số người thi'),
    attempts: count('Số lượt thi'),
    unitsTakingPart: count('Số đơn vị được mời đã tham gia'),
    unitsInvited: z.int().meta({ description: 'Số đơn vị được mời' }),
    version: z.int().meta({ description: 'Tăng mỗi khi số liệu của cuộc thi thay đổi' }),
    updatedAt: z.string().meta({ format: 'date-time' }).nullable(),
  })
  .meta({ id: 'FiguresView' });
export type FiguresView = z.infer<typeof FiguresView>;

export const FiguresNowView = FiguresView.extend({
  now: z.string().meta({ format: 'date-time', description: 'Giờ của máy chủ khi trả lời' }),
}).meta({ id: 'FiguresNowView' });
export type FiguresNowView = z.infer<typeof FiguresNowView>;

export function figuresView({ changedAt, ...figures }: Figures): FiguresView {
  return { ...figures, updatedAt: changedAt === null ? null : isoInstant(changedAt) };
}
