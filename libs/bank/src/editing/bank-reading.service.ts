import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError, searchKey } from '#domain';
import type { ItemStatus } from '../item-draft.js';
import { contestsWith, openBankFor, reaches, type BankCaller } from './bank-door.js';
import { ExposureService, OVERUSED_SHARE, type ItemExposure } from './exposure.service.js';
import * as sql from './reading.queries.js';

/** What of a bank is wished for; left out = whichever. */
export interface ItemSearch {
  /** Letters of code, stem, options or document; accents and case do not matter. */
  q?: string | undefined;
  topic?: string | undefined;
  level?: number | undefined;
  status?: ItemStatus | undefined;
  document?: string | undefined;
  /** Its source is over, or will be within 60 days. */
  expiring?: 'over' | 'soon' | undefined;
  review?: readonly sql.ReviewState[] | undefined;
  /** Nobody was ever asked it; it stood in half of the papers of a round, or more. */
  exposure?: 'unused' | 'overused' | undefined;
  sort?: sql.ItemOrder | undefined;
  isDescending?: boolean | undefined;
  /** How many items come before the page. */
  after: number;
  limit: number;
}

/** A bank in reach, and what the caller may do there. */
export type OwnBank = Omit<sql.BankSummary, 'id' | 'contestIds'> & {
  canWrite: boolean;
  canReview: boolean;
  canRun: boolean;
};

export interface ItemView extends Omit<sql.ItemHead, 'id'> {
  /** Newest first. */
  versions: (Omit<sql.VersionRow, 'writtenBy' | 'id'> & { isOwn: boolean })[];
  notes: sql.NoteRow[];
  uses: Omit<sql.RoundUse, 'code'>[];
}

/** Banks as those see them who write, check and use them: with keys and explanations. */
@Injectable()
export class BankReadingService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly exposure: ExposureService,
  ) {}

  /** The banks that the caller reaches, with their topics and counts. */
  async banks(caller: BankCaller): Promise<OwnBank[]> {
    const held = contestsWith(caller, 'read');
    const banks = await run(this.dataSource.manager, sql.listBanks, [held]);
    return banks.map(({ id: _, contestIds, ...bank }) => ({
      ...bank,
      canWrite: reaches(contestsWith(caller, 'write'), contestIds),
      canReview: reaches(contestsWith(caller, 'review'), contestIds),
      canRun: reaches(contestsWith(caller, 'run'), contestIds),
    }));
  }

  /**
   * A page of the items of a bank, each by its newest version.
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED
   */
  async items(
    bankCode: string,
    search: ItemSearch,
    caller: BankCaller,
  ): Promise<{
    total: number;
    items: (Omit<sql.ItemRow, 'total' | 'writtenBy'> & { isOwn: boolean })[];
    next: number | null;
  }> {
    const { manager } = this.dataSource;
    const bank = await openBankFor(manager, bankCode, caller, 'read');
    const { after, limit } = search;
    // Counting papers takes a while: only who wants to know waits for it.
    const wantsExposure = search.exposure !== undefined || search.sort === 'asked';
    const asked: [string, ItemExposure][] = wantsExposure ? [...(await this.exposure.ofBank(bankCode, caller))] : [];
    const rows = await run(manager, sql.listItems, [
      ...[bank.id, searchKey(search.q ?? ''), search.topic ?? null, search.level ?? null, search.status ?? null],
      ...[search.document ?? null, search.expiring ?? null, search.review ?? null, search.sort ?? 'code'],
      ...[search.isDescending ?? false, after, limit + 1, asked.map(([code]) => code)],
      ...[asked.map(([, one]) => one.asked), asked.map(([, one]) => one.share)],
      ...[search.exposure ?? null, OVERUSED_SHARE],
    ]);
    const items = rows.slice(0, limit).map(({ total: _, writtenBy, ...row }) => ({
      ...row,
      isOwn: writtenBy === caller.accountId,
    }));
    return { total: rows[0]?.total ?? 0, items, next: rows.length > limit ? after + limit : null };
  }

  /** The documents that the items of a bank cite. @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED */
  async documents(bankCode: string, caller: BankCaller): Promise<sql.CitedDocument[]> {
    const { manager } = this.dataSource;
    const bank = await openBankFor(manager, bankCode, caller, 'read');
    return run(manager, sql.listDocuments, [bank.id]);
  }

  /**
   * One item with all that was ever written of it, and the published rounds that draw from it.
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, ITEM_NOT_FOUND
   */
  async item(bankCode: string, itemCode: string, caller: BankCaller): Promise<ItemView> {
    const { manager } = this.dataSource;
    const bank = await openBankFor(manager, bankCode, caller, 'read');
    const [head] = await run(manager, sql.findItem, [bank.id, itemCode]);
    if (!head) throw new DomainError('ITEM_NOT_FOUND');
    const [versions, notes, uses] = await Promise.all([
      run(manager, sql.versionsOf, [head.id]),
      run(manager, sql.notesOf, [head.id]),
      run(manager, sql.usesOf, [[head.id]]),
    ]);
    const { id: _, ...told } = head;
    return {
      ...told,
      versions: versions.map(({ id: _id, writtenBy, ...version }) => ({
        ...version,
        isOwn: writtenBy === caller.accountId,
      })),
      notes,
      uses: uses.map(({ code: _code, ...use }) => use),
    };
  }
}
