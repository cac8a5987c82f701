import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError, languageTitle, searchKey, WORDING_LANGUAGES, type ItemKind } from '#domain';
import type { ItemStatus } from '../item-draft.js';
import { openBankFor, type Bank, type BankCaller, type BankRight } from './bank-door.js';
import * as sql from './wording.queries.js';
import { lockBank } from './writing.queries.js';

/** Which question in which language. */
export interface WordingName {
  bankCode: string;
  itemCode: string;
  /** One of WORDING_LANGUAGES. */
  language: string;
}

/** What the caller has seen: the newest version of the item and the newest revision of its wording, 0 for none. */
export interface WordingSeen {
  version: number;
  revision: number;
}

/** A bank in one language, and how all its languages stand. */
export interface WordingList {
  languages: { language: string; title: string; counts: Record<sql.WordingState, number> }[];
  total: number;
  items: (Omit<sql.WordingRow, 'total' | 'writtenBy'> & { isOwn: boolean })[];
  next: number | null;
}

/** A question beside its wording. */
export interface WordingSheet {
  code: string;
  version: number;
  kind: ItemKind;
  status: ItemStatus;
  stem: string;
  options: string[];
  state: sql.WordingState;
  /** The newest, of this version of the item or of an earlier one: then it has to be looked at again. */
  wording: (Omit<sql.StoredWording, 'versionId' | 'writtenBy'> & { isOwn: boolean }) | null;
}

interface By {
  caller: BankCaller;
  requestId: string | null;
}

/**
 * Questions in other languages: written beside the Vietnamese, signed by a second person who knows the language. A round shows
 * what was signed before it opened.
 */
@Injectable()
export class WordingDesk {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * How the items of a bank stand in every language, and a page of them in one.
   *
   * @param search.states null: whichever; `search.after`: how many items come before the page
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, WORDING_NOT_FOUND for what is no language
   */
  async list(
    bankCode: string,
    search: { language: string; states: readonly sql.WordingState[] | null; q: string; after: number; limit: number },
    caller: BankCaller,
  ): Promise<WordingList> {
    const { manager } = this.dataSource;
    const bank = await openBankFor(manager, bankCode, caller, 'read');
    checkLanguage(search.language);
    const codes = Object.keys(WORDING_LANGUAGES);
    const counted = await run(manager, sql.countWordings, [bank.id, codes]);
    const { after, limit } = search;
    const values = [bank.id, [search.language], search.states, searchKey(search.q), after, limit + 1];
    const rows = await run(manager, sql.listWordings, values);
    const countsOf = (language: string) =>
      Object.fromEntries(
        sql.WORDING_STATES.map((state) => [
          state,
          counted.find((row) => row.language === language && row.state === state)?.items ?? 0,
        ]),
      ) as Record<sql.WordingState, number>;
    return {
      languages: codes.map((language) => ({
        language,
        title: languageTitle(language),
        counts: countsOf(language),
      })),
      total: rows[0]?.total ?? 0,
      items: rows.slice(0, limit).map(({ total: _, writtenBy, ...row }) => ({
        ...row,
        isOwn: writtenBy === caller.accountId,
      })),
      next: rows.length > limit ? after + limit : null,
    };
  }

  /**
   * A question and its wording in one language.
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, ITEM_NOT_FOUND, WORDING_NOT_FOUND for what is no language
   */
  async read(name: WordingName, caller: BankCaller): Promise<WordingSheet> {
    const { manager } = this.dataSource;
    const { item, wording } = await find(manager, name, caller, 'read');
    const { versionId, ...told } = item;
    const stored = wording && withoutIds(wording, caller);
    return { code: name.itemCode, ...told, state: stateOf(versionId, wording), wording: stored };
  }

  /**
   * Writes a wording of the newest version of an item: another revision, which waits for a second person.
   *
   * @param wish.options in the order of the item's; `wish.audio` is the hash of a sound that is kept already, or null
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, ITEM_NOT_FOUND, WORDING_NOT_FOUND, ITEM_CHANGED, INVALID_INPUT {field}
   *   when there are not as many options as the item has, MEDIA_NOT_FOUND
   */
  async write(
    name: WordingName,
    seen: WordingSeen,
    wish: { stem: string; options: readonly string[]; audio: string | null },
    { caller, requestId }: By,
  ): Promise<{ revision: number }> {
    return this.dataSource.transaction(async (manager) => {
      const { bank, item, wording } = await find(manager, name, caller, 'write');
      checkSeen(seen, item, wording);
      if (wish.options.length !== item.options.length) throw new DomainError('INVALID_INPUT', { field: 'options' });
      const revision = seen.revision + 1;
      const { stem, options, audio } = wish;
      const values = [item.versionId, name.language, revision, stem, options, audio, caller.accountId];
      const [written] = await run(manager, sql.writeWording, values);
      if (!written) throw new DomainError('MEDIA_NOT_FOUND');
      await this.note(manager, 'written', { bank, name, version: item.version, revision }, { caller, requestId });
      return { revision };
    });
  }

  /**
   * What a second person says of the newest wording: right, or returned to its author; one that was signed can be returned.
   *
   * @param wish.words why; null when it is signed
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, ITEM_NOT_FOUND, WORDING_NOT_FOUND, ITEM_CHANGED, OWN_ITEM,
   *   ITEM_NOT_READY when it was decided before
   */
  async decide(
    name: WordingName,
    seen: WordingSeen,
    wish: { decision: 'signed' | 'returned'; words: string | null },
    { caller, requestId }: By,
  ): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { bank, item, wording } = await find(manager, name, caller, 'review');
      checkSeen(seen, item, wording);
      if (wording?.versionId !== item.versionId) throw new DomainError('WORDING_NOT_FOUND');
      if (wording.writtenBy === caller.accountId) throw new DomainError('OWN_ITEM', { codes: name.itemCode });
      const at = [item.versionId, name.language, seen.revision, caller.accountId];
      const [done] =
        wish.decision === 'signed'
          ? await run(manager, sql.signWording, at)
          : await run(manager, sql.returnWording, [...at, wish.words]);
      if (!done) throw new DomainError('ITEM_NOT_READY', { codes: name.itemCode });
      await this.note(manager, wish.decision, { bank, name, ...seen }, { caller, requestId });
    });
  }

  private async note(
    manager: EntityManager,
    act: 'written' | 'signed' | 'returned',
    what: { bank: Bank; name: WordingName; version: number; revision: number },
    { caller, requestId }: By,
  ): Promise<void> {
    const { bank, name, version, revision } = what;
    const subject = `bank/${bank.code}/${name.itemCode}`;
    const after = { language: name.language, version, revision };
    await appendAudit(manager, {
      ...{ actorId: caller.accountId, action: `item_wording.${act}`, subject, after, requestId },
    });
  }
}

function checkLanguage(language: string): void {
  if (!Object.hasOwn(WORDING_LANGUAGES, language)) throw new DomainError('WORDING_NOT_FOUND');
}

/** The item with its newest wording. Who writes or decides waits for others at the bank first. */
async function find(manager: EntityManager, name: WordingName, caller: BankCaller, right: BankRight) {
  const bank = await openBankFor(manager, name.bankCode, caller, right);
  checkLanguage(name.language);
  if (right !== 'read') await run(manager, lockBank, [bank.id]);
  const [item] = await run(manager, sql.itemToWord, [bank.id, name.itemCode]);
  if (!item) throw new DomainError('ITEM_NOT_FOUND');
  const [wording] = await run(manager, sql.newestWording, [bank.id, name.itemCode, name.language]);
  return { bank, item, wording: wording ?? null };
}

/** @throws DomainError ITEM_CHANGED when somebody has written since */
function checkSeen(seen: WordingSeen, item: sql.ItemToWord, wording: sql.StoredWording | null): void {
  const revision = wording?.versionId === item.versionId ? wording.revision : 0;
  if (seen.version === item.version && seen.revision === revision) return;
  const changedByName = seen.version === item.version ? (wording?.writtenByName ?? null) : null;
  throw new DomainError('ITEM_CHANGED', { version: item.version, changedByName });
}

function stateOf(versionId: number, wording: sql.StoredWording | null): sql.WordingState {
  if (!wording) return 'missing';
  if (wording.versionId !== versionId) return 'stale';
  if (wording.returnedAt) return 'returned';
  return wording.signedAt ? 'signed' : 'written';
}

function withoutIds({ versionId: _, writtenBy, ...wording }: sql.StoredWording, { accountId }: BankCaller) {
  return { ...wording, isOwn: writtenBy === accountId };
}
