import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { LIMITS } from '#domain';
import { readTableFile } from './table-file.js';

/** A zip file with these parts, whose directory says that each takes `claim` bytes. */
function zip(parts: [name: string, content: Buffer][], claim?: number): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of parts) {
    const packed = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(claim ?? content.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name)]);
    const entry = Buffer.alloc(46);
    entry.write('PK\x01\x02');
    common.copy(entry, 6, 0, 24);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, Buffer.from(name));
    bodies.push(head, packed);
    at += head.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, ...directory, end]);
}

async function workbook(fill: (sheet: exceljs.Worksheet) => void): Promise<Buffer> {
  const book = new exceljs.Workbook();
  fill(book.addWorksheet('Danh sách'));
  return Buffer.from((await book.xlsx.writeBuffer()) as ArrayBuffer);
}

const refused = (bytes: Buffer, rowsMax = 100) =>
  readTableFile(bytes, rowsMax).then(
    () => null,
    (error: { code: string; details: object }) => ({ code: error.code, ...error.details }),
  );
const unreadable = (reason: string) => ({ code: 'FILE_NOT_READABLE', reason });

describe('reading a list as a file', () => {
  it('gives texts of an Excel file, of a formula its result, with the rows as Excel counts them', async () => {
    const bytes = await workbook((sheet) => {
      sheet.addRow(['Mã', 'Tên', 'Số']);
      sheet.addRow([]);
      sheet.addRow(['01', { richText: [{ text: 'Sở ' }, { text: 'Nội vụ', font: { bold: true } }] }, 912345678]);
      sheet.addRow([{ formula: '1+1', result: 2 }, ' An ', null]);
    });
    expect(await readTableFile(bytes, 100)).toEqual([
      { row: 1, cells: ['Mã', 'Tên', 'Số'] },
      { row: 3, cells: ['01', 'Sở Nội vụ', '912345678'] },
      { row: 4, cells: ['2', 'An'] },
    ]);
  });

  it.each([
    ['commas', 'a,b\n1,"x, y"\n'],
    ['semicolons and Windows line ends', '\uFEFFa;b\r\n1;x, y\r\n'],
    ['tabs', 'a\tb\n1\tx, y'],
  ])('gives texts of CSV with %s', async (_, text) => {
    expect((await readTableFile(Buffer.from(text), 100)).map(({ cells }) => cells)).toEqual([
      ['a', 'b'],
      ['1', 'x, y'],
    ]);
  });

  it('does not unfold what stands beside the rows: a merge or a validation of a million cells', async () => {
    const sheet = (extra: string) =>
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row></sheetData>${extra}</worksheet>`;
    const merged = sheet(
      '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells><dataValidations><dataValidation type="list" sqref="A1:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>',
    );
    const names = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
    const bytes = zip([
      [
        'xl/workbook.xml',
        Buffer.from(`<workbook ${names}><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`),
      ],
      [
        'xl/_rels/workbook.xml.rels',
        Buffer.from(
          '<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        ),
      ],
      ['xl/worksheets/sheet1.xml', Buffer.from(merged)],
    ]);
    expect(await readTableFile(bytes, 100)).toEqual([{ row: 1, cells: ['x'] }]);
  });

  it('refuses a zip that unpacks to too much, whatever it says of itself', async () => {
    const bomb = Buffer.alloc(LIMITS.tableFileUnpackedBytesMax + 1);
    expect(await refused(zip([['xl/workbook.xml', bomb]]))).toEqual(unreadable('size'));
    expect(await refused(zip([['xl/workbook.xml', bomb]], 10))).toEqual(unreadable('size'));
    const half = Buffer.alloc(LIMITS.tableFileUnpackedBytesMax / 2 + 1);
    expect(await refused(zip([['a', half], ['b', half]]))).toEqual(unreadable('size')); // prettier-ignore
    const many = Array.from({ length: LIMITS.tableFilePartsMax + 1 }, (_, i): [string, Buffer] => [
      `${i}`,
      Buffer.from('x'),
    ]);
    expect(await refused(zip(many))).toEqual(unreadable('size'));
  });

  it.each([
    ['a zip of something else', zip([['../../etc/passwd', Buffer.from('x')]])],
    ['a zip cut off', zip([['a', Buffer.from('xyz')]]).subarray(0, 40)],
    ['UTF-16', Buffer.from('a,b', 'utf16le').fill(0xff, 0, 1)],
    ['quotes that never close', Buffer.from('a,b\n"x,y\n')],
    ['a row of a thousand cells', Buffer.from(`a,b\n${'x,'.repeat(1000)}\n`)],
  ])('refuses %s', async (_, bytes) => {
    expect(await refused(bytes)).toEqual(unreadable('form'));
  });

  it('refuses more rows than the caller takes, and more bytes than any list has', async () => {
    expect(await refused(Buffer.from('a\n1\n2\n'), 2)).toEqual(unreadable('rows'));
    const long = await workbook((sheet) => Array.from({ length: 40 }, (_, i) => sheet.addRow([i])));
    expect(await refused(long, 39)).toEqual(unreadable('rows'));
    expect(await refused(long, 5)).toEqual(unreadable('form'));
    expect(await refused(Buffer.alloc(LIMITS.tableFileBytesMax + 1, 65))).toEqual(unreadable('size'));
  });
});
