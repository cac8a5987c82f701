import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { figuresRise } from '#domain';
import {
  addKeys,
  addVersions,
  openBank,
  openTopics,
  readBank,
  readPublishedPool,
  writeItems,
  type StoredItem,
  type VersionText,
} from './bank.queries.js';
import type { ItemDraft } from './item-draft.js';
import { topicTitle } from './topics.js';

export interface BankImport {
  bankCode: string;
  bankTitle: string;
  /** Part of the sample data; looked at only when the bank is new. */
  sample: boolean;
  items: readonly ItemDraft[];
}

/** Which of the published items a round wants. */
export interface PoolWish {
  subBank?: string | null;
  days?: { first: string; last: string };
}

/** How many items of an import were …; each item is in exactly one of them. */
export interface ImportCounts {
  bankId: number;
  added: number;
  /** Reworded, or with another source or window: a new version. */
  reworded: number;
  /** The same text with another key or explanation: a new revision of the key. */
  rekeyed: number;
  /** Only topic, part of the bank or status changed. */
  moved: number;
  unchanged: number;
}

/** Banks of questions. Reads and writes keys, so only organizers' errands and pages may hold it. */
@Injectable()
export class BankService {
  /**
   * Brings a bank to what the drafts say, in the caller's transaction. Items that the drafts do not name stay as they
   * are. The same drafts again change nothing. An item whose key was annulled by hand stays annulled.
   *
   * @throws RangeError when two drafts have one code.
   * @example await bank.importItems(manager, { bankCode: 'cchc', bankTitle: 'Ngân hàng CCHC', sample: true, items })
   */
  async importItems(manager: EntityManager, wish: BankImport): Promise<ImportCounts> {
    const codes = new Set(wish.items.map(({ code }) => code));
    if (codes.size < wish.items.length) throw new RangeError('two items of an import have the same code');
    const [bank] = await run(manager, openBank, [wish.bankCode, wish.bankTitle, wish.sample]);
    const bankId = bank!.id;
    const stored = new Map((await run(manager, readBank, [bankId])).map((item) => [item.code, item]));
    const plans = wish.items.map((draft) => plan(draft, stored.get(draft.code)));

    const ids = await this.writeItemRows(
      manager,
      bankId,
      plans.filter(({ isNew, isMoved }) => isNew || isMoved),
    );
    const idOf = ({ draft, before }: Plan): number => before?.id ?? ids.get(draft.code)!;
    const versions = plans.filter(({ isNew, isReworded }) => isNew || isReworded);
    if (versions.length > 0) {
      const rows = versions.map((one) => ({ ...one.text, ...one.key, itemId: idOf(one), version: one.nextVersion }));
      await run(manager, addVersions, [JSON.stringify(rows)]);
    }
    const keys = plans.filter(({ isRekeyed }) => isRekeyed);
    if (keys.length > 0) {
      await run(manager, addKeys, [
        keys.map(({ before }) => before!.versionId),
        keys.map(({ before }) => before!.revision + 1),
        keys.map(({ key }) => key.keyMask),
        keys.map(({ key }) => key.keyRule),
        keys.map(({ key }) => key.explanation),
        keys.map(({ key, before }) => reasonOf(key.keyMask !== before!.keyMask)),
      ]);
    }
    return { bankId, ...count(plans) };
  }

  /**
   * The item versions that a round may be given to draw from: of every published item the newest.
   *
   * @param wish.subBank only this part of the bank; left out = all of it
   * @param wish.days local days 'YYYY-MM-DD' of the round: only items whose source says so on each of them; left out =
   *   whatever their window
   * @example const pool = await bank.publishedPool(manager, bankId, { days: { first: '2026-12-01', last: '2026-12-07' } })
   */
  async publishedPool(manager: EntityManager, bankId: number, wish: PoolWish = {}): Promise<number[]> {
    const { subBank = null, days } = wish;
    const rows = await run(manager, readPublishedPool, [bankId, subBank, days?.first ?? null, days?.last ?? null]);
    return rows.map(({ id }) => id);
  }

  private async writeItemRows(manager: EntityManager, bankId: number, plans: Plan[]): Promise<Map<string, number>> {
    if (plans.length === 0) return new Map();
    const drafts = plans.map(({ draft }) => draft);
    const titles = new Map(drafts.map(({ topic, topicName }) => [topic, topicTitle(topic, topicName)]));
    const topics = await run(manager, openTopics, [bankId, [...titles.keys()], [...titles.values()]]);
    const topicId = new Map(topics.map(({ id, code }) => [code, id]));
    const rows = await run(manager, writeItems, [
      bankId,
      drafts.map(({ code }) => code),
      drafts.map(({ topic }) => topicId.get(topic)),
      drafts.map(({ subBank }) => subBank),
      drafts.map(({ status }) => status),
    ]);
    return new Map(rows.map(({ id, code }) => [code, id]));
  }
}

/** What an import does with one item. */
interface Plan {
  draft: ItemDraft;
  before: StoredItem | undefined;
  text: VersionText;
  key: { keyMask: number; keyRule: string; explanation: string | null };
  nextVersion: number;
  isNew: boolean;
  isReworded: boolean;
  isRekeyed: boolean;
  isMoved: boolean;
}

function plan(draft: ItemDraft, before: StoredItem | undefined): Plan {
  const { kind, level, stem, document, date, article, validFrom, validTo, mark, explanation } = draft;
  const options = draft.options.map(({ text }) => text);
  const source = { document, date, article, validFrom, validTo, mark };
  // "Đúng" before "Sai" and rising figures are what people expect; nothing is won by turning them round.
  const fixedOptionOrder = kind === 'true_false' || figuresRise(options);
  const text = { kind, level, stem, options, fixedOptionOrder, ...source };
  const keyMask = draft.options.reduce((mask, { right }, place) => (right ? mask | (1 << place) : mask), 0);
  const key = { keyMask, keyRule: before?.keyRule ?? 'normal', explanation };
  const isReworded = before !== undefined && !sameText(text, before);
  return {
    draft,
    before,
    text,
    key,
    nextVersion: (before?.version ?? 0) + 1,
    isNew: before === undefined,
    isReworded,
    isRekeyed:
      before !== undefined && !isReworded && (before.keyMask !== keyMask || before.explanation !== explanation),
    isMoved:
      before !== undefined &&
      (before.topic !== draft.topic || before.subBank !== draft.subBank || before.status !== draft.status),
  };
}

function sameText(a: VersionText, b: VersionText): boolean {
  const names = Object.keys(a) as (keyof VersionText)[];
  return names.every((name) => JSON.stringify(a[name]) === JSON.stringify(b[name]));
}

const reasonOf = (keyChanged: boolean): string =>
  keyChanged ? 'Nhập lại từ tệp: sửa đáp án' : 'Nhập lại từ tệp: sửa lời giải thích';

function count(plans: readonly Plan[]): Omit<ImportCounts, 'bankId'> {
  const counts = { added: 0, reworded: 0, rekeyed: 0, moved: 0, unchanged: 0 };
  for (const one of plans) {
    if (one.isNew) counts.added++;
    else if (one.isReworded) counts.reworded++;
    else if (one.isRekeyed) counts.rekeyed++;
    else if (one.isMoved) counts.moved++;
    else counts.unchanged++;
  }
  return counts;
}
