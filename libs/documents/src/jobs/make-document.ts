import { isPassing, run } from '#database';
import { DomainError, LIMITS } from '#domain';
import type { DocumentMaker, DocumentMakers, DocumentWork } from './document-maker.js';
import * as sql from './document-work.queries.js';

/** A job as it was taken: the try is the name of whoever works on it. */
export interface TakenJob {
  id: string;
  tries: number;
}

/**
 * How it ended: `lost` when it was cancelled, or is somebody else's by now; `given_back` when this process had to end first;
 * `{ failed }` is the code of a refusal.
 */
export type DocumentEnding = 'done' | 'lost' | 'given_back' | { failed: string };

const PART_BYTES = 1024 * 1024;
/** What PostgreSQL says of a statement that was ended by its time or by somebody. */
const QUERY_CANCELED = '57014';

/**
 * Makes the file of a job and stores it in parts while it is being written.
 *
 * @param beatEveryMs how often it says that it is alive and how far; then it learns, too, that nobody wants it any more
 * @param ending aborted when the process has to end: the job is given back
 * @throws whatever a maker throws that is no refusal; the job has failed then
 */
export async function makeDocument(
  {
    dataSource,
    reading,
    clock,
    makers,
  }: Pick<DocumentWork<never>, 'dataSource' | 'reading' | 'clock'> & {
    makers: DocumentMakers;
  },
  { id, tries }: TakenJob,
  ending: AbortSignal,
  beatEveryMs = 1_000,
): Promise<DocumentEnding> {
  const { manager } = dataSource;
  const [job] = await run(manager, sql.readTaken, [id, tries]);
  if (!job) return 'lost';
  await run(manager, sql.dropParts, [id, tries]);

  const lost = new AbortController();
  const far = { done: 0, total: 0 };
  const beat = async () => {
    const [mine] = await run(manager, sql.beatJob, [id, tries, far.done, far.total]);
    if (!mine) lost.abort();
  };
  // A database that is away for a moment is no reason to stop; one that stays away ends the maker's own statements.
  const timer = setInterval(() => void beat().catch(() => undefined), beatEveryMs);
  const parts = partsOf(async (number, bytes) => {
    const [written] = await run(manager, sql.writePart, [id, tries, number, bytes]);
    if (!written) lost.abort();
  });
  const signal = AbortSignal.any([ending, lost.signal]);
  let isReading = false;
  try {
    // The shape of the params was checked at the edge, by the kind.
    const made = await (makers[job.kind] as DocumentMaker<unknown>)({
      ...{ contestId: job.contest_id, slug: job.slug, params: job.params, askedBy: job.asked_by },
      ...{ dataSource, clock, signal },
      reading: () => {
        isReading = true;
        return reading();
      },
      progress: (done, total) => Object.assign(far, { done: Math.trunc(done), total: Math.trunc(total) }),
      write: async (chunk) => {
        signal.throwIfAborted();
        await parts.write(chunk);
      },
    });
    signal.throwIfAborted();
    const size = await parts.end();
    await beat();
    const values = [id, tries, made.name, made.mime, size, LIMITS.documentDays];
    const [finished] = await run(manager, sql.finishJob, values);
    return finished ? 'done' : 'lost';
  } catch (error) {
    if (lost.signal.aborted) return 'lost';
    if (ending.aborted) {
      await run(manager, sql.giveBackJob, [id, tries]);
      return 'given_back';
    }
    const failed = error instanceof DomainError ? error.code : failureOf(error, isReading);
    await run(manager, sql.failJob, [id, tries, failed, LIMITS.documentDays]);
    await run(manager, sql.dropParts, [id, tries]);
    if (failed === 'INTERNAL') throw error;
    return { failed };
  } finally {
    clearInterval(timer);
  }
}

/** What is no refusal: a statement that took longer than it may, a server for reading that went away, or a bug. */
function failureOf(error: unknown, isReading: boolean): string {
  if ((error as { code?: unknown }).code === QUERY_CANCELED) return 'DOCUMENT_TOO_SLOW';
  // Where it is the server that is written to, this cannot be written down, and the file is begun again.
  return isReading && isPassing(error) ? 'DOCUMENT_SOURCE_AWAY' : 'INTERNAL';
}

/** Cuts what is written into parts. @throws DomainError DOCUMENT_TOO_LARGE */
function partsOf(store: (number: number, bytes: Buffer) => Promise<void>) {
  let waiting: Uint8Array[] = [];
  let held = 0;
  let size = 0;
  let number = 0;
  const flush = async (bytes: Buffer) => {
    number += 1;
    await store(number, bytes);
  };
  return {
    async write(chunk: Uint8Array): Promise<void> {
      size += chunk.length;
      if (size > LIMITS.documentBytesMax) throw new DomainError('DOCUMENT_TOO_LARGE');
      waiting.push(chunk);
      held += chunk.length;
      if (held < PART_BYTES) return;
      const all = Buffer.concat(waiting);
      const whole = all.length - (all.length % PART_BYTES);
      for (let at = 0; at < whole; at += PART_BYTES) await flush(all.subarray(at, at + PART_BYTES));
      waiting = whole === all.length ? [] : [all.subarray(whole)];
      held = all.length - whole;
    },
    /** @returns the bytes of the file */
    async end(): Promise<number> {
      if (held > 0) await flush(Buffer.concat(waiting));
      return size;
    },
  };
}
