// `node test/load/documents.mjs` after a build: how long a report with a table of 11,000 units takes as Word, PDF and Excel,
// with all rows on paper, which no real report has. Medians of five runs in one process, wall and CPU, and the most memory
// that the process had. The last line on stdout is one JSON object.

import { Writable } from 'node:stream';

const { toDocx, toPdf, toWorkbook } = await import('../../dist/libs/documents/src/index.js');

const UNITS = 11_000;
const RUNS = 5;

const column = (title, kind, weight) => ({ title, kind, weight, align: kind === 'text' ? 'left' : 'right' });
const rows = Array.from({ length: UNITS }, (_, i) => {
  const persons = 20 + ((i * 7) % 40);
  const name =
    i % 7 === 3
      ? `Ban Quản lý dự án đầu tư xây dựng các công trình giao thông khu vực ${i + 1}`
      : `Ủy ban nhân dân xã Quỳnh Lưu ${i + 1}`;
  const share = { numerator: persons, denominator: 40 + i };
  return [i + 1, name, 40 + i, persons, share, { numerator: 1_000 + i, denominator: persons }, 12_500 + i, 372 + i];
});
const table = {
  ...{ block: 'table', id: 'units', title: 'Kết quả theo từng đơn vị', rows },
  columns: [
    column('STT', 'count', 1),
    column('Đơn vị', 'text', 6),
    column('Biên chế', 'count', 2),
    column('Số người dự thi', 'count', 2),
    column('Tỷ lệ', 'percent', 2),
    column('Lượt/người', 'ratio', 2),
    column('Điểm trung bình', 'points', 2),
    column('Thời gian', 'seconds', 2),
  ],
};
const document = {
  ...{ kind: 'BÁO CÁO', subject: 'Kết quả Cuộc thi', place: 'Nghệ An', recipients: [], receivers: ['Lưu: VT'] },
  letterhead: { managingAgency: 'UBND TỈNH NGHỆ AN', agency: 'BAN TỔ CHỨC CUỘC THI', symbol: 'BC-BTC' },
  signature: { authority: 'TM. BAN TỔ CHỨC', post: 'TRƯỞNG BAN' },
  body: [{ block: 'paragraph', text: 'Kết quả theo từng đơn vị ở phụ lục.' }],
  annexes: [{ number: 'Phụ lục I', title: 'Kết quả theo từng đơn vị', landscape: true, body: [table] }],
};

const nowhere = () => new Writable({ write: (_chunk, _encoding, done) => done() });
const FORMATS = {
  docx: () => toDocx(document),
  pdf: () => toPdf(document, nowhere()),
  xlsx: () => toWorkbook(document, nowhere()),
};
const median = (/** @type {number[]} */ values) => Math.round([...values].sort((a, b) => a - b)[values.length >> 1]);

/** @type {Record<string, { wallMs: number, cpuMs: number }>} */
const medians = {};
for (const [format, make] of Object.entries(FORMATS)) {
  const wall = [];
  const cpu = [];
  for (let run = 0; run < RUNS; run++) {
    const [from, used] = [performance.now(), process.cpuUsage()];
    await make();
    const { user, system } = process.cpuUsage(used);
    wall.push(performance.now() - from);
    cpu.push((user + system) / 1_000);
  }
  medians[format] = { wallMs: median(wall), cpuMs: median(cpu) };
  console.error(`${format}: ${medians[format].wallMs} ms, CPU ${medians[format].cpuMs} ms`);
}
console.log(JSON.stringify({ units: UNITS, medians, memoryMiB: Math.round(process.resourceUsage().maxRSS / 1_024) }));
