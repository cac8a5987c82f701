import { describe, expect, it } from '@jest/globals';
import { changed, newDraft, redone, undone } from './draft.js';

describe('a document that is edited', () => {
  it('goes back change by change, and forward again', () => {
    let draft = newDraft('a');
    draft = changed(draft, 'title', 'b', 1_000);
    draft = changed(draft, 'slug', 'c', 1_500);
    expect(undone(draft).document).toBe('b');
    expect(undone(undone(draft)).document).toBe('a');
    expect(undone(undone(undone(draft))).document).toBe('a');
    expect(redone(undone(undone(draft))).document).toBe('b');
    expect(redone(redone(redone(undone(undone(draft))))).document).toBe('c');
  });

  it('takes letters typed in one go back together, and those after a pause by themselves', () => {
    let draft = newDraft('');
    draft = changed(draft, 'title', 'T', 1_000);
    draft = changed(draft, 'title', 'Tì', 2_500);
    draft = changed(draft, 'title', 'Tìm', 4_400);
    expect(undone(draft).document).toBe('');
    draft = changed(draft, 'title', 'Tìm hiểu', 9_000);
    expect(undone(draft).document).toBe('Tìm');
  });

  it('forgets what was taken back when something else is changed', () => {
    const draft = changed(undone(changed(newDraft('a'), 'x', 'b', 1)), 'x', 'c', 2);
    expect(redone(draft).document).toBe('c');
    expect(undone(draft).document).toBe('a');
  });
});
