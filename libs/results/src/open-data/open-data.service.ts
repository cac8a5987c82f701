import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, type OpenColumn, type OpenTerms } from '#domain';
import { ContestReader, type ReportedContest } from '../report.contest.js';
import type { OpenDataSummary } from './open-data.js';
import * as sql from './open-data.queries.js';

/** A file of open data as it stands. Instants as epoch ms. */
export interface OpenDataFile {
  id: string;
  columns: OpenColumn[];
  terms: OpenTerms;
  termsText: string | null;
  dataHash: string;
  dictionaryHash: string;
  summary: OpenDataSummary;
  madeAt: number;
  publishedAt: number | null;
  withoutSettlement: boolean;
  withdrawnAt: number | null;
  withdrawReason: string | null;
  /** The figures have changed since. */
  isStale: boolean;
}

/** What whoever may publish sees. */
export interface OpenDataDesk {
  contest: ReportedContest;
  isOver: boolean;
  /** An attempt waits for its grade. */
  attemptsOwed: boolean;
  /** Official results of the contest, or of each of its rounds, are published. */
  isSettled: boolean;
  /** Official results are being fixed. */
  settlementOpen: boolean;
  /** The columns of what was public once: no others may be. */
  fixedColumns: OpenColumn[] | null;
  /** Newest first. */
  files: OpenDataFile[];
}

interface Act {
  by: string;
  requestId: string | null;
}

/** Open data of a contest: what was made, what is public, who said so. */
@Injectable()
export class OpenDataService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contests: ContestReader,
  ) {}

  /** @throws DomainError CONTEST_NOT_FOUND */
  async desk(slug: string): Promise<OpenDataDesk> {
    return deskOf(this.dataSource.manager, await this.contests.bySlug(slug));
  }

  /** What anybody sees: the file that is public, or when and why the last one was withdrawn. @throws DomainError CONTEST_NOT_FOUND */
  async published(slug: string): Promise<{ contest: ReportedContest; file: OpenDataFile | null }> {
    const contest = await this.contests.bySlug(slug);
    const files = await filesOf(this.dataSource.manager, contest.id);
    const once = files.filter(({ publishedAt }) => publishedAt !== null);
    const newest = once.sort((a, b) => b.publishedAt! - a.publishedAt!)[0];
    return { contest, file: once.find(({ withdrawnAt }) => withdrawnAt === null) ?? newest ?? null };
  }

  /** The packed bytes of what is public. @throws DomainError OPEN_DATA_NOT_FOUND */
  async publicBytes(slug: string, which: 'data' | 'dictionary'): Promise<{ bytes: Buffer; hash: string }> {
    const { contest, file } = await this.published(slug);
    if (!file || file.withdrawnAt !== null) throw new DomainError('OPEN_DATA_NOT_FOUND');
    return this.bytes(contest.id, file.id, which);
  }

  /** The packed bytes of any file of the contest. @throws DomainError OPEN_DATA_NOT_FOUND */
  async bytes(contestId: number, id: string, which: 'data' | 'dictionary'): Promise<{ bytes: Buffer; hash: string }> {
    const [found] = await run(this.dataSource.manager, sql.readOpenDataBytes, [contestId, id, which]);
    if (!found) throw new DomainError('OPEN_DATA_NOT_FOUND');
    return found;
  }

  /**
   * Makes a file public, as it was seen: by its hash.
   *
   * @param withoutSettlement whoever publishes says that no official results will be fixed here
   * @throws DomainError OPEN_DATA_NOT_FOUND for another hash; OPEN_DATA_PUBLIC while one is public, or for one that was;
   *   OPEN_DATA_NOT_YET; OPEN_DATA_STALE; OPEN_DATA_COLUMNS_FIXED
   */
  async publish(
    slug: string,
    { id, dataHash, withoutSettlement }: { id: string; dataHash: string; withoutSettlement: boolean },
    { by, requestId }: Act,
  ): Promise<OpenDataDesk> {
    const contest = await this.contests.bySlug(slug);
    return this.dataSource.transaction(async (manager) => {
      await run(manager, sql.lockOpenData, [contest.id]);
      const desk = await deskOf(manager, contest);
      const file = desk.files.find((one) => one.id === id && one.dataHash === dataHash);
      if (!file) throw new DomainError('OPEN_DATA_NOT_FOUND');
      if (file.publishedAt !== null) throw new DomainError('OPEN_DATA_PUBLIC');
      const isDeclared = withoutSettlement && !desk.settlementOpen;
      if (!desk.isOver || desk.attemptsOwed || !(desk.isSettled || isDeclared))
        throw new DomainError('OPEN_DATA_NOT_YET');
      if (file.isStale) throw new DomainError('OPEN_DATA_STALE');
      if (desk.files.some((one) => one.publishedAt !== null && one.withdrawnAt === null))
        throw new DomainError('OPEN_DATA_PUBLIC');
      if (desk.fixedColumns && desk.fixedColumns.join() !== file.columns.join())
        throw new DomainError('OPEN_DATA_COLUMNS_FIXED');
      await run(manager, sql.publishOpenData, [contest.id, id, by, !desk.isSettled]);
      await appendAudit(manager, {
        ...{ actorId: by, requestId, action: 'open_data.published', subject: `contest/${contest.id}` },
        after: { id, hash: dataHash, columns: file.columns, terms: file.terms, withoutSettlement: !desk.isSettled },
      });
      return deskOf(manager, contest);
    });
  }

  /** Takes down what is public; who has it, has it. @throws DomainError OPEN_DATA_NOT_FOUND where nothing is */
  async withdraw(slug: string, reason: string, { by, requestId }: Act): Promise<OpenDataDesk> {
    const contest = await this.contests.bySlug(slug);
    return this.dataSource.transaction(async (manager) => {
      const [file] = await run(manager, sql.withdrawOpenData, [contest.id, by, reason]);
      if (!file) throw new DomainError('OPEN_DATA_NOT_FOUND');
      await appendAudit(manager, {
        ...{ actorId: by, requestId, action: 'open_data.withdrawn', subject: `contest/${contest.id}` },
        after: { id: file.id, hash: file.data_hash, reason },
      });
      return deskOf(manager, contest);
    });
  }
}

async function deskOf(manager: EntityManager, contest: ReportedContest): Promise<OpenDataDesk> {
  const [row] = await run(manager, sql.readReadiness, [contest.id]);
  const files = await filesOf(manager, contest.id, row!.figures_version);
  return {
    ...{ contest, isOver: row!.is_over, attemptsOwed: row!.attempts_owed },
    ...{ isSettled: row!.is_settled, settlementOpen: row!.settlement_open },
    fixedColumns: files.find(({ publishedAt }) => publishedAt !== null)?.columns ?? null,
    files,
  };
}

async function filesOf(manager: EntityManager, contestId: number, figuresVersion?: string): Promise<OpenDataFile[]> {
  return (await run(manager, sql.listOpenData, [contestId])).map((row) => ({
    ...{ id: row.id, columns: row.columns as OpenColumn[], terms: row.terms, termsText: row.terms_text },
    ...{ dataHash: row.data_hash, dictionaryHash: row.dictionary_hash, summary: row.summary },
    madeAt: row.made_at.getTime(),
    publishedAt: row.published_at?.getTime() ?? null,
    withoutSettlement: row.without_settlement ?? false,
    withdrawnAt: row.withdrawn_at?.getTime() ?? null,
    withdrawReason: row.withdraw_reason,
    isStale: figuresVersion !== undefined && figuresVersion !== row.figures_version,
  }));
}
