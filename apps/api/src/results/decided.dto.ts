import { z } from 'zod';
import { decidedWords, RANKING_CRITERIA, type Decided } from '#domain';

/** By what two neighbours of a board are told apart, as one of them reads it: data, and Vietnamese words for who has none. */
export const decidedField = z
  .object({
    criterion: z.enum(RANKING_CRITERIA),
    step: z.int().nonnegative().meta({ description: 'Tiêu chí thứ mấy của thể lệ' }),
    value: z.number().nullable().meta({
      description:
        'Người này có gì ở tiêu chí đó: phần nghìn điểm, mili giây, thời điểm (epoch ms), số đếm; 1: có nhưng không nêu; null: không có',
    }),
    shown: z.string().meta({ description: 'Như vậy, bằng tiếng Việt' }),
  })
  .nullable();

/** Nothing of what was settled before values were kept. */
export function decidedTold(decided: Decided | null | undefined): z.infer<typeof decidedField> {
  return decided?.value === undefined ? null : { ...decided, shown: decidedWords(decided) };
}
