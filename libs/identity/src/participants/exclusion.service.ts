import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, isoInstant, maskPhone } from '#domain';
import * as sql from './exclusion.queries.js';
import type { Identity } from '../identity.js';
import { runsContest } from '../staff/office.js';

/** Who is put on the list, and why. */
export type ExcludedRow = ({ phone: string } | { participantId: string }) & { reason: sql.ExclusionReason };

/** One line of the list, with what the person did in the contest before. */
export interface Exclusion {
  id: number;
  /** Masked; null for an account without one. */
  phone: string | null;
  reason: sql.ExclusionReason;
  declaredAt: string;
  /** Of people who take part in this contest; null for everybody else, also with an account. */
  fullName: string | null;
  unitName: string | null;
  /** They stay: whether they are recognised is decided attempt by attempt. */
  attempts: { attemptId: string; roundTitle: string; startedAt: string; state: string; voided: boolean }[];
}

/** Who may not take part in a contest. */
@Injectable()
export class ExclusionService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Puts people on the list of a contest. Phones do not get into the audit trail, the numbers of the lines do.
   *
   * @param rows phones in E.164, or people of the contest, who may have none; who is named twice, or on the list already,
   *   keeps the first reason
   * @returns how many lines are new, and how many were there
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, PERSON_NOT_MATCHED when one of the people takes no part: nobody of
   *   the list is put on it then
   */
  async declare(
    wish: { contestSlug: string; caller: Identity; requestId: string | null },
    rows: readonly ExcludedRow[],
  ): Promise<{ added: number; known: number }> {
    const { contestSlug, caller, requestId } = wish;
    return this.dataSource.transaction(async (manager) => {
      const contestId = await this.contestOf(manager, contestSlug, caller);
      const phones = rows.flatMap((row) => ('phone' in row ? [row] : []));
      const people = rows.flatMap((row) => ('participantId' in row ? [row] : []));
      const ids = people.map(({ participantId }) => participantId);
      const found = await run(manager, sql.peopleOf, [contestId, ids]);
      if (found.length < new Set(ids).size) throw new DomainError('PERSON_NOT_MATCHED');
      const reasonsOf = (some: readonly { reason: string }[]) => some.map(({ reason }) => reason);
      const byPhone = [contestId, phones.map(({ phone }) => phone), reasonsOf(phones), caller.accountId];
      const added = [
        ...(await run(manager, sql.insertExclusions, byPhone)),
        ...(await run(manager, sql.insertExcludedPeople, [contestId, ids, reasonsOf(people), caller.accountId])),
      ];
      if (added.length > 0) {
        await appendAudit(manager, {
          actorId: caller.accountId,
          action: 'exclusion.declared',
          subject: `contest/${contestId}`,
          after: { lines: added },
          requestId,
        });
      }
      return { added: added.length, known: rows.length - added.length };
    });
  }

  /**
   * Takes a line from the list: the person may join and start again.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED, NOT_FOUND
   */
  async lift(
    wish: { contestSlug: string; caller: Identity; requestId: string | null },
    exclusionId: number,
  ): Promise<void> {
    const { contestSlug, caller, requestId } = wish;
    await this.dataSource.transaction(async (manager) => {
      const contestId = await this.contestOf(manager, contestSlug, caller);
      const [line] = await run(manager, sql.deleteExclusion, [contestId, exclusionId]);
      if (!line) throw new DomainError('NOT_FOUND');
      await appendAudit(manager, {
        actorId: caller.accountId,
        action: 'exclusion.lifted',
        subject: `contest/${contestId}`,
        before: line,
        requestId,
      });
    });
  }

  /**
   * A page of the list, oldest line first.
   * @throws DomainError CONTEST_NOT_FOUND, NOT_ALLOWED
   */
  async list(
    wish: { contestSlug: string; caller: Identity },
    { after, limit }: { after: number; limit: number },
  ): Promise<{ exclusions: Exclusion[]; next: number | null }> {
    const { manager } = this.dataSource;
    const contestId = await this.contestOf(manager, wish.contestSlug, wish.caller);
    const rows = await run(manager, sql.exclusionsOf, [contestId, after, limit + 1]);
    const shown = rows.slice(0, limit);
    return {
      exclusions: shown.map((row) => exclusionOf(contestId, row)),
      next: rows.length > limit ? shown.at(-1)!.id : null,
    };
  }

  /** Also of a draft: the list is best made before anybody can join. */
  private async contestOf(manager: EntityManager, slug: string, caller: Identity): Promise<number> {
    const [contest] = await run(manager, sql.contestOfSlug, [slug]);
    if (!contest) throw new DomainError('CONTEST_NOT_FOUND');
    if (!runsContest(caller, contest.id)) throw new DomainError('NOT_ALLOWED');
    return contest.id;
  }
}

/**
 * Lets nobody into a contest who is on its list, as part of the caller's transaction.
 * @throws DomainError EXCLUDED {reason, hotline}
 */
export async function refuseExcluded(manager: EntityManager, contestId: number, accountId: string): Promise<void> {
  const [row] = await run(manager, sql.exclusionOfAccount, [contestId, accountId]);
  if (row) throw new DomainError('EXCLUDED', { reason: row.reason, hotline: row.hotline });
}

function exclusionOf(contestId: number, row: sql.ExclusionRow): Exclusion {
  return {
    id: row.id,
    phone: row.phone && maskPhone(row.phone),
    reason: row.reason,
    declaredAt: row.declared_at.toISOString(),
    fullName: row.full_name,
    unitName: row.unit_name,
    attempts: row.attempts.map(({ id, roundTitle, startedMs, state, voided }) => ({
      attemptId: `${contestId}-${id}`,
      roundTitle,
      startedAt: isoInstant(startedMs),
      state,
      voided,
    })),
  };
}
