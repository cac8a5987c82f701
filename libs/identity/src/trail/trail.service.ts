import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run, verifyAudit, type AuditLink, type AuditVerdict } from '#database';
import { DomainError, isoInstant } from '#domain';
import type { Identity, Role } from '../identity.js';
import { trailLines } from './trail.queries.js';

/** Who looks after those who decide. The trail tells of all contests, so the office has to hold in all. */
const READS: readonly Role[] = ['auditor', 'administrator'];

/** Which lines are asked for; null leaves it open. */
export interface TrailWish {
  /** What the lines are about: 'contest' of 'contest.paused'. */
  family: string | null;
  /** Letters of the doer's name; '' for all. */
  search: string;
  actorId: string | null;
  subject: string | null;
  /** Epoch milliseconds, the second one excluded. */
  from: number | null;
  until: number | null;
  /** The last line of the page before. */
  after: number | null;
  limit: number;
}

export interface TrailLine {
  id: number;
  at: string;
  /** Null for what the software did by itself; without a name when the account is no more. */
  actor: { id: string; fullName: string | null } | null;
  action: string;
  subject: string;
  before: unknown;
  after: unknown;
  requestId: string | null;
  /** Its place in the chain; null in the first seconds. */
  seal: number | null;
}

/** The audit trail, for those who look after the others. */
@Injectable()
export class TrailService {
  private walking: Promise<unknown> = Promise.resolve();

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * A page of the trail, the newest line first.
   * @throws DomainError NOT_ALLOWED for whoever looks after single contests
   */
  async read(caller: Pick<Identity, 'roles'>, wish: TrailWish): Promise<{ lines: TrailLine[]; next: number | null }> {
    checkReads(caller);
    const { family, search, actorId, subject, from, until, after, limit } = wish;
    const instant = (at: number | null) => (at === null ? null : new Date(at));
    const rows = await run(this.dataSource.manager, trailLines, [
      after,
      family,
      search === '' ? null : search,
      actorId,
      subject,
      instant(from),
      instant(until),
      limit + 1,
    ]);
    const lines = rows.slice(0, limit).map((row) => ({
      id: Number(row.id),
      at: isoInstant(row.at.getTime()),
      actor: row.actor_id === null ? null : { id: row.actor_id, fullName: row.actor_name },
      action: row.action,
      subject: row.subject,
      before: row.before,
      after: row.after,
      requestId: row.request_id,
      seal: row.seal === null ? null : Number(row.seal),
    }));
    return { lines, next: rows.length > limit ? lines[lines.length - 1]!.id : null };
  }

  /**
   * Walks the chain of seals, one walk at a time: each reads the whole trail.
   *
   * @param noted a link kept elsewhere that the chain must still hold
   * @throws DomainError NOT_ALLOWED
   */
  verify(caller: Pick<Identity, 'roles'>, noted: AuditLink | null): Promise<AuditVerdict> {
    checkReads(caller);
    const sha256 = (text: string) => createHash('sha256').update(text).digest();
    const verdict = this.walking.then(() => verifyAudit(this.dataSource, sha256, noted));
    this.walking = verdict.catch(() => undefined);
    return verdict;
  }
}

function checkReads({ roles }: Pick<Identity, 'roles'>): void {
  if (!roles.some(({ role, contestId }) => READS.includes(role) && contestId === null))
    throw new DomainError('NOT_ALLOWED');
}
