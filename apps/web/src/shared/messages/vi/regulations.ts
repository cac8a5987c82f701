export const regulations = {
  title: 'Thể lệ',
  none: 'Cuộc thi này chưa có toàn văn thể lệ ở đây. Các quy định chính nằm ở trang cuộc thi.',
  toContest: 'Về trang cuộc thi',
  article: (number: number, title: string) => `Điều ${number}. ${title}`,
  signed: 'Văn bản đã ký',
  number: (number: string) => `Số ${number}`,
  day: (day: string) => `ngày ${day}`,
  pdf: (megabytes: string) => `PDF, ${megabytes} MB`,
  print: 'In thể lệ',
};
