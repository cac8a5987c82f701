import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { alikeTexts, DomainError, NEAR_DUPLICATE } from '#domain';
import { readBank, type StoredItem } from '../bank.queries.js';
import { openBankFor, type BankCaller } from '../editing/index.js';
import type { ItemStatus } from '../item-draft.js';
import { differentPairs, sayDifferent } from './exchange.queries.js';
import { comparedText } from './import-rows.js';

export interface AlikeItem {
  code: string;
  version: number;
  status: ItemStatus;
  topic: string;
  stem: string;
  options: { text: string; right: boolean }[];
}

export interface AlikePair {
  /** 75 to 100. */
  percent: number;
  first: AlikeItem;
  second: AlikeItem;
}

/** Items of one bank that ask nearly the same, until a person has said that they do not. */
@Injectable()
export class NearDuplicates {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * The pairs that nobody has decided on, likest first; items that are retired are left out. Five hundred items are
   * compared in some tens of milliseconds.
   *
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED
   */
  async pairs(bankCode: string, caller: BankCaller): Promise<AlikePair[]> {
    const { manager } = this.dataSource;
    const bank = await openBankFor(manager, bankCode, caller, 'read');
    const items = (await run(manager, readBank, [bank.id])).filter(({ status }) => status !== 'retired');
    const decided = new Set(
      (await run(manager, differentPairs, [bank.id])).map((pair) => nameOf(pair.first, pair.second)),
    );
    return alikeTexts(
      items.map(({ stem, options }) => comparedText(stem, options)),
      NEAR_DUPLICATE,
    )
      .map(([a, b, likeness]) => ({ first: items[a]!, second: items[b]!, percent: Math.round(likeness * 100) }))
      .filter(({ first, second }) => !decided.has(nameOf(first.code, second.code)))
      .sort((x, y) => y.percent - x.percent || (x.first.code < y.first.code ? -1 : 1))
      .map(({ first, second, percent }) => ({ percent, first: alikeItem(first), second: alikeItem(second) }));
  }

  /**
   * The items of a bank that ask nearly what a text asks, likest first, at most three; for who is just writing it.
   *
   * @param wish.code the item that is being written; null for a new one
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED
   */
  async alikeTo(
    bankCode: string,
    wish: { code: string | null; stem: string; options: readonly string[] },
    caller: BankCaller,
  ): Promise<{ code: string; stem: string; percent: number }[]> {
    const { manager } = this.dataSource;
    const bank = await openBankFor(manager, bankCode, caller, 'read');
    const items = (await run(manager, readBank, [bank.id])).filter(
      ({ status, code }) => status !== 'retired' && code !== wish.code,
    );
    const texts = [
      ...items.map(({ stem, options }) => comparedText(stem, options)),
      comparedText(wish.stem, wish.options),
    ];
    return alikeTexts(texts, NEAR_DUPLICATE, items.length)
      .map(([a, , likeness]) => ({ code: items[a]!.code, stem: items[a]!.stem, percent: Math.round(likeness * 100) }))
      .sort((x, y) => y.percent - x.percent)
      .slice(0, 3);
  }

  /**
   * Writes down that two items ask different things: the pair is not shown again.
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, ITEM_NOT_FOUND
   */
  async sayDifferent(
    bankCode: string,
    codes: readonly [string, string],
    by: { caller: BankCaller; requestId: string | null },
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const bank = await openBankFor(manager, bankCode, by.caller, 'review');
      const { accountId: actorId } = by.caller;
      const rows = await run(manager, sayDifferent, [bank.id, ...codes, actorId]);
      if (rows.length === 0) throw new DomainError('ITEM_NOT_FOUND');
      const line = { actorId, action: 'item.said_different', subject: `bank/${bank.code}`, requestId: by.requestId };
      await appendAudit(manager, { ...line, after: { items: codes } });
    });
  }
}

const nameOf = (a: string, b: string): string => [a, b].sort().join(' ');

function alikeItem({ code, version, status, topic, stem, options, keyMask }: StoredItem): AlikeItem {
  const told = options.map((text, place) => ({ text, right: (keyMask & (1 << place)) !== 0 }));
  return { code, version, status: status as ItemStatus, topic, stem, options: told };
}
