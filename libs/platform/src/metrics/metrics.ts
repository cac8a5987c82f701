import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** One value of a figure, with what tells it from the others of its name. Labels name kinds, never persons or rows. */
export interface Sample {
  labels?: Readonly<Record<string, string>>;
  value: number;
}

/** What a figure is when somebody looks: one number, or one for each of its labels' values. */
type Read = () => number | Sample[] | Promise<number | Sample[]>;

/** A reader that takes longer is given up, so that one dead server does not hide the figures of the others. */
const PATIENCE_MS = 2_000;

/**
 * The figures of this process, in the text that Prometheus reads (prom-client). What is kept elsewhere is read when somebody
 * looks; what cannot be read then is `Nan`, and counted in `cchc_metrics_unread`.
 *
 * @example
 * const graded = metrics.counter('cchc_graded_total', 'Attempts graded');
 * graded.inc(40);
 * metrics.gauge('cchc_sockets', 'Open sockets', () => server.clientsCount);
 * await metrics.text(); // '# HELP cchc_graded_total Attempts graded\n# TYPE …'
 */
export class Metrics {
  private readonly registry = new Registry();
  /** In a registry of its own: it is right only when all others have been read. */
  private readonly last = new Registry();
  private readonly unread = new Gauge({
    name: 'cchc_metrics_unread',
    help: 'Figures that could not be read this time',
    registers: [this.last],
  });

  /** A value that goes up and down. @param labelNames those of its samples */
  gauge(name: string, help: string, read: Read, labelNames: readonly string[] = []): void {
    const gauge: Gauge = new Gauge({
      ...{ name, help, labelNames, registers: [this.registry] },
      collect: () => this.readInto(read, (labels, value) => gauge.set(labels, value), gauge, unknownOf(labelNames)),
    });
  }

  /** A sum that somebody else keeps. @param labelNames those of its samples */
  sum(name: string, help: string, read: Read, labelNames: readonly string[] = []): void {
    const counter: Counter = new Counter({
      ...{ name, help, labelNames, registers: [this.registry] },
      collect: () => this.readInto(read, (labels, value) => counter.inc(labels, value), counter, unknownOf(labelNames)),
    });
  }

  /** A sum that only grows, by `inc`. */
  counter<L extends string>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** How often a value was at most each bound, by `observe`. @param buckets ascending, in the unit that the name ends in */
  histogram<L extends string>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: readonly L[] = [],
  ): Histogram<L> {
    return new Histogram({ name, help, buckets, labelNames, registers: [this.registry] });
  }

  /** All figures as they are now. */
  async text(): Promise<string> {
    this.unread.set(0);
    return `${await this.registry.metrics()}\n${await this.last.metrics()}`;
  }

  private async readInto(
    read: Read,
    put: (labels: Record<string, string>, value: number) => void,
    figure: { reset(): void },
    unknown: number | Sample[],
  ): Promise<void> {
    const found = await inTime(Promise.resolve().then(read)).catch(() => null);
    figure.reset();
    if (found === null) this.unread.inc();
    for (const { labels = {}, value } of samplesOf(found ?? unknown)) put({ ...labels }, value);
  }
}

/** Of a figure with labels nobody knows the samples either: it is left out. */
const unknownOf = (labelNames: readonly string[]): number | Sample[] => (labelNames.length === 0 ? Number.NaN : []);

const samplesOf = (found: number | Sample[]): Sample[] => (typeof found === 'number' ? [{ value: found }] : found);

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('late')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
