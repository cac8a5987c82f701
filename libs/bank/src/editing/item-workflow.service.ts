import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError } from '#domain';
import { openBankFor, type BankCaller, type BankRight } from './bank-door.js';
import { ItemWriter } from './item-writer.service.js';
import { usesOf, type RoundUse } from './reading.queries.js';
import * as sql from './workflow.queries.js';
import { lockBank } from './writing.queries.js';

/**
 * What is done with items: an author hands their newest version on; a second person approves or returns it, with words;
 * an item is retired, and restored; somebody says something of it.
 */
export const ITEM_ACTS = ['send', 'approve', 'return', 'retire', 'restore', 'comment'] as const;
export type ItemAct = (typeof ITEM_ACTS)[number];

interface Rule {
  right: BankRight;
  note: 'comment' | 'sent' | 'returned' | 'approved' | 'retired' | 'restored';
  /** Whether an item as it stands can be acted upon. */
  isReady: (item: sql.StandingItem) => boolean;
}

const RULES: Readonly<Record<ItemAct, Rule>> = {
  send: {
    right: 'write',
    note: 'sent',
    isReady: ({ review, status }) =>
      review === 'draft' || review === 'returned' || (review === null && status === 'draft'),
  },
  approve: { right: 'review', note: 'approved', isReady: ({ review }) => review === 'sent' },
  return: { right: 'review', note: 'returned', isReady: ({ review }) => review === 'sent' },
  retire: { right: 'review', note: 'retired', isReady: ({ status }) => status !== 'retired' },
  restore: {
    right: 'review',
    note: 'restored',
    isReady: ({ status, isApproved }) => status === 'retired' && isApproved,
  },
  comment: { right: 'read', note: 'comment', isReady: () => true },
};

const CODES_TOLD = 5;

/** Drafts, reviews and retirements, one or many items at a time: all of them or none. */
@Injectable()
export class ItemWorkflow {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly writer: ItemWriter,
  ) {}

  /**
   * Does one thing with items.
   *
   * @param wish.words said with it; needed to return and to comment
   * @param wish.versions the newest version that the caller has seen of each, where that matters
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, ITEM_NOT_FOUND {codes}, ITEM_CHANGED, ITEM_NOT_READY {codes},
   *   ITEM_FAULTY {code, faults} for what is sent or approved with errors, OWN_ITEM {codes} for who decides on what they wrote
   */
  async act(
    bankCode: string,
    wish: { act: ItemAct; items: readonly { code: string; version: number }[]; words: string | null },
    by: { caller: BankCaller; requestId: string | null },
  ): Promise<{ done: number }> {
    const rule = RULES[wish.act];
    const { accountId } = by.caller;
    return this.dataSource.transaction(async (manager) => {
      const bank = await openBankFor(manager, bankCode, by.caller, rule.right);
      const codes = wish.items.map(({ code }) => code);
      const items = await standing(manager, bank.id, codes);
      checkSeen(wish.items, items);
      refuse(
        items.filter((item) => !rule.isReady(item)),
        'ITEM_NOT_READY',
      );
      if (wish.act === 'approve' || wish.act === 'return') {
        refuse(
          items.filter(({ writtenBy }) => writtenBy === accountId),
          'OWN_ITEM',
        );
      }
      if (['send', 'approve', 'restore'].includes(wish.act)) await this.checkFaults(manager, items);
      await carryOut(manager, wish.act, items, accountId);
      const ids = items.map(({ id }) => id);
      const versions = items.map(({ version }) => version);
      await run(manager, sql.addNotes, [ids, versions, rule.note, wish.words, accountId]);
      if (wish.act !== 'comment') {
        const after = { items: items.map(({ code, version }) => ({ code, version })) };
        const line = { actorId: accountId, subject: `bank/${bank.code}`, after, requestId: by.requestId };
        await appendAudit(manager, { ...line, action: `item.${rule.note}` });
      }
      return { done: items.length };
    });
  }

  /**
   * Retires all items that cite a document, or tells only which they are and which published rounds go on drawing from them.
   *
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED
   */
  async retireCiting(
    bankCode: string,
    wish: { document: string; words: string | null; dryRun: boolean },
    by: { caller: BankCaller; requestId: string | null },
  ): Promise<{ items: { code: string; status: string; stem: string }[]; rounds: RoundUse[] }> {
    const { caller, requestId } = by;
    return this.dataSource.transaction(async (manager) => {
      const bank = await openBankFor(manager, bankCode, caller, 'review');
      const found = await run(manager, sql.citing, [bank.id, wish.document]);
      const rounds = await run(manager, usesOf, [found.map(({ id }) => id)]);
      if (!wish.dryRun && found.length > 0) {
        const codes = found.map(({ code }) => code);
        const items = await standing(manager, bank.id, codes);
        await carryOut(manager, 'retire', items, caller.accountId);
        const ids = items.map(({ id }) => id);
        const versions = items.map(({ version }) => version);
        await run(manager, sql.addNotes, [ids, versions, 'retired', wish.words ?? wish.document, caller.accountId]);
        const after = { document: wish.document, items: codes };
        const line = { actorId: caller.accountId, subject: `bank/${bank.code}`, after, requestId };
        await appendAudit(manager, { ...line, action: 'item.retired' });
      }
      return { items: found.map(({ id: _, ...item }) => item), rounds };
    });
  }

  /**
   * Publishes items by a decision of several people, in the caller's transaction: drafts too, sent or not. Whoever carries
   * it out may have written none of them, and each still has the version that the decision names.
   *
   * @param words said of each item
   * @throws DomainError ITEM_NOT_FOUND, ITEM_CHANGED, ITEM_NOT_READY, ITEM_FAULTY, OWN_ITEM
   */
  async approveByDecision(
    manager: EntityManager,
    bankId: number,
    wished: readonly { code: string; version: number }[],
    { accountId, words }: { accountId: string; words: string },
  ): Promise<void> {
    const codes = wished.map(({ code }) => code);
    const items = await standing(manager, bankId, codes);
    checkSeen(wished, items);
    refuse(
      items.filter(({ review, status }) => review === 'approved' || (review === null && status === 'published')),
      'ITEM_NOT_READY',
    );
    refuse(
      items.filter(({ writtenBy }) => writtenBy === accountId),
      'OWN_ITEM',
    );
    await this.checkFaults(manager, items);
    await carryOut(manager, 'approve', items, accountId);
    const [ids, versions] = [items.map(({ id }) => id), items.map(({ version }) => version)];
    await run(manager, sql.addNotes, [ids, versions, 'approved', words, accountId]);
  }

  private async checkFaults(manager: EntityManager, items: readonly sql.StandingItem[]): Promise<void> {
    for (const text of await run(manager, sql.textsOf, [items.map(({ versionId }) => versionId)])) {
      const errors = this.writer.faultsOf(text.code, text).filter(({ severity }) => severity === 'error');
      if (errors.length > 0) {
        throw new DomainError('ITEM_FAULTY', {
          code: text.code,
          faults: errors.map(({ message }) => message).join(' '),
        });
      }
    }
  }
}

/**
 * Items as they stand, for one decision at a time in a bank. The lock comes first, in a statement of its own: what is read
 * behind it is what the decision before has left.
 */
async function standing(manager: EntityManager, bankId: number, codes: readonly string[]): Promise<sql.StandingItem[]> {
  await run(manager, lockBank, [bankId]);
  return run(manager, sql.itemsAsTheyStand, [bankId, codes]);
}

function checkSeen(
  wished: readonly { code: string; version: number }[],
  items: readonly Pick<sql.StandingItem, 'code' | 'version'>[],
): void {
  const found = new Map(items.map(({ code, version }) => [code, version]));
  const missing = wished.filter(({ code }) => !found.has(code)).map(({ code }) => code);
  if (missing.length > 0) throw new DomainError('ITEM_NOT_FOUND', { codes: someOf(missing) });
  const moved = wished.find(({ code, version }) => found.get(code) !== version);
  if (moved) throw new DomainError('ITEM_CHANGED', { code: moved.code, version: found.get(moved.code)! });
}

function refuse(items: readonly { code: string }[], reason: 'ITEM_NOT_READY' | 'OWN_ITEM'): void {
  if (items.length > 0) throw new DomainError(reason, { codes: someOf(items.map(({ code }) => code)) });
}

/** As many codes as a sentence can hold. */
const someOf = (codes: readonly string[]): string =>
  codes.slice(0, CODES_TOLD).join(', ') + (codes.length > CODES_TOLD ? ', …' : '');

/** Moves the versions and items. A published item stays published while a change of it is on its way. */
async function carryOut(
  manager: EntityManager,
  act: ItemAct,
  items: readonly sql.StandingItem[],
  accountId: string,
): Promise<void> {
  const versionIds = items.map(({ versionId }) => versionId);
  const move = (some: readonly sql.StandingItem[], status: string) =>
    run(manager, sql.setStatus, [some.map(({ id }) => id), status]);
  if (act === 'send') {
    await run(manager, sql.sendVersions, [versionIds, accountId]);
    await move(
      items.filter(({ status }) => status === 'draft'),
      'review',
    );
  } else if (act === 'approve') {
    await run(manager, sql.decideVersions, [versionIds, 'approved', accountId]);
    await move(items, 'published');
  } else if (act === 'return') {
    await run(manager, sql.decideVersions, [versionIds, 'returned', accountId]);
    await move(
      items.filter(({ status }) => status === 'review'),
      'draft',
    );
  } else if (act === 'retire') {
    const unapproved = items.filter(({ review, status }) => review === null && status !== 'published');
    await run(manager, sql.holdBack, [unapproved.map(({ versionId }) => versionId), accountId]);
    await run(manager, sql.takeBack, [versionIds]);
    await move(items, 'retired');
  } else if (act === 'restore') {
    await move(items, 'published');
  }
}
