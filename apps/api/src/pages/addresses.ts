/** One address of the citizens' pages. */
export interface PageAddress {
  path: string;
  /** The file of the page below apps/web/src/citizen/pages: its script is named in the first HTML. */
  module: string;
  /** What the first HTML speaks of: a contest or unit of the address, the product, a person, of whom it says nothing,
   * or a certificate, of which it says what its code stands for. */
  about: 'home' | 'contest' | 'unit' | 'product' | 'person' | 'certificate';
  /** Stands before the name of the contest, or alone. */
  title?: string;
  /** The console shows it in small, in a frame. */
  isFramed?: boolean;
}

/**
 * Every address of the citizens' pages, as apps/web/src/citizen/router.tsx knows them; a test holds the two lists against
 * each other. What is not here is answered by the page that says so, with 404.
 */
export const PAGE_ADDRESSES: readonly PageAddress[] = [
  { path: '/', module: 'home/home-page', about: 'home' },
  { path: '/dang-nhap', module: 'join/sign-in-page', about: 'person', title: 'Đăng nhập' },
  { path: '/quen-mat-khau', module: 'recovery/forgotten-page', about: 'person', title: 'Đặt lại mật khẩu' },
  { path: '/so-dien-thoai-cua-toi', module: 'claim/claim-page', about: 'person', title: 'Số điện thoại của tôi' },
  { path: '/cuoc-thi/:slug', module: 'contest/contest-page', about: 'contest', isFramed: true },
  { path: '/cuoc-thi/:slug/the-le', module: 'regulations/regulations-page', about: 'contest', title: 'Thể lệ' },
  { path: '/cuoc-thi/:slug/on-luyen', module: 'practice/practice-page', about: 'contest', title: 'Ôn luyện' },
  { path: '/cuoc-thi/:slug/vao-thi', module: 'join/enter-page', about: 'contest', title: 'Vào thi' },
  { path: '/cuoc-thi/:slug/bang-xep-hang', module: 'board/board-page', about: 'contest', title: 'Bảng xếp hạng' },
  { path: '/cuoc-thi/:slug/don-vi', module: 'board/units-page', about: 'contest', title: 'Kết quả các đơn vị' },
  { path: '/cuoc-thi/:slug/don-vi/:code', module: 'unit/unit-page', about: 'unit' },
  {
    path: '/cuoc-thi/:slug/ket-qua-chinh-thuc',
    module: 'official/official-page',
    about: 'contest',
    title: 'Kết quả chính thức',
  },
  { path: '/cuoc-thi/:slug/du-lieu-mo', module: 'open-data/open-data-page', about: 'contest', title: 'Dữ liệu mở' },
  { path: '/cuoc-thi/:slug/man-hinh', module: 'screen/screen-page', about: 'contest', title: 'Màn hình lớn' },
  { path: '/don-vi/:code', module: 'unit/unit-contests-page', about: 'unit' },
  { path: '/lam-bai/:id', module: 'attempt/attempt-page', about: 'person', title: 'Làm bài' },
  { path: '/ket-qua/:id', module: 'result/result-page', about: 'person', title: 'Kết quả bài thi' },
  { path: '/cua-toi', module: 'me/me-page', about: 'person', title: 'Trang của tôi' },
  { path: '/cua-toi/du-lieu', module: 'own-data/own-data-page', about: 'person', title: 'Dữ liệu của tôi' },
  {
    path: '/cua-toi/giay-chung-nhan',
    module: 'certificate/own-certificates-page',
    about: 'person',
    title: 'Giấy chứng nhận của tôi',
  },
  { path: '/dau-moi', module: 'manager/manager-page', about: 'person', title: 'Đầu mối đơn vị' },
  { path: '/quan-tri/thiet-lap', module: 'staff/setup-page', about: 'person', title: 'Nhận vai trò' },
  { path: '/quan-tri/xac-minh', module: 'staff/confirm-page', about: 'person', title: 'Nhập mã xác minh' },
  { path: '/tra-cuu', module: 'verify/verify-page', about: 'product', title: 'Tra cứu biên nhận' },
  {
    path: '/xac-nhan/:code',
    module: 'certificate/certificate-page',
    about: 'certificate',
    title: 'Kiểm tra giấy chứng nhận',
  },
  { path: '/bao-su-co', module: 'report/report-page', about: 'person', title: 'Báo sự cố' },
  { path: '/huong-dan', module: 'help/help-page', about: 'product', title: 'Hướng dẫn dự thi' },
];

/** Answered with 404 at every address that no page has. */
export const NO_SUCH_PAGE: PageAddress = {
  path: '/*',
  module: 'not-found-page',
  about: 'person',
  title: 'Không có trang này',
};
