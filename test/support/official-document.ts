import type { OfficialDocument, Table } from '../../libs/documents/src/official-document.js';

/** Every letter of Vietnamese, composed, and those of the minorities' languages, of which some have no composed form. */
export const VIETNAMESE_LETTERS =
  'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ' +
  'AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆGHIÌỈĨÍỊKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVXYỲỶỸÝỴ';
export const MINORITY_NAMES = ['H’Hen Niê', 'Y Bhiŏ Mlô', 'Bh’riu Liếc', 'Zơrâm Ƀlưñ', 'Y Ngơ̆k Ê̆ban', 'Čư M’gar'];

/** A table of units with figures that are not round. @param count of rows, without the total */
export function unitTable(count: number, more: Partial<Table> = {}): Table {
  const rows = Array.from({ length: count }, (_, i): Table['rows'][number] => [
    i + 1,
    i % 7 === 3
      ? `Ban Quản lý dự án đầu tư xây dựng các công trình giao thông và nông nghiệp khu vực số ${i + 1}`
      : `Ủy ban nhân dân xã Quỳnh Lưu ${i + 1}`,
    40 + i,
    20 + ((i * 7) % 40),
    { numerator: 20 + ((i * 7) % 40), denominator: 40 + i },
    { numerator: 1000 + i * 13, denominator: 20 + ((i * 7) % 40) },
    12_500 + (i % 20) * 125,
    372 + i,
  ]);
  return {
    ...{
      block: 'table',
      id: 'units',
      title: 'Bảng 5. Kết quả theo từng đơn vị',
      note: 'Tỷ lệ làm tròn đến hai chữ số thập phân.',
    },
    columns: [
      { title: 'STT', weight: 1, align: 'center', kind: 'count' },
      { title: 'Đơn vị', weight: 6, align: 'left', kind: 'text' },
      { title: 'Biên chế', weight: 2, align: 'right', kind: 'count' },
      { title: 'Số người dự thi', weight: 2, align: 'right', kind: 'count' },
      { title: 'Tỷ lệ', weight: 2, align: 'right', kind: 'percent' },
      { title: 'Lượt/người', weight: 2, align: 'right', kind: 'ratio' },
      { title: 'Điểm trung bình', weight: 2, align: 'right', kind: 'points' },
      { title: 'Thời gian', weight: 2, align: 'right', kind: 'seconds' },
    ],
    rows,
    ...more,
  };
}

/** A report with one of everything that a document may hold. */
export function sampleReport(more: Partial<OfficialDocument> = {}): OfficialDocument {
  const turnout: Table = {
    ...{ block: 'table', id: 'turnout', title: 'Bảng 1. Đơn vị được mời và tham gia', hasTotal: true },
    note: 'Số liệu chốt lúc 17 giờ 00 ngày 30/9/2026.',
    columns: [
      { title: 'STT', weight: 1, align: 'center', kind: 'count' },
      { title: 'Khối', weight: 5, align: 'left', kind: 'text' },
      { title: 'Được mời', weight: 2, align: 'right', kind: 'count' },
      { title: 'Tham gia', weight: 2, align: 'right', kind: 'count' },
      { title: 'Tỷ lệ', weight: 2, align: 'right', kind: 'percent' },
    ],
    rows: [
      [1, 'Sở, ban, ngành cấp tỉnh', 21, 21, { numerator: 21, denominator: 21 }],
      [2, 'Ủy ban nhân dân cấp xã', 130, 117, { numerator: 117, denominator: 130 }],
      [3, 'Đơn vị khác', 71, 44, { numerator: 44, denominator: 71 }],
      [null, 'Tổng cộng', 222, 182, { numerator: 182, denominator: 222 }],
    ],
  };
  const days = Array.from({ length: 28 }, (_, i) => ({
    label: `${String(i + 1).padStart(2, '0')}/9`,
    value: Math.round(4200 + 3600 * Math.sin(i / 3.1) + ((i * 977) % 800)),
  }));
  return {
    letterhead: {
      managingAgency: 'Ủy ban nhân dân tỉnh Nghệ An',
      agency: 'Ban Tổ chức Cuộc thi tìm hiểu cải cách hành chính',
      symbol: 'BC-BTC',
    },
    place: 'Nghệ An',
    kind: 'Báo cáo',
    subject: 'Kết quả Cuộc thi trực tuyến tìm hiểu công tác cải cách hành chính trên địa bàn tỉnh Nghệ An năm 2026',
    recipients: ['Ủy ban nhân dân tỉnh Nghệ An'],
    body: [
      { block: 'heading', level: 1, text: 'I. Công tác chỉ đạo, tổ chức' },
      {
        block: 'paragraph',
        text: 'Thực hiện Kế hoạch cải cách hành chính năm 2026 của tỉnh, Ban Tổ chức đã mở Cuộc thi trực tuyến tìm hiểu công tác cải cách hành chính cho cán bộ, công chức, viên chức và Nhân dân trên địa bàn tỉnh, trong bốn tuần, từ ngày 01/9/2026 đến ngày 30/9/2026.',
      },
      { block: 'heading', level: 1, text: 'II. Kết quả' },
      { block: 'heading', level: 2, text: '1. Đơn vị tham gia' },
      {
        block: 'paragraph',
        text: 'Có 182/222 đơn vị được mời đã tham gia, đạt 81,98%; 240.659 lượt dự thi, trong đó 101.907 lượt đạt điểm tối đa, chiếm 42,34%.',
      },
      turnout,
      { block: 'heading', level: 2, text: '2. Diễn biến' },
      { block: 'heading', level: 3, text: 'a) Theo ngày' },
      {
        block: 'chart',
        id: 'days',
        title: 'Biểu đồ 1. Số lượt thi theo ngày',
        form: 'line',
        unit: 'lượt thi',
        points: days,
      },
      { block: 'heading', level: 3, text: 'b) Phổ điểm' },
      {
        ...{ block: 'chart', id: 'scores', title: 'Biểu đồ 2. Phổ điểm', form: 'columns', unit: 'lượt thi' },
        points: Array.from({ length: 16 }, (_, i) => ({ label: `${i}`, value: i === 15 ? 101_907 : 150 * i * i })),
      },
      { block: 'heading', level: 3, text: 'c) Đơn vị có nhiều lượt thi nhất' },
      {
        ...{
          block: 'chart',
          id: 'units',
          title: 'Biểu đồ 3. Mười đơn vị có nhiều lượt thi nhất',
          form: 'bars',
          unit: 'lượt thi',
        },
        points: Array.from({ length: 10 }, (_, i) => ({
          label:
            i % 3 === 1
              ? 'Ban Quản lý dự án đầu tư xây dựng các công trình giao thông và nông nghiệp tỉnh'
              : `Ủy ban nhân dân xã Quỳnh Lưu ${i + 1}`,
          value: 15_083 - i * 1_311,
        })),
      },
      { block: 'heading', level: 1, text: 'III. Đánh giá' },
      {
        block: 'paragraph',
        item: true,
        text: 'Cuộc thi được hưởng ứng rộng rãi; số lượt dự thi tăng đều qua các tuần.',
      },
      { block: 'paragraph', item: true, text: 'Còn 40 đơn vị được mời chưa có người tham gia.' },
      { block: 'paragraph', italic: true, text: 'Số liệu trong báo cáo là số liệu mẫu.' },
      {
        block: 'paragraph',
        text: 'Trên đây là báo cáo kết quả Cuộc thi, Ban Tổ chức trân trọng báo cáo Ủy ban nhân dân tỉnh.',
      },
    ],
    receivers: [
      'Như trên',
      'Thành viên Ban Tổ chức',
      'Các sở, ban, ngành cấp tỉnh; UBND các xã, phường',
      'Lưu: VT, BTC',
    ],
    signature: { authority: 'TM. Ban Tổ chức', post: 'Trưởng ban' },
    annexes: [
      { number: 'Phụ lục I', title: 'Kết quả theo từng đơn vị', landscape: true, body: [unitTable(60)] },
      {
        ...{ number: 'Phụ lục II', title: 'Danh sách cá nhân đạt giải', landscape: false },
        body: [
          {
            ...{ block: 'table', id: 'winners', title: 'Bảng 9. Danh sách cá nhân đạt giải' },
            columns: [
              { title: 'STT', weight: 1, align: 'center', kind: 'count' },
              { title: 'Họ và tên', weight: 4, align: 'left', kind: 'text' },
              { title: 'Đơn vị', weight: 5, align: 'left', kind: 'text' },
              { title: 'Ngày nộp bài', weight: 3, align: 'center', kind: 'moment' },
            ],
            rows: MINORITY_NAMES.map((name, i) => [i + 1, name, `Xã Ea M’Droh ${i}`, Date.UTC(2026, 8, 30, i)]),
          },
          { ...unitTable(0), id: 'nothing', title: 'Bảng 10. Đơn vị có thành tích xuất sắc' },
        ],
      },
    ],
    ...more,
  };
}
