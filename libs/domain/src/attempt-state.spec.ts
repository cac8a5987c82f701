import { describe, expect, it } from '@jest/globals';
import { ATTEMPT_STATES, shownState, transition, type AttemptEvent, type AttemptState } from './attempt-state.js';
import { ERROR_CODES } from './errors.js';

const EVENTS = [
  'save',
  'submit',
  'close_overdue',
  'organizer_close',
  'grade',
  'regrade',
  'void',
  'restore',
  'take_over',
] as const satisfies readonly AttemptEvent[];

/** The same table as a reader would draw it: p s g = next state; C V = closed, voided; the rest as named below. */
const SHORT: Record<string, string> = {
  p: 'in_progress',
  s: 'submitted',
  g: 'graded',
  C: 'ATTEMPT_CLOSED',
  V: 'ATTEMPT_VOIDED',
  R: 'ATTEMPT_NOT_VOIDED',
  S: 'ATTEMPT_NOT_SUBMITTED',
  G: 'ATTEMPT_NOT_GRADED',
  A: 'ATTEMPT_ALREADY_GRADED',
};
//                                          save submit overdue organizer grade regrade void restore take_over
const DRAWN: [AttemptState, boolean, string][] = [
  ['in_progress', false, 'p    s      s       s         S     G       p    R       p'],
  ['submitted  ', false, 'C    C      C       C         g     G       s    R       C'],
  ['graded     ', false, 'C    C      C       C         A     g       g    R       C'],
  ['in_progress', true, ' V    V      s       s         S     G       V    p       V'],
  ['submitted  ', true, ' V    V      C       C         g     G       V    s       V'],
  ['graded     ', true, ' V    V      C       C         A     g       V    g       V'],
].map(([state, voided, row]) => [String(state).trim() as AttemptState, Boolean(voided), String(row)]);

const cells = DRAWN.flatMap(([state, voided, row]) =>
  row
    .trim()
    .split(/\s+/)
    .map((short, i) => [state, voided ? 'voided' : 'valid', EVENTS[i]!, SHORT[short]!] as const),
);

describe('transition', () => {
  it('is drawn for every state, fact and event', () => {
    expect(cells.length).toBe(ATTEMPT_STATES.length * 2 * EVENTS.length);
  });

  it.each(cells)('%s, %s: %s gives %s', (state, fact, event, outcome) => {
    const { state: next, refusal } = transition(state, event, fact === 'voided');
    expect(next ?? refusal).toBe(outcome);
    expect(next === null).toBe(outcome in ERROR_CODES);
  });

  it('never goes back', () => {
    const rank = (state: AttemptState) => ATTEMPT_STATES.indexOf(state);
    for (const [state, fact, event] of cells) {
      const { state: next } = transition(state, event, fact === 'voided');
      if (next !== null) expect(rank(next)).toBeGreaterThanOrEqual(rank(state));
    }
  });

  it('takes an attempt as recognised unless told', () => {
    expect(transition('in_progress', 'save')).toEqual({ state: 'in_progress', refusal: null });
  });
});

describe('shownState', () => {
  it.each([
    ['in_progress', null, null, 'in_progress'],
    ['submitted', 'participant', null, 'submitted'],
    ['graded', 'participant', null, 'graded'],
    ['graded', 'organizer', null, 'graded'],
    ['submitted', 'deadline', null, 'expired'],
    ['graded', 'round_end', null, 'expired'],
    ['graded', 'deadline', 0, 'voided'],
    ['in_progress', null, 1, 'voided'],
  ] as const)('%s, closed by %s, voided at %s shows as %s', (state, closedBy, voidedAt, shown) => {
    expect(shownState({ state, closedBy, voidedAt })).toBe(shown);
  });
});
