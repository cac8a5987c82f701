import { describe, expect, it } from '@jest/globals';
import { bodyOf, checkedOf, emptyDraft, withKind, type Draft } from './draft.js';

const draft: Draft = {
  ...emptyDraft('the-che'),
  options: ['a', 'b', 'c'].map((text, place) => ({ text, right: place > 0 })),
};
const rightOnes = ({ options }: Draft) => options.map(({ right }) => right);

describe('a draft of a question', () => {
  it('keeps one key where one is promised, and as many as there are where several may be right', () => {
    expect(rightOnes(withKind(draft, 'single', ['Đúng', 'Sai']))).toEqual([false, true, false]);
    expect(rightOnes(withKind(draft, 'multiple', ['Đúng', 'Sai']))).toEqual([false, true, true]);
  });

  it('of true and false has these two options in their order', () => {
    const turned = withKind(draft, 'true_false', ['Đúng', 'Sai']);
    expect(turned).toMatchObject({ fixedOptionOrder: true, options: [{ text: 'Đúng' }, { text: 'Sai', right: true }] });
  });

  it('says nothing with null, where the form has an empty box', () => {
    const body = bodyOf({ ...draft, document: ' ', article: 'Điều 3' }, 2);
    expect(body).toMatchObject({ expected: 2, document: null, article: 'Điều 3', validTo: null, mark: null });
    expect(checkedOf(draft, 'the-che-01')).toMatchObject({ id: 'the-che-01', document: null, validTo: null });
  });
});
