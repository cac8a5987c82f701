import type { Page } from 'playwright-core';
import type { DataSource } from 'typeorm';

/** The sample data behind the console, seen by an administrator who is signed in. */
export interface OfficeScene {
  url: string;
  /** For what a state needs and no page makes. */
  owner: DataSource;
}

/** A page of the console in one of its states. */
export interface ConsoleState {
  /** Page and state, as the pictures are called; begins with 'console-'. */
  name: string;
  /** What a reader of the pictures is told, in Vietnamese. */
  title: string;
  /** Of `PAGES`, behind /quan-tri/: every page has a state at least. */
  path: string;
  /** Opens the page otherwise than by its address, or does something on it. */
  reach?: (page: Page, scene: OfficeScene) => Promise<void>;
}

export const CONTEST = 'cchc-2026';

/** The states of every page of the console, in the order of the handbook. */
export const CONSOLE_STATES: readonly ConsoleState[] = [
  { name: 'console-today', title: 'Hôm nay: việc đang chờ', path: '' },
  { name: 'console-running', title: 'Điều hành cuộc thi đang mở', path: 'dieu-hanh' },
  { name: 'console-support', title: 'Tra cứu hỗ trợ', path: 'ho-tro' },
  {
    name: 'console-support-person',
    title: 'Tra cứu hỗ trợ: một người, diễn biến từng lượt thi',
    path: 'ho-tro',
    reach: async (page, { url, owner }) => {
      const [{ id }] = (await owner.query(
        `SELECT p.id FROM participant p JOIN contest c ON c.id = p.contest_id
          WHERE c.slug = $1 AND EXISTS (SELECT FROM attempt t WHERE t.contest_id = c.id AND t.participant_id = p.id)
          ORDER BY p.id LIMIT 1`,
        [CONTEST],
      )) as [{ id: string }];
      await page.goto(`${url}/quan-tri/ho-tro?cuoc-thi=${CONTEST}&nguoi=${id}`);
      await page.getByRole('heading', { name: 'Các lượt thi' }).waitFor({ timeout: 30_000 });
    },
  },
  { name: 'console-phone-claims', title: 'Số điện thoại có hai người nhận', path: 'so-dien-thoai' },
  { name: 'console-invitations', title: 'Thư mời đầu mối đơn vị', path: 'dau-moi' },
  { name: 'console-corrections', title: 'Đề nghị sửa đơn vị', path: 'don-vi/sua' },
  { name: 'console-exclusions', title: 'Người không được dự thi', path: 'loai-tru' },
  { name: 'console-people', title: 'Nhân sự', path: 'nhan-su' },
  { name: 'console-inviting', title: 'Mời người vào vai trò', path: 'nhan-su/moi' },
];
