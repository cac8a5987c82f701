import { inflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import QRCode from 'qrcode';
import { writeLetters } from './invitation-letter.js';

const HEAD = {
  contestTitle: 'Cuộc thi tìm hiểu cải cách hành chính 2026',
  ...{ agency: 'UBND tỉnh Đắk Lắk', hotline: '1900 0000', zalo: null, hours: '8 giờ đến 17 giờ', sample: false },
  address: 'https://thi.example.vn/dau-moi',
};
const letter = (n: number, changes: object = {}) => ({
  ...{ unitCode: `0${n}`, unitName: `Xã Nghĩa Đàn ${n}`, parentName: 'Tỉnh Nghệ An', fullName: null, phone: null },
  ...{ isDeputy: false, link: `https://thi.example.vn/dau-moi#${String(n).padStart(43, 'x')}`, code: `7K2M-9QX${n}` },
  ...changes,
});

/** A file of pdfkit, taken apart: each object with its dictionary and the stream that it may have. */
function objectsOf(pdf: Buffer): Map<string, { dictionary: string; stream: string }> {
  const found = new Map<string, { dictionary: string; stream: string }>();
  const text = pdf.toString('latin1');
  for (const match of text.matchAll(/(\d+) 0 obj\n([^]*?)\nendobj/g)) {
    const [dictionary = '', packed] = match[2]!.split(/\nstream\n/);
    const bytes = packed === undefined ? null : Buffer.from(packed.replace(/\nendstream$/, ''), 'latin1');
    const isPacked = dictionary.includes('FlateDecode');
    found.set(match[1]!, {
      dictionary,
      stream: bytes ? (isPacked ? inflateSync(bytes) : bytes).toString('latin1') : '',
    });
  }
  return found;
}

interface Page {
  box: string;
  words: string;
  drawing: string;
}

/** What a reader sees of each page: glyphs are turned back into letters by the tables in the file. */
function pagesOf(pdf: Buffer): Page[] {
  const objects = objectsOf(pdf);
  const refs = (text: string) => [...text.matchAll(/(\d+) 0 R/g)].map(([, id]) => objects.get(id!)!);
  const field = (dictionary: string, name: string) =>
    refs(new RegExp(`/${name} (\\[[^\\]]*\\]|\\d+ 0 R)`).exec(dictionary)![1]!);
  const lettersOf = (font: { dictionary: string }): string[] => {
    const table = field(font.dictionary, 'ToUnicode')[0]!.stream;
    const lists = [...table.matchAll(/\[([^\]]*)\]/g)].flatMap(([, list]) => [...list!.matchAll(/<([0-9a-f ]*)>/g)]);
    return lists.map(([, hex]) => Buffer.from(hex!.replace(/ /g, ''), 'hex').swap16().toString('utf16le'));
  };
  return [...objects.values()]
    .filter(({ dictionary }) => /\/Type \/Page\b/.test(dictionary))
    .map(({ dictionary }) => {
      const drawing = field(dictionary, 'Contents')
        .map(({ stream }) => stream)
        .join('\n');
      const resources = field(dictionary, 'Resources')[0]!.dictionary;
      const fonts = new Map(
        [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, lettersOf(objects.get(id!)!)]),
      );
      let font = '';
      const words = [...drawing.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9a-f]+)>|\b(ET)\b/g)].map(([, name, hex, end]) => {
        if (name !== undefined) font = name;
        if (end !== undefined) return '\n';
        return (hex?.match(/.{4}/g) ?? []).map((glyph) => fonts.get(font)![Number.parseInt(glyph, 16)]).join('');
      });
      return { box: /\/MediaBox \[([^\]]*)\]/.exec(dictionary)![1]!, words: words.join(''), drawing };
    });
}

/** The squares that a page draws, as a matrix of `size`. */
function squaresOf({ drawing }: Page, size: number): number[] {
  const squares = Array<number>(size * size).fill(0);
  for (const [, x, y, width] of drawing.matchAll(/\b(\d+) (\d+) (\d+) 1 re\b/g)) {
    squares.fill(1, Number(y) * size + Number(x), Number(y) * size + Number(x) + Number(width));
  }
  return squares;
}

describe('letters to the units', () => {
  it('are one A4 page each, with the steps, the hotline and what is this unit’s alone', async () => {
    const pages = pagesOf(await writeLetters(HEAD, [letter(1), letter(2, { isDeputy: true, fullName: 'H’Hen Niê' })]));
    expect(pages.map(({ box }) => box)).toEqual(['0 0 595.28 841.89', '0 0 595.28 841.89']);
    for (const { words } of pages) {
      expect(words).toContain(HEAD.contestTitle);
      expect(words).toContain('THƯ MỜI LÀM ĐẦU MỐI ĐƠN VỊ');
      expect(words).toMatch(/1\.[^]*2\.[^]*3\./);
      expect(words).toContain('Đường dây hỗ trợ: 1900 0000 · (8 giờ đến 17 giờ)');
      expect(words).toContain('https://thi.example.vn/dau-moi');
      expect(words).not.toContain('mẫu');
    }
    expect(pages[0]!.words).toMatch(
      /Kính gửi: Lãnh đạo đơn vị[^]*Xã Nghĩa Đàn 1[^]*Mã đơn vị: 01[^]*Mã mời: 7K2M-9QX1/,
    );
    expect(pages[1]!.words).toMatch(/Kính gửi: H’Hen Niê[^]*Mời làm đầu mối phó[^]*Mã mời: 7K2M-9QX2/);
    expect(pages[1]!.words).not.toContain('9QX1');
  });

  it('carry a code that leads where the letter’s own link leads', async () => {
    const letters = [letter(1), letter(2)];
    const pages = pagesOf(await writeLetters(HEAD, letters));
    for (const [i, { link }] of letters.entries()) {
      const { modules } = QRCode.create(link, { errorCorrectionLevel: 'M', maskPattern: 2 });
      expect(squaresOf(pages[i]!, modules.size)).toEqual([...modules.data].map(Number));
    }
  });

  it('say that data are samples, and write names of all peoples and of any length', async () => {
    const unitName = `Trung tâm ${'Phục vụ hành chính công '.repeat(8)}`;
    const named = letter(1, { fullName: 'Y Bhiŏ Ƀlô', unitName });
    const [page] = pagesOf(await writeLetters({ ...HEAD, sample: true }, [named]));
    expect(page!.words).toContain('Dữ liệu mẫu');
    expect(page!.words.replace(/\n/g, '')).toContain('Kính gửi: Y Bhiŏ Ƀlô');
    expect(page!.words).toMatch(/Trung tâm Phục vụ hành chính công .*…/);
  });
});
