import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import {
  pictureOfCertificate,
  posterFacts,
  posterPicture,
  type Certificate,
  type CertificateHead,
  type PosterContest,
} from '#documents';
import { openBrowser } from '../support/browser.js';
import { isInstalled, keepSheet, keepSideBySide, pagesOf, printed } from './support/paper-pictures.js';
import { keepsPictures, PICTURES } from './support/pictures.js';

/**
 * What leaves the house as paper, as pictures for readers of the repository (`npm run screens`): the report of the contest
 * of 2019 from a replay of 2,000 attempts, a certificate and a poster. Where LibreOffice or poppler is not installed, the
 * pictures that need them stay as they are, and it says so.
 */
const kept = keepsPictures ? describe : describe.skip;

kept('every document', () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await openBrowser();
    folder = mkdtempSync(join(tmpdir(), 'papers-'));
    const errand = ['scripts/boot.mjs', 'cli', 'export-report', '--demo', '--out', folder];
    const { status, stderr } = spawnSync(process.execPath, errand, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    writeFileSync(`${PICTURES}/documents.md`, INDEX);
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const withPrograms = (programs: string[], draw: () => Promise<void>) => async () => {
    const missing = programs.filter((program) => !isInstalled(program));
    if (missing.length === 0) return draw();
    process.stderr.write(`  ! ${missing.join(', ')}: không có trên máy này, giữ ảnh cũ\n`);
  };

  it(
    'the report as Word prints it',
    withPrograms(['soffice', 'pdftoppm'], async () =>
      keepSideBySide(browser, pagesOf(printed(join(folder, 'report.docx')), 60).slice(0, 3), 'report-docx'),
    ),
    180_000,
  );

  it(
    'the report as PDF',
    withPrograms(['pdftoppm'], async () =>
      keepSideBySide(browser, pagesOf(join(folder, 'report.pdf'), 60).slice(0, 3), 'report-pdf'),
    ),
  );

  it('the report as a workbook', () => keepSheet(browser, join(folder, 'report.xlsx'), 'report-xlsx'));

  it('a certificate', async () =>
    keepSideBySide(browser, [await pictureOfCertificate(HEAD, CERTIFICATE)], 'certificate', 1000));

  it('a poster', async () =>
    keepSideBySide(browser, [await posterPicture(posterFacts(CONTEST, UNIT, ADDRESS, null), 'a4')], 'poster', 620));
});

const INDEX = `# Văn bản, giấy chứng nhận và áp phích

Made by \`npm run screens\` from a replay of 2,000 attempts of the contest of 2019 and from invented people; number, date and
signature are left to the document office.

| Văn bản | Ảnh |
| --- | --- |
| Báo cáo, Word (\`report.docx\`, in bằng LibreOffice) | ![Báo cáo dạng Word](report-docx.png) |
| Báo cáo, PDF (\`report.pdf\`) | ![Báo cáo dạng PDF](report-pdf.png) |
| Số liệu của báo cáo, Excel (\`report.xlsx\`) | ![Một trang của tệp Excel](report-xlsx.png) |
| Giấy chứng nhận, A4 ngang | ![Giấy chứng nhận](certificate.png) |
| Áp phích A4 của một đơn vị | ![Áp phích](poster.png) |
`;

const HEAD: CertificateHead = {
  managingAgency: 'Ủy ban nhân dân tỉnh Nghệ An',
  issuer: 'Ban Tổ chức Cuộc thi tìm hiểu cải cách hành chính',
  title: 'Giấy chứng nhận',
  place: 'Nghệ An',
  signature: { authority: 'TM. Ban Tổ chức', post: 'Trưởng ban', name: null },
  background: null,
  isSample: true,
};
const CODE = '7KQ4-M2XP-9RTA-HD3F';
const CERTIFICATE: Certificate = {
  ...{ serial: '12/GCN-BTC', fullName: 'Lô Thị Mẫu', unitName: 'Ủy ban nhân dân xã Nghĩa Đàn', code: CODE },
  result: 'đã đạt điểm tối đa 20/20 điểm tại',
  contestTitle: 'Cuộc thi trực tuyến tìm hiểu cải cách hành chính tỉnh Nghệ An năm 2026',
  decision: null,
  ...{ issuedOn: null, year: 2026, address: `https://thi.example.vn/xac-nhan/${CODE}` },
};

const CONTEST: PosterContest = {
  title: 'Cuộc thi tìm hiểu cải cách hành chính năm 2026',
  agency: 'Sở Nội vụ tỉnh Nghệ An',
  managingAgency: 'Ủy ban nhân dân tỉnh Nghệ An',
  opensAt: '2026-05-04T01:00:00Z',
  closesAt: '2026-05-18T01:00:00Z',
  roundList: [
    { title: 'Đợt 1', opensAt: '2026-05-04T01:00:00Z', closesAt: '2026-05-11T01:00:00Z' },
    { title: 'Đợt 2', opensAt: '2026-05-11T01:00:00Z', closesAt: '2026-05-18T01:00:00Z' },
  ],
  audiences: [{ title: 'Cán bộ, công chức' }, { title: 'Người dân' }],
  rules: { minimumAge: { years: 14 }, maximumAge: null, invitedOnly: false },
  prizes: [
    { title: 'Giải Nhất', count: 1, amountVnd: 5_000_000 },
    { title: 'Giải Nhì', count: 3, amountVnd: 3_000_000 },
    { title: 'Giải Ba', count: 5, amountVnd: 1_000_000 },
  ],
  contact: { hotline: '0238 3 000 000', zalo: null, hours: '7:30 đến 17:00' },
  colours: null,
  sample: true,
};
const ADDRESS = { contest: 'https://thi.example.vn/cuoc-thi/cchc-2026', short: 'https://thi.example.vn/t/12' };
const UNIT = { code: '16681', name: 'Xã Nghĩa Đàn', parentName: 'Tỉnh Nghệ An' };
