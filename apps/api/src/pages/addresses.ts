/**
 * Every address of the citizens' pages, as apps/web/src/citizen/router.tsx knows them; a test holds the two lists against
 * each other. What is not here is answered by the page that says so, with 404.
 */
export const PAGE_ADDRESSES = [
  '/',
  '/dang-nhap',
  '/cuoc-thi/:slug',
  '/cuoc-thi/:slug/vao-thi',
  '/cuoc-thi/:slug/bang-xep-hang',
  '/cuoc-thi/:slug/don-vi',
  '/cuoc-thi/:slug/don-vi/:code',
  '/cuoc-thi/:slug/man-hinh',
  '/don-vi/:code',
  '/lam-bai/:id',
  '/ket-qua/:id',
  '/cua-toi',
  '/tra-cuu',
  '/huong-dan',
] as const;
