import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, LIMITS } from '#domain';
import { tableQueue, type TableQueue } from '#platform';
import * as sql from './document-job.queries.js';
import type { DocumentKind, DocumentParams } from './document-kinds.js';
import { dropParts, takeJob } from './document-work.queries.js';
import type { TakenJob } from './make-document.js';

/** Somebody's wish for a file. */
export interface DocumentWish<Kind extends DocumentKind = DocumentKind> {
  /** Made by whoever asks: the same id is the same file. */
  id: string;
  contestId: number;
  kind: Kind;
  params: DocumentParams[Kind];
  by: string;
  requestId: string | null;
}

/** A file that was asked for. Instants as epoch ms. */
export interface DocumentJob {
  id: string;
  kind: DocumentKind;
  params: Record<string, unknown>;
  state: sql.DocumentJobRow['state'];
  askedAt: number;
  askedBy: { id: string; name: string | null };
  /** total 0 = not known yet. */
  done: number;
  total: number;
  endedAt: number | null;
  expiresAt: number | null;
  file: { name: string; mime: string; size: number } | null;
  /** The code of a refusal, or INTERNAL. */
  failure: string | null;
}

/**
 * Seconds without a beat after which a job is somebody else's. Many beats, so that a busy machine is not taken for a dead one:
 * there the process, which gives way to all others, needs more than twenty seconds for its first.
 */
const SILENT_SECONDS = 60;
const TRIES_MAX = 3;
const LIST_MAX = 50;

/** Files that staff of a contest ask for and that are made beside what serves people. */
@Injectable()
export class DocumentJobService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Asks for a file; asked again with the same id it is the same file.
   *
   * @throws DomainError DOCUMENT_CONFLICT when the id stands for another wish; DOCUMENT_QUEUE_FULL while many files of the
   *   contest are being waited for
   */
  async ask({ id, contestId, kind, params, by, requestId }: DocumentWish): Promise<DocumentJob> {
    return this.dataSource.transaction(async (manager) => {
      const [row] = await run(manager, sql.readJob, [id]);
      if (!row) {
        const [{ open }] = (await run(manager, sql.countOpen, [contestId])) as [{ open: number }];
        if (open >= LIMITS.documentJobsOpenMax) throw new DomainError('DOCUMENT_QUEUE_FULL');
        const [asked] = await run(manager, sql.insertJob, [id, contestId, kind, JSON.stringify(params), by]);
        if (asked)
          await appendAudit(manager, {
            ...{ actorId: by, requestId, action: 'document.asked', subject: `contest/${contestId}` },
            after: { id, kind, params },
          });
      }
      const [job] = await run(manager, sql.readJob, [id]);
      if (job!.contest_id !== contestId || job!.kind !== kind || job!.asked_by !== by)
        throw new DomainError('DOCUMENT_CONFLICT');
      return jobOf(job!);
    });
  }

  /** The newest files of these kinds, whoever asked for them. */
  async list(contestId: number, kinds: readonly DocumentKind[]): Promise<DocumentJob[]> {
    return (await run(this.dataSource.manager, sql.listJobs, [contestId, kinds, LIST_MAX])).map(jobOf);
  }

  /** @throws DomainError DOCUMENT_NOT_FOUND, also for one of another contest */
  async read(contestId: number, id: string): Promise<DocumentJob> {
    const [job] = await run(this.dataSource.manager, sql.readJob, [id]);
    if (job?.contest_id !== contestId) throw new DomainError('DOCUMENT_NOT_FOUND');
    return jobOf(job);
  }

  /** Nobody wants it any more; what is done stays done. @throws DomainError DOCUMENT_NOT_FOUND */
  async cancel(
    contestId: number,
    id: string,
    by: { accountId: string; requestId: string | null },
  ): Promise<DocumentJob> {
    await this.read(contestId, id);
    await this.dataSource.transaction(async (manager) => {
      const [cancelled] = await run(manager, sql.cancelJob, [id, LIMITS.documentDays]);
      if (!cancelled) return;
      await run(manager, dropParts, [id, null]);
      await appendAudit(manager, {
        ...{ actorId: by.accountId, requestId: by.requestId, action: 'document.cancelled' },
        ...{ subject: `contest/${contestId}`, after: { id } },
      });
    });
    return this.read(contestId, id);
  }

  /** The files of all contests that are not made yet, and those that could not be. @param now epoch ms of contest time */
  async queue(now: number, scale = 1): Promise<TableQueue> {
    return tableQueue(await run(this.dataSource.manager, sql.openJobs, [SILENT_SECONDS * scale]), now);
  }

  /**
   * Has a file made that could not be, with all tries before it. Making it twice makes one file.
   * @throws DomainError NOT_FOUND where it did not fail
   */
  async retry(contestId: number, id: string, by: { accountId: string; requestId: string | null }): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const [row] = await run(manager, sql.retryJob, [id, contestId]);
      if (!row) throw new DomainError('NOT_FOUND');
      await run(manager, dropParts, [id, null]);
      await appendAudit(manager, {
        ...{ actorId: by.accountId, requestId: by.requestId, action: 'document.retried' },
        ...{ subject: `contest/${contestId}`, after: { id } },
      });
    });
  }

  /** The bytes of a file that is done, a part at a time. Ends early, and so shorter than it was said, when it expires meanwhile. */
  async *bytes(id: string): AsyncGenerator<Buffer> {
    for (let number = 1; ; number += 1) {
      const [part] = await run(this.dataSource.manager, sql.readPart, [id, number]);
      if (!part) return;
      yield part.bytes;
    }
  }

  /**
   * Takes the job that waits longest, or whose worker died.
   * @param scale how fast contest time runs; 1 but in a replay. @returns null when nothing is owed
   */
  async take(scale = 1): Promise<TakenJob | null> {
    const values = [SILENT_SECONDS * scale, TRIES_MAX, LIMITS.documentDays];
    for (;;) {
      const [job] = await run(this.dataSource.manager, takeJob, values);
      if (!job) return null;
      if (job.state === 'running') return { id: job.id, tries: job.tries };
    }
  }
}

/** Deletes files whose days are over. @returns how many */
export async function tidyDocuments(dataSource: DataSource): Promise<number> {
  return (await run(dataSource.manager, sql.deleteExpired, [])).length;
}

function jobOf(row: sql.DocumentJobRow): DocumentJob {
  const { id, kind, params, state, done, total, failure } = row;
  return {
    ...{ id, kind, params, state, done, total, failure },
    askedAt: row.asked_at.getTime(),
    askedBy: { id: row.asked_by, name: row.asked_by_name },
    endedAt: row.ended_at?.getTime() ?? null,
    expiresAt: row.expires_at?.getTime() ?? null,
    file: row.size === null ? null : { name: row.file_name!, mime: row.mime!, size: row.size },
  };
}
