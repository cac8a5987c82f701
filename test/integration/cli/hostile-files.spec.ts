import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { DataSource } from 'typeorm';
import { LIMITS } from '#domain';
import { dispatch } from '../../../apps/cli/src/dispatch.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { connect } from '../../support/insert.js';

const ATTACKS = 'test/fixtures/attacks';

let database: TestDatabase;
let owner: DataSource;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = await connect(database.ownerUrl);
  folder = mkdtempSync(join(tmpdir(), 'cchc-hostile-'));
  process.env['DATABASE_OWNER_URL'] = database.ownerUrl;
});
afterAll(async () => {
  await owner?.destroy();
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function cli(...args: string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    }),
  );
  try {
    return { code: await dispatch(args), said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** An archive of one or many entries as programs make them, with any name and any claimed size. */
function zip(entries: { name: string; body: Buffer }[]): Buffer {
  const locals: Buffer[] = [];
  const heads: Buffer[] = [];
  let offset = 0;
  for (const { name, body } of entries) {
    const packed = deflateRawSync(body);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(body.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    heads.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), common, place, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const size = heads.reduce((sum, head) => sum + head.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length % 65_536, 4);
  end.writeUInt16LE(entries.length % 65_536, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, ...heads, Buffer.from('PK\x05\x06'), end]);
}

const workbook = (sheet: string | Buffer) =>
  zip([
    { name: '[Content_Types].xml', body: Buffer.from('<Types/>') },
    { name: 'xl/worksheets/sheet1.xml', body: Buffer.from(sheet) },
  ]);
const LAUGHS = `<!DOCTYPE x [<!ENTITY a "ha">${'bcdefghij'
  .split('')
  .map((name, i) => `<!ENTITY ${name} "${`&${'abcdefghij'[i]};`.repeat(10)}">`)
  .join('')}]><x>&j;</x>`;
const repeated = (text: string) =>
  text.repeat(Math.floor((LIMITS.importFileBytesMax - 1_000) / Buffer.byteLength(text)));

/** Nothing that is no list and no bank comes in under the name of one. */
const FOREIGN: [string, () => string | Buffer][] = [
  ['an archive that climbs out of its folder', () => readFileSync(join(ATTACKS, 'zip-slip.zip'))],
  ['an archive with absolute names', () => zip([{ name: '/tmp/pwned4.txt', body: Buffer.from('x') }])],
  ['an archive bomb', () => workbook(Buffer.alloc(200_000_000))],
  [
    'an archive of 70,000 files',
    () => zip(Array.from({ length: 70_000 }, (_, i) => ({ name: `${i}`, body: Buffer.alloc(0) }))),
  ],
  ['a workbook that names a file of the server', () => workbook(readFileSync(join(ATTACKS, 'xxe-file.xml')))],
  ['a workbook that laughs', () => workbook(LAUGHS)],
  ['XML that names a file of the server', () => readFileSync(join(ATTACKS, 'xxe-file.xml'))],
  ['XML that laughs', () => LAUGHS],
  ['UTF-16', () => Buffer.from('\ufeffcode,level,kind,name\n1,commune,territorial,An\n', 'utf16le')],
  [
    'an old Vietnamese encoding',
    () => Buffer.from('code,level,kind,name\n1,commune,territorial,Ngh\xea An\n', 'latin1'),
  ],
  ['bytes at random', () => Buffer.from(Array.from({ length: 100_000 }, (_, i) => (i * 7_919 + (i >> 3)) % 256))],
  ['a file larger than the bound', () => Buffer.alloc(LIMITS.importFileBytesMax + 1, 'a')],
  ['NUL for four megabytes', () => Buffer.alloc(LIMITS.importFileBytesMax)],
];

const HEAD = 'code,level,kind,name,parent_code,valid_from,valid_to\n';
const LISTS: [string, () => string][] = [
  ['one code on every row', () => HEAD + repeated('1,commune,territorial,An,,,\n')],
  ['one code on 50,000 rows', () => HEAD + '1,commune,territorial,An,,,\n'.repeat(50_000)],
  ['a fault in every cell', () => HEAD + '\u200b,\u200b,\u200b,\u200b,\u200b,x,x\n'.repeat(5_000)],
  ['a million columns', () => `${'x,'.repeat(1_000_000)}code,level,kind,name\n1,1,1,1\n`],
  ['a head without rows', () => `${','.repeat(LIMITS.importFileBytesMax - 10)}\n`],
  ['quotes that never close', () => HEAD + repeated('"')],
  ['quotes beside quotes', () => HEAD + repeated('"a"b')],
  [
    'a chain of 50,000 parents that ends in a circle',
    () =>
      HEAD + Array.from({ length: 50_000 }, (_, i) => `${i},commune,territorial,An,${(i + 1) % 50_000},,`).join('\n'),
  ],
  ['names of the language', () => `${HEAD}__proto__,constructor,toString,hasOwnProperty,__proto__,,\n`],
  ['a terminal that is told what to say', () => `${HEAD}1,commune,\x1b]0;ok\x07\x1b[2J\x9b31mroot,An,,\u202e1,\r\n`],
  ['a cell of four megabytes', () => `${HEAD}1,commune,palace,${'á'.repeat(2_000_000)},,,\n`],
];

const SOURCE = '// document: 63/2010/NĐ-CP\n// level: 1\n';
const BANKS: [string, () => string][] = [
  ['braces that never close', () => repeated('a {\n\n')],
  ['braces behind two backslashes', () => repeated('a \\\\{\n\n')],
  ['a category on every line', () => repeated('$CATEGORY: a\n')],
  ['comments without a question, then one without an end', () => `${repeated('// a\n')}a {`],
  ['a question of four megabytes', () => `::a::${'a'.repeat(4_000_000)} {T}`],
  ...['{', '}', '=', '~', '#', ':', '\\', '[html]', '->', '%', '//', '~%50%', '{=', '::a', '<', '&', ' '].map(
    (sign): [string, () => string] => [
      `a question of nothing but ${sign}`,
      () =>
        `::a::${sign.repeat(Math.floor(60_000 / sign.length))} {=a ~b}\n\n::b::x {${sign.repeat(Math.floor(60_000 / sign.length))}}`,
    ],
  ),
  ['a key for the prototype', () => `// __proto__: 1\n// constructor: 2\n::a::x {`],
  ['the same name twice', () => `${SOURCE}::a::Hỏi một {T}\n\n${SOURCE}::a::Hỏi hai {T}\n`],
  ['a terminal that is told what to say', () => `// level: \x1b[2Jok\n::\x1b]0;ok\x07::Hỏi \x9b31m {T}\n`],
];

async function refuses(args: string[]): Promise<string> {
  const { code, said } = await cli(...args);
  expect(code).toBe(1);
  // In words, not by a crash; and nothing in it moves the cursor of who reads it.
  expect(said).toMatch(/chưa nhập gì|Không đọc được tệp|không phải văn bản UTF-8/);
  expect(said).not.toMatch(/\n\s+at |RangeError|TypeError/);
  expect(said).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e]/u);
  return said;
}

const counts = () => owner.query('SELECT (SELECT count(*) FROM unit) AS units, (SELECT count(*) FROM item) AS items');

describe('a hostile file', () => {
  it.each(FOREIGN)('that is %s is no list of units and no bank', async (name, content) => {
    const path = file('foreign', content());
    const before = [await counts(), readdirSync(folder)];
    await refuses(['import-units', path, '--apply']);
    await refuses(['import-bank', path, '--bank', 'thu', '--apply']);
    expect([await counts(), readdirSync(folder)]).toEqual(before);
    for (const trace of ['/tmp/pwned.txt', '/tmp/pwned2.txt', '/tmp/pwned4.txt', 'pwned3.txt'])
      expect([name, existsSync(trace)]).toEqual([name, false]);
  });

  it.each(LISTS)('for the tree of units with %s is refused in words', async (_name, content) => {
    const before = await counts();
    await refuses(['import-units', file('units.csv', content()), '--apply']);
    expect(await counts()).toEqual(before);
  });

  it.each(BANKS)('for a bank with %s is refused in words', async (_name, content) => {
    const before = await counts();
    await refuses(['import-bank', file('bank.gift', content()), '--bank', 'thu', '--apply']);
    expect(await counts()).toEqual(before);
  });

  it.each(['/dev/zero', '/dev/stdin', '/proc/self/environ/x', '.'])('that is %s is not read', async (path) => {
    await refuses(['import-units', path]);
    await refuses(['import-bank', path, '--bank', 'thu']);
  });

  it('of markup and formulas comes in as the letters that it is, or not at all', async () => {
    const lines = ['xss.txt', 'csv-formula.txt'].flatMap((name) =>
      readFileSync(join(ATTACKS, name), 'utf8')
        .split('\n')
        .filter((line) => line !== ''),
    );
    const more = [
      '\uff1d1+1',
      "=cmd|' /C calc'!A0",
      '{{7*7}}',
      '${7*7}',
      '&amp;lt;script&amp;gt;',
      '%2525',
      '<%= 1 %>',
    ];
    const names = [...lines, ...more];
    const rows = names.map((name, i) => `X${i},commune,territorial,"${name.replaceAll('"', '""')}"`);
    const list = file('names.csv', `code,level,kind,name\n${rows.join('\n')}\n`);
    expect(await cli('import-units', list, '--from', '2025-07-01', '--apply')).toMatchObject({ code: 0 });
    const stored: { name: string }[] = await owner.query(
      `SELECT name FROM unit WHERE code LIKE 'X%' ORDER BY substr(code, 2)::int`,
    );
    expect(stored.map(({ name }) => name)).toEqual(names.map((name) => name.normalize('NFC')));
  });
});
