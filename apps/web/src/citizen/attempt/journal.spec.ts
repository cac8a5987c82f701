import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Attempt } from '../../shared/api/views.js';
import { forgetAttempts, Journal, lastMoment, openAttempt } from './journal.js';

const FUTURE = '2999-01-01T00:00:00.000Z';
const attemptOf = (attemptId: string, more: Partial<Attempt> = {}): Attempt =>
  ({
    attemptId,
    writer: 'w',
    token: 't',
    seq: 0,
    answers: [[], []],
    deadlineAt: FUTURE,
    graceMs: 0,
    ...more,
  }) as Attempt;

// Without a database of the browser the journal lives in memory: the same promises, as long as the page lasts.
beforeEach(forgetAttempts);
afterEach(forgetAttempts);

describe('the journal of an attempt', () => {
  it('is there for the page that comes after the start', async () => {
    await openAttempt(attemptOf('3-a', { answers: [[2], []] }));
    const journal = await Journal.find('3-a');
    expect(journal!.entry).toMatchObject({ hold: 'ours', writer: 'w', token: 't', confirmed: [[2], []], place: 1 });
    expect(JSON.stringify(journal!.entry.paper)).not.toContain('"token":"t"');
  });

  it('begins with the prediction where that is asked before the questions', async () => {
    const prediction = { subject: 'attempts', min: 0, max: 9 };
    await openAttempt(attemptOf('3-a', { prediction: { ...prediction, asked: 'before' } }));
    await openAttempt(attemptOf('3-b', { prediction: { ...prediction, asked: 'after' } }));
    expect((await Journal.find('3-a'))!.entry.place).toBe('prediction');
    expect((await Journal.find('3-b'))!.entry.place).toBe(1);
  });

  it('keeps nothing of an attempt that another device holds', async () => {
    await openAttempt(attemptOf('3-a', { writer: null, token: null }));
    expect(await Journal.find('3-a')).toBeNull();
  });

  it('is not set back by the same start asked again', async () => {
    await openAttempt(attemptOf('3-a'));
    await (await Journal.find('3-a'))!.keep({ seq: 7, flags: [2] });
    await openAttempt(attemptOf('3-a'));
    expect((await Journal.find('3-a'))!.entry).toMatchObject({ seq: 7, flags: [2] });
    await openAttempt(attemptOf('3-a', { writer: 'w2' }));
    expect((await Journal.find('3-a'))!.entry).toMatchObject({ seq: 0, flags: [], writer: 'w2' });
  });

  it('of an attempt whose last moment is over goes when another begins', async () => {
    await openAttempt(attemptOf('3-old', { deadlineAt: '2019-05-06T01:00:00.000Z' }));
    await openAttempt(attemptOf('3-running'));
    await openAttempt(attemptOf('3-new'));
    expect(await Journal.find('3-old')).toBeNull();
    expect(await Journal.find('3-running')).not.toBeNull();
  });

  it('is wiped with everything, and a page that is still open cannot bring it back', async () => {
    await openAttempt(attemptOf('3-a'));
    const open = (await Journal.find('3-a'))!;
    await forgetAttempts();
    await open.keep({ flags: [1] });
    expect(await Journal.find('3-a')).toBeNull();
  });
});

it('counts the grace after the deadline', () => {
  expect(lastMoment({ deadlineAt: '2026-11-22T02:00:00.000Z', graceMs: 30_000 })).toBe(
    Date.parse('2026-11-22T02:00:30.000Z'),
  );
});
