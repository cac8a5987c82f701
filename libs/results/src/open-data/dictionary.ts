import { isoInstant, LIMITS, openTermsLine, type OpenColumn, type OpenTerms } from '#domain';
import { BOM, csvLine } from './csv.js';
import type { OpenDataSummary } from './open-data.js';

/** A column as people read of it: its name in the file, in English, and what it means in both languages. */
export interface ColumnWords {
  name: string;
  english: string;
  meaning: string;
  englishMeaning: string;
}

/** Names in the file are letters without accents: they stay whole in every program. */
export const COLUMN_WORDS: Record<OpenColumn, ColumnWords> = {
  round: {
    ...{ name: 'dot_thi', english: 'round' },
    ...{ meaning: 'Đợt thi mà lượt thi bắt đầu.', englishMeaning: 'Round in which the attempt was started.' },
  },
  unit: {
    ...{ name: 'don_vi', english: 'unit' },
    meaning: 'Đơn vị của người dự thi; trống khi gộp vào khối.',
    englishMeaning: 'Unit of the participant; empty where counted for its block.',
  },
  block: {
    ...{ name: 'khoi', english: 'block' },
    meaning: 'Khối của đơn vị, hoặc cấp của đơn vị khi thể lệ không chia khối; trống khi gộp chung.',
    englishMeaning:
      'Block of the unit, or its level where the rules name no blocks; empty where all are counted together.',
  },
  audience: {
    ...{ name: 'doi_tuong', english: 'audience' },
    meaning: 'Đối tượng dự thi; trống khi gộp chung.',
    englishMeaning: 'Audience; empty where all are counted together.',
  },
  day: {
    ...{ name: 'ngay', english: 'day' },
    meaning: 'Ngày nộp bài, giờ Việt Nam (năm-tháng-ngày); trống khi gộp theo tuần hoặc cả đợt.',
    englishMeaning: 'Day of handing in, Vietnam time (ISO 8601); empty where counted by week or round.',
  },
  week: {
    ...{ name: 'tuan', english: 'week' },
    meaning: 'Tuần nộp bài theo ISO 8601, bắt đầu từ thứ Hai; trống khi gộp cả đợt.',
    englishMeaning: 'ISO 8601 week of handing in; empty where counted by round.',
  },
  score: {
    ...{ name: 'diem', english: 'score' },
    meaning: 'Điểm của lượt thi; trống khi chỉ cho biết mức điểm.',
    englishMeaning: 'Score of the attempt; empty where only the band is told.',
  },
  maxScore: {
    ...{ name: 'diem_cao_nhat', english: 'max_score' },
    meaning: 'Điểm cao nhất có thể đạt; có khi có điểm.',
    englishMeaning: 'Highest possible score; told together with the score.',
  },
  scoreBand: {
    ...{ name: 'muc_diem', english: 'score_band' },
    meaning: 'Mức điểm theo phần trăm của điểm cao nhất; trống khi gộp chung.',
    englishMeaning: 'Score by per cent of the highest score; empty where all are counted together.',
  },
  fullMarks: {
    ...{ name: 'dat_diem_toi_da', english: 'full_marks' },
    meaning: 'Có đạt điểm tối đa hay không: có, không; trống khi gộp chung.',
    englishMeaning: 'Whether the score equals the maximum: có = yes, không = no; empty where all are counted together.',
  },
  duration: {
    ...{ name: 'thoi_gian_lam_bai', english: 'duration' },
    meaning: 'Thời gian làm bài theo khoảng phút, trừ lúc tạm dừng; trống khi gộp chung.',
    englishMeaning: 'Time taken in bands of minutes, pauses taken off; empty where all are counted together.',
  },
};

export interface DictionaryFacts {
  contest: { title: string; agency: string; isSample: boolean };
  columns: readonly OpenColumn[];
  terms: OpenTerms;
  termsText: string | null;
  /** Epoch ms. */
  madeAt: number;
  software: string;
  dataHash: string;
  dataName: string;
  summary: Pick<OpenDataSummary, 'attempts' | 'rows' | 'generalised' | 'suppressed'>;
}

const HEAD = ['muc', 'ten', 'ten_tieng_anh', 'y_nghia', 'meaning'];

/** The dictionary of a file as CSV: a line for each column, then what the file is, counted how, when and by what. */
export function dictionaryCsv(facts: DictionaryFacts): string {
  const columns = facts.columns.map((column) => {
    const { name, english, meaning, englishMeaning } = COLUMN_WORDS[column];
    return ['cột', name, english, meaning, englishMeaning];
  });
  const { contest, summary } = facts;
  const about: [name: string, english: string, value: string, remark: string][] = [
    [
      'cuoc_thi',
      'contest',
      contest.isSample ? `${contest.title} (dữ liệu mẫu)` : contest.title,
      'Title of the contest.',
    ],
    ['co_quan', 'agency', contest.agency, 'Agency that publishes it.'],
    [
      'tep',
      'file',
      facts.dataName,
      'File of the rows: CSV (RFC 4180), UTF-8 with a byte order mark, separated by commas.',
    ],
    ['sha256', 'sha256', facts.dataHash, 'SHA-256 of that file, byte order mark included.'],
    [
      ...(['mot_dong', 'one_row'] as const),
      'Một lượt thi hợp lệ đã chấm. Các lượt thi của cùng một người không nối được với nhau.',
      'One valid, graded attempt. Attempts of one person cannot be connected.',
    ],
    ['so_luot_thi', 'attempts', String(summary.attempts), 'Valid attempts of the contest: rows and those left out.'],
    ['so_dong', 'rows', String(summary.rows), 'Rows of the file.'],
    ['so_dong_da_gop', 'generalised', String(summary.generalised), 'Rows that tell less than the columns could.'],
    ['so_luot_thi_da_bo', 'suppressed', String(summary.suppressed), 'Attempts that are not in the file.'],
    [
      ...(['an_danh', 'anonymity'] as const),
      `Mỗi tổ hợp giá trị trong tệp là của ít nhất ${LIMITS.openDataPersonsMin} người; tổ hợp nhỏ hơn được gộp dần (bớt điểm, ngày, đơn vị) rồi bỏ. Ô trống nghĩa là đã gộp.`,
      `Each combination of values is of at least ${LIMITS.openDataPersonsMin} people; smaller ones are made coarser step by step and then left out. An empty cell was made coarser.`,
    ],
    ['thoi_diem', 'made_at', isoInstant(facts.madeAt), 'When the figures were read, UTC (ISO 8601).'],
    ['phan_mem', 'software', facts.software, 'Software that made the file.'],
    ['dieu_khoan', 'terms', openTermsLine(facts.terms, facts.termsText), 'Terms of use.'],
    [
      ...(['dau_nhay', 'apostrophe'] as const),
      "Ô chữ bắt đầu bằng = + - @ có dấu ' đứng trước, để phần mềm bảng tính không hiểu là công thức.",
      "A text that begins with = + - @ has an apostrophe (') before it, so that no spreadsheet runs it as a formula.",
    ],
  ];
  const lines = [HEAD, ...columns, ...about.map((line) => ['tệp', ...line])];
  return BOM + lines.map(csvLine).join('');
}
