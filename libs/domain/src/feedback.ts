/** Fields of administrative procedures that citizens speak of, in the order of a list on the screen. */
export const FEEDBACK_TOPICS = [
  { code: 'dat-dai', title: 'Đất đai' },
  { code: 'ho-tich', title: 'Hộ tịch' },
  { code: 'cu-tru', title: 'Cư trú' },
  { code: 'dang-ky-kinh-doanh', title: 'Đăng ký kinh doanh' },
  { code: 'xay-dung', title: 'Xây dựng' },
  { code: 'bao-hiem-chinh-sach', title: 'Bảo hiểm, chính sách xã hội' },
  { code: 'giao-duc', title: 'Giáo dục' },
  { code: 'y-te', title: 'Y tế' },
  { code: 'giao-thong-van-tai', title: 'Giao thông, vận tải' },
  { code: 'khac', title: 'Lĩnh vực khác' },
] as const;

export type FeedbackTopic = (typeof FEEDBACK_TOPICS)[number]['code'];

/** What a person wants to tell the administration; text in NFC, null = left out. */
export interface Feedback {
  topic: FeedbackTopic | null;
  /** The unit of the contest that it is about. */
  contestUnitId: number | null;
  text: string | null;
  /** 1 very dissatisfied … 5 very satisfied. */
  satisfaction: number | null;
}

/** Does it say anything? A topic or a unit alone does not. Example: satisfaction 4 without a word is enough. */
export function saysSomething({ text, satisfaction }: Pick<Feedback, 'text' | 'satisfaction'>): boolean {
  return (text !== null && text !== '') || satisfaction !== null;
}
