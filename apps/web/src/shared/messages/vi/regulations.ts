export const regulations = {
  title: 'Thể lệ',
  none: 'Cuộc thi này chưa có toàn văn thể lệ ở đây. Các quy định chính nằm ở trang cuộc thi.',
  toContest: 'Về trang cuộc thi',
  article: (number: number, title: string) => `Điều ${number}. ${title}`,
  print: 'In thể lệ',
};
