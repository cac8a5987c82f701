import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, LIMITS } from '#domain';
import { mediaTypeOf } from '../media-type.js';
import { openBankFor, type BankCaller } from './bank-door.js';
import * as sql from './batch.queries.js';
import { ItemWorkflow } from './item-workflow.service.js';

/** A decision as the paper has it. */
export interface BatchWish {
  decisionNumber: string;
  /** Local day 'YYYY-MM-DD'. */
  decidedOn: string;
  /** Who signed, as the paper names them. */
  names: string;
  items: readonly { code: string; version: number }[];
}

interface By {
  caller: BankCaller;
  requestId: string | null;
}

/** Questions that a committee approved on paper are published as one: entered by one account, confirmed by another. */
@Injectable()
export class BatchService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly workflow: ItemWorkflow,
  ) {}

  /** The decisions of a bank, the newest first. @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED */
  async list(bankCode: string, caller: BankCaller): Promise<(Omit<sql.BatchRow, 'madeBy'> & { isOwn: boolean })[]> {
    const { manager } = this.dataSource;
    const bank = await openBankFor(manager, bankCode, caller, 'review');
    const rows = await run(manager, sql.listBatches, [bank.id, null]);
    return rows.map(({ madeBy, ...row }) => ({ ...row, isOwn: madeBy === caller.accountId }));
  }

  /**
   * Enters a decision; nothing is published yet.
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, ITEM_NOT_FOUND when a version that it names is not there
   */
  async enter(bankCode: string, wish: BatchWish, { caller, requestId }: By): Promise<{ id: number }> {
    return this.dataSource.transaction(async (manager) => {
      const bank = await openBankFor(manager, bankCode, caller, 'review');
      const { decisionNumber, decidedOn, names, items } = wish;
      const values = [bank.id, decisionNumber, decidedOn, names, caller.accountId];
      const [batch] = await run(manager, sql.insertBatch, values);
      const [codes, versions] = [items.map(({ code }) => code), items.map(({ version }) => version)];
      const found = await run(manager, sql.insertBatchItems, [batch!.id, bank.id, codes, versions]);
      const known = new Set(found.map(({ code }) => code));
      const missing = codes.find((code) => !known.has(code));
      if (missing !== undefined) throw new DomainError('ITEM_NOT_FOUND', { code: missing });
      const line = { actorId: caller.accountId, subject: `bank/${bank.code}`, requestId };
      await appendAudit(manager, { ...line, action: 'item_batch.entered', after: { batch: batch!.id, codes } });
      return { id: batch!.id };
    });
  }

  /**
   * Puts the paper to a decision, or another scan while it is not confirmed. What the file is, its bytes say.
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, BATCH_NOT_FOUND, BATCH_CLOSED, MEDIA_UNFIT
   */
  async putScan(bankCode: string, batchId: number, bytes: Buffer, caller: BankCaller): Promise<void> {
    const mime = bytes.subarray(0, 5).toString('latin1') === '%PDF-' ? 'application/pdf' : mediaTypeOf(bytes);
    const isScan = mime === 'application/pdf' || mime === 'image/png' || mime === 'image/jpeg';
    if (!isScan || bytes.length > LIMITS.scanBytesMax) throw new DomainError('MEDIA_UNFIT');
    await this.dataSource.transaction(async (manager) => {
      const bank = await openBankFor(manager, bankCode, caller, 'review');
      const [batch] = await run(manager, sql.lockBatch, [bank.id, batchId]);
      if (!batch) throw new DomainError('BATCH_NOT_FOUND');
      const [put] = await run(manager, sql.putScan, [batchId, bytes, mime]);
      if (!put) throw new DomainError('BATCH_CLOSED');
    });
  }

  /** The paper. @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, BATCH_NOT_FOUND also when there is no scan yet */
  async scan(bankCode: string, batchId: number, caller: BankCaller): Promise<{ scan: Buffer; mime: string }> {
    const { manager } = this.dataSource;
    const bank = await openBankFor(manager, bankCode, caller, 'review');
    const [row] = await run(manager, sql.readScan, [bank.id, batchId]);
    if (!row) throw new DomainError('BATCH_NOT_FOUND');
    return row;
  }

  /**
   * Publishes what a decision approves, all of it or nothing.
   *
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, BATCH_NOT_FOUND, BATCH_CLOSED without a scan or when it was done, OWN_BATCH
   *   for who entered it; ITEM_CHANGED, ITEM_NOT_READY, ITEM_FAULTY, OWN_ITEM of its items
   */
  async confirm(bankCode: string, batchId: number, { caller, requestId }: By): Promise<{ published: number }> {
    return this.dataSource.transaction(async (manager) => {
      const bank = await openBankFor(manager, bankCode, caller, 'review');
      const [locked] = await run(manager, sql.lockBatch, [bank.id, batchId]);
      if (!locked) throw new DomainError('BATCH_NOT_FOUND');
      const [batch] = await run(manager, sql.listBatches, [bank.id, batchId]);
      const { scanMime, confirmedAt, madeBy, items, decisionNumber } = batch!;
      if (scanMime === null || confirmedAt !== null) throw new DomainError('BATCH_CLOSED');
      if (madeBy === caller.accountId) throw new DomainError('OWN_BATCH');
      const { accountId } = caller;
      await this.workflow.approveByDecision(manager, bank.id, items, { accountId, words: decisionNumber });
      await run(manager, sql.confirmBatch, [batchId, accountId]);
      const after = { batch: batchId, items };
      const line = { actorId: accountId, subject: `bank/${bank.code}`, requestId, after };
      await appendAudit(manager, { ...line, action: 'item_batch.confirmed' });
      return { published: items.length };
    });
  }
}
