import { describe, expect, it } from '@jest/globals';
import { BLANK_PAGE, checkContestPage, normalizeTexts, type ContestPage } from './contest-page.js';

const PAGE: ContestPage = {
  agency: 'Sở Nội vụ',
  managingAgency: 'Ủy ban nhân dân tỉnh',
  accent: '#0b5394',
  summary: 'Cuộc thi dành cho mọi người. Mỗi tuần một đợt.',
  contact: { zalo: '0912 345 678', hours: '7:30-17:00, thứ Hai đến thứ Sáu' },
  unitKind: 'residence',
  unitExample: 'Ở xã Diễn Châu thì chọn Diễn Châu, dù làm việc ở Vinh.',
  prizes: [{ title: 'Giải Nhất', count: 1, detail: null, amountVnd: 2_000_000 }],
  documents: [{ title: 'Nghị quyết', number: '76/NQ-CP', date: '2021-07-15', url: 'https://vanban.example/76?a=1#b' }],
};
const faultsOf = (changes: object) =>
  checkContestPage({ ...PAGE, ...changes }).map(({ path, code }) => `${path} ${code}`);
const withDocument = (changes: object) => faultsOf({ documents: [{ ...PAGE.documents[0]!, ...changes }] });
const withPrize = (changes: object) => faultsOf({ prizes: [{ ...PAGE.prizes[0]!, ...changes }] });

describe('the page of a contest', () => {
  it('may say much, little or nothing', () => {
    expect(checkContestPage(PAGE)).toEqual([]);
    expect(checkContestPage(BLANK_PAGE)).toEqual([]);
    expect(withDocument({ number: null, date: null, url: null })).toEqual([]);
    expect(withPrize({ count: null, amountVnd: null })).toEqual([]);
  });

  it.each([
    'http://vanban.example/76',
    'javascript:alert(1)',
    'data:text/html,x',
    '//vanban.example',
    'vanban.example/76',
    'https://',
    'https://chinhphu.vn@evil.example/76',
    'https://a:b@evil.example',
  ])('links to no document at %s', (url) => {
    expect(withDocument({ url })).toEqual(['documents[0].url NOT_HTTPS']);
  });

  it.each([
    [{ agency: '' }, 'agency NOT_TEXT'],
    [{ accent: 'red' }, 'accent NOT_A_COLOUR'],
    [{ accent: '#ffb703' }, 'accent ACCENT_PALE'],
    [{ agency: 'a'.repeat(201) }, 'agency NOT_TEXT'],
    [{ summary: 'a'.repeat(1001) }, 'summary NOT_TEXT'],
    [{ summary: 'có\u200bký tự ẩn' }, 'summary HIDDEN_CHARACTERS'],
    [{ contact: { zalo: null } }, 'contact.hours MISSING'],
    [{ contact: { zalo: 'a\u0000', hours: null } }, 'contact.zalo HIDDEN_CHARACTERS'],
    [{ unitKind: 'school' }, 'unitKind NOT_A_CHOICE'],
    [{ unitKind: undefined }, 'unitKind NOT_A_CHOICE'],
    [{ unitExample: 'a'.repeat(201) }, 'unitExample NOT_TEXT'],
    [{ unitExample: 'có\u200bký tự ẩn' }, 'unitExample HIDDEN_CHARACTERS'],
    [{ motto: 'x' }, 'motto UNKNOWN_FIELD'],
    [{ prizes: Array.from({ length: 51 }, () => PAGE.prizes[0]) }, 'prizes TOO_MANY'],
  ])('refuses %j at its path', (changes, fault) => {
    expect(faultsOf(changes)).toEqual([fault]);
  });

  it('counts prizes and đồng in whole numbers from one, and dates by the calendar', () => {
    for (const count of [0, -1, 1.5, '3']) expect(withPrize({ count })).toEqual(['prizes[0].count NOT_IN_RANGE']);
    expect(withPrize({ amountVnd: 0 })).toEqual(['prizes[0].amountVnd NOT_IN_RANGE']);
    for (const date of ['2021-02-30', '15/7/2021', '']) {
      expect(withDocument({ date })).toEqual(['documents[0].date NOT_A_DATE']);
    }
  });

  it('is stored in one form, however it was typed', () => {
    const typed = { ...PAGE, agency: '  Sở Nội\u00a0 vụ '.normalize('NFD') };
    expect(checkContestPage(typed)).toEqual([]);
    expect(normalizeTexts(typed)).toEqual(PAGE);
  });
});
