import type { ContestDocument } from '#domain';

// What the pages of the sample contests tell. Documents are real, with number and date; everything else that an organizer
// would decide (agency, prizes, amounts, telephone) is assumed, and says so where it is read.

const ASSUMED = 'Giá trị giả định, dữ liệu mẫu.';

/** In no numbering plan: nobody is rung up by a visitor of the sample. */
export const SAMPLE_HOTLINE = '0238 000 0000';

const AGENCY = 'Ban Tổ chức cuộc thi (dữ liệu mẫu)';
const HOST = {
  agency: AGENCY,
  hotline: SAMPLE_HOTLINE,
  hours: '7:30-17:00 các ngày làm việc (số điện thoại và giờ giả định)',
};

/** What a sample contest says of itself in its regulations, and the documents that it stands on. */
export interface SampleContest {
  title: string;
  host: object;
  about: string;
  units: object;
  prizes: object;
  prediction?: object;
  ranking?: object;
  documents: ContestDocument[];
}

const PREDICTION = { subject: 'persons_all_correct', max: 1_000_000 };

const weekly = (title: string, quota: number, amountVnd: number | null, detail = ASSUMED) => ({
  title,
  of: 'round',
  quota,
  amountVnd,
  detail,
});

/** 16 prizes a week for people and units, as Nghệ An gave in 2019; how they divide and what they are worth is assumed. */
const WEEKLY_PRIZES = {
  list: [
    weekly('Giải Nhất tuần', 1, 1_000_000),
    weekly('Giải Nhì tuần', 2, 700_000),
    weekly('Giải Ba tuần', 3, 500_000),
    weekly('Giải Khuyến khích tuần', 8, 300_000),
    { ...weekly('Giải Tập thể tuần', 2, 1_000_000), to: 'unit', by: 'most_participants' },
  ],
};

const SCHOOL_PRIZES = {
  list: [
    weekly('Giải Nhất tuần', 1, 500_000),
    weekly('Giải Nhì tuần', 2, 300_000),
    weekly('Giải Khuyến khích tuần', 10, null, 'Sách và giấy chứng nhận (giả định).'),
  ],
};

const document = (number: string, date: string, title: string): ContestDocument => ({ title, number, date, url: null });

const PROGRAMME = document(
  '76/NQ-CP',
  '2021-07-15',
  'Nghị quyết của Chính phủ ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030',
);
const PROCEDURES = document('63/2010/NĐ-CP', '2010-06-08', 'Nghị định về kiểm soát thủ tục hành chính');
const ONE_STOP_2018 = document(
  '61/2018/NĐ-CP',
  '2018-04-23',
  'Nghị định về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính',
);
const ONE_STOP_2025 = document(
  '118/2025/NĐ-CP',
  '2025-06-09',
  'Nghị định về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng Dịch vụ công quốc gia',
);

export const RUNNING: SampleContest = {
  title: 'Tìm hiểu cải cách hành chính tỉnh Nghệ An năm 2026',
  host: HOST,
  about:
    'Cuộc thi trực tuyến để người dân và cán bộ, công chức, viên chức của tỉnh hiểu thêm về cải cách hành chính. ' +
    'Mỗi tuần một đợt, mỗi lượt 15 câu trong 20 phút, làm ngay trên điện thoại. ' +
    'Đây là dữ liệu mẫu: không có cuộc thi và giải thưởng thật.',
  units: { kind: 'workplace', example: 'Ví dụ: bạn làm ở Sở Nội vụ thì chọn Sở Nội vụ, dù nhà ở phường Trường Vinh.' },
  prizes: WEEKLY_PRIZES,
  prediction: PREDICTION,
  documents: [PROGRAMME, PROCEDURES, ONE_STOP_2025],
};

export const PAST: SampleContest = {
  title: 'Tìm hiểu kiểm soát thủ tục hành chính và dịch vụ công trực tuyến năm 2019',
  host: { agency: AGENCY, hotline: SAMPLE_HOTLINE },
  about:
    'Bốn tuần thi trực tuyến về kiểm soát thủ tục hành chính và dịch vụ công trực tuyến, dựng lại theo quy mô thu nhỏ ' +
    'của cuộc thi mà tỉnh Nghệ An tổ chức năm 2019. ' +
    'Đây là dữ liệu mẫu: người dự thi và kết quả không có thật.',
  units: { kind: 'workplace', example: 'Ví dụ: bạn làm ở Sở Nội vụ thì chọn Sở Nội vụ, dù nhà ở huyện Diễn Châu.' },
  prizes: WEEKLY_PRIZES,
  ranking: { criteria: ['score', 'duration', 'submitted_at', 'lot'] },
  documents: [PROCEDURES, ONE_STOP_2018],
};

export const COMING: SampleContest = {
  title: 'Học đường với cải cách hành chính năm 2026',
  host: HOST,
  about:
    'Hai tuần thi dành cho học sinh, sinh viên và thầy cô: làm thủ tục ở đâu, nộp hồ sơ trực tuyến thế nào, ai giải quyết. ' +
    'Đây là dữ liệu mẫu: không có cuộc thi và giải thưởng thật.',
  units: { kind: 'residence', example: 'Ví dụ: bạn ở xã Diễn Châu thì chọn xã Diễn Châu, dù học ở phường Thành Vinh.' },
  prizes: SCHOOL_PRIZES,
  prediction: PREDICTION,
  documents: [PROGRAMME, ONE_STOP_2025],
};
