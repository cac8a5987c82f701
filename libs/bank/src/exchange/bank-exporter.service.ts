import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { appendAudit, run } from '#database';
import { DomainError } from '#domain';
import { readBank, type StoredItem } from '../bank.queries.js';
import { openBankFor, type BankCaller } from '../editing/index.js';
import { BANK_FORMATS, type BankFormat, type BankFormatName, type FileQuestion } from '../formats/index.js';
import type { ItemStatus } from '../item-draft.js';
import { topicsOf } from './exchange.queries.js';

/** Which items go out; left out = all that are not retired. */
export interface ExportWish {
  format: BankFormatName;
  topic?: string | undefined;
  subBank?: string | undefined;
  status?: ItemStatus | undefined;
}

export interface BankFile {
  name: string;
  mime: string;
  bytes: Buffer;
  /** Questions in it, and those that the format cannot say. */
  items: number;
  left: number;
}

/** A bank as a file, with its keys: each one is told in the audit trail before it leaves. */
@Injectable()
export class BankExporter {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Writes the newest versions of a bank's items to a file.
   *
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, NOTHING_TO_EXPORT
   */
  async export(
    bankCode: string,
    { format, topic, subBank, status }: ExportWish,
    by: { caller: BankCaller; requestId: string | null },
  ): Promise<BankFile> {
    const { isForPeople, fits = () => true, write, ending, mime }: BankFormat = BANK_FORMATS[format];
    const { bank, questions } = await this.dataSource.transaction(async (manager) => {
      const found = await openBankFor(manager, bankCode, by.caller, 'read');
      const titles = new Map((await run(manager, topicsOf, [found.id])).map(({ code, title }) => [code, title]));
      const items = (await run(manager, readBank, [found.id]))
        .filter((item) => (status === undefined ? item.status !== 'retired' : item.status === status))
        .filter((item) => topic === undefined || item.topic === topic)
        .filter((item) => subBank === undefined || item.subBank === subBank)
        .sort((a, b) => (a.topic === b.topic ? compare(a.code, b.code) : compare(a.topic, b.topic)));
      const all = items.map((item, i) => questionOf(item, i + 1, isForPeople ? titles.get(item.topic)! : item.topic));
      const fitting = all.filter(fits);
      if (fitting.length === 0) throw new DomainError('NOTHING_TO_EXPORT');
      await appendAudit(manager, {
        actorId: by.caller.accountId,
        action: 'bank.exported',
        subject: `bank/${found.code}`,
        after: { format, items: fitting.length, topic, subBank, status },
        requestId: by.requestId,
      });
      return { bank: found, questions: { fitting, left: all.length - fitting.length } };
    });
    const bytes = await write(questions.fitting);
    const name = `${bank.title}.${ending}`;
    return { name, mime, bytes, items: questions.fitting.length, left: questions.left };
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function questionOf(item: StoredItem, row: number, topic: string): FileQuestion {
  const { code, subBank, kind, stem, explanation, document, date, article, validFrom, validTo, mark } = item;
  const options = item.options.map((text, place) => ({ text, right: (item.keyMask & (1 << place)) !== 0 }));
  const level = item.level as 1 | 2 | 3;
  const source = { document, date, article, validFrom, validTo, mark };
  return { row, label: null, code, topic, level, subBank, kind, stem, options, explanation, ...source };
}
