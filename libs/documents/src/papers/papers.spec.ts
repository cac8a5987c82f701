import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import exceljs from 'exceljs';
import { PassThrough } from 'node:stream';
import mammoth from 'mammoth';
import { checkRegulations, theLe } from '#domain';
import { png } from '../../../../test/support/files.js';
import { toDocx } from '../docx/to-docx.js';
import { toWorkbook } from '../xlsx/to-workbook.js';
import type { OfficialDocument } from '../official-document.js';
import type { PosterFacts } from '../posters/poster-facts.js';
import { invitation } from './invitation.js';
import { regulationsAnnex } from './regulations-annex.js';
import { roundNotice, type RoundFigures } from './round-notice.js';
import { winnersAnnex, type WinnerRow } from './winners-list.js';

const ISSUER = {
  title: 'Tìm hiểu cải cách hành chính năm 2019',
  agency: 'Sở Nội vụ',
  managingAgency: 'UBND tỉnh Nghệ An',
};
const ROUND: RoundFigures = {
  title: 'Đợt 2',
  opensAt: Date.parse('2019-05-13T01:00:00Z'),
  closesAt: Date.parse('2019-05-20T01:00:00Z'),
  ...{ invited: 222, tookPart: 182, attempts: 240_659, fullMarksAttempts: 101_907, maxScore: 15_000 },
  ...{ persons: 120_102, fullMarksPersons: 50_000, countedAt: Date.parse('2019-05-20T02:30:00Z'), isOver: true },
  units: [
    { name: 'Xã Nghĩa Đàn', persons: 120, headcount: 100 },
    { name: 'Xã Tân An', persons: 5, headcount: 100 },
    { name: 'Xã không ai', persons: 0, headcount: 100 },
    { name: 'Xã không rõ', persons: 3, headcount: 0 },
  ],
};
const WINNERS: WinnerRow[] = [
  {
    ...{ prize: 'Giải Nhất', group: 'Người dân', name: 'H’Hen Niê', unitName: 'Xã Ea H’leo', score: 15_000 },
    ...{ distance: 1204, elapsedSeconds: 372, amountVnd: 5_000_000, reason: 'hơn ở tiêu chí 2: dự đoán lệch 1.204' },
  },
  {
    ...{ prize: 'Giải Nhì', group: null, name: '=cmd|A1 Lò Thị Ính', unitName: 'Sở Nội vụ', score: 14_500 },
    ...{ distance: null, elapsedSeconds: 61, amountVnd: 3_000_000, reason: null },
  },
];

/** What a reader of Word files finds. */
async function wordsOf(document: OfficialDocument): Promise<string> {
  const { value } = await mammoth.extractRawText({ buffer: await toDocx(document) });
  return value.replace(/\s+/g, ' ');
}

describe('the thể lệ as an annex', () => {
  const { regulations } = checkRegulations(
    JSON.parse(readFileSync(new URL('../../../../test/fixtures/contest.bo-gtvt-2020.json', import.meta.url), 'utf8')),
  );

  it('has every paragraph that people read on its page, in their order', async () => {
    const articles = theLe(regulations!);
    const words = await wordsOf(regulationsAnnex(ISSUER, articles, 'plan'));
    expect(words).toContain('THỂ LỆ CUỘC THI TÌM HIỂU CẢI CÁCH HÀNH CHÍNH NĂM 2019');
    expect(words).toContain('(Kèm theo Kế hoạch số …/KH-BTC ngày … tháng … năm …');
    let at = 0;
    for (const [i, { title, paragraphs }] of articles.entries()) {
      at = words.indexOf(`Điều ${i + 1}. ${title}`, at);
      expect([title, at >= 0]).toEqual([title, true]);
      for (const line of paragraphs.flatMap((one) => one.split('\n'))) {
        expect(words).toContain(line.replace(/^- /, '').replace(/[.;]$/, '').replace(/\s+/g, ' '));
      }
    }
  });
});

describe('an invitation', () => {
  const FACTS: PosterFacts & { unit: NonNullable<PosterFacts['unit']> } = {
    ...ISSUER,
    window: ['Từ 08:00 thứ Hai, 06/5/2019', 'đến 08:00 thứ Hai, 03/6/2019'],
    ...{ rounds: [], people: ['Mọi người', 'Từ đủ 14 tuổi'], prizes: ['1 giải Nhất: 5.000.000 đồng'] },
    ...{ link: 'https://thi.example.vn/cuoc-thi/cchc?don-vi=16681', shortAddress: 'thi.example.vn/t/12/16681' },
    ...{ hotline: '0238 3 842 619', zalo: null, hours: null, unit: { name: 'Xã Nghĩa Đàn', parentName: null } },
    ...{ colours: { accent: '#000000', deep: '#000000', tint: '#ffffff' }, logo: null, sample: false },
  };

  it('names the unit, its days and its address, with the code as a picture, and numbers and signs nothing', async () => {
    const document = invitation(FACTS, png(80, 80));
    const words = await wordsOf(document);
    expect(words).toContain('GIẤY MỜI');
    expect(words).toContain('Kính gửi: Xã Nghĩa Đàn');
    expect(words).toContain('từ 08:00 thứ Hai, 06/5/2019 đến 08:00 thứ Hai, 03/6/2019');
    expect(words).toContain('thi.example.vn/t/12/16681');
    expect(words).toContain('điện thoại 0238 3 842 619');
    expect(words).toMatch(/Số: …\/GM-BTC|Số:\s+\/GM-BTC|\/GM-BTC/);
    const { value } = await mammoth.convertToHtml({ buffer: await toDocx(document) });
    expect(value).toContain('<img');
  });
});

describe('the notice of a round', () => {
  it('says the figures of the model report, each share as its counts have it', async () => {
    const words = await wordsOf(roundNotice(ISSUER, ROUND, null, 'thi.example.vn/kq'));
    expect(words).toContain('có 182/222 đơn vị, địa phương tham gia (chiếm tỷ lệ 81,98%); có 240.659 lượt thi');
    expect(words).toContain('101.907 lượt thi đạt điểm tối đa (15/15 điểm) (chiếm tỷ lệ 42,34%)');
    expect(words).toContain(
      'Có 120.102 người dự thi, trong đó 50.000 người có bài đạt điểm tối đa (chiếm tỷ lệ 41,63%)',
    );
    expect(words).toContain('Có 1 đơn vị đạt 100% người tham gia trở lên: Xã Nghĩa Đàn (120/100 người, 120,00%)');
    expect(words).toContain('1 đơn vị tham gia với tỷ lệ dưới 10%: Xã Tân An (5/100 người, 5,00%)');
    expect(words).not.toMatch(/Xã không/);
    expect(words).toContain('được công bố sau khi Ban Tổ chức xác minh');
  });

  it('lists the winners once they are published, and says of a round that goes on that it does', async () => {
    const words = await wordsOf(roundNotice(ISSUER, { ...ROUND, isOver: false, maxScore: null }, WINNERS, 'x.vn'));
    expect(words).toContain('H’Hen Niê');
    expect(words).toContain('Số liệu tạm tính lúc 20/05/2019 09:30; đợt thi chưa kết thúc');
    expect(words).not.toContain('(0/0 điểm)');
  });

  it('of a round without anybody is a notice still', async () => {
    const nobody = { invited: 0, tookPart: 0, attempts: 0, fullMarksAttempts: 0, persons: 0, fullMarksPersons: 0 };
    const words = await wordsOf(roundNotice(ISSUER, { ...ROUND, ...nobody, units: [] }, [], 'x.vn'));
    expect(words).toContain('chưa có lượt thi nào');
    expect(words).not.toContain('NaN');
  });
});

describe('the list of winners', () => {
  it('is an annex with every prize and the sum of the money', async () => {
    const words = await wordsOf(winnersAnnex(ISSUER, { title: 'Đợt 2', publication: 'Theo lần công bố 1.' }, WINNERS));
    for (const one of [
      'H’Hen Niê',
      'Xã Ea H’leo',
      '1.204',
      '6 phút 12 giây',
      'Giải Nhất (Người dân)',
      '5.000.000',
      '8.000.000',
      '14,5',
      'Dự đoán lệch',
      'hơn ở tiêu chí 2: dự đoán lệch 1.204',
    ])
      expect(words).toContain(one);
    expect(words).toContain('Tổng cộng: 2 giải');
  });

  it('says so where no prize was given', async () => {
    const words = await wordsOf(winnersAnnex(ISSUER, { title: 'Đợt 2', publication: 'Theo lần công bố 1.' }, []));
    expect(words).toContain('Không có giải được trao.');
  });

  it('leaves columns out in which nothing stands', async () => {
    const rows = WINNERS.map((row) => ({ ...row, distance: null, amountVnd: null }));
    const words = await wordsOf(winnersAnnex(ISSUER, { title: 'Đợt 2', publication: '' }, rows));
    expect(words).not.toMatch(/Dự đoán|Tiền thưởng|Tổng cộng/);
  });

  it('as a workbook has numbers, and no name that runs as a formula', async () => {
    const sink = new PassThrough();
    const chunks: Buffer[] = [];
    sink.on('data', (chunk: Buffer) => chunks.push(chunk));
    await toWorkbook(winnersAnnex(ISSUER, { title: 'Đợt 2', publication: '' }, WINNERS), sink);
    const book = new exceljs.Workbook();
    await book.xlsx.load(Buffer.concat(chunks) as never);
    const cells = book.worksheets.flatMap((sheet) => sheet.getSheetValues().flat());
    expect(cells).toContain(5_000_000);
    expect(cells).toContain('=cmd|A1 Lò Thị Ính');
    for (const cell of cells) expect(typeof cell === 'object' && cell !== null && 'formula' in cell).toBe(false);
  });
});
