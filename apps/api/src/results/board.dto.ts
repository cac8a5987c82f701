import { z } from 'zod';
import { formatDuration, isoInstant, LIMITS } from '#domain';
import type { Board, BoardLine } from '#results';
import { decidedField, decidedTold } from './decided.dto.js';
import { audienceField, oneScope, ONE_SCOPE, pointsOf, reported, reportedFields, scopeFields } from './scope.dto.js';

export const BoardQuery = z
  .strictObject({
    ...scopeFields,
    audience: audienceField,
    limit: z.coerce.number().int().min(1).max(LIMITS.boardPageMax).default(20),
    after: z.string().min(1).max(200).optional().meta({ description: 'next của trang trước' }),
  })
  .refine(oneScope, ONE_SCOPE);
export type BoardQuery = z.infer<typeof BoardQuery>;

export const BoardLineView = z
  .object({
    rank: z.int(),
    name: z.string().meta({ description: 'Họ tên đã che bớt, trừ khi thể lệ cho hiện đủ' }),
    unit: z.string(),
    score: z.number().meta({ description: 'Điểm' }),
    maxScore: z.number().nullable(),
    fullMarks: z.boolean(),
    durationMs: z.int(),
    duration: z.string(),
    attempts: z.int().meta({ description: 'Số lượt thi được công nhận' }),
    decided: decidedField.meta({ description: 'Vì sao đứng sau người ngay trên' }),
    isOwn: z.boolean(),
  })
  .meta({ id: 'BoardLineView' });

const instant = z.string().meta({ format: 'date-time' });

export const BoardView = z
  .object({
    ...reportedFields,
    audience: z.object({ code: z.string(), title: z.string() }),
    provisional: z.boolean().meta({ description: 'Tạm xếp: còn tiêu chí chưa biết (dự đoán, bốc thăm)' }),
    official: z
      .object({ publication: z.int().meta({ description: 'Lần công bố' }), publishedAt: instant })
      .nullable()
      .meta({ description: 'Thứ tự chính thức theo kết quả đã công bố; null: chưa công bố' }),
    frozen: z
      .object({ at: instant, until: instant })
      .nullable()
      .meta({ description: 'Bảng đang dừng cập nhật: từ lúc nào, đến lúc nào' }),
    standings: z.int().meta({ description: 'Số người trên bảng' }),
    rows: z.array(BoardLineView),
    next: z.string().nullable(),
    own: BoardLineView.nullable(),
  })
  .meta({ id: 'BoardView' });
export type BoardView = z.infer<typeof BoardView>;

export function boardView(board: Board): BoardView {
  return {
    ...reported(board),
    audience: board.audience,
    provisional: board.provisional,
    official: board.official && { ...board.official, publishedAt: isoInstant(board.official.publishedAt) },
    frozen: board.frozen && { at: isoInstant(board.frozen.at), until: isoInstant(board.frozen.until) },
    standings: board.standings,
    rows: board.lines.map(lineView),
    next: board.next,
    own: board.own && lineView(board.own),
  };
}

function lineView(line: BoardLine): z.infer<typeof BoardLineView> {
  return {
    ...line,
    score: pointsOf(line.score),
    maxScore: pointsOf(line.maxScore),
    duration: formatDuration(line.durationMs),
    decided: decidedTold(line.decided),
  };
}
