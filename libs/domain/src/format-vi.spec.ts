import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  formatCount,
  formatDate,
  formatDateTime,
  formatDuration,
  formatPercent,
  formatPoints,
  formatWeekdayTime,
} from './format-vi.js';

const instant = (iso: string) => Date.parse(iso);

describe('counts', () => {
  it.each<[number | bigint, string]>([
    [0, '0'],
    [7, '7'],
    [999, '999'],
    [1000, '1.000'],
    [240_659, '240.659'],
    [3_000_000, '3.000.000'],
    [-1234, '-1.234'],
    [-123, '-123'],
    [12_345_678_901_234_567_890n, '12.345.678.901.234.567.890'],
  ])('%p is written %s', (count, text) => {
    expect(formatCount(count)).toBe(text);
  });

  it.each([0.5, NaN, Infinity, 2 ** 53])('%p is not a count', (count) => {
    expect(() => formatCount(count)).toThrow(RangeError);
  });

  it('agree with the vi-VN locale', () => {
    const locale = new Intl.NumberFormat('vi-VN');
    fc.assert(fc.property(fc.maxSafeInteger(), (count) => formatCount(count) === locale.format(count || 0)));
  });
});

describe('percentages', () => {
  it.each<[number, number, number, string]>([
    [182, 222, 2, '81,98%'],
    [101_907, 240_659, 2, '42,34%'],
    [0, 5, 2, '0,00%'],
    [5, 5, 2, '100,00%'],
    [12, 10, 2, '120,00%'],
    [25, 2, 1, '1.250,0%'],
    [1, 3, 0, '33%'],
    [2, 3, 0, '67%'],
    [1, 200, 0, '1%'], // 0,5 % exactly: half goes up
    [1, 8, 2, '12,50%'],
    [1, 80_000, 2, '0,00%'], // 0,00125 %
    [1, 20_000, 2, '0,01%'], // 0,005 % exactly: half goes up
    [4_999_999, 1_000_000_000, 1, '0,5%'],
    [9_007_199_254_740_991, 9_007_199_254_740_991, 2, '100,00%'],
    [0, 0, 2, '–'],
    [3, 0, 2, '–'],
  ])('%p of %p with %p decimals is %s', (numerator, denominator, decimals, text) => {
    expect(formatPercent(numerator, denominator, decimals)).toBe(text);
  });

  it.each([
    [-1, 5],
    [1.5, 5],
    [1, -5],
    [NaN, 5],
  ])('%p of %p is refused', (numerator, denominator) => {
    expect(() => formatPercent(numerator, denominator)).toThrow(RangeError);
  });

  it('lie within half a unit of the last decimal of the true share, the upper half included', () => {
    fc.assert(
      fc.property(
        fc.nat(1_000_000),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.nat(4),
        (numerator, denominator, decimals) => {
          const shown = BigInt(formatPercent(numerator, denominator, decimals).replace(/[%,.]/g, ''));
          const unit = 10n ** BigInt(decimals);
          // 2·(true − shown)·denominator must lie in [−denominator, denominator).
          const distance = 2n * (BigInt(numerator) * 100n * unit - shown * BigInt(denominator));
          expect(distance >= -BigInt(denominator) && distance < BigInt(denominator)).toBe(true);
        },
      ),
    );
  });
});

describe('points', () => {
  it.each([
    [0, '0'],
    [15_000, '15'],
    [14_500, '14,5'],
    [14_050, '14,05'],
    [333, '0,333'],
    [-250, '-0,25'],
    [-1000, '-1'],
    [1_234_500, '1.234,5'],
  ])('%p thousandths are %s', (milli, text) => {
    expect(formatPoints(milli)).toBe(text);
  });

  it('are read back exactly', () => {
    fc.assert(
      fc.property(fc.integer(), (milli) => {
        const value = Number(formatPoints(milli).replace(/\./g, '').replace(',', '.'));
        expect(Math.round(value * 1000) - milli).toBe(0);
      }),
    );
    expect(() => formatPoints(0.5)).toThrow(RangeError);
  });
});

describe('durations', () => {
  it.each([
    [372_000, '6 phút 12 giây'],
    [372_999, '6 phút 12 giây'],
    [999, '0 giây'],
    [0, '0 giây'],
    [60_000, '1 phút'],
    [3_600_000, '1 giờ'],
    [3_605_000, '1 giờ 5 giây'],
    [86_399_999, '23 giờ 59 phút 59 giây'],
    [90_061_000, '1 ngày 1 giờ 1 phút 1 giây'],
    [86_400_000 * 1234, '1.234 ngày'],
  ])('%p ms are %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([-1, NaN, Infinity])('%p ms are refused', (ms) => {
    expect(() => formatDuration(ms)).toThrow(RangeError);
  });
});

describe('dates and times, local to Vietnam on any machine', () => {
  it.each([
    ['2019-05-13T01:00:00Z', '13/05/2019 08:00', '08:00 thứ Hai, 13/5'],
    ['2019-05-05T17:00:00Z', '06/05/2019 00:00', '00:00 thứ Hai, 06/5'],
    ['2019-05-05T16:59:59.999Z', '05/05/2019 23:59', '23:59 Chủ Nhật, 05/5'],
    ['2020-02-28T20:05:00Z', '29/02/2020 03:05', '03:05 thứ Bảy, 29/02'],
    ['2025-12-31T17:30:00Z', '01/01/2026 00:30', '00:30 thứ Năm, 01/01'],
  ])('%s is %s, in a notice %s', (iso, table, notice) => {
    expect(formatDateTime(instant(iso))).toBe(table);
    expect(formatDate(instant(iso))).toBe(table.slice(0, 10));
    expect(formatWeekdayTime(instant(iso))).toBe(notice);
  });

  it('are refused when there is no instant', () => {
    expect(() => formatDateTime(NaN)).toThrow(RangeError);
  });

  it('agree with the time zone data', () => {
    const zone = new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Asia/Ho_Chi_Minh',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const span = { min: instant('2000-01-01T00:00:00Z'), max: instant('2060-01-01T00:00:00Z') };
    fc.assert(fc.property(fc.integer(span), (ms) => formatDateTime(ms) === zone.format(ms).replace(', ', ' ')));
  });
});
