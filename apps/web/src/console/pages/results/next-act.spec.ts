import { describe, expect, it } from '@jest/globals';
import { nextAct, type Standing } from './next-act.js';

const at = (over: Partial<Standing>) =>
  nextAct({
    ...{ isOver: true, lacksLot: false, state: null, undecided: 0, unverified: 0 },
    ...{ approvals: 0, approvalsNeeded: 2, appealsOpen: 0 },
    ...over,
  });

describe('what comes next about the results of a field', () => {
  it('leads from the lot to the end of the appeals', () => {
    expect(at({ isOver: false, lacksLot: true })).toBe('commit');
    expect(at({ isOver: false })).toBe('coming');
    expect(at({})).toBe('freeze');
    expect(at({ state: 'asked' })).toBe('asked');
    expect(at({ state: 'computed', undecided: 1, unverified: 3 })).toBe('decide');
    expect(at({ state: 'computed', unverified: 3 })).toBe('verify');
    expect(at({ state: 'computed' })).toBe('approve');
    expect(at({ state: 'computed', approvals: 1 })).toBe('approve');
    expect(at({ state: 'computed', approvals: 2 })).toBe('publish');
    expect(at({ state: 'published', appealsOpen: 1 })).toBe('appeals');
    expect(at({ state: 'published' })).toBe('done');
  });

  it('goes on where papers are missing once somebody has approved all the same', () => {
    expect(at({ state: 'computed', unverified: 1, approvals: 1 })).toBe('approve');
    expect(at({ state: 'computed', unverified: 1, approvals: 2 })).toBe('publish');
  });

  it('says what failed before anything else', () => expect(at({ state: 'failed', undecided: 2 })).toBe('failed'));
});
