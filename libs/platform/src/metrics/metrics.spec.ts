import { describe, expect, it } from '@jest/globals';
import { Metrics } from './metrics.js';

describe('figures for Prometheus', () => {
  it('are read when somebody looks, with their labels', async () => {
    const metrics = new Metrics();
    let jobs = 2;
    metrics.gauge('cchc_jobs', 'Jobs by state', () => [{ labels: { state: 'say "no"' }, value: jobs }], ['state']);
    metrics.sum('cchc_cpu_seconds_total', 'Kept elsewhere', () => 7.5);
    const graded = metrics.counter('cchc_graded_total', 'Attempts graded');
    graded.inc(40);
    graded.inc();
    expect(await metrics.text()).toContain('\ncchc_jobs{state="say \\"no\\""} 2\n');
    jobs = 3;
    const lines = (await metrics.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        '# TYPE cchc_jobs gauge',
        'cchc_jobs{state="say \\"no\\""} 3',
        'cchc_cpu_seconds_total 7.5',
        'cchc_graded_total 41',
        'cchc_metrics_unread 0',
      ]),
    );
  });

  it('show the others when one cannot be read, and say so', async () => {
    const metrics = new Metrics();
    const away = () => Promise.reject(new Error('away'));
    metrics.gauge('cchc_dead', 'Of a server that is away', away);
    metrics.gauge('cchc_dead_by_state', 'Of a server that is away', away, ['state']);
    metrics.gauge('cchc_alive', 'Of this process', () => 1);
    for (const _ of [1, 2]) {
      const values = (await metrics.text()).split('\n').filter((line) => line.startsWith('cchc_'));
      expect(values.sort()).toEqual(['cchc_alive 1', 'cchc_dead Nan', 'cchc_metrics_unread 2']);
    }
  });

  it('have each name once', () => {
    const metrics = new Metrics();
    metrics.counter('cchc_a_total', 'One');
    expect(() => metrics.counter('cchc_a_total', 'Two')).toThrow('cchc_a_total');
  });
});
