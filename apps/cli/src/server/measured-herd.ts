import { readFileSync } from 'node:fs';

/** What a page does that costs the server something; `submit` is with the grade and with the result that is asked for. */
export type Act = 'connect' | 'signIn' | 'start' | 'save' | 'submit';
export type Member = 'api' | 'postgres' | 'worker' | 'redis';

/**
 * A run of the load tool, as far as a machine is reckoned from it. `npm run -s load -- --profile herd … --store` writes
 * measured-herd.json; nobody writes it by hand.
 */
export interface MeasuredHerd {
  /** Day, as in 2026-11-23. */
  measuredOn: string;
  commit: string;
  command: string;
  /** `referenceSumMs`: what `timeSum` took there. */
  machine: { cpu: string; cores: number; memoryGb: number; node: string; referenceSumMs: number };
  /** CPU of the whole machine while the round lasted, 0 to 1; the load tool ran on the same cores. */
  cpuShare: { product: number; tool: number; others: number };
  people: number;
  /** In the last part of the round. With more of them groups are longer, and each costs less. */
  submitsPerSecond: number;
  submitMs: { p50: number; p95: number; p99: number };
  /** CPU in ms of one core; `second` is what each second takes whatever is done. */
  cpuMs: Record<Act | 'second', Record<Member, number>>;
  /** Memory of the api for each page that listens. */
  kibPerPage: number;
}

export const MEASURED = JSON.parse(
  readFileSync(new URL('./measured-herd.json', import.meta.url), 'utf8'),
) as MeasuredHerd;
