import { constants } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { DocumentJobService } from '#documents';
import { Clock, LOGGER } from '#platform';
import { Aside } from '../aside.js';
import { Desk } from '../desk.js';

/** How often it asks for what is owed: whoever asked for a file looks at the bar. */
const LOOK_EVERY_MS = 1_000;
/** Of the process that makes files; what is written leaves it part by part. */
const HEAP_MAX_MB = 512;

/** What runs in the process of its own; beside this file once all is built. */
const PROCESS = new URL('./document-process.js', import.meta.url);

/**
 * Has files made that were asked for, one at a time, each in a process of its own. Whoever dies leaves the job to the next look,
 * of this worker or another.
 */
@Injectable()
export class DocumentDesk extends Desk {
  private readonly aside = new Aside({
    ...{ file: PROCESS, heapMaxMb: HEAP_MAX_MB, priority: constants.priority.PRIORITY_LOW },
  });

  constructor(
    private readonly jobs: DocumentJobService,
    private readonly clock: Clock,
    @Inject(LOGGER) logger: Logger,
  ) {
    super({ name: 'documents', lookEveryMs: LOOK_EVERY_MS }, logger);
  }

  async work(): Promise<void> {
    while (!this.isStopping) {
      const job = await this.jobs.take(this.clock.scale);
      if (!job) return;
      const code = await this.aside.run([job.id, String(job.tries)]);
      // What died without a word is begun again when it was not heard of for a while.
      if (code !== 0) this.logger.warn({ job: job.id, try: job.tries, code }, 'process of a document ended');
    }
  }

  /** It gives the job back. */
  protected override end(): Promise<void> {
    return this.aside.end();
  }
}
