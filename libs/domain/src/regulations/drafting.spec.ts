import { describe, expect, it } from '@jest/globals';
import { draftRegulations, undecided } from './drafting.js';
import { RULE_WORDS, choiceWords } from './rule-words.js';
import { shapeAt } from './places.js';
import { namedArticles, theLeText } from './the-le.js';

const paths = (file: unknown) => undecided(file).map(({ path }) => path);

describe('what an organizer has to decide', () => {
  it('is open until it is said, and never answered by a default', () => {
    expect(paths({})).toEqual(['time.atRoundEnd', 'ranking.criteria']);
    expect(paths({ time: { atRoundEnd: 'cut' }, ranking: { criteria: ['score', 'lot'] } })).toEqual([]);
    expect(paths({ time: { kind: 'none' } })).toEqual(['ranking.criteria']);
  });

  it('is which prediction counts, where a person can give several', () => {
    const file = { prediction: { subject: 'attempts' } };
    expect(paths(file)).toContain('prediction.whichCounts');
    expect(paths({ ...file, attempts: { perRound: 1 } })).not.toContain('prediction.whichCounts');
    expect(paths({ prediction: { subject: 'attempts', whichCounts: 'last' } })).not.toContain('prediction.whichCounts');
  });

  it.each([
    ['Đơn vị có từ 75% người dự thi', true],
    ['Đơn vị có từ 75% người dự thi, kể cả 100%', false],
    ['Đơn vị có 100 % người dự thi', false],
    ['Giải Nhất', false],
  ])('is what "%s" includes: %s', (title, isOpen) => {
    expect(paths({ prizes: { list: [{ title }] } }).includes('prizes.list[0].title')).toBe(isOpen);
  });
});

describe('regulations that are still being written', () => {
  it.each([
    {},
    { title: '', time: { seconds: 'x' }, calendar: { rounds: [{ opensAt: '' }, 7] }, prediction: {} },
    { paper: { blueprint: [{ count: null }] }, eligibility: { minimumAge: { years: 14 } }, units: { ranking: {} } },
  ])('are printed with what is missing left open', (file) => {
    expect(theLeText(draftRegulations(file)!)).toContain('…');
    expect(theLeText(draftRegulations(file)!)).not.toMatch(/undefined|NaN|null/);
  });

  it('keep everything that is right', () => {
    const text = theLeText(draftRegulations({ title: 'Tìm hiểu', calendar: { rounds: [{ title: 'Tuần 1' }] } })!);
    expect(text).toContain('TÌM HIỂU');
    expect(text).toContain('Tuần 1: từ … đến ….');
  });

  it('are nothing when there is no document', () => expect(draftRegulations('x')).toBeNull());

  it('name their articles in the order of the print', () => {
    expect(namedArticles(draftRegulations({})!)[0]).toMatchObject({ name: 'host' });
  });
});

describe('the words of a choice', () => {
  it('are there for every choice of the regulations, and for nothing else', () => {
    for (const [path, words] of Object.entries(RULE_WORDS)) {
      const shape = shapeAt(path.replaceAll('[]', '[0]'));
      const codes = shape?.is === 'choice' ? shape.of.map(String) : ['true', 'false'];
      expect(Object.keys(words).filter((code) => !codes.includes(code))).toEqual([]);
      if (shape?.is === 'choice') expect(codes.filter((code) => !Object.hasOwn(words, code))).toEqual([]);
      else expect(shape).toMatchObject({ is: 'boolean' });
    }
  });

  it('are found in every line and in what differs in a round', () => {
    expect(choiceWords('prizes.list[2].of', 'round')).toBe('mỗi đợt');
    expect(choiceWords('calendar.rounds[3].differs.time.atRoundEnd', 'cut')).toContain('nộp tự động');
    expect(choiceWords('title', 'x')).toBeUndefined();
  });
});
