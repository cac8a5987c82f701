import { fork, type ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DomainError, LIMITS } from '#domain';
import { Turns } from '#identity';
import { ENV, LOGGER, Metrics, type Env } from '#platform';
import type { Answered, Asked, Opening, Ready } from './heavy-line.js';
import type { HeavyWork } from './heavy-work.js';

/** Pieces of work at once: a long one leaves room for a short one. */
export const AT_ONCE = 2;
const RETRY_AFTER_SECONDS = 5;
/** Of the process: a simulation over all attempts that it takes needs half of it. */
const HEAP_MAX_MB = 512;
/** A process without work goes, and its memory with it. */
const IDLE_MS = 5 * 60_000;
/** A piece of work that takes longer is ended with its process: whoever asked has long gone. */
const WORK_MAX_MS = 4 * 60_000;
/** A process that was told to end and does not is ended. */
const END_WITHIN_MS = 3_000;

/** Where the program lies, compiled: the `URL` of heavy-process.js. */
export const HEAVY_PROGRAM = Symbol('HEAVY_PROGRAM');

/**
 * Has work done that would hold up people at the front door, in a process of its own that gives way to all others. The process
 * is started by the first who asks and goes after five minutes without work. Two pieces are at work, some wait, and whoever
 * comes then is asked to come again.
 *
 * @example const { bytes } = await this.heavy.do('unitTableFile', slug, query, caller);
 */
@Injectable()
export class HeavyDesk implements OnApplicationShutdown {
  private readonly turns = new Turns({
    ...{ atOnce: AT_ONCE, waitingMax: LIMITS.heavyWorkWaitingMax, retryAfterSeconds: RETRY_AFTER_SECONDS },
  });
  private helper: Promise<Helper> | null = null;
  private idle: NodeJS.Timeout | undefined;

  constructor(
    @Inject(ENV) private readonly env: Env,
    @Inject(HEAVY_PROGRAM) private readonly program: URL,
    @Inject(LOGGER) private readonly logger: Logger,
    metrics: Metrics,
  ) {
    metrics.gauge('cchc_heavy_work_at_work', 'Heavy work of staff being done', () => this.counts().atWork);
    metrics.gauge('cchc_heavy_work_waiting', 'Heavy work of staff that waits', () => this.counts().waiting);
  }

  /** How much is at work now, and how much waits. */
  counts(): { atWork: number; waiting: number } {
    return this.turns.counts();
  }

  /**
   * Does a piece of work when its turn comes.
   * @throws DomainError what the work itself throws; SERVER_BUSY {retryAfterSeconds} when too much waits, or the process could
   *   not be started or was ended
   */
  do<Name extends keyof HeavyWork>(name: Name, ...args: Parameters<HeavyWork[Name]>): ReturnType<HeavyWork[Name]> {
    return this.turns.take(async () => {
      clearTimeout(this.idle);
      try {
        const helper = await (this.helper ??= this.start());
        return await helper.do(name, args);
      } finally {
        this.idle = setTimeout(() => void this.endIfIdle(), IDLE_MS).unref();
      }
    }) as ReturnType<HeavyWork[Name]>;
  }

  /** After the last answer has left. */
  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.idle);
    await this.end();
  }

  private async endIfIdle(): Promise<void> {
    if (this.counts().atWork === 0) await this.end();
  }

  private async end(): Promise<void> {
    const { helper } = this;
    // Whoever asks from now on gets a new one.
    this.helper = null;
    await (await helper?.catch(() => null))?.end();
  }

  private start(): Promise<Helper> {
    const helper = new Helper(this.program, this.logger);
    const ready = helper.open(this.env);
    const forget = () => {
      if (this.helper === ready) this.helper = null;
    };
    void helper.gone.then(forget);
    ready.catch(forget);
    return ready;
  }
}

const busy = () => new DomainError('SERVER_BUSY', { retryAfterSeconds: RETRY_AFTER_SECONDS });

/** One process, from its start to its end, and who waits for an answer of it. */
class Helper {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (answered: Answered | null) => void>();
  private asked = 0;
  /** Settled once the process is no more. */
  readonly gone: Promise<void>;

  constructor(
    program: URL,
    private readonly logger: Logger,
  ) {
    this.child = fork(fileURLToPath(program), [], {
      execArgv: ['--enable-source-maps', `--max-old-space-size=${HEAP_MAX_MB}`],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Bytes stay bytes, and an instant a Date.
      serialization: 'advanced',
    });
    this.child.once('spawn', () => setPriority(this.child.pid!, constants.priority.PRIORITY_LOW));
    this.gone = new Promise<void>((resolve) => {
      // A program that cannot be started has no exit.
      this.child.once('error', (error) => {
        this.logger.error({ err: error }, 'process for heavy work');
        resolve();
      });
      this.child.once('exit', (code, signal) => {
        if (this.waiting.size > 0) this.logger.error({ code, signal }, 'process for heavy work ended at work');
        resolve();
      });
    }).then(() => {
      for (const told of this.waiting.values()) told(null);
    });
  }

  /** Gives the process its settings and waits until it has made its rooms. @throws DomainError SERVER_BUSY */
  async open(env: Env): Promise<this> {
    const ready = new Promise<boolean>((resolve) => {
      this.child.once('message', () => resolve(true));
      void this.gone.then(() => resolve(false));
    });
    // Of a line that is closed the end of the process tells.
    this.child.send({ env } satisfies Opening, () => undefined);
    if (!(await ready)) throw busy();
    this.child.on('message', (answered: Exclude<Answered, Ready>) => this.waiting.get(answered.id)?.(answered));
    return this;
  }

  async do(name: keyof HeavyWork, args: unknown[]): Promise<unknown> {
    const id = ++this.asked;
    const timer = setTimeout(() => this.child.kill('SIGKILL'), WORK_MAX_MS);
    const answered = await new Promise<Answered | null>((resolve) => {
      this.waiting.set(id, resolve);
      if (this.child.connected) this.child.send({ id, name, args } satisfies Asked, () => undefined);
      else void this.gone.then(() => resolve(null));
    });
    clearTimeout(timer);
    this.waiting.delete(id);
    if (answered === null) throw busy();
    if ('refusal' in answered) throw new DomainError(answered.refusal.code, answered.refusal.details);
    if ('failed' in answered) throw new Error(`${name} failed; the process for heavy work has logged why`);
    return answered.value;
  }

  async end(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), END_WITHIN_MS);
    await this.gone;
    clearTimeout(timer);
  }
}
