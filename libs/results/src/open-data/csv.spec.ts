import { describe, expect, it } from '@jest/globals';
import { csvLine } from './csv.js';

describe('a line of CSV', () => {
  it.each([
    [['Sở Nội vụ', '14', ''], 'Sở Nội vụ,14,'],
    [['Phường "A", tỉnh B'], '"Phường ""A"", tỉnh B"'],
    [['=HYPERLINK("x")', '+84', '-1+2', '@SUM(A1)', '\tx'], `"'=HYPERLINK(""x"")",'+84,'-1+2,'@SUM(A1),'\tx`],
    [['-3.5', '-2', '7.333'], '-3.5,-2,7.333'],
    [['một\nhai'], '"một\nhai"'],
  ])('of %p is %p', (cells, line) => expect(csvLine(cells)).toBe(`${line}\r\n`));
});
