// `node test/load/pages-at-the-door.mjs [BACKGROUND.jpg]` after a build: for how long a page that an api draws by itself holds up
// all others who ask it: a certificate as PDF and as picture, and one letter to the manager of a unit. Of the first of each kind,
// which loads what it is drawn with, and of thirty others (medians): CPU of the thread that answers requests, which takes no
// other meanwhile, CPU of the whole process (a picture is painted by a thread of its own), and the wall. The last line on stdout
// is one JSON object.

import { readFileSync } from 'node:fs';

const { certificateHead, pictureOfCertificate, writeCertificates } =
  await import('../../dist/libs/documents/src/index.js');
const { writeInvitations } = await import('../../dist/libs/identity/src/index.js');

const RUNS = 30;

const [path] = process.argv.slice(2);
const design = {
  ...{ managingAgency: 'Ủy ban nhân dân tỉnh Nghệ An', title: 'Giấy chứng nhận', place: 'Nghệ An' },
  issuer: 'Ban Tổ chức Cuộc thi trực tuyến tìm hiểu cải cách hành chính',
  signature: { authority: 'TM. Ban Tổ chức', post: 'Trưởng ban', name: 'Nguyễn Thị Hồng Phượng' },
};
const head = certificateHead(design, path === undefined ? null : readFileSync(path), false);
const certificate = {
  ...{ serial: '12/GCN-BTC', fullName: 'Nguyễn Thị Minh Phượng', unitName: 'Sở Nội vụ tỉnh Nghệ An', decision: null },
  ...{ result: 'đã đạt điểm tối đa 20/20 điểm tại', issuedOn: '2026-02-05', year: 2026, code: '7KQ4-M2XP-9RTA-HD3F' },
  contestTitle: 'Cuộc thi trực tuyến tìm hiểu cải cách hành chính tỉnh Nghệ An năm 2026',
  address: 'https://thicchc.nghean.gov.vn/xac-nhan/7KQ4-M2XP-9RTA-HD3F',
};
const letterHead = {
  ...{ contestTitle: certificate.contestTitle, agency: 'UBND tỉnh Nghệ An', hotline: '1900 0000', zalo: null },
  ...{ hours: '8 giờ đến 17 giờ', sample: false, address: 'https://thicchc.nghean.gov.vn/dau-moi' },
};
const letter = {
  ...{ unitCode: '17329', unitName: 'Xã Nghĩa Đàn', parentName: 'Tỉnh Nghệ An', fullName: 'Nguyễn Thị Minh Phượng' },
  ...{ phone: '+84912345678', isDeputy: false, code: '7K2M-9QXD' },
  link: `https://thicchc.nghean.gov.vn/dau-moi#${'x'.repeat(43)}`,
};
const letterAs = (/** @type {'pdf' | 'xlsx' | 'txt'} */ format) => writeInvitations(format, letterHead, [letter]);

const PAGES = {
  certificatePdf: () => writeCertificates(head, [certificate]),
  certificatePng: () => pictureOfCertificate(head, certificate),
  letterPdf: () => letterAs('pdf'),
  letterXlsx: () => letterAs('xlsx'),
  letterTxt: () => letterAs('txt'),
};

/** CPU of this thread so far, in ms, as Linux counts it. */
const threadMs = () => Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6;

/** @param {() => Promise<unknown>} draw */
async function watched(draw) {
  const [from, used, thread] = [performance.now(), process.cpuUsage(), threadMs()];
  await draw();
  const { user, system } = process.cpuUsage(used);
  return { threadMs: threadMs() - thread, cpuMs: (user + system) / 1e3, wallMs: performance.now() - from };
}

/** @typedef {Awaited<ReturnType<typeof watched>>} Watched */

const median = (/** @type {number[]} */ values) => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
const rounded = (/** @type {(of: (one: Watched) => number) => number} */ figure) => ({
  threadMs: Math.round(figure((one) => one.threadMs)),
  cpuMs: Math.round(figure(({ cpuMs }) => cpuMs)),
  wallMs: Math.round(figure(({ wallMs }) => wallMs)),
});

/** @type {Record<string, { first: object, others: object }>} */
const pages = {};
for (const [name, draw] of Object.entries(PAGES)) {
  const first = await watched(draw);
  const others = [];
  for (let run = 0; run < RUNS; run++) others.push(await watched(draw));
  pages[name] = { first: rounded((of) => of(first)), others: rounded((of) => median(others.map(of))) };
}
process.stdout.write(`${JSON.stringify({ runs: RUNS, pages })}\n`);
