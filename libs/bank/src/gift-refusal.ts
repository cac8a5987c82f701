import type { GIFTQuestion } from 'gift-pegjs';

export type GiftRefusalKind =
  | 'description'
  | 'short_answer'
  | 'numerical'
  | 'matching'
  | 'essay'
  | 'syntax'
  | 'too_long'
  | 'control_characters'
  | 'metadata'
  | 'picture'
  | 'no_key'
  | 'ambiguous_key'
  | 'partial_credit'
  | 'duplicate_title';

/** Why a question is not taken; caught by `readGift`, it never leaves the reader. */
export class Refusal extends Error {
  constructor(
    readonly kind: GiftRefusalKind,
    message: string,
  ) {
    super(message);
  }
}

const ONLY_CHOICES = 'cuộc thi chỉ hỏi câu chọn phương án.';
/** The kinds of Moodle that are no choice among options. */
export const NOT_ASKED: Record<Exclude<GIFTQuestion['type'], 'MC' | 'TF'>, [GiftRefusalKind, string]> = {
  Short: ['short_answer', `Câu trả lời ngắn (mọi phương án đều là đáp án): ${ONLY_CHOICES}`],
  Numerical: ['numerical', `Câu điền số: ${ONLY_CHOICES}`],
  Matching: ['matching', `Câu ghép đôi: ${ONLY_CHOICES}`],
  Essay: ['essay', `Câu tự luận (ngoặc để trống): ${ONLY_CHOICES}`],
  Description: ['description', 'Đoạn văn không có ngoặc { } chứa phương án nên không phải câu hỏi.'],
  Category: ['syntax', 'Dòng $CATEGORY không đứng riêng.'],
};
