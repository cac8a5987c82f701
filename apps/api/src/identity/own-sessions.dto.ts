import { z } from 'zod';

const instant = z.string().meta({ format: 'date-time' });

export const OwnSessionsView = z
  .object({
    sessions: z.array(
      z.object({
        id: z.uuid(),
        startedAt: instant,
        expiresAt: instant,
        isCurrent: z.boolean().meta({ description: 'Phiên đang hỏi' }),
        device: z
          .string()
          .nullable()
          .meta({ description: 'Loại trình duyệt và máy lúc đăng nhập', examples: ['Chrome · Android'] }),
      }),
    ),
  })
  .meta({ id: 'OwnSessionsView' });
export type OwnSessionsView = z.infer<typeof OwnSessionsView>;

export const EndedSessionsView = z.object({ ended: z.int().nonnegative() }).meta({ id: 'EndedSessionsView' });
export type EndedSessionsView = z.infer<typeof EndedSessionsView>;
