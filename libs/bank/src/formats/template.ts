import { BANK_FORMATS, type BankFormat, type BankFormatName } from './index.js';
import type { Question } from './question.js';

const blank = {
  ...{ row: 1, label: null, code: null, subBank: null, mark: null },
  ...{ date: null, article: null, validFrom: null, validTo: null },
};

/** One question of each kind, all of what is known beyond doubt. */
const EXAMPLES: readonly Question[] = [
  {
    ...{ ...blank, topic: 'Cải cách thủ tục hành chính', level: 1, kind: 'single' },
    stem: 'VÍ DỤ, hãy xóa: Người dân nộp hồ sơ thủ tục hành chính ở đâu?',
    options: ['Bộ phận Một cửa', 'Kho bạc Nhà nước', 'Tòa án nhân dân', 'Thư viện tỉnh'].map((text, i) => ({
      text,
      right: i === 0,
    })),
    explanation: 'Hồ sơ được tiếp nhận tại Bộ phận Một cửa.',
    ...{ document: '118/2025/NĐ-CP', date: '2025-06-09', validFrom: '2025-07-01' },
  },
  {
    ...{ ...blank, topic: 'Cải cách thủ tục hành chính', level: 2, kind: 'multiple' },
    stem: 'VÍ DỤ, hãy xóa: Những cách nào dùng để nộp hồ sơ?',
    options: ['Nộp trực tiếp', 'Nộp trực tuyến', 'Gửi qua bạn bè'].map((text, i) => ({ text, right: i < 2 })),
    explanation: 'Câu nhiều đáp án: ghi các chữ cái, cách nhau bằng dấu phẩy.',
    document: '118/2025/NĐ-CP',
  },
  {
    ...{ ...blank, topic: 'Cải cách thể chế', level: 1, kind: 'true_false' },
    stem: 'VÍ DỤ, hãy xóa: Nghị quyết số 76/NQ-CP về cải cách hành chính do Chính phủ ban hành.',
    options: ['Đúng', 'Sai'].map((text, i) => ({ text, right: i === 0 })),
    explanation: null,
    ...{ document: '76/NQ-CP', date: '2021-07-15' },
  },
];

/** A file to write questions in, with an example of each kind that the format can say. */
export async function bankTemplate(name: BankFormatName): Promise<Buffer> {
  const { write, fits = () => true }: BankFormat = BANK_FORMATS[name];
  return write(EXAMPLES.filter(fits).map((question, i) => ({ ...question, row: i + 1 })));
}
