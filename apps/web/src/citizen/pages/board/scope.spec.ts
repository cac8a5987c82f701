import { describe, expect, it } from '@jest/globals';
import type { ContestDetails } from '../../../shared/api/views.js';
import { chosenScope, scopesOf } from './scope.js';

const round = (number: number, state: string) => ({ number, state, title: `Tuần ${number}` });
const contest = (states: string[], phases: { id: number; title: string }[] = []) =>
  ({ roundList: states.map((state, i) => round(i + 1, state)), phases }) as unknown as ContestDetails;

describe('the parts of a contest that have figures', () => {
  it('are the rounds that have begun, newest first, and the whole', () => {
    const names = scopesOf(contest(['finished', 'running', 'coming'])).map(({ name }) => name);
    expect(names).toEqual(['dot-2', 'dot-1', 'tat-ca']);
  });

  it('are its phases, too, where there are several', () => {
    const one = { id: 1, title: 'Sơ khảo' };
    expect(scopesOf(contest([], [one])).map(({ name }) => name)).toEqual(['tat-ca']);
    const both = scopesOf(contest([], [one, { id: 2, title: 'Chung khảo' }]));
    expect(both.map(({ query }) => query)).toEqual([
      { scope: 'phase', phase: 1 },
      { scope: 'phase', phase: 2 },
      { scope: 'contest' },
    ]);
  });
});

describe('the part that is shown', () => {
  const running = contest(['finished', 'running', 'coming']);
  it.each([
    ['dot-1', running, 'dot-1'],
    ['tat-ca', running, 'tat-ca'],
    [undefined, running, 'dot-2'],
    ['dot-3', running, 'dot-2'],
    ['tuần một', running, 'dot-2'],
    [undefined, contest(['finished', 'finished']), 'tat-ca'],
    [undefined, contest(['coming']), 'tat-ca'],
  ])('%j names %#', (name, of, shown) => expect(chosenScope(of, name).name).toBe(shown));
});
