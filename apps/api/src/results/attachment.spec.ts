import { describe, expect, it } from '@jest/globals';
import { attachment } from './attachment.js';

const plainOf = (header: string) => /filename="([^"]*)"/.exec(header)?.[1];
const wholeOf = (header: string) => decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(header)?.[1] ?? '');

describe('the name of a download', () => {
  it('is whole for programs of today and without accents for old ones', () => {
    const header = attachment('Bảng đơn vị - Đợt 2.xlsx');
    expect(header).toBe(
      'attachment; filename="Bang don vi - Dot 2.xlsx"; ' +
        "filename*=UTF-8''B%E1%BA%A3ng%20%C4%91%C6%A1n%20v%E1%BB%8B%20-%20%C4%90%E1%BB%A3t%202.xlsx",
    );
  });

  it.each([
    ['a"; filename="evil.exe', 'a ; filename= evil.exe'],
    ['a\r\nSet-Cookie: x=1.xlsx', 'a Set-Cookie x=1.xlsx'],
    ['../../etc/passwd', 'etc passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['‮xslx.exe', 'xslx.exe'],
    ['C:\\đề.xlsx', 'C đề.xlsx'],
    ['', 'tep'],
    ["it's (1)*.xlsx", "it's (1).xlsx"],
  ])('cannot end the header nor name another folder: %j', (name, whole) => {
    const header = attachment(name);
    expect(wholeOf(header)).toBe(whole);
    expect(header).toMatch(
      /^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*$/,
    );
  });

  it('is short enough for a file system and keeps its ending', () => {
    const header = attachment(`${'Ẫ'.repeat(300)}.xlsx`);
    expect(wholeOf(header)).toBe(`${'Ẫ'.repeat(80)}.xlsx`);
    expect(plainOf(header)).toBe(`${'A'.repeat(80)}.xlsx`);
  });
});
