import { describe, expect, it } from '@jest/globals';
import {
  commendationWords,
  proposedReason,
  topOfBlocks,
  untruths,
  type HoldingFacts,
  type ProposedFacts,
  type ProposedPrize,
  type UnitStanding,
} from './commendation.js';

const FIRST: ProposedPrize = {
  ...{ scope: { kind: 'round', id: 1 }, fieldTitle: 'Tuần 1', publication: 1, hash: 'a'.repeat(64) },
  ...{ title: 'Giải Nhất', group: null, rank: 1, score: 15_000 },
};
const THIRD: ProposedPrize = {
  ...{ scope: { kind: 'contest', id: 0 }, fieldTitle: null, publication: 1, hash: 'b'.repeat(64) },
  ...{ title: 'Giải Ba', group: 'Cán bộ, công chức', rank: 3, score: 44_500 },
};
const FIGURES: UnitStanding = {
  ...{ group: 'Sở, ban, ngành', rank: 1, among: 12, persons: 240, attempts: 1512, headcount: 300 },
};
const person = (prizes: ProposedPrize[]): ProposedFacts => ({ prizes, standing: null });
const unit = (changes: Partial<UnitStanding> = {}, prizes: ProposedPrize[] = [], field: string | null = null) => ({
  prizes,
  standing: {
    ...{ scope: { kind: 'contest' as const, id: 0 }, fieldTitle: field, at: 0 },
    figures: { ...FIGURES, ...changes },
  },
});
const holding = (changes: Partial<HoldingFacts> = {}): HoldingFacts => ({
  ...{ prizes: [], standing: null, isNobody: false },
  ...changes,
});

describe('the achievement of who is proposed', () => {
  it('names every prize of a person with where it was won and the score', () => {
    expect(proposedReason(person([FIRST]))).toBe('Đạt Giải Nhất, Tuần 1 (15 điểm)');
    expect(proposedReason(person([FIRST, THIRD]))).toBe(
      'Đạt Giải Nhất, Tuần 1 (15 điểm); Giải Ba (Cán bộ, công chức), toàn cuộc thi (44,5 điểm)',
    );
  });

  it('tells the place and the share of a unit with its counts', () => {
    expect(proposedReason(unit())).toBe(
      'Xếp hạng 1/12 khối Sở, ban, ngành; 240 người dự thi trên tổng số 300 người (80,00%), 1.512 lượt thi',
    );
    expect(proposedReason(unit({ group: 'Khối xã' }, [{ ...FIRST, title: 'Giải Tập thể', score: null }]))).toBe(
      'Xếp hạng 1/12 khối xã; 240 người dự thi trên tổng số 300 người (80,00%), 1.512 lượt thi; đạt Giải Tập thể, Tuần 1',
    );
  });

  it('makes no share without a head-count, no place without a ranking, and names a field that is not the whole', () => {
    expect(proposedReason(unit({ headcount: null, group: null, rank: 2 }))).toBe(
      'Xếp hạng 2/12 đơn vị; 240 người dự thi, 1.512 lượt thi',
    );
    expect(proposedReason(unit({ headcount: 0, rank: null }, [], 'Tuần 2'))).toBe(
      'Tuần 2: 240 người dự thi, 1.512 lượt thi',
    );
  });
});

describe('a proposal', () => {
  it('stays true when another publication says the same', () => {
    const again = { ...FIRST, publication: 2, hash: 'c'.repeat(64) };
    expect(untruths(person([FIRST]), holding({ prizes: [THIRD, again] }))).toEqual([]);
    expect(untruths(unit(), holding({ standing: { ...FIGURES } }))).toEqual([]);
  });

  it.each([
    [
      'the prize went to somebody else',
      { prizes: [] },
      'Không còn Giải Nhất, Tuần 1 (15 điểm) theo bản công bố hiện hành.',
    ],
    [
      'it is of another round',
      { prizes: [{ ...FIRST, scope: { kind: 'round' as const, id: 2 } }] },
      'Không còn Giải Nhất, Tuần 1 (15 điểm) theo bản công bố hiện hành.',
    ],
    [
      'the score was corrected',
      { prizes: [{ ...FIRST, score: 14_000, publication: 2 }] },
      'Giải Nhất, Tuần 1 (15 điểm) nay là Giải Nhất, Tuần 1 (14 điểm) (bản công bố thứ 2).',
    ],
    [
      'the rank is another',
      { prizes: [{ ...FIRST, rank: 2, publication: 2 }] },
      'Giải Nhất, Tuần 1 (15 điểm): thứ hạng nay khác (bản công bố thứ 2).',
    ],
    ['nobody is left', { prizes: [FIRST], isNobody: true }, 'Người này đã rút khỏi cuộc thi hoặc không còn lưu tên.'],
  ])('of a person says so when %s', (_what, now, sentence) => {
    expect(untruths(person([FIRST]), holding(now))).toEqual([sentence]);
  });

  it.each(Object.entries({ group: 'Khác', rank: null, among: 13, persons: 239, attempts: 1, headcount: 301 }))(
    'of a unit says so when its %s is another',
    (name, value) => {
      const [sentence, more] = untruths(unit(), holding({ standing: { ...FIGURES, [name]: value } }));
      expect(sentence).toMatch(/^Số liệu nay là: .+ lượt thi\.$/);
      expect(more).toBeUndefined();
    },
  );

  it('of a unit says so when it took part no longer, and of its prize beside', () => {
    expect(untruths(unit({}, [FIRST]), holding())).toEqual([
      'Không còn Giải Nhất, Tuần 1 (15 điểm) theo bản công bố hiện hành.',
      'Đơn vị không còn trong số đơn vị tham gia.',
    ]);
  });
});

describe('the first of each block', () => {
  it('has those too that share the last place, and nobody without one', () => {
    const units = [
      { id: 1, rank: 1 },
      { id: 2, rank: 2 },
      { id: 3, rank: 2 },
      { id: 4, rank: 4 },
      { id: 5, rank: 1 },
      { id: 6, rank: null },
    ];
    expect(topOfBlocks(units, 2).map(({ id }) => id)).toEqual([1, 2, 3, 5]);
  });
});

describe('the form', () => {
  it.each([
    ['merit', null, 'Bằng khen'],
    ['commendation', null, 'Giấy khen'],
    ['other', 'Thư khen', 'Thư khen'],
  ] as const)('%s is written as the paper says it', (form, own, words) => {
    expect(commendationWords(form, own)).toBe(words);
  });
});
