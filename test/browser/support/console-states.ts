import type { Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { insertCertificates } from './certificates.js';
import { insertAlike, overContest } from '../../support/open-data.js';
import { contestToSettle, settle } from './results.js';

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

/** The sample province is opened by itself; the units below it are on their way. */
async function openProvince(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: 'Phường Thành Vinh' })
    .or(page.getByRole('link', { name: 'Xã An Châu' }))
    .first()
    .waitFor();
}

/** Two reports of something that went wrong, one of them settled. */
async function report(owner: DataSource): Promise<void> {
  await owner.query(
    `INSERT INTO incident_report (code, client_id, contest_id, kind, text, page, error_code, browser, cause, closed_at)
     SELECT v.code, gen_random_uuid(), c.id, v.kind, v.text, '/cuoc-thi/' || c.slug, v.error_code, 'Chrome · Android', v.cause,
            CASE WHEN v.cause IS NOT NULL THEN contest_clock() END
       FROM contest c, (VALUES
         ('K7QM2D0X', 'cannot_sign_in', 'Quên mật khẩu, không còn mã khôi phục.', NULL, 'account'),
         ('9AFT41TF', 'not_saved', 'Chờ mãi không thấy chữ đã lưu ở câu 4.', '4F2A', NULL)) AS v(code, kind, text, error_code, cause)
      WHERE c.slug = $1 ON CONFLICT DO NOTHING`,
    [CONTEST],
  );
}

/** The states of every page of the console, in the order of the handbook. */
export const CONSOLE_STATES: readonly ConsoleState[] = [
  { name: 'console-today', title: 'Hôm nay: việc đang chờ', path: '' },
  { name: 'console-running', title: 'Điều hành cuộc thi đang mở', path: 'dieu-hanh' },
  {
    name: 'console-wrong-keys',
    title: 'Sửa đáp án: chọn câu, xem trước điểm và thứ hạng',
    path: 'dieu-hanh/dap-an',
    reach: async (page) => {
      await page
        .getByRole('button', { name: /^Sửa đáp án câu / })
        .first()
        .click();
      await page.getByRole('checkbox').nth(1).check();
      await page.getByLabel('Lý do').fill('Văn bản mới đã thay đổi quy định này.');
      await page.getByLabel('Lời giải thích cho người dự thi').fill('Đáp án có sai sót.');
      await page.getByRole('button', { name: 'Xem trước' }).click();
      await page.getByRole('heading', { name: 'Nếu thực hiện' }).first().waitFor();
    },
  },
  {
    name: 'console-contests',
    title: 'Các cuộc thi',
    path: 'cuoc-thi',
    reach: (page, scene) => openPlan(page, scene, null),
  },
  { name: 'console-contest-new', title: 'Tạo cuộc thi', path: 'cuoc-thi/moi' },
  {
    name: 'console-contest-rules',
    title: 'Soạn thể lệ, xem trước bên cạnh',
    path: 'cuoc-thi/soan',
    reach: (page, scene) => openPlan(page, scene, 'lich'),
  },
  {
    name: 'console-contest-ranking',
    title: 'Soạn thể lệ: chấm và xếp hạng',
    path: 'cuoc-thi/soan',
    reach: (page, scene) => openPlan(page, scene, 'xep-hang'),
  },
  {
    name: 'console-contest-opening',
    title: 'Kiểm tra và mở cuộc thi',
    path: 'cuoc-thi/soan',
    reach: (page, scene) => openPlan(page, scene, 'mo'),
  },
  {
    name: 'console-offer',
    title: 'Giao cho đơn vị tự tổ chức: chọn chỗ khóa',
    path: 'cuoc-thi/giao',
    reach: async (page, { url }) => {
      const begun = await page.request.post(`${url}/api/contest-plans`, {
        data: { from: { template: 'mot-dot' }, title: 'Mẫu thi cho các xã, phường' },
        headers: { origin: url },
      });
      const { id } = (await begun.json()) as { id: string };
      await page.goto(`${url}/quan-tri/cuoc-thi/giao?ban=${id}`);
      await page.getByText('Thời gian làm bài', { exact: true }).click();
      await page
        .getByRole('checkbox', { name: /Khóa cả phần/ })
        .first()
        .waitFor();
    },
  },
  { name: 'console-statistics', title: 'Thống kê câu hỏi của một đợt', path: 'cau-hoi/thong-ke' },
  {
    name: 'console-signals',
    title: 'Cần xem: dấu hiệu và quyết định',
    path: 'dieu-hanh/can-xem',
    reach: async (page, { owner }) => {
      await owner.query(
        `INSERT INTO signal (contest_id, kind, subject, participant_ids, attempt_ids, contest_unit_id, figures)
         SELECT c.id, kind, kind, ARRAY(SELECT id FROM participant WHERE contest_id = c.id ORDER BY id LIMIT 2), '{}',
                (SELECT min(id) FROM contest_unit WHERE contest_id = c.id), figures::jsonb
           FROM contest c, (VALUES ('same_person', '{"accounts": 2}'),
                                   ('sequence', '{"people": 6, "attempts": 6, "minutes": 26, "meanMs": 240000}')) AS s(kind, figures)
          WHERE c.slug = $1 ON CONFLICT DO NOTHING`,
        [CONTEST],
      );
      await page.reload();
      await page.getByRole('button', { name: /^Quyết định: Có thể là một người/ }).click();
      await page
        .getByRole('dialog')
        .or(page.getByRole('alertdialog'))
        .getByLabel('Quyết định', { exact: true })
        .selectOption('void');
    },
  },
  {
    name: 'console-certificates',
    title: 'Giấy chứng nhận: mẫu, cấp hàng loạt, giấy đã cấp và đã thu hồi',
    path: 'giay-chung-nhan',
    reach: async (page, { owner }) => {
      await insertCertificates(owner, CONTEST, [
        { phone: null, prize: 'Giải Nhất Tuần 1' },
        { phone: null, prize: 'Giải Nhì Tuần 1' },
        { phone: null, revokeReason: 'In sai tên đơn vị' },
      ]);
      await page.reload();
      await page.getByRole('heading', { name: 'Mẫu giấy' }).waitFor();
      const look = page.locator('.certificate-look');
      await look.evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
    },
  },
  {
    name: 'console-portal',
    title: 'Nhận diện, đưa cuộc thi lên cổng thông tin',
    path: 'cuoc-thi/nhan-dien',
    reach: async (page) => {
      await page.frameLocator('iframe').first().getByRole('heading', { level: 1, includeHidden: true }).waitFor();
      await page.getByRole('heading', { name: 'Chân trang' }).waitFor();
    },
  },
  {
    name: 'console-portal-plan',
    title: 'Nhận diện của một cuộc thi chưa công bố',
    path: 'cuoc-thi/soan/nhan-dien',
    reach: async (page, scene) => {
      await openPlan(page, scene, 'gioi-thieu');
      await page.getByRole('link', { name: 'Logo, banner, văn bản đã ký, chân trang' }).click();
      await page.getByRole('heading', { name: 'Chân trang' }).waitFor();
    },
  },
  { name: 'console-results', title: 'Chốt kết quả: các đợt và việc tiếp theo', path: 'ket-qua' },
  {
    name: 'console-results-field',
    title: 'Chốt kết quả: xác minh, phê duyệt, công bố',
    path: 'ket-qua',
    reach: async (page, scene) => {
      const settled = await contestToSettle(scene.owner);
      await settle(page.context().browser()!, scene, settled, false);
      await page.goto(`${scene.url}/quan-tri/ket-qua?cuoc-thi=${settled.contest.slug}&muc=dot-1`);
      await page.getByRole('heading', { name: 'Phê duyệt' }).waitFor({ timeout: 30_000 });
    },
  },
  { name: 'console-commendations', title: 'Đề nghị khen thưởng: chưa có danh sách nào', path: 'khen-thuong' },
  {
    name: 'console-commendations-list',
    title: 'Đề nghị khen thưởng: tập thể, cá nhân, tờ trình, quyết định',
    path: 'khen-thuong',
    reach: async (page, scene) => {
      const settled = await contestToSettle(scene.owner);
      await settle(page.context().browser()!, scene, settled, true);
      await page.goto(`${scene.url}/quan-tri/khen-thuong?cuoc-thi=${settled.contest.slug}`);
      await page.getByLabel('Người quyết định').fill('Chủ tịch Ủy ban nhân dân tỉnh');
      await page.getByRole('button', { name: 'Lập danh sách', exact: true }).click();
      const whole = page.getByRole('checkbox', { name: /^Chọn cả/ });
      await whole.nth(1).waitFor();
      for (const all of await whole.all()) await all.check();
      await page.getByRole('button', { name: /^Thêm \d+ vào danh sách/ }).click();
      await page.getByRole('heading', { name: 'Quyết định khen thưởng' }).waitFor();
      // Known better since: what was proposed stays, and says that it is no longer true.
      await scene.owner.query(`UPDATE contest_unit SET headcount = 40 WHERE id = $1`, [settled.contest.unitIds[0]]);
      await page.reload();
      await page.getByText('không còn đúng', { exact: true }).first().waitFor();
      await page.getByRole('button', { name: 'Xem trước' }).click();
      await page.getByRole('heading', { name: 'TỜ TRÌNH' }).waitFor({ timeout: 60_000 });
    },
  },
  {
    name: 'console-posters',
    title: 'Giấy tờ, áp phích, bài đăng',
    path: 'giay-to',
    reach: async (page) => {
      await page.getByRole('button', { name: 'Chép lời' }).waitFor();
      // Pictures are drawn when they are asked for.
      for (const picture of await page.locator('main img').all()) {
        await picture.evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
      }
    },
  },
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
  {
    name: 'console-incidents',
    title: 'Báo sự cố: hàng việc, theo giờ và loại',
    path: 'su-co',
    reach: async (page, { url, owner }) => {
      await report(owner);
      await page.goto(`${url}/quan-tri/su-co?cuoc-thi=${CONTEST}`);
      await page.getByText('Theo giờ, loại và nguyên nhân').click();
      await page.getByText('Chờ mãi không thấy chữ đã lưu').first().waitFor({ timeout: 30_000 });
    },
  },
  {
    name: 'console-incident',
    title: 'Báo sự cố: xem, nhận, trả lời',
    path: 'su-co',
    reach: async (page, { url, owner }) => {
      await report(owner);
      await page.goto(`${url}/quan-tri/su-co?cuoc-thi=${CONTEST}`);
      await page.getByRole('button', { name: /^Xem / }).first().click();
      await page.getByRole('button', { name: 'Xử lý xong' }).waitFor({ timeout: 30_000 });
    },
  },
  { name: 'console-phone-claims', title: 'Số điện thoại có hai người nhận', path: 'so-dien-thoai' },
  { name: 'console-items', title: 'Câu hỏi của một ngân hàng', path: 'cau-hoi' },
  {
    name: 'console-item-editor',
    title: 'Soạn câu hỏi, xem trước như trên điện thoại',
    path: 'cau-hoi/soan',
    reach: async (page, { url }) => {
      await page.goto(`${url}/quan-tri/cau-hoi/soan?cau=thu-tuc-hanh-chinh-01`);
      await page.getByLabel('Phần dẫn').waitFor({ timeout: 30_000 });
    },
  },
  {
    name: 'console-item-review',
    title: 'Thẩm định một câu hỏi',
    path: 'cau-hoi/duyet',
    reach: async (page, { url }) => {
      await page.goto(`${url}/quan-tri/cau-hoi/duyet?cau=thu-tuc-hanh-chinh-01`);
      await page.getByRole('heading', { name: 'Máy kiểm tra' }).waitFor({ timeout: 30_000 });
    },
  },
  { name: 'console-item-batches', title: 'Quyết định phê duyệt câu hỏi', path: 'cau-hoi/lo' },
  { name: 'console-invitations', title: 'Thư mời đầu mối đơn vị', path: 'dau-moi' },
  { name: 'console-unit-tree', title: 'Cây đơn vị', path: 'don-vi', reach: openProvince },
  {
    ...{ name: 'console-unit-search', title: 'Tìm đơn vị theo tên cũ', path: 'don-vi' },
    reach: async (page) => {
      await page.getByRole('searchbox').fill('dong vinh');
      await page.getByText('Nay là:').first().waitFor();
    },
  },
  {
    ...{ name: 'console-unit', title: 'Một đơn vị: lịch sử và cấp trên', path: 'don-vi/xem' },
    reach: async (page, { url }) => {
      await page.goto(`${url}/quan-tri/don-vi/xem?ma=16681&tu=2025-07-01`);
      await page.getByRole('heading', { name: 'Hình thành từ' }).waitFor();
    },
  },
  {
    ...{ name: 'console-unit-change', title: 'Ghi một thay đổi của đơn vị', path: 'don-vi/xem' },
    reach: async (page, { url }) => {
      await page.goto(`${url}/quan-tri/don-vi/xem?ma=16681&tu=2025-07-01`);
      await page.getByRole('button', { name: 'Ghi thay đổi' }).click();
      await page.getByLabel('Số nghị quyết').fill('30/2026/QH16');
      await page.getByLabel('Tên đầy đủ').fill('Phường Thành Vinh Mới');
      await page.getByRole('button', { name: 'Xem thử' }).click();
      await page.getByText('Sẽ thay đổi').waitFor();
    },
  },
  {
    ...{ name: 'console-unit-import', title: 'Nhập danh sách đơn vị: xem thử một tệp có lỗi', path: 'don-vi/nhap' },
    reach: async (page) => {
      const list = [
        'level,code,parent_code,name,full_name',
        'commune,16681,40,Thành Vinh,Phường Thành Vinh',
        'commune,17001,99,Mới,Xã Mới',
        'commune,16681,40,Thành Vinh,Phường Thành Vinh',
      ];
      const file = { name: 'don-vi.csv', mimeType: 'text/csv', buffer: Buffer.from(list.join('\n')) };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByRole('button', { name: 'Xem thử' }).click();
      await page.getByText('Có 2 lỗi').first().waitFor();
    },
  },
  { name: 'console-unit-invited', title: 'Đơn vị được mời: số người, khối', path: 'don-vi/moi' },
  { name: 'console-unit-results', title: 'Kết quả các đơn vị, xếp hạng theo thể lệ', path: 'don-vi/ket-qua' },
  {
    ...{ name: 'console-unit-invited-import', title: 'Nhập danh sách mời: xem thử', path: 'don-vi/moi' },
    reach: async (page) => {
      await page.getByRole('button', { name: 'Nhập từ tệp' }).click();
      const file = { name: 'moi.csv', mimeType: 'text/csv', buffer: Buffer.from('Mã đơn vị,Số người\n16681,1.200') };
      await page.locator('input[type=file]').setInputFiles(file);
      await page.getByLabel('Nguồn').fill('Công văn 12');
      await page.getByRole('button', { name: 'Xem thử' }).click();
      await page.getByText('Có 1 lỗi').first().waitFor();
    },
  },
  { name: 'console-unit-changes', title: 'Các thay đổi của cây đơn vị', path: 'don-vi/thay-doi' },
  {
    ...{ name: 'console-report', title: 'Báo cáo: xem trước, số liệu dẫn tới danh sách', path: 'bao-cao' },
    reach: async (page) => {
      await page.getByRole('button', { name: 'Xem trước báo cáo' }).click();
      await page.getByRole('heading', { name: 'II. KẾT QUẢ' }).waitFor({ timeout: 60_000 });
    },
  },
  {
    ...{ name: 'console-open-data', title: 'Dữ liệu mở: xem trước trước khi công bố', path: 'du-lieu-mo' },
    reach: async (page, { url, owner }) => {
      const contest = await overContest(owner);
      await insertAlike(owner, contest, { people: 24 });
      await insertAlike(owner, contest, { unit: 1, people: 13, score: 3000 });
      await page.goto(`${url}/quan-tri/du-lieu-mo?cuoc-thi=${contest.slug}`);
      await page.getByRole('button', { name: 'Lập tệp để xem trước' }).click();
      await page.getByRole('heading', { name: 'Xem trước', exact: true }).waitFor({ timeout: 60_000 });
    },
  },
  { name: 'console-corrections', title: 'Đề nghị sửa đơn vị', path: 'don-vi/sua' },
  { name: 'console-exclusions', title: 'Người không được dự thi', path: 'loai-tru' },
  { name: 'console-revisions', title: 'Thay đổi thể lệ sau khi công bố', path: 'cuoc-thi/thay-doi' },
  {
    ...{ name: 'console-simulation', title: 'Thử thể thức xếp hạng: ai sẽ đứng đầu', path: 'cuoc-thi/thu-xep-hang' },
    reach: async (page) => {
      await page.getByRole('button', { name: /^Đưa lên trước: thời gian/ }).click();
      await page.getByRole('button', { name: 'Xếp thử', exact: true }).click();
      await page.getByRole('table', { name: 'Xếp thử' }).waitFor();
    },
  },
  {
    ...{ name: 'console-rehearsal', title: 'Chạy thử: đang mở, đã thử được gì', path: 'cuoc-thi/chay-thu' },
    reach: async (page, { url, owner }) => {
      const [{ id }] = (await owner.query(
        `WITH plan AS (
           INSERT INTO contest_plan (id, regulations) VALUES (gen_random_uuid(), '{"title": "Tìm hiểu cải cách hành chính"}')
           RETURNING id
         ), hidden AS (
           INSERT INTO contest (slug, title, status)
           VALUES ('thi-' || left(gen_random_uuid()::text, 8) || '-chay-thu', 'Chạy thử', 'published') RETURNING id
         )
         INSERT INTO rehearsal (contest_id, plan_id, plan_version, phones, unit_codes)
         SELECT hidden.id, plan.id, 1, '{+84912345678}', '{}' FROM hidden, plan RETURNING plan_id AS id`,
      )) as [{ id: string }];
      await page.goto(`${url}/quan-tri/cuoc-thi/chay-thu?ban=${id}`);
      await page.getByRole('button', { name: 'Gỡ chạy thử' }).waitFor({ timeout: 30_000 });
    },
  },
  { name: 'console-blueprints', title: 'Câu hỏi có đủ cho đề thi', path: 'cau-hoi/cau-truc' },
  { name: 'console-practice-bank', title: 'Ôn luyện: chọn ngân hàng', path: 'cuoc-thi/on-luyen' },
  { name: 'console-wordings', title: 'Câu hỏi bằng tiếng khác', path: 'cau-hoi/tieng-khac' },
  {
    ...{ name: 'console-wording', title: 'Một câu bằng tiếng Thái', path: 'cau-hoi/tieng-khac' },
    reach: async (page, { url }) => {
      await page.goto(`${url}/quan-tri/cau-hoi/tieng-khac?tieng=tai&cau=thu-tuc-hanh-chinh-01`);
      await page.getByLabel('Phần dẫn (tiếng Thái)').waitFor();
    },
  },
  { name: 'console-import', title: 'Nhập câu hỏi từ tệp', path: 'cau-hoi/nhap' },
  {
    ...{ name: 'console-import-tried', title: 'Nhập câu hỏi: chạy thử, câu có lỗi', path: 'cau-hoi/nhap' },
    reach: async (page) => {
      const rows = [
        'Chủ đề;Mức độ;Câu hỏi;A;B;C;Đáp án;Văn bản',
        'Cải cách thể chế;1;Văn bản nào quy định về kiểm soát thủ tục hành chính?;63/2010/NĐ-CP;30/2020/NĐ-CP;01/2021/NĐ-CP;A;63/2010/NĐ-CP',
        'Cải cách thể chế;2;Cơ quan nào thẩm định thủ tục hành chính trong dự thảo nghị định?;Bộ Tư pháp;Bộ Y tế;Bộ Công an;E;',
      ];
      const file = { name: 'Bộ câu hỏi.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) };
      await page.getByLabel('Tệp câu hỏi').setInputFiles(file);
      await page.getByRole('button', { name: 'Chạy thử' }).click();
      await page.getByRole('heading', { name: 'Tệp có 2 câu hỏi' }).waitFor({ timeout: 30_000 });
    },
  },
  { name: 'console-export', title: 'Xuất câu hỏi ra tệp', path: 'cau-hoi/xuat' },
  { name: 'console-near-duplicates', title: 'Câu hỏi gần giống nhau', path: 'cau-hoi/trung-lap' },
  {
    name: 'console-people',
    title: 'Nhân sự: ai giữ vai trò gì, lời mời chưa ai nhận',
    path: 'nhan-su',
    reach: async (page, { owner }) => {
      await owner.query(
        `INSERT INTO staff_invitation (id, token_hash, role, contest_id, full_name, phone, expires_at)
         SELECT gen_random_uuid(), decode(v.hash, 'hex'), 'author', c.id, v.name, v.phone, contest_clock() + v.days * interval '1 day'
           FROM contest c, (VALUES ('01', 'Lò Thị Mai', '+84935111001', 3), ('02', 'Vừ A Chống', '+84935111002', -1))
                  AS v(hash, name, phone, days)
          WHERE c.slug = $1 ON CONFLICT DO NOTHING`,
        [CONTEST],
      );
      await page.reload();
      await page.getByRole('button', { name: 'Tạo đường dẫn mới cho Lò Thị Mai' }).waitFor();
    },
  },
  {
    name: 'console-identity-papers',
    title: 'Số định danh người được giải: ai đã cung cấp',
    path: 'so-dinh-danh',
    reach: async (page, { owner }) => {
      await owner.query(
        `INSERT INTO identity_paper (contest_id, participant_id, asked_by, reason, delete_after, number_sealed, number_last4, given_at)
         SELECT p.contest_id, p.id, gen_random_uuid(), 'Trao giải Nhì tuần 1', contest_clock() + interval '60 days',
                CASE WHEN p.n = 1 THEN '\\x00'::bytea END, CASE WHEN p.n = 1 THEN '1234' END, CASE WHEN p.n = 1 THEN contest_clock() END
           FROM (SELECT p.*, row_number() OVER (ORDER BY p.id) AS n FROM participant p JOIN contest c ON c.id = p.contest_id
                  WHERE c.slug = $1) p
          WHERE p.n <= 2 ON CONFLICT DO NOTHING`,
        [CONTEST],
      );
      await page.reload();
      await page.getByRole('button', { name: /^Xem số của / }).click();
      await page.getByRole('alertdialog').getByLabel('Xem để làm gì').selectOption('tax');
    },
  },
  { name: 'console-inviting', title: 'Mời người vào vai trò', path: 'nhan-su/moi' },
  {
    name: 'console-grading',
    title: 'Hàng đợi công việc: mọi hàng đợi, việc hỏng vì sao, bài không chấm được',
    path: 'cham-bai',
    reach: async (page, { owner }) => {
      await owner.query(
        `INSERT INTO grading_failure (contest_id, attempt_id, reason, tries)
         SELECT t.contest_id, t.id, 'the key of item version 12 names an option that the item does not have', 5
           FROM attempt t JOIN contest c ON c.id = t.contest_id WHERE c.slug = $1 ORDER BY t.id LIMIT 2
         ON CONFLICT DO NOTHING`,
        [CONTEST],
      );
      await owner.query(
        `INSERT INTO document_job (id, contest_id, kind, params, asked_by, state, tries, ended_at, expires_at, failure)
         SELECT gen_random_uuid(), c.id, 'posters', '{"sheet": "a4", "format": "pdf"}', (SELECT id FROM account LIMIT 1),
                'failed', 3, contest_clock(), contest_clock() + interval '7 days', 'INTERNAL'
           FROM contest c WHERE c.slug = $1`,
        [CONTEST],
      );
      await page.reload();
      await page.getByRole('button', { name: /^Chạy lại: Lập văn bản, giấy tờ: áp phích/ }).waitFor();
    },
  },
  { name: 'console-trail', title: 'Nhật ký', path: 'nhat-ky' },
];

/** A plan begun from the first template, at one of its steps; null: in the list. */
async function openPlan(page: Page, { url }: OfficeScene, step: string | null): Promise<void> {
  const begun = await page.request.post(`${url}/api/contest-plans`, {
    data: { from: { template: 'hang-tuan' }, title: 'Tìm hiểu cải cách hành chính tỉnh Nghệ An năm 2027' },
    headers: { origin: url },
  });
  const { id } = (await begun.json()) as { id: string };
  await page.goto(`${url}/quan-tri/cuoc-thi${step === null ? '' : `/soan?ban=${id}&buoc=${step}`}`);
  const name = step === null ? 'Các cuộc thi' : 'Tìm hiểu cải cách hành chính tỉnh Nghệ An năm 2027';
  await page.getByRole('heading', { level: 1, name }).waitFor();
  if (step === null) await page.getByRole('rowheader').first().waitFor();
  if (step === 'mo') await page.getByText('Chưa mời đơn vị nào.').first().waitFor();
}
