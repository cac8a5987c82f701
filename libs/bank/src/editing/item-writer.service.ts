import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, type EntityManager } from 'typeorm';
import { appendAudit, run } from '#database';
import { checkItem, DomainError, localDay, type ItemFault } from '#domain';
import { Clock } from '#platform';
import { addVersions, writeItems, type VersionText } from '../bank.queries.js';
import { topicTitle } from '../topics.js';
import { openBankFor, type BankCaller } from './bank-door.js';
import * as sql from './writing.queries.js';

/** A question as somebody has written it: what a candidate reads, with its place in the bank, key and explanation. */
export interface ItemWish extends VersionText {
  topic: string;
  /** What screens call a topic that is new and none of the official fields. */
  topicName?: string | null;
  subBank: string | null;
  /** Bit i is set when option i + 1 is right. */
  keyMask: number;
  explanation: string | null;
  /** Files that are kept already, by hash. */
  pictures: readonly { sha256: string; alt: string }[];
  audio: string | null;
}

/** What the checks look at. */
type CheckedWish = Pick<
  ItemWish,
  'kind' | 'stem' | 'options' | 'keyMask' | 'explanation' | 'document' | 'validFrom' | 'validTo'
>;

/** One of many. */
export interface DraftWish extends ItemWish {
  code: string;
  /** The newest version that the author has seen, 0 for a new item; null: whichever it is. */
  expected: number | null;
}

export interface WrittenDraft {
  code: string;
  version: number;
  became: 'added' | 'reworded' | 'unchanged';
}

/** The one way by which people write items: always a new version, which waits for a second person. */
@Injectable()
export class ItemWriter {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Writes one item: a new one under a code of its topic, or a new version. Faults do not keep a draft out.
   *
   * @param code null: a new item
   * @param expected the newest version that the author has seen; 0 for a new item
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, ITEM_NOT_FOUND, ITEM_CHANGED {version, changedByName, changedAt},
   *   ITEM_USED when the topic or part of an item changes from which a published round draws, MEDIA_NOT_FOUND
   */
  async write(
    bankCode: string,
    { code, expected }: { code: string | null; expected: number },
    wish: ItemWish,
    by: { caller: BankCaller; requestId: string | null },
  ): Promise<{ code: string; version: number; faults: ItemFault[] }> {
    return this.dataSource.transaction(async (manager) => {
      const bank = await openBankFor(manager, bankCode, by.caller, 'write');
      await run(manager, sql.lockBank, [bank.id]);
      const own = code ?? (await nextCode(manager, bank.id, wish.topic));
      const [written] = await this.writeDrafts(manager, bank.id, by.caller.accountId, [
        { ...wish, code: own, expected },
      ]);
      if (written!.became !== 'unchanged') {
        const subject = `bank/${bank.code}/${own}`;
        const { accountId: actorId } = by.caller;
        const after = { version: written!.version };
        await appendAudit(manager, { actorId, action: 'item.written', subject, after, requestId: by.requestId });
      }
      return { code: own, version: written!.version, faults: this.faultsOf(own, wish) };
    });
  }

  /**
   * Writes many drafts in the caller's transaction; the bank is locked, and whether the author may write there has been
   * asked. A draft that says what the newest version says changes nothing. An item in review goes back to its author.
   *
   * @returns what became of each, in the order of the wishes
   * @throws DomainError ITEM_NOT_FOUND, ITEM_CHANGED, ITEM_USED, MEDIA_NOT_FOUND
   * @throws RangeError when two drafts have one code
   * @example await openBankFor(manager, 'cchc', caller, 'write'); await writer.writeDrafts(manager, bank.id, caller.accountId, drafts)
   */
  async writeDrafts(
    manager: EntityManager,
    bankId: number,
    authorId: string,
    drafts: readonly DraftWish[],
  ): Promise<WrittenDraft[]> {
    if (new Set(drafts.map(({ code }) => code)).size < drafts.length) throw new RangeError('two drafts have one code');
    await run(manager, sql.lockBank, [bankId]);
    const stored = new Map(
      (await run(manager, sql.readItems, [bankId, drafts.map(({ code }) => code)])).map((item) => [item.code, item]),
    );
    for (const draft of drafts) checkExpected(draft, stored.get(draft.code));
    const changed = drafts.filter((draft) => !isSame(draft, stored.get(draft.code)));
    const versions = new Map(changed.map((draft) => [draft.code, (stored.get(draft.code)?.version ?? 0) + 1]));
    if (changed.length > 0) {
      const ids = await placeItems(manager, bankId, changed, stored);
      const rows = changed.map((draft) => ({
        ...draft,
        itemId: ids.get(draft.code)!,
        version: versions.get(draft.code)!,
      }));
      await run(manager, addVersions, [JSON.stringify(rows.map((row) => ({ ...row, keyRule: 'normal' })))]);
      await run(manager, sql.beginReviews, [
        rows.map(({ itemId }) => itemId),
        rows.map((row) => row.version),
        authorId,
      ]);
      await addFiles(manager, rows);
    }
    return drafts.map(({ code }) => {
      const before = stored.get(code);
      const version = versions.get(code);
      if (version === undefined) return { code, version: before!.version, became: 'unchanged' };
      return { code, version, became: before ? 'reworded' : 'added' };
    });
  }

  /** What the product's checks say of an item today. */
  faultsOf(code: string, wish: CheckedWish): ItemFault[] {
    const { kind, stem, explanation, document, validFrom, validTo, keyMask } = wish;
    const options = wish.options.map((text, place) => ({ text, right: (keyMask & (1 << place)) !== 0 }));
    const today = localDay(this.clock.now());
    return checkItem({ id: code, kind, stem, options, explanation, document, validFrom, validTo }, today);
  }
}

async function nextCode(manager: EntityManager, bankId: number, topic: string): Promise<string> {
  const [row] = await run(manager, sql.nextNumber, [bankId, `${topic}-`]);
  return `${topic}-${String(row!.number).padStart(2, '0')}`;
}

function checkExpected({ code, expected, topic, subBank }: DraftWish, before: sql.WrittenItem | undefined): void {
  if (expected !== null && expected > 0 && !before) throw new DomainError('ITEM_NOT_FOUND');
  if (expected !== null && before && before.version !== expected) {
    const { version, changedByName, changedAt } = before;
    throw new DomainError('ITEM_CHANGED', { code, version, changedByName, changedAt: changedAt.toISOString() });
  }
  // Papers are drawn, and marks given, by the topic that the item has: it stays what people were asked under.
  if (before?.isUsed && (before.topic !== topic || before.subBank !== subBank)) {
    throw new DomainError('ITEM_USED', { code });
  }
}

const TEXT_FIELDS = ['kind', 'level', 'stem', 'options', 'fixedOptionOrder', 'document', 'date', 'article'] as const;
const OTHER_FIELDS = ['validFrom', 'validTo', 'mark', 'keyMask', 'explanation', 'topic', 'subBank', 'audio'] as const;

function isSame(draft: DraftWish, before: sql.WrittenItem | undefined): boolean {
  if (!before) return false;
  const files = (pictures: DraftWish['pictures']) => pictures.map(({ sha256, alt }) => `${sha256} ${alt}`).join('\n');
  return (
    files(draft.pictures) === files(before.pictures) &&
    [...TEXT_FIELDS, ...OTHER_FIELDS].every((name) => JSON.stringify(draft[name]) === JSON.stringify(before[name]))
  );
}

/** Makes the items that are new, and puts the others where they are wanted. @returns their ids by code */
async function placeItems(
  manager: EntityManager,
  bankId: number,
  drafts: readonly DraftWish[],
  stored: ReadonlyMap<string, sql.WrittenItem>,
): Promise<Map<string, number>> {
  const titles = new Map(drafts.map(({ topic, topicName }) => [topic, topicTitle(topic, topicName ?? null)]));
  const topics = await run(manager, sql.keepTopics, [bankId, [...titles.keys()], [...titles.values()]]);
  const topicId = new Map(topics.map(({ id, code }) => [code, id]));
  const statusOf = (code: string): string => {
    const before = stored.get(code)?.status ?? 'draft';
    return before === 'review' ? 'draft' : before;
  };
  const rows = await run(manager, writeItems, [
    bankId,
    drafts.map(({ code }) => code),
    drafts.map(({ topic }) => topicId.get(topic)),
    drafts.map(({ subBank }) => subBank),
    drafts.map(({ code }) => statusOf(code)),
  ]);
  return new Map(rows.map(({ id, code }) => [code, id]));
}

async function addFiles(
  manager: EntityManager,
  rows: readonly (ItemWish & { itemId: number; version: number })[],
): Promise<void> {
  const files = rows.flatMap(({ itemId, version, pictures, audio }) => [
    ...pictures.map(({ sha256, alt }, i) => ({ itemId, version, place: i + 1, kind: 'picture', sha256, alt })),
    ...(audio === null
      ? []
      : [{ itemId, version, place: pictures.length + 1, kind: 'audio', sha256: audio, alt: null }]),
  ]);
  if (files.length === 0) return;
  const names = ['itemId', 'version', 'place', 'kind', 'sha256', 'alt'] as const;
  const kept = await run(
    manager,
    sql.addItemMedia,
    names.map((name) => files.map((file) => file[name])),
  );
  if (kept.length < files.length) throw new DomainError('MEDIA_NOT_FOUND');
}
