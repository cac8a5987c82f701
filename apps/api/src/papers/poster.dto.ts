import { z } from 'zod';
import { POSTER_SHEETS } from '#documents';

export const PosterQuery = z.strictObject({
  sheet: z
    .enum(POSTER_SHEETS)
    .default('a4')
    .meta({ description: 'Áp phích A3, A4; tờ rơi A5, hay hai tờ rơi trên một A4' }),
  as: z.enum(['pdf', 'png']).default('pdf').meta({ description: 'Tệp để in, hay hình để xem' }),
});
export type PosterQuery = z.infer<typeof PosterQuery>;
