import { z } from 'zod';
import { LIMITS } from '#domain';
import { UnitCode } from './contest.dto.js';
import { shortText } from '../running/pause.dto.js';

/** All places of regulations that a form shows, and more. */
const LOCKED_MAX = 300;
const instant = z.string().meta({ format: 'date-time' });
const unit = z.object({ code: z.string(), name: z.string() });
const locked = z
  .array(z.object({ path: z.string(), label: z.string() }))
  .meta({ description: 'Những chỗ của thể lệ mà đơn vị không đổi được' });

export const OffersView = z
  .object({
    offers: z.array(
      z.object({
        planId: z.uuid(),
        title: z.string(),
        unit: unit.nullable().meta({ description: 'Giao cho đơn vị này và mọi đơn vị bên dưới; null: mọi đơn vị' }),
        locked,
        forUnits: z.array(unit).meta({ description: 'Những đơn vị của người hỏi nhận được mẫu này' }),
        offeredAt: instant,
        offeredByName: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'OffersView' });
export type OffersView = z.infer<typeof OffersView>;

export const OfferView = z
  .object({
    offer: z
      .object({ unit: unit.nullable(), locked })
      .nullable()
      .meta({ description: 'null: bản soạn chưa được giao' }),
  })
  .meta({ id: 'OfferView' });
export type OfferView = z.infer<typeof OfferView>;

export const OfferBody = z
  .strictObject({
    unitCode: UnitCode.nullable().meta({ description: 'null: mọi đơn vị' }),
    locked: z.array(z.string().min(1).max(LIMITS.pageLineLengthMax)).max(LOCKED_MAX),
  })
  .meta({ id: 'OfferBody' });
export type OfferBody = z.infer<typeof OfferBody>;

export const StopBody = z
  .strictObject({
    reason: shortText.meta({ description: 'Vì sao, cho ban tổ chức của đơn vị; được ghi vào nhật ký' }),
    publicNote: shortText.meta({ description: 'Lời báo cho mọi người' }),
  })
  .meta({ id: 'StopBody' });
export type StopBody = z.infer<typeof StopBody>;

export const StopView = z
  .object({
    runBy: unit.nullable().meta({ description: 'Đơn vị tổ chức; null: tỉnh' }),
    stop: z
      .object({ since: instant, reason: z.string(), publicNote: z.string() })
      .nullable()
      .meta({ description: 'null: cuộc thi không bị dừng' }),
    underWay: z.int().meta({ description: 'Lượt thi đang làm; vẫn được làm cho xong' }),
    persons: z.int().meta({ description: 'Số người đã thi' }),
    mayStop: z.boolean().meta({ description: 'Người hỏi dừng và cho thi tiếp được' }),
  })
  .meta({ id: 'StopView' });
export type StopView = z.infer<typeof StopView>;
