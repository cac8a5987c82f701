import { describe, expect, it } from '@jest/globals';
import { unitTable } from '../../../test/support/official-document.js';
import { cellText, endedBody, formatRatio, listed, paperRows, plain, referenceLine } from './words.js';
import { sampleReport } from '../../../test/support/official-document.js';

const share = (numerator: number, denominator: number) => ({ numerator, denominator });

describe('cellText', () => {
  it.each([
    [240_659, 'count', '240.659'],
    [share(182, 222), 'percent', '81,98%'],
    [share(101_907, 240_659), 'percent', '42,34%'],
    [share(5, 0), 'percent', '–'],
    [share(7_884, 5_060), 'ratio', '1,56'],
    [share(1, 200), 'ratio', '0,01'],
    [share(12_000_000, 1_000), 'ratio', '12.000,00'],
    [14_500, 'points', '14,5'],
    [share(29_000, 3), 'points', '9,67'],
    [372, 'seconds', '6 phút 12 giây'],
    [Date.UTC(2026, 8, 30, 10), 'moment', '30/09/2026 17:00'],
    ['2026-09-30', 'date', '30/09/2026'],
    ['không rõ', 'date', 'không rõ'],
    ['chưa đủ 30 lượt', 'percent', 'chưa đủ 30 lượt'],
    [null, 'count', '–'],
  ] as const)('writes %j of kind %s as %s', (cell, kind, text) => {
    expect(cellText(cell, kind)).toBe(text);
  });
});

describe('words of a paper', () => {
  it('end the body once, wherever it ends', () => {
    const paragraph = (text: string) => ({ block: 'paragraph' as const, text });
    for (const text of ['Trân trọng báo cáo', 'Trân trọng báo cáo.', 'Trân trọng báo cáo./.', 'Trân trọng báo cáo; '])
      expect(endedBody([paragraph(text)])).toEqual([paragraph('Trân trọng báo cáo./.')]);
    expect(endedBody([unitTable(1)]).at(-1)).toEqual(paragraph('./.'));
    expect(endedBody([])).toEqual([]);
  });

  it('list receivers with their marks', () => {
    expect(listed(['Như trên;', 'Sở Nội vụ', 'Lưu: VT, BTC.'])).toEqual([
      '- Như trên;',
      '- Sở Nội vụ;',
      '- Lưu: VT, BTC.',
    ]);
  });

  it('name the paper that an annex belongs to', () => {
    expect(referenceLine(sampleReport({ kind: 'TỜ TRÌNH' }))).toMatch(/^\(Kèm theo Tờ trình số …\/BC-BTC ngày …/);
  });

  it('keep the total of a table that is not whole on paper', () => {
    const table = unitTable(30, { rowsOnPaper: 5, hasTotal: true });
    const { rows, leftOut } = paperRows(table);
    expect(rows.map(([no]) => no)).toEqual(['1', '2', '3', '4', '5', '30']);
    expect(leftOut).toContain('Bảng còn 24 dòng; toàn bộ 29 dòng');
  });

  it('lose what cannot be printed or turns writing round', () => {
    expect(plain('a\u0000b\u202Ec\uD800d\ne')).toBe('a b c d e');
    expect(plain('Nghe\u0302\u0323')).toBe('Nghệ');
  });

  it('round a ratio half up in integers', () => {
    expect(formatRatio(1_005, 1_000)).toBe('1,01');
  });
});
