import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import type { DataSource } from 'typeorm';
import { USUAL_SIGHTS, type PredictionRule } from '#domain';
import { CONSENTS, insertContest, type ContestFixture } from '../../support/contest.js';
import { insertCertificates } from './certificates.js';
import { insertPublicOpenData, overContest } from '../../support/open-data.js';
import { contestToSettle, settle } from './results.js';

/** The sample data and the database behind them: where the states of pages are brought about. */
export interface Scene {
  url: string;
  /** For what a state needs and no page makes. */
  owner: DataSource;
  /** Contests that differ from the samples in what a state is about; each is made once. */
  contest: (name: string, make: Parameters<typeof insertContest>[1]) => Promise<ContestFixture>;
}

/** A page in one of its states: how a person gets there. The browser is new, with nothing in it. */
export interface PageState {
  /** Page and state, as the pictures are called. */
  name: string;
  /** What a reader of the pictures is told, in Vietnamese. */
  title: string;
  reach: (page: Page, scene: Scene) => Promise<void>;
  /** Without scripts there is nothing to look at but words. */
  hasNoScript?: boolean;
  /** Shown as the screen shows it, not as a whole page. */
  isOneScreen?: boolean;
  /** Pages that show another language than Vietnamese on purpose. */
  isForeign?: boolean;
}

const RUNNING = 'cchc-2026';
const PAST = 'kiem-soat-tthc-2019';
/** A unit of the running contest, by its code, and one that hangs under it in a state. */
const [COMMITTEE, BELOW_COMMITTEE] = ['NA-D01', 'NA-D02'];
const NAMES = ['Lò Thị Mai', 'Vi Văn Thắng', 'H’Hen Niê', 'Nguyễn Thị Hồng', 'Cụt Văn Bình'];
let people = 0;

const contestOf = async (page: Page, { url }: Scene, slug: string) =>
  (await (await page.request.get(`${url}/api/contests/${slug}`)).json()) as {
    id: number;
    openRound: { id: string } | null;
    audiences: { code: string }[];
  };

/** Signs a new person up in this browser and lets them join; what a state is not about is done over HTTP. */
async function join(
  page: Page,
  { url }: Scene,
  slug: string,
  contestUnitId?: number,
): Promise<{ phone: string; recoveryCode: string }> {
  const n = people++;
  const person = {
    phone: `0386${String(200_000 + n)}`,
    password: 'song-Lam-xanh-92',
    fullName: NAMES[n % NAMES.length],
  };
  const send = async (path: string, data: object) => {
    const answer = await page.request.post(`${url}/api/${path}`, { data });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
    return answer.json();
  };
  const { recoveryCode } = (await send('accounts', { ...person, birthDate: '1992-05-08' })) as { recoveryCode: string };
  const { units } = (await (await page.request.get(`${url}/api/contests/${slug}/units?limit=1`)).json()) as {
    units: { id: number }[];
  };
  await send(`contests/${slug}/participants`, { contestUnitId: contestUnitId ?? units[0]!.id, consents: CONSENTS });
  return { phone: person.phone, recoveryCode };
}

/** Joins and starts through the page, so that this browser holds the attempt. @returns the number of questions */
async function begin(page: Page, scene: Scene, slug: string): Promise<number> {
  await join(page, scene, slug);
  await page.goto(`${scene.url}/cuoc-thi/${slug}/vao-thi`);
  await page.getByRole('button', { name: 'Bắt đầu làm bài' }).click();
  await page.waitForURL(/\/lam-bai\//);
  const heading = page.getByRole('heading', { level: 1, name: /^Câu 1\// });
  await heading.waitFor();
  return Number(/\/(\d+)/.exec(await heading.innerText())![1]);
}

const next = (page: Page) =>
  page
    .getByRole('button', { name: /^(?:Câu sau|Số dự đoán|Xem lại)$/ })
    .filter({ visible: true })
    .first();

/** Of the question on the screen, one or several of which are right. */
const options = (page: Page) => page.locator('main').getByRole('radio').or(page.locator('main').getByRole('checkbox'));

/** Begins an attempt of the sample contest that is going on. */
export const beginRunning = (page: Page, scene: Scene): Promise<number> => begin(page, scene, RUNNING);

/** Goes on, if need be, until this question is on the screen. */
export async function reachQuestion(page: Page, position: number): Promise<void> {
  const wanted = page.getByRole('heading', { level: 1, name: new RegExp(`^Câu ${position}/`) });
  if (!(await wanted.isVisible())) await next(page).click();
  await wanted.waitFor();
}

/** Answers the first questions with their first option and goes on to the next. */
async function answer(page: Page, count: number): Promise<void> {
  for (let position = 1; position <= count; position++) {
    await page.getByRole('heading', { level: 1, name: new RegExp(`^Câu ${position}/`) }).waitFor();
    await options(page).first().check({ force: true });
    await next(page).click();
  }
}

const isSaved = (page: Page) =>
  page
    .getByText(/^Đã lưu lúc \d\d:\d\d\.$/)
    .first()
    .waitFor();

/** The whole attempt up to its result. */
async function finish(page: Page, scene: Scene, slug: string, predicts = slug === RUNNING): Promise<void> {
  const total = await begin(page, scene, slug);
  await answer(page, total);
  const prediction = page.getByLabel('Số bạn dự đoán');
  if (predicts) {
    await prediction.fill('1.250');
    await next(page).click();
  }
  await page
    .getByRole('button', { name: /^Nộp bài$/ })
    .filter({ visible: true })
    .first()
    .click();
  await page.waitForURL(/\/ket-qua\//);
  await page
    .getByText(/Mã biên nhận/)
    .first()
    .waitFor();
}

const quick = (changes: object = {}) => ({
  items: 8,
  round: { timing: { durationMs: 15 * 60_000, graceMs: 30_000, atRoundEnd: 'cut' as const }, ...changes },
});
const at =
  (path: string) =>
  async (page: Page, { url }: Scene) =>
    void (await page.goto(`${url}${path}`));
/** What a page has when it is no longer being fetched. */
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).first().waitFor();

/** A unit of the running sample contest that has units below it and people taking part. */
async function unitCode(page: Page, { url }: Scene): Promise<string> {
  const table = (await (await page.request.get(`${url}/api/contests/${RUNNING}/unit-table?limit=1`)).json()) as {
    rows: { code: string }[];
  };
  return table.rows[0]!.code;
}

/** The committee of the running contest gets units below it, a request for it, people who have yet to begin, and a manager: whoever is signed in here. */
async function manage(page: Page, scene: Scene): Promise<void> {
  const { url, owner } = scene;
  const [own] = (await owner.query(
    `SELECT u.id, u.contest_id, u.name FROM contest_unit u JOIN contest c ON c.id = u.contest_id
      WHERE c.slug = $1 AND u.code = $2`,
    [RUNNING, COMMITTEE],
  )) as [{ id: number; contest_id: number; name: string }];
  await owner.query(`UPDATE contest_unit SET parent_id = $3, parent_name = $4 WHERE contest_id = $1 AND code = $2`, [
    ...[own.contest_id, BELOW_COMMITTEE, own.id, own.name],
  ]);
  await owner.query(
    `INSERT INTO contest_unit (contest_id, parent_id, parent_name, code, name, level, kind, search_key, invited, headcount)
     SELECT $1, $2, $3, $4 || '-' || n, name, 'province', 'association', search_key(name), true, 60 + n
       FROM unnest(ARRAY['Hội Nông dân tỉnh Nghệ An', 'Liên đoàn Lao động tỉnh Nghệ An']) WITH ORDINALITY AS made(name, n)
     ON CONFLICT DO NOTHING`,
    [own.contest_id, own.id, own.name, COMMITTEE],
  );
  await owner.query(
    `INSERT INTO unit_correction (contest_id, participant_id, from_unit_id, to_unit_id, reason)
     SELECT contest_id, id, contest_unit_id, $2, 'Tôi chuyển công tác về đây từ tháng 10.'
       FROM participant p WHERE contest_id = $1 AND contest_unit_id <> $2
        AND EXISTS (SELECT FROM attempt t WHERE t.contest_id = $1 AND t.participant_id = p.id)
      ORDER BY id LIMIT 1 ON CONFLICT DO NOTHING`,
    [own.contest_id, own.id],
  );
  let phone = '';
  for (let i = 0; i < 3; i++) ({ phone } = await join(page, scene, RUNNING, own.id));
  await owner.query(
    `INSERT INTO staff_role (account_id, role, contest_id, contest_unit_id)
     SELECT id, 'unit_manager', $2, $3 FROM account WHERE phone = $1`,
    [`+84${phone.slice(1)}`, own.contest_id, own.id],
  );
  // The role holds within three seconds, and figures are a second old at most.
  const isManaged = async () =>
    ((await (await page.request.get(`${url}/api/me/managed-units`)).json()) as { units?: object[] }).units?.length ===
    1;
  while (!(await isManaged())) await page.waitForTimeout(200);
  await page.waitForTimeout(1_000);
}

/** A new password with a code, on the page for it. */
async function reset(page: Page, phone: string, code: string): Promise<void> {
  await page.getByLabel('Số điện thoại').fill(phone);
  await page.getByLabel('Mã khôi phục hoặc mã dùng một lần').fill(code);
  await page.getByLabel('Mật khẩu mới', { exact: true }).fill('mua-xuan-tren-que-ta');
  await page.getByRole('button', { name: 'Đặt mật khẩu mới' }).click();
}

/** Signs a new person up through the page, up to the recovery code. */
async function signUp(page: Page, scene: Scene): Promise<void> {
  await at(`/cuoc-thi/${RUNNING}/vao-thi`)(page, scene);
  await page.getByLabel('Số điện thoại').fill(`0387${String(300_000 + people++)}`);
  await page.getByLabel('Mật khẩu', { exact: true }).fill('song-Lam-xanh-92');
  await page.getByLabel('Họ và tên').fill('H’Hen Niê');
  const birthDate = page.getByLabel('Ngày sinh');
  if (await birthDate.count()) await birthDate.fill('8/5/1992');
  await page.getByRole('button', { name: 'Tiếp tục', exact: true }).click();
  await page.getByRole('button', { name: 'Tôi đã ghi lại' }).waitFor();
}

export const PAGE_STATES: PageState[] = [
  { name: 'home', title: 'Trang chủ', reach: at('/') },
  {
    name: 'home-menu',
    title: 'Trình đơn: cỡ chữ, màu nền, ngôn ngữ',
    isOneScreen: true,
    reach: async (page, scene) => {
      await at('/')(page, scene);
      await page.locator('summary', { hasText: 'Trình đơn' }).click();
    },
  },
  { name: 'contest', title: 'Cuộc thi đang diễn ra', reach: at(`/cuoc-thi/${RUNNING}`) },
  {
    name: 'contest-unit-link',
    title: 'Vào từ đường dẫn của một đơn vị',
    reach: async (page, scene) => at(`/cuoc-thi/${RUNNING}?don-vi=${await unitCode(page, scene)}`)(page, scene),
  },
  { name: 'contest-coming', title: 'Cuộc thi chưa mở', reach: at('/cuoc-thi/cchc-hoc-duong-2026') },
  { name: 'contest-finished', title: 'Cuộc thi đã kết thúc', reach: at(`/cuoc-thi/${PAST}`) },
  {
    // Before anybody takes the open round: the board of the whole contest is the one to see.
    name: 'board',
    title: 'Bảng xếp hạng',
    reach: async (page, scene) => {
      await at(`/cuoc-thi/${RUNNING}/bang-xep-hang`)(page, scene);
      await page.getByText(/^1\.\d{3} người trên bảng/).waitFor();
    },
  },
  {
    name: 'contest-used-up',
    title: 'Đã dùng hết lượt thi',
    reach: async (page, scene) => {
      const limits = { perDay: null, perWeek: 1, perRound: null, perPhase: null, perContest: null, minGapMs: null };
      const { slug } = await scene.contest('used-up', quick({ limits }));
      await finish(page, scene, slug);
      await page.goto(`${scene.url}/cuoc-thi/${slug}`);
      await page.getByText('Bạn đã dùng hết lượt thi').first().waitFor();
    },
  },
  {
    name: 'contest-going-on',
    title: 'Đang làm dở một lượt',
    reach: async (page, scene) => {
      await begin(page, scene, RUNNING);
      await page.goto(`${scene.url}/cuoc-thi/${RUNNING}`);
      await page.getByRole('link', { name: /^Làm tiếp/ }).waitFor();
    },
  },
  {
    name: 'contest-english',
    title: 'Cuộc thi, bằng tiếng Anh',
    isForeign: true,
    reach: async (page, scene) => {
      await at(`/cuoc-thi/${RUNNING}`)(page, scene);
      await page.locator('.menu summary').click();
      await page.getByRole('button', { name: 'English' }).click();
      await page.locator('html[lang="en"]').waitFor();
      await page.locator('.menu summary').click();
    },
  },
  {
    name: 'contest-unknown',
    title: 'Không có cuộc thi này',
    reach: async (page, scene) => {
      await at('/cuoc-thi/khong-co')(page, scene);
      await page.getByRole('alert').waitFor();
    },
  },
  { name: 'invitation', title: 'Nhận làm đầu mối đơn vị', reach: at('/dau-moi') },
  { name: 'sign-in', title: 'Đăng nhập', reach: at('/dang-nhap') },
  {
    name: 'sign-in-wrong',
    title: 'Đăng nhập: chưa đúng',
    reach: async (page, scene) => {
      await at('/dang-nhap')(page, scene);
      await page.getByLabel('Số điện thoại').fill('0912 345 678');
      await page.getByLabel('Mật khẩu', { exact: true }).fill('khong-phai-mat-khau');
      await page.getByRole('main').getByRole('button', { name: 'Đăng nhập', exact: true }).click();
      await page.getByText('chưa đúng').first().waitFor();
    },
  },
  {
    name: 'number-claimed',
    title: 'Người khác đã dùng số của tôi',
    reach: async (page, scene) => {
      await at(`/so-dien-thoai-cua-toi?cuoc-thi=${RUNNING}`)(page, scene);
      await page.getByRole('button', { name: 'Gửi cho ban tổ chức' }).waitFor();
    },
  },
  {
    name: 'practice',
    title: 'Ôn luyện: một câu, chưa trả lời',
    reach: async (page, scene) => {
      await at(`/cuoc-thi/${PAST}/on-luyen`)(page, scene);
      await page.getByRole('button', { name: 'Trả lời' }).waitFor();
    },
  },
  {
    name: 'practice-answered',
    title: 'Ôn luyện: giải thích và căn cứ ngay sau khi trả lời',
    reach: async (page, scene) => {
      await at(`/cuoc-thi/${PAST}/on-luyen`)(page, scene);
      await page.getByRole('radio').first().check();
      await page.getByRole('button', { name: 'Trả lời' }).click();
      await page.getByRole('button', { name: 'Câu khác' }).waitFor();
    },
  },
  {
    name: 'practice-closed',
    title: 'Ôn luyện: đóng khi cuộc thi đang diễn ra',
    reach: async (page, scene) => {
      await at(`/cuoc-thi/${RUNNING}/on-luyen`)(page, scene);
      await page.getByText(/thể lệ không cho ôn luyện/).waitFor();
    },
  },
  {
    name: 'report',
    title: 'Báo sự cố',
    reach: async (page, scene) => {
      await at(`/bao-su-co?tu=/cuoc-thi/${RUNNING}`)(page, scene);
      await page.getByLabel('Cuộc thi nào?').waitFor();
    },
  },
  {
    name: 'report-sent',
    title: 'Báo sự cố: đã nhận, có mã để đọc',
    reach: async (page, scene) => {
      await at(`/bao-su-co?tu=/cuoc-thi/${RUNNING}`)(page, scene);
      await page.getByLabel('Bạn gặp chuyện gì?').selectOption('cannot_sign_in');
      await page.getByLabel('Chuyện xảy ra thế nào?').fill('Bấm Đăng nhập nhưng không thấy gì.');
      await page.getByRole('button', { name: 'Gửi báo sự cố' }).click();
      await heading(page, 'Đã nhận báo sự cố');
    },
  },
  {
    name: 'forgotten',
    title: 'Quên mật khẩu',
    reach: async (page, scene) => {
      await at(`/quen-mat-khau?tiep=/cuoc-thi/${RUNNING}/vao-thi`)(page, scene);
      await page.getByText(/^Hoặc gọi \d/).waitFor();
    },
  },
  {
    name: 'forgotten-wrong',
    title: 'Quên mật khẩu: mã chưa đúng',
    reach: async (page, scene) => {
      await at('/quen-mat-khau')(page, scene);
      await reset(page, '0912 345 678', 'K7QM-2D0X-9AFT-41TF-MZ8C');
      await page.getByRole('alert').getByText('chưa đúng').waitFor();
    },
  },
  {
    name: 'forgotten-done',
    title: 'Đã đặt mật khẩu mới',
    reach: async (page, scene) => {
      const { phone, recoveryCode } = await join(page, scene, RUNNING);
      await at('/quen-mat-khau')(page, scene);
      await reset(page, phone, recoveryCode);
      await heading(page, 'Đã đặt mật khẩu mới');
    },
  },
  {
    name: 'regulations',
    title: 'Toàn văn thể lệ, in từ cấu hình',
    reach: async (page, scene) => {
      await at(`/cuoc-thi/${RUNNING}/the-le`)(page, scene);
      await page.getByRole('heading', { level: 2, name: /^Điều 9\. / }).waitFor();
    },
  },
  { name: 'join', title: 'Đăng ký dự thi', reach: at(`/cuoc-thi/${RUNNING}/vao-thi`) },
  {
    name: 'join-faults',
    title: 'Đăng ký: những chỗ cần xem lại',
    reach: async (page, scene) => {
      await at(`/cuoc-thi/${RUNNING}/vao-thi`)(page, scene);
      await page.getByRole('button', { name: 'Tiếp tục', exact: true }).click();
      await page
        .getByText(/chỗ cần xem lại/)
        .first()
        .waitFor();
    },
  },
  { name: 'join-recovery-code', title: 'Đăng ký: mã khôi phục, hiện một lần', reach: signUp },
  {
    name: 'join-unit',
    title: 'Chọn đơn vị và đồng ý',
    reach: async (page, scene) => {
      await signUp(page, scene);
      await page.getByRole('button', { name: 'Tôi đã ghi lại' }).click();
      await heading(page, 'Bạn dự thi cho đơn vị nào?');
      await page.getByRole('combobox').fill('vinh');
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'join-briefing',
    title: 'Trước khi bắt đầu',
    reach: async (page, scene) => {
      await join(page, scene, RUNNING);
      await at(`/cuoc-thi/${RUNNING}/vao-thi`)(page, scene);
      await page.getByRole('button', { name: 'Bắt đầu làm bài' }).waitFor();
    },
  },
  {
    name: 'attempt',
    title: 'Làm bài',
    isOneScreen: true,
    reach: async (page, scene) => {
      await begin(page, scene, RUNNING);
      await answer(page, 3);
      await options(page).nth(1).check({ force: true });
      await isSaved(page);
    },
  },
  {
    name: 'attempt-questions',
    title: 'Các câu hỏi: đã trả lời, đã đánh dấu',
    isOneScreen: true,
    reach: async (page, scene) => {
      await begin(page, scene, RUNNING);
      await answer(page, 2);
      await page
        .getByRole('button', { name: /^Đánh dấu/ })
        .filter({ visible: true })
        .first()
        .click();
      await isSaved(page);
      const sheet = page.getByRole('button', { name: /^Các câu hỏi\./ });
      if (await sheet.isVisible()) await sheet.click();
    },
  },
  {
    name: 'attempt-no-network',
    title: 'Mất mạng khi đang làm bài',
    isOneScreen: true,
    reach: async (page, scene) => {
      await begin(page, scene, RUNNING);
      await answer(page, 1);
      await isSaved(page);
      await page.context().setOffline(true);
      await options(page).first().check({ force: true });
      await page
        .getByText('Mất mạng. Câu trả lời đang được giữ trên máy này')
        .filter({ visible: true })
        .first()
        .waitFor();
    },
  },
  {
    name: 'attempt-prediction',
    title: 'Số dự đoán',
    isOneScreen: true,
    reach: async (page, scene) => {
      const total = await begin(page, scene, RUNNING);
      await answer(page, total);
      await page.getByLabel('Số bạn dự đoán').waitFor();
    },
  },
  {
    name: 'attempt-review',
    title: 'Xem lại trước khi nộp',
    isOneScreen: true,
    reach: async (page, scene) => {
      const { slug } = await scene.contest('plain', quick());
      await begin(page, scene, slug);
      await answer(page, 3);
      for (let i = 0; i < 2; i++) await next(page).click();
      await heading(page, 'Xem lại trước khi nộp');
    },
  },
  {
    name: 'attempt-not-submitted',
    title: 'Nộp bài khi mất mạng',
    isOneScreen: true,
    reach: async (page, scene) => {
      const { slug } = await scene.contest('plain', quick());
      const total = await begin(page, scene, slug);
      await answer(page, total);
      await isSaved(page);
      await page.context().setOffline(true);
      await page.getByRole('button', { name: 'Nộp bài', exact: true }).filter({ visible: true }).first().click();
      await page.getByText('Bài CHƯA được nộp').first().waitFor();
    },
  },
  {
    name: 'attempt-elsewhere',
    title: 'Bài đang mở trên thiết bị khác',
    isOneScreen: true,
    reach: async (page, scene) => {
      await join(page, scene, RUNNING);
      const { openRound } = await contestOf(page, scene, RUNNING);
      const headers = { 'idempotency-key': randomUUID() };
      const started = await page.request.post(`${scene.url}/api/rounds/${openRound!.id}/attempts`, { headers });
      await at(`/lam-bai/${((await started.json()) as { attemptId: string }).attemptId}`)(page, scene);
      await page.getByRole('button', { name: 'Làm tiếp trên máy này' }).waitFor();
    },
  },
  {
    name: 'attempt-time-up',
    title: 'Hết giờ khi mất mạng',
    isOneScreen: true,
    reach: async (page, scene) => {
      const timing = { durationMs: 12_000, graceMs: 2_000, atRoundEnd: 'cut' as const };
      const { slug } = await scene.contest('short', quick({ timing }));
      await begin(page, scene, slug);
      await answer(page, 1);
      await isSaved(page);
      await page.context().setOffline(true);
      await options(page).first().check({ force: true });
      await page
        .getByText(/^Đã quá/)
        .first()
        .waitFor({ timeout: 25_000 });
    },
  },
  {
    name: 'attempt-dark',
    title: 'Làm bài, nền tối',
    isOneScreen: true,
    reach: async (page, scene) => {
      await begin(page, scene, RUNNING);
      await answer(page, 2);
      await isSaved(page);
      await page.emulateMedia({ colorScheme: 'dark' });
    },
  },
  {
    name: 'result',
    title: 'Kết quả',
    reach: async (page, scene) => {
      await finish(page, scene, RUNNING);
      await page
        .getByText(/^Bạn đúng \d+\/\d+ câu/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'result-prediction',
    title: 'Kết quả, số dự đoán còn sửa được',
    reach: async (page, scene) => {
      const prediction: PredictionRule = {
        ...{ subject: 'attempts', min: 0, max: 1_000_000, changeUntil: 'round_end', whichCounts: 'last' },
      };
      const { slug } = await scene.contest('changeable', quick({ prediction }));
      await finish(page, scene, slug, true);
      await page.getByText('còn sửa được ở Trang của tôi').waitFor();
    },
  },
  {
    name: 'result-later',
    title: 'Kết quả công bố sau',
    reach: async (page, scene) => {
      const release = { score: 'round_end', ownAnswers: 'round_end', key: 'round_end' } as const;
      const { slug } = await scene.contest('later', quick({ release }));
      await finish(page, scene, slug);
      await page.getByText('Sẽ công bố').first().waitFor();
    },
  },
  {
    name: 'result-review',
    title: 'Xem lại bài với đáp án và căn cứ',
    reach: async (page, scene) => {
      const release = { score: 'at_submit', ownAnswers: 'at_submit', key: 'at_submit' } as const;
      const { slug } = await scene.contest('review', quick({ release }));
      await finish(page, scene, slug);
      await page.getByText('Xem lại bài làm').first().click();
    },
  },
  {
    name: 'result-handed-over',
    title: 'Nhường máy cho người khác',
    reach: async (page, scene) => {
      const { slug } = await scene.contest('plain', quick());
      await finish(page, scene, slug);
      await page.getByRole('button', { name: 'Xong, nhường máy cho người khác' }).click();
      await page.getByRole('button', { name: 'Xong, nhường máy cho người khác' }).waitFor({ state: 'detached' });
    },
  },
  {
    name: 'board-own',
    title: 'Bảng xếp hạng với hàng của mình',
    reach: async (page, scene) => {
      const { slug } = await scene.contest('plain', quick());
      await finish(page, scene, slug);
      await page
        .getByText(/^Bạn đúng \d+\/\d+ câu/)
        .first()
        .waitFor();
      await at(`/cuoc-thi/${slug}/bang-xep-hang`)(page, scene);
    },
  },
  {
    name: 'board-empty',
    title: 'Bảng chưa có ai',
    reach: async (page, scene) => {
      const { slug } = await scene.contest('empty', quick());
      await at(`/cuoc-thi/${slug}/bang-xep-hang`)(page, scene);
    },
  },
  {
    name: 'board-frozen',
    title: 'Bảng xếp hạng dừng cập nhật',
    reach: async (page, scene) => {
      // It closes in a week and stands still for longer than that, so from the opening on.
      const board = { shown: 'frozen' as const, frozenMs: 30 * 86_400_000 };
      const { slug } = await scene.contest('frozen', { ...quick(), contest: { sights: { ...USUAL_SIGHTS, board } } });
      // The worker makes it when it looks next.
      const address = `${scene.url}/api/contests/${slug}/board`;
      while (!(await page.request.get(address)).ok()) await page.waitForTimeout(200);
      await at(`/cuoc-thi/${slug}/bang-xep-hang`)(page, scene);
      await page.getByText('Bảng xếp hạng dừng cập nhật từ').first().waitFor();
    },
  },
  {
    name: 'board-official',
    title: 'Bảng xếp hạng chính thức, đường sang kết quả',
    reach: async (page, scene) => {
      const settled = await contestToSettle(scene.owner);
      await settle(page.context().browser()!, scene, settled, true);
      const address = `${scene.url}/api/contests/${settled.contest.slug}/board?scope=round&round=1`;
      // The worker lays the order of the published file beside it when it looks next.
      while (!((await (await page.request.get(address)).json()) as { official: unknown }).official)
        await page.waitForTimeout(200);
      await at(`/cuoc-thi/${settled.contest.slug}/bang-xep-hang?xem=dot-1`)(page, scene);
      await page.getByText('Kết quả chính thức đã công bố').first().waitFor();
    },
  },
  {
    name: 'unit-kept-back',
    title: 'Một đơn vị, số liệu công bố sau',
    reach: async (page, scene) => {
      const unitTable = { who: 'public', when: 'round_end' } as const;
      const { slug } = await scene.contest('kept', { ...quick(), contest: { sights: { ...USUAL_SIGHTS, unitTable } } });
      const found = (await (await page.request.get(`${scene.url}/api/contests/${slug}/units?limit=1`)).json()) as {
        units: { code: string }[];
      };
      await at(`/cuoc-thi/${slug}/don-vi/${found.units[0]!.code}`)(page, scene);
      await page.getByText('số liệu của đơn vị được công bố lúc').waitFor();
    },
  },
  { name: 'units', title: 'Kết quả các đơn vị', reach: at(`/cuoc-thi/${PAST}/don-vi`) },
  {
    name: 'unit',
    title: 'Một đơn vị',
    reach: async (page, scene) => at(`/cuoc-thi/${RUNNING}/don-vi/${await unitCode(page, scene)}`)(page, scene),
  },
  {
    name: 'unit-contests',
    title: 'Các cuộc thi của một đơn vị',
    reach: async (page, scene) => at(`/don-vi/${await unitCode(page, scene)}`)(page, scene),
  },
  {
    name: 'manager',
    title: 'Trang của đầu mối đơn vị',
    reach: async (page, scene) => {
      await manage(page, scene);
      await at('/dau-moi')(page, scene);
      await page.getByText('đơn vị cấp dưới đã tham gia').waitFor();
      await page.getByText('Đang hiện 3 người.').waitFor();
      // The words to send give the same share as the figure above them.
      const [share] = /\d+\/\d+/.exec(await page.getByText(/^tỷ lệ dự thi/).innerText())!;
      await page.getByText(`Đến nay đã có ${share} người dự thi`).waitFor();
    },
  },
  {
    name: 'me',
    title: 'Trang của tôi',
    reach: async (page, scene) => {
      const { slug } = await scene.contest('plain', quick());
      await finish(page, scene, slug);
      await at('/cua-toi')(page, scene);
      await page
        .getByText('Lò Thị Mai')
        .or(page.getByText(/\w{4}-\w{4}-\w{4}/))
        .filter({ visible: true })
        .first()
        .waitFor();
    },
  },
  {
    name: 'me-safety',
    title: 'Trang của tôi: máy khác, mật khẩu, mã khôi phục',
    reach: async (page, scene) => {
      const { phone } = await join(page, scene, RUNNING);
      const again = { data: { phone, password: 'song-Lam-xanh-92' } };
      for (let i = 0; i < 2; i++) await page.request.post(`${scene.url}/api/sessions`, again);
      await at('/cua-toi')(page, scene);
      await page.getByRole('button', { name: 'Đăng xuất cả 2 máy khác' }).waitFor();
      await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
      await page.getByRole('button', { name: 'Lưu mật khẩu mới' }).waitFor();
    },
  },
  {
    name: 'own-certificates',
    title: 'Giấy chứng nhận của tôi',
    reach: async (page, scene) => {
      await join(page, scene, RUNNING);
      await at('/cua-toi/giay-chung-nhan')(page, scene);
      await page.getByText('Giấy chứng nhận được cấp sau lúc đó').first().waitFor();
    },
  },
  {
    name: 'own-certificates-given',
    title: 'Giấy chứng nhận của tôi: một giấy đạt giải, một giấy đã thu hồi',
    reach: async (page, scene) => {
      const { phone } = await join(page, scene, RUNNING);
      const own = `+84${phone.slice(1)}`;
      await insertCertificates(scene.owner, RUNNING, [
        { phone: own, revokeReason: 'In sai tên đơn vị' },
        { phone: own, prize: 'Giải Nhất Tuần 1' },
      ]);
      await at('/cua-toi/giay-chung-nhan')(page, scene);
      await page.getByText('Nhấn giữ vào hình để lưu về máy.').waitFor({ timeout: 30_000 });
    },
  },
  {
    name: 'own-certificates-signed-out',
    title: 'Giấy chứng nhận của tôi khi chưa đăng nhập',
    reach: at('/cua-toi/giay-chung-nhan'),
  },
  {
    name: 'certificate',
    title: 'Giấy chứng nhận đang có hiệu lực',
    reach: async (page, scene) => {
      const [code] = await insertCertificates(scene.owner, RUNNING, [{ phone: null, prize: 'Giải Nhì Tuần 1' }]);
      await at(`/xac-nhan/${code}`)(page, scene);
      await page.getByText('đang có hiệu lực').waitFor();
    },
  },
  {
    name: 'certificate-revoked',
    title: 'Giấy chứng nhận đã bị thu hồi',
    reach: async (page, scene) => {
      const [code] = await insertCertificates(scene.owner, RUNNING, [
        { phone: null, prize: 'Giải Ba Tuần 1', revokeReason: 'Kết quả được công bố lại' },
      ]);
      await at(`/xac-nhan/${code}`)(page, scene);
      await page.getByText('đã bị thu hồi').waitFor();
    },
  },
  {
    name: 'certificate-unknown',
    title: 'Mã giấy chứng nhận không có thật',
    reach: at('/xac-nhan/7KQ4-M2XP-9RTA-HD3F'),
  },
  { name: 'me-signed-out', title: 'Trang của tôi khi chưa đăng nhập', reach: at('/cua-toi') },
  {
    name: 'own-data',
    title: 'Dữ liệu của tôi',
    reach: async (page, scene) => {
      await join(page, scene, RUNNING);
      await at('/cua-toi/du-lieu')(page, scene);
      await page.getByRole('button', { name: 'Rút khỏi cuộc thi' }).waitFor();
    },
  },
  {
    name: 'own-data-leaving',
    title: 'Dữ liệu của tôi: sắp rút khỏi cuộc thi, sắp xóa tài khoản',
    reach: async (page, scene) => {
      await join(page, scene, RUNNING);
      await at('/cua-toi/du-lieu')(page, scene);
      await page.getByRole('button', { name: 'Rút khỏi cuộc thi' }).click();
      await page.getByRole('button', { name: 'Tôi muốn xóa tài khoản' }).click();
      await page.getByRole('button', { name: 'Xóa vĩnh viễn tài khoản' }).click();
      await page.getByText('Còn 2 chỗ cần xem lại').waitFor();
    },
  },
  { name: 'own-data-signed-out', title: 'Dữ liệu của tôi khi chưa đăng nhập', reach: at('/cua-toi/du-lieu') },
  { name: 'verify', title: 'Tra cứu biên nhận', reach: at('/tra-cuu') },
  {
    name: 'verify-found',
    title: 'Biên nhận hợp lệ',
    reach: async (page, scene) => {
      const { slug } = await scene.contest('plain', quick());
      await finish(page, scene, slug);
      const number = /\w{4}-\w{4}-\w{4}/.exec(await page.getByRole('main').innerText())![0];
      await at(`/tra-cuu#${slug}/${number}`)(page, scene);
      await page.getByText(number).first().waitFor();
    },
  },
  {
    name: 'verify-not-found',
    title: 'Không có biên nhận này',
    reach: async (page, scene) => {
      await at(`/tra-cuu#${RUNNING}/7K2M-9QXD-41TV`)(page, scene);
      await page.getByText('không').first().waitFor();
    },
  },
  { name: 'help', title: 'Hướng dẫn dự thi', reach: at('/huong-dan') },
  { name: 'screen', title: 'Màn hình lớn', isOneScreen: true, reach: at(`/cuoc-thi/${RUNNING}/man-hinh`) },
  {
    name: 'official-awaited',
    title: 'Kết quả chính thức: chưa công bố',
    reach: async (page, scene) => {
      const { contest } = await contestToSettle(scene.owner);
      await at(`/cuoc-thi/${contest.slug}/ket-qua-chinh-thuc`)(page, scene);
      await page.getByText('Ban tổ chức đang chốt kết quả.').waitFor();
    },
  },
  {
    name: 'official-published',
    title: 'Kết quả chính thức: người đạt giải, cách tự kiểm tra',
    reach: async (page, scene) => {
      const settled = await contestToSettle(scene.owner);
      await settle(page.context().browser()!, scene, settled, true);
      await at(`/cuoc-thi/${settled.contest.slug}/ket-qua-chinh-thuc`)(page, scene);
      await page.getByRole('heading', { level: 3, name: 'Giải Nhất' }).waitFor();
    },
  },
  {
    name: 'open-data',
    title: 'Dữ liệu mở: tệp, mã băm, điều khoản, các cột',
    reach: async (page, scene) => {
      const contest = await overContest(scene.owner);
      await insertPublicOpenData(scene.owner, contest.contestId);
      await at(`/cuoc-thi/${contest.slug}/du-lieu-mo`)(page, scene);
      await page.getByRole('heading', { name: 'Các cột' }).waitFor();
    },
  },
  {
    name: 'ceremony-winner',
    title: 'Màn hình lớn: lễ công bố',
    isOneScreen: true,
    reach: async (page, scene) => {
      const settled = await contestToSettle(scene.owner);
      await settle(page.context().browser()!, scene, settled, true);
      await at(`/cuoc-thi/${settled.contest.slug}/man-hinh?le=dot-1&buoc=10`)(page, scene);
      await page.getByText('Giải Nhất').first().waitFor();
    },
  },
  { name: 'not-found', title: 'Không có trang này', reach: at('/khong-co-trang-nay') },
  {
    name: 'no-script',
    title: 'Trình duyệt không chạy được trang',
    hasNoScript: true,
    reach: at(`/cuoc-thi/${RUNNING}`),
  },
];
