import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as shape from './rule-shape.js';
import { checkShape, faultIf, soundSections, type Shape } from './rule-shape.js';

const check = (value: unknown, of: Shape) => checkShape(value, of).map(({ path, code }) => `${path} ${code}`.trim());

describe('checkShape', () => {
  const count = shape.integer('Số câu', 1, 100);

  it('says in a sentence what is wrong, with the value', () => {
    expect(checkShape({ count: 0 }, shape.record('Dòng', { count }))).toEqual([
      { path: 'count', code: 'NOT_IN_RANGE', message: 'Số câu phải là số nguyên từ 1 đến 100, không phải 0.' },
    ]);
    expect(checkShape('x', shape.orNull(count))[0]?.message).toBe(
      'Số câu phải là số nguyên từ 1 đến 100 hoặc để trống, không phải "x".',
    );
  });

  it.each([
    ['the least', 1, count, []],
    ['the most', 100, count, []],
    ['below', 0, count, ['NOT_IN_RANGE']],
    ['above', 101, count, ['NOT_IN_RANGE']],
    ['a fraction', 1.5, count, ['NOT_IN_RANGE']],
    ['NaN', NaN, count, ['NOT_IN_RANGE']],
    ['infinity', 1e309, count, ['NOT_IN_RANGE']],
    ['digits as text', '5', count, ['NOT_IN_RANGE']],
    ['a list that looks like a number', [5], count, ['NOT_IN_RANGE']],
    ['null', null, count, ['NOT_IN_RANGE']],
    ['null where allowed', null, shape.orNull(count), []],
    ['undefined where null is allowed', undefined, shape.orNull(count), ['NOT_IN_RANGE']],
    ['true', true, shape.boolean('Trộn'), []],
    ['1 for true', 1, shape.boolean('Trộn'), ['NOT_A_BOOLEAN']],
    ['a choice', 2, shape.choice('Mức', [1, 2, 3]), []],
    ['a choice as text', '2', shape.choice('Mức', [1, 2, 3]), ['NOT_A_CHOICE']],
    ['text', 'tuan-1', shape.text('Phần', 6), []],
    ['blank text', ' ', shape.text('Phần', 6), ['NOT_TEXT']],
    ['long text', 'tuan-11', shape.text('Phần', 6), ['NOT_TEXT']],
    ['a date', '2024-02-29', shape.date('Ngày'), []],
    ['no date', '2023-02-29', shape.date('Ngày'), ['NOT_A_DATE']],
    ['a full list', [1, 2], shape.list('Bảng', count, 2), []],
    ['a longer list', [1, 2, 3], shape.list('Bảng', count, 2), ['TOO_MANY']],
    ['wrong entries', [1, 0, 'x'], shape.list('Bảng', count, 9), ['[1] NOT_IN_RANGE', '[2] NOT_IN_RANGE']],
    ['no list', { 0: 1 }, shape.list('Bảng', count, 9), ['NOT_A_LIST']],
    ['a map', { a: 1 }, shape.map('Điểm', count, 1), []],
    ['a larger map', { a: 1, b: 1 }, shape.map('Điểm', count, 1), ['TOO_MANY']],
    ['a wrong map entry', { a: 0 }, shape.map('Điểm', count, 1), ['a NOT_IN_RANGE']],
    ['a list for a map', [], shape.map('Điểm', count, 1), ['NOT_A_RECORD']],
    ['text for a record', 'x', shape.record('Dòng', { count }), ['NOT_A_RECORD']],
    ['a missing field', {}, shape.record('Dòng', { count }), ['count MISSING']],
    ['an unknown field', { count: 1, x: 1 }, shape.record('Dòng', { count }), ['x UNKNOWN_FIELD']],
    ['a field that may be absent', {}, shape.record('Dòng', { count: shape.orAbsent(count) }), []],
    [
      'but is judged when there',
      { count: 0 },
      shape.record('Dòng', { count: shape.orAbsent(count) }),
      ['count NOT_IN_RANGE'],
    ],
    ['both at once', { x: 1 }, shape.record('Dòng', { count }), ['x UNKNOWN_FIELD', 'count MISSING']],
    ['an inherited field', Object.create({ count: 1 }), shape.record('Dòng', { count }), ['count MISSING']],
    [
      '__proto__ as a field',
      JSON.parse('{"__proto__":1,"count":1}'),
      shape.record('Dòng', { count }),
      ['__proto__ UNKNOWN_FIELD'],
    ],
    ['anything, judged elsewhere', { deep: [1] }, shape.elsewhere('Xếp hạng'), []],
  ] as [string, unknown, Shape, string[]][])('%s', (_case, value, of, faults) => {
    expect(check(value, of)).toEqual(faults);
  });

  it('answers every JSON value with short Vietnamese sentences and never throws', () => {
    const of = shape.record('Quy tắc', {
      a: shape.list('Bảng', shape.record('Dòng', { count, on: shape.date('Ngày') }), 5),
      b: shape.map('Điểm', shape.orNull(shape.text('Tên', 9)), 5),
      c: shape.choice('Mức', ['x', 1]),
    });
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.record({ a: fc.jsonValue(), b: fc.jsonValue(), c: fc.jsonValue() })),
        (value) => {
          for (const { message } of checkShape(value, of)) expect(message.length).toBeLessThan(160);
        },
      ),
    );
  });
});

describe('soundSections', () => {
  const fault = (path: string) => ({ path, code: 'X', message: '' });
  it('knows which sections can be judged by their meaning', () => {
    const sound = soundSections([fault('paper.blueprint[0].count'), fault('limits')]);
    expect([sound('paper'), sound('limits'), sound('timing'), sound('timing', 'paper')]).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it('lets nothing be judged when the whole is no record', () => {
    expect(soundSections([fault('')])('timing')).toBe(false);
    expect(soundSections([])('timing')).toBe(true);
  });
});

describe('faultIf', () => {
  it('gives one fault or none', () => {
    expect(faultIf(false, 'a', 'B', 'c')).toEqual([]);
    expect(faultIf(true, 'a', 'B', 'c')).toEqual([{ path: 'a', code: 'B', message: 'c' }]);
  });
});
