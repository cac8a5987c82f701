import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkItem, type CheckedItem } from './item-checks.js';

const TODAY = '2026-11-22';

/** A sound item; the first option is the key. */
const sound = (change: Partial<CheckedItem> = {}): CheckedItem => ({
  id: 'a-01',
  kind: 'single',
  stem: 'Cơ quan phải cấp cho người nộp hồ sơ giấy tờ nào?',
  options: options('Giấy biên nhận hồ sơ', 'Bản sao chứng thực', 'Giấy xác nhận cư trú', 'Bản cam kết'),
  explanation: 'Khoản 3 Điều 18.',
  document: '63/2010/NĐ-CP',
  validFrom: '2010-10-14',
  validTo: null,
  ...change,
});
const options = (key: string, ...others: string[]) => [
  { text: key, right: true },
  ...others.map((text) => ({ text, right: false })),
];
const codes = (item: CheckedItem) => checkItem(item, TODAY).map(({ code }) => code);

describe('checking one item', () => {
  it('finds nothing in a sound item of each kind', () => {
    expect(checkItem(sound(), TODAY)).toEqual([]);
    const several = options('Việc thứ nhất', 'Việc thứ hai', 'Việc thứ ba').map((one, at) => ({
      ...one,
      right: at < 2,
    }));
    expect(checkItem(sound({ kind: 'multiple', options: several }), TODAY)).toEqual([]);
    expect(checkItem(sound({ kind: 'true_false', stem: 'Đất tròn.', options: options('Đúng', 'Sai') }), TODAY)).toEqual(
      [],
    );
  });

  it.each<[string, Partial<CheckedItem>, string[]]>([
    ['no key', { options: options('A1', 'B1', 'C1').map((one) => ({ ...one, right: false })) }, ['KEY_COUNT']],
    ['two keys where one is promised', { options: [...options('Một', 'Hai'), ...options('Ba', 'Bốn')] }, ['KEY_COUNT']],
    ['several choices with one key', { kind: 'multiple' }, ['KEY_COUNT']],
    ['everything right', { kind: 'multiple', options: [...options('Một'), ...options('Hai')] }, ['KEY_COUNT']],
    ['one option', { options: options('Một') }, ['OPTION_COUNT']],
    ['seven options', { options: options('Một', 'Hai', 'Ba', 'Bốn', 'Năm', 'Sáu', 'Bảy') }, ['OPTION_COUNT']],
    ['true-false with three', { kind: 'true_false', options: options('Đúng', 'Sai', 'Khác') }, ['OPTION_COUNT']],
    ['no stem', { stem: '  ' }, ['STEM_MISSING']],
    ['an empty option', { options: options('Một', 'Hai', ' ') }, ['OPTION_MISSING']],
    ['equal but for case and a dot', { options: options('Sở Nội vụ', 'sở nội vụ.', 'Sở Tư pháp') }, ['EQUAL_OPTIONS']],
    ['equal but for accents', { options: options('Sở Nội vụ', 'So Noi vu', 'Sở Tư pháp') }, ['NEAR_EQUAL_OPTIONS']],
    ['equal but for order', { options: options('Xã và phường', 'Phường và xã', 'Đặc khu') }, ['NEAR_EQUAL_OPTIONS']],
    ['no source', { document: '' }, ['SOURCE_MISSING']],
    ['no explanation', { explanation: null }, ['EXPLANATION_MISSING']],
    ['window over', { validTo: '2026-11-21' }, ['WINDOW_EXPIRED']],
    ['window ends today', { validTo: '2026-11-22' }, []],
    ['window begins today', { validFrom: '2026-11-22' }, []],
    ['window begins tomorrow', { validFrom: '2026-11-23' }, ['WINDOW_NOT_OPEN']],
    ['decomposed letters', { stem: 'Nghệ An ở đâu?'.normalize('NFD') }, ['TEXT_NOT_NFC']],
    ['a stem of 4,001 letters', { stem: 'a'.repeat(4001) }, ['TEXT_TOO_LONG']],
    ['a quiet negative', { stem: 'Việc nào sau đây không đúng?' }, ['NEGATIVE_NOT_CAPITAL']],
    ['a loud negative', { stem: 'Việc nào sau đây KHÔNG được làm?' }, []],
  ])('%s', (_, change, expected) => {
    expect(codes(sound(change))).toEqual(expected);
  });

  it.each(['05 ngày làm việc', 'Sở Nội vụ', 'Phải nộp lệ phí khi nhận kết quả giải quyết thủ tục'])(
    'options of one kind are no near-equals: %s',
    (text) => {
      const other = text.replace('05', '07').replace('Sở', 'Bộ').replace('Phải nộp', 'Không phải nộp');
      expect(codes(sound({ options: options(text, other) }))).toEqual([]);
    },
  );

  it('the length of the key may be 0.6 to 1.6 of the mean of the others, ends included', () => {
    const others = ['b'.repeat(8), 'c'.repeat(12)];
    const lengths = [5, 6, 16, 17].map((length) => codes(sound({ options: options('a'.repeat(length), ...others) })));
    expect(lengths).toEqual([['LENGTH_RATIO'], [], [], ['LENGTH_RATIO']]);
  });

  it.each([
    'Tất cả các đáp án trên',
    'Tất cả đều đúng',
    'Không đáp án nào đúng',
    'Cả A, B và C',
    'Cả ba phương án trên',
    'A và B đúng',
    'a, b và c',
    'Đáp án khác',
    'Luôn luôn phải nộp bản chính',
  ])('“%s” is no option', (text) => {
    expect(codes(sound({ options: options('Phải nộp đủ hồ sơ', 'Phải chờ kết quả', text) }))).toContain(
      'FORBIDDEN_PHRASE',
    );
  });

  it.each(['Cả hai vợ chồng cùng ký', 'Cả nước có một bản', 'Ba ngày và hai đêm', 'Toàn bộ ý kiến của Nhân dân'])(
    '“%s” is one',
    (text) => {
      expect(codes(sound({ options: options('Phải nộp đủ hồ sơ', 'Phải chờ kết quả', text) }))).not.toContain(
        'FORBIDDEN_PHRASE',
      );
    },
  );

  it('names the option and says why in Vietnamese', () => {
    expect(checkItem(sound({ options: options('Một', 'Hai', 'hai') }), TODAY)).toEqual([
      { code: 'EQUAL_OPTIONS', severity: 'error', message: 'Phương án B và C trùng nhau.' },
    ]);
    expect(checkItem(sound({ validTo: '2025-06-30' }), TODAY)[0]!.message).toBe(
      'Căn cứ hết hiệu lực từ sau ngày 30/06/2025.',
    );
  });

  it('never throws and judges the same whatever the order of the options', () => {
    const option = fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 12 }), right: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(option, { maxLength: 7 }),
        fc.constantFrom('single' as const, 'multiple' as const),
        (list, kind) => {
          const forward = codes(sound({ options: list, kind })).toSorted();
          expect(codes(sound({ options: list.toReversed(), kind })).toSorted()).toEqual(forward);
        },
      ),
    );
  });
});
