import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import jszip from 'jszip';
import { LIMITS } from '#domain';
import { FileRefusal, READ_BANK_FORMATS, readBankFile, type BankFormatName } from './index.js';
import { legacyEncodingOf } from './text-file.js';

const refusal = (name: BankFormatName, bytes: Buffer) =>
  readBankFile(name, bytes).then(
    () => null,
    (error: unknown) => (error instanceof FileRefusal ? error.code : error),
  );
const zipOf = async (parts: Record<string, string | Buffer>) => {
  const zip = new jszip();
  for (const [name, content] of Object.entries(parts)) zip.file(name, content);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
};
const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const documentOf = (inside: string) => `<w:document ${W}><w:body>${inside}</w:body></w:document>`;
const TCVN3 = 'C©u 1: C¬ quan nµo chñ tr× c¶i c¸ch hµnh chÝnh nhµ n­íc?\nA. Bé Néi vô\nB. Bé T­ ph¸p\nANSWER: A';
const VNI =
  'Caâu 1: Cô quan naøo chuû trì caûi caùch haønh chaùnh nhaø nöôùc?\nA. Boä Noäi vuï\nB. Boä Tö phaùp\nANSWER: A';

describe('a file that is not what it should be', () => {
  it.each<[string, BankFormatName, string, () => Buffer | Promise<Buffer>]>([
    ['nothing', 'gift', 'EMPTY', () => Buffer.alloc(0)],
    ['too many bytes', 'gift', 'TOO_LARGE', () => Buffer.alloc(LIMITS.importFileBytesMax + 1, 65)],
    ['NUL', 'gift', 'NUL', () => Buffer.from('a\0b {T}')],
    ['bad UTF-8', 'aiken', 'ENCODING', () => Buffer.from([0x48, 0xff, 0xfe, 0x41, 0xc3])],
    ['TCVN3 in its own bytes', 'aiken', 'LEGACY_ENCODING', () => Buffer.from(TCVN3, 'latin1')],
    ['TCVN3 saved as UTF-8', 'gift', 'LEGACY_ENCODING', () => Buffer.from(TCVN3)],
    ['VNI saved as UTF-8', 'csv', 'LEGACY_ENCODING', () => Buffer.from(VNI)],
    ['TCVN3 in Word', 'docx', 'LEGACY_ENCODING', () => zipOf({ 'word/document.xml': documentOf(`<w:p><w:r><w:t>${TCVN3}</w:t></w:r></w:p>`) })],
    ['an old Word file', 'docx', 'OLD_OFFICE', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
    ['an old Excel file', 'xlsx', 'OLD_OFFICE', () => Buffer.from('d0cf11e0a1b11ae10000', 'hex')],
    ['a Word file with macros', 'docx', 'MACROS', () => zipOf({ 'word/document.xml': documentOf(''), 'word/vbaProject.bin': 'x' })],
    ['an Excel file with macros', 'xlsx', 'MACROS', () => zipOf({ 'xl/workbook.xml': '<x/>', 'xl/vbaProject.bin': 'x' })],
    ['a zip of something else', 'docx', 'NOT_THIS_FORMAT', () => zipOf({ '../../etc/passwd': 'x' })],
    ['an Excel file for a Word file', 'docx', 'NOT_THIS_FORMAT', () => zipOf({ 'xl/workbook.xml': '<x/>' })],
    ['a Word file for CSV', 'csv', 'NOT_THIS_FORMAT', () => zipOf({ 'word/document.xml': documentOf('') })],
    ['a picture', 'docx', 'NOT_THIS_FORMAT', () => Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
    ['a zip bomb', 'docx', 'TOO_LARGE', () => zipOf({ 'word/document.xml': Buffer.alloc(LIMITS.tableFileUnpackedBytesMax + 1, 32) })],
    ['more parts than any file has', 'docx', 'TOO_LARGE', () => zipOf(Object.fromEntries(Array.from({ length: LIMITS.officeFilePartsMax + 1 }, (_, i) => [`${i}`, 'x'])))],
    ['an entity bomb in Word', 'docx', 'ENTITIES', () => zipOf({ 'word/document.xml': `<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>${documentOf('<w:p>&b;</w:p>')}` })],
    ['an outer entity', 'moodle-xml', 'ENTITIES', () => Buffer.from('<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>')],
    ['an unknown entity', 'moodle-xml', 'NOT_THIS_FORMAT', () => Buffer.from('<quiz><question>&x;</question></quiz>')],
    ['broken XML', 'moodle-xml', 'NOT_THIS_FORMAT', () => Buffer.from('<quiz><question></quiz>')],
    ['other XML', 'moodle-xml', 'NOT_THIS_FORMAT', () => Buffer.from('<html/>')],
    ['XML too deep', 'moodle-xml', 'TOO_LARGE', () => Buffer.from('<a>'.repeat(200_000))],
    ['XML of too many elements', 'moodle-xml', 'TOO_LARGE', () => Buffer.from(`<quiz>${'<a/>'.repeat(LIMITS.xmlElementsMax + 1)}</quiz>`)],
  ])('is refused: %s', async (_, name, code, make) => {
    expect(await refusal(name, await make())).toBe(code);
  }); // prettier-ignore

  it('is refused when two parts have one name', async () => {
    const one = await zipOf({ 'word/document.xml': documentOf(''), 'word/documenx.xml': documentOf('') });
    const text = one.toString('latin1').replaceAll('word/documenx.xml', 'word/document.xml');
    expect(await refusal('docx', Buffer.from(text, 'latin1'))).toBe('NOT_THIS_FORMAT');
  });

  it('is read or refused, and nothing else happens, whatever its bytes', async () => {
    for (const name of READ_BANK_FORMATS) {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, isZip) => {
          const body = deflateRawSync(bytes);
          const found = await refusal(
            name,
            isZip ? Buffer.concat([Buffer.from('PK\x03\x04'), body]) : Buffer.from(bytes),
          );
          expect(found === null || typeof found === 'string').toBe(true);
        }),
        { numRuns: 40 },
      );
    }
  });

  it('is refused by the number of questions, and tells hidden characters by row', async () => {
    const many = Array.from({ length: LIMITS.bankFileQuestionsMax + 1 }, (_, i) => `Hỏi ${i}?\nA. x\nB. y\nANSWER: A`);
    expect(await readBankFile('aiken', Buffer.from(many.join('\n')))).toMatchObject({
      questions: [],
      faults: [{ code: 'TOO_MANY' }],
    });
    const { faults } = await readBankFile('aiken', Buffer.from('Hỏi\u200b?\nA. x\nB. \u202ey\nANSWER: A'));
    expect(faults).toMatchObject([
      { row: 1, column: 'Phương án B', code: 'HIDDEN_CHARACTERS' },
      { row: 1, column: 'Câu hỏi', code: 'HIDDEN_CHARACTERS' },
    ]);
  });
});

describe('an encoding of before Unicode', () => {
  it.each([
    ['tcvn3', TCVN3],
    ['vni', VNI],
    [null, 'Cơ quan nào chủ trì cải cách hành chính nhà nước? § 1 – «Luật» ® © café naïve'],
    [null, 'Le café à Noël, ça va? Año, über, naïve'],
    [null, 'plain English only'],
  ])('is %s', (name, text) => {
    expect(legacyEncodingOf(text)).toBe(name);
  });
});
