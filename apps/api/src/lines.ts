import { z } from 'zod';
import { normalizeLines } from '#domain';

/** Typed with decomposed accents a text has up to three code units a letter before it is brought to NFC. */
const RAW = 3;

/** Some lines of text that a person writes: NFC, trimmed, without hidden signs. @param lengthMax in characters */
export const lines = (lengthMax: number) =>
  z
    .string()
    .max(RAW * lengthMax)
    .transform((raw, context) => {
      try {
        const text = normalizeLines(raw);
        if ([...text].length <= lengthMax) return text;
        context.addIssue({ code: 'custom', message: `Hãy viết ngắn hơn: dài nhất ${lengthMax} ký tự.` });
      } catch {
        context.addIssue({ code: 'custom', message: 'Trong chữ có ký tự ẩn. Hãy gõ lại thay vì dán.' });
      }
      return z.NEVER;
    });

/** The same, of which something must be left. */
export const linesSaid = (lengthMax: number) => lines(lengthMax).refine((text) => text !== '', 'Hãy viết vài chữ.');
