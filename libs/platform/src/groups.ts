import { DomainError } from '#domain';

/** What the lanes of one name in this process do now, and whom they have sent away since its start. */
export interface LaneFigures {
  waiting: number;
  /** Groups on their way to the database. */
  running: number;
  refused: number;
}

const laneFigures = new Map<string, LaneFigures>();

/** The figures of every named lane of this process, the same object for as long as it lives. */
export const lanesOfProcess = (): ReadonlyMap<string, Readonly<LaneFigures>> => laneFigures;

function figuresOf(lane: string): LaneFigures {
  let figures = laneFigures.get(lane);
  if (!figures) laneFigures.set(lane, (figures = { waiting: 0, running: 0, refused: 0 }));
  return figures;
}

export interface GroupSettings<Input, Output> {
  /** The name under which its figures are added up; the same for the groups of all contests. */
  lane: string;
  /** Runs one group; answers in the order of the inputs, an Error for an input that is refused. */
  run(inputs: Input[]): Promise<(Output | Error)[]>;
  /** Two inputs with one key never run at the same time nor in one group: they would meet in one row. */
  keyOf?(input: Input): string;
  /** Groups in flight at once. Two: one on the wire while the other commits. */
  lanes?: number;
  /**
   * So many must wait before another lane opens beside one that runs. Below that they go together when it comes back, a few
   * milliseconds later: two half groups cost the database and this process nearly twice as much as one. 32 by default.
   */
  nextLaneFrom?: number;
  groupMax: number;
  /** What an input counts for in `groupMax` and `nextLaneFrom`; 1 by default. One that is too large by itself goes alone. */
  sizeOf?(input: Input): number;
  /** Inputs that may wait. Beyond, the answer is SERVER_BUSY, which a client retries, and memory stays bounded. */
  queueMax: number;
  /**
   * How long a group may take, in ms. Then its callers and all who wait behind it are told SERVER_BUSY: what became of it is
   * not known, and their retry with the same key finds out. For ever by default.
   */
  patienceMs?: number;
}

interface Waiting<Input, Output> {
  input: Input;
  key: string | undefined;
  resolve(output: Output): void;
  reject(error: Error): void;
}

interface Watch {
  /** Its callers were told to come back. */
  isOverdue: boolean;
  end(): void;
}

/**
 * Groups what arrives while the database is busy into one statement. Nothing waits for a timer: a group leaves as soon as
 * no other is on its way, or enough wait for one of their own, so an idle server answers at once and a busy one batches by itself. A caller is answered only
 * after the group's commit. When a group fails, its inputs are run one by one, so that only the bad one fails.
 */
export class Groups<Input, Output> {
  private queue: Waiting<Input, Output>[] = [];
  /** Of all that wait, as `sizeOf` counts. */
  private size = 0;
  private running = 0;
  /** Lanes whose group is overdue, and the keys in them: a network that holds everything back keeps both for long. */
  private overdue = 0;
  private readonly overdueKeys = new Set<string>();
  private scheduled = false;
  private readonly busyKeys = new Set<string>();
  private readonly figures: LaneFigures;

  constructor(private readonly settings: GroupSettings<Input, Output>) {
    this.figures = figuresOf(settings.lane);
  }

  get waiting(): number {
    return this.queue.length;
  }

  add(input: Input): Promise<Output> {
    const key = this.settings.keyOf?.(input);
    const isHeldUp = this.overdue >= (this.settings.lanes ?? 2) || (key !== undefined && this.overdueKeys.has(key));
    if (isHeldUp || this.queue.length >= this.settings.queueMax) {
      this.figures.refused++;
      return Promise.reject(busy());
    }
    return new Promise<Output>((resolve, reject) => {
      this.queue.push({ input, key, resolve, reject });
      this.size += this.sizeOf(input);
      this.figures.waiting++;
      this.schedule();
    });
  }

  private sizeOf(input: Input): number {
    return this.settings.sizeOf?.(input) ?? 1;
  }

  /** Leaves at the end of this turn of the event loop, so that requests read in one turn share a group. */
  private schedule(): void {
    if (this.scheduled || this.running >= (this.settings.lanes ?? 2)) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.flush();
    });
  }

  private flush(): void {
    const { lanes = 2, nextLaneFrom = 32 } = this.settings;
    while (
      this.running < lanes &&
      this.queue.length > 0 &&
      (this.running === this.overdue || this.size >= nextLaneFrom)
    ) {
      const group = this.takeGroup();
      if (group.length === 0) return;
      this.running++;
      this.figures.running++;
      this.figures.waiting -= group.length;
      const watch = this.watch(group);
      void this.runGroup(group, watch).finally(() => {
        this.running--;
        this.figures.running--;
        watch.end();
        for (const { key } of group) if (key !== undefined) this.busyKeys.delete(key);
        if (this.queue.length > 0) this.schedule();
      });
    }
  }

  private takeGroup(): Waiting<Input, Output>[] {
    const group: Waiting<Input, Output>[] = [];
    const left: Waiting<Input, Output>[] = [];
    let taken = 0;
    for (const waiting of this.queue) {
      const size = this.sizeOf(waiting.input);
      const blocked = waiting.key !== undefined && this.busyKeys.has(waiting.key);
      if (blocked || (group.length > 0 && taken + size > this.settings.groupMax)) {
        left.push(waiting);
      } else {
        if (waiting.key !== undefined) this.busyKeys.add(waiting.key);
        group.push(waiting);
        taken += size;
      }
    }
    this.queue = left;
    this.size -= taken;
    return group;
  }

  /** Tells callers when their group is overdue; `end` is to be called when it is back, however late. */
  private watch(group: Waiting<Input, Output>[]): Watch {
    const keys = group.flatMap(({ key }) => key ?? []);
    const watch: Watch = { isOverdue: false, end: () => undefined };
    if (this.settings.patienceMs === undefined) return watch;
    const timer = setTimeout(() => {
      watch.isOverdue = true;
      this.overdue++;
      for (const key of keys) this.overdueKeys.add(key);
      const behind = this.queue.splice(0);
      this.size = 0;
      this.figures.waiting -= behind.length;
      this.figures.refused += group.length + behind.length;
      for (const { reject } of [...group, ...behind]) reject(busy());
    }, this.settings.patienceMs);
    watch.end = () => {
      clearTimeout(timer);
      if (!watch.isOverdue) return;
      this.overdue--;
      for (const key of keys) this.overdueKeys.delete(key);
    };
    return watch;
  }

  private async runGroup(group: Waiting<Input, Output>[], watch: Watch): Promise<void> {
    try {
      settle(group, await this.settings.run(group.map(({ input }) => input)));
    } catch (error) {
      if (group.length === 1) {
        group[0]!.reject(error as Error);
        return;
      }
      for (const waiting of group) {
        if (watch.isOverdue) return; // they were all told
        try {
          settle([waiting], await this.settings.run([waiting.input]));
        } catch (own) {
          waiting.reject(own as Error);
        }
      }
    }
  }
}

const busy = () => new DomainError('SERVER_BUSY', { retryAfterSeconds: 1 });

function settle<Input, Output>(group: Waiting<Input, Output>[], outputs: (Output | Error)[]): void {
  group.forEach((waiting, i) => {
    const output = outputs[i];
    if (output instanceof Error) waiting.reject(output);
    else if (output === undefined) waiting.reject(new Error('a group left an input without an answer'));
    else waiting.resolve(output);
  });
}

/** One `Groups` per contest, because a statement names exactly one partition. */
export class GroupsByContest<Input extends { contestId: number }, Output> {
  private readonly byContest = new Map<number, Groups<Input, Output>>();

  constructor(private readonly settings: GroupSettings<Input, Output>) {}

  add(input: Input): Promise<Output> {
    let groups = this.byContest.get(input.contestId);
    if (!groups) {
      groups = new Groups(this.settings);
      this.byContest.set(input.contestId, groups);
    }
    return groups.add(input);
  }

  get waiting(): number {
    let sum = 0;
    for (const groups of this.byContest.values()) sum += groups.waiting;
    return sum;
  }
}
