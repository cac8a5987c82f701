import { fork, type ChildProcess } from 'node:child_process';
import { getPriority, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';

/** A process that was told to end and does not is ended. */
const END_WITHIN_MS = 3_000;

/**
 * Seconds of work without a pause, in a process of its own that gives way to all others: here people are graded. It is told to
 * end by its channel being closed, which happens too when this process dies.
 *
 * @example await new Aside({ file: new URL('./document-process.js', import.meta.url), heapMaxMb: 512, priority: 10 }).run()
 */
export class Aside {
  private child: ChildProcess | null = null;
  private ended: Promise<unknown> = Promise.resolve();

  /** @param plan the program, compiled; what its heap may grow to; how far it gives way, as `setPriority` takes it */
  constructor(private readonly plan: { file: URL; heapMaxMb: number; priority: number }) {}

  /**
   * Runs the program once; one run at a time.
   * @param heard is given each message that the program sends
   * @returns the exit code; null when a signal ended it
   */
  run(args: readonly string[] = [], heard?: (message: unknown) => void): Promise<number | null> {
    const ended = new Promise<number | null>((resolve, reject) => {
      const child = fork(fileURLToPath(this.plan.file), args, {
        execArgv: ['--enable-source-maps', `--max-old-space-size=${this.plan.heapMaxMb}`],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      });
      this.child = child;
      child.once('error', reject);
      // A process that gives way more than that already may not take it back, unless it is root's.
      child.once('spawn', () => setPriority(child.pid!, Math.max(getPriority(), this.plan.priority)));
      if (heard) child.on('message', heard);
      child.once('exit', (code) => {
        this.child = null;
        resolve(code);
      });
    });
    this.ended = ended.catch(() => undefined);
    return ended;
  }

  /** Has the program end now, with its work as far as it is. */
  async end(): Promise<void> {
    const { child } = this;
    if (child?.connected) child.disconnect();
    const timer = setTimeout(() => child?.kill('SIGKILL'), END_WITHIN_MS);
    await this.ended;
    clearTimeout(timer);
  }
}
