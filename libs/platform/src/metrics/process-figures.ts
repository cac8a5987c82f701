import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import type { DatabaseClock } from '../clock.js';
import { lanesOfProcess, type LaneFigures } from '../groups.js';
import type { Metrics } from './metrics.js';

const LOOK_EVERY_MS = 20;
const NANOSECONDS = 1e9;

/** What every process of the product tells of itself. */
export function tellOfProcess(metrics: Metrics, dataSource: DataSource, clock: DatabaseClock): void {
  const delay = monitorEventLoopDelay({ resolution: LOOK_EVERY_MS });
  delay.enable();
  metrics.gauge(
    'cchc_event_loop_lag_seconds',
    'How late this process was with its turns since the last look',
    () => {
      const samples = [
        { labels: { quantile: '0.5' }, value: delay.percentile(50) / NANOSECONDS },
        { labels: { quantile: '0.99' }, value: delay.percentile(99) / NANOSECONDS },
        { labels: { quantile: '1' }, value: delay.max / NANOSECONDS },
      ];
      delay.reset();
      return samples;
    },
    ['quantile'],
  );
  metrics.gauge(
    'cchc_process_memory_bytes',
    'Memory of this process',
    () => {
      const { rss, heapUsed, external } = process.memoryUsage();
      return [
        { labels: { kind: 'resident' }, value: rss },
        { labels: { kind: 'heap' }, value: heapUsed },
        { labels: { kind: 'external' }, value: external },
      ];
    },
    ['kind'],
  );
  metrics.sum('cchc_process_cpu_seconds_total', 'Processor time of this process', () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  metrics.gauge('cchc_process_uptime_seconds', 'How long this process has been running', () => process.uptime());
  metrics.gauge('cchc_clock_sure', '1 while this process knows the time of the database, which dates everything', () =>
    clock.isSure() ? 1 : 0,
  );
  const pool = (dataSource.driver as unknown as { master: Pool }).master;
  metrics.gauge(
    'cchc_database_connections',
    'Connections of this process to PostgreSQL, and who waits for one',
    () => [
      { labels: { state: 'busy' }, value: pool.totalCount - pool.idleCount },
      { labels: { state: 'idle' }, value: pool.idleCount },
      { labels: { state: 'waiting' }, value: pool.waitingCount },
    ],
    ['state'],
  );
  const lanes = (figure: keyof LaneFigures) => () =>
    [...lanesOfProcess()].map(([lane, figures]) => ({ labels: { lane }, value: figures[figure] }));
  metrics.gauge('cchc_lane_waiting', 'Requests that wait for the next group of their lane', lanes('waiting'), ['lane']);
  metrics.gauge('cchc_lane_running', 'Groups of a lane on their way to PostgreSQL', lanes('running'), ['lane']);
  metrics.sum('cchc_lane_refused_total', 'Requests sent away with 503, since too many waited', lanes('refused'), [
    'lane',
  ]);
}
