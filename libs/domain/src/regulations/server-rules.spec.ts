import { describe, expect, it } from '@jest/globals';
import { checkRegulations } from './check.js';
import { leftToPeople } from './left-to-people.js';
import { serverRules } from './server-rules.js';

const groups = ['can-bo', 'nguoi-dan'].map((code) => ({ code, title: code }));
const own = (code: string) => ({ audience: code, subBank: `phan-${code}` });

/** The rules that the server keeps of a plain contest with some sections said. */
function rulesOf(sections: Record<string, unknown>) {
  const { regulations, faults } = checkRegulations({
    schema: 1,
    slug: 'tim-hieu-cchc',
    title: 'Tìm hiểu cải cách hành chính',
    calendar: {
      rounds: [
        { code: 'tuan-1', title: 'Tuần 1', opensAt: '2026-03-02 08:00', closesAt: '2026-03-09 08:00' },
        { code: 'tuan-2', title: 'Tuần 2', opensAt: '2026-03-09 08:00', closesAt: '2026-03-16 08:00' },
      ],
    },
    time: { seconds: 1200 },
    ...sections,
    paper: { blueprint: [{ topic: null, level: null, count: 15 }], ...(sections['paper'] as object) },
  });
  expect(faults).toEqual([]);
  expect(leftToPeople(regulations!).map(({ path }) => path)).toEqual([]);
  const { rules, rounds } = serverRules(regulations!);
  return { contest: rules, round: rounds[0]!.rules };
}

describe('what regulations say is kept by the server', () => {
  it('and what they leave out is left out of the rules', () => {
    const { contest, round } = rulesOf({});
    expect(contest).not.toHaveProperty('across');
    expect(contest).not.toHaveProperty('oneBoard');
    expect(round).not.toHaveProperty('forgivesAbandoned');
    expect(round.paper).not.toHaveProperty('byAudience');
  });

  it('sums over rounds', () =>
    expect(rulesOf({ counting: { across: 'sum_of_rounds' } }).contest.across).toBe('sum_of_rounds'));

  it('one board for all audiences', () => {
    expect(rulesOf({ audiences: { groups }, ranking: { byAudience: false } }).contest.oneBoard).toBe(true);
    expect(rulesOf({ audiences: { groups } }).contest).not.toHaveProperty('oneBoard');
    expect(rulesOf({ ranking: { byAudience: false } }).contest).not.toHaveProperty('oneBoard');
  });

  it('attempts that were left', () =>
    expect(rulesOf({ attempts: { abandonedCounts: false } }).round.forgivesAbandoned).toBe(true));

  it('a prediction before the questions', () => {
    const prediction = { subject: 'attempts', asked: 'before' };
    expect(rulesOf({ prediction }).round.prediction).toMatchObject({ asked: 'before' });
    expect(rulesOf({ prediction: { subject: 'attempts' } }).round.prediction).not.toHaveProperty('asked');
  });

  it('a prediction that may be changed until the round ends', () => {
    const prediction = { subject: 'attempts', changeUntil: 'round_end' };
    expect(rulesOf({ prediction }).round.prediction).toMatchObject({ changeUntil: 'round_end' });
    expect(rulesOf({ prediction: { subject: 'attempts' } }).round.prediction).not.toHaveProperty('changeUntil');
  });

  it('questions of their own for some audiences, and for all of them', () => {
    const some = rulesOf({ audiences: { groups }, paper: { subBank: 'chung', byAudience: [own('nguoi-dan')] } });
    expect(some.round.paper).toMatchObject({
      subBank: 'chung',
      byAudience: [{ audienceId: 2, subBank: 'phan-nguoi-dan' }],
    });
    const byAudience = [own('nguoi-dan'), own('can-bo')];
    const all = rulesOf({ audiences: { groups }, paper: { subBank: 'chung', byAudience } });
    expect(all.round.paper).toMatchObject({
      subBank: null,
      byAudience: [
        { audienceId: 1, subBank: 'phan-can-bo' },
        { audienceId: 2, subBank: 'phan-nguoi-dan' },
      ],
    });
  });
});
