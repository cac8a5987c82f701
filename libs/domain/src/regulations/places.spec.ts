import { describe, expect, it } from '@jest/globals';
import { differingPlaces, labelAt, shapeAt, shownAt, valueAt, withValue } from './places.js';

describe('a place in a document', () => {
  const document = { calendar: { rounds: [{ title: 'Tuần 1' }, { title: 'Tuần 2' }] } };

  it('is read and written, the original unchanged', () => {
    const changed = withValue(document, 'calendar.rounds[1].title', 'Tuần cuối');
    expect(valueAt(changed, 'calendar.rounds[1].title')).toBe('Tuần cuối');
    expect(valueAt(document, 'calendar.rounds[1].title')).toBe('Tuần 2');
    expect(valueAt(document, 'calendar.rounds[2].title')).toBeUndefined();
  });

  it('is made where nothing stands, and taken out', () => {
    expect(withValue({}, 'time.seconds', 600)).toEqual({ time: { seconds: 600 } });
    expect(withValue({ time: { seconds: 600, kind: 'paper' } }, 'time.seconds', undefined)).toEqual({
      time: { kind: 'paper' },
    });
  });

  it.each([
    ['calendar.rounds[1].opensAt', 'Lịch thi › Đợt thi 2 › Giờ mở'],
    ['attempts.perWeek', 'Lượt thi › Số lượt mỗi tuần'],
  ])('%s is called %s', (path, label) => expect(labelAt(path)).toBe(label));

  it('has the shape of its field, whatever the line', () => {
    expect(shapeAt('prizes.list[7].quota')).toMatchObject({ is: 'integer', name: 'Số giải' });
    expect(shapeAt('prizes.prices')).toBeNull();
  });

  it.each<[string, unknown, string]>([
    ['counting.rule', 'first', 'Mỗi người được tính lượt thi đầu tiên.'],
    ['attempts.perDay', null, 'để trống'],
    ['attempts.practice', true, 'có'],
    ['calendar.rounds', [{ title: 'Tuần 1' }, {}], 'Tuần 1; dòng 2'],
    ['identity.locked', ['full_name', 'unit'], 'họ tên; đơn vị'],
    ['eligibility.minimumAge', { years: 14, on: '2026-01-31' }, 'Số tuổi: 14; Ngày tính tuổi: 2026-01-31'],
  ])('%s is shown in words', (path, value, words) => expect(shownAt(path, value)).toBe(words));
});

describe('two documents', () => {
  it('differ at the deepest places, and as whole lists where lines were added', () => {
    const mine = { time: { seconds: 600, kind: 'paper' }, rounds: [{ title: 'A' }, { title: 'B' }], tie: [1] };
    const theirs = { time: { seconds: 900, kind: 'paper' }, rounds: [{ title: 'A' }, { title: 'C' }], tie: [1, 2] };
    expect(differingPlaces(mine, theirs)).toEqual(['time.seconds', 'rounds[1].title', 'tie']);
    expect(differingPlaces(mine, mine)).toEqual([]);
  });
});
