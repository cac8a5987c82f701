/** The report of a contest, phase or round. */
export const report = {
  title: 'Báo cáo',
  lead: 'Báo cáo theo thể thức Nghị định 30/2020/NĐ-CP, lập từ cùng một bộ số liệu cho Word, Excel và PDF. Số, ngày và chữ ký để trống cho văn thư. Chữ nghiêng trong ngoặc vuông là chỗ để Ban Tổ chức viết.',
  field: 'Phạm vi',
  whole: 'Toàn cuộc thi',
  look: 'Xem trước báo cáo',
  formats: {
    docx: 'Lập bản Word',
    xlsx: 'Lập bản Excel',
    pdf: 'Lập bản PDF',
    zip: 'Lập cả ba bản (ZIP)',
  },
  names: { docx: 'Word', xlsx: 'Excel', pdf: 'PDF', zip: 'Word, Excel và PDF' },
  reading: 'Đang đọc bản xem trước…',
  checked: (figures: string) =>
    `Đã tính lại ${figures} số liệu trong câu chữ: tất cả khớp với số đếm. Bấm vào một số để mở danh sách đứng sau số đó.`,
  figure: (text: string) => `${text}: mở danh sách`,
  rows: 'Mở danh sách',
  rest: (count: string) => `Còn ${count} dòng trong tệp.`,
  empty: 'Không có dòng nào.',
  chart: 'Biểu đồ có trong bản Word và PDF.',
};
