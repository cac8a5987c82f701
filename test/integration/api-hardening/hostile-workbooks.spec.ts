import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { LIMITS } from '#domain';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { Citizens } from '../api-identity/citizens.js';

// Files that an organizer's program might send as the list of managers, or somebody with an organizer's session on purpose.
// Each is refused in words, or read as the plain texts that it holds; the process neither grows nor stands still.

const ATTACKS = 'test/fixtures/attacks';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** What one process may grow by while all these are read one after another: a few times the largest that may be unpacked. */
const GROWTH_BYTES_MAX = 400 * 1024 * 1024;

let citizens: Citizens;
let contest: ContestFixture;
let organizer: string;
let codes: string[];

beforeAll(async () => {
  citizens = await Citizens.open();
  contest = await insertContest(citizens.owner);
  organizer = await citizens.signUpAs({ role: 'organizer', contestId: contest.contestId });
  const rows: { code: string }[] = await citizens.owner.query(
    `SELECT code FROM contest_unit WHERE contest_id = $1 AND invited ORDER BY id`,
    [contest.contestId],
  );
  codes = rows.map(({ code }) => code);
});
afterAll(() => citizens.close());

async function offer(bytes: Buffer, type = XLSX, query = '') {
  const reply = await fetch(`${citizens.api.url}/api/contests/${contest.slug}/unit-invitations${query}`, {
    ...{ method: 'POST', headers: { authorization: `Bearer ${organizer}`, 'content-type': type } },
    body: bytes as Uint8Array<ArrayBuffer>,
  });
  const text = await reply.text();
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  const body = reply.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as any) : null;
  return { status: reply.status, text, body };
}

const invitations = async (): Promise<number> =>
  (await citizens.owner.query('SELECT count(*)::int AS n FROM unit_invitation'))[0].n;

/** A zip file with these parts, whose directory says that each takes `claim` bytes, and that there are `count` of them. */
function zip(parts: [name: string, content: Buffer][], { claim, count }: { claim?: number; count?: number } = {}) {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  const packed = new Map<Buffer, Buffer>();
  let at = 0;
  for (const [name, content] of parts) {
    const body = packed.get(content) ?? deflateRawSync(content);
    packed.set(content, body);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(claim ?? content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name)]);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02');
    common.copy(entry, 6, 0, 24);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, Buffer.from(name));
    bodies.push(head, body);
    at += head.length + body.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE((count ?? parts.length) % 65_536, 8);
  end.writeUInt16LE((count ?? parts.length) % 65_536, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A workbook as programs make them, of which any part can be another. */
function workbook(changes: Record<string, string | Buffer> = {}, more: [string, Buffer][] = []): Buffer {
  const parts: Record<string, string | Buffer> = {
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="${RELATIONS}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheet(row(1, ['Mã đơn vị', 'Họ tên'])),
    ...changes,
  };
  const all = Object.entries(parts).map(([name, content]): [string, Buffer] => [name, Buffer.from(content)]);
  return zip([...all, ...more]);
}
const sheet = (rows: string, more = '') =>
  `<worksheet xmlns="${SHEET}"><sheetData>${rows}</sheetData>${more}</worksheet>`;
const cell = (at: string, text: string) => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (n: number, texts: string[]) =>
  `<row r="${n}">${texts.map((text, i) => cell(`${'ABC'[i]}${n}`, text)).join('')}</row>`;

const DEEP = 200_000;
const LAUGHS = `<!DOCTYPE x [<!ENTITY a "ha">${'bcdefghij'
  .split('')
  .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghij'[i]};`.repeat(10)}">`)
  .join('')}]>`;

/** No list at all, or none that is read. */
const REFUSED: [string, () => Buffer, type?: string][] = [
  [
    'a zip bomb',
    () => workbook({ 'xl/worksheets/sheet1.xml': Buffer.alloc(3 * LIMITS.tableFileUnpackedBytesMax, ' ') }),
  ],
  [
    'a zip bomb that says that it is small',
    () => zip([['xl/workbook.xml', Buffer.alloc(3 * LIMITS.tableFileUnpackedBytesMax, ' ')]], { claim: 10 }),
  ],
  [
    'a bomb in a part that nobody reads',
    () => workbook({}, [['docProps/thumbnail.jpeg', Buffer.alloc(3 * LIMITS.tableFileUnpackedBytesMax)]]),
  ],
  [
    'a bomb in many parts, each of them small',
    () => {
      const part = Buffer.alloc(1_000_000);
      return workbook(
        {},
        Array.from({ length: 100 }, (_, i): [string, Buffer] => [`xl/media/${i}.png`, part]),
      );
    },
  ],
  [
    'an archive of 20,000 files',
    () => {
      const nothing = Buffer.alloc(0);
      return workbook(
        {},
        Array.from({ length: 20_000 }, (_, i): [string, Buffer] => [`${i}`, nothing]),
      );
    },
  ],
  ['an archive that says it has 65,000 files', () => zip([['a', Buffer.from('x')]], { count: 65_000 })],
  ['an archive that climbs out of its folder', () => readFileSync(join(ATTACKS, 'zip-slip.zip'))],
  ['an archive with names of the server', () => zip([['/etc/passwd', Buffer.from('x')], ['C:\\autoexec.bat', Buffer.from('x')]])], // prettier-ignore
  ['XML that names a file of the server, called a workbook', () => readFileSync(join(ATTACKS, 'xxe-file.xml'))],
  ['markup, called a workbook', () => readFileSync(join(ATTACKS, 'xss.txt'))],
  ['a picture, called a workbook', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['a program, called a workbook', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(50_000, 0x90)])],
  ['an Excel file of the old kind', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(4_096)])],
  ['half a workbook', () => workbook().subarray(0, 300)],
  ['a workbook, called a text', () => workbook({ 'xl/worksheets/sheet1.xml': '<x' }), 'text/csv'],
  ['a sheet that is no XML', () => workbook({ 'xl/worksheets/sheet1.xml': 'Mã đơn vị' })],
  ['a sheet that never ends', () => workbook({ 'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${'<row>'.repeat(100_000)}` })], // prettier-ignore
  ['a sheet of nothing but depth', () => workbook({ 'xl/worksheets/sheet1.xml': `${'<a>'.repeat(DEEP)}${'</a>'.repeat(DEEP)}` })], // prettier-ignore
  ['a workbook without a sheet', () => workbook({ 'xl/workbook.xml': '<workbook><sheets/></workbook>' })],
  ['more rows than any list has', () => workbook({ 'xl/worksheets/sheet1.xml': sheet(Array.from({ length: LIMITS.invitationRowsMax + 10 }, (_, i) => row(i + 1, [`x${i}`])).join('')) })], // prettier-ignore
  ['a row of 16,384 cells', () => workbook({ 'xl/worksheets/sheet1.xml': sheet(`<row r="1">${cell('A1', 'a').repeat(16_384)}</row>`) })], // prettier-ignore
  ['a cell at the last place of all', () => workbook({ 'xl/worksheets/sheet1.xml': sheet(`<row r="1048576">${cell('XFD1048576', 'a')}</row>`) })], // prettier-ignore
  ['a list longer than any file may be', () => Buffer.alloc(LIMITS.tableFileBytesMax + 1, 'a'), 'text/csv'],
  ['quotes that never close', () => Buffer.from(`Mã đơn vị\n${'"a'.repeat(500_000)}`), 'text/csv'],
];

/** Lists that are read: what stands in their cells is text, whatever it looks like. */
const READ: [string, () => Buffer | Promise<Buffer>, type?: string][] = [
  [
    'entities that name a file of the server',
    () => withCell('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '&e;'),
  ],
  ['entities that laugh', () => withCell(LAUGHS, '&j;')],
  [
    'formulas',
    async () => {
      const book = new exceljs.Workbook();
      const list = book.addWorksheet('a');
      list.addRow(['Mã đơn vị', 'Họ tên']);
      list.addRow([{ formula: 'HYPERLINK("http://attacker.example","x")', result: 'x' }, { formula: 'cmd|\'/c calc\'!A0' }]); // prettier-ignore
      list.addRow(['=1+1', '@SUM(1)']);
      return Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer);
    },
  ],
  [
    'formulas in CSV',
    () => Buffer.from(`Mã đơn vị,Họ tên\n${readFileSync(join(ATTACKS, 'csv-formula.txt'), 'utf8')}`),
    'text/csv',
  ],
  [
    'markup',
    () => Buffer.from(`Mã đơn vị;Họ tên\n${readFileSync(join(ATTACKS, 'xss.txt'), 'utf8').replaceAll('"', '')}`),
    'text/csv',
  ],
  [
    'names of the language',
    () => Buffer.from('Mã đơn vị,Họ tên\n__proto__,constructor\ntoString,hasOwnProperty\n'),
    'text/csv',
  ],
  ['one code on every row', () => Buffer.from(`Mã đơn vị,Họ tên\n${`${codes[0]},\n`.repeat(4_900)}`), 'text/csv'],
  ['merges and validations of the whole sheet', () => workbook({ 'xl/worksheets/sheet1.xml': sheet(row(1, ['Mã đơn vị', 'Họ tên']) + row(2, ['nowhere', '']), '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>') })], // prettier-ignore
];

function withCell(head: string, text: string): Buffer {
  const rows = row(1, ['Mã đơn vị', 'Họ tên']) + row(2, ['nowhere', text]);
  return workbook({ 'xl/worksheets/sheet1.xml': `${head}${sheet(rows)}` });
}

describe('a list of managers that is an attack', () => {
  // Without its own row as one object, jest would take what a short row lacks for its callback.
  it.each(REFUSED.map((row) => [row[0], row] as const))('is refused in words: %s', async (_, [, make, type]) => {
    const { status, body } = await offer(make(), type);
    expect([400, 413, 415]).toContain(status);
    expect(body).toMatchObject({ code: expect.any(String), title: expect.any(String) });
    expect(await invitations()).toBe(0);
  });

  it.each(READ.map((row) => [row[0], row] as const))('is text: %s', async (_, [, make, type]) => {
    const { status, text } = await offer(await make(), type, '?dryRun=true');
    // Refused as no list, or read and full of faults; in both nothing of the server, and nothing unfolded.
    expect([200, 400]).toContain(status);
    expect(text).not.toMatch(/root:|hahaha/);
    expect(text.length).toBeLessThan(60_000);
    if (status === 200) expect(JSON.parse(text)).toMatchObject({ faultCount: expect.any(Number) });
    expect(({} as Record<string, unknown>)['constructor']).toBe(Object);
    expect(await invitations()).toBe(0);
  });

  it('leaves the process as large as it was, and the next in line is served', async () => {
    const before = process.memoryUsage().rss;
    const bombs = REFUSED.filter(([name]) => name.includes('bomb')).map(([, make]) => make());
    for (let turn = 0; turn < 3; turn++) await Promise.all(bombs.map((bomb) => offer(bomb)));
    expect(process.memoryUsage().rss - before).toBeLessThan(GROWTH_BYTES_MAX);
    const list = Buffer.from(`Mã đơn vị,Họ tên\n${codes[0]},H’Hen Niê\n`);
    expect((await offer(list, 'text/csv', '?dryRun=true')).body).toEqual({
      toMake: 1,
      existing: 0,
      faultCount: 0,
      faults: [],
    });
    const door = await citizens.call('GET', `/contests/${contest.slug}`);
    expect(door.status).toBe(200);
  });

  it('makes a file in which no cell is a formula', async () => {
    const rows = [{ unitCode: codes[1], fullName: 'Lò Thị Ính', phone: null }];
    await citizens.owner.query(`UPDATE contest_unit SET name = '=cmd|''/c calc''!A0' WHERE code = $1`, [codes[1]]);
    const reply = await fetch(
      `${citizens.api.url}/api/contests/${contest.slug}/unit-invitations?format=xlsx`,
      { method: 'POST', headers: { authorization: `Bearer ${organizer}`, 'content-type': 'application/json' }, body: JSON.stringify({ rows }) }, // prettier-ignore
    );
    expect(reply.status).toBe(201);
    const book = new exceljs.Workbook();
    await book.xlsx.load(await reply.arrayBuffer());
    const kinds: [number, string][] = [];
    book.worksheets[0]!.eachRow((line) => line.eachCell((one) => kinds.push([one.type, one.text])));
    expect(kinds).toContainEqual([exceljs.ValueType.String, `'=cmd|'/c calc'!A0`]);
    expect(kinds.map(([type]) => type)).not.toContain(exceljs.ValueType.Formula);
  });
});
